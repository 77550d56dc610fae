"""Reading a whole registry: `measures.yaml` and the letters beside it."""

import os
from typing import Any, NamedTuple

from ctmeasures.model.fields import REGISTRY
from ctmeasures.model.place import Level, Place, Problem
from ctmeasures.model.records import Letter, Registry
from ctmeasures.store import faults
from ctmeasures.store.files import LETTERS, Unreadable, read_bytes, why
from ctmeasures.store.letters import read_letter
from ctmeasures.store.reader import Reader, declared, unreadable
from ctmeasures.store.strict import LOADERS, decode, parse

SECTIONS = ("organisations", "areas", "packages", "measures")


class Loaded(NamedTuple):
    """A registry as far as it could be read, and everything that reading found wrong with it."""

    registry: Registry
    problems: tuple[Problem, ...]

    @property
    def faulty(self) -> bool:
        """Tell whether there is a problem that is more than a warning."""
        return any(problem.level is Level.ERROR for problem in self.problems)


def load(path: str, loader: type[Any] = LOADERS[0]) -> Loaded:
    """Read a registry and its letters; raise Unreadable where the file itself cannot be read."""
    document, problems = decode(path, read_bytes(path))
    if any(problem.code in ("too-large", "not-utf8") for problem in problems):
        return Loaded(Registry(path), tuple(problems))
    root, found = parse(document, loader=loader)
    reader = Reader(document)
    values = reader.fields(REGISTRY, root) or {}
    letters, names, letter_problems = _letters(path, loader)
    values.pop("version", None)
    sections = dict(declared(root, SECTIONS))
    lost = set(unreadable(root, SECTIONS))
    if names is None:
        lost.add("letters")
    else:
        sections["letters"] = names
    registry = REGISTRY.make(path=path, **values, letters=letters, declared=sections, unreadable=frozenset(lost))
    assert isinstance(registry, Registry)
    if names is None and not (registry.measures or registry.packages):
        letter_problems = []  # nothing cites a letter yet
    return Loaded(registry, (*problems, *found, *reader.problems, *letter_problems))


def _letters(path: str, loader: type[Any]) -> tuple[dict[str, Letter], frozenset[str] | None, list[Problem]]:
    """Read the letter files beside the registry, in the order of their names; README.md is none. No names: no folder."""
    folder = os.path.join(os.path.dirname(path), LETTERS)
    try:
        with os.scandir(folder) as entries:
            files = [entry.name for entry in entries if entry.name.endswith(".md") and entry.is_file()]
        names = sorted(name for name in files if name != "README.md" and not name.startswith("."))
    except FileNotFoundError:
        return {}, None, [faults.no_letters(Place(folder, 1, 1))]
    except OSError as error:
        raise Unreadable(why(folder, error)) from None
    letters: dict[str, Letter] = {}
    problems: list[Problem] = []
    for name in names:
        file = os.path.join(folder, name)
        letter, found = read_letter(file, read_bytes(file), loader)
        problems += found
        if letter is not None:
            letters[letter.id] = letter
    return letters, frozenset(name.removesuffix(".md") for name in names), problems
