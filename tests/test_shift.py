"""The imprecise is not treated as exact: how one due date stands to another, what that adds up to, and what was perhaps not yet so."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_dates import dates

from ctmeasures.model.dates import parse_date
from ctmeasures.model.shift import How, Shift, shift


@pytest.mark.parametrize(
    ("old", "new", "how", "least", "most"),
    [
        ("2027", "2027", "same", 0, 0),
        ("2018-22", "2018-06/2018-08", "same", 0, 0),
        ("2027", "2027-03", "more-precise", 0, 0),
        ("2027", "2027-12-31", "more-precise", 0, 0),
        ("2027-03", "2027", "cannot-tell", 0, 0),
        ("2018-06/2018-08", "2018-07/2018-09", "cannot-tell", 0, 0),
        ("2027-03", "2027-06", "later", 91, 91),
        ("2027-06", "2027-03", "earlier", -91, -91),
        ("2018-22", "2018-10/2018-12", "later", 122, 122),
        ("2017", "2018", "later", 365, 365),
        ("2017", "2018-06", "later", 152, 545),
        ("2018-06", "2017", "earlier", -545, -152),
        ("2017-07-11/2017-07-13", "2017-07-18/2017-07-20", "later", 7, 7),
        ("9999-11", "9999-12", "later", 31, 31),
    ],
)
def test_how_a_due_date_stands_to_the_one_before(old: str, new: str, how: str, least: int, most: int) -> None:
    assert shift(parse_date(old), parse_date(new)) == Shift(How(how), least, most)


@pytest.mark.slow
@given(dates, dates, st.data())
def test_what_is_said_to_have_moved_did_so_on_whatever_days_were_meant(
    one: str, other: str, data: st.DataObject
) -> None:
    old, new = parse_date(one), parse_date(other)
    found, back = shift(old, new), shift(new, old)
    before = data.draw(st.dates(old.first, old.last))
    after = data.draw(st.dates(new.first, new.last))
    assert not found.moved or (after > before) == (found.how is How.LATER)
    assert (found.how is How.LATER) == (back.how is How.EARLIER)
    assert (found.least, found.most) == (-back.most, -back.least)
    if found.moved and found.least != found.most:
        assert found.least <= (after - before).days <= found.most
    if found.how is How.PRECISER:
        assert old.first <= after <= old.last


WATER = """\
version: 1
organisations:
  ministerie: {name: Ministry of Water}
  waterbord: {name: Water Board}
measures:
  - id: dijken
    title: Raising twelve dikes
    owner: waterbord
    history:
      - {date: 2020-01-15, status: announced, letter: 2020-01-15-water, passage: 2, quote: Twelve dikes will be raised, due: %s}
      - {date: 2020-06-30, status: in-progress, letter: 2020-06-30-progress, passage: 1, quote: Work on the dikes, due: %s}
"""


def asked(ct: Callable[..., Any], registry: Callable[..., Path], old: str, new: str, *words: str) -> Any:
    return ct(*words, "--as-of", "2020-12-31", folder=registry(WATER % (old, new)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2027", "2027-03", "more precise"),
        ("2027-03", "2027-06", "91 days later"),
        ("2027", "2028-06", "153 to 546 days later"),
        ("2027-03", "2027", "the dates do not tell whether it moved"),
    ],
)
def test_every_answer_says_the_same_of_a_due_date(
    ct: Callable[..., Any], registry: Callable[..., Path], old: str, new: str, said: str
) -> None:
    moved, told = said.endswith("later"), said != "more precise"
    due, report = (asked(ct, registry, old, new, command).out for command in ("due", "report"))
    assert (said in due, said in report) == (told, told)
    assert ("none moved" in due) == ("none moved" in report) == (not told)
    found = json.loads(asked(ct, registry, old, new, "due", "--format", "json").out)
    assert found["slippage"][0]["moved"] == found["measures"][0]["moves"] == moved
    assert ("[moved-due-without-note]" in ct("check", folder=registry(WATER % (old, new))).out) == told
    brief = asked(ct, registry, old, new, "brief", "--since", "2020-06-01").out
    assert said in brief
    assert ("1 due date moved to a later day" in brief) == moved


def test_a_more_precise_date_is_where_the_delay_begins(ct: Callable[..., Any], registry: Callable[..., Path]) -> None:
    more = "      - {date: 2020-06-30, status: in-progress, letter: 2020-06-30-progress, passage: 2, quote: dikes, due: 2027-06}\n"
    folder = registry(WATER % ("2027", "2027-03") + more)
    shown = json.loads(ct("show", "dijken", "--format", "json", folder=folder).out)["measure"]
    assert shown["slipped_days"] == 91
    assert "Slipped" in ct("show", "dijken", folder=folder).out
    assert "3 months later than first promised" in ct("show", "dijken", folder=folder).out


YEAR = """\
version: 1
organisations:
  ministerie: {name: Ministry of Water}
  waterbord: {name: Water Board}
measures:
  - id: dijken
    title: Raising twelve dikes
    owner: waterbord
    history:
      - {date: 2019, status: in-progress, letter: 2020-01-15-water, passage: 2, quote: Twelve dikes will be raised}
"""


@pytest.mark.parametrize(("day", "certain"), [("2019-03-01", False), ("2019-12-31", True), ("2020-01-15", True)])
@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("show", "dijken"),
        ("brief", "--since", "2018-12-01"),
        ("report",),
        ("due",),
        *(("timeline", *more, "--format", form) for more in ((), ("--chart",)) for form in ("table", "plain", "md")),
    ],
)
def test_what_was_perhaps_not_yet_so_says_so(
    ct: Callable[..., Any], registry: Callable[..., Path], words: tuple[str, ...], day: str, certain: bool
) -> None:
    ran = ct(*words, "--as-of", day, folder=registry(YEAR))
    assert ran.code == 0
    assert ("perhaps not yet" in ran.out) == (not certain)


def test_an_event_was_so_when_its_letter_was_written(ct: Callable[..., Any], registry: Callable[..., Path]) -> None:
    folder = registry(YEAR.replace("date: 2019", "date: 2020"))
    for day, certain in (("2020-01-14", False), ("2020-01-15", True)):
        found = json.loads(ct("list", "--as-of", day, "--format", "json", folder=folder).out)["measures"][0]
        assert found["status_certain"] is certain
        found = json.loads(ct("timeline", "--as-of", day, "--format", "json", folder=folder).out)["moments"][0]
        assert found["status_certain"] is certain
    assert "perhaps" not in ct("list", folder=folder).out + ct("timeline", folder=folder).out
