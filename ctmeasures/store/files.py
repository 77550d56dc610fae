"""Finding a registry and reading its files' bytes."""

import os
from pathlib import Path

from ctmeasures.store.strict import MAX_BYTES

NAME = "measures.yaml"
LETTERS = "letters"


class Unreadable(Exception):
    """A file that cannot be read at all; the message says which, why, and what to do."""


def find_registry(given: str | None, folder: Path) -> str:
    """Return the registry's path: the given file or the one in the given folder, else `measures.yaml` in the folder or the nearest one above.

    Raises Unreadable where there is none. The path found is relative to the folder.
    """
    if given:
        inside = os.path.join(given, NAME)
        return inside if os.path.isfile(inside) else given
    for parent in [folder, *folder.parents]:
        if (parent / NAME).is_file():
            return os.path.relpath(parent / NAME, folder)
    raise Unreadable(
        f"no {NAME} here or in any folder above; go to a registry's folder, "
        "or name the file with --registry PATH or CTMEASURES_REGISTRY"
    )


def read_bytes(path: str) -> bytes:
    """Return a file's bytes, at most one more than the limit; raise Unreadable where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable(why(path, error)) from None


def letter_files(registry: str) -> list[str]:
    """Return the paths of the letter files beside a registry, sorted by name; README.md and hidden files are none.

    Raises FileNotFoundError where there is no folder of letters.
    """
    folder = os.path.join(os.path.dirname(registry), LETTERS)
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if is_letter_file(entry.name) and entry.is_file()]
    return [os.path.join(folder, name) for name in sorted(names)]


def is_letter_file(name: str) -> bool:
    """Tell by its name whether a file of the folder of letters is a letter."""
    return name.endswith(".md") and name != "README.md" and not name.startswith(".")


def is_letter_of(registry: str, path: str) -> bool:
    """Tell whether a file of this path, also one that is still to be written, is read as a letter of the registry."""
    folder, name = os.path.split(path)
    letters = os.path.join(os.path.dirname(registry), LETTERS)
    return is_letter_file(name) and os.path.realpath(folder) == os.path.realpath(letters)


def why(path: str, error: OSError) -> str:
    """Say in one sentence why a file cannot be read, and what to do."""
    if isinstance(error, FileNotFoundError):
        return f"there is no file {path}; name one that exists with --registry PATH or CTMEASURES_REGISTRY"
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder without a {NAME}; name the file itself"
    return f"{path} cannot be read: {error.strerror or error}"
