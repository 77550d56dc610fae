"""What word processors do not write down: the signs of items, and where a line that was broken by hand is one of its own."""

from collections.abc import Iterator

from ctmeasures.intake.prose import ends, words

_LINE = 12  # words of a line of an address or a signature
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


class Counters:
    """The numbers of numbered lists, counted as the items come."""

    def __init__(self) -> None:
        """Start without any list."""
        self._counts: dict[tuple[str, int], int] = {}

    def sign(self, name: str, level: int, shape: str) -> str:
        """Return the sign of the next item of a list on a level: `- ` where it has no numbers."""
        for other in [one for one in self._counts if one[0] == name and one[1] > level]:
            del self._counts[other]
        if shape in ("bullet", "none", ""):
            return "- "
        count = self._counts[name, level] = self._counts.get((name, level), 0) + 1
        if shape in ("lowerLetter", "upperLetter", "a", "A") and count <= 26:
            return f"{chr(ord('a') + count - 1)}. "
        if shape in ("lowerRoman", "upperRoman", "i", "I") and count <= len(_ROMAN):
            return f"{_ROMAN[count - 1]}. "
        return f"{count}. "


def lines(text: str) -> Iterator[str]:
    """Yield the lines of a text that was broken by hand, as of an address or a signature; a whole text where they are none of those."""
    parts = [part for part in text.split("\n") if part.strip()]
    if all(words(part) <= _LINE and not (ends(part) and part.rstrip()[-1:] in ".!?") for part in parts[:-1]):
        yield from parts
    else:
        yield " ".join(parts)
