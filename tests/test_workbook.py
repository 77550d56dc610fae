"""The workbook and the tables: what is written is what another program reads, as values of their types and never as formulas."""

import csv
import io
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound import everything, sound
from support import EXAMPLE, ROOT, STUCK, Ran
from test_safety import HOSTILE

from ctmeasures.render.data.dictionary import ALL
from ctmeasures.render.data.forms import MOMENT
from ctmeasures.render.data.tables import NOW, TABLES, headings
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.xlsx import workbook

Ct = Callable[..., Ran]
DAY = ("--as-of", "2021-01-01")
WHY = "openpyxl is not installed; it is in the extra `dev`"


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    """Return the cells of each sheet as openpyxl reads them; none of them is a formula."""
    openpyxl = pytest.importorskip("openpyxl", reason=WHY)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}


def wanted(found: object, kind: str) -> object:
    """Return how a value of the tables comes out of a workbook."""
    if found in (None, []):
        return None
    if kind == "date":
        return datetime.combine(date.fromisoformat(str(found)), datetime.min.time())
    text = "; ".join(map(str, found)) if isinstance(found, list) else found
    return clean(text) if isinstance(text, str) else text


@pytest.fixture
def exported(ct: Ct, tmp_path: Path) -> Callable[..., bytes]:
    def run(*words: str, folder: Path = EXAMPLE) -> bytes:
        ran = ct("export", "xlsx", *words, "--out", str(tmp_path / "out.xlsx"), folder=folder)
        assert (ran.code, ran.err) == (0, "")
        return (tmp_path / "out.xlsx").read_bytes()

    return run


@pytest.mark.slow
@settings(max_examples=15)
@given(st.integers(0, 2**32).map(Random))
def test_a_workbook_holds_every_value_of_the_tables(rng: Random) -> None:
    listing = everything(sound(rng))
    data = workbook(listing, Look())
    assert workbook(listing, Look()) == data
    read = sheets(data)
    for name, table in TABLES.items():
        rows = read[name.capitalize()]
        assert rows[0] == [headings(name)[key] for key in (*table.columns, *NOW)]
        cells = [
            [wanted(row[key], one.kind) for key, one in table.columns.items()] for row in table.drawn(listing, Look())
        ]
        assert [row[: -len(NOW)] for row in rows[1:]] == cells


@pytest.mark.slow
def test_a_workbook_has_links_filters_and_headings_that_stay(exported: Callable[..., bytes]) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason=WHY)
    book = openpyxl.load_workbook(io.BytesIO(exported(*DAY)))
    assert book.sheetnames == ["Measures", "Events", "Money", "Letters", "Data dictionary"]
    links = [cell.hyperlink for row in book["Events"] for cell in row if cell.hyperlink]
    assert links[0].target == "https://zoek.officielebekendmakingen.nl/kst-10000-1.html"
    assert links[0].location.startswith(":~:text=")
    for sheet in book:
        assert sheet.freeze_panes in ("B2", "A2")
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(3 < one.width < 100 for one in sheet.column_dimensions.values())
    assert book.properties.created == datetime(2021, 1, 1)  # noqa: DTZ001


@pytest.mark.slow
def test_a_date_that_is_not_exact_has_words_and_two_days(exported: Callable[..., bytes]) -> None:
    rows = sheets(exported(*DAY))["Measures"]
    (found,) = (dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0] == "alarm")
    days = (found["first day of the due date"], found["last day of the due date"])
    assert (found["due"], found["due date in words"]) == ("2020-07/2020-09", "July–September 2020")
    assert days == (datetime(2020, 7, 1), datetime(2020, 9, 30))  # noqa: DTZ001
    assert found["open"] is True


@pytest.mark.slow
def test_in_dutch_all_headings_and_words_are_dutch(exported: Callable[..., bytes]) -> None:
    english, dutch = (sheets(exported(*DAY, "--lang", lang)) for lang in ("en", "nl"))
    assert [*dutch] == ["Maatregelen", "Gebeurtenissen", "Middelen", "Brieven", "Begrippenlijst"]
    assert {row[2] for row in dutch["Maatregelen"][1:]} == {row[2] for row in english["Measures"][1:]}
    assert "in-voorbereiding" in {cell for row in dutch["Gebeurtenissen"] for cell in row}
    meanings = [{row[4] for row in one[1:]} - {None} for one in (english["Data dictionary"], dutch["Begrippenlijst"])]
    assert not meanings[0] & meanings[1]


@pytest.mark.slow
def test_what_looks_like_a_formula_is_a_text(exported: Callable[..., bytes], registry: Callable[..., Path]) -> None:
    data = exported(folder=registry(HOSTILE))
    cells = [cell for rows in sheets(data).values() for row in rows for cell in row]
    assert any(str(cell).startswith('=HYPERLINK("x")') for cell in cells)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        styles = book.read("xl/styles.xml").decode()
        assert 'quotePrefix="1"' in styles
        assert {one.date_time for one in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in book.namelist() if b"<f>" in book.read(name)]


@pytest.mark.slow
def test_a_spreadsheet_opens_the_workbook(exported: Callable[..., bytes], tmp_path: Path, ct: Ct) -> None:
    if shutil.which("soffice") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "there is no spreadsheet: soffice, of LibreOffice, is not on the PATH"
        )
    (tmp_path / "real.xlsx").write_bytes(exported("--as-of", "2018-01-01", folder=ROOT))
    every = (
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"  # each sheet, as it is shown
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", every,
         "--outdir", tmp_path, tmp_path / "real.xlsx"], check=True, capture_output=True, timeout=STUCK,
    )  # fmt: skip
    for name in TABLES:
        shown = list(
            csv.reader((tmp_path / f"real-{name.capitalize()}.csv").read_text(encoding="utf-8").splitlines(True))
        )
        told = ct("export", "csv", "--of", name, "--as-of", "2018-01-01", folder=ROOT).out.removeprefix("\ufeff")
        rows = list(csv.DictReader(io.StringIO(told)))
        assert len(shown) == len(rows) + 1
        for place, key in enumerate((*TABLES[name].columns, *NOW)):
            if (
                key in told.partition("\n")[0].split(",")
                and TABLES[name].columns.get(key, NOW["newest_letter"]).kind == "date"
            ):
                assert [row[place] for row in shown[1:]] == [row[key] for row in rows]


@pytest.mark.parametrize("of", [*TABLES])
def test_csv_and_lines_of_a_table_say_the_same(of: str, ct: Ct) -> None:
    told = ct("export", "csv", "--of", of, *DAY).out
    lines = [json.loads(line) for line in ct("export", "jsonl", "--of", of, *DAY).out.splitlines()]
    rows = list(csv.DictReader(io.StringIO(told.removeprefix("\ufeff"))))
    assert told.startswith("\ufeff")
    assert len(rows) == len(lines) > 0
    for row, line in zip(rows, lines, strict=True):
        assert row.keys() - line.keys() <= {"owner_name", "area_name", "due_text", "due_first", "due_last", "url"}
        for key in row.keys() & line.keys():
            found = line[key]
            if isinstance(found, list):
                found = "; ".join(map(str, found))
            assert row[key] == ("" if found is None else str(found).lower() if isinstance(found, bool) else str(found))
    for delimiter, between in ((";", ";"), ("tab", "\t")):
        other = ct("export", "csv", "--of", of, "--delimiter", delimiter, *DAY).out.removeprefix("\ufeff")
        assert list(csv.DictReader(io.StringIO(other), delimiter=between)) == rows


@pytest.mark.slow
def test_the_amounts_are_those_of_the_budget(ct: Ct) -> None:
    rows = [json.loads(line) for line in ct("export", "jsonl", "--of", "money", folder=ROOT).out.splitlines()]
    budget = csv.DictReader(io.StringIO(ct("budget", "--format", "csv", folder=ROOT).out))
    lines = sorted((row["measure"], row["year"], row["amount"], row["part"]) for row in budget if row["what"] == "line")
    assert sorted((row["measure"], str(row["year"] or ""), str(row["amount"]), row["part"]) for row in rows) == lines


def test_in_dutch_an_amount_has_a_comma_so_that_it_is_no_day(ct: Ct) -> None:
    rows = list(csv.reader(io.StringIO(ct("export", "csv", "--of", "money", "--lang", "nl", "--delimiter", ";", folder=ROOT).out), delimiter=";"))  # fmt: skip
    assert {row[rows[0].index("bedrag")] for row in rows[1:]} >= {"5,8", "14"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("xlsx",), "a workbook is no text to print; name its file with --out FILE"),
        (("json", "--of", "events"), "--of events is for csv and jsonl; json has one content: leave it out"),
        (("jsonl", "--delimiter", ";"), "--delimiter is for csv; jsonl has none: leave it out"),
    ],
)
def test_options_that_do_not_fit_are_refused(words: tuple[str, ...], said: str, ct: Ct) -> None:
    ran = ct("export", *words)
    assert (ran.code, ran.out, ran.err) == (2, "", f"ctmeasures: {said}\n")


@pytest.mark.slow
def test_a_registry_without_anything_has_tables_without_rows(ct: Ct, tmp_path: Path) -> None:
    (tmp_path / "measures.yaml").write_text("version: 1\nmeasures: []\n", encoding="utf-8")
    assert ct("export", "xlsx", "--out", "out.xlsx", folder=tmp_path).code == 0
    assert [len(rows) for rows in sheets((tmp_path / "out.xlsx").read_bytes()).values()][:4] == [1, 1, 1, 1]
    for of in TABLES:
        assert ct("export", "csv", "--of", of, folder=tmp_path).out.count("\n") == 1
        assert ct("export", "jsonl", "--of", of, folder=tmp_path).out == ""


@pytest.mark.slow
def test_the_dictionary_says_the_same_in_every_form(ct: Ct) -> None:
    said = json.loads(ct("schema", "tables").out)["tables"]
    rows = list(csv.DictReader(io.StringIO(ct("schema", "tables", "--format", "csv").out)))
    markdown = ct("schema", "tables", "--format", "md").out
    assert [one["name"] for one in said] == [*ALL]
    told = [
        (one["name"], each["name"], each["type"], each["description"])
        for one in said
        for each in one["schema"]["fields"]
    ]
    assert [(row["table"], row["column"], row["type"], row["meaning"]) for row in rows] == told
    for _, column, kind, meaning in told:
        assert f"| `{column}`" in markdown
        assert kind in markdown
        assert meaning in markdown
    for of in TABLES:
        head = ct("export", "csv", "--of", of).out.removeprefix("\ufeff").partition("\n")[0].split(",")
        assert {*head} <= {row["column"] for row in rows if row["table"] == of}
        assert tuple(head[-2:]) == MOMENT
    frictionless = pytest.importorskip("frictionless")
    for one in said:
        assert frictionless.Schema.from_descriptor(one["schema"]).field_names


def test_a_schema_is_no_table(ct: Ct) -> None:
    ran = ct("schema", "--format", "csv")
    assert (ran.code, ran.err) == (2, "ctmeasures: --format csv is for `schema tables`; a schema is json, or md\n")
