"""Edits of a text: exactly the change that was asked for, and not a byte besides."""

import copy
import difflib
from random import Random
from typing import Any

import pytest
import spelled
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from ctmeasures.edit import spelling as spell
from ctmeasures.edit.changes import add_event, add_measure, measure_path, put_text, record_text, set_field, set_value
from ctmeasures.edit.draft import CannotEdit, Draft, Path
from ctmeasures.model.fields import MEASURE, REGISTRY
from ctmeasures.model.place import Document
from ctmeasures.read.nodes import LOADERS, parse, plain_value
from ctmeasures.read.text import one_line

FIELDS = [field.name for field in MEASURE.fields]
SECTIONS = [field.name for field in REGISTRY.fields]


def draft(text: str, **more: Any) -> Draft:
    return Draft(Document("measures.yaml", text), **more)


def written(rng: Random) -> tuple[str, Any]:
    """Return a random registry in a random spelling, and what it says."""
    while True:
        text = spelled.Speller(rng).document(spelled.registry(rng))
        root, problems = parse(Document("measures.yaml", text))
        if root is not None and not problems:
            return text, plain_value(root)


def gone(old: str, new: str) -> list[str]:
    """Return the lines that a change has removed; what ends a file without a line end is no line yet."""
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return [line[2:] for line in lines if line.startswith("- ")]


def assert_only_added(old: str, new: str) -> None:
    """Prove that no line is gone but one in brackets, and a block text's header at an end of the file without a line end."""
    lost = gone(old, new)
    assert all("]" in line or "[" in line or ("|" in line and not old.endswith("\n")) for line in lost), lost


rngs = st.integers(0, 2**32).map(Random)


@pytest.mark.slow
@given(rngs)
def test_no_change_changes_nothing(rng: Random) -> None:
    text, said = written(rng)
    found = draft(text)
    assert (found.text, found.value(())) == (text, said)
    for place, measure in enumerate(said["measures"]):
        for name, value in measure.items():
            found.put(("measures", place, name), value, FIELDS)
    assert found.text == text


@pytest.mark.slow
@given(rngs)
def test_a_field_that_is_set_is_the_only_difference(rng: Random) -> None:
    text, said = written(rng)
    if not said["measures"]:
        return
    place = rng.randrange(len(said["measures"]))
    name = rng.choice(("title", "title_nl", "owner", "area"))
    value = spelled.text(rng)
    found = draft(text)
    node = found.node(("measures", place)).entries.get(name)  # type: ignore[union-attr]
    found.put(("measures", place, name), value, FIELDS)
    expected = copy.deepcopy(said)
    expected["measures"][place][name] = value
    root, problems = parse(Document("measures.yaml", found.text))
    assert problems == []
    assert root is not None
    assert plain_value(root) == expected
    if node is not None:
        assert found.text.startswith(text[: node.start])
        rest = text[node.end :].lstrip("\r\n ")
        assert found.text.endswith(rest)
    elif "{" not in text.splitlines()[0]:
        assert all("{" in line for line in gone(text, found.text))


@pytest.mark.slow
@given(rngs)
def test_an_event_that_is_added_adds_lines_and_takes_none(rng: Random) -> None:
    text, said = written(rng)
    if not said["measures"]:
        return
    key = rng.choice(said["measures"])["id"]
    event = spelled.event(rng)
    found = draft(text)
    path = add_event(found, key, event)
    assert found.value(path) == event
    assert path[3] == len(next(one["history"] for one in said["measures"] if one["id"] == key))
    assert_only_added(text, found.text)


@pytest.mark.slow
@given(rngs)
def test_a_measure_that_is_added_stands_in_order_and_takes_no_line(rng: Random) -> None:
    text, said = written(rng)
    measure = spelled.measure(rng, spelled.key(rng))
    found = draft(text)
    ids = [one["id"] for one in said["measures"]]
    if measure["id"] in ids:
        with pytest.raises(CannotEdit, match="has a measure"):
            add_measure(found, measure)
        return
    path = add_measure(found, measure)
    kept = {name: value for name, value in measure.items() if value}
    assert found.value(path) == kept
    assert [one["id"] for one in found.value(("measures",))] == sorted([*ids, measure["id"]])  # type: ignore[union-attr,index,call-overload]
    assert_only_added(text, found.text)


@pytest.mark.slow
@given(rngs)
def test_what_is_added_and_removed_again_leaves_what_was_there(rng: Random) -> None:
    text, said = written(rng)
    found = draft(text)
    measure = spelled.measure(rng, "zzzzzzz")
    path = add_measure(found, measure)
    found.remove(path)
    assert found.value(()) == said
    if text.endswith("\n"):
        kept = [line for line in text.splitlines() if line.strip() and "[]" not in line]
        assert [line for line in found.text.splitlines() if line.strip() and "[]" not in line] == kept


@pytest.mark.slow
@given(rngs)
def test_a_removed_measure_takes_only_its_own_lines(rng: Random) -> None:
    text, said = written(rng)
    if len(said["measures"]) < 2:
        return
    place = rng.randrange(len(said["measures"]))
    found = draft(text)
    if text[found.node(("measures",)).start] == "[":
        return
    own = found.lines(("measures", place)).splitlines()
    found.remove(("measures", place))
    assert all(line in own or not line.strip() for line in gone(text, found.text))
    assert len(found.value(("measures",))) == len(said["measures"]) - 1  # type: ignore[arg-type]


@pytest.mark.slow
@given(rngs)
def test_both_readers_agree_on_what_was_written(rng: Random) -> None:
    text, said = written(rng)
    ends = []
    for loader in LOADERS:
        found = draft(text, loader=loader)
        try:
            found.put(("organisations",), {"a-b": {"name": "x: y"}}, SECTIONS)
            if said["measures"]:
                found.put(("measures", 0, "title"), "no: 'x' #1", FIELDS)
            ends.append(found.text)
        except CannotEdit as refused:  # one spelling in a thousand
            ends.append(str(refused))
    assert ends[0] == ends[1]


@pytest.mark.slow
@given(st.text(st.characters(codec="utf-8"), max_size=12), st.sampled_from(["", "'", '"']), st.booleans())
def test_a_text_is_spelled_so_that_it_is_read_back(text: str, like: str, flow: bool) -> None:
    shown = spell.scalar(text, like, flow)
    root, problems = parse(Document("x", f"[{shown}]\n" if flow else f"k: {shown}\n"))
    assert problems == []
    assert root is not None
    said = plain_value(root)
    assert said == ([one_line(text)] if flow else {"k": one_line(text)})


HOUSE = """\
# first
version: 1

measures:
  # about a
  - id: a
    title: "A"   # title
    owner: x
    partners: [p, q]
    references:
      - dossier:1  # one
      - dossier:2
    history:
      - date: 2017
        status: announced
        letter: 2017-01-01-x
        # deeper

  # about c
  - id: c
    title: C
    owner: x
    history:
      - {date: 2017, status: announced, letter: 2017-01-01-x}

# --- footer
"""


def edited(path: tuple[str | int, ...], value: Any, text: str = HOUSE) -> str:
    found = draft(text)
    set_field(found, path, value, FIELDS)
    return "".join(
        line
        for line in difflib.unified_diff(text.splitlines(True), found.text.splitlines(True), n=0)
        if line[0] in "+-" and line[:3] not in ("+++", "---")
    )


@pytest.mark.parametrize(
    ("path", "value", "patch"),
    [
        (("measures", 0, "title"), "B", '-    title: "A"   # title\n+    title: "B"   # title\n'),
        (("measures", 0, "owner"), "x: y", "-    owner: x\n+    owner: 'x: y'\n"),
        (("measures", 0, "area"), "z", "+    area: z\n"),
        (("measures", 0, "area"), None, ""),
        (("measures", 0, "partners"), ["p"], "-    partners: [p, q]\n+    partners: [p]\n"),
        (("measures", 0, "partners"), ["p", "r", "q"], "-    partners: [p, q]\n+    partners: [p, r, q]\n"),
        (("measures", 0, "partners"), None, "-    partners: [p, q]\n"),
        (("measures", 0, "references"), ["dossier:1", "dossier:2", "dossier:3"], "+      - dossier:3\n"),
        (("measures", 0, "references"), ["dossier:2"], "-      - dossier:1  # one\n"),
        (("measures", 1, "part_of"), ["a"], "+    part_of: [a]\n"),
        (
            ("measures", 1, "history", 0, "due"),
            "2018",
            "-      - {date: 2017, status: announced, letter: 2017-01-01-x}\n+      - {date: 2017, status: announced, letter: 2017-01-01-x, due: 2018}\n",
        ),
        (("measures", 0, "history", 0, "quote"), "a # b", "+        quote: 'a # b'\n"),
    ],
)
def test_a_field_is_set_in_its_own_line(path: tuple[str | int, ...], value: Any, patch: str) -> None:
    assert edited(path, value) == patch
    assert edited(path, value, HOUSE.replace("\n", "\r\n")) == patch.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("text", "step", "left"),
    [
        # in brackets: with the comma that is not needed any more, behind it or, for the last one, before it
        ("k: [p, q,  r] # c\n", 0, "k: [q,  r] # c\n"),
        ("k: [p, q,  r] # c\n", 1, "k: [p, r] # c\n"),
        ("k: [p, q,  r] # c\n", 2, "k: [p, q] # c\n"),
        ("k: [ p ]\n", 0, "k: []\n"),
        ("k: {a: 1, b: 2}\n", "a", "k: {b: 2}\n"),
        ("k: {a: 1, b: 2}\n", "b", "k: {a: 1}\n"),
        ("k: { a: 1 }\n", "a", "k: {}\n"),
        # line by line: with one of the gaps around it
        ("k:\n  - x\n\n  - y\n\n  - z\n", 0, "k:\n  - y\n\n  - z\n"),
        ("k:\n  - x\n\n  - y\n\n  - z\n", 1, "k:\n  - x\n\n  - z\n"),
        ("k:\n  - x\n\n  - y\n\n  - z\n", 2, "k:\n  - x\n\n  - y\n"),
        ("k:\n  - x\n  - y\n\n  - z\n", 1, "k:\n  - x\n\n  - z\n"),
        ("k:\n  - x\n\n  - y\n  - z\n", 1, "k:\n  - x\n\n  - z\n"),
        ("k:\n  - x\n\n\n  - y\n\n\nz: 1\n", 1, "k:\n  - x\n\n\nz: 1\n"),
        # a file without a line end at its end stays one
        ("k:\n  - x\n  - y", 1, "k:\n  - x"),
        ("k:\r\n  - x\r\n  - y", 1, "k:\r\n  - x"),
        # block texts, and a dash on a line of its own
        ("k:\n  - |\n    x\n\n  - y\n", 1, "k:\n  - |\n    x\n"),
        ("k:\n  - >\n    x\n\n  - y\n\n  - z\n", 0, "k:\n  - y\n\n  - z\n"),
        ("k:\n  - y\n\n  - |\n    x\n\nz: 1\n", 1, "k:\n  - y\n\nz: 1\n"),
        ("k:\n  - |+\n    x\n\n  - y\n  - z\n", 1, "k:\n  - |+\n    x\n\n  - z\n"),
        ("k:\n  -\n    a: 1\n    b: 2\n  -\n    # why\n    c: 3\n", 0, "k:\n  -\n    # why\n    c: 3\n"),
        ("k:\n  -\n    a: 1\n    b: 2\n  -\n    # why\n    c: 3\n", 1, "k:\n  -\n    a: 1\n    b: 2\n"),
    ],
)
def test_what_is_removed_leaves_no_trace_and_all_else_as_it_stands(text: str, step: str | int, left: str) -> None:
    found = draft(text)
    found.remove(("k", step))
    assert found.text == left


@pytest.mark.parametrize(
    ("text", "place", "whole"),
    [
        ("k: [p, q]\n", 0, "k: [n, p, q]\n"),
        ("k: [p, q]\n", 1, "k: [p, n, q]\n"),
        ("k: [p, q]\n", 2, "k: [p, q, n]\n"),
        ("k: []\n", 0, "k: [n]\n"),
        # as far apart as the items beside it, but by two blank lines at most; by one where there is nothing to go by
        ("k:\n  - p\n", 0, "k:\n  - n\n\n  - p\n"),
        ("k:\n  - p\n", 1, "k:\n  - p\n\n  - n\n"),
        ("k:\n  - p\n  - q\n\n  - r\n", 1, "k:\n  - p\n  - n\n  - q\n\n  - r\n"),
        ("k:\n  - p\n  - q\n\n  - r\n", 2, "k:\n  - p\n  - q\n\n  - n\n\n  - r\n"),
        ("k:\n  - p\n\n\n\n  - q\n", 1, "k:\n  - p\n\n\n  - n\n\n\n\n  - q\n"),
        ("k:\n  - p\n\n\n\n  - q\n", 2, "k:\n  - p\n\n\n\n  - q\n\n\n  - n\n"),
        ("k:\n  -\n    a: 1\n", 0, "k:\n  - n\n\n  -\n    a: 1\n"),
        # a file without a line end at its end stays one
        ("k:\n  - p", 1, "k:\n  - p\n\n  - n"),
        ("k:\n  - |\n    x", 1, "k:\n  - |\n    x\n\n  - n"),
        ("k:\n  - |\n    x\n\n  - q\n", 1, "k:\n  - |\n    x\n\n  - n\n\n  - q\n"),
        ("k:\n  - |+\n    x\n\n  - q\n", 1, "k:\n  - |+\n    x\n\n  - n\n  - q\n"),
        ("k:\n  - 'x'\n\n  - q\n", 1, "k:\n  - 'x'\n\n  - n\n\n  - q\n"),
        ("\r\nk:\r\n  - p\r\n", 1, "\r\nk:\r\n  - p\r\n\r\n  - n\r\n"),
        ("\nk:\n  - p\n", 1, "\nk:\n  - p\n\n  - n\n"),
    ],
)
def test_what_is_inserted_stands_like_the_items_beside_it(text: str, place: int, whole: str) -> None:
    found = draft(text)
    found.insert(("k",), place, "n")
    assert found.text == whole
    if "[" not in text and text.endswith("\n"):
        found = draft(text)
        found.paste(("k",), place, f"  - n{found.eol}")
        assert found.text == whole


def test_only_the_items_of_the_lists_of_the_registry_stand_apart() -> None:
    found = draft("k:\n  - h:\n    - p\n")
    found.paste(("k", 0, "h"), 1, "    - n\n")
    found.put(("k", 0, "t"), "T")
    assert found.text == "k:\n  - h:\n    - p\n    - n\n    t: T\n"
    found = draft("k:\n  h:\n    - p\n")
    found.paste(("k", "h"), 1, "    - n\n")
    assert found.text == "k:\n  h:\n    - p\n    - n\n"


@pytest.mark.parametrize(
    ("text", "value", "whole"),
    [
        ("k: |  # c\n  x\n\nz: 1\n", "y", "k: y  # c\n\nz: 1\n"),
        ("k: |+  # c\n  x\n\nz: 1\n", "y", "k: y  # c\n\nz: 1\n"),
        ("k: >-\n  x\n  y\nz: 1\n", "y", "k: y\nz: 1\n"),
        ("k: [a,\n  b]\n", ["a"], "k: [a]\n"),
        ("k:\n- a\n- b\nz: 1\n", ["a", "c"], "k: [a, c]\nz: 1\n"),
        ("k: x\n", ["a"], "k: [a]\n"),
        ("k: ''\n", "a", "k: 'a'\n"),
    ],
)
def test_another_value_stands_where_the_old_one_stood(text: str, value: Any, whole: str) -> None:
    found = draft(text)
    found.put(("k",), value)
    assert found.text == whole


@pytest.mark.parametrize(
    ("path", "text", "whole"),
    [
        (("k", "b"), "k:\n  c: 3\n", "k:\n  b: 2\n  c: 3\n"),
        (("k", "b"), "k:\n  # three\n  c: 3\n", "k:\n  # three\n  b: 2\n  c: 3\n"),
        (("k", 0, "b"), "k:\n  - c: 3\n", "k:\n  - b: 2\n    c: 3\n"),
        (("k", 0, "b"), "k:\r\n  - c: 3\r\n", "k:\r\n  - b: 2\r\n    c: 3\r\n"),
        (("k", "b"), "k:\n  a: 1\n  c: 3\n", "k:\n  a: 1\n  b: 2\n  c: 3\n"),
        (("k", "b"), "k:\n  c: 3\n  a: 1\n", "k:\n  c: 3\n  a: 1\n  b: 2\n"),
        (("k", 0, "z"), "k:\n  - c: 3\n", "k:\n  - c: 3\n    z: 2\n"),
        (("k", "b"), "k: {c: 3}\n", "k: {b: 2, c: 3}\n"),
        (("k", "b"), "k: {a: 1, c: 3}\n", "k: {a: 1, b: 2, c: 3}\n"),
        (("k", "b"), "k: {a: 1}\n", "k: {a: 1, b: 2}\n"),
        (("k", "b"), "k: {}\n", "k: {b: 2}\n"),
    ],
)
def test_a_new_key_goes_behind_those_that_stand_before_it_in_the_order(path: Path, text: str, whole: str) -> None:
    found = draft(text)
    found.put(path, "2", ("a", "b", "c"))
    assert found.text == whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("k: {a: 1, b: 2, c: 3}  # all\n", "k: {a: 1, c: 4, d: 5}  # all\n"),
        ("k:\n  a: 1  # one\n  b: 2  # two\n  c: 3  # three\n", "k:\n  a: 1  # one\n  c: 4  # three\n  d: 5\n"),
        ("k:\n  c: 3\n  # one\n  a: 1\n  b: 2\n", "k:\n  c: 4\n  # one\n  a: 1\n  d: 5\n"),
    ],
)
def test_of_a_mapping_only_the_entries_that_differ_are_touched(text: str, whole: str) -> None:
    found = draft(text)
    set_value(found, ("k",), {"a": "1", "c": "4", "d": "5"})
    assert found.text == whole


def test_a_comment_goes_with_its_own_item_and_with_no_other() -> None:
    text = HOUSE.replace("    partners: [p, q]\n", "    partners:\n      - p  # since 2019\n")
    assert edited(("measures", 0, "partners"), ["z"], text) == "-      - p  # since 2019\n+      - z\n"
    flow = HOUSE.replace("[p, q]", "[p, # since 2019\n      q]")
    with pytest.raises(CannotEdit, match="cannot be changed safely"):
        set_field(draft(flow), ("measures", 0, "partners"), ["p"], FIELDS)
    assert (
        edited(("measures", 0, "partners"), ["z"], flow)
        == "-    partners: [p, # since 2019\n-      q]\n+    partners: [z]\n"
    )
    alone = HOUSE.replace(
        "    history:\n      - date: 2017\n", "    history:\n      # from the letter\n\n      - date: 2017\n", 1
    )
    found = draft(alone)
    found.remove(("measures", 0, "history", 0))
    assert "    history: []\n      # from the letter\n" in found.text


def test_records_go_to_their_places_with_blank_lines_and_comments_kept() -> None:
    found = draft(HOUSE)
    event = {"date": "2017", "status": "announced", "letter": "2017-01-01-x"}
    add_event(found, "a", event | {"letter": "2018-01-01-y"})
    add_event(found, "a", event | {"note": "earlier letter, later entry"})
    add_measure(found, {"id": "b", "title": "B", "owner": "x", "partners": ["y"], "history": [event]})
    add_measure(found, {"id": "d", "title": "D", "owner": "x", "history": [event]})
    assert found.text == HOUSE.replace(
        "        # deeper\n",
        "        # deeper\n"
        "      - date: 2017\n        status: announced\n        letter: 2017-01-01-x\n        note: earlier letter, later entry\n"
        "      - date: 2017\n        status: announced\n        letter: 2018-01-01-y\n"
        "\n  - id: b\n    title: B\n    owner: x\n    partners: [y]\n    history:\n"
        "      - date: 2017\n        status: announced\n        letter: 2017-01-01-x\n",
    ).replace(
        "\n# --- footer",
        "\n  - id: d\n    title: D\n    owner: x\n    history:\n"
        "      - date: 2017\n        status: announced\n        letter: 2017-01-01-x\n\n# --- footer",
    )
    for key in ("b", "d"):
        found.remove(measure_path(found, key))
    found.remove((*measure_path(found, "a"), "history", 2))
    found.remove((*measure_path(found, "a"), "history", 1))
    assert found.text == HOUSE


def test_a_removed_record_takes_its_own_comment_and_leaves_the_next_one_s() -> None:
    found = draft(HOUSE)
    found.remove(("measures", 0))
    assert "# about a" not in found.text
    assert found.text.startswith("# first\nversion: 1\n\nmeasures:\n  # about c\n  - id: c\n")
    found.remove(("measures", 0))
    assert found.text == "# first\nversion: 1\n\nmeasures: []\n\n# --- footer\n"


def test_the_first_record_of_an_empty_registry() -> None:
    found = draft("version: 1\nmeasures: []  # none yet")
    add_measure(found, {"id": "b", "title": "B", "owner": "x"})
    assert found.text == "version: 1\nmeasures:  # none yet\n  - id: b\n    title: B\n    owner: x"


def test_a_record_that_was_edited_by_hand_goes_back_only_where_nobody_else_has_changed_it() -> None:
    found = draft(HOUSE)
    was = record_text(found, "a")
    assert was is not None
    assert was.startswith("  # about a\n  - id: a\n")
    assert was.endswith("        # deeper\n")
    assert put_text(found, "a", was, was.replace("owner: x", "owner: y")) == ("measures", 0)
    assert found.text == HOUSE.replace("owner: x", "owner: y", 1)
    for key, seen, text, said in (
        ("a", was, was, "somebody else has changed `a`"),
        ("c", record_text(found, "c"), "  - id: d\n", "no longer `c`"),
        ("c", record_text(found, "c"), "  - id: c\n  - id: d\n", "one item"),
        ("c", record_text(found, "c"), "  - id: c\n    x: [\n", "one item"),
        ("b", None, "  - id: b\nversion: 2\n", "one item"),
    ):
        with pytest.raises(CannotEdit, match=said):
            put_text(found, key, seen, text)
    assert put_text(found, "b", None, "  # mine\n  - id: b\n    owner: z") == ("measures", 1)
    assert "\n\n  # mine\n  - id: b\n    owner: z\n\n  # about c\n" in found.text
    with pytest.raises(CannotEdit, match="indent it as it was"):
        put_text(found, "b", record_text(found, "b"), "- id: b\n")
    empty = draft("version: 1\r\nmeasures: []\r\n")
    put_text(empty, "b", None, "  # mine\n  - id: b\n    # why so\n    owner: z\n")
    assert empty.text == "version: 1\r\nmeasures:\r\n  # mine\r\n  - id: b\r\n    # why so\r\n    owner: z\r\n"


def test_what_cannot_be_changed_safely_is_refused_with_its_line() -> None:
    for text, line in (("version: 1\nmeasures:\n- - a\n  - b\n", 3), ("\nmeasures:\n- - a\n  - b\n", 3)):
        with pytest.raises(CannotEdit, match=f"at line {line} is"):
            draft(text).insert(("measures", 0), 0, {"x": "y"})


@pytest.mark.slow
def test_the_repository_s_registry_survives_an_edit_of_nothing_and_one_of_every_measure() -> None:
    text = (ROOT / "measures.yaml").read_bytes().decode()
    found = draft(text)
    for place, measure in enumerate(found.value(())["measures"]):  # type: ignore[index,call-overload,arg-type]
        found.put(("measures", place, "owner"), measure["owner"], FIELDS)  # type: ignore[index,call-overload]
    assert found.text == text
    event = {"date": "2018", "status": "implemented", "letter": "2018-01-01-x"}
    for key in ("aivd-versterking", "zorgen-turkije", "iru-nl"):
        add_event(found, key, event)
    assert gone(text, found.text) == []
