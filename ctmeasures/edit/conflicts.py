"""What stands between git's conflict markers in a merged text."""

import re
from typing import NamedTuple


class Conflict(NamedTuple):
    """A place where both sides say different things: the keys that lead there."""

    path: tuple[str, ...]


class Labels(NamedTuple):
    """What stands behind the conflict markers, and how long these are; with a `base`, what stood there before is shown as well.

    The forms are those of git's merge.conflictStyle: https://git-scm.com/docs/git-config#Documentation/git-config.txt-mergeconflictStyle
    """

    ours: str = "ours"
    theirs: str = "theirs"
    size: int = 7
    base: str | None = None

    @property
    def markers(self) -> tuple[str, str, str, str]:
        """Return the lines before ours, the base and theirs, and behind them."""
        start, before, middle, end = (sign * self.size for sign in "<|=>")
        return f"{start} {self.ours}", f"{before} {self.base}", middle, f"{end} {self.theirs}"


def marked(ours: str, base: str, theirs: str, labels: Labels) -> str:
    """Return the lines of both sides, and of the base if it is wanted, between conflict markers."""
    start, before, middle, end = labels.markers
    shown = "" if labels.base is None else f"{before}\n{base}"
    return f"{start}\n{ours}{shown}{middle}\n{theirs}{end}\n"


def labels_in(text: str) -> Labels | None:
    """Return what the markers of the first conflict in a text say; None where there is none."""
    said = dict[str, str]()
    for sign, more, label in re.findall(r"^([<|>])(\1{6,}) (.*?)\r?$", text, re.MULTILINE):
        if said or sign == "<":
            said.setdefault(sign, label)
            size = len(more) + 1
        if sign == ">" and said:
            return Labels(said["<"], label, size, said.get("|"))
    return None


def resolved(text: str, labels: Labels, ours: bool) -> str:
    """Return a merged text with one side of every conflict taken."""
    kept: list[str] = []
    wanted, part = ("ours" if ours else "theirs"), ""
    parts = dict(zip(labels.markers, ("ours", "base", "theirs", ""), strict=True))
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if bare in parts:
            part = parts[bare]
        elif part in ("", wanted):
            kept.append(line)
    return "".join(kept)
