"""What commands that write say of it: what they ask, what was written, what was put into a coding sheet."""

from collections.abc import Iterable

from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean


def asked(paths: Iterable[str], look: Look) -> str:
    """Ask whether files are to be written."""
    return look.say("Write this to {files}?", files=_listed(paths, look))


def wrote(paths: Iterable[str], look: Look) -> str:
    """Say which files were written."""
    return f"{look.say('wrote {files}', files=_listed(paths, look))}\n"


def nothing(look: Look) -> str:
    """Say that there is nothing to write."""
    return f"{look.say('nothing to change: all of it is in the registry already')}\n"


def untrained(look: Look) -> str:
    """Say that suggestions come from rules alone."""
    return f"{look.say('there are no trained weights, so rules alone suggest: more will be wrong')}\n"


def suggestions(path: str, new: int, known: int, refused: int, likely: int | None, look: Look) -> str:
    """Say how many suggestions were put into a sheet, of which so many are likely, were there or decided, and were refused."""
    said = look.say(
        "{suggestions} put into {file}", suggestions=look.count(new, "suggestion", "suggestions"), file=clean(path)
    )
    if likely is not None:
        said += f" ({look.say('{likely} likely, {possible} possible', likely=likely, possible=new - likely)})"
    if known:
        said += f", {look.say('{number} decided or there already', number=known)}"
    if refused:
        said += f", {look.say('{number} refused', number=refused)}"
    return f"{said}\n"


def _listed(paths: Iterable[str], look: Look) -> str:
    *others, last = map(clean, paths)
    return f"{', '.join(others)} {look.say('and')} {last}" if others else last
