"""What Datasette shows of the database, and DuckDB of the table and the lines."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import ROOT, STUCK, Ran

pytestmark = pytest.mark.slow
DATASETTE, DUCKDB = "datasette==0.65.5", "duckdb==2.0.1"
DAY = ("--as-of", "2018-01-01")
Ct = Callable[..., Ran]
Json = Callable[..., Any]


@pytest.fixture
def get(pypi: Callable[[str], Path], ct: Ct, tmp_path: Path) -> Callable[[str], str]:
    """Return what Datasette answers to a request."""
    program = pypi(DATASETTE) / "datasette"
    path = tmp_path / "registry.sqlite"
    assert ct("export", "sqlite", *DAY, "--out", str(path), folder=ROOT).code == 0

    def ask(address: str) -> str:
        words = [program, path, "--get", f"/registry{address}"]
        return subprocess.run(words, capture_output=True, encoding="utf-8", check=True, timeout=STUCK).stdout

    return ask


def test_datasette_sees_all_tables_with_their_columns_and_ways(get: Callable[[str], str]) -> None:
    told = json.loads(get(".json"))
    tables = {one["name"]: one for one in told["tables"] if not one["hidden"]}
    assert {"measures", "events", "letters", "passages", "organisations", "allocations", "amounts", "state"} <= {
        *tables
    }
    assert {one["name"] for one in told["views"]} == {"open_measures", "overdue_measures"}
    assert tables["amounts"]["columns"] == ["id", "allocation", "year", "thousandths", "amount"]
    ways = {(one["column"], one["other_table"]) for one in tables["events"]["foreign_keys"]["outgoing"]}
    assert ways == {("measure", "measures"), ("letter", "letters"), ("status", "statuses")}
    assert {name for name, one in tables.items() if one["fts_table"]} == {"measures", "events", "letters", "passages"}


def test_datasette_finds_measures_and_names_what_they_lead_to(get: Callable[[str], str]) -> None:
    found = json.loads(get("/measures.json?_search=actieprogramma&_shape=array&_labels=on"))
    assert found
    assert all("actieprogramma" in one["title_nl"].lower() for one in found)
    (one,) = json.loads(get("/measures.json?id=iru-nl&_shape=array&_labels=on"))
    assert one["owner"] == {"value": "politie", "label": "National Police"}
    assert '<a href="/registry/organisations/politie">National Police</a>' in get("/measures?id=iru-nl")


def test_datasette_reads_amounts_as_numbers(get: Callable[[str], str]) -> None:
    found = json.loads(get("/amounts.json?_shape=array&_size=max"))
    assert all(one["amount"] == one["thousandths"] / 1000 for one in found)
    assert any(one["amount"] % 1 for one in found)


READ = """
import duckdb, json, sys
connection = duckdb.connect()
if sys.argv[1:]:
    connection.execute("INSTALL sqlite")
    connection.execute("LOAD sqlite")
print(json.dumps(connection.execute(sys.stdin.read()).fetchall(), default=str))
"""


@pytest.fixture
def duckdb(pypi: Callable[[str], Path]) -> Json:
    """Return the rows that DuckDB answers to a query, or nothing where the words for it cannot be fulfilled."""
    program = pypi(DUCKDB) / "python"

    def ask(query: str, *words: str) -> Any:
        call = [program, "-c", READ, *words]
        ran = subprocess.run(call, input=query, capture_output=True, encoding="utf-8", check=False, timeout=STUCK)
        if words and "Failed to download extension" in ran.stderr:
            pytest.skip("DuckDB fetches its reader of SQLite from a place that cannot be reached here")
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout)

    return ask


def test_duckdb_reads_the_table_and_the_lines_alike(duckdb: Json, ct: Ct, tmp_path: Path) -> None:
    for form in ("csv", "jsonl"):
        assert ct("export", form, *DAY, "--out", str(tmp_path / f"m.{form}"), folder=ROOT).code == 0
    wanted = json.loads(ct("list", "--status", "open", *DAY, "--format", "json", folder=ROOT).out)
    for source in (f"read_csv('{tmp_path}/m.csv')", f"read_json('{tmp_path}/m.jsonl')"):
        found = duckdb(f"SELECT id, title_nl FROM {source} WHERE open ORDER BY id")
        assert found == sorted([one["id"], one["title_nl"]] for one in wanted["measures"])
    kinds = (
        f"SELECT typeof(due_last), typeof(overdue), typeof(due) FROM read_csv('{tmp_path}/m.csv') WHERE id = 'iru-nl'"
    )
    assert duckdb(kinds) == [["DATE", "BOOLEAN", "VARCHAR"]]


def test_duckdb_reads_the_database(duckdb: Json, ct: Ct, tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    assert ct("export", "sqlite", *DAY, "--out", str(path), folder=ROOT).code == 0
    sums = f"SELECT sum(thousandths)::BIGINT, round(sum(amount) * 1000)::BIGINT FROM sqlite_scan('{path}', 'amounts')"
    ((thousandths, amount),) = duckdb(sums, "sqlite")
    assert thousandths == amount
