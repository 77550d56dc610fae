"""What a service that publishes letters offers, whatever it is: the one interface through which commands speak to it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from ctmeasures.model.publications import Publication
from ctmeasures.sources.client import Client


class Page(NamedTuple):
    """A part of what a search has found: how many papers there are in all, some of them, and the bytes that said so."""

    total: int
    papers: tuple[Publication, ...]
    raw: bytes


class Fetched(NamedTuple):
    """A paper: its bytes in the best form that is there, where they came from, and the fields of a letter that its metadata state.

    `raw` are all answers as they came, by the names of files; `remarks` what a reader should know.
    """

    data: bytes
    address: str
    fields: Mapping[str, str]
    raw: Mapping[str, bytes]
    remarks: tuple[str, ...]


class Details(NamedTuple):
    """What the metadata of one paper say more exactly than a list of papers: the letter's own day, its title, who sent it; nothing where they do not say it."""

    day: str
    title: str
    sender: str
    raw: bytes


class Source(Protocol):
    """A service; each function raises Unanswered, with a sentence, for an answer that is not what it should be."""

    def identifier(self, said: str) -> str | None:
        """Return the id of a paper that was given by its id or an address of it; None for what is neither."""

    def dossier(self, said: str) -> str | None:
        """Return a dossier as the service names it; None for what is none."""

    def dossier_of(self, identifier: str) -> str | None:
        """Return the dossier that a paper's id names; None where it names none."""

    def search(self, client: Client, dossier: str, since: str, most: int) -> Iterator[Page]:
        """Yield the papers of a dossier that were published since a day, page by page, at most so many."""

    def details(self, client: Client, identifier: str) -> Details | None:
        """Return what the metadata of a paper say; None where it has none."""

    def fetch(self, client: Client, identifier: str) -> Fetched:
        """Return a paper by its id."""
