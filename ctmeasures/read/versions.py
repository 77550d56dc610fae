"""The versions of one record in git: what each commit made of it, parsing only the texts in which its lines differ."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from ctmeasures.disk.git import Commit, Repository
from ctmeasures.model.records import Registry
from ctmeasures.read.registry import assemble, nothing_read

_ID = re.compile(rb"""^ *- +id: +["']?([a-z][a-z0-9-]*)""", re.MULTILINE)


Texts = tuple[str, ...]
"""The texts of a registry: the hash of each of its files, or its path where it is not committed."""

Step = tuple[Commit | None, Texts | None, list[Texts | None]]
"""A commit, the texts that it made, and those of each of its parents."""


class Version(NamedTuple):
    """The registry after a commit, and before it in each of its parents; without a commit, what is not committed yet."""

    commit: Commit | None
    before: tuple[Registry, ...]
    after: Registry


class Versions:
    """All versions of a registry's files that git has, and the files as they are now."""

    def __init__(self, repository: Repository, files: Mapping[str, bytes]) -> None:
        self.path = repository.path
        self.commits = repository.commits()
        ends = repository.cut_off() if self.commits else frozenset()
        self.cut_off = [one for one in self.commits if one.hash in ends]
        hashes = (one for commit in self.commits for one in (commit.hash, *commit.parents))
        self._blobs, self._texts = repository.texts(["HEAD", *hashes])
        self._texts |= files  # by their paths, which are no hashes
        self._now = tuple(files)
        self._read: dict[Texts | None, Registry | None] = {None: Registry(self.path)}

    def ids(self) -> list[str]:
        """Return the ids of all measures that ever were, as far as they stand on a line of their own."""
        return sorted({one.decode() for text in self._texts.values() for one in _ID.findall(text)})

    def of(self, key: str) -> list[Version]:
        """Return the versions that may have changed a measure, newest first; merges where it differs from every parent.

        A version that cannot be read is passed over: what it changed counts to the one after it. Of a commit at which the history
        is cut off it is not known what it changed.
        """
        lines = {blob: record_lines(text, key) for blob, text in self._texts.items()}

        def differ(one: Texts | None, other: Texts | None) -> bool:
            if one == other:
                return False
            mine, others = ([found for blob in blobs or () if (found := lines[blob]) != b""] for blobs in (one, other))
            return len(mine) > 1 or None in mine or mine != others

        steps: list[Step] = [(None, self._now, [self._blobs.get("HEAD")])]
        for one in (one for one in self.commits if one not in self.cut_off):
            parents = [self._blobs.get(parent) for parent in one.parents]
            steps.append((one, self._blobs.get(one.hash), parents or [None]))
        found, broken = [], set()
        for place, (commit, blob, parents) in reversed(list(enumerate(steps, 1))):
            if all(parent in broken or differ(blob, parent) for parent in parents):
                after = self._registry(blob)
                if after is None:
                    broken.add(blob)
                else:
                    found.append(Version(commit, tuple(self._readable(one, steps[place:]) for one in parents), after))
        return found[::-1]

    def _readable(self, texts: Texts | None, older: list[Step]) -> Registry:
        """Return what texts hold; where they cannot be read, what those before them hold."""
        for _, made, (before, *_) in older:
            if self._registry(texts) is None and made == texts:
                texts = before
        return self._registry(texts) or Registry(self.path)

    def _registry(self, texts: Texts | None) -> Registry | None:
        if texts not in self._read:
            loaded = assemble(self.path, {blob: self._texts[blob] for blob in texts or ()}, None)
            self._read[texts] = None if nothing_read(loaded) else loaded.registry
        return self._read[texts]


def record_lines(text: bytes, key: str) -> bytes | None:
    """Return the lines of a measure, nothing where the text does not have it, or None where only parsing can tell.

    What stands behind the last measure is taken for a part of it: that costs time, and never a change.
    """
    word = re.escape(key.encode())
    mentions = (
        re.findall(rb"""\bid["']?\s*:\s*["']?""" + word + rb"(?![a-z0-9-])", text) if key.encode() in text else []
    )
    if not mentions:
        return b""
    starts = list(re.finditer(rb"^( *)- id: " + word + rb"\r?$", text, re.MULTILINE))
    if len(mentions) != 1 or len(starts) != 1:
        return None
    following = re.compile(rb"^" + starts[0][1] + rb"- ", re.MULTILINE).search(text, starts[0].end())
    return text[starts[0].start() : following.start() if following else len(text)]
