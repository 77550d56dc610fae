"""`ctmeasures verify`: every quote in its letter."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ctmeasures.cli import complete, options

if TYPE_CHECKING:
    from ctmeasures.checks.quotes import Verification
    from ctmeasures.render.look import Look

Letter = Annotated[
    list[str] | None,
    typer.Option(
        "--letter",
        metavar="ID",
        autocompletion=complete.letters,
        help="Only the quotes of this letter; the start of its id will do. Repeatable.",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 for warnings too.")]
Form = Literal["table", "text", "json", "github", "sarif", "junit"]
Format = Annotated[
    Form | None,
    typer.Option(
        "--format",
        help="Default: a table on a terminal, text elsewhere; github: annotations in a workflow's log; "
        "sarif and junit: for forges and build servers.",
        show_default=False,
    ),
]


def verify(
    texts: options.Texts = None,
    letter: Letter = None,
    form: Format = None,
    strict: Strict = False,
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Find every quote in the letter's own text: each must stand there once, and have at most eight words.

    A note or digest that repeats nine or more words of its letter in a row is a warning: the letters are not reproduced.
    So is a title, note or digest with a figure, a year or a date that its paragraph does not hold.

    How the text was set makes no difference: white space, hyphens at the ends of lines, dashes, quotation marks, ligatures,
    HTML. The texts do not number their paragraphs: where one begins and ends is known by the quotes around it.

    \b
    Examples:
      ctmeasures verify
      ctmeasures verify --texts ../texts
      ctmeasures verify --texts ../texts --letter 2017-11-24
      ctmeasures verify --texts ../texts --format json
    """
    from ctmeasures.checks.quotes import verify as look_up
    from ctmeasures.cli.output import CannotRun, look, watched
    from ctmeasures.cli.registry import one_of, open_registry
    from ctmeasures.disk.files import Unreadable
    from ctmeasures.disk.texts import read_texts, texts_folder
    from ctmeasures.model.place import Level

    found = open_registry(registry, besides="long-quote")  # which is reported here
    letters = [one_of(word, found.letters, "letter", "ctmeasures letters") for word in letter or ()] or [*found.letters]
    try:
        read = read_texts(folder := texts_folder(found.path, texts), letters)
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    answer = look_up(found, read.texts, folder, read.unreadable, letters)
    _show(answer, form or ("table" if watched() else "text"), strict, look(no_color))
    if any(strict or problem.level is Level.ERROR for problem in answer.problems):
        raise typer.Exit(1)


def _show(answer: "Verification", form: Form, strict: bool, look: "Look") -> None:
    """Print what became of the quotes in one of the forms."""
    from ctmeasures.cli.findings import tell
    from ctmeasures.cli.output import emit
    from ctmeasures.render import problems

    if form == "json":
        from ctmeasures.render.data.problems import verification

        emit(verification(answer), form=form)
    elif form == "table":
        from ctmeasures.render.terminal.quotes import verified

        emit(verified(answer, look))
    elif form == "text":
        emit(problems.text(answer.problems, look))
        emit(problems.verified(answer))
    else:
        tell(form, answer.problems, "ctmeasures verify", problems.verified(answer), strict)
