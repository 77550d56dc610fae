"""What we say in our own words of letters: titles, notes and digests."""

from collections.abc import Iterator
from typing import NamedTuple

from ctmeasures.model.place import Located, Place
from ctmeasures.model.record import Record
from ctmeasures.model.records import Passage, Registry, Restatement

About = tuple[tuple[str, int | None], ...]
"""Paragraphs of letters; where there is no number, a letter as a whole."""


class OwnText(NamedTuple):
    """A text of ours: what it is, in which language, where it stands, and what it is about."""

    what: str
    text: str
    language: str
    place: Place
    about: About


def own_texts(registry: Registry) -> Iterator[OwnText]:
    """Yield all titles, notes and digests, in both languages.

    A title is about all that its measure cites, and the note of a total that is given again also about the total itself.
    """
    for letter, record, of in registry.citations:
        about: About = ((letter, record.passage),)
        if isinstance(record, Restatement):
            about += tuple((key, one.passage) for key, one, _ in registry.packages[of].citations())
        for kind in ("title", "note"):
            yield from _of(record, kind, record.source, about)
    for measure in registry.measures:
        about = tuple(dict.fromkeys((letter, record.passage) for letter, record, _ in measure.citations()))
        yield from _of(measure, "title", measure.source, about)
    for key, one in registry.letters.items():
        yield from _of(one, "title", one.source, ((key, None),))
        for passage in one.passages:
            yield from _of(passage, "digest", passage.source, ((key, passage.number),))


def _of(record: Record, kind: str, source: Located, about: About) -> Iterator[OwnText]:
    """Yield the texts of a kind of one record."""
    for name, language in ((kind, "en"), (f"{kind}_nl", "nl")):
        text = getattr(record, name, None)
        if text:
            here = record.source_nl if isinstance(record, Passage) and language == "nl" else source
            yield OwnText(kind, text, language, here.place(name), about)
