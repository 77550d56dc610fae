"""Known measures that may be the same as one that a letter speaks of: those whose titles, quotes and notes look most like its words."""

from collections.abc import Iterable

from ctmeasures.model.nearest import nearest
from ctmeasures.model.records import Measure, Registry
from ctmeasures.reports.words import pieces

MOST = 3
_SHORT = 3  # letters: of shorter words every text has some
_LONG = 90  # characters of a text that are compared


def alike(registry: Registry, words: Iterable[str]) -> list[str]:
    """Return the ids of the measures that look like any of some texts (a title, a quote), the likest first; those of the best text lead."""
    names = {one.id: tuple(filter(None, map(_bare, _texts(one)))) for one in registry.measures}
    ranked = [nearest(text, names, MOST, names) for text in map(_bare, words) if " " in text]
    places = [found[place] for place in range(MOST) for found in ranked if place < len(found)]
    return [*dict.fromkeys(places)][:MOST]


def _texts(measure: Measure) -> list[str]:
    said = [measure.title, measure.title_nl or ""]
    for one in measure.history:
        said += [one.quote or "", one.note or "", one.note_nl or ""]
    return said


def _bare(text: str) -> str:
    """Return the longer words of a text, as they are looked for."""
    found = " ".join(one for one in pieces([text]) if len(one) > _SHORT)
    return found[:_LONG].rpartition(" ")[0] if len(found) > _LONG else found
