"""Opening a registry: out of the cache where it was read before, else by reading its files."""

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.place import Level, Problem
from ctmeasures.model.records import Registry
from ctmeasures.store.digests import Digests, digests
from ctmeasures.store.files import files_of, letters_beside

if TYPE_CHECKING:
    from ctmeasures.store.part import Part


class Opened(NamedTuple):
    """A registry, and all that is wrong with it; or, where it is not `checked` yet, all that reading has found.

    What was not in the cache can be kept: `parts` are what its files hold, `fresh` those of them that were read, `digests` what
    all will be found by.
    """

    registry: Registry
    problems: tuple[Problem, ...]
    checked: bool
    digests: Digests | None = None
    parts: "Sequence[Part]" = ()
    fresh: Set[str] = frozenset()


def opened(path: str) -> Opened:
    """Open a registry; raise Unreadable where its files themselves cannot be read."""
    files, letters = files_of(path), letters_beside(path)
    found = digests(files, letters)
    if found is not None:
        from ctmeasures.store.recall import recall

        recalled = recall(path, files, letters or {}, found)
        if recalled is not None:
            return Opened(recalled.registry, recalled.problems, True)
    from ctmeasures.store.load import join
    from ctmeasures.store.part import read_part

    known = {file: part for file, data in files.items() if found and (part := _part(file, data, found))}
    parts = [known.get(file) or read_part(file, data, telling=found is not None) for file, data in files.items()]
    loaded = join(path, parts, letters)
    return Opened(loaded.registry, loaded.problems, False, found, parts, files.keys() - known.keys())


def kept(path: str) -> Registry | None:
    """Return a registry if it is in the cache; raise Unreadable where its files themselves cannot be read."""
    files, letters = files_of(path), letters_beside(path)
    found = digests(files, letters)
    if found is None:
        return None
    from ctmeasures.store.recall import recall

    recalled = recall(path, files, letters or {}, found)
    return recalled.registry if recalled else None


def _part(path: str, data: bytes, found: Digests) -> "Part | None":
    """Return what a file holds that was kept while others of its registry have changed, or None."""
    from ctmeasures.store.lines import Doubt
    from ctmeasures.store.part import part_of
    from ctmeasures.store.recall import recall_file

    told = recall_file(found.file(path))
    try:
        return part_of(told, path, data) if told else None
    except Doubt:
        return None


def keep(read: Opened, problems: Sequence[Problem]) -> None:
    """Keep a registry that was read and checked, with all that is wrong with it, unless anything is an error."""
    tolds = [part.told for part in read.parts if part.told is not None]
    if read.digests is None or len(tolds) < len(read.parts):
        return
    if any(problem.level is Level.ERROR for problem in problems):
        return
    from ctmeasures.store.recall import keep_file, keep_registry

    for path, told in zip(read.digests.files, tolds, strict=True):
        if path in read.fresh:
            keep_file(read.digests.file(path), told)
    keep_registry(read.digests, read.registry, tolds, problems)
