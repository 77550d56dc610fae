"""What follows from a measure's history: the rules of derivation, each as a small registry and its state."""

import re
import textwrap
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support import EXAMPLE, Ran

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import day, parse_date
from ctmeasures.model.history import State, state, states
from ctmeasures.model.order import ordered, with_due
from ctmeasures.model.records import Event, Letter, Measure, Registry
from ctmeasures.model.status import Status
from ctmeasures.read.registry import load

TODAY = date(2021, 1, 1)
Ask = Callable[..., State | None]


def clock(as_of: str | None = None, known_by: str | None = None, today: date = TODAY) -> Clock:
    return Clock(today, as_of and date.fromisoformat(as_of), known_by and date.fromisoformat(known_by))


@pytest.fixture
def ask(registry: Callable[..., Path]) -> Ask:
    """Return the state of one measure with this history; a letter's id starts with its date, today is 2021-01-01."""

    def asked(history: str, as_of: str | None = None, known_by: str | None = None) -> State | None:
        history = textwrap.dedent(history).strip()
        ids = sorted(set(re.findall(r"letter: ([0-9a-z-]+)", history)))
        letters = {f"{id_}.md": f"---\ndate: {id_[:10]}\ntitle: A letter\n---\n" for id_ in ids}
        text = (
            "version: 1\norganisations: {politie: {name: Police}}\nmeasures:\n"
            "  - id: iru-nl\n    title: Unit\n    owner: politie\n    history:\n" + textwrap.indent(history, "      ")
        )
        loaded = load(str(registry(text, letters) / "measures.yaml"))
        assert loaded.problems == ()
        return state(loaded.registry.measures[0], loaded.registry, clock(as_of, known_by))

    return asked


def story(found: State | None) -> str:
    """Return the notes of a state's events in order."""
    assert found is not None
    return " ".join(event.note or "?" for event in found.history)


# Order


def test_events_stand_in_the_order_of_their_letters_then_of_the_list(ask: Ask) -> None:
    found = ask("""
        - {date: 2020-03-01, status: implemented, letter: 2020-03-01-c, note: fourth}
        - {date: 2020-02-01, status: in-progress, letter: 2020-02-01-b, note: second}
        - {date: 2020-02-01, status: in-preparation, letter: 2020-02-01-b, note: third}
        - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, note: first}
    """)
    assert story(found) == "first second third fourth"
    assert found.status is Status.IMPLEMENTED
    assert (found.letter, str(found.announced), str(found.updated)) == ("2020-01-01-a", "2020-01-01", "2020-03-01")


def test_two_letters_of_one_day_keep_the_order_of_the_list(ask: Ask) -> None:
    found = ask("""
        - {date: 2020-01-01, status: in-progress, letter: 2020-01-01-z, note: first}
        - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, note: second}
    """)
    assert story(found) == "first second"
    assert found.status is Status.ANNOUNCED
    assert found.letter == "2020-01-01-z"


def test_the_date_of_an_event_does_not_change_its_place(ask: Ask) -> None:
    found = ask("""
        - {date: 2020-06-01, status: in-progress, letter: 2020-06-01-a, note: first}
        - {date: 2019-03, status: implemented, letter: 2020-09-01-b, note: last}
    """)
    assert story(found) == "first last"
    assert found.status is Status.IMPLEMENTED
    assert str(found.announced) == "2020-06-01"


# The two clocks

IN_FORCE_SINCE_MARCH = """
    - {date: 2020-01-15, status: in-preparation, letter: 2020-01-15-plan, note: drafted}
    - {date: 2020-03-01, status: implemented, letter: 2020-06-30-progress, note: in-force}
"""


@pytest.mark.parametrize(
    ("as_of", "known_by", "expected"),
    [
        (None, None, "drafted in-force"),
        ("2020-01-14", None, None),
        ("2020-01-15", None, "drafted"),
        ("2020-02-29", None, "drafted"),
        ("2020-03-01", None, "drafted in-force"),  # true then, though no letter had said so
        (None, "2020-01-14", None),
        (None, "2020-01-15", "drafted"),
        (None, "2020-06-29", "drafted"),  # true since March, but not known
        (None, "2020-06-30", "drafted in-force"),
        ("2020-03-01", "2020-06-29", "drafted"),
        ("2020-03-01", "2020-06-30", "drafted in-force"),
        ("2020-02-29", "2020-06-30", "drafted"),
        ("2020-01-14", "2020-06-30", None),
        ("2020-06-30", "2020-01-14", None),
    ],
)
def test_two_clocks(ask: Ask, as_of: str | None, known_by: str | None, expected: str | None) -> None:
    found = ask(IN_FORCE_SINCE_MARCH, as_of, known_by)
    if expected is None:
        assert found is None
    else:
        assert story(found) == expected
        assert found.open == (expected == "drafted")


def test_what_was_true_earlier_but_reported_later_stands_alone_before_the_first_letter(ask: Ask) -> None:
    found = ask(
        """
        - {date: 2020-05-01, status: announced, letter: 2020-05-01-a, note: announced}
        - {date: 2019, status: in-progress, letter: 2020-06-30-b, note: under-way}
        """,
        as_of="2019-07-01",
    )
    assert story(found) == "under-way"
    assert (found.letters, str(found.updated), found.silent_days) == (("2020-06-30-b",), "2020-06-30", 0)
    assert (found.letter, str(found.announced), found.heard_once) == ("2020-05-01-a", "2020-05-01", False)


@pytest.mark.parametrize("known_by", [None, "2020-05-01"])
def test_a_measure_was_announced_by_the_first_letter_that_is_known_whatever_day_is_asked_for(
    ask: Ask, known_by: str | None
) -> None:
    history = """
        - {date: 2020-05-01, status: announced, letter: 2020-05-01-a}
        - {date: 2020-04, status: in-progress, letter: 2020-06-30-b}
    """
    for as_of in ("2020-04-30", "2020-05-01", "2021-01-01"):
        found = ask(history, as_of, known_by)
        if known_by and as_of < known_by:
            assert found is None
        else:
            assert found is not None
            assert (found.letter, str(found.announced)) == ("2020-05-01-a", "2020-05-01")


@pytest.mark.parametrize(
    ("written", "counts_from"),
    [
        ("2019", "2019-01-01"),
        ("2019-06", "2019-06-01"),
        ("2019-06-15", "2019-06-15"),
        ("2019-22", "2019-06-01"),
        ("2019-07/2019-09", "2019-07-01"),
    ],
)
def test_a_partial_date_counts_from_its_first_day(ask: Ask, written: str, counts_from: str) -> None:
    history = f"- {{date: {written}, status: announced, letter: 2020-01-01-a, note: said}}"
    eve = date.fromordinal(date.fromisoformat(counts_from).toordinal() - 1).isoformat()
    assert ask(history, as_of=eve) is None
    assert story(ask(history, as_of=counts_from)) == "said"


@pytest.mark.parametrize(
    ("as_of", "known_by", "reference_day"),
    [
        (None, None, "2021-01-01"),
        ("2020-06-30", None, "2020-06-30"),
        (None, "2020-07-31", "2020-07-31"),
        ("2020-06-30", "2020-07-31", "2020-06-30"),
        ("2020-07-31", "2020-06-30", "2020-07-31"),
        ("2022-01-01", None, "2022-01-01"),
    ],
)
def test_the_reference_day_is_as_of_else_known_by_else_today(
    ask: Ask, as_of: str | None, known_by: str | None, reference_day: str
) -> None:
    assert clock(as_of, known_by).reference_day == date.fromisoformat(reference_day)
    found = ask("- {date: 2020-01-01, status: announced, letter: 2020-01-01-a}", as_of, known_by)
    assert found.silent_days == (date.fromisoformat(reference_day) - date(2020, 1, 1)).days


def test_a_measure_of_which_nothing_was_known_yet_has_no_state() -> None:
    measures = [one("zebra", "2020-01-01"), one("aap", "2020-01-02"), one("mus", "2020-01-03")]
    registry = Registry(
        "r", tuple(measures), letters={id_: letter(id_) for id_ in ("2020-01-01", "2020-01-02", "2020-01-03")}
    )
    assert [state(measure, registry, clock(known_by="2020-01-02")) is None for measure in measures] == [
        False,
        False,
        True,
    ]
    assert [found.measure.id for found in states(registry, clock(known_by="2020-01-02"))] == ["zebra", "aap"]
    assert states(registry, clock(known_by="2019-12-31")) == []


# Due dates


@pytest.mark.parametrize(
    ("history", "due"),
    [
        ("- {date: 2020-01-01, status: announced, letter: 2020-01-01-a}", None),
        ("- {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-06}", "2020-06"),
        (
            """
            - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-06}
            - {date: 2020-02-01, status: in-progress, letter: 2020-02-01-b}
            """,
            "2020-06",  # nothing said of it: it stands
        ),
        (
            """
            - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-06}
            - {date: 2020-02-01, status: in-progress, letter: 2020-02-01-b, due: 2020-09}
            """,
            "2020-09",  # replaced
        ),
        (
            """
            - {date: 2020-02-01, status: in-progress, letter: 2020-02-01-b, due: 2020-09}
            - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-06}
            """,
            "2020-09",  # replaced by the later letter, not the later line
        ),
        (
            """
            - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-06}
            - {date: 2020-02-01, status: implemented, letter: 2020-02-01-b}
            """,
            None,  # closed
        ),
        (
            """
            - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-06}
            - {date: 2020-02-01, status: lapsed, letter: 2020-02-01-b, due: 2020-09}
            """,
            None,  # closed, whatever the last letter says
        ),
        (
            """
            - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-06}
            - {date: 2020-02-01, status: withdrawn, letter: 2020-02-01-b}
            - {date: 2020-03-01, status: in-preparation, letter: 2020-03-01-c}
            """,
            None,  # reopened: the old promise does not come back
        ),
        (
            """
            - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-06}
            - {date: 2020-02-01, status: withdrawn, letter: 2020-02-01-b}
            - {date: 2020-03-01, status: in-preparation, letter: 2020-03-01-c, due: 2021}
            """,
            "2021",  # given anew
        ),
    ],
)
def test_a_due_date_stands_until_it_is_replaced_or_the_measure_closes(ask: Ask, history: str, due: str | None) -> None:
    found = ask(history, as_of="2020-04-01")
    assert found.due == (due and parse_date(due))
    assert found.overdue is False


@pytest.mark.parametrize("closed", ["implemented", "superseded", "lapsed", "withdrawn"])
def test_every_closed_status_ends_the_due_date_and_the_silence(ask: Ask, closed: str) -> None:
    found = ask(f"""
        - {{date: 2020-01-01, status: in-progress, letter: 2020-01-01-a, due: 2020-06}}
        - {{date: 2020-02-01, status: {closed}, letter: 2020-02-01-b}}
    """)
    assert (found.open, found.due, found.overdue, found.silent_days) == (False, None, False, None)


@pytest.mark.parametrize("status", ["announced", "in-preparation", "in-progress"])
@pytest.mark.parametrize(
    ("due", "last_day"),
    [
        ("2020", "2020-12-31"),
        ("2020-06", "2020-06-30"),
        ("2020-06-15", "2020-06-15"),
        ("2020-22", "2020-08-31"),
        ("2020-24", "2021-02-28"),
        ("2020-07/2020-09", "2020-09-30"),
    ],
)
def test_a_due_date_has_passed_only_after_its_last_day(ask: Ask, status: str, due: str, last_day: str) -> None:
    history = f"- {{date: 2020-01-01, status: {status}, letter: 2020-01-01-a, due: {due}}}"
    next_day = date.fromordinal(date.fromisoformat(last_day).toordinal() + 1).isoformat()
    assert ask(history, as_of=last_day).overdue is False
    assert ask(history, as_of=next_day).overdue is True


def test_whether_it_is_overdue_depends_on_the_clock(ask: Ask) -> None:
    history = """
        - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-03}
        - {date: 2020-05-01, status: in-progress, letter: 2020-05-01-b, due: 2021-06}
    """
    assert (ask(history, known_by="2020-04-30").overdue, ask(history, known_by="2020-05-01").overdue) == (True, False)
    assert (ask(history, as_of="2020-04-30").overdue, ask(history).overdue) == (True, False)


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("2020-06", "2020-06", 0),
        ("2020-06", "2020-06-30", 0),  # more precise
        ("2020-06-30", "2020", None),  # cannot tell
        ("2020-05/2020-06", "2020-06/2020-07", None),
        ("2020-06", "2021", None),
        ("2021", "2022", 365),
        ("2020-06", "2020-07", 31),
        ("2020-07", "2020-06", -31),
        ("2020-22", "2020-23", 91),
    ],
)
def test_slippage_compares_the_first_and_the_latest_due_date(
    ask: Ask, first: str, second: str, days: int | None
) -> None:
    found = ask(f"""
        - {{date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: {first}}}
        - {{date: 2020-02-01, status: in-progress, letter: 2020-02-01-b, due: 2025}}
        - {{date: 2020-03-01, status: in-progress, letter: 2020-03-01-c, due: {second}}}
    """)
    assert found.slipped_days == days


def test_slippage_is_kept_when_the_measure_closes_and_unknown_without_a_due_date(ask: Ask) -> None:
    closed = ask("""
        - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-06-01}
        - {date: 2020-02-01, status: announced, letter: 2020-02-01-b, due: 2020-06-11}
        - {date: 2020-06-11, status: implemented, letter: 2020-07-01-c}
    """)
    assert (closed.due, closed.slipped_days) == (None, 10)
    assert ask("- {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020}").slipped_days == 0
    assert ask("- {date: 2020-01-01, status: announced, letter: 2020-01-01-a}").slipped_days is None


def test_what_is_promised_after_a_measure_was_reopened_is_a_first_promise(ask: Ask) -> None:
    found = ask("""
        - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-06-01}
        - {date: 2020-02-01, status: announced, letter: 2020-02-01-b, due: 2020-06-11}
        - {date: 2020-06-11, status: implemented, letter: 2020-07-01-c}
        - {date: 2020-08-01, status: in-progress, letter: 2020-08-01-d, due: 2025}
        - {date: 2020-09-01, status: in-progress, letter: 2020-09-01-e, due: 2025-12-30}
    """)
    assert [(one.due.text, one.shift.days if one.shift else None) for one in found.promises] == [
        ("2020-06-01", None), ("2020-06-11", 10), ("2025", None), ("2025-12-30", 0),
    ]  # fmt: skip
    assert found.slipped_days == 10


def test_a_date_that_is_promised_again_after_reopening_is_a_first_promise_too(ask: Ask) -> None:
    found = ask("""
        - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-06-01}
        - {date: 2020-02-01, status: implemented, letter: 2020-02-01-b}
        - {date: 2020-03-01, status: in-progress, letter: 2020-03-01-c, due: 2020-06-01}
    """)
    assert [(one.event.letter, one.shift) for one in found.promises] == [("2020-01-01-a", None), ("2020-03-01-c", None)]
    assert found.slipped_days == 0


@pytest.mark.parametrize(
    ("letter", "day", "late"),
    [
        ("2020-06-30-b", "2020-12-31", False),  # of the due day
        ("2020-07-01-b", "2020-12-31", True),
        ("2020-07-01-b", "2020-07-01", True),  # of the reference day
        ("2020-07-02-b", "2020-07-01", False),
    ],
)
@pytest.mark.parametrize("later", [False, True])
def test_a_word_after_the_due_date_is_one_of_a_letter_behind_it_up_to_the_reference_day(
    ask: Ask, letter: str, day: str, late: bool, later: bool
) -> None:
    history = f"""
        - {{date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-06}}
        - {{date: 2020-03-01, status: in-progress, letter: {letter}}}
    """
    if later:  # of the time before, so that it counts, but is no word by then
        history += "    - {date: 2020-04-01, status: in-progress, letter: 2021-01-01-c}\n"
    found = ask(history, as_of=day)
    assert found is not None
    assert found.heard_since_due is late
    assert str(found.heard_late) == (letter[:10] if late else "None")
    assert (found.late_word and found.late_word.letter) == (letter if late else None)


def test_a_word_that_a_measure_is_closed_is_no_later_word_of_its_due_date(ask: Ask) -> None:
    found = ask(
        """
        - {date: 2020-01-01, status: announced, letter: 2020-01-01-a, due: 2020-03}
        - {date: 2020-04-01, status: lapsed, letter: 2020-04-01-b}
        - {date: 2020-01-02, status: in-progress, letter: 2020-05-01-c, due: 2020-03, note: Not so.}
        - {date: 2020-01-03, status: in-progress, letter: 2021-01-01-d}
        """,
        as_of="2020-04-30",
    )
    assert found is not None
    assert (found.overdue, found.late_word) == (True, None)


@pytest.mark.parametrize(
    ("first", "second", "since"),
    [
        ("2020", "2020-01-01", "2020-01-01"),  # begins on the same day
        ("2020-02", "2019", "2019"),
        ("2020-02", "2020-02-02", "2020-02"),
        ("2020-02-02", "2020", "2020-02-02"),  # a year is not earlier than a day of it
    ],
)
def test_a_status_that_is_told_again_holds_since_the_earlier_day(ask: Ask, first: str, second: str, since: str) -> None:
    found = ask(f"""
        - {{date: {first}, status: in-progress, letter: 2020-03-01-a, note: once}}
        - {{date: {second}, status: in-progress, letter: 2020-03-01-b, note: again}}
        - {{date: {second}, status: in-progress, letter: 2020-04-01-c, note: more}}
    """)
    assert found is not None
    assert str(found.since) == since
    assert found.giving.note == ("once" if since == first else "more")


@pytest.mark.parametrize(
    ("date_", "day", "certain"),
    [
        ("2020-03", "2020-03-30", False),
        ("2020-03", "2020-03-31", True),
        ("2020", "2020-03-31", False),
        ("2020", "2020-04-01", True),  # the day of the letter, when it had surely happened
    ],
)
def test_a_status_is_certain_from_the_last_day_that_its_date_may_mean_or_its_letter(
    ask: Ask, date_: str, day: str, certain: bool
) -> None:
    found = ask(f"- {{date: {date_}, status: implemented, letter: 2020-04-01-a}}", as_of=day)
    assert found is not None
    assert found.certain is certain
    found = ask(f"- {{date: {date_}, status: implemented, letter: 2020-04-01-a}}", known_by="2020-04-01")
    assert found is not None
    assert found.certain


# Silence


def test_silence_counts_from_the_last_letter_not_from_the_event(ask: Ask) -> None:
    found = ask(
        """
        - {date: 2020-01-01, status: announced, letter: 2020-01-01-a}
        - {date: 2019-03-01, status: in-progress, letter: 2020-06-01-b}
        """,
        known_by="2020-06-11",
    )
    assert found.silent_days == 10


def test_silence_is_never_negative_and_only_for_open_measures(ask: Ask) -> None:
    history = "- {date: 2019-01-01, status: in-progress, letter: 2020-06-01-b}"
    assert ask(history, as_of="2019-05-01").silent_days == 0  # the letter is yet to come
    assert ask(history, as_of="2020-06-01").silent_days == 0
    assert ask(history, as_of="2020-06-02").silent_days == 1
    assert ask(history.replace("in-progress", "implemented"), as_of="2020-06-02").silent_days is None


# Laws, over any history


def letter(id_: str) -> Letter:
    return Letter(id_, parse_date(id_), "A letter")


def one(id_: str, *letters: str) -> Measure:
    return Measure(id_, id_, "o", tuple(Event(parse_date(one), Status.ANNOUNCED, one) for one in letters))


some_days = st.dates(date(2018, 1, 1), date(2022, 12, 31))
some_dates = st.one_of(
    some_days.map(date.isoformat),
    some_days.map(lambda value: value.isoformat()[:7]),
    st.integers(2018, 2022).map(str),
    st.builds("{}-{}".format, st.integers(2018, 2022), st.integers(21, 24)),
).map(parse_date)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Measure, dict[str, Letter]]:
    """Draw a measure of one to eight events, and up to four letters that it may cite, two of one day perhaps."""
    days = draw(st.lists(some_days, min_size=1, max_size=4))
    letters = {f"l{number}": Letter(f"l{number}", day(value), "A letter") for number, value in enumerate(days)}
    events = st.builds(
        Event, some_dates, st.sampled_from(Status), st.sampled_from(sorted(letters)), due=st.none() | some_dates
    )
    drawn = draw(st.lists(events, min_size=1, max_size=8))
    numbered = tuple(replace(event, note=str(number)) for number, event in enumerate(drawn))
    return Measure("m", "M", "o", numbered), letters


def said(state: State | None) -> object:
    """Return everything that a state says of a measure's history."""
    return state and (
        *(state.history, state.status, state.since, state.announced, state.updated, state.due, state.promises),
        *(state.open, state.overdue, state.silent_days, state.heard_late, state.slipped_days, state.letters),
    )


clocks = st.builds(Clock, some_days, st.none() | some_days, st.none() | some_days)


@pytest.mark.slow
@given(histories(), clocks, some_days)
def test_what_is_known_by_a_day_never_depends_on_later_letters(
    drawn: tuple[Measure, dict[str, Letter]], moment: Clock, known_by: date
) -> None:
    measure, letters = drawn
    moment = moment._replace(known_by=known_by)
    earlier = {id_: one for id_, one in letters.items() if one.date.first <= known_by}
    before = replace(measure, history=tuple(event for event in measure.history if event.letter in earlier))
    found = state(measure, Registry("r", (measure,), letters=letters), moment)
    then = state(before, Registry("r", (before,), letters=earlier), moment)
    assert said(found) == said(then)


@pytest.mark.slow
@given(histories(), some_days)
def test_without_clocks_all_events_are_kept_and_the_last_gives_the_status(
    drawn: tuple[Measure, dict[str, Letter]], today: date
) -> None:
    measure, letters = drawn
    registry = Registry("r", (measure,), letters=letters)
    found = state(measure, registry, Clock(today))
    assert found is not None
    assert list(found.history) == ordered(measure, registry)
    in_order = sorted((letters[event.letter].date.text, int(event.note or ""), event) for event in measure.history)
    assert [event.note for event in found.history] == [event.note for _, _, event in in_order]
    assert found.status == in_order[-1][2].status
    assert (found.announced.text, found.updated.text) == (in_order[0][0], in_order[-1][0])


@pytest.mark.slow
@given(histories(), clocks)
def test_derived_values_agree_with_one_another(drawn: tuple[Measure, dict[str, Letter]], moment: Clock) -> None:
    measure, letters = drawn
    found = state(measure, Registry("r", (measure,), letters=letters), moment)
    assume(found is not None)
    assert found is not None
    reference = moment.as_of or moment.known_by or moment.today
    # what a closing event says of a due date is a promise only where none stood
    dues = [event.due for event, due in with_due(found.history) if event.due and (event.status.open or due is None)]
    assert found.due is None or found.due in dues
    assert found.open or found.due is None
    assert found.overdue == (found.due is not None and found.due.last < reference)
    assert (found.silent_days is None) == (not found.open)
    assert found.silent_days is None or found.silent_days >= 0
    assert (found.slipped is None) == (not dues)
    if found.slipped:
        least, most = found.slipped
        assert least <= most
        assert found.slipped_days in (None, least)
        assert found.slipped_days is None or least == most
    assert (found.promises[-1].due if found.promises else None) == (dues[-1] if dues else None)
    assert found.heard_late is None or (found.due and found.due.last < found.heard_late.first <= reference)
    assert found.announced.first <= found.updated.first


@pytest.mark.slow
@given(histories(), clocks, some_days, some_days)
def test_a_later_clock_only_adds_events(
    drawn: tuple[Measure, dict[str, Letter]], moment: Clock, one_day: date, other_day: date
) -> None:
    measure, letters = drawn
    registry = Registry("r", (measure,), letters=letters)
    early, late = sorted((one_day, other_day))
    for field in ("as_of", "known_by"):
        before = state(measure, registry, moment._replace(**{field: early}))
        after = state(measure, registry, moment._replace(**{field: late}))
        kept = {event.note for event in before.history} if before else set()
        assert kept <= ({event.note for event in after.history} if after else set())


def test_a_word_after_the_due_date_is_not_called_silence(ct: Callable[..., Ran], registry: Callable[..., Path]) -> None:
    text = (
        (EXAMPLE / "measures.yaml")
        .read_text(encoding="utf-8")
        .replace("due: 2021\n", "due: 2020-03\n")
        .replace("        due: 2022\n", "")
    )
    shown = ct("list", "dikes", "--as-of", "2021-01-01", folder=registry(text)).out.splitlines()[1]
    assert "Mar 2020" in shown
    assert "still open on 30 June 2020" in shown
    assert "no later word" not in shown
