"""The addresses that a registry names, and what became of asking for them."""

from enum import StrEnum
from typing import NamedTuple

from ctmeasures.model.links import letter_url, reference_url
from ctmeasures.model.place import Place
from ctmeasures.model.records import Registry


class State(StrEnum):
    """What became of asking for an address."""

    RIGHT = "right"
    MOVED = "moved"
    GONE = "gone"
    UNREACHABLE = "unreachable"
    NOT_ASKED = "not asked"


class Address(NamedTuple):
    """An address, where the registry names it, and the letters whose quotes are opened there."""

    url: str
    places: tuple[Place, ...]
    letters: tuple[str, ...]


class Visit(NamedTuple):
    """What became of asking for an address: how it answered or why not, and where it has moved to for good."""

    state: State
    said: str = ""
    to: str | None = None


def addresses(registry: Registry) -> tuple[Address, ...]:
    """Return every address of a registry once, in the order of its letters and measures: publications, links and references.

    What stands behind `#` is a place on the page, and not asked for.
    """
    places: dict[str, list[Place]] = {}
    opened: dict[str, list[str]] = {}
    for key, letter in registry.letters.items():
        page = _page(letter_url(letter) or "")
        named = [(page, letter.source.place("publication"))] if letter.publication else []
        named += [(_page(link), letter.source.place("links", number)) for number, link in enumerate(letter.links)]
        for url, place in named:
            places.setdefault(url, []).append(place)
        if page:
            opened.setdefault(page, []).append(key)
    for measure in registry.measures:
        for number, reference in enumerate(measure.references):
            place = measure.source.place("references", number)
            places.setdefault(_page(reference_url(reference)), []).append(place)
    return tuple(Address(url, tuple(each), tuple(opened.get(url, ()))) for url, each in places.items())


def _page(url: str) -> str:
    """Return an address without the place on its page."""
    return url.partition("#")[0]
