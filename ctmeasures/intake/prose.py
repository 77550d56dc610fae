"""How a letter's text is set: where a sentence ends, what begins an item of a list or a note, how the parts of a broken line belong together."""

import re
from unicodedata import normalize

from ctmeasures.model.characters import UNSAFE

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED, _LIFTED = str.maketrans(RAISED, "0123456789"), str.maketrans("0123456789", RAISED)
SIGN = re.compile(r"(?:[-–—•·▪◦*]\s+|o\s+(?=[A-Z])|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+)(?=\S)")
NOTE = re.compile(rf"([{RAISED}]+\s*|\d{{1,2}}\s{{1,3}}(?=[A-ZÀ-Ý«\"“‘(]))")
_SPACES = re.compile(r"[\s\u00a0]+")
_GONE = re.compile(UNSAFE)
_MARK_BEHIND = re.compile(r"(?<=[.!?»”\"])\d{1,2}$")
_ENDS = ".!?:;)\"»”’'…"
_KEPT = ("en", "of", "als", "dan")  # behind a hyphen that stands for a part of a word: `in- en uitvoer`


def one_line(text: str) -> str:
    """Return a text in one line: NFC, single spaces, without what cannot be seen."""
    return _SPACES.sub(" ", _GONE.sub("", normalize("NFC", _SPACES.sub(" ", text.replace("\u00ad", ""))))).strip()


def words(text: str) -> int:
    """Return how many words a text has."""
    return len(re.findall(r"\w+", text))


def key(text: str) -> str:
    """Return the letters and digits of a text, by which two settings of the same line are the same."""
    return re.sub(r"\W+", "", text).casefold()


def ends(text: str) -> bool:
    """Tell whether a text ends as a sentence or a part of a list does, a note's mark behind it or not."""
    text = _MARK_BEHIND.sub("", text.rstrip(f" {RAISED}"))
    return text[-1:] in _ENDS and bool(text)


def goes_on(text: str) -> bool:
    """Tell whether a text begins in the middle of a sentence."""
    return bool(text) and (text[0].islower() or text[0] in ",;.)") and SIGN.match(text) is None


def joined(before: str, after: str) -> str:
    """Return two parts of a sentence as one, a hyphen that only the end of the line has made left out."""
    before, after = before.rstrip(), after.lstrip()
    if re.search(r"\w-$", before) and after[:1].islower():
        kept = re.split(r"\W", after, maxsplit=1)[0] in _KEPT
        return f"{before} {after}" if kept else before[:-1] + after
    return before + after if after[:1] in tuple(",;.)") else f"{before} {after}"


def raised(number: str) -> str:
    """Return a number in raised digits."""
    return number.translate(_LIFTED)


def lowered(number: str) -> str:
    """Return a number of raised digits in plain ones."""
    return number.translate(_LOWERED)


def is_item(text: str) -> bool:
    """Tell whether a text that the form does not call an item begins as one does: with a sign that can be nothing else."""
    return SIGN.match(text) is not None and not text[:1].isalnum()


def note_number(text: str) -> tuple[str, str] | None:
    """Return the number of a note and what it says; None where the text begins as no note does."""
    found = NOTE.match(text)
    return (lowered(found[1].strip()), text[found.end() :].strip()) if found else None


def is_marked(text: str, number: str) -> bool:
    """Tell whether a text holds the mark of a note: its number raised, or right behind a word or its punctuation."""
    digits = raised("".join(filter(str.isdecimal, number)))
    if digits and re.search(rf"(?<![{RAISED}]){digits}(?![{RAISED}])", text):
        return True
    return re.search(rf"(?<=[a-zé.,;:!?»”\"')]){re.escape(number)}(?=[\s.,;:)]|$)", text) is not None
