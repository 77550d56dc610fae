"""Asking a publisher for letters that a registry does not have."""

import os
from collections.abc import Sequence

from ctmeasures.cli.fetching import SOURCE, answered
from ctmeasures.cli.looking import Looked, citations, proposals
from ctmeasures.cli.output import CannotRun, say, shortened
from ctmeasures.cli.passing import reasons_beside
from ctmeasures.cli.registry import clock, one_of, open_registry
from ctmeasures.cli.typed_dates import typed_date
from ctmeasures.disk.write import Unwritable, create, lock, refuse_detour
from ctmeasures.model.publications import Publication
from ctmeasures.model.records import Registry
from ctmeasures.render.safe import clean
from ctmeasures.reports.papers import Papers, papers
from ctmeasures.sources.client import Client

MOST = 2000  # papers of a dossier


def found_papers(
    registry: str | None,
    asked: Sequence[str],
    since: str | None,
    of: str | None,
    everything: bool,
    save: str | None,
    read: int,
) -> Papers:
    """Return what is published of dossiers, or the papers that may be one letter; so many are read. Raises CannotRun where nothing can be asked."""
    found = open_registry(registry)
    letter = found.letters[one_of(of, found.letters, "letter", "ctmeasures letters")] if of is not None else None
    if letter and letter.publication and not letter.publication_inferred:
        raise CannotRun(f"--id: the letter {letter.id} has its publication, {letter.publication}; leave out --id")
    if letter and since is not None:
        raise CannotRun("--id asks for what was published behind the letter's own day; leave out --since")
    dossiers = _dossiers(found, asked)
    first = min((one.date.first for one in found.letters.values()), default=None)
    start = letter.date.first if letter else typed_date(since, "--since").first if since is not None else first
    if start is None:
        raise CannotRun("the registry has no letter from whose day on to ask; give --since DATE")
    passed = reasons_beside(found.path)
    if save is not None:
        _refuse_save(save, found.path)

    def ask(client: Client) -> Looked:
        published, raw = _asked(client, dossiers, start.isoformat())
        whole = everything or letter is not None
        answer = papers(found, clock(None, None), published, passed, (dossiers, start.isoformat()), whole)
        if letter:
            answer, more = proposals(client, answer, letter, read)
        else:
            answer, more = citations(client, answer, read) if read else (answer, {})
        return Looked(answer, raw | more)

    answer = answered(ask)
    if save is not None:
        _save(save, answer.raw)
    return answer.papers


def _dossiers(registry: Registry, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the dossiers that were asked for, else those that letters were published in and measures refer to as a whole.

    A measure that refers to one paper says nothing of that paper's dossier, which may have thousands.
    """
    strange = [one for one in asked if SOURCE.dossier(one) is None]
    if strange:
        raise CannotRun(
            f"--dossier: `{shortened(strange[0])}` is no dossier; expected one such as 29754, 21501-02 or 36600-VII"
        )
    named = [SOURCE.dossier(one) for one in asked]
    if not asked:
        named = [SOURCE.dossier_of(one.publication) for one in registry.letters.values() if one.publication]
        references = [said for one in registry.measures for said in one.references if said.startswith("dossier:")]
        named += [SOURCE.dossier(said.partition(":")[2]) for said in references]
    found = tuple(dict.fromkeys(filter(None, named)))
    if not found:
        raise CannotRun(
            "no letter has a publication whose dossier could be asked; give --dossier, such as --dossier 29754"
        )
    return found


def _asked(client: Client, dossiers: Sequence[str], since: str) -> tuple[list[Publication], dict[str, bytes]]:
    """Return the papers of dossiers, and the answers as they came by the names of their files."""
    published: list[Publication] = []
    raw: dict[str, bytes] = {}
    for dossier in dossiers:
        for number, page in enumerate(SOURCE.search(client, dossier, since, MOST), 1):
            published += page.papers
            raw[f"{dossier}-{since}-{number}.xml"] = page.raw
        if page.total > MOST:
            say(f"{dossier}: only {MOST:,} of {page.total:,} papers were asked for; narrow it with --since\n")
    return published, raw


def _refuse_save(folder: str, registry: str) -> None:
    """Raise CannotRun, before anybody is asked, where answers could not be kept in a folder."""
    try:
        refuse_detour(os.path.join(folder, "x"), os.path.dirname(registry))
    except Unwritable as fault:
        raise CannotRun(f"--save: {fault}") from None
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise CannotRun(f"--save: {shortened(folder)} is no folder; name a new or an empty one")
    if os.path.isdir(folder) and os.listdir(folder):
        raise CannotRun(
            f"--save: {shortened(folder)} is not empty; name a new folder, so that no answer takes the place of another"
        )


def _save(folder: str, raw: dict[str, bytes]) -> None:
    """Keep answers in new files; raise CannotRun where that cannot be."""
    try:
        os.makedirs(folder, exist_ok=True)
        with lock(os.path.join(folder, "x")):
            for name, data in raw.items():
                create(os.path.join(folder, name), data)
    except (OSError, Unwritable) as fault:
        said = fault if isinstance(fault, Unwritable) else f"{folder} cannot be written: {fault.strerror or fault}"
        raise CannotRun(f"--save: {said}") from None
    say(f"kept {len(raw)} answers in {clean(folder)}\n")
