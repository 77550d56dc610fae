"""Reading a whole registry: `measures.yaml` and the letters beside it."""

import os
from pathlib import Path
from typing import Any, NamedTuple

from ctmeasures.model.fields import REGISTRY
from ctmeasures.model.place import Place, Problem
from ctmeasures.model.records import Letter, Registry
from ctmeasures.store import faults
from ctmeasures.store.files import LETTERS, Unreadable, letter_files, read_bytes, why
from ctmeasures.store.letters import read_letter
from ctmeasures.store.reader import Reader, declared, unreadable
from ctmeasures.store.strict import LOADERS, NO_TEXT, decode, parse

SECTIONS = ("organisations", "areas", "packages", "measures")


class Loaded(NamedTuple):
    """A registry as far as it could be read, and everything that reading found wrong with it."""

    registry: Registry
    problems: tuple[Problem, ...]


def load(path: str, loader: type[Any] = LOADERS[0]) -> Loaded:
    """Read a registry and its letters; raise Unreadable where the file itself cannot be read."""
    document, problems = decode(path, read_bytes(path))
    if any(problem.code in NO_TEXT for problem in problems):
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
        files = letter_files(path)
    except FileNotFoundError:
        return {}, None, [faults.no_letters(Place(folder, 1, 1))]
    except OSError as error:
        raise Unreadable(why(folder, error)) from None
    letters: dict[str, Letter] = {}
    problems: list[Problem] = []
    for file in files:
        letter, found = read_letter(file, read_bytes(file), loader)
        problems += found
        if letter is not None:
            letters[letter.id] = letter
    return letters, frozenset(Path(file).stem for file in files), problems
