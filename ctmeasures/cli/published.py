"""Letters as they are published now, fetched for their quotes; nothing of them is kept."""

from collections.abc import Mapping

from ctmeasures.cli.fetching import SOURCE, answered
from ctmeasures.cli.output import CannotRun, progress
from ctmeasures.intake.published import published
from ctmeasures.sources.client import Client


def fetched_texts(publications: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return for each letter, given with its publication's id, where that is and its text.

    Raises CannotRun where one does not come, cannot be read, or is another paper.
    """

    def ask(client: Client) -> dict[str, tuple[str, str]]:
        each = ((key, _fetched(client, publication)) for key, publication in publications.items())
        return dict(progress(each, len(publications), "Fetching"))

    return answered(ask)


def _fetched(client: Client, publication: str) -> tuple[str, str]:
    found = SOURCE.fetch(client, publication)
    paper = published(found.data)
    if paper.unread:
        raise CannotRun(f"{found.address} cannot be read: {paper.unread}; open it in a browser")
    if paper.publication and paper.publication.casefold() != publication.casefold():
        raise CannotRun(f"{found.address} is {paper.publication}; write the id of the letter's own publication")
    return found.address, paper.text
