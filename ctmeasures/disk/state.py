"""What the files of a registry hold: all of a change of several files, or nothing of it."""

import os

from ctmeasures.disk.files import LETTERS, journal_path, letter_files, read_bytes, registry_files, unreadable


def files_of(path: str) -> dict[str, bytes]:
    """Return the bytes of a registry's files by their paths, sorted by name; raise Unreadable where they cannot be read."""
    return _as_before(path, {file: read_bytes(file) for file in registry_files(path)})


def letters_beside(path: str) -> dict[str, bytes] | None:
    """Return the bytes of the letter files beside a registry by their paths, sorted by name; None where there is no folder of them."""
    folder = os.path.join(os.path.dirname(path), LETTERS)
    try:
        return _as_before(path, {file: read_bytes(file) for file in letter_files(path)})
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(folder, error) from None


def _as_before(registry: str, found: dict[str, bytes]) -> dict[str, bytes]:
    """Return files as they were before a change of several that is not finished."""
    if not os.path.lexists(journal_path(registry)):
        return found
    from ctmeasures.disk.journal import as_before

    return as_before(registry, found)
