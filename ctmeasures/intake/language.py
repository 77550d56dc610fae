"""Whether a text is readable Dutch: the share of the commonest words. Another language takes the place of one table."""

import re
from collections.abc import Sequence

from ctmeasures.disk.files import Unreadable
from ctmeasures.intake.blocks import Paragraph

LANGUAGE = "Dutch"
COMMON = frozenset(
    [
        "de",
        "het",
        "een",
        "en",
        "van",
        "in",
        "is",
        "op",
        "te",
        "dat",
        "die",
        "voor",
        "met",
        "zijn",
        "aan",
        "niet",
        "om",
        "er",
        "ook",
        "als",
        "door",
        "bij",
        "naar",
        "over",
        "uit",
        "worden",
        "wordt",
        "werd",
        "heeft",
        "hebben",
        "deze",
        "dit",
        "tot",
        "kan",
        "kunnen",
        "zal",
        "zullen",
        "of",
        "maar",
        "onder",
        "tussen",
        "tegen",
        "waarbij",
        "hierbij",
        "daarbij",
        "meer",
        "nog",
        "wel",
        "moet",
        "hierop",
        "waarin",
        "daarom",
        "mede",
        "zoals",
        "binnen",
        "ten",
    ]
)
LEAST = 0.28  # of the words; letters to parliament have 0.37 to 0.45, Frisian 0.24, German 0.11, English 0.06
FEWEST = 20  # words: with fewer, nothing is a letter
_WORD = re.compile(r"[^\W\d_]+")


def share(text: str) -> float:
    """Return which share of the words of a text are common ones of the language."""
    found = [word.casefold() for word in _WORD.findall(text)]
    return sum(word in COMMON for word in found) / len(found) if found else 0.0


def is_foreign(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether running text, of as many words as a letter has at least, is not in readable Dutch."""
    text = _running(paragraphs)
    return len(_WORD.findall(text)) >= FEWEST and share(text) < LEAST


def _running(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(paragraph.text for paragraph in paragraphs if paragraph.kind != "table")


def refuse_foreign(paragraphs: Sequence[Paragraph]) -> None:
    """Raise Unreadable for what holds no letter, or one that is not in readable Dutch."""
    text = _running(paragraphs)
    count = len(_WORD.findall(text))
    if count < FEWEST:
        raise Unreadable(
            f"the file holds no letter: {count} words of running text, at least {FEWEST} are expected; give the letter itself"
        )
    found = share(text)
    if found < LEAST:
        last = max(paragraph.page for paragraph in paragraphs)
        where = f" on pages 1–{last}" if last > 1 else ""
        raise Unreadable(
            f"no readable {LANGUAGE} text{where} (share of common words {found:.2f}, at least {LEAST} is expected); "
            f"give the {LANGUAGE} letter; of a scan, run OCR and give the text; of a letter in another language, start its file with "
            "`ctmeasures letters add --paragraphs NUMBER` and save its text by hand as texts/<letter id>.txt, an empty line between paragraphs"
        )
