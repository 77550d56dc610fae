"""What a published paper cites, and which quotes of a letter it holds."""

import re

from ctmeasures.intake.known import quotes_in
from ctmeasures.intake.published import published
from ctmeasures.intake.suggestions.suggested import references
from ctmeasures.model.links import reference_to
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Registry

_REFERRED = re.compile(rb"\bdoc=\"kst-([0-9]{5}[0-9A-Za-z()-]*)\"")  # seen: <extref doc="kst-36800-XIV-80">
_PRINTED = re.compile(r"\bkst-([0-9]{5}(?:-[0-9A-Za-z()]+){1,2})\b")


def cited(data: bytes, own: str) -> tuple[str, ...] | str:
    """Return the references of a paper to others, `kst:29754-421` or `dossier:34359`; or why it cannot be read. `own` is its id, which is none of them."""
    paper = published(data)
    if paper.unread:
        return paper.unread
    ids = [one.decode("ascii") for one in _REFERRED.findall(data)] + _PRINTED.findall(paper.text)
    found = [*references(paper.text), *(f"kst:{one}" for one in ids)]
    return tuple(one for one in dict.fromkeys(found) if one.casefold() != reference_to(own).casefold())


def held(registry: Registry, letter: str, data: bytes) -> tuple[int, int] | str:
    """Return how many quotes of a letter a paper holds, and of how many; or why it cannot be read."""
    paper = published(data)
    if paper.unread:
        return paper.unread
    quotes, text = quotes_in(registry, letter), LetterText(paper.text)
    return sum(text.times(one) > 0 for one in quotes), len(quotes)
