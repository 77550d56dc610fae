"""Files in the user's cache folder: what this very program has worked out of certain bytes.

An entry is found by a hash of those bytes and of the program, so it is never stale. It is text, each section of it with a hash
of its own, so that one that is damaged or not ours is passed over. Nothing is lost with the cache, and nothing that fails here is
worth a word: the program then does its work anew. That is also so of a folder or an entry that is, or could be, of somebody else.
"""

import contextlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import sha256
from time import time
from typing import BinaryIO

from ctmeasures.disk.files import ONLY_A_FILE

OFF = "CTMEASURES_NO_CACHE"  # the environment's variable that turns it off
ROOM = 256 * 1024 * 1024  # bytes that all entries may take

_FORM = b"ctmeasures cache 1\n"
_ENTRY = re.compile(r"[0-9a-f]{64}(?:\.[0-9]+\.new)?")
_HEAD = 32 + 8  # of each section: its hash, its length
_HERE = os.path.dirname(os.path.dirname(__file__))
# What these rooms hold decides what is worked out, and how it is written.
_ROOMS = ("model", "disk", "read", "checks", "render")
_PIECE = 1 << 20  # bytes that are read at once
_LONG_AGO = 3600  # seconds after which an entry that is used is marked so again


Section = bytes | Callable[[], Iterable[bytes]]
"""A section to be written: its bytes, or what yields them piece by piece, each time the same, where they need not all be there at once."""


class Entry:
    """An open entry, of which each section is read and verified when it is asked for."""

    def __init__(self, path: str) -> None:
        """Raise OSError or ValueError where there is none, or none of this form."""
        self._path = path
        with _opened(path) as file:
            if file.read(len(_FORM)) != _FORM:
                raise ValueError("of another form")
            count = file.read(1)[0]
            heads = file.read(count * _HEAD)
        start = len(_FORM) + 1 + len(heads)
        self._sections = []
        for place in range(0, len(heads), _HEAD):
            size = int.from_bytes(heads[place + 32 : place + _HEAD])
            self._sections.append((start, size, heads[place : place + 32]))
            start += size
        if start > ROOM // 2:
            raise ValueError("larger than any that was written")

    def section(self, number: int) -> bytes | None:
        """Return a section's bytes; None where they are not those that were written."""
        try:
            start, size, told = self._sections[number]
            with _opened(self._path) as file:
                file.seek(start)
                data = file.read(size)
        except (OSError, IndexError):
            return None
        return data if digest(data) == told else None

    def line(self, number: int, wanted: int) -> bytes | None:
        """Return one line of a section, verified as a whole but not kept; None as `section` does, or where it has no such line."""
        found, hashed, line = list[bytes](), sha256(), 0
        try:
            left, told = self._sections[number][1:]
            with _opened(self._path) as file:
                file.seek(self._sections[number][0])
                while left and (piece := file.read(min(left, _PIECE))):
                    hashed.update(piece)
                    left -= len(piece)
                    ends = piece.count(b"\n")
                    if line <= wanted <= line + ends:
                        found.append(piece.split(b"\n")[wanted - line])
                    line += ends
        except (OSError, IndexError):
            return None
        return b"".join(found) if found and hashed.digest() == told else None


def folder() -> str:
    """Return the path of the folder of our entries, in the user's folder of caches, whether or not it exists."""
    if sys.platform == "linux":  # as platformdirs says, which takes longer to import than many a command to run
        base = os.environ.get("XDG_CACHE_HOME", "")
        return os.path.join(base if os.path.isabs(base) else os.path.expanduser("~/.cache"), "ctmeasures")
    from platformdirs import user_cache_dir

    return user_cache_dir("ctmeasures", appauthor=False)


def is_on() -> bool:
    """Tell whether the cache may be used, its folder has a place, which takes a home, and the program's modules lie in folders.

    There they can be told from others. Nobody else may be able to write to the folder of caches.
    """
    return not os.environ.get(OFF) and os.path.isabs(folder()) and os.path.isdir(_HERE) and _is_private(folder())


def _is_private(place: str) -> bool:
    """Tell whether nobody but us and root can put anything in a folder, or another in its place, there already or not.

    In a folder with the sticky bit, such as /tmp, others can put nothing in the place of what is ours.
    """
    if sys.platform == "win32":  # where access lists decide, and that of a user's folder is the user's
        return True
    trusted = (os.getuid(), 0)
    for start in (place, os.path.realpath(place)):  # a link can be replaced where it stands, and where it leads
        path, below = start, ""
        while path != below:
            try:
                about = os.stat(path)
            except FileNotFoundError:
                pass
            except OSError:
                return False
            else:
                shared = about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
                if about.st_uid not in trusted or (shared and (path == start or not about.st_mode & stat.S_ISVTX)):
                    return False
            path, below = os.path.dirname(path), path
    return True


def turn_off() -> None:
    """Do without the cache, in this process and those that it starts."""
    os.environ[OFF] = "1"


def digest(data: bytes) -> bytes:
    """Return what tells bytes from any others."""
    return sha256(data).digest()


def name(digests: Iterable[bytes]) -> str:
    """Return the name of the entry for what this program makes of the bytes that have these digests."""
    return sha256(b"".join((_program(), *digests))).hexdigest()


def has(entry: str) -> bool:
    """Tell whether there is an entry, whole or not."""
    return os.path.exists(os.path.join(folder(), entry))


def fetch(entry: str) -> Entry | None:
    """Return an entry, or None where there is none of this form."""
    path = os.path.join(folder(), entry)
    try:
        found = Entry(path)
        if time() - os.stat(path).st_mtime > _LONG_AGO:
            os.utime(path)
    except (OSError, ValueError, IndexError):
        return None
    return found


def store(entry: str, sections: Sequence[Section]) -> None:
    """Write an entry, whole or not at all, and make room for it; what cannot be kept is not."""
    told = [_told(one) for one in sections]
    heads = b"".join(known + size.to_bytes(8) for known, size in told)
    if len(_FORM) + 1 + len(heads) + sum(size for _, size in told) > ROOM // 2:
        return
    place = folder()
    written = os.path.join(place, f"{entry}.{os.getpid()}.new")
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        os.makedirs(place, mode=0o700, exist_ok=True)
        try:
            with open(written, "xb") as file:
                file.writelines((_FORM, bytes((len(sections),)), heads))
                for one in sections:
                    file.writelines(_pieces(one))
            os.replace(written, os.path.join(place, entry))
        except OSError:
            os.unlink(written)
        _make_room(place)


def _pieces(section: Section) -> Iterable[bytes]:
    return (section,) if isinstance(section, bytes) else section()


def _told(section: Section) -> tuple[bytes, int]:
    """Return the digest of a section, and how many bytes it has."""
    found, size = sha256(), 0
    for piece in _pieces(section):
        found.update(piece)
        size += len(piece)
    return found.digest(), size


def clear() -> tuple[int, int, int]:
    """Remove all entries; return how many there were, their bytes, and how many could not be removed."""
    place = folder()
    found = _entries(place)
    removed = [about.st_size for path, about in found if _removed(path)]
    with contextlib.suppress(OSError):
        os.rmdir(place)
    return len(removed), sum(removed), len(found) - len(removed)


def _opened(path: str) -> BinaryIO:
    """Open an entry; raise OSError where it is no file of ours. Nothing is waited for, as a pipe would have it."""
    file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | ONLY_A_FILE))  # noqa: SIM115
    about = os.fstat(file.fileno())
    if not stat.S_ISREG(about.st_mode) or (sys.platform != "win32" and about.st_uid != os.getuid()):
        file.close()
        raise OSError("no file of ours")
    return file


def _make_room(place: str) -> None:
    """Remove the entries that were not used for longest, until the others fit in the room."""
    taken = 0
    for path, about in sorted(_entries(place), key=lambda entry: -entry[1].st_mtime):
        taken += about.st_size
        if taken > ROOM:
            _removed(path)


def _entries(place: str) -> list[tuple[str, os.stat_result]]:
    found = []
    with contextlib.suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            if _ENTRY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):  # another process has removed it meanwhile
                    found.append((entry.path, entry.stat()))
    return found


def _removed(path: str) -> bool:
    try:
        os.unlink(path)
    except OSError:
        return False
    return True


@cache
def _program() -> bytes:
    """Return what tells this program from any other: its version, and when and how long its modules were written."""
    from ctmeasures import __version__

    told = [__version__, sys.version]
    for room in _ROOMS:
        with os.scandir(os.path.join(_HERE, room)) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    about = entry.stat()
                    told.append(f"{room}/{entry.name} {about.st_mtime_ns} {about.st_size}")
    return "\n".join(sorted(told)).encode()
