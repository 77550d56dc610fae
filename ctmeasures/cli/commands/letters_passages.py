"""`ctmeasures letters passages`: the paragraphs of a letter's own text."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import complete, options

Id = Annotated[
    str,
    typer.Argument(
        metavar="LETTER",
        autocompletion=complete.letters,
        help="A letter; the start of its id will do.",
        show_default=False,
    ),
]
Format = Annotated[
    Literal["table", "plain", "md", "json", "ids"] | None,
    typer.Option(
        "--format",
        help="Default: a table on a terminal, plain text elsewhere; json: with all that another program needs to suggest events.",
        show_default=False,
    ),
]


def letters_passages(
    letter: Id,
    texts: options.Texts = None,
    form: Format = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Show the paragraphs of a letter's own text, by the numbers that events cite.

    They are those that `ctmeasures letters add FILE` kept, else those of the letter's
    plain text in the folder of texts.

    \b
    Examples:
      ctmeasures letters passages 2017-06-19
      ctmeasures letters passages 2017-06-19 --texts ../texts --format json
    """
    from ctmeasures.cli.output import CannotRun, look, say, show
    from ctmeasures.cli.registry import one_of, open_registry
    from ctmeasures.disk.files import Unreadable
    from ctmeasures.disk.texts import codebook_beside, texts_folder
    from ctmeasures.intake.kept import Material, no_text, paragraphs_of
    from ctmeasures.intake.known import misplaced

    found = open_registry(registry)
    wanted = one_of(letter, found.letters, "letter", "ctmeasures letters")
    try:
        folder = texts_folder(found.path, texts)
        paragraphs = paragraphs_of(folder, wanted)
        codebook = codebook_beside(found.path)
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    if not paragraphs:
        raise CannotRun(no_text(folder, wanted))
    show("passages", form, look(no_color, lang), Material(found, found.letters[wanted], paragraphs, codebook))
    coded, away = len(found.letters[wanted].passages), misplaced(found, wanted, paragraphs)
    if coded != len(paragraphs) or away:
        numbers = f", and {len(away)} quotes stand in other paragraphs than they cite" if away else ""
        say(
            f"the letter has {coded} paragraphs as coded, this text {len(paragraphs)}{numbers}; `ctmeasures letters add FILE --as {wanted}` shows where\n"
        )
