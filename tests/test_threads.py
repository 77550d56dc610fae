"""Threads: which measures belong together, and their tree over time."""

import random
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT, Ran

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import parse_date
from ctmeasures.model.records import RELATIONS, Event, Letter, Measure, Registry
from ctmeasures.model.status import Status
from ctmeasures.read.registry import load
from ctmeasures.reports.threads import SMALL, Thread, Turn, thread, threads

Ct = Callable[..., Ran]
NOW = Clock(today=date(2021, 3, 1))
DAYS = ("2020-01-01", "2020-02-01", "2020-03-01")


def at(day: str) -> Letter:
    when = parse_date(day)
    assert when
    return Letter(day, when, f"Letter of {day}")


LETTERS = {day: at(day) for day in DAYS}


def measure(key: str, *told: tuple[str, str], **links: list[str]) -> Measure:
    """Return a measure of which letters tell: (day, status)."""
    history = tuple(Event(LETTERS[day].date, Status(status), day) for day, status in told or [(DAYS[0], "announced")])
    return Measure(key, key, "board", history, **{name: tuple(others) for name, others in links.items()})


def registry(*measures: Measure) -> Registry:
    return Registry("measures.yaml", tuple(measures), letters=LETTERS)


def shape(one: Thread) -> list[str]:
    """Return a line for each measure of a thread: a point a level, its id, and by what it hangs there."""
    return [f"{'.' * each.depth}{each.id}{f' {each.link.relation}' if each.link else ''}" for each in one.members]


def test_a_tree_stands_in_the_order_of_time() -> None:
    found = threads(
        registry(
            measure("a-later", (DAYS[1], "announced"), part_of=["plan"]),
            measure("b-earlier", part_of=["plan"]),
            measure("bill", (DAYS[2], "announced"), follows=["b-earlier"]),
            measure("plan", (DAYS[0], "announced"), (DAYS[2], "in-progress")),
            measure("alone"),
        ),
        NOW,
    )
    assert [shape(one) for one in found] == [["plan", ".b-earlier part_of", "..bill follows", ".a-later part_of"]]
    assert [letter.id for letter in found[0].letters] == [*DAYS]
    assert [(one.parts, one.below) for one in found[0].members] == [(2, 3), (0, 1), (0, 0), (0, 0)]


def test_what_has_two_links_hangs_on_what_it_is_part_of_and_says_the_other() -> None:
    (found,) = threads(
        registry(
            measure("part", follows=["before"], part_of=["plan"]),
            measure("plan"),
            measure("more", part_of=["plan"]),
            measure("before"),
        ),
        NOW,
    )
    assert shape(found) == ["plan", ".more part_of", ".part part_of", "before"]
    part = found.members[2]
    assert [(link.relation, link.other.id) for link in part.others] == [("follows", "before")]


def test_of_several_roots_the_one_with_the_most_measures_names_it_then_the_earliest() -> None:
    one, two = measure("z-one"), measure("a-two", (DAYS[1], "announced"))
    both = measure("both", (DAYS[2], "announced"), part_of=["a-two", "z-one"])
    assert threads(registry(two, one, both), NOW)[0].root.id == "z-one"
    more = [measure(key, (DAYS[2], "announced"), part_of=["a-two"]) for key in ("m", "n")]
    assert threads(registry(two, one, both, *more), NOW)[0].root.id == "a-two"


def test_what_a_letter_adds_to_those_before_it() -> None:
    told = ((DAYS[0], "announced"), (DAYS[1], "announced"), (DAYS[2], "in-progress"))
    asked = thread(registry(measure("m", *told)), NOW, measure("m"))
    assert asked
    assert [one.turn for one in asked.thread.members[0].steps] == [Turn.FIRST, Turn.REANNOUNCED, Turn.CHANGED]
    told = ((DAYS[0], "in-progress"), (DAYS[1], "in-progress"), (DAYS[2], "implemented"), (DAYS[2], "in-progress"))
    asked = thread(registry(measure("m", *told)), NOW, measure("m"))
    assert asked
    assert [one.turn for one in asked.thread.members[0].steps] == [Turn.FIRST, Turn.REPEATED, Turn.CHANGED]


def test_what_supersedes_another_hangs_below_it_and_both_say_so() -> None:
    old, new = measure("old"), measure("new", (DAYS[1], "announced"), supersedes=["old"])
    (found,) = threads(registry(new, old), NOW)
    assert shape(found) == ["old", ".new supersedes"]
    assert [one.id for one in found.members[0].superseded_by] == ["new"]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_circle_does_not_loop(size: int) -> None:
    keys = [f"m{number}" for number in range(size)]
    round_ = [measure(key, follows=[keys[number - 1]]) for number, key in enumerate(keys)]
    hanging = measure("a-hanging", part_of=[keys[0]])
    (found,) = threads(registry(*round_, hanging), NOW)
    assert sorted(one.id for one in found.members) == sorted([*keys, "a-hanging"])
    assert found.root.id == "m0"


def test_a_measure_that_did_not_exist_yet_connects_nothing() -> None:
    found = registry(measure("a"), measure("b"), measure("link", (DAYS[2], "announced"), part_of=["a", "b"]))
    assert [len(one.members) for one in threads(found, NOW)] == [3]
    early = NOW._replace(known_by=date(2020, 2, 1))
    assert threads(found, early) == ()
    assert thread(found, early, found.by_id["link"]) is None


def test_near_a_measure_of_a_large_thread() -> None:
    wide = [measure(f"p{number:02}", part_of=["plan"]) for number in range(SMALL)]
    deep = [measure("d1", part_of=["p00"]), measure("d2", part_of=["d1"]), measure("other", part_of=["p01"])]
    (found,) = threads(registry(measure("plan"), *wide, *deep), NOW)
    assert found.near("d1") == {"d1", "d2", "p00", "plan"}
    assert found.near("plan") == {"plan", *(one.id for one in wide)}


KEYS = [f"m{number}" for number in range(9)]
LINKED = st.lists(
    st.fixed_dictionaries({name: st.lists(st.sampled_from(KEYS), unique=True, max_size=2) for name in RELATIONS}),
    min_size=len(KEYS),
    max_size=len(KEYS),
)


@pytest.mark.slow
@given(
    LINKED, st.lists(st.sampled_from(DAYS), min_size=len(KEYS), max_size=len(KEYS)), st.randoms(use_true_random=False)
)
def test_every_related_measure_is_in_one_thread_whatever_the_order(
    links: list[dict[str, list[str]]], days: list[str], order: random.Random
) -> None:
    measures = [measure(key, (day, "announced"), **each) for key, day, each in zip(KEYS, days, links, strict=True)]
    found = threads(registry(*measures), NOW)
    related = {key for key, each in zip(KEYS, links, strict=True) for one in each.values() for key in (key, *one)}
    related -= {
        key
        for key, each in zip(KEYS, links, strict=True)
        if {one for others in each.values() for one in others} <= {key}
        and not any(
            key in others for two, more in zip(KEYS, links, strict=True) if two != key for others in more.values()
        )
    }  # what is related to itself only
    assert sorted(one.id for each in found for one in each.members) == sorted(related)
    for each in found:
        ids = {one.id for one in each.members}
        assert all(one.link is None or one.link.other.id in ids for one in each.members)
        assert all((one.link is None) == (one.depth == 0) for one in each.members)
        for key in ids:
            assert key in each.near(key)
    order.shuffle(measures)
    assert [shape(one) for one in threads(registry(*measures), NOW)] == [shape(one) for one in found]


def test_the_threads_of_the_registry() -> None:
    found = {one.root.id: one for one in threads(load(str(ROOT / "measures.yaml")).registry, NOW)}
    passengers = found["eu-pnr"]
    assert shape(passengers)[0] == "eu-pnr"
    assert {"pnr", "eu-pnr-implementatie", "intra-eu-pnr"} <= {one.id for one in passengers.members}
    assert len(passengers.letters) == 3
    assert next(iter(found)) == "versterking-veiligheidsketen"


@pytest.mark.slow
def test_a_large_thread_is_folded_on_a_terminal_only(ct: Ct) -> None:
    words = ("thread", "versterking-veiligheidsketen")
    folded, whole, plain = (
        ct(*words, *more, folder=ROOT).out for more in (("--format", "table"), ("--format", "table", "--all"), ())
    )
    assert "more measures:" in folded
    assert "--all shows all" in folded
    assert "(kmar-pelotons)" not in folded
    assert "(kmar-pelotons)" in whole
    assert "more measure" not in whole
    assert "kmar-pelotons  " in plain


def test_the_asked_measure_is_marked(ct: Ct) -> None:
    table = ct("thread", "pnr", "--format", "table", folder=ROOT).out
    assert [line for line in table.splitlines() if "▶" in line] == [
        "├─ ▶ ◔ Dutch bill implementing the PNR directive (pnr)"
    ]
