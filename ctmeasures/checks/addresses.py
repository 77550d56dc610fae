"""The check of a registry's addresses by what they answered, and of its quotes by the pages that they open.

One function makes each problem: its name is the code, its docstring the manual page.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from ctmeasures.model.addresses import Address, State, Visit
from ctmeasures.model.fields import QUOTE_WORDS
from ctmeasures.model.place import Place, Problem, warning
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Citation, Registry

_HELPED = 50  # missing quotes for which the nearest words are looked up; each takes milliseconds
_STRANGE = 3  # quotes of a letter of which not one is found in what is another paper then


class Published(NamedTuple):
    """What an address gave of a letter: its text, its publication's id if the page names it, or why it cannot be read."""

    text: str = ""
    publication: str | None = None
    unread: str = ""


class Links(NamedTuple):
    """Every address with what became of it, how many quotes were looked up on the pages and found there, and all problems."""

    registry: Registry
    visits: tuple[tuple[Address, Visit], ...]
    quotes: int
    found: int
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> Counter[State]:
        """Return how many addresses have each state."""
        return Counter(visit.state for _, visit in self.visits)


def check_links(registry: Registry, visits: Mapping[Address, Visit], published: Mapping[str, Published]) -> Links:
    """Return what became of the addresses, and of the quotes of the letters that are `published`, by letter id."""
    problems = [problem for address, visit in visits.items() for problem in _of_address(address, visit)]
    quotes = found = helped = 0
    for key, paper in published.items():
        letter = registry.letters[key]
        place = letter.source.place("publication" if letter.publication else "links")
        cited = [one for one in registry.citations if one.letter == key and one.record.quote]
        if why := _another(letter.publication, paper):
            problems.append(other_publication(place, why))
            continue
        text = LetterText(paper.text)
        missing = [one for one in cited if not text.times(one.record.quote or "")]
        quotes, found = quotes + len(cited), found + len(cited) - len(missing)
        if len(missing) == len(cited) >= _STRANGE:
            problems.append(other_publication(place, f"none of the {len(cited)} quotes of {key} is in it"))
            continue
        for citation in missing:
            helped += 1
            problems.append(quote_not_published(*_told(citation, text if helped <= _HELPED else None)))
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: problem.sort_key)
    return Links(registry, tuple(visits.items()), quotes, found, tuple(ordered))


def _of_address(address: Address, visit: Visit) -> Iterator[Problem]:
    """Yield the problem of an address at each place that names it."""
    for place in address.places:
        if visit.state is State.GONE:
            yield link_gone(place, address.url, visit.said)
        elif visit.state is State.MOVED:
            yield link_moved(place, address.url, visit.to or "")
        elif visit.state is State.UNREACHABLE:
            yield link_unreachable(place, address.url, visit.said)


def _another(publication: str | None, paper: Published) -> str:
    """Say why a page is not a letter's publication; nothing where it may be."""
    if paper.unread:
        return paper.unread
    if publication and paper.publication and paper.publication.casefold() != publication.casefold():
        return f"it is {paper.publication}"
    return ""


def _told(citation: Citation, text: LetterText | None) -> tuple[Place, str, str | None]:
    quote = citation.record.quote or ""
    nearest = text.nearest(quote, QUOTE_WORDS) if text else None
    return citation.record.source.place("quote"), citation.letter, nearest


def link_gone(place: Place, url: str, said: str) -> Problem:
    """Nothing is at an address any more: it answers 404 or 410, or with the page by which the official publications say so.

    Remedy: write the address that the source has now. A publication's address follows from its id, which is then a wrong one.
    """
    return Problem("link-gone", place, f"nothing is at {url}: {said}", "an address that opens the source")


def link_moved(place: Place, url: str, to: str) -> Problem:
    """An address leads to another one for good (301 or 308). One that leads on for the time being (302, 303, 307) is right.

    Remedy: write the new address, if it opens the same source.
    """
    problem = warning("link-moved", place, f"{url} has moved for good", "the address where it is now")
    return problem._replace(nearest=to)


def link_unreachable(place: Place, url: str, said: str) -> Problem:
    """An address did not answer, or with a fault of its own, so that nobody knows whether the source is still there.

    Remedy: ask again later; if it stays so, write another address.
    """
    return warning("link-unreachable", place, f"{url} cannot be reached: {said}", "an address that answers")


def other_publication(place: Place, why: str) -> Problem:
    """The page of a letter's publication opens, but it is not the letter: it is another paper, none that can be read, or holds none of its quotes.

    Remedy: write the id of the letter's own publication.
    """
    return Problem("other-publication", place, f"the page is not the letter: {why}", "the letter's own publication")


def quote_not_published(place: Place, letter: str, nearest: str | None) -> Problem:
    """A quote is not in its letter as it is published now, so that a link to it does not open at these words.

    The publication can differ from the letter as it was sent, by references that were put in. Where the quote stands in the letter that was
    coded, `ctmeasures verify` finds it there.
    Remedy: quote words that stand in both.
    """
    message = f"the quote is not in {letter} as it is published"
    return Problem("quote-not-published", place, message, "words of the letter as it is published", nearest)


CODES: tuple[Callable[..., Problem], ...] = (
    link_gone,
    link_moved,
    link_unreachable,
    other_publication,
    quote_not_published,
)
