"""Opening a registry: out of the cache where it was read before, else by reading its files."""

from collections.abc import Mapping, Sequence, Set
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.disk.digests import Digests, digests
from ctmeasures.disk.files import files_of, letters_beside
from ctmeasures.model.place import Level, Problem
from ctmeasures.model.records import Registry

if TYPE_CHECKING:
    from ctmeasures.read.file import Part, Told


class Opened(NamedTuple):
    """A registry, and all that is wrong with it; or, where it is not `checked` yet, all that reading has found.

    What was not in the cache can be kept: `parts` are what its files hold, by path, `fresh` those of them that were read,
    `digests` what all will be found by.
    """

    registry: Registry
    problems: tuple[Problem, ...]
    checked: bool
    digests: Digests | None = None
    parts: "Mapping[str, Part]" = MappingProxyType({})
    fresh: Set[str] = frozenset()


def opened(path: str) -> Opened:
    """Open a registry; raise Unreadable where its files themselves cannot be read."""
    files, letters = files_of(path), letters_beside(path)
    found = digests(files, letters)
    return _recalled(path, files, letters, found) or read(path, files, letters, found)


def kept(path: str) -> Registry | None:
    """Return a registry if it is in the cache; raise Unreadable where its files themselves cannot be read."""
    files, letters = files_of(path), letters_beside(path)
    recalled = _recalled(path, files, letters, digests(files, letters))
    return recalled.registry if recalled else None


def _recalled(
    path: str, files: Mapping[str, bytes], letters: Mapping[str, bytes] | None, found: Digests | None
) -> Opened | None:
    """Return the registry that was kept of these files, or None."""
    if found is None or letters is None:
        return None
    from ctmeasures.read.cached import recall

    recalled = recall(path, files, letters, found)
    return Opened(recalled.registry, recalled.problems, True) if recalled else None


def read(
    path: str,
    files: Mapping[str, bytes],
    letters: Mapping[str, bytes] | None,
    found: Digests | None,
    proving: str | None = None,
) -> Opened:
    """Read a registry's files, those that were not kept; the one that is to be proved in any case, with what it says."""
    from ctmeasures.read.file import read_part
    from ctmeasures.read.registry import join

    known = {
        file: part for file, data in files.items() if found and file != proving and (part := _part(file, data, found))
    }
    parts = {
        file: known.get(file) or read_part(file, data, telling=found is not None or file == proving)
        for file, data in files.items()
    }
    loaded = join(path, [*parts.values()], letters)
    return Opened(loaded.registry, loaded.problems, False, found, parts, files.keys() - known.keys())


def _part(path: str, data: bytes, found: Digests) -> "Part | None":
    """Return what a file holds that was kept while others of its registry have changed, or None."""
    from ctmeasures.read.cached import recall_file
    from ctmeasures.read.file import part_of
    from ctmeasures.read.places import Doubt

    told = recall_file(found.file(path))
    try:
        return part_of(told, path, data) if told else None
    except Doubt:
        return None


def told_of(path: str, data: bytes) -> "Told | None":
    """Return what a file says, as it was kept or else by reading it; None where it can only be read the careful way."""
    from ctmeasures.read.file import read_part

    found = digests({path: data}, {})
    if found is not None:
        from ctmeasures.read.cached import recall_file

        told = recall_file(found.file(path))
        if told is not None:
            return told
    return read_part(path, data, telling=True).told


def keep(one: Opened, problems: Sequence[Problem]) -> None:
    """Keep a registry that was read and checked, with all that is wrong with it, unless anything is an error."""
    tolds = [part.told for part in one.parts.values() if part.told is not None]
    if one.digests is None or len(tolds) < len(one.parts):
        return
    if any(problem.level is Level.ERROR for problem in problems):
        return
    from ctmeasures.read.cached import keep_file, keep_registry

    for path, told in zip(one.parts, tolds, strict=True):
        if path in one.fresh:
            keep_file(one.digests.file(path), told)
    keep_registry(one.digests, one.registry, tolds, problems)
