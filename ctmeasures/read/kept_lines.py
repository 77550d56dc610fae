"""The lines of an entry of the cache, looked up by their number: taken apart, they would all be in memory twice."""

from array import array
from collections.abc import Iterator, Sequence

_TOGETHER = 1000  # lines that are written at once


def joined(lines: Sequence[str]) -> Iterator[bytes]:
    """Yield the bytes of lines, some of them at a time."""
    for start in range(0, len(lines), _TOGETHER):
        yield ("\n" * bool(start) + "\n".join(lines[start : start + _TOGETHER])).encode()


class Lines:
    """The lines of some bytes."""

    __slots__ = ("_data", "_starts")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts = starts = array("q", (0,))
        find, place = data.find, 0
        while place := find(b"\n", place) + 1:
            starts.append(place)
        starts.append(len(data) + 1)

    def __getitem__(self, number: int) -> bytes:
        """Return a line without its end; raise IndexError where there is none."""
        if number + 1 >= len(self._starts):
            raise IndexError(number)
        return self._data[self._starts[number] : self._starts[number + 1] - 1]
