"""`ctmeasures verify`: every quote in its letter."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

Texts = Annotated[
    str,
    typer.Option("--texts", metavar="DIR", help="The folder that holds the letters' texts, <letter id>.txt each."),
]
Format = Annotated[
    Literal["table", "text", "json", "github"] | None,
    typer.Option(
        "--format",
        help="Default: a table on a terminal, text elsewhere; github: annotations in a workflow's log.",
        show_default=False,
    ),
]


def verify(
    texts: Texts,
    form: Format = None,
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Find every quote in the letter's own text: each must stand there once, and have at most eight words.

    How the text was set makes no difference: white space, hyphens at the ends of lines, dashes, quotation marks, ligatures,
    HTML. Whether the paragraph's number is right is not told: the texts do not number them.

    \b
    Examples:
      ctmeasures verify --texts ../texts
      ctmeasures verify --texts ../texts --format json
    """
    from ctmeasures.checks.quotes import verify as look_up
    from ctmeasures.cli.output import CannotRun, emit, look, watched
    from ctmeasures.cli.registry import open_registry
    from ctmeasures.disk.files import Unreadable
    from ctmeasures.disk.texts import read_texts
    from ctmeasures.render import problems

    found = open_registry(registry, besides="long-quote")  # which is reported here
    try:
        answer = look_up(found, read_texts(texts, found.letters), texts)
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    form = form or ("table" if watched() else "text")
    if form == "json":
        from ctmeasures.render.data.problems import verification

        emit(verification(answer))
    elif form == "table":
        from ctmeasures.render.terminal.quotes import verified

        emit(verified(answer, look(no_color)))
    else:
        if form == "github":
            emit(problems.github(answer.problems), commands=True)
        else:
            emit(problems.text(answer.problems, look(no_color)))
        emit(problems.verified(answer))
    if answer.problems:
        raise typer.Exit(1)
