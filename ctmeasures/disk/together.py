"""Writing several files of a registry as one: all of them or none, also where the writer is killed between two of them."""

import os
import time
from collections.abc import Callable, Iterable, Sequence

from ctmeasures.disk.files import LETTERS, journal_path
from ctmeasures.disk.journal import Kept, fingerprint, journal_text, now_in, read_journal, unfinished
from ctmeasures.disk.write import (
    TRIES,
    Overtaken,
    Unsettled,
    Unwritable,
    beside,
    create,
    lock,
    refuse_detour,
    replace,
    settle,
)

Change = tuple[str, bytes | None, bytes]
"""A file, the bytes that it has, none where it is new, and those that it gets."""


def rewrite_all(
    registry: str,
    change: Callable[[], Iterable[Change]],
    waiting: Callable[[], None] = lambda: None,
    files: Iterable[str] = (),
) -> None:
    """Replace the bytes of `files` of a registry, all or none, under the locks of its folders and theirs.

    What a killed writer has left undone is taken back first. `change` gives the files that differ; where another program changes
    one meanwhile, it is asked anew, so it must know what of its own is there already. What it raises leaves all as it is.
    Raises Unreadable and Unwritable.
    """
    letters = os.path.join(os.path.dirname(registry), LETTERS)
    folders = [os.path.join(letters, "-")] if os.path.isdir(letters) else []
    with lock(journal_path(registry), waiting, [*files, *folders]):
        _take_back(registry)
        for _ in range(TRIES):
            try:
                _write(registry, [one for one in change() if one[1] != one[2]])
            except Overtaken:
                continue
            return
        raise Overtaken(f"{registry} is written by another program again and again; nothing was changed")


def _write(registry: str, changes: Sequence[Change]) -> None:
    """Write files; of more than one, what they held is in the journal until the last of them is on the disk."""
    if len(changes) < 2:
        for path, old, new in changes:
            _put(path, old, new)
        return
    _begin(registry, changes)
    begun: list[Kept] = []
    try:
        for path, old, new in changes:
            begun.append(Kept(path, old, fingerprint(new)))
            _put(path, old, new)
        os.unlink(journal_path(registry))  # from here on all is as it is now
    except BaseException as fault:
        left = not _restored(registry, begun)
        if isinstance(fault, Overtaken) and not left:
            raise
        if isinstance(fault, Unwritable | OSError):
            raise Unwritable(_why(fault, left)) from None
        raise
    settle(registry, os.path.dirname(registry))


def _why(fault: Exception, left: bool) -> str:
    """Say why files could not be written, and where they could not be brought back either, who will do so."""
    if isinstance(fault, OSError):
        said = f"{fault.filename} cannot be removed: {fault.strerror or fault}"
    elif isinstance(fault, Unsettled):
        said = str(fault).partition(";")[0].replace(" was written, but its folder", ": its folder")
    else:
        said = str(fault).removesuffix("; nothing was changed")
    return f"{said}; nothing was changed{', for the next command that writes brings back what was written' if left else ''}"


def _put(path: str, old: bytes | None, new: bytes) -> None:
    if old is None:
        create(path, new)
    else:
        replace(path, new, old)


def _begin(registry: str, changes: Sequence[Change]) -> None:
    """Write the journal, at once and whole, and bring it to the disk; raise Unwritable where it cannot be."""
    path = journal_path(registry)
    day = int(time.time())
    try:
        with beside(path, b"") as written:
            os.utime(written, (day, day))
            with open(written, "r+b") as file:
                about = os.fstat(file.fileno())
                file.write(journal_text(registry, {one: (old, new) for one, old, new in changes}, about))
                file.flush()
                os.utime(written, (day, day))
                os.fsync(file.fileno())
            os.link(written, path)
    except OSError as error:
        raise Unwritable(f"{path} cannot be written: {error.strerror or error}; nothing was changed") from None
    try:
        settle(path, os.path.dirname(path))
    except Unsettled:
        os.unlink(path)
        raise Unwritable(f"{path} cannot be brought to the disk; nothing was changed") from None


def _take_back(registry: str) -> None:
    """Bring the files back that a killed writer has left between two states; the locks must be held.

    Raises Unwritable where they cannot be, or where nobody can know any more what they were.
    """
    journal = read_journal(registry)
    if journal is None:
        return
    if journal.fault:
        raise Unwritable(unfinished(registry))
    for one in journal.files:
        refuse_detour(one.path, os.path.dirname(registry))
    if not _restored(registry, journal.files):
        raise Unwritable(
            f"{journal.path} tells of a change that was cut off, which cannot be taken back now; see to the disk and the rights of its files"
        )


def _restored(registry: str, files: Sequence[Kept]) -> bool:
    """Bring files back to what they held, but for those that somebody else has changed since, then remove the journal; tell whether it went."""
    try:
        for one in reversed(files):
            now = now_in(one.path)
            if now is None or not one.holds_new(now):
                continue
            if one.old is not None:
                replace(one.path, one.old, now)
            else:
                os.unlink(one.path)
                settle(one.path, os.path.dirname(one.path))
        os.unlink(journal_path(registry))
        settle(registry, os.path.dirname(registry))
    except (OSError, Unwritable):
        return not os.path.lexists(journal_path(registry))
    return True
