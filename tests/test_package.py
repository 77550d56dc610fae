"""The description of the data that a site offers: frictionless reads it, and finds the data to be what it says."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound import everything, sound
from support import EXAMPLE, Ran
from test_safety import HOSTILE

from ctmeasures.render.data.measures import spreadsheet
from ctmeasures.render.data.package import datapackage, resource, schema
from ctmeasures.render.data.tables import FLAT
from ctmeasures.render.words import Look

EMPTY = "version: 1\nmeasures: []\n"
WHY = "frictionless is not installed; it is in the extra `dev`"


def complaints(description: Path) -> list[str]:
    """Return what frictionless minds about a package and the data that it names."""
    frictionless = pytest.importorskip("frictionless", reason=WHY)
    report = frictionless.Package(str(description)).validate()
    assert report.stats["tasks"] > 0 or report.errors
    return [error.message for one in (report, *report.tasks) for error in one.errors]


def described(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "data" / "datapackage.json").read_bytes())
    return found


@pytest.mark.slow
def test_frictionless_finds_the_data_to_be_what_is_said_of_it(site: Path, small_site: Path) -> None:
    assert complaints(site / "data" / "datapackage.json") == []
    assert complaints(small_site / "data" / "datapackage.json") == []


@pytest.mark.slow
@pytest.mark.parametrize(("text", "letters"), [(EMPTY, {}), (HOSTILE, EXAMPLE / "letters")], ids=["empty", "hostile"])
def test_so_it_does_of_other_registries(
    text: str,
    letters: dict[str, str] | Path,
    ct: Callable[..., Ran],
    registry: Callable[..., Path],
    tmp_path: Path,
) -> None:
    ct("site", "--out", str(tmp_path / "site"), folder=registry(text, letters))
    assert complaints(tmp_path / "site" / "data" / "datapackage.json") == []


@pytest.mark.slow
@settings(max_examples=25)  # frictionless takes its time
@given(rng=st.integers(0, 2**32).map(Random))
def test_so_it_does_of_the_table_of_any_registry(rng: Random, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder, found = tmp_path_factory.mktemp("data"), everything(sound(rng))
    table = "".join(spreadsheet(found, Look())).encode()
    (folder / "a.csv").write_bytes(table)
    drawn = datapackage(found.view, [resource("a.csv", "a table", "text/csv", table, schema(FLAT, "id"))], None)
    (folder / "datapackage.json").write_text(drawn, encoding="utf-8")
    assert complaints(folder / "datapackage.json") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [("dijken,", ",", "required"), (",announced,", ",promised,", "enum"), (",true,", ",perhaps,", "boolean")],
)
def test_it_is_a_description_by_which_faults_are_found(
    old: str, new: str, fault: str, ct: Callable[..., Ran], tmp_path: Path
) -> None:
    pytest.importorskip("frictionless", reason=WHY)
    ct("site", "--out", str(tmp_path / "site"))
    table = tmp_path / "site" / "data" / "measures.csv"
    text = table.read_text(encoding="utf-8")
    assert old in text
    table.write_text(text.replace(old, new), encoding="utf-8")
    assert [one for one in complaints(table.parent / "datapackage.json") if fault in one]


@pytest.mark.slow
def test_it_names_every_file_and_every_column(small_site: Path) -> None:
    """By the specifications, without a program that reads it: names and paths, hashes, fields in the order of the table."""
    package = described(small_site)
    assert package["profile"] == "data-package"
    assert package["name"] == "announced-measures"
    assert "homepage" not in package
    for one in package["resources"]:
        data = (small_site / "data" / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    others = {"datapackage.json", "deadlines.ics", "search.js"}
    beside = {path.name for path in (small_site / "data").iterdir() if path.suffix != ".svg"} - others
    assert {one["path"] for one in package["resources"]} == beside
    assert len({one["name"] for one in package["resources"]}) == len(beside)
    tables = {one["path"]: one["schema"] for one in package["resources"] if "schema" in one}
    assert {*tables} == {name for name in beside if name.endswith(".csv")}
    for name, table in tables.items():
        head = (small_site / "data" / name).read_text(encoding="utf-8-sig").partition("\n")[0]
        assert [field["name"] for field in table["fields"]] == head.split(",")
        assert all(field["description"].endswith(".") for field in table["fields"])


@pytest.mark.slow
def test_it_names_the_site_where_that_has_an_address(ct: Callable[..., Ran], tmp_path: Path) -> None:
    ct("site", "--out", str(tmp_path / "site"), "--url", "https://example.org/water", folder=EXAMPLE)
    assert described(tmp_path / "site")["homepage"] == "https://example.org/water/index.html"
