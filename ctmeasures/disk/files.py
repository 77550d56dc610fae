"""Finding a registry and reading its files' bytes."""

import contextlib
import errno
import os
import stat
from functools import cache
from pathlib import Path
from typing import BinaryIO

from ctmeasures.disk.limit import max_bytes

NAME = "measures.yaml"
FOLDER = "measures"
ENDING = ".yaml"
LETTERS = "letters"
ONLY_A_FILE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # to open no link, and to wait for no pipe
DUTCH = ".nl.md"  # how the file of a letter's Dutch digests ends
_READ_ME = ("README.md", f"README{DUTCH}")


class Unreadable(Exception):
    """A file that cannot be read at all: `said` is which and why, and the message also what to do."""

    def __init__(self, said: str, remedy: str = "") -> None:
        super().__init__(f"{said}; {remedy}" if remedy else said)
        self.said = said


def find_registry(given: str | None, folder: Path) -> str:
    """Return the registry's path: the file `measures.yaml` or the folder `measures` in the folder or the nearest one above.

    What is given is the file, a folder that holds either of them, or a folder of files. Raises Unreadable where there is no
    registry, both of them, or a link to one elsewhere. The path found is relative to the folder; a folder's path ends with its name.
    """
    if given:
        _refuse_part(given)
        found = registry_in(given)
        if found is None:  # it is named itself, so it may lie wherever its name leads
            return _named(given) if os.path.isdir(given) else given
        refuse_away(found)
        return found
    for parent in [folder, *folder.parents]:
        found = registry_in(str(parent))
        if found is not None:
            found = _relative(found, str(folder))
            refuse_away(found)
            return found
    raise Unreadable(
        f"no {NAME} and no folder {FOLDER} here or in any folder above; go to a registry's folder, "
        "or name the registry with --registry PATH or CTMEASURES_REGISTRY"
    )


def _refuse_part(given: str) -> None:
    """Raise Unreadable for one file of a registry in a folder, which says nothing without the others and the letters."""
    folder, name = os.path.split(os.path.abspath(given))
    beside, of = os.path.split(folder)
    alone = os.path.isdir(os.path.join(folder, LETTERS)) or not os.path.isdir(os.path.join(beside, LETTERS))
    if of == FOLDER and is_registry_file(name) and os.path.isfile(given) and not alone:
        raise Unreadable(f"{given} is one file of a registry; name its folder, {os.path.dirname(given) or os.curdir}")


def registry_in(folder: str) -> str | None:
    """Return the path of the registry that a folder holds; raise Unreadable where there are two."""
    file, files = os.path.join(folder, NAME), os.path.join(folder, FOLDER)
    try:
        several = os.path.isdir(files) and bool(_files_in(files))
    except OSError:  # whoever reads it is told why
        several = True
    if not os.path.isfile(file):
        return files if several else None
    if several:
        raise Unreadable(
            f"{os.path.abspath(folder)} holds two registries, {NAME} and the folder {FOLDER}; "
            "make them one, or name one of them with --registry PATH"
        )
    return file


def refuse_away(path: str, folder: str | None = None) -> None:
    """Raise Unreadable for a link that leads out of a folder's repository, or into what git keeps there, where tokens may lie.

    Without a repository it may not leave the folder itself, which is the link's own unless another is told.
    """
    if not os.path.islink(path):
        return
    home = os.path.dirname(path) if folder is None else folder
    if not is_within(path, repository_above(home) or home):
        raise Unreadable(
            f"{path} is a link that leads out of the registry's repository or folder; "
            "put a file there, or name the registry itself with --registry PATH"
        )


def repository_above(folder: str) -> str | None:
    """Return the top of the repository that a folder lies in, without starting git; None where it lies in none."""
    top = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(top, ".git")):
        if top == os.path.dirname(top):
            return None
        top = os.path.dirname(top)
    return top


def is_within(path: str, folder: str) -> bool:
    """Tell whether a path leads into a folder, and there not into what git keeps, where tokens may lie."""
    steps = os.path.relpath(os.path.realpath(path), os.path.realpath(folder)).casefold().split(os.sep)
    return os.pardir not in steps and ".git" not in steps


def _named(folder: str) -> str:
    """Return a folder's path so that it ends with its name, beside which the letters lie."""
    plain = folder.rstrip(os.sep)
    if os.path.basename(plain) not in ("", os.curdir, os.pardir):
        return plain
    return _relative(os.path.abspath(folder), os.getcwd())


def _relative(path: str, folder: str) -> str:
    """Return a path as seen from a folder, which may lie in it, so that it ends with its name."""
    return os.path.normpath(os.path.join(os.path.relpath(os.path.dirname(path), folder), os.path.basename(path)))


def registry_files(path: str) -> list[str]:
    """Return the paths of a registry's files: the registry itself, or the files in it, sorted by name.

    Raises Unreadable where a folder holds none, or one that would be passed over or taken for another registry.
    """
    if not os.path.isdir(path):
        return [path]
    try:
        names = _files_in(path)
        odd = [name for name in os.listdir(path) if _is_misnamed(name)]
    except OSError as error:
        raise unreadable(path, error) from None
    if not names:
        raise Unreadable(f"{path} is a folder without a {NAME} or other {ENDING} files; name the registry itself")
    if odd:
        raise Unreadable(f"{os.path.join(path, min(odd))} would not be read; give it a name that ends in {ENDING}")
    if NAME in names:
        taken = os.path.join(path, NAME)
        raise Unreadable(f"{taken} is the name of a registry in one file; rename it, or name it with --registry PATH")
    paths = [os.path.join(path, name) for name in names]
    strange = next((one for one in paths if os.path.exists(one) and not os.path.isfile(one)), None)
    if strange:  # to read a pipe is to wait for whoever writes to it
        raise Unreadable(f"{strange} is no ordinary file; move it out of the folder")
    for one in paths:
        refuse_away(one, os.path.dirname(os.path.realpath(path)))
    return paths


def _files_in(folder: str) -> list[str]:
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if is_registry_file(entry.name) and not entry.is_dir())


def is_registry_file(name: str) -> bool:
    """Tell by its name whether a file of a registry's folder is read; hidden files are not."""
    return name.endswith(ENDING) and not name.startswith(".")


def _is_misnamed(name: str) -> bool:
    return name.casefold().endswith((".yml", ENDING)) and not name.endswith(ENDING) and not name.startswith(".")


def is_file_of(registry: str, path: str) -> bool:
    """Tell whether a file of this path, also one that is still to be written, is a file of the registry itself."""
    if os.path.isdir(registry):
        folder, name = os.path.split(path)
        return is_registry_file(name) and os.path.realpath(folder) == os.path.realpath(registry)
    with contextlib.suppress(OSError):  # it may be gone since it was read
        return os.path.samefile(path, registry)
    return os.path.realpath(path) == os.path.realpath(registry)


def read_bytes(path: str) -> bytes:
    """Return a file's bytes, at most one more than the limit; raise Unreadable where it cannot be read."""
    try:
        with open_ordinary(path) as file:  # room for all that may be read costs time
            return file.read(min(os.fstat(file.fileno()).st_size, max_bytes()) + 1)
    except OSError as error:
        raise unreadable(path, error) from None


def read_whole(path: str) -> bytes:
    """Return all of a file's bytes; raise Unreadable where it cannot be read, or has more than the limit."""
    data = read_bytes(path)
    if len(data) > (limit := max_bytes()):
        raise Unreadable(f"{path} is too large to read; it has at most {limit:,} bytes")
    return data


def open_ordinary(path: str) -> BinaryIO:
    """Open a file on a disk to read its bytes; raise OSError, at once, for a pipe, a device, and what the system makes up."""
    return open(path, "rb", opener=_open_ordinary)


def _open_ordinary(path: str, flags: int) -> int:
    _refuse_odd(os.stat(path))  # merely to open a device can set it going
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    try:
        _refuse_odd(os.fstat(descriptor))
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _refuse_odd(about: os.stat_result) -> None:
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(about.st_mode) or about.st_dev in _made_up():
        raise OSError(errno.EINVAL, "it is no ordinary file")


@cache
def _made_up() -> frozenset[int]:
    """Return the devices of what looks like files and is made up by the system as it is read: processes, settings, its log."""
    return frozenset(os.stat(one).st_dev for one in ("/proc", "/sys") if os.path.ismount(one))


def journal_path(registry: str) -> str:
    """Return the path of a registry's journal (`disk/journal.py`), hidden beside it, where its letters are too."""
    return os.path.join(os.path.dirname(registry), f".{os.path.basename(registry)}.ctmeasures.journal")


def letter_files(registry: str) -> list[str]:
    """Return the paths of the letter files beside a registry, sorted by name, with those of their Dutch digests; a README and hidden files are none.

    Raises FileNotFoundError where there is no folder of letters, and Unreadable where it or a letter is a link to one elsewhere.
    """
    beside = os.path.dirname(registry)
    folder = os.path.join(beside, LETTERS)
    refuse_away(folder)
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if is_letter_file(entry.name) and not entry.is_dir()]
    for entry in found:
        if entry.is_symlink():
            refuse_away(entry.path, beside)
    return sorted(entry.path for entry in found if entry.is_file() or os.path.exists(entry.path))


def is_letter_file(name: str) -> bool:
    """Tell by its name whether a file of the folder of letters is read: a letter, or its Dutch digests."""
    return name.endswith(".md") and name not in _READ_ME and not name.startswith(".")


def is_dutch(path: str) -> bool:
    """Tell by its name whether a letter file holds Dutch digests, and is no letter of its own."""
    return path.endswith(DUTCH)


def is_letter_of(registry: str, path: str) -> bool:
    """Tell whether a file of this path, also one that is still to be written, is read as a letter of the registry."""
    folder, name = os.path.split(path)
    letters = os.path.join(os.path.dirname(registry), LETTERS)
    return is_letter_file(name) and os.path.realpath(folder) == os.path.realpath(letters)


def unreadable(path: str, error: OSError) -> Unreadable:
    """Return what says why a file cannot be read, and what to do where it is a registry's."""
    if isinstance(error, FileNotFoundError):
        return Unreadable(
            f"there is no file {path}", "name one that exists with --registry PATH or CTMEASURES_REGISTRY"
        )
    if isinstance(error, IsADirectoryError):
        return Unreadable(f"{path} is a folder", "name a file")
    return Unreadable(f"{path} cannot be read: {error.strerror or error}")
