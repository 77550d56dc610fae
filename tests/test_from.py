"""`update --from` and `add --from`: several events or measures in one go, all of them or none."""

import difflib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support import EXAMPLE, Ran
from uncoded import copy_of, loaded

Ct = Callable[..., Ran]
EVENTS = """\
- measure: dijken
  status: implemented
  letter: 2020-06-30-progress
  passage: 1
  quote: Four of the twelve dikes
  note: "Done: all of them"
- {measure: alarm, date: 2020-06, status: in-progress, letter: 2020-06-30-progress, passage: 3, quote: An alarm by telephone}
"""
NOTHING = "nothing to change: all of it is in the registry already\n"


@pytest.fixture
def water(tmp_path: Path) -> Path:
    return copy_of(EXAMPLE, tmp_path / "water")


@pytest.mark.slow
def test_events_of_several_measures_are_added_in_one_go(water: Path, ct: Ct) -> None:
    (water / "events.yaml").write_text(EVENTS, encoding="utf-8")
    before = (water / "measures.yaml").read_text(encoding="utf-8").splitlines()
    assert ct("update", "--from", "events.yaml", "--dry-run", folder=water).out.startswith("--- a/measures.yaml\n")
    ran = ct("update", "--from", "events.yaml", folder=water)
    assert ran.code == 0, ran.err
    assert "dijken" in ran.out
    assert "alarm" in ran.out
    found = loaded(water)
    assert (found.by_id["dijken"].history[-1].note, found.by_id["dijken"].history[-1].date.text) == (
        "Done: all of them", "2020-06-30",
    )  # fmt: skip
    assert found.by_id["alarm"].history[-1].date.text == "2020-06"
    after = (water / "measures.yaml").read_text(encoding="utf-8").splitlines()
    assert [line[2:] for line in difflib.ndiff(before, after) if line[0] != "+" and line[0] != "?"] == before
    assert ct("update", "--from", "events.yaml", folder=water).out == NOTHING


@pytest.mark.parametrize("command", [("update",), ("add",), ("suggest", "--import")])
def test_without_a_standard_input_it_says_so(
    command: tuple[str, ...], water: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with `<&-` in a shell, which starts a program with its input closed."""
    monkeypatch.setattr("sys.stdin", None)
    ran = ct(*command, *(["--from", "-"] if len(command) == 1 else ["-", "2020-06-30-progress"]), folder=water)
    assert ran.code == 2
    assert "there is no standard input to read the " in ran.err
    assert ran.err.endswith(" from; give its file\n")


def test_an_object_of_json_may_take_several_lines(water: Path, ct: Ct) -> None:
    event = {"measure": "alarm", "status": "in-progress", "letter": "2020-06-30-progress", "passage": 3, "note": "{a}"}
    (water / "event.json").write_text(json.dumps(event, indent=2), encoding="utf-8")
    ran = ct("update", "--from", "event.json", folder=water)
    assert ran.code == 0, ran.err
    assert loaded(water).by_id["alarm"].history[-1].note == "{a}"


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_and_lines_of_json_say_the_same(form: str, water: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch) -> None:
    events = [
        {
            "measure": "dijken",
            "status": "implemented",
            "letter": "2020-06-30-progress",
            "passage": 1,
            "quote": 'a "b": c',
        },
        {"measure": "alarm", "status": "in-progress", "letter": "2020-06-30-progress", "passage": 3, "note": "é # x"},
    ]
    text = json.dumps(events) if form == "json" else "".join(json.dumps(one) + "\n" for one in events)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    ran = ct("update", "--from", "-", folder=water)
    assert ran.code == 0, ran.err
    found = loaded(water)
    assert found.by_id["dijken"].history[-1].quote == 'a "b": c'
    assert found.by_id["alarm"].history[-1].note == "é # x"


def test_measures_with_their_histories_are_added_in_order(water: Path, ct: Ct) -> None:
    one = {
        "title": "A",
        "owner": "waterbord",
        "history": [{"status": "announced", "letter": "2020-01-15-water", "passage": 2, "quote": "Twelve"}],
    }
    two = {
        **one,
        "part_of": ["zeesluis"],
        "budget": [{"letter": "2020-01-15-water", "passage": 2, "quote": "x 1", "amount": 1}],
    }
    text = json.dumps({"id": "zeesluis", **one}) + "\n\n" + json.dumps({"id": "brug", **two}) + "\n"
    (water / "new.jsonl").write_text(text, encoding="utf-8")
    ran = ct("add", "--from", "new.jsonl", folder=water)
    assert ran.code == 0, ran.err
    found = loaded(water)
    assert [measure.id for measure in found.measures] == ["alarm", "bouwwet", "brug", "dijken", "zeesluis"]
    assert found.by_id["brug"].part_of == ("zeesluis",)
    assert str(found.by_id["brug"].budget[0].amount) == "1"
    assert ct("add", "--from", "new.jsonl", folder=water).out == NOTHING


def test_all_faults_are_told_at_once_with_their_places_and_nothing_is_written(water: Path, ct: Ct) -> None:
    (water / "events.yaml").write_text(
        EVENTS.replace("dijken", "dijkn")
        .replace("passage: 3", "passage: 9")
        .replace("in-progress, l", "in-progess, l"),
        encoding="utf-8",
    )
    before = (water / "measures.yaml").read_bytes()
    ran = ct("update", "--from", "events.yaml", folder=water)
    assert (ran.code, ran.out) == (1, "")
    assert "events.yaml:1:12: error: unknown measure `dijkn` [unknown-measure]" in ran.err
    assert "events.yaml:7:43: error: unknown status `in-progess` [unknown-status]" in ran.err
    assert "nearest: in-progress" in ran.err
    lines = '{"id": "alarm", "title": "x", "owner": "waterbrd", "history": []}\n{"id": "b", "titel": "x"}\n'
    (water / "new.jsonl").write_text(lines, encoding="utf-8")
    ran = ct("add", "--from", "new.jsonl", folder=water)
    assert ran.code == 1
    assert "new.jsonl:1:8: error: `alarm` is the id of a measure of the registry [taken-id]" in ran.err
    assert "new.jsonl:2:13: error: unknown key `titel` in a measure [unknown-key]" in ran.err
    assert (water / "measures.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("update", "dijken", "--from", "x.yaml"), "leave out ID"),
        (("update", "--from", "x.yaml", "--status", "announced"), "leave out --status"),
        (("add", "--from", "x.yaml", "--title", "x"), "leave out --title"),
        (("add", "--from", "x.yaml"), "there is no file x.yaml"),
        (("update",), "the measure's id is missing"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(words: tuple[str, ...], said: str, water: Path, ct: Ct) -> None:
    ran = ct(*words, folder=water)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_measure_with_the_keys_of_an_event_is_told_so(tmp_path: Path, ct: Callable[..., Ran]) -> None:
    folder = copy_of(EXAMPLE, tmp_path / "registry")
    given = (
        "- {id: new, measure: dijken, title: New, owner: waterbord, status: announced, letter: 2020-06-30-progress}\n"
    )
    (folder / "given.yaml").write_text(given, encoding="utf-8")
    ran = ct("add", "--from", "given.yaml", folder=folder)
    assert ran.code == 1
    assert "unknown key `measure`" in ran.out + ran.err
