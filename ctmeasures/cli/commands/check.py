"""`ctmeasures check`: everything that must hold."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ctmeasures.cli import complete, options

if TYPE_CHECKING:
    from ctmeasures.model.place import Problem
    from ctmeasures.model.records import Registry

Format = Annotated[
    Literal["text", "json", "md", "github", "sarif", "junit"],
    typer.Option(
        "--format",
        help="How the problems are shown; github: annotations in a workflow's log; md: a table for its summary; "
        "sarif and junit: for forges and build servers.",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 for warnings too.")]
Explain = Annotated[
    str | None,
    typer.Option("--explain", metavar="CODE", autocompletion=complete.codes, help="Explain a problem's code and exit."),
]
Translations = Annotated[
    Literal["en", "nl"] | None,
    typer.Option("--translations", help="Show, and count, what is not translated into this language, too."),
]


def check(
    form: Format = "text",
    strict: Strict = False,
    translations: Translations = None,
    explain: Explain = None,
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Check everything that must hold; show all problems at once, each with its place and its remedy.

    \b
    Examples:
      ctmeasures check
      ctmeasures check --strict --format json
      ctmeasures check --translations nl
      ctmeasures check --explain unknown-status
    """
    from ctmeasures.cli.findings import tell
    from ctmeasures.cli.output import emit, look
    from ctmeasures.cli.registry import examine
    from ctmeasures.model.place import Level
    from ctmeasures.render import problems

    if explain is not None:
        emit(_manual(explain))
        return
    found, faults = examine(registry)
    faults = _with_passed(found, _with_sheets(found, faults))
    lacks = None
    if translations:
        from ctmeasures.checks import translations as checked

        lacks = checked.translations(found, translations)
        faults = sorted([*faults, *lacks.problems], key=lambda problem: problem.sort_key)
    said = problems.summary(faults, len(found.measures), len(found.letters), found.path, lacks)
    if form == "json":
        from ctmeasures.render.data import problems as data

        emit(data.problems(faults, found.path, lacks), form=form)
    elif form == "md":
        from ctmeasures.render import markdown

        emit(markdown.problems(faults, said.strip()))
    elif form == "text":
        emit(problems.text(faults, look(no_color)))
        emit(said)
    else:
        tell(form, faults, "ctmeasures check", said, strict)
    if _is_unfinished(found) or (faults and (strict or any(fault.level is Level.ERROR for fault in faults))):
        raise typer.Exit(1)


def _is_unfinished(found: "Registry") -> bool:
    """Tell, and say, whether a change of several files was begun and not finished: what is committed now would be neither before nor after it."""
    from ctmeasures.cli.output import say
    from ctmeasures.disk.journal import unfinished
    from ctmeasures.render.safe import clean

    left = unfinished(found.path)
    if left:
        say(f"ctmeasures: {clean(left)}\n")
    return bool(left)


def _with_sheets(found: "Registry", faults: "list[Problem]") -> "list[Problem]":
    """Return problems with those of the coding sheets that are still open."""
    from ctmeasures.disk.texts import sheets_in, texts_folder

    folder = texts_folder(found.path, None)
    if not sheets_in(folder):
        return faults
    from ctmeasures.intake.progress import open_sheets

    return sorted([*faults, *open_sheets(found, folder)], key=lambda problem: problem.sort_key)


def _with_passed(found: "Registry", faults: "list[Problem]") -> "list[Problem]":
    """Return problems with those of the file of papers that were passed over; raise CannotRun where it cannot be read."""
    import os

    from ctmeasures.cli.output import CannotRun
    from ctmeasures.disk.files import Unreadable
    from ctmeasures.disk.texts import passed_file

    if not os.path.lexists(passed_file(found.path)):
        return faults
    from ctmeasures.intake.passed import passed_problems

    try:
        return sorted([*faults, *passed_problems(found)], key=lambda problem: problem.sort_key)
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None


def _manual(code: str) -> str:
    """Return the manual page of a code; raise CannotRun with the nearest where there is no such code."""
    from ctmeasures.checks import manuals
    from ctmeasures.cli.output import CannotRun
    from ctmeasures.cli.registry import unknown
    from ctmeasures.render import problems

    pages = manuals()
    if code not in pages:
        raise CannotRun(f"--explain: {unknown(code, pages)}")
    return problems.manual(code, pages[code])
