"""The registries that speed is measured on: sound, always the same, and the same for every program."""

import ast
import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import ROOT, Ran

sys.path.insert(0, str(ROOT / "benchmarks"))

import mutants
import rivals
import speed
import synthetic
from runs import Case

COUNT = 70


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "registry"
    synthetic.write_registry(folder, COUNT)
    synthetic.write_files(folder / "files", COUNT)
    rivals.write(folder / "rivals", COUNT)
    return folder


def ids(ran: Ran) -> set[str]:
    assert (ran.code, ran.err) == (0, "")
    return set(ran.out.split())


@pytest.mark.slow
def test_a_synthetic_registry_has_no_problems(made: Path, ct: Callable[..., Ran]) -> None:
    ran = ct("check", "--strict", folder=made)
    assert (ran.code, ran.out) == (0, f"measures.yaml: {COUNT} measures, 5 letters: no problems.\n")


def test_every_program_gets_the_same_measures(made: Path, ct: Callable[..., Ran]) -> None:
    opened, closed = (
        ids(ct("list", "--status", group, "--format", "ids", folder=made)) for group in ("open", "closed")
    )
    assert len(opened) + len(closed) == COUNT
    data = made / "rivals"
    texts = {path.name: path.read_text(encoding="utf-8") for path in data.iterdir() if path.is_file()}
    records = [
        dict(line.split(": ", 1) for line in one.splitlines()) for one in texts["measures.rec"].split("\n\n")[1:-1]
    ]
    items = [path.read_text(encoding="utf-8") for path in (data / "doorstop" / "mea").glob("*.yml")]
    documents = [dict(line.split(": ", 1) for line in one.splitlines() if ": " in line) for one in items]
    tables = {
        "JSON": json.loads(texts["measures.json"]),
        "JSON Lines": [json.loads(line) for line in texts["measures.jsonl"].splitlines()],
        "CSV": list(csv.DictReader(texts["measures.csv"].splitlines())),
        "recutils": records,
        "Doorstop": [one | {"id": one["measure"]} for one in documents if "measure" in one],
        "taskwarrior": [
            {"id": one["measure"], "state": "open" if one["status"] == "pending" else "closed"}
            for one in json.loads(texts["tasks.json"])
        ],
    }
    for name, rows in tables.items():
        assert len(rows) == COUNT, name
        assert {row["id"] for row in rows if row["state"] == "open"} == opened, name
        assert {row["id"] for row in rows if row["state"] == "closed"} == closed, name


def test_one_count_always_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    synthetic.write_registry(tmp_path / "again", COUNT)
    synthetic.write_files(tmp_path / "again" / "files", COUNT)
    again = {path.relative_to(tmp_path / "again"): path.read_bytes() for path in (tmp_path / "again").rglob("*.*")}
    assert again == {path: (made / path).read_bytes() for path in again}


def test_the_files_of_a_folder_hold_the_same_as_the_one_file(made: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((made / "files" / "measures").iterdir())]
    parts = [texts[-1].removesuffix(" []\n") + "\n", *(text.partition("measures:\n")[2] for text in texts[:-1])]
    assert parts[0] + "\n".join(parts[1:]) == (made / "measures.yaml").read_text(encoding="utf-8")


def test_every_goal_and_ratio_is_of_commands_that_are_measured(made: Path, tmp_path: Path) -> None:
    others = rivals.cases(made, tmp_path, speed.SCHEMA_FILE, speed.environment(tmp_path))
    named = {case.name for case in [*speed.ours(made, COUNT), *speed.floors(made), *others]}
    for goal in speed.GOALS:
        assert {goal.ours, goal.against} <= (named if goal.size else speed.own(tmp_path).keys()), goal
    assert {*speed.SAME, *speed.SAME.values(), *speed.SELECTING} <= named


def test_a_goal_says_whether_it_is_reached() -> None:
    ours, theirs = Case("ours", [], seconds=[1, 2, 9], busy=[1, 1, 2]), Case("theirs", [], seconds=[4], busy=[4])
    assert speed._against(ours, theirs, 0.5) == "0.50 × | ✓ | 0.25 ×"
    assert speed._against(ours, theirs, 0.4) == "0.50 × | ✗ | 0.25 ×"
    assert speed._against(ours, Case("slow", [], late=True, failed="> 120 s"), 0.4) == "< 0.02 × | ✓ |"
    assert speed._against(ours, Case("none", [], failed="not installed"), 0.4) == "not installed |  |"
    assert speed._against(Case("ours", [], failed="fails (1)"), theirs, 0.4) == "fails (1) | ✗ |"


@pytest.mark.slow
def test_every_mutant_is_a_program_that_says_something_else() -> None:
    path = ROOT / "ctmeasures" / "model" / "shift.py"
    source = path.read_bytes()
    found = list(mutants.mutants(path))
    assert len(found) > 40
    for one in found:
        changed = source[: one.start] + one.text.encode() + source[one.end :]
        assert source[one.start : one.end].decode() == one.old
        assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(source))


def test_a_place_that_was_printed_is_found_again_where_its_line_has_moved() -> None:
    every = list(mutants.mutants(ROOT / "ctmeasures" / "model" / "shift.py"))
    for one in every:
        (found,) = mutants.again(["37 places", f"{one._replace(line=one.line + 1)}  (no test runs it)"], every)
        assert found.change == one.change
    assert [*mutants.again(["ctmeasures/model/shift.py:1: 'x' -> 'y'"], every)] == []
    assert list(mutants.again([str(every[0])], every)) == every[:1]


def test_a_test_is_named_by_what_it_runs_and_by_the_programs_that_it_starts() -> None:
    test = "tests/test_x.py::test_y"
    assert [mutants.named(one) for one in ("tests.test_x.test_y", f"{test}[a b::c] (call)", f"{test} (setup)")] == [
        test
    ] * 3
