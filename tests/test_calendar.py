"""The calendar: valid by RFC 5545, read by an independent parser, the same for the same measures."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
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


def without_reminders(text: str) -> str:
    return re.sub(r"BEGIN:VALARM\r\n.*?END:VALARM\r\n", "", text, flags=re.DOTALL)


def refuse_faults(text: str) -> None:
    """Assert what RFC 5545 demands of lines, by hand: 3.1 (their ends, 75 octets), 3.6, 3.6.1 and 3.6.6 (what must be there, once)."""
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
    for found in re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", "\n".join(lines), re.DOTALL):
        event, begin, alarm = found.partition("\nBEGIN:VALARM\n")
        if begin:
            summary = re.search("^SUMMARY:(.*)$", event, re.MULTILINE)
            assert summary
            form = rf"ACTION:DISPLAY\nTRIGGER:-?P[0-9DTH]+\nDESCRIPTION:{re.escape(summary[1])}\nEND:VALARM"
            assert re.fullmatch(form, alarm), alarm
        names = [re.split("[;:]", line)[0] for line in event.split("\n")]
        assert len(names) == len(set(names))
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= {*names}
        for line in event.split("\n"):
            if line.startswith(("SUMMARY", "DESCRIPTION", "CATEGORIES")):
                assert re.fullmatch(r"(\\[\\;,n]|[^\\;,])*", line.partition(":")[2]), line


@pytest.mark.slow
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


def test_it_holds_no_moment_of_its_making_but_reminds_of_what_is_ahead(water: Registry) -> None:
    before, after = (  # of a deadline that passes on the day between them
        calendar(listing(water, Clock(date(2020, *day)), Query(), "id"), Look()) for day in ((9, 30), (10, 1))
    )
    assert without_reminders(before) == without_reminders(after)
    assert [len(events(text)["alarm"].alarm) for text in (before, after)] == [1, 0]
    assert [len(events(text)["dijken"].alarm) for text in (before, after)] == [1, 1]
    assert "DTSTAMP:20200630T000000Z" in before
    assert "Newest letter 30 June 2020." in before


def test_dutch_titles(ct: Ct) -> None:
    found = events(ct("export", "ics", "--lang", "nl").out)
    assert found["dijken"].summary == "Termijn 2022: Twaalf dijken verhogen"
    assert found["dijken"].categories == ["Bouwen"]


# reminders


@pytest.mark.parametrize(
    ("words", "before"),
    [((), 14), (("--remind", "30"), 30), (("--remind", "366"), 366), (("--remind", "1"), 1), (("--remind", "0"), 0)],
)
def test_a_reminder_comes_in_the_morning_so_many_days_before(words: tuple[str, ...], before: int, ct: Ct) -> None:
    text = ct("export", "ics", *DAY, *words).out
    refuse_faults(text)
    found = events(text)
    assert found["alarm"].alarm == []  # which was due in 2020
    (alarm,) = found["dijken"].alarm
    assert (alarm.action, alarm.description) == ("DISPLAY", "Due 2022: Raising twelve dikes")
    assert alarm.trigger == timedelta(hours=9, days=-before)


def test_a_reminder_can_be_left_out(ct: Ct) -> None:
    silent = ct("export", "ics", *DAY, "--remind", "none").out
    assert silent == without_reminders(ct("export", "ics", *DAY).out)
    assert "VALARM" not in silent


@pytest.mark.parametrize("typed", ["", "x", "-1", "367", "1.5", "²", "14 days", "None"])
def test_what_is_no_number_of_days_is_said(typed: str, ct: Ct) -> None:
    ran = ct("export", "ics", "--remind", typed)
    said = f"--remind: `{typed}` is no number of days from 0 to 366, nor none; write something like 14"
    assert (ran.code, ran.out, ran.err) == (2, "", f"ctmeasures: {said}\n")


def test_only_a_calendar_reminds(ct: Ct) -> None:
    ran = ct("export", "csv", "--remind", "14")
    assert (ran.code, ran.err) == (2, "ctmeasures: --remind is for ics; csv has no reminders: leave it out\n")


# what is replaced is remembered


@pytest.fixture
def folder(registry: Callable[..., Path]) -> Path:
    return registry((EXAMPLE / "measures.yaml").read_text(encoding="utf-8"))


def corrected(folder: Path, ct: Ct, due: str) -> Event:
    """Correct a due date of the example, write its calendar over the one before, twice, and return the event."""
    path = folder / "measures.yaml"
    path.write_text(re.sub("due: 202[2-9].*", f"due: {due}", path.read_text(encoding="utf-8")), encoding="utf-8")
    written = []
    for _ in range(2):
        assert ct("export", "ics", *DAY, "--out", "due.ics", folder=folder).code == 0
        written.append((folder / "due.ics").read_bytes())
    assert written[0] == written[1]
    refuse_faults(written[0].decode())
    return events(written[0].decode())["dijken"]


@pytest.mark.slow
def test_a_day_that_was_corrected_is_a_newer_revision_than_the_one_that_is_replaced(folder: Path, ct: Ct) -> None:
    dues = ("2022", "2023", "2023-12", "2022", "2022-06")  # the third is the same day
    assert [corrected(folder, ct, due).sequence for due in dues] == [1, 2, 2, 3, 4]


@pytest.mark.slow
def test_what_is_replaced_is_believed_nothing_else(folder: Path, ct: Ct) -> None:
    corrected(folder, ct, "2022")
    path = folder / "due.ics"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"dijken.due@", b"../x\x1b.due@").replace(b"Raising", b"Lowering"))
    found = corrected(folder, ct, "2023")
    assert (found.sequence, found.summary) == (1, "Due 2023: Raising twelve dikes")
    odd = [
        b"", b"\xff\x00", b"BEGIN:VCALENDAR\r\n" * 100_000, whole[: whole.index(b"SEQUENCE:1") + 9], whole.replace(b"\r\n", b"\n"),
        whole.replace(b"SEQUENCE:1", b"SEQUENCE:-9"), whole.replace(b"SEQUENCE:1", b"SEQUENCE:" + b"9" * 5000),
        whole.replace(b"SEQUENCE:1", b"SEQUENCE:x"), whole.replace(b"VALUE=DATE:2022", b"VALUE=DATE:x"),
    ]  # fmt: skip
    for data in odd:
        path.write_bytes(data)
        assert corrected(folder, ct, "2024").sequence == 1
    path.write_bytes(whole.replace(b"SEQUENCE:1", b"SEQUENCE:7"))  # somebody else raised it: never less
    assert corrected(folder, ct, "2022").sequence == 7
    path.unlink()
    assert corrected(folder, ct, "2022").sequence == 1


def test_what_can_be_no_file_to_replace_is_not_read(folder: Path, ct: Ct, tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere.ics"
    secret.write_text("UID:dijken.due@ctmeasures\r\nDTSTAMP:x\r\nDTSTART;VALUE=DATE:20200101\r\nSEQUENCE:41\r\n")
    (folder / "link.ics").symlink_to(secret)
    os.mkfifo(folder / "pipe.ics")
    for name, said in (("link.ics", "is a link that leads elsewhere"), ("pipe.ics", "it is no ordinary file")):
        ran = ct("export", "ics", "--out", name, folder=folder)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert said in ran.err


def test_a_long_id_is_known_again(registry: Callable[..., Path], ct: Ct) -> None:
    key = "dijken-met-een-lange-naam" * 4
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8").replace("dijken", key)
    folder = registry(text)
    found = []
    for due in ("2022", "2023"):
        (folder / "measures.yaml").write_text(text.replace("due: 2022", f"due: {due}"), encoding="utf-8")
        ran = ct("export", "ics", "--out", "due.ics", folder=folder)
        assert ran.code == 0, ran.err
        found.append(events((folder / "due.ics").read_bytes().decode())[key].sequence)
    assert found == [1, 2]


@pytest.mark.slow
@given(st.integers(0, 2**32).map(Random))
def test_with_each_correction_the_revision_rises_where_the_day_moves_and_never_falls(rng: Random) -> None:
    registry, old = sound(rng), ""
    for _ in range(4):
        measures = []
        for one in registry.measures:
            dues = [event.due for event in one.history if event.due]
            history = (replace(event, due=rng.choice(dues)) if event.due else event for event in one.history)
            measures.append(replace(one, history=tuple(history)))
        registry = replace(registry, measures=tuple(measures))
        new = calendar(everything(registry), Look(), old=old.encode())
        assert calendar(everything(registry), Look(), old=new.encode()) == new
        before, after = events(old) if old else {}, events(new)
        for key in {*before} & {*after}:
            first, second = before[key].sequence or 0, after[key].sequence or 0
            assert second == first + (before[key].dtstart != after[key].dtstart)
        old = new


@pytest.mark.slow
def test_a_site_that_is_built_again_remembers_too(registry: Callable[..., Path], ct: Ct) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    folder, found = registry(text), []
    for due in ("2022", "2023", "2023"):
        (folder / "measures.yaml").write_text(text.replace("due: 2022", f"due: {due}"), encoding="utf-8")
        assert ct("site", "--out", "site", *DAY, folder=folder).code == 0
        found.append(
            [
                events((folder / "site" / path / "data" / "deadlines.ics").read_bytes().decode())["dijken"].sequence
                for path in (".", "nl")
            ]
        )
    assert found == [[1, 1], [2, 2], [2, 2]]
