"""Looking closer at some of the papers that were found: at what their metadata say, or into their texts."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from ctmeasures.cli.fetching import SOURCE
from ctmeasures.cli.output import progress, say
from ctmeasures.model.publications import Publication
from ctmeasures.model.records import Letter
from ctmeasures.render.safe import clean
from ctmeasures.reports.papers import Papers, Standing, citing, detailed, quoting, worth_a_look
from ctmeasures.sources.client import Client, Unanswered

MOST_DETAILS = 8  # papers whose metadata are fetched for a letter without publication
_PATIENCE = 2  # papers in a row for which a host says nothing
T = TypeVar("T")


class Looked(NamedTuple):
    """Papers as they are after a closer look, and the answers as they came by the names of their files."""

    papers: Papers
    raw: dict[str, bytes]


def proposals(client: Client, found: Papers, letter: Letter, read: int) -> Looked:
    """Return the papers that may be a letter, judged by the day, sender and title of the likeliest, and by the quotes in so many that are read."""
    raw: dict[str, bytes] = {}
    listed = {one.publication.id: one.publication for one in found.papers}
    details: dict[str, Publication] = {}
    for key, said in _each(worth_a_look(found, letter, MOST_DETAILS), lambda one: SOURCE.details(client, one)):
        if said is not None:
            raw[f"{key}.metadata.xml"] = said.raw
            one = listed[key]
            details[key] = one._replace(
                day=said.day or one.day, subject=said.title or one.subject, sender=said.sender or one.sender
            )
    answer = detailed(found, letter, details)
    if read:
        from ctmeasures.intake.citing import held

        registry = found.view.registry
        ids = [one.publication.id for one in answer.papers][:read]
        texts = _texts(client, ids, raw)
        answer = quoting(answer, _readable((key, held(registry, letter.id, data)) for key, data in texts))
    return Looked(answer, raw)


def citations(client: Client, found: Papers, read: int) -> Looked:
    """Return papers with what the newest of them cite that the registry may not have; so many are read."""
    from ctmeasures.intake.citing import cited

    raw: dict[str, bytes] = {}
    ids = [one.publication.id for one in found.papers if one.standing in (Standing.NEW, Standing.MAYBE)][:read]
    texts = _texts(client, ids, raw)
    return Looked(citing(found, _readable((key, cited(data, key)) for key, data in texts)), raw)


def _texts(client: Client, ids: list[str], raw: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for key, found in _each(ids, lambda one: SOURCE.fetch(client, one)):
        raw.update(found.raw)
        yield key, found.data


def _readable(found: Iterable[tuple[str, T | str]]) -> dict[str, T]:
    """Return what was read by ids; say of which papers nothing could be, and why."""
    read: dict[str, T] = {}
    for key, one in found:
        if isinstance(one, str):
            say(f"{key} cannot be read: {clean(one)}\n")
        else:
            read[key] = one
    return read


def _each(ids: list[str], ask: Callable[[str], T]) -> Iterator[tuple[str, T]]:
    """Yield what is answered for each paper; what is not is said, and a host that says nothing twice is asked no more."""

    def asked() -> Iterator[tuple[str, T] | None]:
        silent = 0
        for number, one in enumerate(ids, 1):
            try:
                answer = ask(one)
            except Unanswered as fault:
                silent = silent + 1 if fault.status is None else 0
                more = len(ids) - number if silent == _PATIENCE else 0
                say(f"{one} was not looked at: {clean(str(fault))}{f'; nor are the {more} others' if more else ''}\n")
                if more:
                    return
                yield None
            else:
                silent = 0
                yield one, answer

    yield from (one for one in progress(asked(), len(ids), "Fetching") if one is not None)
