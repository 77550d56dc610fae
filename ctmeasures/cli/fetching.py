"""Speaking to the services where letters are published; what they do not answer is said, and nothing is written."""

from collections.abc import Callable
from typing import TypeVar

from ctmeasures.cli.output import CannotRun, say
from ctmeasures.render.safe import clean
from ctmeasures.sources import official
from ctmeasures.sources.client import Client, Unanswered
from ctmeasures.sources.source import Fetched, Source

SOURCE: Source = official
T = TypeVar("T")


def answered(ask: Callable[[Client], T]) -> T:
    """Return what a service answers; raise CannotRun with its sentence where it does not."""
    try:
        return ask(Client())
    except Unanswered as fault:
        raise CannotRun(str(fault)) from None


def fetched(identifier: str) -> Fetched:
    """Return a paper by its id, and say where it came from; raise CannotRun where it is not there."""
    found = answered(lambda client: SOURCE.fetch(client, identifier))
    say("".join(f"{clean(one)}\n" for one in (f"fetched {found.address}", *found.remarks)))
    return found
