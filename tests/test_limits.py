"""The limits of the checks: what just still holds, and what just does not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ctmeasures.checks import check
from ctmeasures.model.dates import parse_date
from ctmeasures.model.records import Event, Measure, Registry
from ctmeasures.model.status import Status
from ctmeasures.read.registry import load

HEAD = """\
version: 1
organisations: {waterbord: {name: Water Board}}
packages:
  water: {title: Water, unit: EUR million, letter: 2020-01-15-a, passage: 1, quote: The money, total: {2020: 10}, tracks: {1: {title: Dikes}}}
  land: {title: Land, unit: EUR million, letter: 2020-01-15-a, passage: 1, quote: The money, total: {2020: 10}}
measures:
"""
LETTERS = {
    f"{day}-{name}.md": f"---\ndate: {day}\ntitle: Plan\nsender: waterbord\n---\n\n## 1\n\nOne.\n"
    for day, name in (("2020-01-15", "a"), ("2020-01-15", "b"), ("2020-06-30", "c"))
}
FIRST = "date: 2020-01-15, status: announced, letter: 2020-01-15-a, passage: 1, quote: One"
LATER = "date: 2020-06-30, status: in-progress, letter: 2020-06-30-c, passage: 1, quote: One"
DONE = LATER.replace("in-progress", "implemented")
MONEY = "letter: 2020-01-15-a, passage: 1, quote: The money"
LINE = f"{MONEY}, package: water, line: Dikes"


def measure(key: str, *events: str, more: str = "") -> str:
    history = "".join(f"      - {{{event}}}\n" for event in events or (FIRST,))
    return f"  - id: {key}\n    title: Dikes\n    owner: waterbord\n{more}    history:\n{history}"


def budget(key: str, *allocations: str) -> str:
    return measure(key, more="    budget:\n" + "".join(f"      - {{{one}}}\n" for one in allocations))


@pytest.fixture
def codes(registry: Callable[..., Path]) -> Callable[..., list[str]]:
    """Return the codes of what is wrong with measures, apart from what they do not use."""

    def found(*measures: str) -> list[str]:
        loaded = load(str(registry(HEAD + "".join(measures), LETTERS) / "measures.yaml"))
        every = [one.code for one in (*loaded.problems, *check(loaded.registry))]
        return [code for code in every if code not in ("unused-package", "uncited-letter")]

    return found


@pytest.mark.parametrize(
    ("events", "code"),
    [
        # an event is no later than its letter, as far as its date tells
        ([FIRST.replace("date: 2020-01-15", "date: 2020-01-16")], "event-after-letter"),
        ([FIRST.replace("date: 2020-01-15", "date: 2020-01")], None),
        ([FIRST.replace("date: 2020-01-15", "date: 2020-02")], "event-after-letter"),
        ([FIRST.replace("date: 2020-01-15", "date: 2020")], None),
        # a due date is no earlier than its event, as far as both tell
        ([f"{FIRST}, due: 2020-01-15"], None),
        ([f"{FIRST}, due: 2020-01-14"], "due-before-event"),
        ([f"{FIRST}, due: 2020-01"], None),
        ([f"{FIRST}, due: 2019-24"], None),
        ([f"{FIRST}, due: 2019"], "due-before-event"),
        # the same event twice
        ([FIRST, FIRST], "repeated-event"),
        ([FIRST, f"{FIRST}, due: 2021"], None),
        ([FIRST, FIRST.replace("One", "Two")], None),
        ([FIRST, FIRST.replace("15-a", "15-b")], None),
        ([FIRST, FIRST.replace("date: 2020-01-15", "date: 2020-01")], None),
        ([FIRST, f"{FIRST}, note: Said again."], None),
        ([FIRST, f"{FIRST}, note_nl: Nog eens."], None),
        ([f"{FIRST}, note: Once.", f"{FIRST}, note: Once."], "repeated-event"),
        ([f"{FIRST}, note_nl: Eens.", f"{FIRST}, note_nl: Eens."], "repeated-event"),
        # two statuses of one date by one letter
        ([FIRST, FIRST.replace("announced", "in-progress")], "contradicting-events"),
        ([FIRST, FIRST.replace("announced", "in-progress").replace("15-a", "15-b")], None),
        ([FIRST, FIRST.replace("announced", "in-progress").replace("date: 2020-01-15", "date: 2020-01-14")], None),
        # open again
        ([FIRST.replace("announced", "lapsed"), LATER], "reopened-without-note"),
        ([FIRST.replace("announced", "lapsed"), f"{LATER}, note: It was urgent."], None),
        ([FIRST.replace("announced", "lapsed"), f"{LATER}, note_nl: Het was dringend."], None),
        ([FIRST.replace("announced", "lapsed"), DONE], None),
        ([FIRST, LATER], None),
        # a due date that moves
        ([f"{FIRST}, due: 2021", f"{LATER}, due: 2021-06"], None),
        ([f"{FIRST}, due: 2021", f"{LATER}, due: 2021-01/2021-12"], None),
        ([f"{FIRST}, due: 2021-06", f"{LATER}, due: 2021"], "moved-due-without-note"),
        ([f"{FIRST}, due: 2021-06", f"{LATER}, due: 2021-05"], "moved-due-without-note"),
        ([f"{FIRST}, due: 2021-06", f"{LATER}, due: 2021-05, note: Earlier."], None),
        ([f"{FIRST}, due: 2021-06", f"{LATER}, due: 2021-05, note_nl: Eerder."], None),
        ([FIRST, f"{LATER}, due: 2021-05"], None),
        # a hundred years from its letter
        ([FIRST.replace("date: 2020-01-15", "date: 1920")], None),
        ([FIRST.replace("date: 2020-01-15", "date: 1919")], "distant-date"),
        ([f"{FIRST}, due: 2120"], None),
        ([f"{FIRST}, due: 2120-24"], "distant-date"),
        # the words of a quote
        ([FIRST.replace("One", "a b c d e f g h")], None),
        ([FIRST.replace("One", "a b c d e f g h i")], "long-quote"),
    ],
)  # fmt: skip
def test_a_history(events: list[str], code: str | None, codes: Callable[..., list[str]]) -> None:
    assert codes(measure("dijken", *events)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        # the same line twice
        (f"{LINE}, amount: 3", f"{LINE}, amount: 3", "repeated-line"),
        (f"{LINE}, amounts: {{2020: 3, 2021: 4}}", f"{LINE}, amounts: {{2021: 4.0, 2020: 3}}", "repeated-line"),
        (f"{LINE}, amount: 3", f"{LINE}, amount: 4", None),
        (f"{LINE}, amount: 3", f"{LINE}, amounts: {{2020: 3}}", None),
        (f"{LINE}, amount: 3", f"{LINE}, amount: 3, track: 1", None),
        (f"{LINE}, amount: 3", f"{LINE.replace('Dikes', 'Dunes')}, amount: 3", None),
        (f"{LINE}, amount: 3", f"{LINE.replace('water', 'land')}, amount: 3", None),
        (f"{LINE}, amount: 3", f"{LINE.replace('15-a', '15-b')}, amount: 3", None),
        (f"{LINE}, amount: 3", f"{LINE}, amount: 3, within: alarm", None),
        (f"{MONEY}, amount: 3", f"{MONEY}, amount: 3", None),
        (f"{MONEY}, package: water, amount: 3", f"{MONEY}, package: water, amount: 3", None),
        # contained in money that is there
        (f"{MONEY}, amount: 3", f"{MONEY}, amount: 2, within: alarm", None),
        (f"{LINE}, amount: 3", f"{MONEY}, amount: 2, within: alarm", None),
        (f"{LINE}, amount: 3", f"{MONEY}, package: water, amount: 2, within: alarm", None),
        (f"{LINE}, amount: 3", f"{MONEY}, package: land, amount: 2, within: alarm", "not-contained"),
        (f"{MONEY}, amount: 3", f"{MONEY}, package: land, amount: 2, within: alarm", "not-contained"),
        (f"{MONEY}, amount: 3", f"{MONEY}, amount: 2, within: dijken", "not-contained"),
        # one amount, of one unit, in a package
        (f"{MONEY}, amount: 3", MONEY, "amount-missing"),
        (f"{MONEY}, amount: 3", f"{MONEY}, amount: 3, amounts: {{2020: 3}}", "amount-missing"),
        (f"{MONEY}, amount: 3", f"{MONEY}, amount: 3, track: 1", "track-without-package"),
        (f"{MONEY}, amount: 3", f"{MONEY}, amount: 3, line: Dikes", "track-without-package"),
        (f"{MONEY}, amount: 3", f"{MONEY}, amount: 3, unit: EUR", None),
        (f"{LINE}, amount: 3", f"{MONEY}, package: water, amount: 3, unit: EUR", "other-unit"),
        (f"{LINE}, amount: 3", f"{MONEY}, package: water, amount: 3, unit: EUR million", None),
        # or within other money
        (f"{LINE}, amount: 3", f"{MONEY}, amount: 2, within: alarm, unit: EUR", "other-unit"),
        (f"{LINE}, amount: 3", f"{MONEY}, amount: 2, within: alarm, unit: EUR, note: In euros.", None),
        (f"{MONEY}, amount: 3, unit: posts", f"{MONEY}, amount: 2, within: alarm", "other-unit"),
        (f"{MONEY}, amount: 3, unit: posts", f"{MONEY}, amount: 2, within: alarm, unit: posts", None),
        # a hundred years from its letter
        (f"{MONEY}, amount: 3", f"{MONEY}, amounts: {{1920: 3, 2120: 3}}", None),
        (f"{MONEY}, amount: 3", f"{MONEY}, amounts: {{2121: 3}}", "distant-date"),
        (f"{MONEY}, amount: 3", f"{MONEY}, amounts: {{2020: 3}}, structural_from: 2121", "distant-date"),
        # the figures of its quote
        (f"{MONEY}, amount: 3", f"{MONEY.replace('The', '12.5')}, amount: 12.5", None),
        (f"{MONEY}, amount: 3", f"{MONEY.replace('The', '12.5')}, amount: 12", "amount-not-quoted"),
        (f"{MONEY}, amount: 3", f"{MONEY.replace('The', '12.5')}, amount: 0", None),
        (f"{MONEY}, amount: 3", f"{MONEY.replace('The', '750 duizend')}, amount: 0.75", None),
        (f"{MONEY}, amount: 3", f"{MONEY.replace('The', '750')}, amount: 0.75", "amount-not-quoted"),
        (f"{MONEY}, amount: 3", f"{MONEY.replace('The', '750 duizend')}, amount: 0.075", "amount-not-quoted"),
        (f"{MONEY}, amount: 3", f"{MONEY.replace('The', '1.5 billion')}, amount: 1500", None),
        (f"{MONEY}, amount: 3", f"{MONEY.replace('The', '€ 12.500.000')}, amount: 12.5", None),
        (f"{MONEY}, amount: 3", f"{MONEY.replace('The', 'EUR 12 500 000')}, amount: 12.5", None),
        (f"{MONEY}, amount: 3", f"{MONEY.replace('The', '12.5')}, amounts: {{2020: 12}}", "amount-not-quoted"),
        (f"{MONEY}, amount: 3", f"{MONEY}, amount: 1.250", "ambiguous-amount"),
        (f"{MONEY}, amount: 3", f"{MONEY}, amounts: {{2020: 1.250}}", "ambiguous-amount"),
        (f"{MONEY}, amount: 3", f"{MONEY}, amount: 1.25", None),
        (f"{MONEY}, amount: 3", MONEY.replace("The money", "'1,250 or 3,5'") + ", amount: 1.250", None),
    ],
)  # fmt: skip
def test_money(one: str, other: str, code: str | None, codes: Callable[..., list[str]]) -> None:
    assert codes(budget("alarm", one), budget("dijken", other)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("count", "way"), [(1, "a → a"), (6, "a → b → c → d → e → f → a"), (7, "a → b → c → d → e → f → … → a")]
)
def test_a_circle_is_shown_whole_where_it_is_short(count: int, way: str, registry: Callable[..., Path]) -> None:
    keys = "abcdefg"[:count]
    circle = [measure(key, more=f"    follows: {keys[number - count + 1]}\n") for number, key in enumerate(keys)]
    loaded = load(
        str(registry(HEAD + "".join(circle) + measure("x", more="    follows: a\n"), LETTERS) / "measures.yaml")
    )
    told = [one.message for one in check(loaded.registry) if one.code == "circular-relation"]
    assert told == [f"`follows` goes round: {way}"]


def test_a_circle_to_which_others_lead_is_told_once(registry: Callable[..., Path]) -> None:
    text = HEAD + "".join(measure(key, more="    follows: b\n") for key in "abc")
    found = check(load(str(registry(text, LETTERS) / "measures.yaml")).registry)
    assert [one.message for one in found if one.code == "circular-relation"] == ["`follows` goes round: b → b"]


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ("abc", []),
        ("ba", ["a: its place at the top of the list"]),
        ("acb", ["b: its place after `a`"]),
        ("bca", ["a: its place at the top of the list"]),
        ("cab", ["c: its place after `b`"]),
        ("adbce", ["d: its place after `c`"]),
        ("cbad", ["b: its place after `a`", "a: its place at the top of the list"]),
        ("bdacfe", ["a: its place at the top of the list", "c: its place after `b`", "e: its place after `d`"]),
    ],
)
def test_the_fewest_measures_are_moved_to_their_place(ids: str, told: list[str], registry: Callable[..., Path]) -> None:
    text = HEAD + "".join(measure(f"dijk-{key}") for key in ids)
    loaded = load(str(registry(text, LETTERS) / "measures.yaml"))
    found = [one for one in check(loaded.registry) if one.code == "unsorted-id"]
    assert [f"{one.message[6]}: {one.expected.replace('dijk-', '')}" for one in found] == told


def test_a_registry_that_was_made_in_memory_is_checked_as_well() -> None:
    event = Event(parse_date("2020"), Status.ANNOUNCED, "2020-01-15-a")
    found = check(
        Registry("memory", (Measure("b", "B", "waterbord", (event,)), Measure("a", "A", "waterbord", (event,))))
    )
    assert {(one.place.path, one.place.line, one.place.column) for one in found} == {("<memory>", 1, 1)}
    assert {"unknown-letter", "unknown-organisation", "unsorted-id", "missing-passage"} <= {one.code for one in found}
