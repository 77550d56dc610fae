"""What became of the measures of each letter: every measure once, and never a silence that nobody could have broken."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT
from test_cited import DAYS, registries

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import day
from ctmeasures.model.records import Event, Letter, Measure, Registry
from ctmeasures.model.status import Status
from ctmeasures.read.registry import load
from ctmeasures.render.followup import FOLLOWUP, LABELS, chart, explained, headline, label, sentence
from ctmeasures.render.look import LANGUAGES, Look
from ctmeasures.reports.followup import Followup, Followups, followup, followups
from ctmeasures.reports.query import Query, listing

TODAY = Clock(date(2021, 1, 1))
CLOCKS = st.one_of(
    st.just(TODAY), DAYS.map(lambda one: Clock(one, as_of=one)), DAYS.map(lambda one: Clock(one, known_by=one))
)


@pytest.mark.slow
@given(registries(), CLOCKS)
def test_every_measure_counts_once_and_for_the_letter_that_announced_it(registry: Registry, clock: Clock) -> None:
    found = listing(registry, clock, Query())
    counted = followups(found)
    for rows in (counted.letters, counted.owners, (counted.all,)):
        assert sum(row.total for row in rows) == len(found.states)
        assert all(many > 0 for row in rows for many in row.counts.values())
    assert {row.key: row.total for row in counted.letters} == Counter(state.letter for state in found.states)
    assert counted.before.unheard == counted.all.unheard


@pytest.mark.slow
@given(registries(), CLOCKS)
def test_what_each_class_says_is_so(registry: Registry, clock: Clock) -> None:
    found = listing(registry, clock, Query())
    newest = found.view.newest_letter
    for state in found.states:
        became = followup(state, newest)
        assert (became in (Followup.IMPLEMENTED, Followup.ENDED)) == (not state.open)
        assert became not in (Followup.HEARD_LATE, Followup.UNHEARD_LATE) or state.overdue
        assert became not in (Followup.HEARD, Followup.UNHEARD) or not state.overdue
        if became.unheard:
            assert newest is not None
            assert newest.date.first > state.announced.first
        if became.unheard or became is Followup.NEWEST:
            assert {event.letter for event in state.history} == {state.letter}


def told(registry: Callable[..., Path], *histories: str, clock: Clock = TODAY) -> Followups:
    """Return what became of measures, each written as the years of its letters with a sign: `15a 17i`, announced and implemented."""
    statuses = {"a": "announced", "p": "in-progress", "i": "implemented", "w": "withdrawn", "d": "announced, due: 2016"}
    measures = ""
    for number, history in enumerate(histories):
        events = ", ".join(
            f"{{date: 20{one[:2]}-01-01, status: {statuses[one[2]]}, letter: 20{one[:2]}-01-01-letter}}"
            for one in history.split()
        )
        measures += f"  - {{id: m{number}, title: M, owner: o, history: [{events}]}}\n"
    years = {one[:2] for history in histories for one in history.split()}
    letters = {
        f"20{year}-01-01-letter.md": f"---\ndate: 20{year}-01-01\ntitle: L\ncontext: [1]\n---\n\n## 1\n\nA digest.\n"
        for year in years
    }
    folder = registry(
        f"version: 1\norganisations: {{o: {{name: O}}}}\nmeasures: {measures and chr(10)}{measures or '[]'}\n", letters
    )
    read = load(str(folder / "measures.yaml")).registry
    assert read
    return followups(listing(read, clock, Query()))


CASES = [
    ((), "No measure has been announced yet.", "Er is nog geen maatregel aangekondigd."),
    (("15a", "15i"), "No letter has followed yet, so what became of the measures cannot be told.",
     "Er is nog geen brief gevolgd; wat er van de maatregelen werd, is dus niet te zeggen."),
    (("15a", "17a"), "The one measure that was announced before the newest letter was left open and never mentioned again.",
     "De ene maatregel die vóór de nieuwste brief is aangekondigd, bleef open en werd nooit meer genoemd."),
    (("15a", "15d", "17a"), "All 2 measures announced before the newest letter were left open and never mentioned again.",
     "Alle 2 maatregelen die vóór de nieuwste brief zijn aangekondigd, bleven open en werden nooit meer genoemd."),
    (("15a 17p", "15i", "15w"), "Of 3 measures announced before the newest letter, none was left open without a further word.",
     "Aangekondigd vóór de nieuwste brief: 3 maatregelen, waarvan er geen open bleef zonder later nog te zijn genoemd."),
    (("15a", "15a 17p", "17a"), "Of 2 measures announced before the newest letter, 1 was left open and never mentioned again.",
     "2 maatregelen zijn aangekondigd vóór de nieuwste brief; 1 daarvan bleef open en werd nooit meer genoemd."),
    (("15a", "15d", "15a 17p"), "Of 3 measures announced before the newest letter, 2 were left open and never mentioned again.",
     "3 maatregelen zijn aangekondigd vóór de nieuwste brief; 2 daarvan bleven open en werden nooit meer genoemd."),
]  # fmt: skip


@pytest.mark.parametrize(("histories", "english", "dutch"), CASES)
def test_the_first_sentence_reads_well_for_any_registry(
    histories: tuple[str, ...], english: str, dutch: str, registry: Callable[..., Path]
) -> None:
    found = told(registry, *histories)
    assert [headline(found, look) for look in LANGUAGES] == [english, dutch]


THEN = [
    ((), "No measure had been announced by 1 January 2016.", "Op 1 januari 2016 was nog geen maatregel aangekondigd."),
    (("15a", "15a 17i"), "By 1 January 2016 no letter had followed that could tell what became of the measures.",
     "Tot en met 1 januari 2016 was er geen brief gevolgd die kon zeggen wat er van de maatregelen werd."),
    (("15a 17i", "16a"),
     "By 1 January 2016, of 1 measure announced before the newest letter, 1 was open and had not been mentioned again.",
     "Tot en met 1 januari 2016: 1 maatregel aangekondigd vóór de nieuwste brief; 1 daarvan stond open en was niet meer genoemd."),
    (("15a 17i", "15d 17p", "16a"),
     "By 1 January 2016, of 2 measures announced before the newest letter, 2 were open and had not been mentioned again.",
     "Tot en met 1 januari 2016: 2 maatregelen aangekondigd vóór de nieuwste brief; 2 daarvan stonden open en waren niet meer genoemd."),
    (("15a 16p 17i", "16a"),
     "By 1 January 2016, of 1 measure announced before the newest letter, none was left open without a further word.",
     "Tot en met 1 januari 2016: 1 maatregel aangekondigd vóór de nieuwste brief, waarvan er geen open bleef zonder later nog te zijn genoemd."),
]  # fmt: skip


@pytest.mark.parametrize(("histories", "english", "dutch"), THEN)
def test_where_letters_have_followed_a_silence_is_one_up_to_then(
    histories: tuple[str, ...], english: str, dutch: str, registry: Callable[..., Path]
) -> None:
    then = date(2016, 1, 1)
    found = told(registry, *histories, "17a", clock=Clock(date(2020, 1, 1), known_by=then))
    assert found.view.overtaken
    assert [headline(found, look) for look in LANGUAGES] == [english, dutch]
    for word in ("never", "nooit", "yet", "nog geen brief"):
        assert all(word not in f"{headline(found, look)} {explained(found, look)}" for look in LANGUAGES)


def test_what_was_not_mentioned_by_then_may_be_mentioned_later(registry: Callable[..., Path]) -> None:
    found = told(
        registry, "15d 17i", "15a", "15i", "16a", "17a", clock=Clock(date(2020, 1, 1), known_by=date(2016, 6, 1))
    )
    assert explained(found, Look()) == (
        "Not mentioned again: no later letter up to 1 June 2016 speaks of the measure or of its money; one after that day may. "
        "That nothing was done is not said. Of the others: 1 carried out."
    )
    drawn = chart(found.letters, found.view, "Title", str, Look())
    assert drawn.described == (
        "2015-01-01-letter: 1 carried out; 2 not heard of again by then. "
        "2016-01-01-letter: 1 announced in the newest letter by then."
    )
    assert "never" not in "".join(FOLLOWUP.csv(found, Look()))
    assert all(label(kind, True) != label(kind, False) for kind in Followup if kind.unheard or kind is Followup.NEWEST)


def test_the_classes_of_a_sentence_are_told_apart_though_their_names_hold_commas(registry: Callable[..., Path]) -> None:
    found = told(registry, "15i", "15a 17p", "15d", "15a", "17a")
    assert sentence(found.all, found.view, Look()) == (
        "Of 5 measures: 1 carried out; 1 heard of again, open; 1 never heard of again, due date passed; "
        "1 never heard of again; 1 announced in the newest letter."
    )


def test_each_history_has_its_class(registry: Callable[..., Path]) -> None:
    found = told(registry, "15i", "15a 17i", "15w", "15a 17p", "15d 17p", "15d", "15a", "17a")
    assert found.all.counts == {
        Followup.IMPLEMENTED: 2, Followup.ENDED: 1, Followup.HEARD: 1, Followup.HEARD_LATE: 1,
        Followup.UNHEARD_LATE: 1, Followup.UNHEARD: 1, Followup.NEWEST: 1,
    }  # fmt: skip
    assert explained(found, Look()).endswith(
        "For 1 of them a date that a letter named has passed. "
        "Of the others: 2 carried out; 1 ended otherwise; 1 heard of again, open; 1 heard of again, due date passed."
    )


def test_another_letter_of_the_same_day_is_no_later_one(registry: Callable[..., Path]) -> None:
    letters = {
        f"2017-01-01-{name}.md": "---\ndate: 2017-01-01\ntitle: L\ncontext: [1]\n---\n\n## 1\n\nA digest.\n"
        for name in "ab"
    }
    folder = registry(
        "version: 1\norganisations: {o: {name: O}}\nmeasures:\n  - {id: m, title: M, owner: o, history: ["
        "{date: 2017-01-01, status: announced, letter: 2017-01-01-a}, {date: 2017-01-01, status: in-progress, letter: 2017-01-01-b}]}\n",
        letters,
    )
    found = listing(load(str(folder / "measures.yaml")).registry, TODAY, Query())
    assert followups(found).all.counts == {Followup.NEWEST: 1}


def test_the_chart_and_its_data_hold_the_same_counts() -> None:
    read = load(str(ROOT / "measures.yaml")).registry
    assert read
    found = followups(listing(read, TODAY, Query()))
    drawn = chart(found.letters, found.view, "Title", str, Look())
    assert [[part.amount for part in row.parts] for row in drawn.rows] == [
        list(row.counts.values()) for row in found.letters
    ]
    rows = list(csv.DictReader(io.StringIO("".join(FOLLOWUP.csv(found, Look())))))
    by_letter = {(row["key"], row["meaning"]): int(row["measures"]) for row in rows if row["by"] == "letter"}
    assert by_letter == {(row.key, LABELS[kind]): many for row in found.letters for kind, many in row.counts.items()}
    assert {row["by"] for row in rows} == {"letter", "owner"}


def test_a_letter_that_nobody_has_coded_breaks_no_silence() -> None:
    letters = {one: Letter(one, day(date(int(one), 1, 1)), "L") for one in ("2015", "2017")}
    measure = Measure("m", "M", "o", (Event(letters["2015"].date, Status.ANNOUNCED, "2015"),))
    found = listing(Registry("", (measure,), {}, letters=letters), TODAY, Query())
    assert found.view.newest_letter == letters["2015"]  # the later one has no paragraph that anybody has looked at
    assert followups(found).all.counts == {Followup.NEWEST: 1}
