"""Where the program meets the terminal: printing, colours, width, and what is said when it cannot run."""

import os
import sys
from typing import TYPE_CHECKING, NoReturn, TextIO

import typer

if TYPE_CHECKING:
    from ctmeasures.render.words import Look


class CannotRun(Exception):
    """The command cannot be carried out; the message is one sentence that says what to do."""


def prepare() -> None:
    """Make sure that no character can stop the output: what the encoding lacks is shown as an escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def look(no_color: bool = False, lang: str = "en", stream: TextIO | None = None) -> "Look":
    """Return how the reader sees a stream (standard output, if none is given)."""
    import shutil

    from ctmeasures.render.words import Look

    terminal = (stream or sys.stdout).isatty()
    color = terminal and not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Look(width=max(shutil.get_terminal_size().columns, 40), color=color, dutch=lang == "nl")


def show(view: str, form: str | None, reader: "Look", *values: object) -> None:
    """Draw an answer in the format that was asked for, else a table on a terminal and plain text elsewhere."""
    from ctmeasures.render.formats import renderer

    name = form or ("table" if sys.stdout.isatty() else "plain")
    emit(renderer(view, name)(*values, reader))


def emit(text: str) -> None:
    """Print a result; a reader who closes the pipe early (`| head`) is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_quietly()


def say(text: str) -> None:
    """Print what is no result."""
    sys.stderr.write(text)


def _close_quietly() -> NoReturn:
    """Leave without the complaint that Python would make when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(0)


def cannot_run(fault: CannotRun) -> int:
    """Say why a command cannot run; return the exit code."""
    from ctmeasures.render.safe import clean

    say("".join(f"ctmeasures: {clean(line)}\n" for line in str(fault).split("\n")))
    return 2


def our_bug(error: Exception) -> int:
    """Report a fault of the program itself; return the exit code."""
    import traceback

    say(clean_lines("".join(traceback.format_exception(error))))
    say(
        "ctmeasures: this is a fault of the program, not yours. Please report it with the lines above and the command.\n"
    )
    return 3


def clean_lines(text: str) -> str:
    """Return a text of several lines with each made harmless."""
    from ctmeasures.render.safe import clean

    return "".join(clean(line).rstrip() + "\n" for line in text.splitlines())
