"""Reading one file of a registry, whatever else belongs to the registry."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ctmeasures.model.fields import DECLARED, MEASURE, REGISTRY
from ctmeasures.model.place import NOWHERE, Document, Located, Problem
from ctmeasures.model.records import Measure
from ctmeasures.read.careful import Careful
from ctmeasures.read.nodes import LOADERS, Value, plain_value
from ctmeasures.read.places import Doubt, Inside, SoundDocument, Stretch
from ctmeasures.read.plain import measures, section
from ctmeasures.read.reader import Reader, Reported, Torn, sound
from ctmeasures.read.text import NO_TEXT, decode

SECTIONS = (*DECLARED, "measures")
_NO_MEASURES = "measures: []\n"  # stands for the measures, which are read in another way than the head of the file


class PlainFile(NamedTuple):
    """What a file that has nothing wrong says, as it can be kept: its head ends where the measures' section starts.

    Of each measure there is its id, what it says, as a line of JSON, and where its lines start and end.
    """

    head: Any
    end: int
    ids: Sequence[str]
    measures: Sequence[str]
    spans: Sequence[tuple[int, int]]


class FileContents(NamedTuple):
    """What one file holds: records by the registry's fields, and everything that reading found wrong with it.

    `declared` names, by section, the keys that are written down, also those of records too faulty to be read;
    of the sections that are `unreadable` nobody knows what they declare. `source` knows where it all stands.
    """

    values: Mapping[str, Any]
    declared: Mapping[str, frozenset[str]]
    unreadable: frozenset[str]
    problems: tuple[Problem, ...]
    source: Located = NOWHERE
    plain: PlainFile | None = None


def read_file(path: str, data: bytes, loader: type[Any] = LOADERS[0], with_plain: bool = False) -> FileContents:
    """Read one file of a registry; the path is that which problems name. `with_plain` keeps what it says if nothing is wrong."""
    document, problems = decode(path, data)
    if any(problem.code in NO_TEXT for problem in problems):
        return FileContents({}, {}, frozenset(SECTIONS), tuple(problems))
    if not problems:
        try:
            return read_quickly(document, loader, with_plain, SoundDocument(path, data))
        except Doubt:
            pass
    part = read_carefully(document, problems, loader)
    if with_plain and not part.problems and not part.values.get("measures"):
        return part._replace(plain=PlainFile(_said(part), len(document.text), (), (), ()))
    return part


def read_quickly(
    document: Document, loader: type[Any] = LOADERS[0], with_plain: bool = False, source: Document | None = None
) -> FileContents:
    """Read a file that has nothing wrong; raise Doubt for any other.

    Places are looked up in its `source`, if any, which need not keep the text that was read.
    """
    end = section(document)
    head = read_carefully(Document(document.path, document.text[:end] + _NO_MEASURES), [], loader)
    if head.problems:
        raise Doubt
    found, lines, spans = [], [], []
    encode = encoder() if with_plain else None
    for said, where in measures(document, end, loader, source):
        found.append(sound(MEASURE, said, where))
        if encode:
            lines.append(encode(said))
            spans.append((where.start, where.end))
    ids = [one.id for one in found]
    return _with_measures(head, found, ids, PlainFile(_said(head), end, ids, lines, spans) if with_plain else None)


def contents_of(plain: PlainFile, path: str, data: bytes) -> FileContents:
    """Return what a file holds of which this was kept; raise Doubt where it cannot be."""
    from json import loads

    document = SoundDocument(path, data)
    reader = Reader(Stretch(document, 0, plain.end))
    head = _contents(reader, plain.head)
    if reader.faults:
        raise Doubt
    found = [
        sound(MEASURE, loads(said), Stretch(document, start, end))
        for said, (start, end) in zip(plain.measures, plain.spans, strict=True)
    ]
    return _with_measures(head, found, plain.ids, plain)


def _said(part: FileContents) -> Value:
    """Return what a file says that was read carefully."""
    assert isinstance(part.source, Inside)
    return plain_value(part.source.stretch.node)


def _with_measures(
    head: FileContents, found: Sequence[Measure], ids: Sequence[str], plain: PlainFile | None
) -> FileContents:
    return head._replace(
        values={**head.values, "measures": tuple(found)},
        declared={**head.declared, "measures": frozenset(ids)},
        plain=plain,
    )


def encoder() -> Callable[[Any], str]:
    """Return what writes down what a measure says in one line."""
    from json import JSONEncoder

    return JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def read_carefully(document: Document, problems: list[Problem], loader: type[Any]) -> FileContents:
    """Read a file with the place of everything in it; `problems` are those that are known already."""
    careful = Careful(document, 0, len(document.text), loader)
    part = _contents(careful.reader, careful.value)
    return part._replace(problems=(*problems, *careful.problems, *careful.faults()))


def _contents(reader: Reader, value: Any) -> FileContents:
    """Return what a file holds that says this."""
    values = reader.fields(REGISTRY, value)
    values.pop("version", None)
    if not isinstance(value, dict):
        return FileContents(values, {}, frozenset(SECTIONS), ())
    lost = [name for name in SECTIONS if _lost(name, value)]
    return FileContents(values, _declared(value), frozenset(lost), (), Inside(reader.stretch, (), frozenset(value)))


def _lost(name: str, value: dict[str, Any]) -> bool:
    """Tell whether nobody knows what a section declares, since it, or a key of it, could not be read."""
    section = value.get(name)
    if section is None:
        return type(value) is Torn
    if name == "measures":
        return isinstance(section, list) and any(isinstance(one, Reported) for one in section)
    return type(section) is not dict


def _declared(value: dict[str, Any]) -> dict[str, frozenset[str]]:
    """Return by section the keys that are written down, whether or not their records could be read."""
    found = {}
    for name in SECTIONS:
        section = value.get(name)
        if isinstance(section, dict):
            found[name] = frozenset(map(str, section))
        elif isinstance(section, list):
            ids = (item.get("id") for item in section if isinstance(item, dict))
            found[name] = frozenset(str(one) for one in ids if isinstance(one, str))
    return found
