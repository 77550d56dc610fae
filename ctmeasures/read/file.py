"""Reading one file of a registry, whatever else belongs to the registry."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ctmeasures.model.fields import REGISTRY
from ctmeasures.model.place import NOWHERE, Document, Located, Problem
from ctmeasures.read.nodes import LOADERS, NO_TEXT, decode, parse, plain_value
from ctmeasures.read.nodes import Mapping as MappingNode
from ctmeasures.read.places import Doubt, Inside, Lines, late
from ctmeasures.read.plain import measures, section
from ctmeasures.read.reader import Reader, declared, unreadable
from ctmeasures.read.values import head, measure

SECTIONS = ("organisations", "areas", "packages", "measures")
_NO_MEASURES = "measures: []\n"  # stands for the measures, which are read in another way than the head of the file


class Told(NamedTuple):
    """What a file that has nothing wrong says, as it can be kept: its head ends where the measures' section starts.

    Of each measure there is its id, what it says, as a line of JSON, and where its lines start and end.
    """

    head: Any
    end: int
    ids: Sequence[str]
    measures: Sequence[str]
    spans: Sequence[tuple[int, int]]


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
    told: Told | None = None


def read_part(path: str, data: bytes, loader: type[Any] = LOADERS[0], telling: bool = False) -> Part:
    """Read one file of a registry; the path is that which problems name. With `telling`, keep what it says if nothing is wrong."""
    document, problems = decode(path, data)
    if any(problem.code in NO_TEXT for problem in problems):
        return Part({}, {}, frozenset(SECTIONS), tuple(problems))
    if not problems:
        try:
            return read_quickly(document, loader, telling)
        except Doubt:
            pass
    part = read_carefully(document, problems, loader)
    if telling and not part.problems and not part.values.get("measures") and isinstance(part.source, MappingNode):
        return part._replace(told=Told(plain_value(part.source), len(document.text), (), (), ()))
    return part


def read_quickly(document: Document, loader: type[Any] = LOADERS[0], telling: bool = False) -> Part:
    """Read a file that has nothing wrong; raise Doubt for any other."""
    end = section(document)
    found, lines, spans = [], [], []
    encode = encoder() if telling else None
    for said, where in measures(document, end, loader):
        found.append(measure(said, where))
        if encode:
            lines.append(encode(said))
            spans.append((where.start, where.end))
    part = read_carefully(Document(document.path, document.text[:end] + _NO_MEASURES), [], loader)
    if part.problems or not isinstance(part.source, MappingNode):
        raise Doubt
    ids = [one.id for one in found]
    return part._replace(
        values={**part.values, "measures": tuple(found)},
        declared={**part.declared, "measures": frozenset(ids)},
        told=Told(plain_value(part.source), end, ids, lines, spans) if telling else None,
    )


def part_of(told: Told, path: str, data: bytes) -> Part:
    """Return what a file holds of which this was kept; raise Doubt where it cannot be."""
    from json import loads

    opened = late(path, data)
    lines = Lines(opened, 0, told.end)
    values = head(told.head, lines)
    found = [
        measure(loads(said), Lines(opened, start, end))
        for said, (start, end) in zip(told.measures, told.spans, strict=True)
    ]
    declared = {section: frozenset(values.get(section, ())) for section in SECTIONS}
    return Part(
        {**values, "measures": tuple(found)},
        declared | {"measures": frozenset(told.ids)},
        frozenset(),
        (),
        Inside(lines, (), frozenset(told.head)),
        told,
    )


def encoder() -> Callable[[Any], str]:
    """Return what writes down what a measure says in one line."""
    from json import JSONEncoder

    return JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def read_carefully(document: Document, problems: list[Problem], loader: type[Any]) -> Part:
    """Read a file with the place of everything in it; `problems` are those that are known already."""
    root, found = parse(document, loader=loader)
    reader = Reader(document)
    values = reader.fields(REGISTRY, root) or {}
    values.pop("version", None)
    problems = [*problems, *found, *reader.problems]
    source = root if isinstance(root, MappingNode) else NOWHERE
    return Part(values, declared(root, SECTIONS), unreadable(root, SECTIONS), tuple(problems), source)
