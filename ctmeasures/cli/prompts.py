"""Asking people for what is missing, on standard error, so that the answer on standard output stays clean."""

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from ctmeasures.cli.output import CannotRun, say
from ctmeasures.render.look import LANGUAGES, Look
from ctmeasures.render.safe import clean

Answer = TypeVar("Answer")
Next = TypeVar("Next")

BACK = "<"  # typed to go back to the question before
ENGLISH = LANGUAGES[0]
_SHOWN = 120  # characters of choices that are shown; of more, TAB shows them


class InputEnded(CannotRun):
    """Nobody answers any more."""


class Back(Exception):
    """The answer that somebody wants to go back to the question before."""


def can_ask() -> bool:
    """Tell whether somebody is there to answer: standard input and standard error are terminals."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def standard_input(most: int, what: str) -> bytes:
    """Return the bytes of standard input, at most so many; raise CannotRun where there is none to read `what` from."""
    if sys.stdin is None:  # started with its input closed
        raise CannotRun(f"there is no standard input to read {what} from; give its file")
    if sys.stdin.isatty():
        say(f"paste {what}, then press Ctrl-D at the start of a line\n")
    return sys.stdin.buffer.read(most)


def ask(
    label: str,
    read: Callable[[str], Answer],
    choices: Iterable[str] = (),
    default: str = "",
    optional: bool = False,
    back: bool = False,
    leave: bool = False,
    reader: Look = ENGLISH,
) -> Answer | None:
    """Ask until `read` takes the answer; TAB completes it from the choices; Enter takes the default, or nothing where that will do.

    Raises Back where one can go `back` to the question before, and that is the answer. Where one can `leave` a question with Ctrl-C and
    go on, whoever asks says what became of it.
    """
    hint = f" [{clean(default)}]" if default else f" ({reader.say('Enter: none')})" if optional else ""
    choices = list(choices)
    if choices:
        said = clean(", ".join(choices))
        many = len(said) > _SHOWN
        hinted = reader.say("TAB shows what it can be") if many else reader.say("one of {choices}", choices=said)
        say(f"{label}: {hinted}\n")
    while True:
        answer = _line(f"{label}{hint}: ", sorted(choices), default, None if leave else reader).strip() or default
        if back and answer == BACK:
            raise Back
        if not answer:
            if optional:
                return None
            say(f"  {reader.say('this is needed; Ctrl-C leaves everything as it is')}\n")
            continue
        try:
            return read(answer)
        except CannotRun as fault:
            say("".join(f"  {clean(line)}\n" for line in str(fault).split("\n")))


def in_turn(first: Callable[[], Answer], then: Callable[[Answer], Next]) -> tuple[Answer, Next]:
    """Ask one thing, then another that needs its answer, where `<` goes back to the first; return both. Raises Back where that is left."""
    while True:
        answer = first()
        with contextlib.suppress(Back):
            return answer, then(answer)


def confirmed(question: str, reader: Look = ENGLISH) -> bool:
    """Ask yes or no; Enter means yes."""
    return _line(f"{question} [{'J' if reader.dutch else 'Y'}/n] ", [], reader=reader).strip().casefold() in (
        "",
        "y",
        "yes",
        "j",
        "ja",
    )


def _line(prompt: str, choices: list[str], recalled: str = "", reader: Look | None = ENGLISH) -> str:
    """Read one line; the arrow up brings what is `recalled`, to be changed; without `reader`, Ctrl-C says nothing. Raises InputEnded."""
    try:
        if sys.stdout is not None and sys.stdout.isatty():
            with _completing(choices, recalled):
                return input(prompt) + "\n"
        say(prompt)
        line = sys.stdin.readline()
    except EOFError:
        line = ""
    except KeyboardInterrupt:
        say("\n" if reader is None else f"\n{reader.say('nothing was written')}\n")
        raise
    if not line:
        say("\n")
        raise InputEnded("the input ended; nothing was written")
    return line


@contextlib.contextmanager
def _completing(choices: list[str], recalled: str) -> Iterator[None]:
    """Let TAB complete from the choices and the arrow up bring what is recalled, where Python has readline."""
    try:
        import readline
    except ImportError:
        yield
        return

    def offer(start: str, number: int) -> str | None:
        found = [one for one in choices if one.startswith(start)]
        return found[number] if number < len(found) else None

    if recalled:
        readline.add_history(recalled)
    readline.set_completer_delims("")
    readline.set_completer(offer)
    readline.parse_and_bind("bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete")
    try:
        yield
    finally:
        readline.set_completer(None)
