"""The measures as spans of time, and the picture drawn of them."""

import re
import textwrap
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support import EXAMPLE, ROOT

from ctmeasures.model.history import Clock
from ctmeasures.reports.chart import GROUPS, Chart, Span, chart
from ctmeasures.reports.query import Query
from ctmeasures.store.load import load

Ask = Callable[..., Chart]


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


def test_a_closed_measure_ends_with_the_event_that_closed_it(ask: Ask) -> None:
    found = ask("""
        - {date: 2020-02-01, status: announced, letter: 2020-02-01-a, due: 2020-04}
        - {date: 2020-05-01, status: implemented, letter: 2020-06-01-b}
        - {date: 2020-08-01, status: lapsed, letter: 2020-08-01-c}
    """)
    assert story(found) == (
        "2020-02-01 heard 2020-05-01 | announced 2020-02-01, implemented 2020-05-01, lapsed 2020-08-01"
    )


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
