"""`ctmeasures verify`: every quote in its letter."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

Texts = Annotated[
    str,
    typer.Option("--texts", metavar="DIR", help="The folder that holds the letters' texts, <letter id>.txt each."),
]
Format = Annotated[
    Literal["text", "json", "github", "sarif", "junit"],
    typer.Option(
        "--format",
        help="How it is shown; github: annotations in a workflow's log; sarif and junit: for forges and build servers.",
    ),
]


def verify(
    texts: Texts,
    form: Format = "text",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Find every quote in the letter's own text: each must stand there once, and have at most eight words.

    White space, hyphens at the ends of lines, typographic quotation marks and the markup of tables make no difference. Whether
    the paragraph's number is right is not told: the texts do not number them.

    \b
    Examples:
      ctmeasures verify --texts ../texts
      ctmeasures verify --texts ../texts --format json
    """
    from ctmeasures.checks.quotes import verify as look_up
    from ctmeasures.cli.findings import tell
    from ctmeasures.cli.output import CannotRun, emit, look
    from ctmeasures.cli.registry import open_registry
    from ctmeasures.disk.files import Unreadable
    from ctmeasures.disk.texts import read_texts
    from ctmeasures.render import problems

    found = open_registry(registry, besides="long-quote")  # which is reported here
    try:
        answer = look_up(found, read_texts(texts, found.letters), texts)
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    if form == "json":
        from ctmeasures.render.data.problems import verification

        emit(verification(answer), form=form)
    elif form == "text":
        emit(problems.text(answer.problems, look(no_color)))
        emit(problems.verified(answer))
    else:
        tell(form, answer.problems, "ctmeasures verify", problems.verified(answer), strict=True)
    if answer.problems:
        raise typer.Exit(1)
