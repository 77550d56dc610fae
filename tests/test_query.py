"""Which measures: filters, free text and sorting, on the example registry with fixed clocks."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support import ROOT, Ran

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import parse_date
from ctmeasures.model.records import Registry
from ctmeasures.read.registry import load
from ctmeasures.reports.query import SORTS, Bound, Query, View, listing
from ctmeasures.reports.words import folded

EXAMPLE = Path(__file__).parent / "example" / "measures.yaml"

# The example: what each measure is at the end of 2020.
#   alarm    announced     ministerie  no area  due 2020-07/2020-09  heard 2020-06-30  no money
#   bouwwet  implemented   ministerie  rules    no longer due        heard 2020-06-30  no money
#   dijken   in-progress   waterbord   build    due 2022             heard 2020-06-30  veilig-water
END_OF_2020 = Clock(date(2020, 12, 31))
MAY_2020 = Clock(date(2020, 12, 31), known_by=date(2020, 5, 1))  # only the first letter: no alarm yet


@pytest.fixture(scope="module")
def water() -> Registry:
    loaded = load(str(EXAMPLE))
    assert loaded.problems == ()
    return loaded.registry


def found(registry: Registry, clock: Clock, sort: str = "id", reverse: bool = False, **wanted: object) -> str:
    """Return the ids that match, in one line."""
    return " ".join(one.measure.id for one in listing(registry, clock, Query(**wanted), sort, reverse).states)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({}, "alarm bouwwet dijken"),
        # a status, or a group of them
        ({"status": ("announced",)}, "alarm"),
        ({"status": ("in-preparation",)}, ""),  # bouwwet was, and is not any more
        ({"status": ("implemented",)}, "bouwwet"),
        ({"status": ("open",)}, "alarm dijken"),
        ({"status": ("closed",)}, "bouwwet"),
        ({"status": ("open", "closed")}, "alarm bouwwet dijken"),
        ({"status": ("announced", "implemented")}, "alarm bouwwet"),
        ({"status": ("not:announced",)}, "bouwwet dijken"),
        ({"status": ("not:open",)}, "bouwwet"),
        ({"status": ("open", "not:announced")}, "dijken"),
        ({"status": ("not:announced", "not:implemented")}, "dijken"),
        ({"status": ("announced", "not:announced")}, ""),
        ({"status": ("none",)}, ""),
        # the owner, whether or not it is inferred
        ({"owner": ("ministerie",)}, "alarm bouwwet"),
        ({"owner": ("waterbord",)}, "dijken"),  # not its partners
        ({"owner": ("waterbord", "ministerie")}, "alarm bouwwet dijken"),
        ({"owner": ("not:ministerie",)}, "dijken"),
        # the area, which may be missing
        ({"area": ("rules",)}, "bouwwet"),
        ({"area": ("none",)}, "alarm"),
        ({"area": ("not:none",)}, "bouwwet dijken"),
        ({"area": ("none", "build")}, "alarm dijken"),
        ({"area": ("not:build",)}, "alarm bouwwet"),
        ({"area": ("not:build", "not:none")}, "bouwwet"),
        # any letter of the history or of the money
        ({"letter": ("2020-01-15-water",)}, "alarm bouwwet dijken"),
        ({"letter": ("2020-06-30-progress",)}, "alarm bouwwet dijken"),
        ({"letter": ("not:2020-01-15-water",)}, ""),
        ({"letter": ("none",)}, ""),
        # any package that pays
        ({"package": ("veilig-water",)}, "alarm dijken"),
        ({"package": ("none",)}, "bouwwet"),
        ({"package": ("not:veilig-water",)}, "bouwwet"),
        ({"package": ("not:none",)}, "alarm dijken"),
        # due: the whole of the due date before the first day
        ({"due_before": (Bound(parse_date("2020-09-30").first),)}, ""),
        ({"due_before": (Bound(parse_date("2020-10-01").first),)}, "alarm"),
        ({"due_before": (Bound(parse_date("2022-12-31").first),)}, "alarm"),
        ({"due_before": (Bound(parse_date("2022").first),)}, "alarm"),
        ({"due_before": (Bound(parse_date("2023").first),)}, "alarm dijken"),
        ({"overdue": True}, "alarm"),
        # silent: nothing heard from that day on
        ({"silent_since": (Bound(date(2020, 6, 29)),)}, ""),
        ({"due_before": (Bound(None),)}, "bouwwet"),
        ({"due_before": (Bound(None, excluded=True),)}, "alarm dijken"),
        ({"due_before": (Bound(date(2020, 10, 1), excluded=True),)}, "bouwwet dijken"),
        ({"due_before": (Bound(date(2020, 10, 1)), Bound(None))}, "alarm bouwwet"),
        ({"silent_since": (Bound(date(2020, 6, 30)),)}, "alarm dijken"),  # the closed one is at rest, not silent
        # all filters must hold
        ({"owner": ("ministerie",), "status": ("open",)}, "alarm"),
        ({"owner": ("waterbord",), "overdue": True}, ""),
        ({"area": ("not:none",), "package": ("none",), "words": ("raising",)}, ""),
        ({"area": ("not:none",), "package": ("none",), "words": ("building",)}, "bouwwet"),
    ],
)
def test_filters_at_the_end_of_2020(water: Registry, wanted: dict[str, object], ids: str) -> None:
    assert found(water, END_OF_2020, **wanted) == ids


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({}, "bouwwet dijken"),
        ({"status": ("in-preparation",)}, "bouwwet"),
        ({"status": ("announced",)}, "dijken"),
        ({"status": ("closed",)}, ""),
        ({"letter": ("2020-06-30-progress",)}, ""),
        ({"due_before": (Bound(parse_date("2020-09-01").first),)}, "bouwwet"),
        ({"overdue": True}, ""),
        ({"silent_since": (Bound(date(2020, 1, 14)),)}, ""),
        ({"silent_since": (Bound(date(2020, 1, 15)),)}, "bouwwet dijken"),
        ({"words": ("four",)}, ""),  # a note of the second letter
    ],
)
def test_filters_by_what_was_known_in_may_2020(water: Registry, wanted: dict[str, object], ids: str) -> None:
    assert found(water, MAY_2020, **wanted) == ids


def test_overdue_from_the_day_after_the_last_one(water: Registry) -> None:
    assert found(water, Clock(date(2020, 9, 30)), overdue=True) == ""
    assert found(water, Clock(date(2020, 10, 1)), overdue=True) == "alarm"
    assert found(water, Clock(date(2023, 1, 1)), overdue=True) == "alarm dijken"


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("dikes",), "alarm bouwwet dijken"),
        (("dike",), "alarm bouwwet dijken"),  # a word and its plural
        (("DIKES",), "alarm bouwwet dijken"),
        (("díkès",), "alarm bouwwet dijken"),
        (("dı́kes",), ""),  # a dotless i is another letter
        (("raising",), "dijken"),  # the English title
        (("verhogen",), "dijken"),  # the Dutch title
        (("bouwwet",), "bouwwet"),  # the id
        (("waterschap",), "dijken"),  # the owner's Dutch name
        (("ministry",), "alarm bouwwet dijken"),  # the English name of the owner or of a partner
        (("waterbord",), "dijken"),  # the owner's key
        (("celex:32016l0681",), "bouwwet"),  # a reference
        (("in force since",), "bouwwet"),  # words together, of a note
        (("four of the twelve",), "dijken"),  # a quote
        (("dikes only",), "dijken"),  # a note on money
        (("rais",), "dijken"),  # the beginning of words
        (("dikes", "law"), "bouwwet"),  # all words, in any order, in any of the texts
        (("law", "dikes"), "bouwwet"),
        (("dikes", "telephone"), "alarm"),  # of which one stands only in the digest of the paragraph
        (("law", "telephone"), ""),
        (("telephone",), "alarm"),
        (("safe water",), ""),  # titles of letters and packages are none of the measure's own
        (("",), "alarm bouwwet dijken"),
        (("not:law",), "alarm dijken"),
        (("not:law", "telephone"), "alarm"),
        (("none",), ""),
    ],
)
def test_free_text_finds_all_words_in_any_case_and_without_accents(
    water: Registry, words: tuple[str, ...], ids: str
) -> None:
    assert found(water, END_OF_2020, words=words) == ids


@pytest.mark.parametrize(
    "typed", ["coördinator", "COÖRDINATOR", "coordinator", "coo\u0308rdinator", "straße", "STRASSE"]
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_of_the_registry_do_not_matter_either(registry: Callable[[str], Path], typed: str, form: str) -> None:
    text = EXAMPLE.read_text("utf-8").replace("Raising twelve dikes", "Eén coördinator, Straße 1")
    folder = registry(unicodedata.normalize(form, text))
    assert found(load(str(folder / "measures.yaml")).registry, END_OF_2020, words=(typed,)) == "dijken"


@given(st.text())
def test_folding_drops_case(text: str) -> None:
    assert folded(text.casefold()) == folded(text)


@given(st.text())
@example("™")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("sort", "clock", "ids"),
    [
        ("due", END_OF_2020, "alarm dijken bouwwet"),  # closed measures last
        ("due", MAY_2020, "bouwwet dijken"),  # summer 2020 before 2021
        ("id", END_OF_2020, "alarm bouwwet dijken"),
        ("title", END_OF_2020, "bouwwet alarm dijken"),  # Act, Alarm, Raising
        ("status", END_OF_2020, "alarm dijken bouwwet"),  # in the order of a measure's life
        ("status", MAY_2020, "dijken bouwwet"),
        ("owner", END_OF_2020, "alarm bouwwet dijken"),
        ("area", END_OF_2020, "alarm dijken bouwwet"),  # none, build, rules
        ("announced", END_OF_2020, "bouwwet dijken alarm"),
        ("updated", END_OF_2020, "alarm bouwwet dijken"),  # one letter speaks of all: then by id
    ],
)
def test_sorting_and_its_reversal(water: Registry, sort: str, clock: Clock, ids: str) -> None:
    assert found(water, clock, sort) == ids
    assert found(water, clock, sort, reverse=True) == " ".join(reversed(ids.split()))


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_lists_the_same_measures(water: Registry, sort: str) -> None:
    assert sorted(found(water, END_OF_2020, sort).split()) == ["alarm", "bouwwet", "dijken"]


def test_due_order_puts_open_measures_without_a_due_date_after_those_with_one(registry: Callable[[str], Path]) -> None:
    text = EXAMPLE.read_text("utf-8").replace("        due: 2020-07/2020-09\n", "")
    water = load(str(registry(text) / "measures.yaml")).registry
    assert found(water, END_OF_2020, "due") == "dijken alarm bouwwet"


def test_due_order_puts_closed_measures_last_whatever_their_ids(registry: Callable[[str], Path]) -> None:
    text = re.sub("        due: .*\n", "", EXAMPLE.read_text("utf-8"))
    water = load(str(registry(text) / "measures.yaml")).registry
    assert found(water, END_OF_2020, "due") == "alarm dijken bouwwet"


def test_of_two_due_dates_with_the_same_last_day_the_earlier_first_day_leads(registry: Callable[[str], Path]) -> None:
    text = EXAMPLE.read_text("utf-8").replace("due: 2020-07/2020-09", "due: 2022-12")
    water = load(str(registry(text) / "measures.yaml")).registry
    assert found(water, END_OF_2020, "due") == "dijken alarm bouwwet"  # 2022 before December 2022


def test_an_answer_states_of_how_many_at_which_moment(water: Registry) -> None:
    answer = listing(water, END_OF_2020, Query(status=("closed",)))
    assert (len(answer.states), answer.total, answer.view.clock.reference_day) == (1, 3, date(2020, 12, 31))
    answer = listing(water, MAY_2020, Query(status=("closed",)))
    assert (len(answer.states), answer.total, answer.view.clock.reference_day) == (0, 2, date(2020, 5, 1))


@pytest.mark.parametrize(
    ("known_by", "newest"),
    [
        (None, "2020-06-30-progress"),
        (date(2020, 6, 30), "2020-06-30-progress"),
        (date(2020, 6, 29), "2020-01-15-water"),
        (date(2020, 1, 14), None),
    ],
)
def test_a_view_names_the_newest_letter_that_it_could_know(
    water: Registry, known_by: date | None, newest: str | None
) -> None:
    letter = View(water, Clock(date(2020, 12, 31), known_by=known_by)).newest_letter
    assert (letter.id if letter else None) == newest


@pytest.mark.slow
def test_what_is_asked_for_as_silent_is_open(ct: Callable[..., Ran]) -> None:
    silent, others, none = (
        set(ct("list", "--silent-for", said, "--as-of", "2017-06-30", "--format", "ids", folder=ROOT).out.split())
        for said in ("1y", "not:1 jaar", "none")
    )
    every = set(ct("list", "--status", "open", "--as-of", "2017-06-30", "--format", "ids", folder=ROOT).out.split())
    assert (silent | others, silent & others, none) == (every, set(), set())
