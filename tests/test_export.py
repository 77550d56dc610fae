"""Exports: what comes out holds all that went in, stands in its file as a whole, and is read by other programs."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sound import everything, sound
from support import EXAMPLE, ROOT, STUCK, Ran
from test_safety import HOSTILE

from ctmeasures.model.fields import AREA, LETTER, MEASURE, ORGANISATION, PACKAGE, Kind, ListOf, MapOf, Shape
from ctmeasures.model.order import ordered
from ctmeasures.model.records import Passage, Registry
from ctmeasures.read.registry import load
from ctmeasures.render.data.forms import MOMENT
from ctmeasures.render.data.measures import MEASURES, registry_json
from ctmeasures.render.look import Look

Ct = Callable[..., Ran]
DAY = ("--as-of", "2021-01-01")


def read(kind: Kind | ListOf | MapOf | Shape, said: Any, **key: str) -> Any:
    """Read a value of the JSON document by the table of fields, as the registry's own file is read."""
    match kind:
        case ListOf():
            return tuple(read(kind.item, one) for one in said)
        case MapOf():
            return {
                kind.key.read(name): read(kind.value, one, **({"key": name} if isinstance(kind.value, Shape) else {}))
                for name, one in said.items()
            }
        case Shape():
            fields = {field.name: field.kind for field in kind.fields if said[field.name] is not None}
            return kind.make(**key, **{name: read(kind, said[name]) for name, kind in fields.items()})
        case Kind():
            return kind.read(said if isinstance(said, str) else str(said).lower())


def read_back(text: str, path: str) -> Registry:
    """Make records of the JSON document, which knows no binary numbers: each is read as it is written."""
    said = json.loads(text, parse_int=str, parse_float=str)
    sections = {
        name: {one["key"]: read(shape, one, key=one["key"]) for one in said[name]}
        for name, shape in (("organisations", ORGANISATION), ("areas", AREA), ("packages", PACKAGE))
    }
    letters = {}
    for one in said["letters"]:
        passages = tuple(
            Passage(int(passage["number"]), passage["digest"], passage["digest_nl"]) for passage in one["passages"]
        )
        letters[one["id"]] = replace(read(LETTER, one, id=one["id"]), passages=passages)
    own = {name: said[name] for name in ("id", "feed_id", "title", "title_nl")}
    return Registry(path, tuple(read(MEASURE, one) for one in said["measures"]), letters=letters, **own, **sections)


def in_order(registry: Registry) -> Registry:
    """Return a registry with its events in the order of their letters, in which every answer gives them."""
    measures = (replace(one, history=tuple(ordered(one, registry))) for one in registry.measures)
    return replace(registry, measures=tuple(measures))


@pytest.mark.parametrize("folder", [ROOT, EXAMPLE], ids=["real", "example"])
def test_json_read_back_gives_the_same_records(folder: Path, ct: Ct) -> None:
    path = str(folder / "measures.yaml")
    ran = ct("export", "json", folder=folder)
    assert (ran.code, ran.err) == (0, "")
    assert read_back(ran.out, path) == in_order(load(path).registry)


@pytest.mark.slow
@given(st.integers(0, 2**32).map(Random))
def test_json_of_any_registry_read_back_gives_the_same_records(rng: Random) -> None:
    registry = sound(rng)
    assert read_back(registry_json(everything(registry), Look()), "measures.yaml") == in_order(registry)


@pytest.mark.slow
def test_the_measures_of_json_are_those_of_list(ct: Ct) -> None:
    for filters in ((), ("--status", "open"), ("--known-by", "2020-02-01"), ("dikes", "--owner", "waterbord")):
        whole = json.loads(ct("export", "json", *DAY, *filters).out)
        listed = json.loads(ct("list", *DAY, *filters, "--sort", "id", "--format", "json").out)
        assert whole["kind"] == "registry"
        assert whole["measures"] == listed["measures"]
        for name in ("schema", "reference_day", "newest_letter", "count", "total"):
            assert whole[name] == listed[name]


def test_json_does_not_tell_what_was_not_known_yet(ct: Ct) -> None:
    whole = json.loads(ct("export", "json").out)
    then = json.loads(ct("export", "json", "--known-by", "2020-02-01").out)
    assert [one["id"] for one in whole["letters"]] == ["2020-01-15-water", "2020-06-30-progress"]
    assert [one["id"] for one in then["letters"]] == ["2020-01-15-water"]
    assert whole["packages"][0]["restated"]
    assert then["packages"][0]["restated"] == []
    assert "2020-06" not in json.dumps(then["measures"])
    assert json.loads(ct("export", "json", "--known-by", "2019").out)["packages"] == []


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "md", "ics"])
def test_a_file_holds_what_standard_output_does(form: str, ct: Ct, tmp_path: Path) -> None:
    path = tmp_path / "out"
    ran = ct("export", form, *DAY, "--out", str(path))
    shown = "2 of 3" if form == "ics" else "3 of 3"
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"wrote {path}: {shown} measures. Reference day 1 January 2021; what was true then; newest letter 30 June 2020.\n"  # fmt: skip
    assert path.read_bytes().decode() == ct("export", form, *DAY).out


def test_csv_is_that_of_list_behind_a_byte_order_mark(ct: Ct) -> None:
    assert ct("export", "csv", *DAY).out == "\ufeff" + ct("list", *DAY, "--sort", "id", "--format", "csv").out


@pytest.mark.parametrize("words", [("export", "csv"), ("list", "--sort", "id", "--format", "csv")])
def test_in_dutch_the_table_for_spreadsheets_has_dutch_headings_and_words(words: tuple[str, ...], ct: Ct) -> None:
    english, dutch = (
        list(csv.reader(io.StringIO(ct(*words, *DAY, "--lang", lang).out.removeprefix("\ufeff"))))
        for lang in ("en", "nl")
    )
    assert english[0] == [*MEASURES.columns, *MOMENT]
    assert len({*dutch[0]}) == len(dutch[0]) == len(english[0])
    assert not {*dutch[0]} & {*english[0]} - {"id", "partners", "status", "open"}  # which are Dutch too
    said = {
        "in-preparation": "in-voorbereiding", "announced": "aangekondigd", "in-progress": "in-uitvoering",
        "implemented": "uitgevoerd", "true": "ja", "false": "nee", "Water Board": "Waterschap", "Ministry of Water": "Ministerie van Water",
        "Build": "Bouwen", "Rules": "Regels", "July–September 2020": "juli–september 2020",
    }  # fmt: skip
    assert dutch[1:] == [[said.get(cell, cell) for cell in row] for row in english[1:]]


def test_the_keys_of_other_data_stay_english(ct: Ct) -> None:
    for words in (
        ("timeline", "--format", "csv"),
        ("due", "--format", "csv"),
        ("list", "--format", "jsonl"),
        ("export", "jsonl"),
    ):
        first = [ct(*words, *DAY, "--lang", lang).out.splitlines()[0] for lang in ("en", "nl")]
        assert first[0] == first[1]


def test_csv_says_what_a_spreadsheet_cannot_work_out(ct: Ct) -> None:
    names = ("due_letter", "last_letter", "owner_name", "area_name", "due_text", "due_first", "due_last", "url")

    def row(key: str, *words: str) -> tuple[str, ...]:
        lines = ct("export", "csv", *words).out.removeprefix("\ufeff").splitlines()[1:]
        rows = csv.DictReader(lines, [*MEASURES.columns, *MOMENT])
        return next(tuple(one[name] for name in names) for one in rows if one["id"] == key)

    plan, progress = "2020-01-15-water", "2020-06-30-progress"
    assert row("alarm") == (
        progress,
        progress,
        "Ministry of Water",
        "",
        "July–September 2020",
        "2020-07-01",
        "2020-09-30",
        "",
    )
    assert row("bouwwet") == ("", progress, "Ministry of Water", "Rules", "", "", "", "")
    early = row("dijken", "--known-by", "2020-02-01", "--lang", "nl")
    assert early[:-1] == (plan, plan, "Waterschap", "Bouwen", "2021", "2021-01-01", "2021-12-31")
    assert (
        early[-1]
        == "https://zoek.officielebekendmakingen.nl/kst-10000-1.html#:~:text=Twelve%20dikes%20will%20be%20raised"
    )


def test_the_letters_of_a_measure_are_the_first_the_last_and_the_one_whose_promise_stands(
    ct: Ct, registry: Callable[..., Path]
) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8").replace("        due: 2022\n", "")
    (found,) = json.loads(
        ct("list", "dikes", "--status", "open", "--owner", "waterbord", "--format", "json", folder=registry(text)).out
    )["measures"]
    assert (found["letter"], found["due_letter"], found["last_letter"]) == (
        "2020-01-15-water",
        "2020-01-15-water",
        "2020-06-30-progress",
    )


def test_an_old_file_is_replaced_and_its_link_and_mode_stay(ct: Ct, tmp_path: Path) -> None:
    path, link = tmp_path / "old", tmp_path / "link"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    assert ct("export", "md", "--out", str(link)).code == 0
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8").startswith("| Id |")
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link", "old"]


@pytest.mark.parametrize(
    ("out", "said"),
    [
        (".", ". is a folder; name a file in it"),
        ("", ". is a folder; name a file in it"),
        ("new/", "new/ is a folder; name a file in it"),
        ("no/where.csv", "there is no folder"),
        ("measures.yaml", "measures.yaml is a file of the registry itself; name another one"),
        ("alias", "alias is a file of the registry itself; name another one"),
        ("letters/2020-01-15-water.md", "2020-01-15-water.md is a file of the registry itself; name another one"),
        ("letters/new.md", "letters/new.md is a file of the registry itself; name another one"),
        ("texts/../letters/new.md", "new.md is a file of the registry itself; name another one"),
        ("inside.md", "inside.md is a file of the registry itself; name another one"),
        ("letters/outside.md", "outside.md is a file of the registry itself; name another one"),
        ("pipe", "pipe cannot be written: it is no ordinary file; nothing was changed"),
    ],
)
def test_what_is_no_place_for_an_export_is_left_alone(out: str, said: str, ct: Ct, tmp_path: Path) -> None:
    folder = tmp_path / "water"
    shutil.copytree(EXAMPLE, folder)
    (folder / "alias").hardlink_to(folder / "measures.yaml")
    (folder / "inside.md").symlink_to("letters/new.md")
    (folder / "letters/outside.md").symlink_to("../outside.md")
    os.mkfifo(folder / "pipe")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    ran = ct("export", "csv", "--out", out, folder=folder)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_what_is_no_letter_may_stand_beside_the_letters(ct: Ct, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "water")
    for out in ("letters/measures.csv", "letters/README.md", "texts/new.md"):
        assert ct("export", "csv", "--out", out, folder=tmp_path / "water").code == 0
    assert ct("list", folder=tmp_path / "water").code == 0


@pytest.mark.parametrize("words", [("export", "csv"), ("export", "ics"), ("report",), ("brief", "--since", "2020")])
def test_a_dash_is_standard_output(words: tuple[str, ...], ct: Ct, tmp_path: Path) -> None:
    asked = (*words, *DAY, "--registry", str(EXAMPLE))
    assert ct(*asked, "--out", "-", folder=tmp_path) == ct(*asked, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_database_goes_into_a_file_and_nowhere_else(ct: Ct) -> None:
    for out in ((), ("--out", "-")):
        ran = ct("export", "sqlite", *out)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "ctmeasures: a database is no text to print; name its file with --out FILE\n"


def test_a_file_named_like_an_option_is_a_file(ct: Ct, tmp_path: Path) -> None:
    assert ct("export", "csv", "--registry", str(EXAMPLE), "--out", "--help", folder=tmp_path).code == 0
    assert [one.name for one in tmp_path.iterdir()] == ["--help"]


def test_a_registry_without_letters_can_be_exported(ct: Ct, tmp_path: Path) -> None:
    (tmp_path / "measures.yaml").write_text("version: 1\nmeasures: []\n", encoding="utf-8")
    for form in ("csv", "json", "jsonl", "md", "ics", "sqlite"):
        assert ct("export", form, "--out", f"out.{form}", folder=tmp_path).code == 0
    assert json.loads((tmp_path / "out.json").read_bytes())["count"] == 0


def test_no_cell_of_a_spreadsheet_is_a_formula(ct: Ct, registry: Callable[..., Path]) -> None:
    out = ct("export", "csv", folder=registry(HOSTILE)).out.removeprefix("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(out)) for cell in row]
    assert '\'=HYPERLINK("x")\\u202eabc' in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]


@pytest.mark.slow
def test_a_spreadsheet_reads_every_cell_as_it_was_written(
    ct: Ct, registry: Callable[..., Path], tmp_path: Path
) -> None:
    if shutil.which("soffice") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "there is no spreadsheet: soffice, of LibreOffice, is not on the PATH"
        )
    text = HOSTILE.replace("name: Ministry", "name: Überministerium").replace('title_nl: "=', 'title_nl: "=1+1 é')
    ct("export", "csv", "--out", str(tmp_path / "hostile.csv"), folder=registry(text))
    ct("export", "csv", "--out", str(tmp_path / "real.csv"), folder=ROOT)
    # comma, quotation mark, UTF-8, from the first line on: what the dialog proposes when a person opens the file
    reader = "--infilter=CSV:44,34,76,1"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", reader, "--convert-to", "xlsx",
         "--outdir", tmp_path, tmp_path / "hostile.csv", tmp_path / "real.csv"], check=True, capture_output=True, timeout=STUCK,
    )  # fmt: skip
    for name in ("hostile", "real"):
        written = (tmp_path / f"{name}.csv").read_text(encoding="utf-8-sig")
        wanted = {cell for row in csv.reader(io.StringIO(written)) for cell in row}
        found = set()
        for kind, formula, shown in cells(tmp_path / f"{name}.xlsx"):
            assert not formula
            if kind == "s":  # whole days, numbers and truth are read as such
                found.add(shown)
        assert found <= wanted
        # a spreadsheet takes `July 2017` for a day; which days it is, two other columns say
        read = re.compile(r"[0-9-]*|true|false|[A-Z][a-z]+ [0-9]{4}")
        assert {cell for cell in wanted if read.fullmatch(cell) is None} <= found


def cells(path: Path) -> Iterator[tuple[str | None, bool, str]]:
    """Yield the kind, whether it is a formula, and the text or number of each cell of a workbook's first sheet."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as book:
        strings = [
            "".join(text.text or "" for text in one.iter(f"{space}t"))
            for one in ET.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        for cell in ET.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{space}c"):
            said = cell.findtext(f"{space}v") or ""
            shown = strings[int(said)] if cell.get("t") == "s" else said
            yield cell.get("t"), cell.find(f"{space}f") is not None, shown
