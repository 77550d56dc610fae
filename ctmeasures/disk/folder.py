"""Filling a folder with files that can be made anew: what stands there already stays, what is no longer made goes, what is not ours is not touched."""

import os
import re
from collections.abc import Iterable
from typing import NamedTuple

from ctmeasures.disk.write import NO_LINK, Unwritable, beside, clear, lock, refuse_detour

LIST = ".ctmeasures"  # the file that names the files of ours, a line each
_OURS = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.[a-z]+", re.ASCII)


class Filled(NamedTuple):
    """How many files were written, how many stood there already, how many went."""

    written: int
    same: int
    removed: int


def fill(folder: str, files: Iterable[tuple[str, bytes]], home: str) -> Filled:
    """Write files, by paths with `/`, into a folder that is new, empty or was filled before, and no link in their `home` leads to.

    Each file is the old or the new one, whole; after a crash, filling again mends the rest. Raises Unwritable where the
    folder holds anything else in their place.
    """
    refuse_detour(folder, home)
    try:
        os.makedirs(folder, exist_ok=True)
        with lock(os.path.join(folder, LIST)):
            return _fill(folder, files)
    except (FileExistsError, NotADirectoryError):
        raise Unwritable(f"{folder} is no folder; name a new or an empty one") from None
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else folder
        raise Unwritable(f"{place} cannot be written: {error.strerror or error}") from None


def _fill(folder: str, files: Iterable[tuple[str, bytes]]) -> Filled:
    _refuse_links([os.path.join(folder, LIST)])
    before = _listed(folder)
    if before is None:
        raise Unwritable(f"{folder} holds files that are not ours; name a new or an empty folder")
    for inside, folders, names in os.walk(folder):
        _refuse_links(os.path.join(inside, name) for name in (*folders, *names))
    for inside in {os.path.dirname(os.path.join(folder, path)) for path in before}:
        clear(inside)
    made: dict[str, bool] = {}
    with open(os.path.join(folder, LIST), "a", encoding="ascii", opener=_no_link) as listed:
        for path, data in files:
            assert _OURS.fullmatch(path), path
            if path not in before:
                if os.path.lexists(os.path.join(folder, path)):
                    raise Unwritable(f"{os.path.join(folder, path)} is not ours; move it away, or name another folder")
                listed.write(f"{path}\n")
                listed.flush()  # before the file is there, so that what a crash leaves is known to be ours
            made[path] = _put(os.path.join(folder, path), data)
    gone = [path for path in sorted(before) if path not in made and _removed(folder, path)]
    _put(os.path.join(folder, LIST), "".join(f"{path}\n" for path in sorted(made)).encode())
    written = sum(made.values())
    return Filled(written, len(made) - written, len(gone))


def _refuse_links(paths: Iterable[str]) -> None:
    for path in paths:
        if os.path.islink(path):
            raise Unwritable(
                f"{path} leads out of the folder, where nothing is ours; remove it, or name another folder"
            )


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | NO_LINK, 0o666)


def _listed(folder: str) -> set[str] | None:
    """Return the files of ours that a folder may hold, none where it is empty; nothing where it is somebody else's."""
    try:
        with open(os.path.join(folder, LIST), encoding="ascii", errors="replace") as file:
            return {line for line in file.read().split("\n") if _OURS.fullmatch(line)}
    except FileNotFoundError:
        return None if os.listdir(folder) else set()


def _put(path: str, data: bytes) -> bool:
    """Write a file, at once and whole, unless it holds these bytes already; tell whether it did not."""
    try:
        with open(path, "rb") as file:
            if file.read() == data:
                return False
    except FileNotFoundError:
        if not os.path.isdir(os.path.dirname(path)):
            os.makedirs(os.path.dirname(path), exist_ok=True)
    try:
        with beside(path, data, lasting=False) as written:
            os.replace(written, path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None
    return True


def _removed(folder: str, path: str) -> bool:
    """Remove a file of ours, and the folders that it leaves empty; tell whether it was there."""
    try:
        os.unlink(os.path.join(folder, path))
    except FileNotFoundError:
        return False
    parent = os.path.dirname(path)
    while parent and not os.listdir(os.path.join(folder, parent)):
        os.rmdir(os.path.join(folder, parent))
        parent = os.path.dirname(parent)
    return True
