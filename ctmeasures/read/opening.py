"""Opening a registry: out of the cache where it was read before, else by reading its files."""

from collections.abc import Mapping, Sequence, Set
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.disk.digests import Digests, digests
from ctmeasures.disk.state import files_of, letters_beside
from ctmeasures.model.place import Level, Problem
from ctmeasures.model.records import Registry

if TYPE_CHECKING:
    from ctmeasures.read.file import FileContents, PlainFile


class Opening(NamedTuple):
    """A registry, and all that is wrong with it; or, where it is not `checked` yet, all that reading has found.

    What was not in the cache can be kept: `parts` are what its files hold, by path, `fresh` those of them that were read,
    `digests` what all will be found by.
    """

    registry: Registry
    problems: tuple[Problem, ...]
    checked: bool
    digests: Digests | None = None
    parts: "Mapping[str, FileContents]" = MappingProxyType({})
    fresh: Set[str] = frozenset()


def read_registry(path: str) -> Opening:
    """Open a registry; raise Unreadable where its files themselves cannot be read."""
    files, letters = files_of(path), letters_beside(path)
    found = digests(files, letters)
    return _fetched(path, files, letters, found) or read_files(path, files, letters, found)


def fetch_registry(path: str) -> Registry | None:
    """Return a registry if it is in the cache; raise Unreadable where its files themselves cannot be read."""
    files, letters = files_of(path), letters_beside(path)
    cached = _fetched(path, files, letters, digests(files, letters))
    return cached.registry if cached else None


def _fetched(
    path: str, files: Mapping[str, bytes], letters: Mapping[str, bytes] | None, found: Digests | None
) -> Opening | None:
    """Return the registry that was kept of these files, or None."""
    if found is None or letters is None:
        return None
    from ctmeasures.read.cached import fetch

    cached = fetch(path, files, letters, found)
    return Opening(*cached, checked=True) if cached else None


def read_files(
    path: str,
    files: Mapping[str, bytes],
    letters: Mapping[str, bytes] | None,
    found: Digests | None,
    proving: str | None = None,
) -> Opening:
    """Read a registry's files, those that were not kept; the one that is to be proved in any case, with what it says."""
    from ctmeasures.read.file import read_file
    from ctmeasures.read.registry import join

    known = {
        file: part for file, data in files.items() if found and file != proving and (part := _part(file, data, found))
    }
    parts = {
        file: known.get(file) or read_file(file, data, with_plain=found is not None or file == proving)
        for file, data in files.items()
    }
    loaded = join(path, [*parts.values()], letters)
    return Opening(loaded.registry, loaded.problems, False, found, parts, files.keys() - known.keys())


def _part(path: str, data: bytes, found: Digests) -> "FileContents | None":
    """Return what a file holds that was kept while others of its registry have changed, or None."""
    from ctmeasures.read.file import contents_of
    from ctmeasures.read.kept_file import fetch_file
    from ctmeasures.read.places import Doubt

    plain = fetch_file(found.file(path))
    try:
        return contents_of(plain, path, data) if plain else None
    except Doubt:
        return None


def read_plain_file(path: str, data: bytes) -> "PlainFile | None":
    """Return what a file says, as it was kept or else by reading it; None where it can only be read the careful way."""
    from ctmeasures.read.file import read_file

    found = digests({path: data}, {})
    if found is not None:
        from ctmeasures.read.kept_file import fetch_file

        plain = fetch_file(found.file(path))
        if plain is not None:
            return plain
    return read_file(path, data, with_plain=True).plain


def light(registry: Registry) -> Registry:
    """Return a registry that was read anew and kept as it comes out of the cache, where it is: that takes a fraction of the room."""
    from ctmeasures.read.cached import files_behind

    return registry if files_behind(registry) else fetch_registry(registry.path) or registry


def shared(files: Mapping[str, bytes], registry: Registry) -> dict[str, bytes]:
    """Return the bytes of files, where a registry out of the cache holds the same ones those, so that they are in memory once."""
    from ctmeasures.read.cached import files_behind

    known = files_behind(registry)
    return {path: known[path] if known.get(path) == data else data for path, data in files.items()}


def store(one: Opening, problems: Sequence[Problem]) -> None:
    """Keep a registry that was read and checked, with all that is wrong with it, unless anything is an error."""
    plains = [part.plain for part in one.parts.values() if part.plain is not None]
    if one.digests is None or len(plains) < len(one.parts):
        return
    if any(problem.level is Level.ERROR for problem in problems):
        return
    from ctmeasures.read.cached import store_registry
    from ctmeasures.read.kept_file import store_file

    for path, plain in zip(one.parts, plains, strict=True):
        if path in one.fresh:
            store_file(one.digests.file(path), plain)
    store_registry(one.digests, one.registry, plains, problems)
