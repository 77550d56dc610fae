"""Finding quotes in a letter's own text, as it comes out of a PDF file or a web page.

A quote is copied exactly; what differs is how the text was set: white space, hyphens at the ends of lines, typographic
quotation marks, ligatures, tags and emphasis of tables. Upper and lower case, accents and punctuation count.
"""

import re
from difflib import SequenceMatcher
from functools import cached_property
from unicodedata import normalize

_MARKUP = re.compile(r"</?[A-Za-z][^<>\n]*>|\*+|\u00ad")
_LINE_END_HYPHEN = re.compile(r"(?<=\w)[-\u2010][^\S\n]*\n\s*")
_LIGATURES = {chr(code): normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'") | {"‐": "-", "‑": "-", "|": " "} | _LIGATURES
)
_ALIKE = 0.6  # a stretch less alike is no help


class LetterText:
    """The text of a letter, ready to be searched."""

    def __init__(self, raw: str) -> None:
        text = _MARKUP.sub("", normalize("NFC", raw))
        self._parts = [" ".join(part.translate(_PLAIN).split()) for part in _LINE_END_HYPHEN.split(text)]

    @cached_property
    def joined(self) -> str:
        """Return the text on one line, words that a line's end divided made whole."""
        return "".join(self._parts)

    @cached_property
    def _divided(self) -> str:
        """Return the text with `-` and a line feed wherever a line ended in a hyphen, which may belong to the word or not."""
        return "-\n".join(self._parts)

    def times(self, quote: str) -> int:
        """Return how often a quote occurs as whole words."""
        words = _set(quote)
        if not words:
            return 0
        if "-" in words:
            return len(re.findall(_pattern(words), self._divided))
        text, found, start = self.joined, 0, -1
        while (start := text.find(words, start + 1)) >= 0:
            found += not (_runs_on(text, start) or _runs_on(text, start + len(words)))
        return found

    def nearest(self, quote: str, most: int) -> str | None:
        """Return the stretch of as many words, `most` at most, that looks most like a quote that was not found, or None."""
        wanted, words = _set(quote).split()[:most], self.joined.split()
        if not wanted or len(words) < len(wanted):
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
            if matcher.ratio() > likeness:
                best, likeness = stretch, matcher.ratio()
        return best


def _set(quote: str) -> str:
    """Return a quote set as the texts are."""
    return " ".join(normalize("NFC", quote).replace("\u00ad", "").translate(_PLAIN).split())


def _runs_on(text: str, place: int) -> bool:
    """Tell whether a word goes on across a place in a text."""
    return 0 < place < len(text) and _is_word(text[place - 1]) and _is_word(text[place])


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _pattern(words: str) -> str:
    """Return what finds a quote with hyphens in a text in which lines may have ended anywhere."""
    parts = [r"(?<!\w)" if _is_word(words[0]) else ""]
    for this, following in zip(words, f"{words[1:]} ", strict=True):
        if this == " " and parts[-1].startswith("-"):
            continue  # the white space after a hyphen is a part of what stands for the hyphen
        if this == "-":
            parts.append(r"-[ \n]" if following == " " else r"-\n?")
        else:
            parts.append(re.escape(this) + (r"(?:-\n)?" if _is_word(this) and _is_word(following) else ""))
    if _is_word(words[-1]):
        parts.append(r"(?!\w)")
    elif words[-1] == "-":
        parts[-1] = "-"
    return "".join(parts)
