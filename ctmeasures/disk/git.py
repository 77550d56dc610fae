"""What git keeps of a registry: its files at a revision, and the commits that changed it."""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ctmeasures.disk.files import (
    FOLDER,
    LETTERS,
    NAME,
    Unreadable,
    is_letter_file,
    is_registry_file,
    refuse_away,
    registry_files,
)
from ctmeasures.disk.git_program import run_git
from ctmeasures.disk.texts import passed_file

UNSHALLOW = "`git fetch --unshallow` fetches the rest, and `fetch-depth: 0` does in a workflow"
_OTHER = {NAME: FOLDER, FOLDER: NAME}  # what a registry was called before it was divided, or made one file
_FORMAT = "--format=%h%x00%as%x00%P%x00%aN%x00%s"


class Commit(NamedTuple):
    """A commit: its hash, whole and short, the day on which it was written, its parents, who wrote it, its first line."""

    hash: str
    short: str
    day: str
    parents: tuple[str, ...]
    author: str
    subject: str


class Files(NamedTuple):
    """The bytes of a registry's files and of its letter files by path; null where there is no folder of letters."""

    data: Mapping[str, bytes]
    letters: Mapping[str, bytes] | None

    @property
    def texts(self) -> tuple[list[bytes], Mapping[str, bytes]]:
        """Return the bytes without the folders that hold them, to compare them with those of other folders."""
        return [*self.data.values()], {os.path.basename(path): text for path, text in (self.letters or {}).items()}


Sides = tuple[bytes | None, bytes | None, bytes | None]
"""The base, ours and theirs that git keeps of a file in conflict; None for each that it does not have."""


class Repository:
    """The git repository of the folder in which a registry is named, from which git is told paths.

    A link may lead to the registry itself, in the same repository: git is never asked in a folder that a link leads to, which may
    hold a repository of its own.
    """

    def __init__(self, path: str) -> None:
        """Raise Unreadable where there is no git, or the registry lies in no repository."""
        self.path = path
        self.folder = os.path.realpath(os.path.dirname(path))
        refuse_away(path)
        self.name = self._told(path)
        inside, last = os.path.split(self.name)
        self.names = [self.name, *([os.path.join(inside, _OTHER[last])] if last in _OTHER else [])]
        self.beside = os.path.join(os.path.dirname(path), LETTERS)
        self.letters = self._told(self.beside)
        if "\n" in self.name:  # git reads names by line
            raise Unreadable(f"{path} has a line break in its name; rename it")
        if not os.path.isdir(self.folder):
            raise Unreadable(
                f"there is no folder {self.folder}; name a registry in one that exists with --registry PATH"
            )
        if self._git("rev-parse", "--is-inside-git-dir").strip() == b"true":  # gits that know no safe.bareRepository
            raise Unreadable(f"{self.folder} lies in the files of a git repository; name a registry in a work tree")

    def _told(self, path: str) -> str:
        """Return a path as git is told it."""
        return os.path.relpath(os.path.realpath(path), self.folder)

    def commit(self, revision: str) -> Commit:
        """Return the commit that a revision means; raise Unreadable where there is none."""
        wrong = f"{revision} is no file and no revision in the git repository of {self.path}; `git log --oneline` shows revisions"
        if not revision or revision.startswith(("-", "^")):
            raise Unreadable(wrong)
        if not self._git("rev-list", "--all", "--max-count=1"):
            wrong = f"nothing is committed yet in the git repository of {self.path}; compare files, or commit first"
        elif self._shallow():
            wrong = f"{revision} is no file, and no revision of the history that this clone has; {UNSHALLOW}"
        only = self._git("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}", wrong=wrong)
        return self._commits("--max-count=1", only.decode().strip(), "--")[0]

    def common(self, one: str, other: str) -> str:
        """Return the hash of the commit at which two commits parted; raise Unreadable where they have none in common."""
        wrong = f"{one} and {other} have no commit in common; compare them with two dots"
        if self._shallow():
            wrong = f"{one} and {other} have no commit in common in the history that this clone has; {UNSHALLOW}"
        return self._git("merge-base", self.commit(one).hash, self.commit(other).hash, wrong=wrong).decode().strip()

    def commits(self) -> list[Commit]:
        """Return the commits that changed the registry's files, newest first, as far as they explain what they are now.

        A repository without a commit has none.
        """
        if not self._git("rev-list", "--all", "--max-count=1"):
            return []
        return self._commits("HEAD", "--", *self.names)

    def cut_off(self) -> frozenset[str]:
        """Return the hashes of the commits whose parents a shallow clone does not have: git calls them the first."""
        if not self._shallow():
            return frozenset()
        firsts = self._git("rev-list", "--max-parents=0", "HEAD").decode().split()
        return frozenset(
            one for one, text in self._objects(firsts).items() if b"\nparent " in text.partition(b"\n\n")[0]
        )

    def _shallow(self) -> bool:
        """Tell whether the history is cut off; gits before 2.15 do not know."""
        return self._git("rev-parse", "--is-shallow-repository").strip() == b"true"

    def files(self, commit: Commit) -> Files:
        """Return the registry's files as they were at a commit."""
        listed = self._git("ls-tree", "-r", "-z", commit.hash, "--", *self.names, f"{self.letters}/")
        entries = [os.fsdecode(line).split("\t", 1) for line in listed.split(b"\0") if line]
        blobs = {path: about.split()[2] for about, path in entries if about.startswith("100")}  # a file, no link
        letters = [path for path in blobs if os.path.dirname(path) == self.letters and _is_letter(path)]
        files = self._own(blobs)
        texts = self._objects(blobs[path] for path in (*files, *letters))
        return Files(
            {self._path(path): texts[blobs[path]] for path in files},
            {os.path.join(self.beside, os.path.basename(path)): texts[blobs[path]] for path in sorted(letters)} or None,
        )

    def _own(self, paths: Iterable[str]) -> list[str]:
        """Return those paths, as git tells them, that are the registry's files, sorted; what it was called before comes second."""
        paths = sorted(paths)
        for name in self.names:
            own = [path for path in paths if path == name or (os.path.dirname(path) == name and _is_part(path))]
            if own:
                return own
        return []

    def _path(self, path: str) -> str:
        """Return the path of one of the registry's files as the reader names it."""
        name = next(one for one in self.names if path == one or path.startswith(f"{one}/"))
        registry = self.path if name == self.name else os.path.join(os.path.dirname(self.path), os.path.basename(name))
        return registry + path[len(name) :]

    def texts(self, hashes: Iterable[str]) -> tuple[dict[str, tuple[str, ...]], dict[str, bytes]]:
        """Return for commits the hashes of the registry's files, where it was there, and the bytes of each such hash."""
        if any(key.endswith((".promisor", ".partialclone")) for key in self.settings()):
            # what a partial clone lacks is called missing below, as a file is that was not there
            listed = self._git("rev-list", "--objects", "--missing=print", "--all", "--", *self.names)
            if b"\n?" in listed:
                raise self._lost()
        wanted = [(one, name) for one in dict.fromkeys(hashes) for name in self.names]
        asked = "".join(f"{one}:./{name}\n" for one, name in wanted)
        answers = self._git("cat-file", "--batch-check", fed=os.fsencode(asked)).split(b"\n")
        objects = {
            key: answer.split()[:2]
            for key, answer in zip(wanted, answers[:-1], strict=True)
            if not answer.endswith(b" missing")
        }
        trees = self._objects(name.decode() for name, kind in objects.values() if kind == b"tree")
        found: dict[str, tuple[str, ...]] = {}
        for (one, _), (name, kind) in objects.items():
            blobs = tuple(_blobs(trees[name.decode()], len(name) // 2)) if kind == b"tree" else (name.decode(),)
            if blobs:
                found.setdefault(one, blobs)
        return found, self._objects(blob for blobs in found.values() for blob in blobs)

    def stages(self) -> dict[str, Sides]:
        """Return what git keeps of each of the registry's files that is in conflict, by its path."""
        listed = self._git("ls-files", "--unmerged", "-z", "--", self.name)
        lines = [line.partition(b"\t") for line in listed.split(b"\0") if line]
        blobs = {(os.fsdecode(path), int(about.split()[2])): about.split()[1].decode() for about, _, path in lines}
        texts = self._objects(blobs.values())
        return {
            self._path(path): (
                texts.get(blobs.get((path, 1), "")),
                texts.get(blobs.get((path, 2), "")),
                texts.get(blobs.get((path, 3), "")),
            )
            for path in self._own({path for path, _ in blobs})
        }

    def conflicts_beside(self) -> list[str]:
        """Return the paths of the files of letters, and of that of passed papers, that are in conflict."""
        passed = self._told(passed_file(self.path))
        listed = self._git("ls-files", "--unmerged", "-z", "--", f"{self.letters}/", passed)
        names = {os.fsdecode(line.partition(b"\t")[2]) for line in listed.split(b"\0") if line}
        return [os.path.normpath(os.path.join(os.path.dirname(self.path), one)) for one in sorted(names)]

    def attributes(self, *names: str) -> set[tuple[str, ...]]:
        """Return what the repository's attributes say of the registry's files, each different answer once."""
        files = [self._told(path) for path in registry_files(self.path)]
        said = self._git("check-attr", "-z", *names, "--", *files).decode("utf-8", "replace").split("\0")[2::3]
        return {tuple(said[start : start + len(names)]) for start in range(0, len(said), len(names))}

    def settings(self) -> dict[str, str]:
        """Return the settings of this clone alone."""
        listed = self._git("config", "--local", "--null", "--list").decode("utf-8", "replace")
        return {key: said for key, _, said in (one.partition("\n") for one in listed.split("\0") if one)}

    def configure(self, *words: str) -> None:
        """Change the settings of this clone alone."""
        self._git("config", "--local", *words)

    def inside(self) -> tuple[str, str]:
        """Return the registry's path in the repository, and the path of the attributes that only this clone has."""
        prefix = os.fsdecode(self._git("rev-parse", "--show-prefix")).rstrip("\n")
        attributes = os.fsdecode(self._git("rev-parse", "--git-path", "info/attributes")).rstrip("\n")
        return os.path.normpath(prefix + self.name), os.path.join(self.folder, attributes)

    def _commits(self, *words: str) -> list[Commit]:
        out = self._git("rev-list", "--encoding=UTF-8", _FORMAT, *words)
        lines = out.decode("utf-8", "replace").split("\n")
        found = []
        for head, line in zip(lines[::2], lines[1::2], strict=False):
            short, day, parents, author, subject = line.split("\0")
            found.append(Commit(head.removeprefix("commit "), short, day, tuple(parents.split()), author, subject))
        return found

    def _objects(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """Return the bytes of each object; its form: https://git-scm.com/docs/git-cat-file#_batch_output."""
        wanted = list(dict.fromkeys(blobs))
        out = self._git("cat-file", "--batch", fed="".join(f"{one}\n" for one in wanted).encode())
        found = {}
        start = 0
        for one in wanted:
            end = out.index(b"\n", start)
            about = out[start:end].split()
            if len(about) != 3:
                raise self._lost()
            start = end + 1 + int(about[2]) + 1
            found[one] = out[end + 1 : start - 1]
        return found

    def _lost(self) -> Unreadable:
        hint = "`git fsck` tells more, and `git fetch --refetch --no-filter` completes a partial clone"
        return Unreadable(f"git has lost a file of {self.path}; {hint}")

    def _git(self, *words: str, fed: bytes = b"", wrong: str | None = None) -> bytes:
        """Run git in the registry's folder; where it fails, raise Unreadable with what is `wrong`, else with its own words."""
        return run_git(self.folder, self.path, *words, fed=fed, wrong=wrong)


def _is_part(path: str) -> bool:
    return is_registry_file(os.path.basename(path))


def _is_letter(path: str) -> bool:
    return is_letter_file(os.path.basename(path))


def _blobs(tree: bytes, width: int) -> Iterator[str]:
    """Yield the hashes, of so many bytes, of a registry's files in a folder; its form: mode, name, hash of each entry in it."""
    start = 0
    while start < len(tree):
        end = tree.index(b"\0", start)
        mode, _, name = tree[start:end].partition(b" ")
        start = end + 1 + width
        if mode.startswith(b"100") and _is_part(os.fsdecode(name)):
            yield tree[end + 1 : start].hex()
