"""A change by a draft of the lines around a measure is what a draft of the whole file makes of it, to the last byte, or is left to that."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from random import Random

import pytest
import ways
from support import ROOT, Ran

from ctmeasures.disk import digests
from ctmeasures.edit.changes import add_event, add_measure
from ctmeasures.edit.draft import Draft
from ctmeasures.edit.fragment import edit_fragment, prove, remembered
from ctmeasures.model.place import Document
from ctmeasures.read.file import PlainFile, read_file
from ctmeasures.read.opening import fetch_registry
from ctmeasures.read.places import Doubt

EVENT = {"date": "2017", "status": "lapsed", "letter": "2017-01-01-x", "note": "New."}
HEAD = "version: 1\n\nmeasures:\n"


def one(key: str) -> str:
    return f"  - id: {key}\n    title: T\n    owner: o\n    history:\n      - {{date: 2017, status: announced, letter: 2017-01-01-x}}\n"


FOUR = HEAD + "\n".join(map(one, "aceg"))


def told(text: str) -> PlainFile:
    found = read_file("measures.yaml", text.encode(), with_plain=True).plain
    assert found
    return found


def updated(text: str, key: str) -> str:
    """Add an event in the quick way, with its proof."""
    before = told(text)
    new, said = edit_fragment(Document("measures.yaml", text), before, key, lambda draft: add_event(draft, key, EVENT))
    prove(remembered(before, key), told(new), key, said)
    return new


def carefully(text: str, key: str) -> str:
    draft = Draft(Document("measures.yaml", text))
    add_event(draft, key, EVENT)
    return draft.text


@pytest.mark.slow
def test_both_ways_make_the_same_of_random_registries() -> None:
    found: Counter[str] = Counter()
    for seed in range(150):
        rng = Random(seed)
        text = ways.text(rng)
        found.update(ways.both(rng, text) for _ in range(3))
    assert found["the same"] > 250


@pytest.mark.slow
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["\n", "", "\n\n# the end\n"])
def test_the_first_the_last_and_any_other_measure_of_a_real_registry(end: str, last: str) -> None:
    text = ((ROOT / "measures.yaml").read_text(encoding="utf-8").rstrip("\n") + last).replace("\n", end)
    ids = told(text).ids
    for key in (*ids[:3], ids[len(ids) // 2], *ids[-3:]):
        assert updated(text, key) == carefully(text, key)


@pytest.mark.parametrize(
    "gaps", [*product(("", "\n"), repeat=4)], ids=lambda gaps: "".join("x" if gap else "-" for gap in gaps)
)
def test_a_new_measure_stands_as_far_apart_as_those_beside_it(gaps: tuple[str, ...]) -> None:
    text = HEAD + "".join(one(key) + gap for key, gap in zip("bdfhj", (*gaps, ""), strict=True))
    for key in "acegik":
        measure = {"id": key, "title": "T", "owner": "o", "history": [EVENT]}
        draft = Draft(Document("measures.yaml", text))
        add_measure(draft, measure)
        new, _ = edit_fragment(Document("measures.yaml", text), told(text), key, partial(add_measure, measure=measure))
        assert new == draft.text


def test_the_lines_that_are_drafted_are_those_of_the_measures_beside_it() -> None:
    text = HEAD + "\n".join(one(f"m{number}") for number in range(9))
    seen: list[str] = []
    edit_fragment(Document("measures.yaml", text), told(text), "m5", lambda draft: seen.append(draft.text))
    assert [line[8:] for line in seen[0].splitlines() if "- id" in line] == ["m0", "m3", "m4", "m5", "m6"]


@pytest.mark.parametrize(
    "text",
    [
        FOUR.replace("id: c", "id: x"),  # not in order
        FOUR.replace("id: c", "id: e"),  # twice
        FOUR.replace("version: 1\n", "version: 1\r\n"),  # another line end than where the change goes
        FOUR.replace("id: e", "id: f"),  # not there any more
    ],
)
def test_what_is_odd_is_left_to_the_careful_way(text: str) -> None:
    with pytest.raises(Doubt):
        updated(text, "e")


def test_an_id_that_is_taken_is_left_to_the_careful_way() -> None:
    with pytest.raises(Doubt):
        edit_fragment(Document("measures.yaml", FOUR), told(FOUR), "g", lambda draft: add_measure(draft, {"id": "g"}))
    with pytest.raises(Doubt):
        edit_fragment(
            Document("measures.yaml", HEAD[:-1] + " []\n"), PlainFile({}, 0, (), (), ()), "g", lambda draft: None
        )


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("version: 1\n", "version: 1\ntitle: T\n"),
        ("id: a\n    title: T", "id: a\n    title: U"),
        ("id: g\n    title: T", "id: g\n    title: U"),
        ("id: c\n    title: T", "id: c\n    title: U"),
        ("id: c\n    title: T\n    owner: o", "id: c\n    owner: o\n    title: T"),
        ("  - id: e", "  - id: d"),
        (one("e"), ""),
        (one("e"), one("e") + one("f")),
        ("note: New.", "note: Old."),
    ],
)
def test_the_proof_sees_anything_that_differs(there: str, instead: str) -> None:
    before = told(FOUR)
    new, said = edit_fragment(Document("measures.yaml", FOUR), before, "c", lambda draft: add_event(draft, "c", EVENT))
    prove(remembered(before, "c"), told(new), "c", said)
    assert there in new
    with pytest.raises(Doubt):
        prove(remembered(before, "c"), told(new.replace(there, instead)), "c", said)


def test_the_proof_wants_a_text_that_is_read_quickly() -> None:
    with pytest.raises(Doubt):
        prove(remembered(told(FOUR), "c"), None, "c", {})


@pytest.mark.slow
@pytest.mark.parametrize("odd", ["a #1", '"tab\\there"', ">-\n      a\n      # b"])
def test_a_registry_with_oddities_elsewhere_is_changed_as_well(
    odd: str, ct: Callable[..., Ran], registry: Callable[..., Path]
) -> None:
    lines = (ROOT / "measures.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.startswith("    title_nl: "))
    text = "".join([*lines[:first], f"    title_nl: {odd}\n", *lines[first + 1 :]])
    folder = registry(text, ROOT / "letters")
    ran = ct("set", "iru-nl", "title=IRU", folder=folder)
    assert (ran.code, ran.out) == (0, "~ iru-nl, IRU: title: “Internet Referral Unit (IRU NL)” → “IRU”\n")
    new = text.replace("    title: Internet Referral Unit (IRU NL)", "    title: IRU")
    assert (folder / "measures.yaml").read_text(encoding="utf-8") == new


@pytest.mark.slow
def test_what_was_written_is_in_the_cache_for_the_next_command(
    ct: Callable[..., Ran], registry: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setattr(digests, "BIG", 1)
    folder = registry((ROOT / "measures.yaml").read_bytes(), ROOT / "letters")
    path = folder / "measures.yaml"
    for words in (
        ("update", "iru-nl", "--status", "lapsed", "--letter", "2017-11-24"),
        ("set", "iru-nl", "title=IRU"),
        ("add", "--id", "a", "--title", "A", "--owner", "nctv", "--status", "announced", "--letter", "2017-11-24"),
    ):
        assert ct(*words, "--dry-run", folder=folder).code == 0
        before = path.read_bytes()
        ran = ct(*words, folder=folder)
        assert ran.code == 0
        assert path.read_bytes() != before
        found = fetch_registry(str(path))
        assert found is not None
        assert list(found.by_id) == list(told(path.read_text(encoding="utf-8")).ids)
    assert found.by_id["iru-nl"].title == "IRU"
