"""What changed between two registries: the laws, and every kind of change in words."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctmeasures.model.dates import parse_date
from ctmeasures.model.record import Record
from ctmeasures.model.records import (
    Allocation,
    Event,
    Letter,
    Measure,
    Organisation,
    Package,
    Passage,
    Registry,
    Restatement,
    Track,
)
from ctmeasures.model.status import Status
from ctmeasures.read.registry import assemble
from ctmeasures.render.comparison import counts, text
from ctmeasures.render.formats import FORMATS, renderer
from ctmeasures.render.look import Look
from ctmeasures.reports.comparison import Comparison, compare
from ctmeasures.reports.revisions import Diff, Side

HEAD = "version: 1\norganisations: {politie: {name: Police}, kmar: {name: Marechaussee}}\nmeasures:\n"
IRU = (
    HEAD
    + """
  - id: iru-nl
    title: Unit
    owner: politie
    history:
      - {date: 2017-06-19, status: announced, letter: 2017-06-19-a, passage: 9, quote: one two, due: 2017-09}
      - {date: 2017-06-23, status: in-progress, letter: 2017-06-23-b, passage: 3}
"""
)
LATER = "      - {date: 2018-03-01, status: implemented, letter: 2018-03-02-c, passage: 7, note: It works.}\n"


def letters(*days: str) -> dict[str, bytes]:
    return {f"letters/{day}.md": f"---\ndate: {day[:10]}\ntitle: Letter\n---\n\n## 1\n\nA.\n".encode() for day in days}


LETTERS = letters("2017-06-19-a", "2017-06-23-b", "2018-03-02-c")


def made(content: str, files: dict[str, bytes] = LETTERS) -> Registry:
    return assemble("measures.yaml", {"measures.yaml": content.encode()}, files).registry


def said(old: str | Registry, new: str | Registry) -> str:
    """Say what changed, as a command does that has changed it, and how much."""
    found = compare(*(one if isinstance(one, Registry) else made(one) for one in (old, new)))
    return text(found, Look()) + ("" if found.empty else counts(found, Look()))


def test_a_new_event_is_said_in_one_line_with_its_note_under_it() -> None:
    assert said(IRU, IRU + LATER) == (
        "+ iru-nl, Unit: in progress → implemented, 1 March 2018 (letter of 2 March 2018, paragraph 7)\n    It works.\n1 new event."
    )


def test_one_measure_alone_can_be_compared() -> None:
    other = IRU[len(HEAD) :].replace("iru-nl", "zorg")
    old, new = made(IRU + other), made(IRU.replace("Unit", "Units") + other.replace("Unit", "Care"))
    assert text(compare(old, new, "zorg"), Look()) == "~ zorg, Care: title: “Unit” → “Care”\n"
    assert [one.of for one in compare(made(IRU), new, "zorg").measures] == ["zorg"]
    assert len(compare(old, new).measures) == 2


def test_signs_have_colours_where_colours_may_be_used() -> None:
    drawn = text(compare(made(IRU), made(IRU + LATER)), Look(color=True))
    assert drawn.startswith("\x1b[32m+\x1b[0m iru-nl, Unit: in progress")
    assert drawn.endswith("    \x1b[2mIt works.\x1b[0m\n")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: Unit", "title: Units", "~ iru-nl, Units: title: “Unit” → “Units”\n1 corrected field."),
        ("owner: politie", "owner: kmar", "~ iru-nl, Unit: owner: Police (politie) → Marechaussee (kmar)\n1 corrected field."),
        ("owner: politie", "owner: politie\n    owner_inferred: true", "~ iru-nl, Unit: owner inferred: no → yes\n1 corrected field."),
        ("owner: politie", "owner: politie\n    partners: [kmar]", "~ iru-nl, Unit: partners: Marechaussee (kmar) (added)\n1 corrected field."),
        (
            "owner: politie", "owner: politie\n    title_nl: Eenheid\n    references: ['dossier:29754', 'dossier:34359']",
            "~ iru-nl, Unit: Dutch title, references\n    Dutch title: “Eenheid” (added)\n    references: dossier:29754 (added), dossier:34359 (added)\n2 corrected fields.",
        ),
        (
            "passage: 3", "passage: 4, quote: four words, note: More.",
            ("~ iru-nl, Unit: event of 23 June 2017 (letter of 23 June 2017, paragraph 3): passage, quote, note\n"
            "    passage: 3 → 4\n    quote: “four words” (added)\n    note: “More.” (added)\n1 corrected event."),
        ),
        (
            "status: in-progress", "status: lapsed",
            ("! iru-nl, Unit: event of 23 June 2017 (letter of 23 June 2017, paragraph 3): status: in progress → lapsed\n"
            "1 corrected event (1 rewrites the past)."),
        ),
        (
            "date: 2017-06-23", "date: 2017-22",
            ("! iru-nl, Unit: event of 23 June 2017 (letter of 23 June 2017, paragraph 3): date: 23 June 2017 → summer 2017\n"
            "1 corrected event (1 rewrites the past)."),
        ),
        (
            "due: 2017-09", "due: 2017-12",
            ("! iru-nl, Unit: event of 19 June 2017 (letter of 19 June 2017, paragraph 9): due: September 2017 → December 2017\n"
            "~ iru-nl, Unit: due September 2017 → December 2017, 3 months later\n"
            "1 corrected event, 1 moved deadline (1 rewrites the past)."),
        ),
        (
            "letter: 2017-06-23-b", "letter: 2018-03-02-c",
            ("! iru-nl, Unit: event of 23 June 2017 (letter of 23 June 2017, paragraph 3): letter: 2017-06-23-b → 2018-03-02-c\n"
            "1 corrected event (1 rewrites the past)."),
        ),
        (
            "      - {date: 2017-06-23, status: in-progress, letter: 2017-06-23-b, passage: 3}\n", "",
            ("! iru-nl, Unit: event removed: in progress, 23 June 2017 (letter of 23 June 2017, paragraph 3)\n"
            "1 removed event (1 rewrites the past)."),
        ),
        ("kmar: {name: Marechaussee}", "kmar: {name: KMar}", "~ kmar: organisation: name: “Marechaussee” → “KMar”\n1 changed organisation."),
        ("kmar: {name: Marechaussee}", "", "− kmar: removed organisation: Marechaussee\n1 removed organisation."),
        ("version: 1", "version: 1\nareas: {prevent: {name: Prevent}}", "+ prevent: new area: Prevent\n1 new area."),
        ("version: 1", "version: 1  # a comment", "No change in what the registry says.\n"),
    ],
)  # fmt: skip
def test_each_change_in_words(old: str, new: str, words: str) -> None:
    assert old in IRU
    assert said(IRU, IRU.replace(old, new)) == words


def test_a_new_event_that_moves_the_deadline_says_by_how_much() -> None:
    event = "      - {date: 2018-03-02, status: in-progress, letter: 2018-03-02-c, due: %s}\n"
    line = "+ iru-nl, Unit: still in progress, 2 March 2018, due September 2017 → %s (letter of 2 March 2018)\n1 new event, 1 moved deadline."
    assert said(IRU, IRU + event % "2018-09") == line % "September 2018, 1 year later"
    assert said(IRU, IRU + event % "2017-08") == line % "August 2017, 30 days earlier"
    precise = line.replace("1 moved deadline", "1 deadline stated otherwise")
    assert said(IRU, IRU + event % "2017-09-30") == precise % "30 September 2017, more precise"
    assert "1 deadline stated otherwise." in said(IRU, IRU + event % "2017")
    assert "2017 – March 2018, the dates do not tell whether it moved" in said(IRU, IRU + event % "2017/2018-03")
    assert "due September 2017 (letter" in said(IRU, IRU + event % "2017-09")


def test_the_status_before_is_that_of_the_letter_before_not_of_the_line_above() -> None:
    late = IRU.replace("    history:\n", "    history:\n" + LATER)
    assert said(IRU, late).startswith("+ iru-nl, Unit: in progress → implemented")


def test_a_measure_that_has_closed_has_no_deadline_to_move() -> None:
    assert said(IRU + LATER, IRU.replace("2017-09", "2017-12") + LATER) == (
        "! iru-nl, Unit: event of 19 June 2017 (letter of 19 June 2017, paragraph 9): due: September 2017 → December 2017\n"
        "1 corrected event (1 rewrites the past)."
    )


def test_a_corrected_title_rewrites_nothing_whatever_became_of_the_events() -> None:
    later = IRU.replace("letter: 2017-06-19-a", "letter: 2018-03-02-c").replace("Unit", "Units")
    assert said(IRU, later).splitlines()[1] == "~ iru-nl, Units: title: “Unit” → “Units”"
    assert said(IRU, later).endswith("(1 rewrites the past).")


def test_events_without_paragraph_and_quote_are_known_again_by_what_they_say() -> None:
    first = "      - {date: 2017-06-19, status: announced, letter: 2017-06-19-a%s}\n"
    second = "      - {date: 2017-06-20, status: in-progress, letter: 2017-06-19-a%s}\n"
    start = IRU[: IRU.index("      - {")]
    found = said(start + first % "" + second % "", start + second % ", note: B." + first % ", note: A.")
    assert "~ iru-nl, Unit: event of 20 June 2017 (letter of 19 June 2017): note: “B.” (added)\n" in found
    assert "~ iru-nl, Unit: event of 19 June 2017 (letter of 19 June 2017): note: “A.” (added)\n" in found


def test_new_and_removed_measures_have_no_events_of_their_own() -> None:
    other = "  - id: pnr\n    title: Data\n    owner: kmar\n    history:\n      - {date: 2017-06-19, status: announced, letter: 2017-06-19-a, due: 2018}\n"
    assert said(IRU, IRU + other) == (
        "+ pnr: Data (owner: Marechaussee (kmar))\n    announced, 19 June 2017, due 2018 (letter of 19 June 2017)\n1 new measure."
    )
    assert said(IRU + other, IRU) == "! pnr: measure removed: Data\n1 removed measure (1 rewrites the past)."


def test_another_order_of_events_says_so_and_rewrites_only_what_the_letters_do_not_decide() -> None:
    first, second = IRU.splitlines(keepends=True)[-2:]
    turned = IRU.replace(first + second, second + first)
    assert said(IRU, turned) == "~ iru-nl, Unit: the events in another order\n1 corrected field."
    same_day = IRU.replace("2017-06-23-b", "2017-06-19-a")
    turned = turned.replace("2017-06-23-b", "2017-06-19-a")
    assert (
        said(same_day, turned)
        == "! iru-nl, Unit: the events in another order\n1 corrected field (1 rewrites the past)."
    )


def test_letters() -> None:
    files = dict(LETTERS)
    files["letters/2017-06-23-b.md"] = b"---\ndate: 2017-06-24\ntitle: Mail\n---\n\n## 1\n\nB.\n\n## 2\n\nC.\n"
    new, old = made(IRU, files), made(IRU)
    assert said(old, new) == (
        "! 2017-06-23-b: date, title, passages\n    date: 23 June 2017 → 24 June 2017\n    title: “Letter” → “Mail”\n"
        "    1 digest new: paragraph 2\n    1 digest corrected: paragraph 1\n1 changed letter (1 rewrites the past)."
    )
    assert "1 digest removed: paragraph 2" in said(new, old)
    less = made(IRU, letters("2017-06-19-a", "2017-06-23-b"))
    assert said(less, old) == "+ 2018-03-02-c: Letter, 2 March 2018; 1 paragraph\n1 new letter."
    assert said(old, less) == "− 2018-03-02-c: letter removed: Letter\n1 removed letter."


MONEY = IRU.replace(
    "    history:",
    "    budget:\n      - {letter: 2017-06-19-a, passage: 2, quote: money, amounts: {2017: 1.5, 2018: 2}}\n    history:",
)


def test_money() -> None:
    line = "Money: 1.5 in 2017, 2 in 2018 (EUR million; letter of 19 June 2017, paragraph 2)\n"
    assert said(IRU, MONEY) == f"+ iru-nl, Unit: new: {line}1 new amount."
    assert said(MONEY, IRU) == f"− iru-nl, Unit: removed: {line}1 removed amount."
    changed = MONEY.replace("2018: 2}", "2019: 3}")
    assert said(MONEY, changed) == (
        "~ iru-nl, Unit: Money (letter of 19 June 2017, paragraph 2): amounts: 2018: 2 → none, 2019: none → 3\n1 changed amount."
    )
    assert said(MONEY, MONEY.replace("1.5", "1.50")) == "No change in what the registry says.\n"


def test_packages() -> None:
    whole = IRU.replace(
        "measures:\n",
        "packages:\n  p: {title: Plan, unit: EUR, letter: 2017-06-19-a, total: {2017: 5}, tracks: {1: {title: One, total: {2017: 5}}}}\nmeasures:\n",
    )
    assert said(IRU, whole) == "+ p: new package: Plan; 5 in 2017 (EUR)\n1 new package."
    assert (
        said(whole, whole.replace("2017: 5}, tracks", "2017: 6}, tracks"))
        == "~ p: package: total: 2017: 5 → 6\n1 changed package."
    )
    assert said(whole, whole.replace("One", "Two")) == "~ p: track 1: title: “One” → “Two”\n1 changed track."
    assert said(whole, whole.replace(", tracks: {1: {title: One, total: {2017: 5}}}", "")) == (
        "− p: removed track 1: One; 5 in 2017 (EUR)\n1 removed track."
    )


def test_half_read_records_are_compared_by_what_is_there() -> None:
    broken = IRU + "      - {date: 2018-03-01, status: implemented, letter: nowhere}\n  - {title: x}\n"
    assert "+ iru-nl, Unit: announced → implemented, 1 March 2018 (letter nowhere)" not in said(IRU, broken)
    assert "+ iru-nl, Unit: in progress → implemented, 1 March 2018 (letter nowhere)" in said(IRU, broken)
    assert "+ (no id): x (owner: none)" in said(IRU, broken)
    assert made(IRU, {}).letters == {}
    assert "letter 2018-03-02-c, paragraph 7" in said(made(IRU, {}), made(IRU + LATER, {}))


# The laws, on registries that are small enough to be alike often.

TEXTS = st.sampled_from([None, "a", "b"])
DATES = st.sampled_from([parse_date(one) for one in ("2017", "2017-06", "2017-22", "2018-01-01")])
LETTER_IDS = st.sampled_from(["x", "y", "lost"])
YEARS = st.dictionaries(
    st.sampled_from([2017, 2018]), st.sampled_from([Decimal(1), Decimal("1.0"), Decimal(2)]), min_size=1
)
NUMBERS = st.sampled_from([None, 1, 2])
EVENTS = st.builds(
    Event, date=DATES, status=st.sampled_from([Status.ANNOUNCED, Status.LAPSED]), letter=LETTER_IDS,
    passage=NUMBERS, quote=TEXTS, due=st.none() | DATES, note=TEXTS,
)  # fmt: skip
AMOUNTS = st.builds(Allocation, letter=LETTER_IDS, passage=NUMBERS, package=TEXTS, amounts=YEARS, note=TEXTS)
ORGANISATIONS = st.builds(Organisation, key=st.sampled_from("ab"), name=st.sampled_from("ab"))
RESTATED = st.builds(Restatement, letter=LETTER_IDS, total=YEARS)
TRACKS = st.builds(Track, key=st.sampled_from("12"), title=st.sampled_from("ab"), total=YEARS)


def keyed(records: Any, key: str) -> Any:
    return st.lists(records, max_size=2, unique_by=lambda one: getattr(one, key)).map(
        lambda found: {getattr(one, key): one for one in found}
    )


PACKAGES = st.builds(
    Package, key=st.sampled_from("ab"), title=st.just("t"), unit=st.just("EUR"), letter=LETTER_IDS, total=YEARS,
    restated=st.lists(RESTATED, max_size=2).map(tuple), tracks=keyed(TRACKS, "key"),
)  # fmt: skip
MEASURES = st.builds(
    Measure, id=st.sampled_from("mno"), title=st.sampled_from("ab"), owner=st.sampled_from("ab"),
    history=st.lists(EVENTS, max_size=3).map(tuple), partners=st.sampled_from([(), ("a",), ("a", "b"), ("b", "a")]),
    budget=st.lists(AMOUNTS, max_size=2).map(tuple),
)  # fmt: skip
PASSAGES = st.lists(st.builds(Passage, number=st.sampled_from([1, 2]), digest=st.sampled_from("ab")), max_size=3).map(
    tuple
)
SENT = st.builds(Letter, id=st.sampled_from("xy"), date=DATES, title=st.sampled_from("ab"), passages=PASSAGES)
REGISTRIES = st.builds(
    Registry, path=st.just("measures.yaml"), measures=st.lists(MEASURES, max_size=3, unique_by=lambda one: one.id).map(tuple),
    organisations=keyed(ORGANISATIONS, "key"), packages=keyed(PACKAGES, "key"), letters=keyed(SENT, "id"),
)  # fmt: skip


def copied(one: Any) -> Any:
    """Return a record with all that is in it made anew, so that nothing is equal because it is the same."""
    if isinstance(one, Record):
        return replace(
            one, **{name: copied(getattr(one, name)) for name in one.__dataclass_fields__ if name != "source"}
        )
    if isinstance(one, tuple):
        return tuple(copied(each) for each in one)
    return {key: copied(each) for key, each in reversed(one.items())} if isinstance(one, dict) else one


def shuffled(one: Registry) -> Registry:
    """Return the same data in other objects, with measures and keys in another order."""
    return replace(
        one,
        measures=tuple(copied(measure) for measure in reversed(one.measures)),
        **{name: copied(getattr(one, name)) for name in ("organisations", "packages", "letters")},
    )


def data(one: Registry) -> object:
    return one.by_id, one.organisations, one.packages, one.letters


@pytest.mark.slow
@given(REGISTRIES)
def test_the_same_data_have_no_differences(one: Registry) -> None:
    assert compare(one, one).empty
    assert compare(one, shuffled(one)).empty


@pytest.mark.slow
@given(REGISTRIES, REGISTRIES)
def test_there_is_no_difference_only_where_the_data_are_equal(one: Registry, other: Registry) -> None:
    assert compare(one, other).empty == (data(one) == data(other))


@pytest.mark.slow
@given(REGISTRIES, st.lists(EVENTS, max_size=4), st.lists(EVENTS, max_size=4), st.lists(AMOUNTS, max_size=3))
def test_a_history_differs_unless_it_is_equal(
    one: Registry, first: list[Event], second: list[Event], amounts: list[Allocation]
) -> None:
    def having(events: list[Event], money: list[Allocation]) -> Registry:
        return replace(one, measures=(Measure("m", "t", "a", tuple(events), budget=tuple(money)),))

    assert compare(having(first, []), having(second, [])).empty == (first == second)
    assert compare(having(first, amounts), having(first, amounts[::-1])).empty == (amounts == amounts[::-1])
    mixed = random.Random(1).sample(first, len(first))
    assert compare(having(first, []), having(mixed, [])).empty == (first == mixed)


@pytest.mark.slow
@given(REGISTRIES, REGISTRIES)
def test_what_is_new_one_way_is_removed_the_other_way(one: Registry, other: Registry) -> None:
    forth, back = compare(one, other), compare(other, one)

    def kinds(found: Comparison) -> Callable[[str], list[int]]:
        every = (found.letters, found.measures, found.money, found.packages, found.tracks, found.organisations)
        return lambda side: [sum(1 for each in kind if getattr(each, side) is None) for kind in every]

    assert kinds(forth)("old") == kinds(back)("new")
    assert len(forth.new_events) == sum(1 for each in back.events if each.new is None)
    moved = sorted((each.measure, each.old.text, each.new.text) for each in forth.deadlines)
    assert moved == sorted((each.measure, each.new.text, each.old.text) for each in back.deadlines)


@pytest.mark.slow
@given(REGISTRIES, REGISTRIES)
def test_whatever_changed_can_be_said_in_every_format(one: Registry, other: Registry) -> None:
    found = Diff(Side("a", None), Side(None, None), compare(one, other), texts_differ=True)
    for form in FORMATS["diff"]:
        drawn = renderer("diff", form)(found, Look())
        assert drawn.endswith("\n")
        assert found.comparison.empty == ("No change" in drawn or '"count": 0,' in drawn)


@pytest.mark.slow
@given(st.lists(EVENTS, min_size=1, max_size=3), EVENTS)
def test_adding_an_event_rewrites_nothing(events: list[Event], event: Event) -> None:
    old, new = (Registry("x", (Measure("m", "t", "a", tuple(one)),)) for one in (events, [*events, event]))
    found = compare(old, new)
    assert [one.event for one in found.new_events] == [event]
    assert (found.rewrites, found.events) == (0, ())


def test_another_title_of_the_registry_is_said() -> None:
    old, new = (
        assemble("m.yaml", {"m.yaml": f"version: 1\n{own}measures: []\n".encode()}, {}).registry
        for own in ("", "title: Water\n")
    )
    found = compare(old, new)
    assert not found.empty
    assert text(found, Look()) == "~ registry: title: “Water” (added)\n"
    assert counts(found, Look()) == "1 changed field of the registry itself."
