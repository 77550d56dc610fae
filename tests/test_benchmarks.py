"""The registries that speed is measured on: sound, always the same, and the same for every program."""

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import ROOT, Ran

sys.path.insert(0, str(ROOT / "benchmarks"))

import rivals
import synthetic

COUNT = 70


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "registry"
    synthetic.write_registry(folder, COUNT)
    rivals.write(folder / "rivals", COUNT)
    return folder


def ids(ran: Ran) -> set[str]:
    assert (ran.code, ran.err) == (0, "")
    return set(ran.out.split())


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
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").rglob("*") if path.is_file()}
    assert again == {path.name: path.read_bytes() for path in made.rglob("*") if path.is_file() and path.name in again}
