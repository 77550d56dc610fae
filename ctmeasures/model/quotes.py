"""Finding quotes in a letter's own text, as it comes out of a PDF file or a web page.

A quote is copied exactly; what differs is how the text was set: white space, hyphens at the ends of lines, typographic
quotation marks, ligatures, tags and emphasis of tables. Upper and lower case, accents and punctuation count.
"""

import re
from bisect import bisect_left
from difflib import SequenceMatcher
from itertools import accumulate
from unicodedata import normalize

from ctmeasures.model.characters import INVISIBLE

_SOFT_BREAK = re.compile(r"\u00ad[^\S\n]*\n\s*")
_INLINE = re.compile(r"</?(?:a|b|em|i|mark|small|span|strong|sub|sup|u)\b[^<>\n]*>|\*+", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_LINE_END_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011][^\S\n]*\n\s*")
_LIGATURES = {chr(code): normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'") | {"‐": "-", "‑": "-", "|": " "} | _LIGATURES
)
_ALIKE = 0.6  # a stretch less alike is no help
_LONGEST = 40  # words; a longer text is no quote, and comparing takes the product of the lengths
_WIDEST = 200  # characters, for what has no spaces

# What a hyphen at a line's end stands for: nothing (`rais-ed`), a hyphen (`counter-terrorism`), one and a space (`pre- and post`).
_READINGS = ("", "-", "- ")


class LetterText:
    """The text of a letter, ready to be searched."""

    def __init__(self, raw: str) -> None:
        text = re.sub(INVISIBLE, "", _SOFT_BREAK.sub("", normalize("NFC", raw)))
        parts = [_set(part) for part in _LINE_END_HYPHEN.split(text)]
        ends = list(accumulate(map(len, parts)))[:-1]
        self._readings = [
            (hyphen.join(parts), len(hyphen), [end + len(hyphen) * number for number, end in enumerate(ends)])
            for hyphen in _READINGS
        ]

    def times(self, quote: str) -> int:
        """Return how often a quote occurs as whole words, one place counted once however it is read."""
        words = _set(quote)
        places = set()
        for text, width, ends in self._readings:
            start = text.find(words) if words else -1
            while start >= 0:
                if not (_runs_on(text, start) or _runs_on(text, start + len(words))):
                    places.add(start - width * bisect_left(ends, start))
                start = text.find(words, start + 1)
        return len(places)

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


def _set(text: str) -> str:
    """Return a text without markup, its white space folded, its quotation marks and ligatures plain."""
    bare = _TAG.sub(" ", _INLINE.sub("", normalize("NFC", text)))
    return " ".join(re.sub(INVISIBLE, "", bare).translate(_PLAIN).split())


def _runs_on(text: str, place: int) -> bool:
    """Tell whether a word or a number goes on across a place in a text; a footnote's raised digit is no part of a word."""
    before, after = text[max(place - 2, 0) : place], text[place : place + 2]
    if not before or not after:
        return False
    if _is_word(before[-1]) and _is_word(after[0]):
        return True
    number = before[-1] + after if after[0] in ".," else before + after[0] if before[-1] in ".," else ""
    return len(number) == 3 and number[0].isdecimal() and number[2].isdecimal()


def _is_word(character: str) -> bool:
    return character.isalpha() or character.isdecimal() or character == "_"
