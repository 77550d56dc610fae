"""The counts: each says the same as the list of what it counts."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from support import ROOT, Ran

Ct = Callable[..., Ran]
DAYS = (("--as-of", "2015-06-01"), ("--as-of", "2017-06-20"), ("--known-by", "2017-06-20"), ("--as-of", "2018-01-01"))


def sections(ct: Ct, *words: str) -> tuple[dict[str, Any], dict[str, dict[str | None, dict[str, Any]]]]:
    whole = json.loads(ct("stats", *words, "--format", "json", folder=ROOT).out)
    return whole, {one["by"]: {count["key"]: count for count in one["counts"]} for one in whole["sections"]}


def listed(ct: Ct, *words: str) -> int:
    return len(ct("list", *words, "--format", "ids", folder=ROOT).out.split())


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS, ids=" ".join)
def test_every_count_is_the_length_of_the_list_of_what_it_counts(day: tuple[str, str], ct: Ct) -> None:
    whole, found = sections(ct, *day)
    assert (whole["open"], whole["closed"]) == (
        listed(ct, *day, "--status", "open"),
        listed(ct, *day, "--status", "closed"),
    )
    assert whole["count"] == whole["total"] == listed(ct, *day)
    for by in ("status", "area", "owner", "letter"):
        for key, count in found[by].items():
            option = (f"--{by}", key or "none")
            assert count["total"] == listed(ct, *day, *option), option
            if by != "status":
                assert count["open"] == listed(ct, *day, *option, "--status", "open"), option


@pytest.mark.parametrize("day", DAYS, ids=" ".join)
def test_what_is_counted_once_adds_up_and_open_and_closed_make_the_total(day: tuple[str, str], ct: Ct) -> None:
    whole, found = sections(ct, *day)
    assert [one["by"] for one in whole["sections"]] == ["status", "area", "owner", "letter", "year"]
    for section in whole["sections"]:
        totals = sum(count["total"] for count in section["counts"])
        if section["counted_once"]:
            assert totals == whole["count"]
        else:
            assert totals >= whole["count"]
        assert section["definition"]
        assert all(count["open"] + count["closed"] == count["total"] for count in section["counts"])
    assert all(count["closed"] == 0 for key, count in found["status"].items() if key in ("announced", "in-progress"))


@pytest.mark.slow
def test_filters_count_what_they_list(ct: Ct) -> None:
    words = ("--owner", "politie", "--as-of", "2018-01-01")
    whole, found = sections(ct, *words)
    assert whole["count"] == listed(ct, *words) < whole["total"] == listed(ct, "--as-of", "2018-01-01")
    assert list(found["owner"]) == ["politie"]


def test_only_the_sections_asked_for_each_once(ct: Ct) -> None:
    assert list(sections(ct, "--by", "year", "--by", "area", "--by", "year")[1]) == ["year", "area"]


@pytest.mark.slow
@pytest.mark.parametrize("columns", [40, 59, 60, 80, 119, 160])
def test_the_tables_fit_and_what_there_is_has_a_mark(columns: int, ct: Ct) -> None:
    out = ct("stats", "--format", "table", folder=ROOT, columns=columns).out
    assert max(len(row) for row in out.splitlines()) <= columns
    if columns >= 60:
        assert "█" in out
        assert "░" in out


def test_what_has_no_value_comes_last_and_owners_by_number(ct: Ct) -> None:
    found = json.loads(ct("stats", "--by", "area", "--by", "owner", "--format", "json").out)["sections"]
    assert [[count["key"] for count in one["counts"]] for one in found] == [
        ["build", "rules", None],
        ["ministerie", "waterbord"],
    ]
