"""What stands between git's conflict markers in a merged text."""

from typing import NamedTuple


class Conflict(NamedTuple):
    """A place where both sides say different things: the keys that lead there."""

    path: tuple[str, ...]


class Labels(NamedTuple):
    """What stands behind the conflict markers, and how long these are."""

    ours: str = "ours"
    theirs: str = "theirs"
    size: int = 7

    @property
    def markers(self) -> tuple[str, str, str]:
        """Return the lines before, between and behind the two sides."""
        return f"{'<' * self.size} {self.ours}", "=" * self.size, f"{'>' * self.size} {self.theirs}"


def marked(ours: str, theirs: str, labels: Labels) -> str:
    """Return the lines of both sides between conflict markers."""
    start, middle, end = labels.markers
    return f"{start}\n{ours}{middle}\n{theirs}{end}\n"


def resolved(text: str, labels: Labels, ours: bool) -> str:
    """Return a merged text with one side of every conflict taken."""
    kept: list[str] = []
    side: bool | None = None
    sides = dict(zip(labels.markers, (True, False, None), strict=True))
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if bare in sides:
            side = sides[bare]
        elif side is None or side is ours:
            kept.append(line)
    return "".join(kept)
