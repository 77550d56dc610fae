"""Reading a whole registry: `measures.yaml`, or the files of the folder `measures`, and the letters beside it."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ctmeasures.disk.files import DUTCH, LETTERS, is_dutch
from ctmeasures.disk.state import files_of, letters_beside
from ctmeasures.model.fields import REGISTRY
from ctmeasures.model.nearest import best
from ctmeasures.model.place import Level, Place, Problem
from ctmeasures.model.records import Letter, Registry
from ctmeasures.read import faults
from ctmeasures.read.file import SECTIONS, FileContents, read_file
from ctmeasures.read.letters import DutchDigests, read_dutch, read_letter, with_dutch
from ctmeasures.read.nodes import LOADERS
from ctmeasures.read.text import NO_TEXT


class Loaded(NamedTuple):
    """A registry as far as it could be read, and everything that reading found wrong with it."""

    registry: Registry
    problems: tuple[Problem, ...]


def nothing_read(loaded: Loaded) -> bool:
    """Tell whether a text is so faulty that nobody knows which measures it holds."""
    if any(problem.code in faults.STOPS for problem in loaded.problems):
        return True
    return not loaded.registry.measures and any(problem.level is Level.ERROR for problem in loaded.problems)


def load(path: str, loader: type[Any] = LOADERS[0]) -> Loaded:
    """Read a registry and its letters; raise Unreadable where its files themselves cannot be read."""
    return assemble(path, files_of(path), letters_beside(path), loader)


def assemble(
    path: str, files: Mapping[str, bytes], letters: Mapping[str, bytes] | None, loader: type[Any] = LOADERS[0]
) -> Loaded:
    """Make a registry of the bytes of its files and of its letter files, wherever they come from; no letters: no folder of them.

    The paths are those that problems name.
    """
    return join(path, [read_file(file, data, loader) for file, data in files.items()], letters, loader)


def join(
    path: str, parts: Sequence[FileContents], letters: Mapping[str, bytes] | None, loader: type[Any] = LOADERS[0]
) -> Loaded:
    """Make a registry of what its files hold, in the order of their names, and of the bytes of its letter files."""
    problems = [problem for part in parts for problem in part.problems]
    if all(any(problem.code in NO_TEXT for problem in part.problems) for part in parts):
        return Loaded(Registry(path), tuple(problems))
    values, twice = _joined(parts)
    problems += twice
    sections = {
        section: frozenset[str]().union(*(part.declared.get(section, ()) for part in parts)) for section in SECTIONS
    }
    lost = {section for part in parts for section in part.unreadable}
    read: dict[str, Letter] = {}
    if letters is None:
        lost.add("letters")
    else:
        read, faulty = _letters(letters, loader)
        sections["letters"] = frozenset(Path(file).stem for file in letters if not is_dutch(file))
        problems += faulty
    whole = letters is not None and all(problem.level is Level.WARNING for problem in problems)
    registry = REGISTRY.make(
        path=path, **values, letters=read, declared=sections, unreadable=frozenset(lost), whole=whole
    )
    assert isinstance(registry, Registry)
    if letters is None and (registry.measures or registry.packages):  # something cites a letter
        folder = os.path.join(os.path.dirname(path), LETTERS)
        problems.append(faults.no_letters(Place(folder, 1, 1)))
    return Loaded(registry, tuple(problems))


def _letters(files: Mapping[str, bytes], loader: type[Any]) -> tuple[dict[str, Letter], list[Problem]]:
    """Return the letters by their ids, each with its Dutch digests, and all problems of their files."""
    read: dict[str, Letter] = {}
    problems: list[Problem] = []
    dutch: dict[str, DutchDigests] = {}
    for file, content in files.items():
        if is_dutch(file):
            dutch[file.removesuffix(DUTCH)], faulty = read_dutch(file, content)
            problems += faulty
            continue
        letter, faulty = read_letter(file, content, loader)
        problems += faulty
        if letter is not None:
            read[letter.id] = letter
    keys = [Path(file).stem for file in files if not is_dutch(file)]
    for file, digests in dutch.items():
        key = os.path.basename(file)
        if key in read:
            read[key], surplus = with_dutch(read[key], digests)
            problems += surplus
        elif key not in keys:
            problems.append(faults.surplus_translation(digests.source.place(), f"no letter {key}", best(key, keys)))
    return read, problems


def _joined(parts: Sequence[FileContents]) -> tuple[dict[str, Any], list[Problem]]:
    """Return what the files of a registry say together, and the problems of what more than one of them says.

    The measures are in the order of their ids, but those of one file in the file's own order, whatever that is.
    """
    from heapq import merge

    values: dict[str, Any] = {}
    first: dict[tuple[str, ...], FileContents] = {}
    problems = []
    for part in parts:
        for field, said in part.values.items():
            if field == "measures":
                continue
            for path in [(field, key) for key in said] if isinstance(said, dict) else [(field,)]:
                if first.setdefault(path, part) is not part:
                    here, there = (one.source.place(*path) for one in (part, first[path]))
                    problems.append(faults.declared_twice(here, path[-1], there))
            values[field] = said | values.get(field, {}) if isinstance(said, dict) else values.get(field, said)
    lists = [part.values.get("measures", ()) for part in parts]
    values["measures"] = tuple(merge(*lists, key=lambda measure: measure.id))
    return values, problems
