"""The paragraphs of a letter for another program: all that it needs to suggest what they announce."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.intake.kept import as_values
from ctmeasures.model.status import MEANING, Status
from ctmeasures.render.data.forms import document

if TYPE_CHECKING:
    from ctmeasures.intake.kept import Material
    from ctmeasures.model.records import Measure
    from ctmeasures.render.data.values import Json
    from ctmeasures.render.look import Look

VERSION = 1  # of this contract; it changes when a key is renamed or removed


def passages(found: Material, look: Look) -> str:
    """Draw a letter's paragraphs with the registry's organisations, measures and statuses, and the rules of the codebook, as a JSON document."""
    letter, registry = found.letter, found.registry
    said: Json = {
        "version": VERSION,
        "letter": {"id": letter.id, "date": letter.date.text, "title": letter.title, "sender": letter.sender},
        "passages": as_values(found.paragraphs),
        "organisations": [
            {"key": key, "name": one.name, "name_nl": one.name_nl} for key, one in registry.organisations.items()
        ],
        "measures": [_measure(one) for one in registry.measures],
        "statuses": [{"status": one.value, "open": one.open, "meaning": MEANING[one]} for one in Status],
        "rules": found.codebook,
    }
    return document(said)


def _measure(one: Measure) -> Json:
    """Return a measure as other programs see it: what it is called, whose it is, how it stood last, and its words in the letters."""
    quotes = [citation.record.quote for citation in one.citations() if citation.record.quote]
    last = one.history[-1].status.value if one.history else None
    return {
        "id": one.id,
        "title": one.title,
        "title_nl": one.title_nl,
        "owner": one.owner,
        "status": last,
        "quotes": quotes,
    }
