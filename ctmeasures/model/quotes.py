"""Finding quotes in a letter's own text, as it comes out of a PDF file or a web page.

A quote is copied exactly; what differs is how the text was set, and `FOLDED` is all that makes no difference. Upper and lower
case, accents and punctuation count, and whatever would make another number: `1 000` is not `1000`, nor `15-20` `1520`, nor
`-5` `5`.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cached_property
from html import unescape
from itertools import accumulate
from typing import NamedTuple
from unicodedata import normalize

from ctmeasures.model.characters import INVISIBLE


class Fold(NamedTuple):
    """What makes no difference: what it is, how it is written, as what it is read, and where it is more than that its pattern."""

    what: str
    written: tuple[str, ...]
    read: str
    pattern: str = ""
    reader: Callable[[str], str] | None = None

    def apply(self, text: str) -> str:
        """Return a text in which all of it is read."""
        read = self.reader
        return re.sub(self.pattern, (lambda found: read(found[0])) if read else self.read, text, flags=re.IGNORECASE)


def _accented(text: str) -> str:
    return normalize("NFC", text)


_HYPHENS = "-\u2010\u2011"
_DASHES = "\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"  # figure, en, em, bar, minus, small, full width
_SPACES = "\t\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LIGATURES = tuple(Fold("a ligature", (chr(code),), normalize("NFKC", chr(code))) for code in range(0xFB00, 0xFB07))

FOLDED = (  # in this order
    Fold("emphasis of words", ("<b>", "</b>", "<EM class='x'>", "*", "**"), "", r"</?(?:a|b|em|i|mark|small|span|strong|sub|sup|u)\b[^<>\n]*>|\*+"),
    Fold("another tag", ("<td>", "</td>", "<br/>"), " ", r"</?[A-Z][^<>\n]*>"),
    Fold("a character spelled as in HTML", ("&eacute;", "&#233;", "&#xE9;"), "é", r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", unescape),
    Fold("an accent of its own", ("e\u0301",), "é", r"(?s:.+)", _accented),
    Fold("what cannot be seen", ("\u00ad", "\u200b", "\u2060", "\ufeff"), "", f"{INVISIBLE}|\ufeff"),
    Fold("white space, however much", tuple(_SPACES), " "),
    Fold("a border of a table", ("|",), " "),
    Fold("a hyphen, dash or minus", tuple(_HYPHENS[1:] + _DASHES), "-"),
    Fold("a double quotation mark", tuple("“”„‟«»″"), '"'),
    Fold("a single quotation mark", tuple("‘’‚‛‹›´`′ʼ"), "'"),
    Fold("an ellipsis", ("…",), "..."),
    Fold("ij in one", ("ĳ",), "ij"),
    Fold("IJ in one", ("Ĳ",), "IJ"),
    *_LIGATURES,
)  # fmt: skip
_PLAIN = str.maketrans({written: fold.read for fold in FOLDED if not fold.pattern for written in fold.written})
_SOFT_BREAK = re.compile(r"\u00ad[^\S\n]*\n\s*")
_LINE_END = re.compile(rf"(?<=\w)([{_HYPHENS}{_DASHES}])[^\S\n]*\n\s*")
# A block of lines that begins with a raised digit or a number: footnotes, which stand at the foot of a page, apart from their paragraph.
_FOOTNOTES = re.compile(r"(?:\A|\n[^\S\n]*\n)([^\S\n]*(?:[¹²³⁰⁴-⁹]|\[?[0-9]{1,3}[]).]*[^\S\n]).*(?:\n.*\S.*)*)")
_WORD = re.compile(r"[^\W_]+(?:[-'.,][^\W_]+)*")
_ALIKE = 0.6  # a stretch less alike is no help
_LONGEST = 40  # words; a longer text is no quote, and comparing takes the product of the lengths
_WIDEST = 200  # characters, for what has no spaces

# What a hyphen at a line's end stands for: nothing (`rais-ed`), a hyphen (`counter-terrorism`), one and a space (`pre- and post`).
_READINGS = ("", "-", "- ")


class LetterText:
    """The text of a letter, ready to be searched."""

    def __init__(self, raw: str) -> None:
        bare = _bare(raw)
        self.footnotes = _spaced(" ".join(_FOOTNOTES.findall(bare)))
        parts = _LINE_END.split(bare)
        words, marks = [_spaced(part) for part in parts[::2]], parts[1::2]
        between = list(zip(words, marks, words[1:], strict=False))
        self._readings = [_joined(words, [_broken(reading, *each) for each in between]) for reading in _READINGS]
        self._runs: dict[int, frozenset[tuple[str, ...]]] = {}

    def times(self, quote: str) -> int:
        """Return how often a quote occurs as whole words, one place counted once however it is read."""
        return len(self.places(quote))

    def places(self, quote: str) -> dict[int, int]:
        """Return where a quote begins and ends as whole words, counted without what stands between words at lines' ends."""
        words = _set(quote)
        places: dict[int, int] = {}
        for text, begins, widths in self._readings:
            start = text.find(words) if words else -1
            while start >= 0:
                end = start + len(words)
                if not (_runs_on(text, start) or _runs_on(text, end)):
                    first, last = (place - widths[bisect_left(begins, place)] for place in (start, end))
                    places.setdefault(first, last)
                start = text.find(words, start + 1)
        return places

    def stretch(self, first: int = 0, last: int | None = None) -> str:
        """Return the text from a place to another one, to the end where there is none, in all its readings."""
        parts = []
        for text, begins, widths in self._readings:
            plain = [begin - width for begin, width in zip(begins, widths, strict=False)]
            ends = [place + widths[bisect_left(plain, place)] for place in (first, last) if place is not None]
            parts.append(text[slice(*ends) if len(ends) == 2 else slice(ends[0], None)])
        return " ".join(dict.fromkeys(parts))

    def nearest(self, quote: str, most: int) -> str | None:
        """Return the stretch of as many words, `most` at most, that looks most like a quote that was not found, or None."""
        wanted, words = _set(quote).split(), self._readings[0][0].split()
        if not 0 < len(wanted) <= _LONGEST or len(words) < len(wanted):
            return None
        wanted = wanted[:most]
        if len(" ".join(wanted)) > _WIDEST:
            return None
        folded = {word.casefold() for word in wanted}
        hits = [word.casefold() in folded for word in words]
        shared = sum(hits[: len(wanted)])
        scored = [(shared, 0)]
        for start in range(1, len(words) - len(wanted) + 1):
            shared += hits[start + len(wanted) - 1] - hits[start - 1]
            scored.append((shared, -start))
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(" ".join(wanted))
        best, likeness = None, _ALIKE
        for _, start in sorted(scored, reverse=True)[:20]:
            stretch = " ".join(words[-start : -start + len(wanted)])
            matcher.set_seq1(stretch)
            if matcher.real_quick_ratio() > likeness and matcher.ratio() > likeness:
                best, likeness = stretch, matcher.ratio()
        return best

    @cached_property
    def _words(self) -> list[str]:
        """Return its words, a hyphen at a line's end read as the line's."""
        return [word for _, word in _worded(self._readings[0][0])]

    def repeated(self, text: str, least: int) -> list[str]:
        """Return the longest run of words of a text, `least` at least, that stand in the letter in a row too, or none.

        Case, punctuation, hyphens and figures make no difference: a copy with another comma is one all the same.
        """
        if least not in self._runs:
            self._runs[least] = frozenset(zip(*(self._words[place:] for place in range(least)), strict=False))
        words = list(_worded(_set(text)))
        folded = tuple(word for _, word in words)
        length = first = run = 0
        for start in range(len(words) - least + 1):
            run = run + 1 if folded[start : start + least] in self._runs[least] else 0
            if run > length:
                length, first = run, start - run + 1
        return [word for word, _ in words[first : first + length + least - 1]] if length else []


def _worded(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a text in one line, as they are written and as they are compared; figures are none."""
    for found in _WORD.finditer(text):
        if any(map(str.isalpha, found[0])):
            yield found[0], found[0].replace("-", "").casefold()


def _set(text: str) -> str:
    """Return a text as it is searched: all that makes no difference is one and the same."""
    return _spaced(_bare(text))


def _bare(text: str) -> str:
    """Return a text in its lines, without markup, and without what cannot be seen."""
    for fold in FOLDED:
        if fold.pattern:
            text = fold.apply(_SOFT_BREAK.sub("", text))
    return text


def _spaced(text: str) -> str:
    """Return a text in one line, its characters plain."""
    return " ".join(text.translate(_PLAIN).split())


def _broken(reading: str, before: str, mark: str, after: str) -> str:
    """Return what stands between the words at a line's end: only a hyphen between letters can be one that the line has made."""
    made = mark in _HYPHENS and before[-1:].isalpha() and after[:1].isalpha()
    return reading if made else reading or "-"


def _joined(words: list[str], between: list[str]) -> tuple[str, list[int], list[int]]:
    """Return a text of words and what stands between them, where each of the latter begins, and how wide all up to it are."""
    text = "".join(piece for pair in zip(words, [*between, ""], strict=True) for piece in pair)
    widths = list(accumulate(map(len, between), initial=0))
    begins = [end + width for end, width in zip(accumulate(map(len, words)), widths, strict=False)][:-1]
    return text, begins, widths


def _runs_on(text: str, place: int) -> bool:
    """Tell whether a word or a number goes on across a place in a text; a footnote's raised digit is no part of a word.

    A minus before its first digit is part of a number, the hyphen of `2015-2017` of none.
    """
    before, after = text[max(place - 2, 0) : place], text[place : place + 2]
    if not before or not after:
        return False
    if _is_word(before[-1]) and _is_word(after[0]):
        return True
    if before[-1] == "-" and after[0].isdecimal():
        return not _is_word(before[:-1])
    number = before[-1] + after if after[0] in ".," else before + after[0] if before[-1] in ".," else ""
    return len(number) == 3 and number[0].isdecimal() and number[2].isdecimal()


def _is_word(character: str) -> bool:
    """Tell whether a character can be in a word; where there is none, none is."""
    return character.isalpha() or character.isdecimal() or character == "_"
