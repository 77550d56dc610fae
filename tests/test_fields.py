"""One table of fields: the records, the reader, the JSON Schema and the repository's own data agree with it."""

import json
import re
from collections.abc import Callable
from dataclasses import MISSING, fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from support import EXAMPLE, ROOT

from ctmeasures.intake.sheet_fields import ITEM, SHEET, SUGGESTIONS, Item
from ctmeasures.model.fields import EVENT, MEASURE, SHAPES, ListOf, MapOf, Shape, slug
from ctmeasures.model.place import Document, Level
from ctmeasures.model.schema import registry_schema
from ctmeasures.read.nodes import Mapping, Node, Scalar, Sequence, parse
from ctmeasures.read.registry import load
from ctmeasures.read.text import decode
from ctmeasures.render.schema import json_schema

SCHEMA = ROOT / "ctmeasures" / "schema" / "registry.schema.json"

# What a record has and its table has not: where it stands in a file, and what is no field there.
BESIDE = {
    "registry": {"standings", "codings", "path", "letters", "declared", "unreadable", "whole", "last_states"},
    "letter": {"id", "passages"},  # the file's name and its body
}


def named(shape: Shape) -> str:
    return shape.name


def shapes_in(kind: object) -> dict[str, Shape]:
    """Return the shapes that a kind of value holds, by name, and it itself where it is one."""
    if isinstance(kind, Shape):
        inner = [shapes_in(field.kind) for field in kind.fields]
        return {name: shape for found in inner for name, shape in found.items()} | {kind.name: kind}
    return shapes_in(kind.item if isinstance(kind, ListOf) else kind.value) if isinstance(kind, ListOf | MapOf) else {}


OF_A_SHEET = [shape for shape in (shapes_in(SHEET) | shapes_in(SUGGESTIONS)).values() if shape not in SHAPES]

# The table and the records


@pytest.mark.parametrize("shape", SHAPES, ids=named)
def test_every_field_is_an_attribute_and_every_attribute_a_field(shape: Shape) -> None:
    wanted = {field.name for field in shape.fields} - {"version"} | {shape.keyed or "source", "source"}
    if shape.name == "registry":
        wanted -= {"source"}
    assert {field.name for field in fields(shape.make)} == wanted | BESIDE.get(shape.name, set())


@pytest.mark.parametrize(
    "shape",
    [
        shape
        for shape in SHAPES
        if shape.name != "registry"  # of a file that cannot be read an empty registry is made
    ],
    ids=named,
)
def test_a_field_has_a_default_exactly_when_it_is_not_required(shape: Shape) -> None:
    optional = {
        field.name
        for field in fields(shape.make)
        if field.default is not MISSING or field.default_factory is not MISSING
    }
    assert {field.name for field in shape.fields if not field.required} == optional & {
        field.name for field in shape.fields
    }


@pytest.mark.parametrize("shape", OF_A_SHEET, ids=named)
def test_the_records_of_a_coding_sheet_have_the_fields_of_their_tables(shape: Shape) -> None:
    wanted = {field.name for field in shape.fields}
    there = {field.name for field in fields(shape.make)}
    lacks, beside = wanted - there, there - wanted
    assert not lacks, f"the record of the {shape.name} lacks {', '.join(sorted(lacks))}, which its table has"
    assert beside == {"source"}


def test_an_item_has_every_field_of_an_event_and_of_a_measure_and_needs_none() -> None:
    given = {field.name for shape in (EVENT, MEASURE) for field in shape.fields} - {"letter", "history"}
    assert given <= {field.name for field in ITEM.fields}
    assert not any(field.required for field in ITEM.fields)
    assert all(hasattr(Item(), name) for name in given)


@pytest.mark.parametrize("shape", SHAPES, ids=named)
def test_every_field_says_what_it_means(shape: Shape) -> None:
    assert len({field.name for field in shape.fields}) == len(shape.fields)
    for field in shape.fields:
        assert re.fullmatch(r"[a-z_]+", field.name)
        assert field.about.endswith(".")


def test_every_shape_is_in_the_table_once() -> None:
    assert len({shape.name for shape in SHAPES}) == len(SHAPES)
    for shape in SHAPES:
        for field in shape.fields:
            inner = field.kind.item if isinstance(field.kind, ListOf) else field.kind
            inner = inner.value if isinstance(inner, MapOf) else inner
            if isinstance(inner, Shape):
                assert inner in SHAPES


# The schema


@pytest.mark.parametrize("of", ["registry", "letter"])
def test_the_committed_schema_is_the_one_that_the_table_gives(of: str, golden: Callable[[str, Path], None]) -> None:
    golden(json_schema(of), SCHEMA.with_name(f"{of}.schema.json"))
    Draft202012Validator.check_schema(json.loads(json_schema(of)))


def test_the_schema_describes_every_shape_of_a_registry_and_every_field() -> None:
    shapes = registry_schema()["$defs"]
    assert set(shapes) == {shape.name for shape in SHAPES} - {"letter"}
    for shape in SHAPES[:-1]:
        assert {name: one["description"] for name, one in shapes[shape.name]["properties"].items()} == {
            field.name: field.about for field in shape.fields
        }
        assert shapes[shape.name]["required"] == [field.name for field in shape.fields if field.required]
        assert shapes[shape.name]["additionalProperties"] is False


# Reader and schema

VALID = Draft202012Validator(registry_schema())
INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def as_json(node: Node) -> object:
    """Return what an editor's validator sees: YAML 1.2's core schema, and keys as text.

    https://yaml.org/spec/1.2.2/#1032-tag-resolution
    """
    if isinstance(node, Sequence):
        return [as_json(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key: as_json(entry) for key, entry in node.entries.items()}
    assert isinstance(node, Scalar)
    text = node.text
    if not node.plain:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if INT.fullmatch(text):
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    if FLOAT.fullmatch(text):
        return float(text)
    return text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2017", 2017), ("012", 12), ("0o14", 12), ("0x1F", 31), ("-1", -1), ("1.10", 1.1), ("1e3", 1000.0), (".5", 0.5),
        ("true", True), ("False", False), ("no", "no"), ("yes", "yes"), ("null", None), ("~", None), ("", None),
        ("12:30", "12:30"), ("2017-09", "2017-09"), ("2017-09-01", "2017-09-01"), ("1_000", "1_000"), ("'2017'", "2017"),
        ('"null"', "null"), ("nul", "nul"),
    ],
)  # fmt: skip
def test_the_core_schema_of_yaml(written: str, value: object) -> None:
    found = as_json(parse(Document("f", f"[{written}]" if written else "-"))[0])
    assert found == [value]
    assert type(found[0]) is type(value)


def accepted(text: str) -> bool:
    """Tell whether the schema accepts a registry."""
    root, problems = parse(Document("measures.yaml", text))
    assert root is not None
    assert problems == []
    return VALID.is_valid(as_json(root))


@pytest.fixture
def readable(registry: Callable[..., Path]) -> Callable[[str], bool]:
    """Tell whether a registry can be read without an error, whatever the checks would find in it."""

    def tell(text: str) -> bool:
        loaded = load(str(registry(text, {}) / "measures.yaml"))
        return not any(problem.level is Level.ERROR for problem in loaded.problems)

    return tell


@pytest.mark.parametrize("folder", [ROOT, EXAMPLE], ids=["own", "example"])
def test_real_registries_are_valid(folder: Path) -> None:
    document, _ = decode("measures.yaml", (folder / "measures.yaml").read_bytes())
    root, problems = parse(document)
    assert problems == []
    assert root is not None
    value = as_json(root)
    assert [f"{list(error.absolute_path)}: {error.message}" for error in VALID.iter_errors(value)] == []
    del value["measures"][0]["title"]
    assert not VALID.is_valid(value)


def minimal(event: str = "", measure: str = "", allocation: str = "", package: str = "", top: str = "") -> str:
    """Return a minimal registry with something more in its event, measure, package or at its top."""
    budget = f"budget: [{{letter: l, {allocation}}}]" if allocation else ""
    packages = f"packages: {{p: {{title: P, unit: EUR, letter: l, {package}}}}}" if package else ""
    return f"""\
version: 1
organisations: {{politie: {{name: Police}}}}
{packages}
{top}
measures:
  - id: iru-nl
    title: Unit
    owner: politie
    history: [{{date: 2017-06-19, status: announced, letter: 2017-06-19-brief, {event}}}]
    {measure}
    {budget}
"""


GOOD = [
    minimal(),
    "version: 1\nmeasures: []",
    'version: "1"\nmeasures: []',
    "{measures: [], version: 1, organisations: {}, areas: {}, packages: {}}",
    # dates, as text and as integer
    minimal("due: 2017"),
    minimal('due: "2017"'),
    minimal("due: 0999"),
    minimal("due: 2017-09"),
    minimal("due: 2016-02-29"),
    minimal("due: 2017-22"),
    minimal("due: 2018-07/2018-09"),
    minimal("due: 2017/2018"),
    # numbers
    minimal("passage: 1"),
    minimal("passage: 999999"),
    # texts that look like something else
    minimal("note: no"),
    minimal("note: 2017"),
    minimal("note: 1.10"),
    minimal("note: true"),
    minimal("note: 12:30"),
    minimal("note: 'null'"),
    minimal("quote: 15"),
    # one of a list may stand alone
    minimal(measure="partners: politie"),
    minimal(measure="partners: []"),
    minimal(measure="partners: [politie, politie]"),
    minimal(measure="references: dossier:34359"),
    minimal(measure="references: [kst:29754-391, celex:32016L0681, handelingen:tk-20162017-83-5, 'kst:34775-VI-2']"),
    minimal(measure="owner_inferred: true"),
    minimal(measure="owner_inferred: false"),
    minimal(measure="budget: []"),
    minimal(measure="part_of: [iru-nl]"),
    # money
    minimal(allocation="amount: 24.9"),
    minimal(allocation="amount: '24.9'"),
    minimal(allocation="amount: 0"),
    minimal(allocation="amount: -1.125"),
    minimal(allocation="amounts: {2015: 24.9, '2016': 0}"),
    minimal(allocation="package: p, track: 1"),
    minimal(allocation="package: p, track: a, structural_from: 2020"),
    minimal(package="total: {2015: 24.9}"),
    minimal(
        package="total: {2015: 1}, structural_from: '2020', tracks: {1: {title: T, total: {2015: 1}}, b: {title: B}}"
    ),
]

BAD = [
    minimal(allocation="amounts: {}"),
    minimal(package="total: {}"),
    # the whole
    "[]",
    "text",
    "1",
    "{}",
    "version: 1",
    "measures: []",
    "version: 2\nmeasures: []",
    "version: one\nmeasures: []",
    "version:\nmeasures: []",
    "version: 1\nmeasures:",
    "version: 1\nmeasures: {}",
    "version: 1\nmeasures: text",
    "version: 1\nmeasures: [iru-nl]",
    "version: 1\nmeasures: [[]]",
    minimal(top="letters: {}"),
    minimal(top="areas: []"),
    minimal(top="areas: {prevent: Prevent}"),
    minimal(top="areas: {prevent: {}}"),
    minimal(top="areas: {Prevent: {name: Prevent}}"),
    minimal(top="areas: {1: {name: One}}"),
    minimal(top="areas: {prevent: {name: Prevent, title: Prevent}}"),
    # missing and unknown keys
    "version: 1\nmeasures: [{}]",
    minimal().replace("    title: Unit\n", ""),
    minimal().replace("    owner: politie\n", ""),
    minimal().replace("status: announced, ", ""),
    minimal().replace("letter: 2017-06-19-brief, ", ""),
    minimal("statuz: announced"),
    minimal(measure="deadline: 2017"),
    minimal(allocation="amont: 1"),
    # dates
    minimal("due: 0000"),
    minimal("due: 0"),
    minimal("due: 12017"),
    minimal("due: 2017-9"),
    minimal("due: 2017-9-1"),
    minimal("due: 2017-09-1"),
    minimal("due: September 2017"),
    minimal("due: true"),
    minimal("due: 2017.5"),
    minimal("due: [2017]"),
    minimal("due: 2017/"),
    minimal("due: 2017/2018/2019"),
    minimal("due: "),
    # statuses
    minimal().replace("announced", "anounced"),
    minimal().replace("announced", "Announced"),
    minimal().replace("announced", "''"),
    # numbers
    minimal("passage: 0"),
    minimal("passage: -1"),
    minimal("passage: 1.5"),
    minimal("passage: nine"),
    minimal("passage: 1000000"),
    minimal("passage: [9]"),
    # lists and mappings for texts, and the other way round
    minimal("note: [a]"),
    minimal("note: {a: b}"),
    minimal("note: ~"),
    minimal("note: null"),
    minimal("note: "),
    minimal(measure="partners: {politie: 1}"),
    minimal(measure="partners: [[politie]]"),
    minimal(measure="partners: [~]"),
    minimal(measure="partners:"),
    minimal(measure="budget: {letter: l}"),
    minimal(measure="budget: [l]"),
    minimal(measure="budget: [{amount: 1}]"),
    re.sub("history: .*", "history: []", minimal()),
    re.sub("history: .*", "history: text", minimal()),
    re.sub("history: .*", "history:", minimal()),
    # ids, flags, references
    minimal().replace("id: iru-nl", "id: IRU NL"),
    minimal().replace("id: iru-nl", "id: 2017"),
    minimal().replace("id: iru-nl", "id: -iru"),
    minimal().replace("id: iru-nl", "id: ''"),
    minimal(measure="owner_inferred: yes"),
    minimal(measure="owner_inferred: 1"),
    minimal(measure="references: dossier:1"),
    minimal(measure="references: [wiki:34359]"),
    minimal(measure="references: 34359"),
    # money
    minimal(allocation="amount: '24,9'"),
    minimal(allocation="amount: 24.9 million"),
    minimal(allocation="amount: '24.9999'"),
    minimal(allocation="amount: '1e3'"),
    minimal(allocation="amount: true"),
    minimal(allocation="amount: "),
    minimal(allocation="amounts: 24.9"),
    minimal(allocation="amounts: {16: 1}"),
    minimal(allocation="amounts: {'20165': 1}"),
    minimal(allocation="amounts: {2016: x}"),
    minimal(allocation="amounts: {2016: }"),
    minimal(allocation="structural_from: 999"),
    minimal(package="structural_from: 2020"),
    minimal(package="total: [1]"),
    minimal(package="total: {2015: 1}, tracks: {A: {title: T}}"),
    minimal(package="total: {2015: 1}, tracks: [{title: T}]"),
]


def last_line(text: str) -> str:
    """Return what is special about a document, for its name in the test report."""
    plain = set(minimal().splitlines())
    return " ".join(line.strip() for line in text.splitlines() if line not in plain)[-70:]


@pytest.mark.parametrize("text", GOOD, ids=last_line)
def test_what_the_reader_accepts_the_schema_accepts(text: str, readable: Callable[[str], bool]) -> None:
    assert (readable(text), accepted(text)) == (True, True)


@pytest.mark.parametrize("text", BAD, ids=last_line)
def test_what_the_reader_refuses_the_schema_refuses(text: str, readable: Callable[[str], bool]) -> None:
    assert (readable(text), accepted(text)) == (False, False)


# Where they cannot agree: the reader knows how a value is written, and what a calendar is

ONLY_THE_READER_REFUSES = [
    ("a pattern knows no leap days", minimal("due: 2017-02-29")),
    ("a pattern knows no leap days", minimal().replace("2017-06-19, status", "1900-02-29, status")),
    ("a pattern without lookahead cannot leave out one year", minimal("due: '0000'")),
    ("multiples of a thousandth are not exact in binary numbers", minimal(allocation="amount: 24.9999")),
    ("a pattern cannot compare two ends", minimal("due: 2018/2017")),
    ("a schema sees an integer, not its leading zeros: 0999 is a year, 999 is none", minimal("due: 999")),
    ("a schema sees an integer, not its leading zeros", minimal("due: 02017")),
    ("to a schema 2017.0 is an integer", minimal("due: 2017.0")),
    ("to a schema 9.0 is an integer", minimal("passage: 9.0")),
    ("a schema sees an integer, not its leading zeros", minimal("passage: 09")),
    ("to a schema 0x9 is an integer", minimal("passage: 0x9")),
    ("to a schema 1.0 is 1", "version: 1.0\nmeasures: []"),
    ("to a schema True is true", minimal(measure="owner_inferred: True")),
    ("a schema sees a number, not how it is written", minimal(allocation="amount: 1e3")),
    ("a schema sees a number, not how it is written", minimal(allocation="amount: .5")),
    ("a schema sees a number, not how it is written", minimal(allocation="amount: +5")),
    ("in JSON a key is always a text", minimal(top="areas: {null: {name: x}}")),
]
ONLY_THE_SCHEMA_REFUSES = [
    ("that keys exist is proved by a check, not by the reader", minimal().replace("owner: politie", "owner: De Politie")),
    ("that keys exist is proved by a check, not by the reader", minimal(allocation="package: P 1")),
    ("the reader takes `true` for a word where a word is due", minimal().replace("id: iru-nl", "id: true")),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text"), ONLY_THE_READER_REFUSES, ids=lambda text: last_line(text)[-30:])
def test_where_only_the_reader_can_know(reason: str, text: str, readable: Callable[[str], bool]) -> None:
    assert (readable(text), accepted(text)) == (False, True), reason


@pytest.mark.parametrize(("reason", "text"), ONLY_THE_SCHEMA_REFUSES, ids=lambda text: last_line(text)[-30:])
def test_where_only_the_schema_refuses(reason: str, text: str, readable: Callable[[str], bool]) -> None:
    assert (readable(text), accepted(text)) == (True, False), reason


# Where a schema can say the same, it does


@pytest.mark.parametrize(
    "text",
    [
        minimal("note: ''"),
        minimal().replace("title: Unit", "title: ''"),
        minimal("due: 2017-13"),
        minimal("due: 2017-25"),
        minimal("due: 2017-09-32"),
        minimal(allocation="amount: 9999999999999"),
    ],
    ids=last_line,
)
def test_the_schema_refuses_what_it_can(text: str, readable: Callable[[str], bool]) -> None:
    assert readable(text) == accepted(text)


@pytest.mark.parametrize(
    "text", [minimal("passage: '9'"), minimal(measure="owner_inferred: 'true'")], ids=last_line
)  # fmt: skip
def test_quotation_marks_mean_the_same_to_both(text: str, readable: Callable[[str], bool]) -> None:
    assert readable(text) == accepted(text)


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("Łódź", "lodz"), ("Ærø", "aero"), ("Œuvre", "oeuvre"), ("Straße", "strasse"), ("Þór ĳs", "thor-ijs"), ("Caf\u0065\u0301", "cafe"),
        ("Aanpak «jihadisme» – 2017", "aanpak-jihadisme-2017"), ("2017 plan", "plan"), ("IRU_NL", "iru-nl"), ("🔥", None), ("2017", None),
    ],
)  # fmt: skip
def test_an_id_of_a_title_loses_no_letter(title: str, id_: str | None) -> None:
    assert slug(title) == id_


@given(st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F), min_size=1))
def test_every_latin_letter_stays_in_an_id(word: str) -> None:
    assert len(slug(word) or "") >= len(word)
