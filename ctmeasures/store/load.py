"""Reading a whole registry: `measures.yaml` and the letters beside it."""

import os
from dataclasses import dataclass
from pathlib import Path

from ctmeasures.model.fields import REGISTRY
from ctmeasures.model.place import Level, Problem
from ctmeasures.model.records import Letter, Registry
from ctmeasures.store.letters import read_letter
from ctmeasures.store.reader import Reader, declared
from ctmeasures.store.strict import LOADERS, MAX_BYTES, decode, parse

NAME = "measures.yaml"
LETTERS = "letters"
SECTIONS = ("organisations", "areas", "packages", "measures")


class Unreadable(Exception):
    """A file that cannot be read at all; the message says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A registry as far as it could be read, and everything that reading found wrong with it."""

    registry: Registry
    problems: tuple[Problem, ...]

    @property
    def faulty(self) -> bool:
        """Tell whether there is a problem that is more than a warning."""
        return any(problem.level is Level.ERROR for problem in self.problems)


def find_registry(given: str | None, folder: Path) -> str:
    """Return the registry's path: the given one, else `measures.yaml` in the folder or the nearest one above.

    Raises Unreadable where there is none. The path is relative where that is shorter to read.
    """
    if given:
        return given
    for parent in [folder, *folder.parents]:
        if (parent / NAME).is_file():
            return os.path.relpath(parent / NAME, folder)
    raise Unreadable(
        f"no {NAME} here or in any folder above; go to a registry's folder, "
        "or name the file with --registry PATH or CTMEASURES_REGISTRY"
    )


def load(path: str, loader: type = LOADERS[0]) -> Loaded:
    """Read a registry and its letters; raise Unreadable where the file itself cannot be read."""
    document, problems = decode(path, _bytes(path))
    if any(problem.code in ("too-large", "not-utf8") for problem in problems):
        return Loaded(Registry(path), tuple(problems))
    root, found = parse(document, loader=loader)
    reader = Reader(document)
    values = reader.fields(REGISTRY, root) or {}
    letters, names, letter_problems = _letters(path)
    values.pop("version", None)
    registry = REGISTRY.make(
        path=path, **values, letters=letters, declared={**declared(root, SECTIONS), "letters": names}
    )
    assert isinstance(registry, Registry)
    return Loaded(registry, (*problems, *found, *reader.problems, *letter_problems))


def letters_folder(path: str) -> str:
    """Return the folder of the letters that belong to a registry file."""
    return os.path.join(os.path.dirname(path), LETTERS)


def _letters(path: str) -> tuple[dict[str, Letter], frozenset[str], list[Problem]]:
    """Read the letter files beside the registry, in the order of their names; README.md is none."""
    folder = letters_folder(path)
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".md") and name != "README.md")
    except FileNotFoundError:
        names = []
    except OSError as error:
        raise Unreadable(_why(folder, error)) from None
    letters: dict[str, Letter] = {}
    problems: list[Problem] = []
    for name in names:
        file = os.path.join(folder, name)
        letter, found = read_letter(file, _bytes(file))
        problems += found
        if letter is not None:
            letters[letter.id] = letter
    return letters, frozenset(name.removesuffix(".md") for name in names), problems


def _bytes(path: str) -> bytes:
    """Return a file's bytes, at most one more than the limit."""
    try:
        with open(path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable(_why(path, error)) from None


def _why(path: str, error: OSError) -> str:
    """Say in one sentence why a file cannot be read, and what to do."""
    if isinstance(error, FileNotFoundError):
        return f"there is no file {path}; name the registry with --registry PATH"
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder; name the file in it, such as {os.path.join(path, NAME)}"
    return f"{path} cannot be read: {error.strerror or error}"
