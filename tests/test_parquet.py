"""The data sets: typed, whole, and asked by DuckDB and Spark what the documentation asks them, of one registry and of several."""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support import EXAMPLE, ROOT, STUCK, Ran

from ctmeasures.render.data.dictionary import ALL

Ct = Callable[..., Ran]
DAY = ("--as-of", "2018-01-01")
pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed; it is in the extra `parquet`")
parquet = pytest.importorskip("pyarrow.parquet")
DOCUMENT = (ROOT / "docs" / "data-sets.md").read_text(encoding="utf-8")
DAYS, SPARK_DAYS = "date_diff('day', due_last, reference_day)", "datediff(reference_day, due_last)"
QUERIES = dict(re.findall(r"<!-- query: (\w+) -->\n```sql\n(.*?)```", DOCUMENT, re.DOTALL))


@pytest.fixture
def several(ct: Ct, tmp_path: Path) -> tuple[Path, list[Path]]:
    """Write the data sets of our registry and of three synthetic ones; return their folder, and those of the registries."""
    folders = [ROOT]
    for number in (1, 2, 3):
        folder = tmp_path / f"registry-{number}"
        words = [sys.executable, str(ROOT / "benchmarks" / "synthetic.py"), str(20 * number), str(folder)]
        subprocess.run(words, check=True, capture_output=True, timeout=STUCK)
        path = folder / "measures.yaml"
        text = re.sub(r"^id: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        path.write_text(text.replace("version: 1\n", f"version: 1\nid: made-{number}\n", 1), encoding="utf-8")
        folders.append(folder)
    for number, folder in enumerate(folders):
        ran = ct("export", "parquet", *DAY, "--out", str(tmp_path / "all" / str(number)), folder=folder)
        assert (ran.code, ran.err) == (0, "")
    return tmp_path / "all", folders


def counts(ct: Ct, folders: list[Path], by: str) -> Counter[str]:
    """Add up what `stats` counts."""
    found: Counter[str] = Counter()
    for folder in folders:
        said = json.loads(ct("stats", "--by", by, *DAY, "--format", "json", folder=folder).out)
        found.update({one["key"]: one["total"] for section in said["sections"] for one in section["counts"]})
    return +found


def duck(folder: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed; it is in the extra `dev`")
    connection = duckdb.connect()
    for name in ALL:
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{folder}/*/{name}.parquet')")
    return lambda query: connection.execute(query).fetchall()


@pytest.mark.slow
def test_duckdb_counts_what_stats_counts_over_one_and_over_several(several: tuple[Path, list[Path]], ct: Ct) -> None:
    folder, folders = several
    ask = duck(folder)
    assert dict(ask(QUERIES["status"])) == counts(ct, folders, "status")
    owners: Counter[str] = Counter()
    for _, owner, _, number in ask(QUERIES["owner"]):
        owners[owner] += number
    assert owners == counts(ct, folders, "owner")
    only = [one for one in ask(QUERIES["owner"]) if not one[0].startswith("made-")]
    assert {owner: number for _, owner, _, number in only} == counts(ct, folders[:1], "owner")
    late = ask(QUERIES["overdue"])
    listed = [json.loads(ct("list", "--overdue", *DAY, "--format", "json", folder=one).out) for one in folders]
    assert sorted(row[1] for row in late) == sorted(one["id"] for said in listed for one in said["measures"])
    assert all(days > 0 and isinstance(last, date) for *_, last, days in late)
    (package,) = json.loads(ct("budget", "--format", "json", folder=ROOT).out)["packages"]
    sums = {str(year): Decimal(str(amount)) for year, amount in package["sum"].items()}
    assert {str(year): amount for name, key, year, amount in ask(QUERIES["money"]) if key == package["key"]} == sums
    assert set(QUERIES) == {"status", "owner", "overdue", "money"}


@pytest.mark.slow
def test_keys_are_keys_and_lead_somewhere(several: tuple[Path, list[Path]]) -> None:
    ask = duck(several[0])
    for name, table in ALL.items():
        key = ", ".join(("registry", *table.key))
        assert ask(f"SELECT {key} FROM {name} GROUP BY {key} HAVING count(*) > 1") == []
        for column, other in table.leads.items():
            lost = (
                f"SELECT count(*) FROM {name} AS one WHERE {column} IS NOT NULL AND NOT EXISTS "
                f"(SELECT 1 FROM {other} AS other WHERE other.registry = one.registry AND other.id = one.{column})"
            )
            assert ask(lost) == [(0,)], (name, column)


@pytest.mark.slow
def test_spark_counts_what_stats_counts(several: tuple[Path, list[Path]], ct: Ct) -> None:
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java, which Spark runs in")
    folder, folders = several
    spark = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        for name in ALL:
            spark.read.parquet(f"{folder}/*/{name}.parquet").createOrReplaceTempView(name)
        found = spark.sql(QUERIES["status"]).collect()
        assert {row["status"]: row["measures"] for row in found} == counts(ct, folders, "status")
        assert spark.sql(QUERIES["owner"]).count() == len(duck(folder)(QUERIES["owner"]))
        assert spark.sql(QUERIES["money"]).count() == len(duck(folder)(QUERIES["money"]))
        assert all(f"`{days}`" in DOCUMENT for days in (DAYS, SPARK_DAYS))
        late = [tuple(row) for row in spark.sql(QUERIES["overdue"].replace(DAYS, SPARK_DAYS)).collect()]
        assert late == duck(folder)(QUERIES["overdue"])
    finally:
        spark.stop()


@pytest.mark.slow
def test_columns_have_types_and_say_what_they_mean(ct: Ct, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = ct("export", "parquet", "--as-of", "2021-01-01", "--out", str(out))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"wrote {out}: 3 of 3 measures.")
    assert {path.name for path in out.glob("*.parquet")} == {f"{name}.parquet" for name in ALL}
    read = {name: parquet.read_table(out / f"{name}.parquet") for name in ALL}
    assert read["money"].schema.field("amount").type == pa.decimal128(18, 3)
    assert read["measures"].schema.field("due_last").type == pa.date32()
    assert read["measures"].schema.field("partners").type == pa.list_(pa.string())
    assert read["events"].schema.field("due").metadata[b"description"].endswith(b"in EDTF.")
    assert read["events"].schema.metadata[b"key"] == b"registry, measure, position"
    for name, table in ALL.items():
        assert read[name].column_names == ["registry", *table.columns, "reference_day", "newest_letter"]
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert ct("export", "parquet", "--as-of", "2021-01-01", "--out", str(out)).code == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.slow
def test_a_registry_without_anything_has_tables_without_rows(ct: Ct, tmp_path: Path) -> None:
    (tmp_path / "measures.yaml").write_text("version: 1\nmeasures: []\n", encoding="utf-8")
    assert ct("export", "parquet", "--out", "out", folder=tmp_path).code == 0
    assert {parquet.read_table(path).num_rows for path in (tmp_path / "out").glob("*.parquet")} == {0}


def test_what_cannot_be_is_said(ct: Ct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ct("export", "parquet").err == "ctmeasures: a data set is no text to print; name its folder with --out DIR\n"
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    ran = ct("export", "parquet", "--out", str(tmp_path), folder=EXAMPLE)
    assert (ran.code, ran.err) == (
        2,
        f"ctmeasures: {tmp_path} holds files that are not ours; name a new or an empty folder\n",
    )
    monkeypatch.delitem(sys.modules, "ctmeasures.render.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ran = ct("export", "parquet", "--out", str(tmp_path / "out"))
    needs = "parquet needs pyarrow, which is not installed here; run pip install 'ctmeasures[parquet]'"
    assert (ran.code, ran.out, ran.err) == (2, "", f"ctmeasures: {needs}\n")
