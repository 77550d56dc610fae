"""`ctmeasures find`: where words stand."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="WORDS...", help="Words that must all occur; word*: also as a beginning; not:word: must not."
    ),
]
Most = Annotated[
    int | None, typer.Option("--most", min=1, metavar="NUMBER", help="Only the best of them.", show_default=False)
]
Format = Annotated[
    Literal["table", "plain", "json", "jsonl", "csv", "md", "ids"] | None,
    typer.Option("--format", help="Default: a table on a terminal, plain columns elsewhere.", show_default=False),
]


def find(
    words: Words,
    most: Most = None,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    form: Format = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Find words in the measures and in all paragraphs of the letters, the best answers first.

    A word is found as itself, else at the beginning of longer words, else inside them. Case and accents make no difference.
    Each answer says where the words stand, and which measures a paragraph gave. Words are looked for in English and Dutch; what is shown
    is in the language of --lang where it is there, and where the words stand in the other one's text, that is said.

    \b
    Examples:
      ctmeasures find grenscontrole
      ctmeasures find Syria Iraq --most 5
      ctmeasures find "Internet Referral Unit" not:europol
    """
    from ctmeasures.cli.output import CannotRun, look, show
    from ctmeasures.cli.registry import clock, open_registry
    from ctmeasures.cli.selection import typed_words
    from ctmeasures.reports.find import NoRanking
    from ctmeasures.reports.find import find as answer
    from ctmeasures.reports.words import NOT

    wanted = typed_words(words)
    if all(word.startswith(NOT) for word in wanted):
        raise CannotRun("there is no word to look for; write one, such as training")
    opened, moment = open_registry(registry), clock(as_of, known_by)
    try:
        found = answer(opened, moment, wanted, lang)
    except NoRanking:
        import sqlite3

        raise CannotRun(
            f"the SQLite of this Python ({sqlite3.sqlite_version}) has no FTS5, which ranks; `ctmeasures list WORDS` does without"
        ) from None
    show("find", form, look(no_color, lang), found.best(most))
