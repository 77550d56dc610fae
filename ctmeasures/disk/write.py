"""Writing files so that nothing is lost: writers wait for one another, and a file is the old or the new one, whole."""

import contextlib
import errno
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator

from ctmeasures.disk.files import (
    Unreadable,
    is_file_of,
    is_letter_of,
    is_within,
    open_ordinary,
    read_bytes,
    repository_above,
)

_LEFT = re.compile(r"\.ctmeasures(?:\.[0-9a-f]{16})?\.new")  # a file on its way to its place
_LOOK_AGAIN = 0.01  # seconds between two looks whether the other writer is done
TRIES = 5  # how often a change is applied to what another program writes meanwhile
_FAILING = (errno.EIO, errno.ENOSPC, errno.EDQUOT)  # of a disk; others say that a system cannot bring folders to it
_PIECE = 1 << 20  # bytes that are compared at once
NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class Unwritable(Exception):
    """A file that cannot be written; the message says which, why, and whether anything was changed."""


class Overtaken(Unwritable):
    """A file that another program has changed since it was read."""


class Unsettled(Unwritable):
    """A file that was written, though the disk may not keep it."""


@contextlib.contextmanager
def lock(path: str, waiting: Callable[[], None] = lambda: None, beside: Iterable[str] = ()) -> Iterator[None]:
    """Hold the one lock that every writer of files in a folder takes, also in the folders of the files `beside` it.

    `waiting` is called where another writer has it. Raises Unwritable where a folder cannot be opened or locked.
    """
    folders = {os.path.dirname(_real(one)) for one in (path, *beside)}
    with contextlib.ExitStack() as held:
        for folder in sorted(folders):  # in the same order for all writers, who would else wait for one another forever
            held.enter_context(_locked(folder, waiting))
        yield


@contextlib.contextmanager
def _locked(folder: str, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of one folder.

    The folder itself is locked (an advisory lock of the operating system), so no lock file is left behind, and
    the lock of a process that dies goes with it.
    """
    from filelock import lock_descriptor

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise Unwritable(f"{folder} cannot be locked: {error.strerror or error}; nothing was changed") from None
    try:
        try:
            if not lock_descriptor(descriptor, blocking=False):
                waiting()
                lock_descriptor(descriptor, poll_interval=_LOOK_AGAIN)
        except OSError as error:
            raise Unwritable(f"{folder} cannot be locked: {error.strerror or error}; nothing was changed") from None
        clear(folder)
        yield
    finally:
        os.close(descriptor)


def rewrite(
    path: str, change: Callable[[bytes], bytes], waiting: Callable[[], None] = lambda: None, beside: Iterable[str] = ()
) -> None:
    """Replace a file's bytes by what `change` makes of them, read and written under the lock, also that of the files `beside` it.

    Where a program that knows no lock, such as an editor, changes the file meanwhile, `change` is applied anew to what it wrote.
    What `change` raises leaves the file as it is. Raises Unreadable and Unwritable.
    """
    with lock(path, waiting, beside):
        for _ in range(TRIES):
            old = read_bytes(path)
            new = change(old)
            if new == old:
                return
            with contextlib.suppress(Overtaken):
                replace(path, new, old)
                return
        raise Overtaken(f"{path} is written by another program again and again; nothing was changed")


def replace(path: str, data: bytes, old: bytes | None = None) -> None:
    """Put new bytes in the place of a file, at once and whole; the lock must be held.

    They are written beside it, brought to the disk, and renamed over it; a symbolic link stays, and the file's mode, owner, extended
    attributes and access list; another hard link keeps the old bytes. Raises Unwritable, with the file as it was, and
    Overtaken where it is not the `old` bytes any more that the new ones were made of.
    """
    target = _real(path)
    try:
        found = os.stat(target)
        if not stat.S_ISREG(found.st_mode) or not os.access(target, os.W_OK):
            why = "it may only be read" if stat.S_ISREG(found.st_mode) else "it is no ordinary file"
            raise Unwritable(f"{path} cannot be written: {why}; nothing was changed")
        with beside(target, data) as written:
            # as late as can be: only what another program writes between these two lines is lost
            if old is not None and not _holds(target, old):
                raise Overtaken(f"{path} was changed by another program meanwhile; nothing was changed")
            os.replace(written, target)
    except OSError as error:
        raise Unwritable(f"{path} cannot be written: {error.strerror or error}; nothing was changed") from None
    settle(path, os.path.dirname(target))


def _holds(path: str, data: bytes) -> bool:
    """Tell whether a file holds these bytes, which it is not read as a whole for."""
    place, whole = 0, memoryview(data)
    try:
        with open_ordinary(path) as file:
            while piece := file.read(_PIECE):
                if piece != whole[place : place + len(piece)]:
                    return False
                place += len(piece)
    except OSError:
        return False
    return place == len(data)


def create(path: str, data: bytes) -> None:
    """Make a new file, at once and whole; the lock must be held. Raises Unwritable, also where there is one already."""
    try:
        with beside(path, data) as written:
            os.link(written, path)  # unlike a rename, this never replaces what is there
    except FileExistsError:
        raise Unwritable(f"{path} exists already; nothing was changed") from None
    except OSError as error:
        raise Unwritable(f"{path} cannot be written: {error.strerror or error}; nothing was changed") from None
    settle(path, os.path.dirname(os.path.abspath(path)))


@contextlib.contextmanager
def first(path: str, data: bytes) -> Iterator[None]:
    """Make a new file before what belongs with it, and take it away again where that cannot be written; the lock must be held."""
    create(path, data)
    try:
        yield
    except Unwritable as fault:
        if not isinstance(fault, Unsettled):
            with contextlib.suppress(OSError):
                os.unlink(path)
        raise


def put(path: str, data: bytes, registry: str) -> None:
    """Put bytes into a file, new or in the place of the old one, at once and whole.

    Raises Unwritable, also for a folder, for what is or would be one of the registry's own files or letters, and as `refuse_detour` says.
    """
    target = _real(path)
    refuse_detour(path, os.path.dirname(registry))
    folder = os.path.dirname(target)
    if os.path.isdir(target) or path.endswith(os.sep):
        raise Unwritable(f"{path or '.'} is a folder; name a file in it")
    if not os.path.isdir(folder):
        raise Unwritable(f"there is no folder {folder}; make it first, or name a file in one that exists")
    exists = os.path.exists(target)
    if any(own(registry, one) for own in (is_file_of, is_letter_of) for one in (path, target)):
        raise Unwritable(f"{path} is a file of the registry itself; name another one")
    with lock(target):
        (replace if exists else create)(target, data)


def standing(path: str, registry: str) -> bytes:
    """Return the bytes of the file in whose place `put` would put others, none where there is none or it cannot be read.

    Raises Unwritable as `refuse_detour` says, before anything is opened.
    """
    refuse_detour(path, os.path.dirname(registry))
    try:
        return read_bytes(path)
    except Unreadable:
        return b""


def refuse_detour(path: str, folder: str) -> None:
    """Raise Unwritable where a link on the way to a file that is to be written leads out of the link's repository, or of a folder.

    Links of a user's own, which stand in neither, are followed.
    """
    try:
        way = os.path.abspath(path)
        while way != os.path.dirname(way):
            if os.path.islink(way):
                home = repository_above(os.path.dirname(way)) or os.path.realpath(folder)
                if is_within(os.path.dirname(way), home) and not is_within(way, home):
                    raise Unwritable(f"{way} is a link that leads elsewhere; remove it, or name the place it leads to")
            way = os.path.dirname(way)
    except OSError as error:  # the working folder is gone
        raise Unwritable(f"{path} cannot be written: {error.strerror or error}; nothing was changed") from None


@contextlib.contextmanager
def beside(target: str, data: bytes, lasting: bool = True) -> Iterator[str]:
    """Write bytes to a new file beside the target, like it but for them, and give its name; it is gone afterwards, renamed or not.

    Nobody can guess the name and lay a link there. Only what is `lasting` is brought to the disk.
    """
    written = os.path.join(os.path.dirname(target), f".ctmeasures.{os.urandom(8).hex()}.new")
    replacing = os.path.lexists(target)
    descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK, 0o600 if replacing else 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if replacing:
                _become_like(target, written)
            if lasting:
                os.fsync(descriptor)
        yield written
    finally:
        with contextlib.suppress(OSError):  # what cannot be removed now, the next writer removes
            os.unlink(written)


def _become_like(target: str, written: str) -> None:
    """Give a file the owner, mode, extended attributes and access list of another, or where there is none the mode of a new file."""
    try:
        found = os.lstat(target)
    except FileNotFoundError:
        os.chmod(written, 0o666 & ~_mask())
        return
    with contextlib.suppress(OSError, AttributeError):  # only the system's administrator may write for others
        os.chown(written, found.st_uid, found.st_gid)
    shutil.copystat(target, written)
    os.utime(written)


def clear(folder: str) -> None:
    """Remove the files of ours that a killed writer left in a folder; the lock must be held, so that they are surely dead."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            ours = _LEFT.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
            if ours and entry.stat(follow_symlinks=False).st_uid == os.geteuid():
                os.unlink(entry.path)


def _real(path: str) -> str:
    """Return a path without symbolic links; raise Unwritable where the working folder is gone."""
    try:
        return os.path.realpath(path)
    except OSError as error:
        raise Unwritable(f"{path} cannot be written: {error.strerror or error}; nothing was changed") from None


def settle(path: str, folder: str) -> None:
    """Bring a folder's new entry to the disk, where the system can; raise Unsettled where the disk fails, with the file as it is now."""
    try:
        descriptor = os.open(folder or ".", os.O_RDONLY)
    except OSError:  # one that may be written but not read
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno in _FAILING:
            why = f"{error.strerror}; after a power failure it may be as it was before"
            raise Unsettled(f"{path} was written, but its folder cannot be brought to the disk: {why}") from None
    finally:
        os.close(descriptor)


def _mask() -> int:
    """Return the bits that the user takes from the mode of new files."""
    taken = os.umask(0)
    os.umask(taken)
    return taken
