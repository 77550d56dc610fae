"""The text of several lines in one: words that a line's end has parted, addresses, and the numbers of notes."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from ctmeasures.intake.pdf_lines import Line, Segment
from ctmeasures.intake.prose import raised

# Around the number of a note, until it is known which note it calls.
_OPEN, _CLOSE = "\ue000", "\ue001"
_CALL = re.compile(r"\(?(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\)?[,;]?")
_CALLED = re.compile(f"\\s*{_OPEN}(.*?){_CLOSE}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS = re.compile(r"https?://|www\.|\w/\w")
_SHARED = (
    "en",
    "of",
    "en/of",
    "dan",
    "als",
    "tot",
    "respectievelijk",
)  # words behind a hyphen that stays: "in- en uitreis"


class Words:
    """The words of a letter, by which is seen whether a hyphen at the end of a line belongs to its word."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.known: set[str] = set()
        for line in lines:
            self.known.update(_WORD.findall(re.sub(r"\S+-$", "", line.text).lower()))
        self.firsts = {word.partition("-")[0] for word in self.known if "-" in word}

    def join(self, text: str, more: str) -> str:
        """Return a text and the line that follows it as one text."""
        if not text or not more:
            return text or more
        last, first = text.rsplit(" ", maxsplit=1)[-1], more.split(" ", maxsplit=1)[0]
        if _ADDRESS.search(last) and (last[-1] in "/-_=?&%#" or first[0] in "/_=?&%#"):
            return text + more
        if re.search(r"[^\W_]/$", last):
            return text + more
        found = re.search(r"([^\W_]+)-$", text)
        if not found:
            return f"{text} {more}"
        if first.strip(".,;:") in _SHARED:
            return f"{text} {more}"
        return (text if self._keeps(found[1], first) else text[:-1]) + more

    def _keeps(self, before: str, behind: str) -> bool:
        """Tell whether the hyphen between two parts of a word is more than a mark of the line's end."""
        # No word is parted behind its first letter: that one stands for itself, as in "e-mail".
        if not behind[0].islower() or before[-1].isdigit() or before.isupper() or len(before) == 1:
            return True
        rest = (_WORD.match(behind) or [behind])[0].lower()
        low = before.lower()
        if low + rest in self.known:
            return False
        return f"{low}-{rest}" in self.known or low in self.firsts or not re.search("[aeiouyáéíóúäëïöü]", low)


def said(segment: Segment) -> str:
    """Return the text of a segment with the numbers that call notes between marks."""
    text, end = "", segment.x0
    for piece, lifted in segment.pieces:
        more = piece.text
        if lifted and (call := _CALL.fullmatch(more.strip())) and not re.search(r"(?<!\w)(?:[kcdm]?m|CO)\s*$", text):
            text = f"{text.rstrip()}{_OPEN}{call[1]}{_CLOSE}{' ' if more.endswith(' ') else ''}"
        else:
            more = raised(more) if lifted else more
            apart = piece.x0 - end > 0.16 * piece.size and not lifted and text and not text.endswith(" ")
            text += f" {more}" if apart else more
        end = piece.x1
    return " ".join(text.split())


def line_text(line: Line, segments: Sequence[Segment] | None = None) -> str:
    """Return the text of a line, or of some of its segments, with the numbers that call notes between marks."""
    return " ".join(said(one) for one in (line.segments if segments is None else segments))


def calls(text: str) -> list[str]:
    """Return the numbers of the notes that a text calls."""
    return [number for found in _CALLED.findall(text) for number in re.findall(r"\d+", found)]


def without_calls(text: str, is_note: Callable[[str], bool]) -> str:
    """Return a text without the numbers that call a note; other raised numbers stay, as they are printed."""

    def plain(found: re.Match[str]) -> str:
        numbers = re.findall(r"\d+", found[1])
        return "" if all(map(is_note, numbers)) else raised(found[1])

    return unicodedata.normalize("NFC", " ".join(_CALLED.sub(plain, text).split()))
