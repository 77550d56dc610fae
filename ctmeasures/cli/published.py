"""Letters as they are published now, fetched for their quotes; nothing of them is kept."""

from typing import TYPE_CHECKING

from ctmeasures.cli.output import CannotRun

if TYPE_CHECKING:
    from ctmeasures.sources.client import Client

_FORMS = (".xml", ".html", ".pdf")  # the one that says most of how the letter is built comes first


def fetched_text(client: "Client", publication: str) -> tuple[str, str]:
    """Return where a publication is and its text; raise CannotRun where it does not come, or is another paper."""
    from ctmeasures.intake.published import published
    from ctmeasures.model.links import publication_url
    from ctmeasures.sources.client import Unanswered
    from ctmeasures.sources.places import OFFICIAL
    from ctmeasures.sources.visits import is_missing

    why = "there is nothing of that id"
    for ending in _FORMS:
        address = publication_url(publication, ending)
        try:
            answer = client.get(address, hosts=OFFICIAL)
        except Unanswered as fault:
            raise CannotRun(str(fault)) from None
        if answer.status != 200 or is_missing(answer.address):
            continue
        found = published(answer.content)
        why = found.unread
        if found.publication and found.publication.casefold() != publication.casefold():
            why = f"what is there is {found.publication}"
        if not why:
            return address, found.text
    raise CannotRun(f"{publication} is not published where it should be, {publication_url(publication)}: {why}")
