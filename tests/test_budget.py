"""The budget: what is added up, what is not, and that every difference from what was announced is named."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import EXAMPLE, ROOT, Ran

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import parse_date
from ctmeasures.model.records import (
    Allocation,
    Event,
    Letter,
    Measure,
    Organisation,
    Package,
    Registry,
    Restatement,
    Track,
)
from ctmeasures.model.status import Status
from ctmeasures.render import money_chart
from ctmeasures.render.bars import bar, divided
from ctmeasures.render.look import Look
from ctmeasures.reports.budget import Cause, budget
from ctmeasures.reports.query import Query

Ct = Callable[..., Ran]
DAY = ("--as-of", "2021-01-01")
LETTER = Letter("2020-01-01-money", parse_date("2020-01-01"), "Money")
LATER = Letter("2021-01-01-more", parse_date("2021-01-01"), "More")

AMOUNT = st.decimals("0", "99", places=1)
YEARS = st.dictionaries(st.integers(2015, 2020), AMOUNT, min_size=1)


def registry(package: Package, lines: list[Allocation]) -> Registry:
    history = (Event(LETTER.date, Status.ANNOUNCED, LETTER.id),)
    measures = tuple(
        Measure(f"m{number}", "M", ("om", "kmar")[number % 2], history, budget=(line,))
        for number, line in enumerate(lines)
    )
    letters = {LETTER.id: LETTER, LATER.id: LATER}
    return Registry("r", measures, packages={package.key: package}, letters=letters)


def line(years: dict[int, Decimal] | None = None, **more: Any) -> Allocation:
    return Allocation(LETTER.id, package="p", amounts=years or {}, **more)


def answer(package: Package, lines: list[Allocation], **query: Any) -> Any:
    return budget(registry(package, lines), Clock(date(2022, 1, 1)), Query(**query)).packages[0]


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from(["1", "2", None]), YEARS), max_size=8), st.sampled_from(["track", "owner"]))
def test_groups_add_up_to_the_whole_and_nothing_is_lost_or_doubled(
    lines: list[tuple[str | None, dict[int, Decimal]]], by: str
) -> None:
    package = Package(
        "p", "P", "EUR", LETTER.id, {2015: Decimal(1)}, tracks={key: Track(key, key) for key in ("1", "2")}
    )
    found = budget(
        registry(package, [line(years, track=track) for track, years in lines]), Clock(date(2022, 1, 1)), Query(), by
    ).packages[0]
    assert len(found.lines) == len(lines)
    for year in range(2015, 2021):
        wanted = sum((years.get(year, Decimal()) for _, years in lines), Decimal())
        assert found.sums.get(year, Decimal()) == wanted
        assert sum((group.sums.get(year, Decimal()) for group in found.groups), Decimal()) == wanted


@pytest.mark.slow
@given(YEARS, YEARS)
def test_a_difference_is_named_exactly_where_there_is_one(
    announced: dict[int, Decimal], given_: dict[int, Decimal]
) -> None:
    found = answer(Package("p", "P", "EUR", LETTER.id, announced), [line(given_)])
    named = {one.year: (one.announced, one.found, one.more) for one in found.differences}
    for year in {*announced, *given_}:
        total, value = announced.get(year), given_.get(year, Decimal())
        if value == (total or 0):
            assert year not in named
        else:
            assert named.pop(year) == (total, value, value - (total or 0))
    assert named == {}


def test_decimals_do_not_drift() -> None:
    tenth = Decimal("0.1")
    found = answer(Package("p", "P", "EUR", LETTER.id, {2015: Decimal(1)}), [line({2015: tenth}) for _ in range(10)])
    assert found.differences == ()
    assert str(found.sums[2015]) == "1.0"


def test_money_within_other_money_and_money_without_a_year_are_in_no_sum() -> None:
    lines = [line({2015: Decimal(5)}), line({2015: Decimal(3)}, within="m0"), line(amount=Decimal(7))]
    found = answer(Package("p", "P", "EUR", LETTER.id, {2015: Decimal(5)}), lines)
    assert found.sums == {2015: 5}
    assert found.differences == ()
    assert [one.counted for one in found.lines] == [True, False, False]


def test_money_on_top_of_other_money_is_counted() -> None:
    lines = [line({2015: Decimal(5)}), line({2015: Decimal(3)}, on_top_of="m0")]
    assert answer(Package("p", "P", "EUR", LETTER.id, {2015: Decimal(8)}), lines).differences == ()


def test_tracks_that_do_not_add_up_to_the_package_are_named() -> None:
    tracks = {"1": Track("1", "One", total={2015: Decimal(2)}), "2": Track("2", "Two", total={2015: Decimal(4)})}
    package = Package("p", "P", "EUR", LETTER.id, {2015: Decimal(5)}, tracks=tracks)
    found = answer(package, [line({2015: Decimal(2)}, track="1"), line({2015: Decimal(3)}, track="2")])
    assert [(one.cause, one.track, one.announced, one.found) for one in found.differences] == [
        (Cause.TRACKS, None, 5, 6),
        (Cause.LINES, "2", 4, 3),
    ]


def test_a_total_that_is_given_differently_elsewhere_is_named_once_it_is_written() -> None:
    again = Restatement(LATER.id, {2015: Decimal(6), 2016: Decimal(1)}, passage=2)
    package = Package("p", "P", "EUR", LETTER.id, {2015: Decimal(5)}, restated=(again,))
    whole = registry(package, [line({2015: Decimal(5)})])
    found = budget(whole, Clock(date(2022, 1, 1)), Query()).packages[0]
    assert [(one.cause, one.year, one.announced, one.found) for one in found.differences] == [
        (Cause.RESTATED, 2015, 5, 6),
        (Cause.RESTATED, 2016, None, 1),
    ]
    for clock in (Clock(date(2022, 1, 1), as_of=date(2020, 6, 1)), Clock(date(2022, 1, 1), known_by=date(2020, 6, 1))):
        assert budget(whole, clock, Query()).packages[0].differences == ()
    before = Clock(date(2022, 1, 1), as_of=date(2019, 12, 31))
    assert budget(whole, before, Query())[1:] == ((), (), ())


def test_where_a_filter_leaves_lines_out_nothing_is_compared() -> None:
    package = Package("p", "P", "EUR", LETTER.id, {2015: Decimal(5)})
    lines = [line({2015: Decimal(3)}), line({2015: Decimal(2)})]
    found = answer(package, lines, owner=("om",))
    assert (found.whole, found.sums, found.differences) == (False, {2015: 3}, ())
    assert answer(package, lines, owner=("om", "kmar")).whole
    assert budget(registry(package, lines), Clock(date(2022, 1, 1)), Query(owner=("bz",))).packages == ()


@pytest.mark.parametrize(
    ("amount", "most", "width", "drawn"),
    [("8", "8", 4, "████"), ("4", "8", 4, "██"), ("1", "8", 1, "▏"), ("0.001", "8", 4, "▏"), ("0", "8", 4, ""),
     ("-3", "8", 4, ""), ("3", "0", 4, ""), ("7.9", "8", 4, "████"), ("7", "8", 1, "▉")],
)  # fmt: skip
def test_bars(amount: str, most: str, width: int, drawn: str) -> None:
    assert bar(Decimal(amount), Decimal(most), width) == drawn


@given(AMOUNT, AMOUNT.filter(bool), st.integers(1, 100))
def test_a_bar_never_leaves_its_room(amount: Decimal, most: Decimal, width: int) -> None:
    assert len(bar(min(amount, most), most, width)) <= width


@pytest.mark.slow
def test_years_are_added_up_only_where_that_is_asked_for(ct: Ct) -> None:
    for form in ("plain", "json", "jsonl", "csv", "md", "table"):
        assert "26.0" not in ct("budget", *DAY, "--format", form).out
        assert "26.0" in ct("budget", *DAY, "--add-years", "--format", form).out


def test_every_format_has_the_same_amounts(ct: Ct) -> None:
    whole = json.loads(ct("budget", *DAY, "--format", "json").out)
    lines = [one for package in whole["packages"] for group in package["groups"] for one in group["lines"]] + whole[
        "other"
    ]
    wanted = sorted((one["measure"], year, str(amount)) for one in lines for year, amount in one["amounts"].items())
    table = list(csv.DictReader(io.StringIO(ct("budget", *DAY, "--format", "csv").out)))
    given_ = sorted(
        (row["measure"], row["year"], row["amount"]) for row in table if row["what"] == "line" and row["year"]
    )
    assert given_ == wanted
    rows = [json.loads(row) for row in ct("budget", *DAY, "--format", "jsonl").out.splitlines()]
    assert [(row["what"], row["track"] or "", str(row["amount"])) for row in rows] == [
        (row["what"], row["track"], row["amount"]) for row in table
    ]
    assert ct("budget", *DAY, "--format", "ids").out.split() == sorted({one["measure"] for one in lines})


@pytest.mark.slow
@pytest.mark.parametrize("columns", [40, 47, 60, 80, 100, 119, 160, 240])
def test_the_tables_fit_and_no_amount_is_cut(columns: int, ct: Ct) -> None:
    for more in ((), ("--add-years",), ("--by", "owner"), ("--chart",)):
        out = ct("budget", *more, "--format", "table", folder=ROOT, columns=columns).out
        assert max(len(row) for row in out.splitlines()) <= columns
        for amount in ("24.9", "105.4", "116.7", "120.9", "122.4", "128.8", "10.6"):
            assert amount in out


def test_on_a_narrow_terminal_the_groups_stand_apart(ct: Ct) -> None:
    lines = ct("budget", *DAY, "--format", "table", columns=40, folder=ROOT).out.splitlines()
    groups = [number for number, line in enumerate(lines) if re.match("Track [0-9]: |All of it", line)]
    assert [lines[number - 1] for number in groups] == [""] * 5


def test_a_chart_explains_no_sign_that_it_lacks(ct: Ct) -> None:
    for form in ("table", "plain", "md"):
        assert "– stands where" not in ct("budget", *DAY, "--chart", "--format", form).out
        assert "– stands where" in ct("budget", *DAY, "--format", form).out


def test_a_line_of_many_decimals_and_a_track_nobody_named(ct: Ct, tmp_path: Path) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    text = text.replace("        track: 1\n", "").replace(
        "{2020: 10, 2021: 12.5}\n        note", "{2020: 10.125, 2021: 1200}\n        note"
    )
    (tmp_path / "measures.yaml").write_text(text, encoding="utf-8")
    shutil.copytree(EXAMPLE / "letters", tmp_path / "letters")
    out = ct("budget", folder=tmp_path).out
    assert "10.125  1,200.000" in out
    assert "≠ 2020: the lines add up to 12.125 (0.125 more than the 12.000 announced)." in out
    assert "≠ 2020, track 1: the lines add up to 0.000 (10.000 less than the 10.000 announced)." in out
    assert "Without a track" in ct("budget", "--format", "table", folder=tmp_path).out


def drawn(ct: Ct, folder: Path, *words: str) -> str:
    return ct("budget", *words, folder=folder).out


PACKAGE = """version: 1
organisations: {om: {name: OM}, kmar: {name: Kmar}, waterbord: {name: W}, ministerie: {name: M}}
packages:
  p: {title: P, unit: EUR, letter: 2020-01-15-water, passage: 3, quote: money, %s}
measures:
  - {id: a, title: A, owner: om, partners: [kmar], history: [{date: 2020-01-15, status: announced, letter: 2020-01-15-water, passage: 2, quote: q}],
     budget: [%s]}
  - {id: b, title: B, owner: kmar, history: [{date: 2020-01-15, status: announced, letter: 2020-01-15-water, passage: 2, quote: q}],
     budget: [%s]}
"""
LINE = "{letter: 2020-01-15-water, passage: 3, quote: money, package: p, %s}"


def test_differences_are_never_rounded_away(ct: Ct, registry: Callable[..., Path]) -> None:
    tracks = "tracks: {1: {title: One, passage: 3, quote: q, total: {2020: 10.125}}}"
    again = "restated: [{letter: 2020-01-15-water, passage: 3, quote: q, total: {2020: 1000000.14}}]"
    folder = registry(
        PACKAGE % (f"total: {{2020: 10.1}}, {tracks}, {again}", LINE % "track: 1, amounts: {2020: 10.1}", "")
    )
    for by in ("track", "owner"):
        out = drawn(ct, folder, "--by", by)
        assert "≠ 2020: the tracks' totals add up to 10.125 (0.025 more than the 10.100 announced)." in out
        assert "≠ 2020, track 1: the lines add up to 10.100 (0.025 less than the 10.125 announced)." in out
        assert "says 1,000,000.140 (999,990.040 more than the 10.100 announced)." in out


def test_money_of_a_package_that_is_not_yet_announced_is_told_outside_it(ct: Ct, registry: Callable[..., Path]) -> None:
    text = PACKAGE.replace(
        "letter: 2020-01-15-water, passage: 3, quote: money, %s}",
        "letter: 2020-06-30-progress, passage: 3, quote: money, %s}",
        1,
    )
    folder = registry(text % ("total: {2020: 10}", LINE % "amounts: {2020: 10}", ""))
    assert ct("budget", "--as-of", "2020-03", "--format", "ids", folder=folder).out == "a\n"
    assert ct("budget", "--as-of", "2020-03", folder=folder).out.startswith("# Money outside the packages")


def test_tracks_are_held_against_the_package_only_where_they_cover_it(ct: Ct, registry: Callable[..., Path]) -> None:
    some = "tracks: {1: {title: One, passage: 3, quote: q, total: {2020: 3}}, 2: {title: Two}}"
    lines = f"{LINE % 'track: 1, amounts: {2020: 3}'}, {LINE % 'amounts: {2020: 2}'}"
    out = drawn(ct, registry(PACKAGE % (f"total: {{2020: 5}}, {some}", lines, "")))
    assert "Nothing is left over" in out
    rows = [row.split() for row in out.splitlines()]
    assert ["none", "Lines", "add", "up", "to", "2"] in rows
    assert ["all", "Lines", "add", "up", "to", "5"] in rows


def test_a_structural_amount_is_the_last_one(ct: Ct, registry: Callable[..., Path]) -> None:
    folder = registry(
        PACKAGE
        % (
            "structural_from: 2020, total: {2020: 10, 2021: 12}",
            LINE % "amounts: {2020: 10, 2021: 12}",
            LINE % "amounts: {2021: 0}",
        )
    )
    assert "# EUR 12 is structural: it recurs every year from 2020 on." in drawn(ct, folder)
    assert "# Of what is shown, EUR 0 is structural" in drawn(ct, folder, "--owner", "kmar")


def test_lines_of_partners_are_named_where_an_owner_is_asked_for(ct: Ct, registry: Callable[..., Path]) -> None:
    folder = registry(
        PACKAGE % ("total: {2020: 10}", LINE % "line: Guards, amounts: {2020: 8}", LINE % "amounts: {2020: 2}")
    )
    assert "# Not in it, for others own it, though the owner asked for takes part: Guards (om)." in drawn(
        ct, folder, "--owner", "kmar"
    )
    assert "Not in it" not in drawn(ct, folder, "--owner", "om")
    found = json.loads(ct("budget", "--owner", "kmar", "--format", "json", folder=folder).out)
    assert [one["measure"] for one in found["left_out"]] == ["a"]
    table = list(csv.DictReader(io.StringIO(ct("budget", "--owner", "kmar", "--format", "csv", folder=folder).out)))
    assert [row for row in table if row["what"].startswith("announced")] == []
    assert not any(found["packages"][0][key] for key in ("announced", "complete", "differences"))


def test_the_rows_that_the_help_names_add_up_to_what_was_announced(ct: Ct) -> None:
    table = list(csv.DictReader(io.StringIO(ct("budget", "--format", "csv", folder=ROOT).out)))
    for year, total in (("2015", "24.9"), ("2016", "105.4"), ("2017", "116.7"), ("2020", "128.8")):
        counted = [row for row in table if (row["what"], row["part"], row["year"]) == ("line", "package", year)]
        assert sum(Decimal(row["amount"]) for row in counted) == Decimal(total)
        for what in ("sum of package", "announced for package"):
            assert [Decimal(row["amount"]) for row in table if (row["what"], row["year"]) == (what, year)] == [
                Decimal(total)
            ]


def test_lines_with_the_same_name_in_other_tracks_or_letters_are_no_repetition(
    ct: Ct, registry: Callable[..., Path]
) -> None:
    tracks = "total: {2020: 2}, tracks: {1: {title: One}, 2: {title: Two}}"
    same = LINE % "line: Kmar, track: %s, amounts: {2020: 1}"
    for first, second, repeated in (("1", "2", False), ("1", "1", True)):
        folder = registry(PACKAGE % (tracks, same % first, same % second))
        assert ("[repeated-line]" in ct("check", folder=folder).out) is repeated
    other = (same % "1").replace("2020-01-15-water", "2020-06-30-progress")
    assert "[repeated-line]" not in ct("check", folder=registry(PACKAGE % (tracks, same % "1", other))).out


def test_two_amounts_within_one_another_are_found(ct: Ct, registry: Callable[..., Path]) -> None:
    within = LINE % "amounts: {2020: 1}, within: %s"
    assert (
        ct("check", folder=registry(PACKAGE % ("total: {2020: 1}", within % "b", within % "a"))).out.count(
            "[not-contained]"
        )
        == 2
    )


def test_a_quote_of_a_track_without_totals_is_looked_up(ct: Ct, registry: Callable[..., Path]) -> None:
    folder = registry(PACKAGE % ("total: {2020: 1}, tracks: {1: {title: One, quote: never to be found}}", "", ""))
    (folder / "2020-01-15-water.txt").write_text("money q", encoding="utf-8")
    assert "never to be found" in ct("verify", "--texts", ".", folder=folder).out


@pytest.mark.parametrize(
    ("full", "light", "most", "width", "cells"),
    [(999, 1, 1000, 16, (15, 1)), (1, 999, 1000, 16, (1, 15)), (0, 5, 10, 10, (0, 5)), (1, 1, 1000, 10, (1, 1)), (0, 0, 0, 10, (0, 0))],
)  # fmt: skip
def test_a_divided_bar_hides_neither_part(full: int, light: int, most: int, width: int, cells: tuple[int, int]) -> None:
    first, second = divided(full, light, most, width)
    assert (len(first), len(second)) == cells


def test_only_an_amount_of_a_year_from_then_on_is_called_structural(ct: Ct, registry: Callable[..., Path]) -> None:
    folder = registry(
        PACKAGE
        % (
            "structural_from: 2020, total: {2018: 3, 2019: 9.5, 2020: 12}",
            LINE % "amounts: {2018: 3, 2019: 3, 2020: 12}",
            LINE % "amounts: {2018: 0, 2019: 6.5}",
        )
    )
    assert "EUR 12.0 is structural" in drawn(ct, folder)
    assert "EUR 12.0 is structural" in drawn(ct, folder, "--owner", "om")
    assert "structural" not in drawn(ct, folder, "--owner", "kmar")


INSIDE = "{letter: 2020-01-15-water, passage: 3, quote: money, unit: EUR, within: a, amounts: {2020: 4, 2021: 1}}"


def test_money_within_money_of_another_group_says_in_whose(ct: Ct, registry: Callable[..., Path]) -> None:
    folder = registry(PACKAGE % ("total: {2020: 10}", LINE % "amounts: {2020: 10}", INSIDE))
    by_track, by_owner = drawn(ct, folder), drawn(ct, folder, "--by", "owner")
    assert "of which: B (not added)  b" in by_track
    assert "of which" not in by_owner
    assert "B (not added; contained in the money of a)  b" in by_owner
    assert "2021" in by_track  # the years of what is contained have a column too


def test_money_within_that_of_a_package_is_never_outside_the_packages(ct: Ct, registry: Callable[..., Path]) -> None:
    folder = registry(PACKAGE % ("total: {2020: 10}", LINE % "amounts: {2020: 10}", INSIDE))
    assert "No money matches" in ct("budget", "--package", "none", "--format", "table", folder=folder).out
    for words in ((), ("--package", "p"), ("--owner", "kmar"), ("--package", "not:none")):
        out = drawn(ct, folder, *words)
        assert "outside" not in out
        assert "B (not added" in out
    found = json.loads(ct("budget", "--owner", "kmar", "--format", "json", folder=folder).out)
    (package,) = found["packages"]
    assert ([one["part"] for group in package["groups"] for one in group["lines"]], found["other"]) == (["within"], [])
    assert package["sum"] == {}


def test_an_amount_is_written_alike_in_every_answer(ct: Ct, registry: Callable[..., Path]) -> None:
    alone = "{letter: 2020-01-15-water, passage: 3, quote: money, unit: EUR, amounts: {2018: 1000000, 2019: 2500.5}}"
    folder = registry(PACKAGE % ("total: {2020: 1000000.125}", LINE % "amounts: {2020: 1000000.125}", alone))
    assert "EUR 1,000,000 in 2018, EUR 2,500.5 in 2019" in drawn(ct, folder)
    assert "€ 1.000.000 in 2018, € 2.500,5 in 2019" in drawn(ct, folder, "--lang", "nl")
    assert "2018: 1,000,000  2019: 2,500.5" in ct("show", "b", "--format", "plain", folder=folder).out
    assert "2018: 1.000.000  2019: 2.500,5" in ct("show", "b", "--format", "plain", "--lang", "nl", folder=folder).out


def test_a_chart_leaves_no_amount_out_that_is_less_than_nothing() -> None:
    found = budget(
        registry(
            Package("p", "P", "EUR", LETTER.id, {2015: Decimal(6), 2016: Decimal(0)}),
            [line({2015: Decimal(10)}), line({2015: Decimal(-4), 2016: Decimal(0)})],
        ),
        Clock(date(2022, 1, 1)),
        Query(),
        "owner",
    )
    whole = replace(found.view.registry, organisations={key: Organisation(key, key) for key in ("om", "kmar")})
    drawn = money_chart.chart(found.packages[0], whole, Look())
    assert drawn.described == "2015: 6 (om 10; kmar -4). 2016: 0."
    assert [row.total for row in drawn.rows] == [6, 0]


DOLLARS = "{letter: 2020-01-15-water, passage: 3, quote: money, unit: USD million, within: a, note: In dollars., %s}"


@pytest.mark.parametrize(
    ("money", "said"),
    [
        ("amounts: {2018: 1, 2019: 2.25}", "USD 1 million in 2018, USD 2.25 million in 2019"),
        ("amount: 3.125", "USD 3.125 million, no year named"),
    ],
)
@pytest.mark.parametrize("by", ["track", "owner"])
def test_an_amount_never_stands_under_a_unit_that_is_not_its_own(
    ct: Ct, registry: Callable[..., Path], money: str, said: str, by: str
) -> None:
    folder = registry(PACKAGE % ("total: {2020: 10}", LINE % "amounts: {2020: 10}", DOLLARS % money))
    for form in ("plain", "md"):
        out = drawn(ct, folder, "--by", by, "--format", form)
        assert f"B ({said}; not added" in out
        assert "10.00" not in out  # nor does it make the others more exact
        heads = [word for row in out.splitlines() if "2020" in row and "OWNER" in row.upper() for word in row.split()]
        assert not {"2018", "2019"} & {*heads}


@pytest.mark.slow
def test_nor_does_it_on_the_website(ct: Ct, registry: Callable[..., Path]) -> None:
    folder = registry(PACKAGE % ("total: {2020: 10}", LINE % "amounts: {2020: 10}", DOLLARS % "amounts: {2018: 1.25}"))
    assert ct("site", "--out", "page", folder=folder).code == 0
    page = (folder / "page" / "money.html").read_text(encoding="utf-8")
    assert '<span class="note">USD 1.25 million in 2018</span> <span class="note">not added</span>' in page
    assert "10.00" not in page


def test_money_in_another_unit_within_other_money_is_a_finding_unless_a_note_says_why(
    ct: Ct, registry: Callable[..., Path]
) -> None:
    inside = "{letter: 2020-01-15-water, passage: 3, quote: money, within: a, amount: 4%s}"
    for more, unit in ((", unit: USD", "USD"), ("", "EUR million")):
        folder = registry(PACKAGE % ("total: {2020: 10}", LINE % "amounts: {2020: 10}", inside % more))
        out = ct("check", folder=folder).out
        assert f"warning: money in {unit} within the money of `a` in EUR [other-unit]" in out
        assert f"`unit: EUR`, or a note that the letter gives it in {unit}" in out
    for more in (", unit: EUR", ", unit: USD, note: In dollars.", ", unit: USD, note_nl: In dollars."):
        folder = registry(PACKAGE % ("total: {2020: 10}", LINE % "amounts: {2020: 10}", inside % more))
        assert "[other-unit]" not in ct("check", folder=folder).out


TWO = PACKAGE.replace("measures:\n", "  q: {title: Q, unit: EUR, letter: 2020-01-15-water, passage: 3, quote: money, total: {2020: 3}}\nmeasures:\n")  # fmt: skip


def test_money_within_that_of_two_packages_stands_in_both_and_is_one_line(
    ct: Ct, registry: Callable[..., Path]
) -> None:
    both = f"{LINE % 'amounts: {2020: 10}'}, {(LINE % 'amounts: {2020: 3}').replace('package: p', 'package: q')}"
    folder = registry(TWO % ("total: {2020: 10}", both, INSIDE))
    out = drawn(ct, folder)
    assert out.count("of which: B (not added)  b") == 2
    assert "# 3 lines of money, 2 measures." in out
    found = json.loads(ct("budget", "--format", "json", folder=folder).out)
    assert found["count"] == 3
    for words in ((), ("--package", "p")):
        table = list(csv.DictReader(io.StringIO(ct("budget", *words, "--format", "csv", folder=folder).out)))
        rows = [(row["package"], row["year"], row["amount"]) for row in table if row["part"] == "within"]
        assert rows == [("", "2020", "4"), ("", "2021", "1")]  # of which package, the letter does not say
    one = registry(PACKAGE % ("total: {2020: 10}", LINE % "amounts: {2020: 10}", INSIDE))
    table = list(csv.DictReader(io.StringIO(ct("budget", "--format", "csv", folder=one).out)))
    assert [row["package"] for row in table if row["part"] == "within"] == ["p", "p"]


@pytest.mark.parametrize("wanted", ["p", "none", "not:none", "not:p"])
def test_a_package_is_the_same_money_in_every_answer(ct: Ct, registry: Callable[..., Path], wanted: str) -> None:
    folder = registry(PACKAGE % ("total: {2020: 10}", LINE % "amounts: {2020: 10}", INSIDE))
    words = ("--package", wanted, "--format", "ids")
    listed = ct("list", *words, folder=folder).out
    assert listed == ct("budget", *words, folder=folder).out == ("a\nb\n" if wanted in ("p", "not:none") else "")
    counted = json.loads(ct("stats", "--package", wanted, "--format", "json", folder=folder).out)
    assert counted["count"] == len(listed.split())


@pytest.mark.parametrize("wanted", ["versterking-veiligheidsketen", "not:none"])
def test_the_committed_package_has_the_same_measures_in_every_answer(ct: Ct, wanted: str) -> None:
    words = ("--package", wanted, "--format", "ids", "--as-of", "2017-12-31")
    listed = ct("list", *words, "--sort", "id", folder=ROOT).out
    assert "aivd-radicalisering" in listed.split()
    assert listed == ct("budget", *words, folder=ROOT).out


def test_nobody_knows_of_the_money_of_a_measure_before_the_measure(ct: Ct, registry: Callable[..., Path]) -> None:
    text = PACKAGE % ("total: {2020: 12}", LINE % "amounts: {2020: 10}", LINE % "amounts: {2020: 2}")
    late = "{date: 2020-06-30, status: announced, letter: 2020-06-30-progress, passage: 1, quote: q}"
    at = text.index("id: b")
    folder = registry(text[:at] + re.sub(r"\{date: .*?\}", late, text[at:], count=1))
    assert "[money-before-event]" in ct("check", folder=folder).out
    for moment in (("--known-by", "2020-03"), ("--as-of", "2020-03")):
        for command in ("list", "budget"):
            assert ct(command, *moment, "--format", "ids", folder=folder).out == "a\n"
        out = drawn(ct, folder, *moment)
        assert "the sums are not compared with what was announced" in out  # a line of it is not there yet
        assert "≠" not in out
    assert "Nothing is left over" in drawn(ct, folder)
    words = ("letters", "2020-01-15-water", "--known-by", "2020-03", "--format", "json")
    letter = json.loads(ct(*words, folder=folder).out)["letter"]
    assert {one for passage in letter["passages"] for one in passage["measures"]} == {"a"}
    assert letter["measures"] == 1
    letter = json.loads(ct("letters", "2020-01-15-water", "--format", "json", folder=folder).out)["letter"]
    assert letter["measures"] == len({one for passage in letter["passages"] for one in passage["measures"]}) == 2
