"""What the cache finds a registry by: the digests of its files."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from ctmeasures.disk import cache

BIG = 32 * 1024  # bytes of a registry from which on the cache is quicker than reading it (measured)


class Digests(NamedTuple):
    """What tells a registry's files from any others: digests of their names and bytes, by path."""

    files: Mapping[str, bytes]
    letters: Mapping[str, bytes]

    @property
    def registry(self) -> str:
        """Return the name of the registry's entry."""
        return cache.name([b"registry", *self.files.values(), b"letters", *self.letters.values()])

    def file(self, path: str) -> str:
        """Return the name of the entry of one of its files."""
        return cache.name([b"file", self.files[path]])


def digests(files: Mapping[str, bytes], letters: Mapping[str, bytes] | None) -> Digests | None:
    """Return the digests of a registry's files; None where they are too small for the cache to help, or it is off."""
    if letters is None or not cache.is_on() or sum(map(len, (*files.values(), *letters.values()))) < BIG:
        return None
    return Digests(_of(files), _of(letters))


def _of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    name = os.path.basename
    return {path: cache.digest(os.fsencode(name(path)) + b"\0" + cache.digest(data)) for path, data in files.items()}
