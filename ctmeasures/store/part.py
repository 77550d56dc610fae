"""Reading one file of a registry, whatever else belongs to the registry."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ctmeasures.model.fields import REGISTRY
from ctmeasures.model.place import NOWHERE, Document, Located, Problem
from ctmeasures.store.quick import Doubt, measure, measures, section
from ctmeasures.store.reader import Reader, declared, unreadable
from ctmeasures.store.strict import LOADERS, NO_TEXT, decode, parse
from ctmeasures.store.strict import Mapping as MappingNode

SECTIONS = ("organisations", "areas", "packages", "measures")
_NO_MEASURES = "measures: []\n"  # stands for the measures, which are read in another way than the head of the file


class Part(NamedTuple):
    """What one file holds: records by the registry's fields, and everything that reading found wrong with it.

    `declared` names, by section, the keys that are written down, also those of records too faulty to be read;
    of the sections that are `unreadable` nobody knows what they declare. `source` knows where it all stands.
    """

    values: Mapping[str, Any]
    declared: Mapping[str, frozenset[str]]
    unreadable: frozenset[str]
    problems: tuple[Problem, ...]
    source: Located = NOWHERE


def read_part(path: str, data: bytes, loader: type[Any] = LOADERS[0]) -> Part:
    """Read one file of a registry; the path is that which problems name."""
    document, problems = decode(path, data)
    if any(problem.code in NO_TEXT for problem in problems):
        return Part({}, {}, frozenset(SECTIONS), tuple(problems))
    if not problems:
        try:
            return read_quickly(document, loader)
        except Doubt:
            pass
    return read_carefully(document, problems, loader)


def read_quickly(document: Document, loader: type[Any]) -> Part:
    """Read a file that has nothing wrong; raise Doubt for any other."""
    end = section(document)
    found = tuple(measure(said, lines) for said, lines in measures(document, end, loader))
    head = Document(document.path, document.text[:end] + _NO_MEASURES)
    part = read_carefully(head, [], loader)
    if part.problems:
        raise Doubt
    ids = frozenset(one.id for one in found)
    return part._replace(values={**part.values, "measures": found}, declared={**part.declared, "measures": ids})


def read_carefully(document: Document, problems: list[Problem], loader: type[Any]) -> Part:
    """Read a file with the place of everything in it; `problems` are those that are known already."""
    root, found = parse(document, loader=loader)
    reader = Reader(document)
    values = reader.fields(REGISTRY, root) or {}
    values.pop("version", None)
    problems = [*problems, *found, *reader.problems]
    source = root if isinstance(root, MappingNode) else NOWHERE
    return Part(values, declared(root, SECTIONS), unreadable(root, SECTIONS), tuple(problems), source)
