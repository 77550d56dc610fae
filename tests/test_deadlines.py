"""The deadlines: promises, moves, what became of them, and slippage, each as a small history and what is said of it."""

import contextlib
import json
import re
import sqlite3
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import EXAMPLE, ROOT, Ran

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import parse_date
from ctmeasures.model.deadline import Deadline, Outcome, deadline
from ctmeasures.model.history import state
from ctmeasures.model.records import Event, Letter, Measure, Organisation, Registry
from ctmeasures.model.shift import How, Shift
from ctmeasures.model.status import Status
from ctmeasures.read.registry import load
from ctmeasures.render.deadlines import BY_OWNER
from ctmeasures.render.look import Look
from ctmeasures.reports.deadlines import SECTIONS, deadlines
from ctmeasures.reports.query import Query, listing

Ct = Callable[..., Ran]
TODAY = date(2021, 1, 1)


def asked(*history: str, today: date = TODAY) -> Deadline:
    """Return the deadline of a measure whose events are `letter's day: status [date] [due DATE]`."""
    events, letters = [], {}
    for line in history:
        letter, _, said = line.partition(": ")
        said, _, due = said.partition(" due ")
        status, _, when = said.partition(" ")
        letters[letter] = Letter(letter, parse_date(letter), "A letter")
        events.append(Event(parse_date(when or letter), Status(status), letter, due=parse_date(due) if due else None))
    measure = Measure("m", "M", "o", tuple(events))
    registry = Registry("", (measure,), {"o": Organisation("o", "O")}, letters=letters)
    found = state(measure, registry, Clock(today))
    assert found
    return deadline(found, registry, today)


@pytest.mark.parametrize(
    ("history", "outcome", "days"),
    [
        (["2020-01-15: announced due 2020-09"], "passed", 93),
        (["2020-01-15: announced due 2020-12-31"], "passed", 1),
        (["2020-01-15: announced due 2021-01-01"], "next", 0),
        (["2020-01-15: announced due 2020/2021"], "next", -364),
        (["2020-01-15: announced due 2020-09", "2020-09-30: in-progress"], "passed", 93),  # heard on its last day, not since
        (["2020-01-15: announced due 2020-09", "2020-10-01: in-progress"], "heard", 93),
        (["2020-01-15: announced"], "none", None),
        (["2020-01-15: announced due 2020-09", "2020-10-01: implemented 2020-09-30"], "met", 0),
        (["2020-01-15: announced due 2020-09", "2020-10-01: implemented 2020-10-01"], "undecided", None),
        (["2020-01-15: announced due 2020-09", "2020-11-01: implemented 2020-10-01"], "after", 1),
        (["2020-01-15: announced due 2020-09", "2020-11-01: implemented 2020-10"], "after", 1),
        (["2020-01-15: announced due 2020-09", "2020-11-01: implemented 2020"], "undecided", None),
        (["2020-01-15: announced due 2020-09", "2020-11-01: implemented 2020-23"], "undecided", None),
        (["2020-01-15: announced due 2020", "2020-11-01: implemented 2020"], "met", 0),
        (["2020-01-15: announced due 2020-09", "2020-06-01: implemented"], "met", -121),
        (["2020-01-15: announced due 2020-09", "2020-11-01: withdrawn 2020-06"], "ended", None),
        (["2020-01-15: announced due 2020-09", "2020-11-01: superseded"], "ended", None),
        # done in time, and its term ended later
        (["2020-01-15: announced due 2020-09", "2020-08-01: implemented", "2020-12-01: lapsed"], "met", -60),
        # what a letter called superseded, and a later one reports as done, was done
        (["2020-01-15: announced due 2020-09", "2020-03-01: superseded", "2020-08-01: implemented"], "met", -60),
        # a later letter names the day that the first left open
        (["2020-01-15: announced due 2020-09", "2020-11-01: implemented", "2020-12-01: implemented 2020-08-01"], "met", -60),
        # a later letter that is vaguer takes nothing back
        (["2020-01-15: announced due 2020-09", "2020-11-01: implemented 2020-08-01", "2020-12-01: implemented 2020"], "met", -60),
        # a date that the closing event names moves no deadline
        (["2020-01-15: announced due 2020-03", "2020-06-01: implemented 2020-05-10 due 2020-12"], "after", 40),
        # held against the deadline that stood, also where the letter that reports it states it
        (["2020-01-15: announced due 2020-03", "2020-04-01: in-progress due 2020-09", "2020-11-01: implemented 2020-08"], "met", -30),
        (["2020-01-15: announced", "2020-11-01: implemented 2020-08 due 2020-07"], "after", 1),
        # open again without a deadline, and closed again: none stood
        (["2020-01-15: announced due 2020-03", "2020-02-01: implemented", "2020-04-01: in-progress", "2020-11-01: implemented"],
         "undecided", None),
        (["2020-01-15: announced due 2020-03", "2020-02-01: implemented", "2020-04-01: in-progress"], "none", None),
    ],
)  # fmt: skip
def test_what_became_of_a_deadline(history: list[str], outcome: str, days: int | None) -> None:
    found = asked(*history)
    assert (found.outcome, found.days) == (Outcome(outcome), days)


def moves(found: Deadline) -> list[tuple[str, int | None]]:
    return [(promise.due.text, promise.shift.days if promise.shift else None) for promise in found.promises]


def test_a_date_that_is_stated_again_did_not_move() -> None:
    found = asked(
        "2020-01-15: announced due 2020-03",
        "2020-02-01: in-progress due 2020-03",
        "2020-03-01: in-progress",
        "2020-04-01: in-progress due 2020-06",
        "2020-05-01: in-progress due 2020-05-15",
    )
    assert moves(found) == [("2020-03", None), ("2020-06", 91), ("2020-05-15", None)]
    assert [promise.event.letter for promise in found.promises] == ["2020-01-15", "2020-04-01", "2020-05-01"]
    assert [promise.shift for promise in found.moves] == [Shift(How.LATER, 91, 91), Shift(How.EARLIER, -46, -17)]
    assert found.state.slipped == found.state.slipped_between == (45, 75)
    assert found.state.slipped_days is None


def test_what_the_dates_do_not_tell_has_no_least_and_no_most() -> None:
    found = asked("2020-01-15: announced due 2020-07/2020-09", "2020-02-01: in-progress due 2020-09/2021-03")
    assert moves(found) == [("2020-07/2020-09", None), ("2020-09/2021-03", None)]
    assert (found.state.slipped_days, found.state.slipped_between) == (None, (None, None))


def test_a_date_said_more_exactly_with_the_same_last_day_is_told_and_did_not_move() -> None:
    found = asked("2020-01-15: announced due 2020", "2020-02-01: in-progress due 2020-12")
    assert moves(found) == [("2020", None), ("2020-12", 0)]
    assert found.moves == ()


dues = st.lists(st.dates(date(2019, 1, 1), date(2022, 1, 1)) | st.none(), min_size=1, max_size=6)


@pytest.mark.slow
@given(dues)
def test_the_moves_add_up_to_what_every_list_calls_slipped(given_dues: list[date | None]) -> None:
    history = [
        f"20{10 + number}-01-01: in-progress" + (f" due {due}" if due else "") for number, due in enumerate(given_dues)
    ]
    found = asked(*history)
    assert sum(promise.shift.least for promise in found.promises if promise.shift) == (found.state.slipped_days or 0)
    assert (found.promises[-1].due if found.promises else None) == found.due


@pytest.fixture(scope="module")
def water() -> Registry:
    return load(str(EXAMPLE / "measures.yaml")).registry


def told(registry: Registry, clock: Clock, only: Collection[str] = (), **wanted: object) -> str:
    found = deadlines(registry, clock, Query(**wanted), only)
    return "; ".join(
        f"{section.name}: {' '.join(one.state.measure.id for one in section.deadlines)}".strip()
        for section in found.sections
    )


def test_the_sections_of_the_example(water: Registry) -> None:
    assert told(water, Clock(TODAY)) == "passed: alarm; heard:; next: dijken; none:; closed: bouwwet"
    assert told(water, Clock(TODAY), owner=("waterbord",), only=("next",)) == "next: dijken"
    found = deadlines(water, Clock(TODAY), Query())
    assert [one.state.measure.id for one in found.moved] == ["dijken"]
    assert [tuple(one) for one in found.slippage] == [
        ("waterbord", 1, 1, 0, (365, 365), (0, 0)),
        ("ministerie", 2, 0, 0, (0, 0), (0, 0)),
    ]
    assert found.total == 3


def test_at_any_moment_every_open_measure_is_in_one_section_and_overdue_is_what_the_list_says() -> None:
    real = load(str(ROOT / "measures.yaml")).registry
    for day in (date(2015, 6, 1), date(2017, 6, 30), date(2017, 12, 1), date(2026, 1, 1)):
        found = deadlines(real, Clock(day, as_of=day), Query())
        ids = [one.state.measure.id for one in found.measures]
        assert len(ids) == len(set(ids))
        late = {
            one.state.measure.id
            for one in found.measures
            if one.outcome in SECTIONS["passed"].outcomes | SECTIONS["heard"].outcomes
        }
        assert late == {one.state.measure.id for one in found.measures if one.state.overdue}
        wanted = {one.state.measure.id for one in found.measures if one.state.open}
        assert wanted == {
            one.measure.id for one in listing(real, Clock(day, as_of=day), Query(status=("open",))).states
        }


ENDS = """
version: 1
organisations: {waterbord: {name: Water Board}, ministerie: {name: Ministry}}
measures:
  - {id: a-late, title: A, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2020-03},
      {date: 2020-04-02, status: implemented, letter: 2020-06-30-progress}]}
  - {id: b-late-month, title: B, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2020-02},
      {date: 2020-04, status: implemented, letter: 2020-06-30-progress}]}
  - {id: c-undated, title: C, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2020-03},
      {date: 2020-06-30, status: implemented, letter: 2020-06-30-progress}]}
  - {id: d-year, title: D, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2020-03},
      {date: 2020, status: implemented, letter: 2020-06-30-progress}]}
  - {id: e-withdrawn, title: E, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2020-03},
      {date: 2020-06-30, status: withdrawn, letter: 2020-06-30-progress}]}
  - {id: f-heard, title: F, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2020-03},
      {date: 2020-06-30, status: in-progress, letter: 2020-06-30-progress}]}
  - {id: g-none, title: G, owner: waterbord, history: [{date: 2020-01-15, status: announced, letter: 2020-01-15-water}]}
  - {id: h-never, title: H, owner: waterbord, history: [{date: 2020-01-15, status: lapsed, letter: 2020-01-15-water}]}
"""


@pytest.mark.parametrize("form", ["plain", "md", "table"])
def test_no_more_is_said_than_the_dates_tell(form: str, registry: Callable[..., Path], ct: Ct) -> None:
    ran = ct("due", "--as-of", "2020-07-10", "--format", form, folder=registry(ENDS), columns=160)
    assert (ran.code, ran.err) == (0, "")
    text = " ".join(ran.out.replace("|", " ").split())
    for words in (
        "2 days after it",
        "at least 32 days after it",
        "reported after it; the letter names no day" if form != "table" else "reported after it;",
        "the dates do not tell whether in time" if form != "table" else "the dates do not tell",
        "ended otherwise",
        "withdrawn 30 Jun 2020",
        "3 months ago",
        "still open on 30 June 2020",
        "Passed, spoken of since: 1",
        "No deadline: 1",
        "Closed, had a deadline: 5",
        "Of 6 deadlines, none moved.",
        "7 of 8 measures.",
    ):
        assert words in text
    assert "h-never" not in text
    assert "no later word" not in text.replace("Passed, no later word: 0", "").replace("Passed, no later word 0", "")


LATER = """
version: 1
organisations: {{o: {{name: Owner}}}}
measures:
  - {{id: m, title: M, owner: o, history: [
      {{date: 2017-01-01, status: announced, letter: 2017-01-01-x, due: 2018-01}},
      {{date: 2017-06, status: in-progress, letter: {letter}-x}},
      {{date: {date}, status: {status}, letter: {letter}-x}}]}}
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("letter", "told", "said"),
    [
        ("2019-03-01", ("2018-09", "implemented"), "no word by then"),  # "still open on 1 March 2019" would be false
        ("2018-06-02", ("2017-06", "in-progress"), "no word by then"),
        ("2018-06-01", ("2017-06", "in-progress"), "still open on 1 June 2018"),
        ("2018-02-01", ("2017-06", "in-progress"), "still open on 1 February 2018"),
        ("2018-01-31", ("2017-06", "in-progress"), "no later word"),  # the due date's last day
    ],
)
def test_only_a_letter_between_the_due_date_and_the_reference_day_is_a_later_word(
    letter: str, told: tuple[str, str], said: str, ct: Ct, registry: Callable[..., Path], tmp_path: Path
) -> None:
    text = LATER.format(letter=letter, date=told[0], status=told[1])
    letters = {f"{day}-x.md": f"---\ndate: {day}\ntitle: A letter\n---\n" for day in ("2017-01-01", letter)}
    folder = registry(text, letters)
    moment = ("--as-of", "2018-06-01")
    heard = said.startswith("still open")
    for words in (("list",), ("due",), ("show", "m"), ("timeline",), ("report",), ("brief", "--since", "2018-02-01")):
        out = " ".join(ct(*words, *moment, folder=folder).out.split())
        assert said in out.replace("Still", "still")
        assert ("still open on" in out.replace("Still", "still")) == heard
    for words in (("list",), ("due",)):
        found = json.loads(ct(*words, *moment, "--format", "json", folder=folder).out)
        assert found["measures"][0]["heard_since_due"] == heard
    only = ("--only", "heard" if heard else "passed")
    assert ct("due", *moment, *only, "--format", "ids", folder=folder).out == "m\n"
    path = tmp_path / "m.sqlite"
    assert ct("export", "sqlite", *moment, "--out", str(path), folder=folder).code == 0
    with contextlib.closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT heard_since_due FROM state").fetchall() == [(heard,)]
    assert ct("site", *moment, "--out", str(tmp_path / "site"), folder=folder).code == 0
    pages = {code: (tmp_path / "site" / code / "measures/m.html").read_text("utf-8") for code in ("", "nl")}
    assert said in pages[""]
    assert ("nog open" in pages["nl"]) == heard


AGAIN = """
version: 1
organisations: {o: {name: Owner}}
measures:
  - {id: m, title: M, owner: o, history: [
      {date: 2020-01-01, status: announced, letter: 2020-01-01-x, due: 2020-06},
      {date: 2020-03-01, status: implemented, letter: 2020-03-01-x},
      {date: 2020-05-01, status: in-progress, letter: 2020-05-01-x, due: 2021-06},
      {date: 2020-07-01, status: in-progress, letter: 2020-07-01-x, due: 2021-07}]}
"""


@pytest.mark.slow
def test_what_is_promised_after_a_measure_was_reopened_moved_nothing(
    ct: Ct, registry: Callable[..., Path], tmp_path: Path
) -> None:
    days = ("2020-01-01", "2020-03-01", "2020-05-01", "2020-07-01")
    folder = registry(AGAIN, {f"{day}-x.md": f"---\ndate: {day}\ntitle: A letter\n---\n" for day in days})
    before, after = ("--as-of", "2020-06-01"), ("--as-of", "2020-08-01")
    assert "Of 1 deadline, none moved." in ct("due", *before, "--format", "md", folder=folder).out
    assert "## Due dates moved: 0" in ct("report", *before, folder=folder).out
    assert "now due June 2021" in ct("brief", "--since", "2020-04-01", *before, folder=folder).out
    out = ct("due", *after, "--format", "md", folder=folder).out
    assert "June 2021, promised anew (letter of 1 May 2020)" in out
    assert "July 2021, 31 days later (letter of 1 July 2020)" in out
    slipped = ct("report", *after, folder=folder).out.partition("## Due dates moved: 1")[2].partition("\n## ")[0]
    assert "| June 2021 | July 2021 | 31 days later |" in slipped
    assert "June 2020" not in slipped
    assert ct("site", *after, "--out", str(tmp_path / "site"), folder=folder).code == 0
    page = (tmp_path / "site/measures/m.html").read_text("utf-8")
    assert (page.count("first promised in the letter of"), page.count("promised anew in the letter of")) == (1, 1)
    assert "31 days later in all than at each promise" in ct("show", "m", *after, folder=folder).out
    assert "1 year later" not in page


@pytest.mark.parametrize("columns", [40, 60, 69, 70, 80, 160])
def test_what_slipped_is_added_up_at_every_width(columns: int, ct: Ct) -> None:
    out = ct("due", "--as-of", "2021-01-01", "--format", "table", columns=columns).out
    assert max(len(line) for line in out.splitlines()) <= columns
    assert "…" not in out
    words = " ".join(out.partition(BY_OWNER[0])[2].casefold().split())
    for said in (
        "water board",
        "ministry of water",
        "(ministerie)",
        "days later",
        "days earlier",
        "moved",
        "365",
    ):
        assert said in words


@pytest.mark.slow
@pytest.mark.parametrize("columns", [40, 60, 80, 119, 120, 160, 240])
def test_the_tables_fit_and_no_date_is_cut(columns: int, ct: Ct) -> None:
    out = ct("due", "--as-of", "2017-06-30", "--format", "table", folder=ROOT, columns=columns).out
    assert max(len(line) for line in out.splitlines()) <= columns
    assert "…" not in out
    for due in ("spring 2015", "20 Nov 2015", "Sep–Dec 2015", "11–13 Jul 2017"):
        assert due in out


@pytest.mark.slow
def test_a_year_is_one_of_the_calendar_in_every_answer(ct: Callable[..., Ran]) -> None:
    for day in ("2016-11-16", "2016-11-17"):
        listed = ct("list", "--silent-for", "1y", "--as-of", day, "--format", "ids", folder=ROOT).out.split()
        assert f"| Silent for a year | open, and nothing heard for a year or more | {len(listed)} |" in re.sub(
            " +", " ", ct("report", "--as-of", day, "--format", "md", folder=ROOT).out
        )
    assert Look().span(356, date(2017, 12, 31)) == "11 months"
    assert Look().span(140, date(2020, 11, 30)) == "4 months"
