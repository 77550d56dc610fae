"""The journal of a change of several files: what each of them held before, kept beside the registry until all of them are written.

While it is there, the registry is for every reader what it was before the change; the next writer brings its files back.
"""

import hashlib
import os
import stat
from collections.abc import Mapping
from typing import Any, NamedTuple

from ctmeasures.disk.files import ONLY_A_FILE, Unreadable, is_file_of, is_letter_of, journal_path, read_bytes

_VERSION = 1


class Kept(NamedTuple):
    """A file of a change: what it held before, nothing where it is new, and the digest of what it gets."""

    path: str
    old: bytes | None
    new: str

    def holds_new(self, data: bytes | None) -> bool:
        """Tell whether these are the bytes that the change has written."""
        return data is not None and fingerprint(data) == self.new


class Journal(NamedTuple):
    """The files of a change that was begun, as far as they can be believed; else why they cannot."""

    path: str
    files: tuple[Kept, ...]
    fault: str = ""


def fingerprint(data: bytes) -> str:
    """Return what tells bytes from all others."""
    return hashlib.sha256(data).hexdigest()


def journal_text(registry: str, files: Mapping[str, tuple[bytes | None, bytes]], about: os.stat_result) -> bytes:
    """Return the bytes of a journal of these files, old and new by path, which says which file on which disk it is itself.

    A copy, such as one that came with somebody's repository, is another file, and so never believed.
    """
    import json
    from base64 import b64encode

    rows = [
        {
            "file": os.path.relpath(path, os.path.dirname(registry) or os.curdir),
            "old": None if old is None else b64encode(old).decode(),
            "new": fingerprint(new),
        }
        for path, (old, new) in files.items()
    ]
    return json.dumps({"version": _VERSION, "self": _self(about), "files": rows}).encode()


def read_journal(registry: str) -> Journal | None:
    """Return the journal beside a registry, None where there is none; only one that this user's own program has written here is believed."""
    path = journal_path(registry)
    try:
        about = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(about.st_mode) or about.st_uid != os.geteuid():
        return Journal(path, (), "it is not a file of yours")
    try:
        with open(path, "rb", opener=_no_link) as file:
            files = _files(registry, file.read(), os.fstat(file.fileno()))
    except (OSError, ValueError, KeyError, TypeError):
        return Journal(path, (), "it cannot be read")
    if not files:
        return Journal(path, (), "it was not written here")
    now = {one.path: now_in(one.path) for one in files}
    changed = next((one for one in files if now[one.path] != one.old and not one.holds_new(now[one.path])), None)
    return Journal(path, files, f"{changed.path} was changed since" if changed else "")


def as_before(registry: str, found: dict[str, bytes]) -> dict[str, bytes]:
    """Return files of a registry as they were before a change that is not finished."""
    journal = read_journal(registry)
    if journal is None or journal.fault:
        return found
    was = {os.path.normpath(one.path): one.old for one in journal.files}
    before = {path: was.get(os.path.normpath(path), data) for path, data in found.items()}
    return {path: data for path, data in before.items() if data is not None}


def unfinished(registry: str) -> str:
    """Say in a sentence what a journal beside a registry means; nothing where there is none."""
    journal = read_journal(registry)
    if journal is None:
        return ""
    if journal.fault:
        return f"{journal.path} tells of a change of several files that was cut off, but {journal.fault}; compare the files with what they should say, then delete it"
    names = " and ".join(one.path for one in journal.files)
    return f"a change of {names} is under way or was cut off; all reads as before it, and the next command that writes takes it back"


def now_in(path: str) -> bytes | None:
    """Return the bytes that a file holds now, None where there is none that can be read."""
    try:
        return read_bytes(path)
    except Unreadable:
        return None


def _files(registry: str, data: bytes, about: os.stat_result) -> tuple[Kept, ...]:
    """Return what a journal says, nothing where it is a copy; raise ValueError, KeyError or TypeError for what is none.

    Only the registry's own files and letters can be named in it.
    """
    import json
    from base64 import b64decode

    said: Any = json.loads(data)
    if said["version"] != _VERSION or said["self"] != _self(about):
        return ()
    found = []
    for row in said["files"]:
        path = os.path.join(os.path.dirname(registry), row["file"])
        if not (is_file_of(registry, path) or is_letter_of(registry, path)):
            raise ValueError(path)
        found.append(Kept(path, None if row["old"] is None else b64decode(row["old"], validate=True), str(row["new"])))
    return tuple(found)


def _self(about: os.stat_result) -> list[int]:
    """Return what tells a file from every copy of it; a device's number would change when a machine starts anew."""
    return [about.st_ino, int(about.st_mtime)]


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | ONLY_A_FILE)
