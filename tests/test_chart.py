"""The measures as spans of time, and the picture drawn of them."""

import re
import textwrap
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from support import EXAMPLE, ROOT, Ran

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import day
from ctmeasures.model.deadline import Outcome, deadline
from ctmeasures.model.records import Event, Letter, Measure, Organisation, Registry
from ctmeasures.model.status import Status
from ctmeasures.read.registry import load
from ctmeasures.render.chart import LINES, NOW, axis, empty, legend, row, scale
from ctmeasures.render.look import LANGUAGES, Look
from ctmeasures.render.words import span_words
from ctmeasures.reports.chart import GROUPS, Chart, Span, chart
from ctmeasures.reports.query import Query

Ask = Callable[..., Chart]
Ct = Callable[..., Ran]


@pytest.fixture
def ask(registry: Callable[..., Path]) -> Ask:
    """Return the chart of one measure with this history; a letter's id starts with its date, the reference day is 2020-12-31."""

    def asked(history: str, day: str = "2020-12-31") -> Chart:
        history = textwrap.dedent(history).strip()
        ids = sorted(set(re.findall(r"letter: ([0-9a-z-]+)", history)))
        letters = {f"{id_}.md": f"---\ndate: {id_[:10]}\ntitle: A letter\n---\n" for id_ in ids}
        text = (
            "version: 1\norganisations: {politie: {name: Police}}\nmeasures:\n"
            "  - id: iru-nl\n    title: Unit\n    owner: politie\n    history:\n" + textwrap.indent(history, "      ")
        )
        loaded = load(str(registry(text, letters) / "measures.yaml"))
        assert loaded.problems == ()
        return chart(loaded.registry, Clock(date.fromisoformat(day)), Query())

    return asked


def story(found: Chart | Span) -> str:
    """Say a span in one line: its stretches with the day until which each lasts, its marks."""
    (one,) = found.spans if isinstance(found, Chart) else [found]
    stretches = " ".join([str(one.begin), *(f"{part.kind} {part.last}" for part in one.stretches)])
    marks = (
        f"{mark.event.status if mark.event else 'due'} {mark.day}{'' if mark.passed else ' ahead'}"
        for mark in one.marks
    )
    return f"{stretches} | {', '.join(marks)}"


def test_after_the_last_letter_nothing_was_heard(ask: Ask) -> None:
    found = ask("""
        - {date: 2020-02-01, status: announced, letter: 2020-02-01-a}
        - {date: 2020-05-01, status: in-progress, letter: 2020-06-01-b}
    """)
    assert story(found) == (
        "2020-02-01 heard 2020-06-01 silent 2020-12-31 | announced 2020-02-01, in-progress 2020-05-01"
    )


def told(found: Chart, look: Look = LANGUAGES[0]) -> str:
    """Say in words what the bar of the one measure shows."""
    (one,) = found.spans
    return span_words(one, look)


def test_a_bar_says_its_first_letter_each_event_the_due_date_and_the_silence(ask: Ask) -> None:
    history = """
        - {date: 2019, status: in-progress, letter: 2020-02-01-a, due: 2020-09}
        - {date: 2020-05-01, status: in-preparation, letter: 2020-06-01-b}
    """
    assert told(ask(history)) == (
        "first letter of 1 February 2020; in progress 2019; in preparation 1 May 2020; "
        "due September 2020, no later word; nothing heard since 1 June 2020"
    )
    assert told(ask(history), LANGUAGES[1]) == (
        "eerste brief van 1 februari 2020; in uitvoering 2019; in voorbereiding 1 mei 2020; "
        "termijn september 2020, geen latere vermelding; niet meer vermeld sinds 1 juni 2020"
    )
    then = Clock(date(2020, 12, 31), known_by=date(2020, 3, 1))  # after which a letter breaks the silence
    assert told(chart(ask(history).view.registry, then, Query())) == (
        "first letter of 1 February 2020; in progress 2019; due September 2020; "
        "nothing heard from 1 February 2020 to 1 March 2020"
    )
    meanings = [
        said for signs in legend(chart(ask(history).view.registry, then, Query()), LANGUAGES[0]) for _, said in signs
    ]
    assert "last letter up to the reference day" in meanings
    assert "nothing heard since by then" in meanings


def test_of_what_is_closed_or_was_just_told_no_silence_is_said(ask: Ask) -> None:
    assert told(ask("- {date: 2020-02-01, status: announced, letter: 2020-02-01-a}", day="2020-02-01")) == (
        "first letter of 1 February 2020; announced 1 February 2020"
    )
    assert told(ask("- {date: 2019-05, status: implemented, letter: 2020-02-01-a}")) == (
        "first letter of 1 February 2020; implemented May 2019"
    )


def test_a_closed_measure_ends_with_the_event_that_closed_it(ask: Ask) -> None:
    found = ask("""
        - {date: 2020-02-01, status: announced, letter: 2020-02-01-a, due: 2020-04}
        - {date: 2020-05-01, status: implemented, letter: 2020-06-01-b}
        - {date: 2020-08-01, status: lapsed, letter: 2020-08-01-c}
    """)
    assert story(found) == (
        "2020-02-01 heard 2020-05-01 | announced 2020-02-01, implemented 2020-05-01, lapsed 2020-08-01"
    )


def test_a_later_letter_may_tell_of_an_earlier_end(ask: Ask) -> None:
    found = ask("""
        - {date: 2020-02-01, status: announced, letter: 2020-02-01-a}
        - {date: 2020-08-01, status: implemented, letter: 2020-08-01-b}
        - {date: 2020-05-01, status: implemented, letter: 2020-09-01-c}
    """)
    assert (
        story(found)
        == "2020-02-01 heard 2020-05-01 | announced 2020-02-01, implemented 2020-05-01, implemented 2020-08-01"
    )


def test_it_closed_when_the_deadlines_say_so(ask: Ask) -> None:
    found = ask("""
        - {date: 2018-02-01, status: announced, letter: 2018-02-01-a, due: 2020-06}
        - {date: 2019-06-01, status: superseded, letter: 2019-06-01-b}
        - {date: 2020-03-01, status: implemented, letter: 2020-03-01-c}
        - {date: 2020-05-01, status: lapsed, letter: 2020-05-01-d}
    """)
    (span,) = found.spans
    told = deadline(span.state, found.view.registry, date(2020, 12, 31))
    assert told.outcome is Outcome.MET
    assert told.closed
    assert span.end == told.closed.date.first == date(2020, 3, 1)


def test_a_measure_that_is_open_again_does_not_end_where_it_was_closed(ask: Ask) -> None:
    found = ask("""
        - {date: 2020-02-01, status: implemented, letter: 2020-02-01-a}
        - {date: 2020-08-01, status: in-progress, letter: 2020-08-01-c}
    """)
    assert story(found) == (
        "2020-02-01 heard 2020-08-01 silent 2020-12-31 | implemented 2020-02-01, in-progress 2020-08-01"
    )


def test_once_the_due_date_has_passed_both_what_was_heard_and_the_silence_are_late(ask: Ask) -> None:
    found = ask("""
        - {date: 2020-02-01, status: announced, letter: 2020-02-01-a, due: 2020-04}
        - {date: 2020-08-01, status: in-progress, letter: 2020-08-01-c}
    """)
    assert story(found) == (
        "2020-02-01 heard 2020-04-30 heard-late 2020-08-01 silent-late 2020-12-31"
        " | announced 2020-02-01, due 2020-04-30, in-progress 2020-08-01"
    )


def test_a_letter_after_the_reference_day_is_no_word_of_the_time_after_the_due_date(ask: Ask) -> None:
    found = ask(
        """
        - {date: 2020-02-01, status: announced, letter: 2020-02-01-a, due: 2020-04}
        - {date: 2020-03-01, status: in-progress, letter: 2020-08-01-c}
        """,
        "2020-06-30",
    )
    assert story(found).startswith("2020-02-01 heard 2020-04-30 silent-late 2020-06-30 |")


def test_what_is_due_lies_ahead_until_its_last_day_has_passed(ask: Ask) -> None:
    history = "- {date: 2020-02-01, status: announced, letter: 2020-02-01-a, due: 2021}"
    assert story(ask(history)) == (
        "2020-02-01 silent 2020-12-31 promised 2021-12-31 | announced 2020-02-01, due 2021-12-31 ahead"
    )
    assert story(ask(history, "2021-12-31")) == (
        "2020-02-01 silent 2021-12-31 | announced 2020-02-01, due 2021-12-31 ahead"
    )
    assert story(ask(history, "2022-01-01")) == (
        "2020-02-01 silent 2021-12-31 silent-late 2022-01-01 | announced 2020-02-01, due 2021-12-31"
    )


def test_a_span_begins_with_the_earliest_day_that_its_letters_tell_of(ask: Ask) -> None:
    found = ask("- {date: 2019, status: in-progress, letter: 2020-02-01-a}")
    assert story(found) == "2019-01-01 heard 2020-02-01 silent 2020-12-31 | in-progress 2019-01-01"
    assert (found.first_day, found.last_day) == (date(2019, 1, 1), date(2020, 12, 31))
    found = ask("- {date: 2020-02-01, status: implemented, letter: 2020-02-01-a}")
    assert story(found) == "2020-02-01 | implemented 2020-02-01"


def test_a_long_time_without_any_word_is_named(ask: Ask) -> None:
    history = """
        - {date: 2019-01-01, status: announced, letter: 2019-01-01-a}
        - {date: 2020-01-01, status: in-progress, letter: 2020-01-01-b, due: 2020-06-30}
    """
    assert ask(history, "2020-12-31").quiet is None
    assert ask(history, "2022-01-01").quiet == (date(2020, 6, 30), date(2022, 1, 1))
    assert ask("- {date: 2019-01-01, status: announced, letter: 2019-01-01-a}", "2029-01-01").quiet is None


def test_every_measure_stands_in_one_group_and_the_groups_in_their_own_order() -> None:
    registry = load(str(ROOT / "measures.yaml")).registry
    keys = {}
    for by in GROUPS:
        found = chart(registry, Clock(date(2018, 1, 1)), Query(), by)
        assert sorted(one.state.measure.id for one in found.spans) == [one.id for one in registry.measures]
        assert (found.measures, found.total) == (len(registry.measures), len(registry.measures))
        keys[by] = [group.key for group in found.groups]
    assert keys["area"] == list(registry.areas)
    assert keys["year"] == ["2015", "2017"]
    assert keys["letter"] == sorted(registry.letters)
    water = load(str(EXAMPLE / "measures.yaml")).registry
    assert [group.key for group in chart(water, Clock(date(2021, 1, 1)), Query()).groups] == ["build", "rules", None]


def test_a_registry_without_measures_has_a_chart_of_its_day() -> None:
    registry = load(str(EXAMPLE / "measures.yaml")).registry
    found = chart(registry, Clock(date(2021, 1, 1)), Query(words=("no such words",)))
    assert (found.spans, found.first_day, found.last_day, found.quiet, found.measures, found.total) == (
        [], date(2021, 1, 1), date(2021, 1, 1), None, 0, 3,
    )  # fmt: skip


# The picture

DAYS = st.integers(0, 4000).map(lambda number: date(2015, 1, 1) + timedelta(number))


@st.composite
def registries(draw: st.DrawFn) -> Registry:
    """Draw a registry of one to four measures with one to eight events each, on any days."""
    letters: dict[str, Letter] = {}
    measures = []
    for number in range(draw(st.integers(1, 4))):
        events = []
        for when in sorted(draw(st.lists(DAYS, min_size=1, max_size=8))):
            told = when + timedelta(draw(st.sampled_from((0, 0, 1, 30, 900))))
            letters[str(told)] = Letter(str(told), day(told), "A letter")
            due = draw(st.none() | DAYS.map(day))
            events.append(Event(day(when), draw(st.sampled_from(Status)), str(told), due=due))
        measures.append(Measure(f"m{number}", "A measure", "police", tuple(events)))
    return Registry("", tuple(measures), {"police": Organisation("police", "Police")}, letters=letters)


@pytest.mark.slow
@given(registries(), DAYS, st.booleans(), st.integers(23, 240))
def test_every_row_has_the_same_width_and_nothing_that_is_there_is_invisible(
    registry: Registry, today: date, past: bool, width: int
) -> None:
    found = chart(registry, Clock(today, known_by=today if past else None), Query())
    to = scale(found, width)
    explained = {cell.sign for signs in legend(found, Look()) for cell, _ in signs} | {" ", "┊", "╱"}
    assert len(empty(to)) == width
    assert all(len(line) <= width for line in axis(found, to, Look()))
    for one in found.spans:
        cells = row(one, to, today)
        assert len(cells) == width
        assert {LINES[stretch.kind] for stretch in one.stretches} <= {cell.sign for cell in cells}
        assert {cell.sign for cell in cells} <= explained
        assert cells[to.now].what == NOW or today in {mark.day for mark in one.marks}
        assert {cell.sign for cell in cells} & set("○◔◑●»–×◆")


def test_the_signs_of_lines_differ_in_shape() -> None:
    assert len(set(LINES.values())) == len(LINES)


HISTORY = """
    - {date: 2016-02-01, status: announced, letter: 2016-02-01-a, due: 2017-03}
    - {date: 2017-06-01, status: in-preparation, letter: 2017-06-01-b}
    - {date: 2017-06-03, status: in-progress, letter: 2017-06-03-c}
"""


def test_a_picture(ask: Ask) -> None:
    found = ask(HISTORY, "2017-12-31")
    (one,) = found.spans
    to = scale(found, 40)
    assert [*axis(found, to, Look()), "".join(cell.sign for cell in row(one, to, date(2017, 12, 31)))] == [
        "                           31 Dec 2017 ▼",
        "Feb 2016      Oct  2017 Apr  Jul  Oct",
        "○━━━━━━━━━━━━━━━━━━━━━━━◇≡≡◔◑══════════│",
    ]


@pytest.mark.parametrize("out", [(), ("--out", "c.svg")], ids=["drawn", "picture"])
def test_a_last_letter_before_the_first_day_is_not_drawn(out: tuple[str, ...], ct: Ct, tmp_path: Path) -> None:
    words = ("timeline", "--chart", "--announced", "2017", "--registry", str(ROOT / "measures.yaml"))
    ran = ct(*words, "--as-of", "2017-05-01", *out, folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    said = (tmp_path / "c.svg").read_text(encoding="utf-8") if out else ran.out
    assert "last letter" not in said.replace("From the first letter to the last letter", "")


def test_a_long_silence_is_drawn_short_and_broken(ask: Ask) -> None:
    found = ask(HISTORY, "2027-12-31")
    (one,) = found.spans
    to = scale(found, 40)
    assert [*axis(found, to, Look()), "".join(cell.sign for cell in row(one, to, date(2027, 12, 31)))] == [
        "                           31 Dec 2027 ▼",
        "Feb 2016  Jul  Oct   2017  Apr     ╱╱",
        "○━━━━━━━━━━━━━━━━━━━━━━━━━━◇≡≡≡◔◑══╱╱══│",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("columns", [40, 60, 80, 120, 160, 300])
@pytest.mark.parametrize("moment", ["2014-08-05", "2015-03", "2017-07-20", "2026-11-22"])
def test_it_fits_and_the_reference_day_runs_through_all_rows(columns: int, moment: str, ct: Ct) -> None:
    for by in GROUPS:
        out = ct(
            "timeline", "--chart", "--as-of", moment, "--by", by, "--format", "table", columns=columns, folder=ROOT
        ).out
        lines = out.splitlines()
        assert max(cell_len(line) for line in lines) <= columns
        days = next(number for number, line in enumerate(lines) if "▼" in line)
        rows = lines[days + 2 : lines.index("")]
        foot = next((number for number, row in enumerate(rows) if "▲" in row), len(rows) + 1)
        rows = rows[: foot - 1]  # above the years, which a long chart names once more
        assert {line[lines[days].index("▼")] for line in rows} <= set("│○◔◑●◆")


def test_what_is_overdue_is_told_without_colour(ct: Ct, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = ct("timeline", "--chart", "--as-of", "2022-06", "--format", "table").out
    rows = {line.split("  ")[0]: line for line in out.splitlines()}
    (late,) = (line for line in rows.values() if line.startswith("Alarm by telephone"))
    (ahead,) = (line for line in rows.values() if line.startswith("Raising twelve dikes"))
    assert "◇═" in late
    assert "═" not in ahead
    assert "┈◆" in ahead
    assert "◆" not in late


def test_wide_characters_move_no_bar(ct: Ct, registry: Callable[..., Path]) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    folder = registry(text.replace("Alarm by telephone", "電話による警報 🚨 " * 5).replace("Raising twelve", "堤防 é"))
    for columns in (40, 41, 80, 160):
        lines = ct(
            "timeline", "--chart", "--as-of", "2021", "--format", "table", columns=columns, folder=folder
        ).out.splitlines()
        days = next(number for number, line in enumerate(lines) if "▼" in line)
        column = cell_len(lines[days].partition("▼")[0])
        rows = [line for line in lines[days + 2 : lines.index("")] if "│" in line]
        assert len(rows) >= 6
        assert {cell_len(line.partition("│")[0]) for line in rows} == {column}


def test_the_plain_picture_cuts_nothing_and_its_columns_are_aligned(ct: Ct) -> None:
    rows = [line for line in ct("timeline", "--chart", folder=ROOT).out.splitlines() if not line.startswith("#")]
    registry = load(str(ROOT / "measures.yaml")).registry
    ids = max(len(one.id) for one in registry.measures)
    assert {row[:ids].strip(): row[ids + 64 :] for row in rows} == {one.id: one.title for one in registry.measures}


def test_the_chart_obeys_filters_and_language(ct: Ct) -> None:
    out = ct("timeline", "--chart", "--owner", "waterbord", "--lang", "nl", "--as-of", "2021").out
    assert [line.split()[0] for line in out.splitlines() if not line.startswith("#")] == ["dijken"]
    assert "Twaalf dijken verhogen" in out
    assert "# Bouwen" in out


def test_no_axis_is_too_long_to_be_labelled(ask: Ask) -> None:
    found = ask("- {date: 0001, status: announced, letter: 2020-02-01-a, due: 9999}")
    for width in (23, 60, 200):
        _, years = axis(found, scale(found, width), Look())
        assert "500 " in years
        assert len(years) <= width
