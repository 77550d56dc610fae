"""Where the program meets the terminal: printing, colours, width, and what is said when it cannot run."""

import contextlib
import io
import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO, TypeVar

if TYPE_CHECKING:
    from ctmeasures.model.records import Registry
    from ctmeasures.render.formats import Drawn
    from ctmeasures.render.look import Look


T = TypeVar("T")


class CannotRun(Exception):
    """The command cannot be carried out; the message is one sentence that says what to do."""


def shortened(text: str) -> str:
    """Return what a message repeats of an argument: never a screenful."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def prepare() -> None:
    """Make sure that no character can stop the output: for what the encoding lacks stands something alike, or its escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            errors = "backslashreplace"
            if not stream.encoding.casefold().startswith("utf"):
                from ctmeasures.cli.narrow import register

                errors = register()
            reconfigure(errors=errors)


def look(no_color: bool = False, lang: str = "en", stream: TextIO | None = None) -> "Look":
    """Return how the reader sees a stream (standard output, if none is given)."""
    import shutil

    from ctmeasures.render.look import Look

    stream = stream or sys.stdout
    terminal = stream is not None and stream.isatty()
    color = terminal and not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Look(width=max(shutil.get_terminal_size().columns, 40), color=color, dutch=lang == "nl")


def show(view: str, form: str | None, reader: "Look", *values: object) -> None:
    """Draw an answer in the format that was asked for, else a table on a terminal and plain text elsewhere."""
    from ctmeasures.render.formats import renderer

    name = form or ("table" if watched() else "plain")
    emit(renderer(view, name)(*values, reader), form=name)


def to_output(out: str | None) -> bool:
    """Tell whether what `--out` names is standard output: nothing or `-`."""
    return out in (None, "-")


def watched() -> bool:
    """Tell whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def deliver(view: str, form: str | None, out: str | None, found: "Registry", reader: "Look", value: object) -> None:
    """Draw a document and print it, or put it into a file, whose ending says what it is where nothing else does.

    On a terminal it is drawn to be read, elsewhere it is Markdown; a file has no colours.
    """
    import dataclasses

    from ctmeasures.render.formats import renderer

    if to_output(out):
        name = form or ("table" if watched() else "md")
        if name == "docx":
            raise CannotRun("a DOCX document is no text to print; name its file with --out FILE.docx")
        emit(renderer(view, name)(value, reader), form=name)
        return
    ending = os.path.splitext(str(out))[1].casefold()
    name = form or {".html": "html", ".htm": "html", ".docx": "docx"}.get(ending, "md")
    drawn = renderer(view, name)(value, dataclasses.replace(reader, color=False))
    save(str(out), drawn if isinstance(drawn, bytes) else "".join(drawn).encode(), found, f"{view}, {name}")


def emit(drawn: "Drawn", commands: bool = False, form: str = "") -> None:
    """Print a result, whole or as it is made; raise CannotRun where it cannot be written. In a workflow, only `commands` command the runner.

    A `form` of files is the same whatever the terminal's encoding and line ends are.
    A reader who closes the pipe early (`| head`) is no error: the rest is not made, and the exit code stays what it is.
    """
    try:
        if sys.stdout is None:  # started with its output closed
            raise CannotRun("there is no standard output to write to")
        if form and _is_file(form) and isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        pieces = iter((drawn,)) if isinstance(drawn, str) else drawn
        sys.stdout.writelines(map(_inert, pieces) if _in_workflow() and not commands else pieces)
        sys.stdout.flush()
    except BrokenPipeError:
        forget_output()
    except OSError as error:
        forget_output()
        raise CannotRun(f"the answer cannot be written: {error.strerror or error}") from None


def _is_file(form: str) -> bool:
    from ctmeasures.render.formats import FILES

    return form in FILES


def report(text: str, done: str) -> None:
    """Print what was done; where that cannot be, say on standard error that it is `done`: who tries again would do it twice."""
    try:
        emit(text)
    except CannotRun as fault:
        say(f"ctmeasures: {done}; {fault}\n")


def save(path: str, data: bytes, found: "Registry", said: str) -> None:
    """Put an answer into a file and say what it is; raise CannotRun where it cannot be, or is one of the registry's own."""
    from ctmeasures.disk.write import Unwritable, put
    from ctmeasures.render.safe import clean

    try:
        put(path, data, found.path)
    except Unwritable as fault:
        raise CannotRun(str(fault)) from None
    report(f"wrote {clean(path)}: {said}\n", f"{clean(path)} was written")


def _in_workflow() -> bool:
    return bool(os.environ.get("GITHUB_ACTIONS"))


def _inert(text: str) -> str:
    if not _in_workflow():
        return text
    from ctmeasures.render.safe import inert

    return inert(text)


def say(text: str) -> None:
    """Print what is no result; where there is nobody to tell, tell nobody."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(_inert(text))


def say_waiting() -> None:
    """Say that the files are written by somebody else, and that one waits."""
    say("waiting for another writer …\n")


def progress(items: Iterable[T], total: int, label: str) -> Iterator[T]:
    """Hand on items that take long to make; where somebody watches, show on standard error how many of them are there."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, label, total, console=Console(stderr=True), transient=True)


def finish() -> None:
    """Make sure that all output is out, also typer's help; raise CannotRun where it is not."""
    if sys.stdout is not None and not sys.stdout.closed:
        emit("")


def forget_output() -> None:
    """Throw away what could not be written, so that Python does not complain when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def cannot_run(fault: CannotRun) -> int:
    """Say why a command cannot run; return the exit code."""
    from ctmeasures.render.safe import clean

    say("".join(f"ctmeasures: {clean(line)}\n" for line in str(fault).split("\n")))
    return 2


def our_bug(error: Exception) -> int:
    """Report a fault of the program itself; return the exit code."""
    import traceback

    from ctmeasures.render.safe import visible

    lines = "".join(traceback.format_exception(error)).splitlines()
    say("".join(f"{visible(line)}\n" for line in lines))
    say(
        "ctmeasures: this is a fault of the program, not yours. Please report it with the lines above and the command.\n"
    )
    return 3
