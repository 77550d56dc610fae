"""The database: sound by SQLite's own checks, the same numbers as the other answers, nothing that was not known."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlite_utils
from hypothesis import given
from hypothesis import strategies as st
from sound import everything, sound
from support import EXAMPLE, ROOT, Ran
from test_safety import HOSTILE, TITLE

from ctmeasures.model.records import Registry
from ctmeasures.read.registry import load
from ctmeasures.render.safe import visible
from ctmeasures.render.sqlite import database

Ct = Callable[..., Ran]
DAY = ("--as-of", "2021-01-01")


@contextmanager
def opened(data: bytes) -> Iterator[sqlite3.Connection]:
    """Open a database, which SQLite itself finds sound."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        assert rows(connection, "PRAGMA integrity_check") == [("ok",)]
        assert rows(connection, "PRAGMA foreign_key_check") == []
        yield connection


def rows(connection: sqlite3.Connection, query: str, *values: object) -> list[tuple[Any, ...]]:
    return connection.execute(query, values).fetchall()


@pytest.fixture(scope="module")
def water() -> Registry:
    return load(str(EXAMPLE / "measures.yaml")).registry


@pytest.fixture
def exported(ct: Ct, tmp_path: Path) -> Callable[..., bytes]:
    """Run the command with options in a folder; return the database that it wrote."""

    def run(*options: str, folder: Path = EXAMPLE) -> bytes:
        path = tmp_path / "out.sqlite"
        ran = ct("export", "sqlite", *options, "--out", str(path), folder=folder)
        assert (ran.code, ran.err) == (0, "")
        return path.read_bytes()

    return run


@pytest.mark.slow
@pytest.mark.parametrize("folder", [ROOT, EXAMPLE], ids=["real", "example"])
def test_its_views_are_the_lists_of_the_same_day(folder: Path, exported: Callable[..., bytes], ct: Ct) -> None:
    with opened(exported("--as-of", "2018-01-01" if folder == ROOT else "2021-01-01", folder=folder)) as connection:
        (day,) = rows(connection, "SELECT value FROM meta WHERE key = 'reference_day'")[0]
        for view, filters in (("open_measures", ("--status", "open")), ("overdue_measures", ("--overdue",))):
            out = ct("list", *filters, "--as-of", day, "--format", "json", folder=folder).out
            names = ("id", "title", "title_nl", "status", "area", "owner", "announced", "updated", "due", "overdue",
                     "heard_since_due", "slipped_days", "silent_days")  # fmt: skip
            wanted = [tuple(one[name] for name in names) for one in json.loads(out)["measures"]]
            assert wanted
            assert rows(connection, f"SELECT {', '.join(names)} FROM {view}") == wanted


@pytest.mark.slow
def test_every_record_is_in_it(exported: Callable[..., bytes]) -> None:
    registry = load(str(ROOT / "measures.yaml")).registry
    with opened(exported(folder=ROOT)) as connection:
        for table, number in {
            "measures": len(registry.measures),
            "state": len(registry.measures),
            "events": sum(len(one.history) for one in registry.measures),
            "allocations": sum(len(one.budget) for one in registry.measures),
            "partners": sum(len(one.partners) for one in registry.measures),
            "measure_references": sum(len(one.references) for one in registry.measures),
            "relations": sum(len(one.part_of + one.supersedes + one.follows) for one in registry.measures),
            "letters": len(registry.letters),
            "passages": sum(len(one.passages) for one in registry.letters.values()),
            "signatories": sum(len(one.signatories) for one in registry.letters.values()),
            "links": sum(len(one.links) for one in registry.letters.values()),
            "organisations": len(registry.organisations),
            "areas": len(registry.areas),
            "packages": len(registry.packages),
            "tracks": sum(len(one.tracks) for one in registry.packages.values()),
        }.items():
            assert number > 0
            assert rows(connection, f"SELECT count(*) FROM {table}") == [(number,)], table


@pytest.mark.slow
def test_its_money_adds_up_exactly(exported: Callable[..., bytes], ct: Ct) -> None:
    package = json.loads(ct("budget", "--format", "json", folder=ROOT).out)["packages"][0]
    with opened(exported(folder=ROOT)) as connection:
        lines = "SELECT year, sum(thousandths) / 1000.0 FROM amounts JOIN allocations ON allocations.id = allocation WHERE part = 'package' GROUP BY year"
        assert {str(year): amount for year, amount in rows(connection, lines)} == package["sum"]
        totals = "SELECT year, amount FROM totals WHERE restatement IS NULL AND track IS NULL"
        assert {str(year): amount for year, amount in rows(connection, totals)} == package["announced"]


def test_what_is_given_again_is_told_apart_from_what_was_announced(exported: Callable[..., bytes]) -> None:
    with opened(exported(*DAY)) as connection:
        totals = "SELECT totals.track, year, amount, note FROM totals LEFT JOIN restatements ON restatements.id = restatement WHERE year = 2021"
        assert {*rows(connection, totals)} == {
            (None, 2021, 14.5, None),
            (None, 2021, 15, "Rounded."),
            ("1", 2021, 12.5, None),
            ("2", 2021, 2, None),
        }


@pytest.mark.slow
@given(st.integers(0, 2**32).map(Random))
def test_of_any_registry_it_is_sound_and_holds_every_amount(rng: Random) -> None:
    registry = sound(rng)
    for known_by in (None, date(2017, 6, 1)):
        found = everything(registry, known_by=known_by)
        with opened(database(found)) as connection:
            held = rows(connection, "SELECT thousandths, amount FROM amounts ORDER BY id")
            wanted = [amount for state in found.states for one in state.budget for amount in one.amounts.values()]
            assert [Decimal(thousandths) / 1000 for thousandths, _ in held] == wanted
            assert [Decimal(repr(amount)) for _, amount in held] == wanted


def test_dates_have_their_first_and_last_day(exported: Callable[..., bytes]) -> None:
    with opened(exported(*DAY)) as connection:
        state = "SELECT due, due_first, due_last, since, since_first, overdue, heard_since_due FROM state WHERE measure = 'alarm'"
        assert rows(connection, state) == [("2020-07/2020-09", "2020-07-01", "2020-09-30", "2020-06-30", "2020-06-30", 1, 0)]  # fmt: skip
        event = "SELECT position, date_last, due, due_last, passage FROM events WHERE measure = 'bouwwet'"
        assert rows(connection, event) == [
            (1, "2020-01-15", "2020-22", "2020-08-31", 4),
            (2, "2020-06-01", None, None, 2),
        ]


@pytest.mark.parametrize("words", ["Uberwachung", "ÜBERWACHUNG", "überwach*"])
def test_a_word_is_found_whatever_its_case_and_accents(
    words: str, registry: Callable[..., Path], exported: Callable[..., bytes]
) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8").replace("Four of twelve are done.", "Überwachung.")
    with opened(exported(folder=registry(text))) as connection:
        found = rows(connection, "SELECT measure, letter, passage, what, text FROM search WHERE search MATCH ?", words)
    assert found == [("dijken", "2020-06-30-progress", 1, "note", "Überwachung.")]


def test_titles_quotes_digests_and_notes_are_searched(exported: Callable[..., bytes]) -> None:
    with opened(exported()) as connection:
        found = rows(
            connection, "SELECT what, coalesce(measure, letter) FROM search WHERE search MATCH 'dikes OR dijken'"
        )
    assert {*found} == {
        ("title", "dijken"), ("title_nl", "dijken"), ("title", "bouwwet"), ("title_nl", "bouwwet"), ("quote", "alarm"),
        ("quote", "bouwwet"), ("quote", "dijken"), ("note", "dijken"), ("digest", "2020-01-15-water"),
        ("digest", "2020-06-30-progress"),
    }  # fmt: skip


@pytest.mark.slow
def test_the_queries_of_the_readme_find_something(exported: Callable[..., bytes]) -> None:
    shown = re.search("```sql\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    with opened(exported(folder=ROOT)) as connection:
        for query in shown[1].splitlines():
            assert rows(connection, query)


def test_it_does_not_tell_what_was_not_known_yet(exported: Callable[..., bytes]) -> None:
    with opened(exported("--known-by", "2020-02-01")) as connection:
        assert "2020-06-30" not in "\n".join(connection.iterdump())
        assert rows(connection, "SELECT id FROM measures") == [("bouwwet",), ("dijken",)]
        assert rows(connection, "SELECT count(*) FROM restatements") == [(0,)]
        assert rows(connection, "SELECT key, value FROM meta WHERE key IN ('as_of', 'known_by', 'newest_letter')") == [
            ("as_of", None),
            ("known_by", "2020-02-01"),
            ("newest_letter", "2020-01-15-water"),
        ]


def test_of_what_a_filter_leaves_out_nothing_is_linked_to(exported: Callable[..., bytes]) -> None:
    """Money contained in that of a measure that is not there is still no money to be added."""
    with opened(exported("--owner", "ministerie")) as connection:
        assert rows(connection, "SELECT id FROM measures") == [("alarm",), ("bouwwet",)]
        assert rows(connection, "SELECT count(*) FROM relations") == [(0,)]
        assert rows(connection, "SELECT measure, part, within, on_top_of FROM allocations WHERE package IS NULL") == [
            ("alarm", "within", None, None),
            ("bouwwet", "outside", None, None),
        ]
        assert rows(connection, "SELECT value FROM meta WHERE key = 'of_measures'") == [("3",)]


@pytest.mark.slow
def test_the_same_measures_give_the_same_bytes(exported: Callable[..., bytes], water: Registry) -> None:
    first = exported(*DAY)
    assert exported(*DAY) == first
    assert database(everything(water)) == database(everything(water))


def test_hostile_text_is_text_without_what_could_do_harm(
    registry: Callable[..., Path], exported: Callable[..., bytes]
) -> None:
    text = HOSTILE.replace("@everyone <i>", "'); DROP TABLE measures; -- <i>")
    data = exported(folder=registry(text))
    with opened(data) as connection:
        assert rows(connection, "SELECT title, title_nl FROM measures") == [(TITLE, '=HYPERLINK("x")\\u202eabc')]
        assert rows(connection, "SELECT note FROM allocations")[0][0].startswith("'); DROP TABLE measures; -- <i>")
        stored = "\n".join(connection.iterdump())
        assert "a workflow command @everyone" in stored
    for harmful in ("\x1b", "\x9b", "\x07", "\u202e"):
        assert harmful not in stored


@pytest.mark.slow
@given(text=st.text(st.characters(), min_size=1))
def test_any_text_is_stored_as_it_is_shown(text: str, water: Registry) -> None:
    """Also a lone surrogate and the character zero, which SQLite could not hold."""
    registry = replace(water, measures=tuple(replace(one, title=text) for one in water.measures))
    with opened(database(everything(registry))) as connection:
        assert {*rows(connection, "SELECT title FROM measures")} == {(visible(text),)}


def test_a_database_is_never_printed(ct: Ct) -> None:
    ran = ct("export", "sqlite")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "ctmeasures: a database is no text to print; name its file with --out FILE\n"


@pytest.mark.slow
def test_other_programs_see_every_column_and_find_the_index_of_a_table(exported: Callable[..., bytes]) -> None:
    with opened(exported(folder=ROOT)) as connection:
        for table in ("amounts", "totals"):
            assert "amount" in {row[1] for row in rows(connection, f"PRAGMA table_info({table})")}
        assert rows(connection, "PRAGMA application_id") == [(int.from_bytes(b"ctms"),)]
        assert rows(connection, "PRAGMA user_version") == [(1,)]
        for table in ("measures", "events", "letters", "passages"):
            assert len(rows(connection, f"SELECT * FROM {table}_fts")) == len(
                rows(connection, f"SELECT * FROM {table}")
            )
            connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")
        indexed = "SELECT id FROM measures WHERE rowid IN (SELECT rowid FROM measures_fts WHERE measures_fts MATCH ?)"
        every = "SELECT measure FROM search WHERE search MATCH ? AND what LIKE 'title%'"
        found = set(rows(connection, indexed, "actieprogramma OR police"))
        assert found == set(rows(connection, every, "actieprogramma OR police")) != set()


@pytest.mark.slow
def test_sqlite_utils_searches_a_table(exported: Callable[..., bytes], tmp_path: Path) -> None:
    exported(folder=ROOT)
    found = sqlite_utils.Database(tmp_path / "out.sqlite")["measures"]
    assert found.detect_fts() == "measures_fts"
    assert {one["id"] for one in found.search("police")}
