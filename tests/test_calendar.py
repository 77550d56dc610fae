"""The calendar: valid by RFC 5545, read by an independent parser, the same for the same measures."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from sound import everything, sound
from support import EXAMPLE, ROOT, Ran

from ctmeasures.model.clock import Clock
from ctmeasures.model.records import Area, Registry
from ctmeasures.read.registry import load
from ctmeasures.render.calendar import calendar
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.reports.query import Query, listing

Ct = Callable[..., Ran]
DAY = ("--as-of", "2021-01-01")


@pytest.fixture(scope="module")
def water() -> Registry:
    return load(str(EXAMPLE / "measures.yaml")).registry


def parsed(text: str) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(text)


def events(text: str) -> dict[str, Event]:
    """Return the events of a calendar by their measures."""
    return {event.uid.partition(".")[0]: event for event in parsed(text).events}


def refuse_faults(text: str) -> None:
    """Assert what RFC 5545 demands of lines, by hand: 3.1 (their ends, 75 octets), 3.6 and 3.6.1 (what must be there, once)."""
    data = text.encode()
    assert data.endswith(b"\r\n")
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", data) is None
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is broken in two
    lines = re.sub("\r\n[ \t]", "", text).split("\r\n")[:-1]
    for line in lines:
        assert re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[A-Z-]+)*:[^\x00-\x08\x0a-\x1f\x7f]*", line), line
    assert lines[:3] == ["BEGIN:VCALENDAR", "PRODID:-//ctmeasures//deadlines//EN", "VERSION:2.0"]
    for event in re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", "\n".join(lines), re.DOTALL):
        names = [re.split("[;:]", line)[0] for line in event.split("\n")]
        assert len(names) == len(set(names))
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= {*names}
        for line in event.split("\n"):
            if line.startswith(("SUMMARY", "DESCRIPTION", "CATEGORIES")):
                assert re.fullmatch(r"(\\[\\;,n]|[^\\;,])*", line.partition(":")[2]), line


@pytest.mark.parametrize("folder", [ROOT, EXAMPLE], ids=["real", "example"])
def test_it_is_valid_and_holds_the_deadlines_that_list_shows(folder: Path, ct: Ct) -> None:
    for filters in ((), ("--overdue",), ("--lang", "nl")):
        text = ct("export", "ics", *filters, folder=folder).out
        refuse_faults(text)
        listed = json.loads(ct("list", *filters, "--due-before", "not:none", "--format", "json", folder=folder).out)
        assert {*events(text)} == {one["id"] for one in listed["measures"]}


@pytest.mark.slow
@given(st.integers(0, 2**32).map(Random))
def test_of_any_registry_it_is_valid(rng: Random) -> None:
    found = everything(sound(rng))
    text = calendar(found, Look())
    refuse_faults(text)
    assert {key: event.dtstart for key, event in events(text).items()} == {
        state.measure.id: state.due.last for state in found.states if state.due
    }


@pytest.mark.slow
@given(text=st.text(min_size=1))
def test_any_text_comes_back_the_same(text: str, water: Registry) -> None:
    """A title and an area's name; a quote stands on a line of its own in the description."""
    measures = []
    for one in water.measures:
        history = tuple(replace(event, quote=text) for event in one.history)
        measures.append(replace(one, title=text, area="x", history=history))
    registry = replace(water, measures=tuple(measures), areas={"x": Area("x", text)})
    drawn = calendar(everything(registry), Look())
    refuse_faults(drawn)
    event = events(drawn)["dijken"]
    assert event.summary == f"Due 2022: {clean(text)}"
    if "," not in text:  # at which ical parts categories even where it is escaped
        assert event.categories == [clean(text)]
    assert event.description is not None
    assert f"\n“{clean(text)}”\n" in event.description


def test_a_partial_date_stands_on_its_last_day_and_says_what_the_letter_said(ct: Ct) -> None:
    found = events(ct("export", "ics", *DAY).out)
    assert (found["alarm"].dtstart, found["alarm"].dtend) == (date(2020, 9, 30), None)
    assert found["alarm"].summary == "Due July–September 2020: Alarm by telephone"
    assert found["alarm"].description is not None
    assert found["alarm"].description.split("\n") == [
        "Due: July–September 2020",
        "Source: Progress on safe water, letter of 30 June 2020, paragraph 3 (no publication id established)",
        "“An alarm by telephone will be tried”",
        "Status: announced, since 30 June 2020 (letter of 30 June 2020, paragraph 3)",
        "Last heard: letter of 30 June 2020, paragraph 3",
        "Owner: Ministry of Water (ministerie, inferred)",
        "Reference day 1 January 2021; what was true then; newest letter 30 June 2020.",
    ]
    assert found["alarm"].url is None
    assert found["alarm"].transparency == "TRANSPARENT"
    assert found["dijken"].categories == ["Build"]


def test_a_moved_deadline_moves_the_event(water: Registry) -> None:
    before, after = (
        events(calendar(everything(water, known_by=day), Look()))["dijken"]
        for day in (date(2020, 2, 1), date(2020, 7, 1))
    )
    assert before.uid == after.uid == "dijken.due@ctmeasures"
    assert (before.dtstart, after.dtstart) == (date(2021, 12, 31), date(2022, 12, 31))
    assert (before.sequence, after.sequence) == (0, 1)
    assert before.dtstamp < after.dtstamp
    assert (
        before.url
        == "https://zoek.officielebekendmakingen.nl/kst-10000-1.html#:~:text=Twelve%20dikes%20will%20be%20raised"
    )


def test_a_deadline_that_is_said_again_has_not_moved(registry: Callable[..., Path], ct: Ct) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8").replace("due: 2022", "due: 2021")
    event = events(ct("export", "ics", *DAY, folder=registry(text)).out)["dijken"]
    assert (event.sequence, event.dtstart) == (1, date(2021, 12, 31))
    assert event.description is not None
    assert "“Four of the twelve dikes”" in event.description  # the letter that said so last


@pytest.mark.parametrize("due", ["2021", "2023", "2022-06"])
def test_a_corrected_deadline_is_another_revision_and_no_older_one(
    due: str, registry: Callable[..., Path], ct: Ct
) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    before = events(ct("export", "ics", folder=registry(text)).out)
    after = events(ct("export", "ics", folder=registry(text.replace("due: 2022", f"due: {due}"))).out)
    assert after["dijken"].dtstart != before["dijken"].dtstart
    assert after["dijken"].uid == before["dijken"].uid
    assert after["dijken"].sequence == before["dijken"].sequence == 1
    assert after["dijken"].dtstamp == before["dijken"].dtstamp
    assert after["dijken"].last_modified != before["dijken"].last_modified
    assert after["alarm"] == before["alarm"]


@pytest.mark.slow
@given(st.integers(0, 2**32).map(Random))
def test_no_correction_of_a_deadline_makes_its_event_older(rng: Random) -> None:
    registry = sound(rng)
    corrected = []
    for one in registry.measures:
        dues = [event.due for event in one.history if event.due]
        history = (replace(event, due=rng.choice(dues)) if event.due else event for event in one.history)
        corrected.append(replace(one, history=tuple(history)))
    before, after = (
        events(calendar(everything(found), Look()))
        for found in (registry, replace(registry, measures=tuple(corrected)))
    )
    assert {*before} == {*after}
    for key, event in after.items():
        assert (event.sequence, event.dtstamp) == (before[key].sequence, before[key].dtstamp)


def test_programs_are_told_what_it_is_and_how_often_to_ask_for_it(water: Registry) -> None:
    address = "https://example.org/data/deadlines.ics"
    found = everything(water)
    for text, source in (
        (calendar(found, Look()), []),
        (calendar(found, Look(), address), [f"SOURCE;VALUE=URI:{address}"]),
    ):
        refuse_faults(text)
        head = text.partition("BEGIN:VEVENT")[0].split("\r\n")
        assert parsed(text).method == "PUBLISH"
        assert [line for line in head if line.startswith(("REFRESH", "X-PUBLISHED", "SOURCE"))] == [
            "REFRESH-INTERVAL;VALUE=DURATION:P1D",
            "X-PUBLISHED-TTL:P1D",
            *source,
        ]


def test_the_last_day_that_a_calendar_knows_is_a_deadline_too(registry: Callable[..., Path], ct: Ct) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8").replace("due: 2022", "due: 9999")
    assert events(ct("export", "ics", folder=registry(text)).out)["dijken"].dtstart == date(9999, 12, 31)


def test_it_holds_no_moment_of_its_making(water: Registry) -> None:
    before, after = (  # of a deadline that passes on the day between them
        calendar(listing(water, Clock(date(2020, *day)), Query(), "id"), Look()) for day in ((9, 30), (10, 2))
    )
    assert before == after
    assert "DTSTAMP:20200630T000000Z" in before
    assert "Newest letter 30 June 2020." in before


def test_dutch_titles(ct: Ct) -> None:
    found = events(ct("export", "ics", "--lang", "nl").out)
    assert found["dijken"].summary == "Termijn 2022: Twaalf dijken verhogen"
    assert found["dijken"].categories == ["Bouwen"]
