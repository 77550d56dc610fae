"""What was true and what was known: which letters count on a past day, what silence means then, and what nobody has coded yet."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import EXAMPLE, ROOT, Ran
from test_cited import DAYS, registries

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import day
from ctmeasures.model.history import states
from ctmeasures.model.records import Letter, Registry
from ctmeasures.read.registry import load
from ctmeasures.render.look import Look
from ctmeasures.render.words import due_words, sentence
from ctmeasures.reports.query import View

Ct = Callable[..., Ran]
# A measure whose due date passes, of which a later letter speaks; and one of which only that letter tells, of an earlier day.
LATER = """
version: 1
organisations: {waterbord: {name: Water Board}, ministerie: {name: Ministry of Water}}
measures:
  - {id: a-due, title: Due in March, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2020-03},
      {date: 2020-06-30, status: in-progress, letter: 2020-06-30-progress}]}
  - {id: b-told, title: Told later, owner: waterbord, history: [
      {date: 2020-02, status: in-progress, letter: 2020-06-30-progress}]}
"""
# The letters of the example, of which every paragraph was read.
LETTERS = {
    path.name: re.sub("context: .*", f"context: [{', '.join(re.findall('(?m)^## ([0-9]+)', path.read_text(encoding='utf-8')))}]",
                      path.read_text(encoding="utf-8"))
    for path in (EXAMPLE / "letters").glob("*.md") if not path.name.endswith(".nl.md")
}  # fmt: skip
NEW = "---\ndate: 2020-09-01\ntitle: Just added\n---\n\n## 1\n\nA digest.\n"
CLOCK = {
    "--as-of": "Reference day 1 May 2020; what was true then (--as-of); newest letter by then",
    "--known-by": "Reference day 1 May 2020; what letters up to 1 May 2020 say (--known-by); newest letter by then",
}
COUNTS = {
    "--as-of": "newest letter by then 15 January 2020; later, and counted for what they tell of that time: 1 letter (30 June 2020)",
    "--known-by": "newest letter by then 15 January 2020; later, and left out: 1 letter (30 June 2020)",
}
VIEWS: list[tuple[str, ...]] = [
    ("brief", "--since", "2020-01-01"), ("report",), ("list",), ("list", "--format", "md"), ("due",), ("due", "--format", "md"),
    ("timeline",), ("timeline", "--chart"), ("stats",), ("show", "a-due"), ("letters",), ("export", "md"),
]  # fmt: skip


@pytest.mark.parametrize("clock", [*CLOCK])
@pytest.mark.parametrize("words", VIEWS, ids=" ".join)
def test_no_later_word_is_no_word_by_then_and_the_foot_says_which_letters_count(
    words: tuple[str, ...], clock: str, ct: Ct, registry: Callable[..., Path]
) -> None:
    if words[0] == "letters" and clock == "--as-of":
        pytest.skip("letters are asked for by what was known")
    ran = ct(*words, clock, "2020-05-01", folder=registry(LATER, LETTERS), columns=400)
    assert (ran.err, ran.code) == ("", 0)
    assert "no later word" not in ran.out.lower()
    assert "newest letter 30 June 2020" not in ran.out
    assert COUNTS[clock] in ran.out
    if words[0] in ("brief", "report", "list", "show"):
        assert "no word by then" in ran.out.lower()


@pytest.mark.parametrize("clock", [*CLOCK])
@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("words", VIEWS[:2], ids=" ".join)
def test_the_first_lines_say_which_clock_is_used(
    words: tuple[str, ...], form: str, clock: str, ct: Ct, registry: Callable[..., Path]
) -> None:
    text = ct(*words, clock, "2020-05-01", "--format", form, folder=registry(LATER, LETTERS)).out
    body = (text[text.index("<main") :] if form == "html" else text).replace("\N{NO-BREAK SPACE}", " ")
    assert CLOCK[clock] in "\n".join(body.split("\n")[:8])
    now = ct(*words, "--format", form, folder=registry(LATER, LETTERS)).out
    assert not any(f"({option})" in now for option in CLOCK)


def test_a_brief_of_the_past_speaks_of_no_letter_after_it_as_the_newest(ct: Ct) -> None:
    text = ct("brief", "--since", "2016-01-01", "--as-of", "2016-12-31", folder=ROOT).out
    assert "newest letter by then 17 November 2015" in text
    assert "1 letter" not in text.split("## ")[0]
    assert "3 letters (the newest 24 November 2017)" in text
    assert "nothing heard" not in text.lower()
    assert re.search(r"no word by 31 December 2016 of [0-9]+ of the [0-9]+ open measures", text)
    assert "## No word from 1 January 2016 to 31 December 2016" in text


def test_on_a_day_after_all_letters_nothing_is_said_of_later_ones(ct: Ct, registry: Callable[..., Path]) -> None:
    text = ct("list", "--as-of", "2020-12-31", folder=registry(LATER, LETTERS)).out
    assert "newest letter 30 June 2020." in text
    assert "later," not in text


def test_what_is_last_heard_on_a_past_day_is_not_what_a_later_letter_says(
    ct: Ct, registry: Callable[..., Path]
) -> None:
    folder = registry(LATER, LETTERS)
    found = json.loads(ct("list", "--as-of", "2020-07-01", "--format", "json", folder=folder).out)["measures"]
    assert [one["updated"] for one in found] == ["2020-06-30", "2020-06-30"]
    history = "{date: 2020-02-20, status: in-progress, letter: 2020-06-30-progress}"
    folder = registry(LATER.replace("{date: 2020-06-30, status: in-progress, letter: 2020-06-30-progress}", history))
    (one, other) = json.loads(ct("list", "--as-of", "2020-05-01", "--format", "json", folder=folder).out)["measures"]
    assert (one["status"], one["updated"], one["last_letter"]) == ("in-progress", "2020-01-15", "2020-01-15-water")
    assert (one["status_letter"], one["heard_since_due"], one["silent_days"]) == ("2020-06-30-progress", False, 107)
    assert (other["updated"], other["silent_days"]) == (
        "2020-06-30",
        0,
    )  # nobody had spoken of it, so that it was not silent


@pytest.mark.slow
@given(registries(), DAYS, st.sampled_from(["as_of", "known_by"]))
def test_silence_by_a_day_is_that_of_the_letters_up_to_it(registry: Registry, when: date, kind: str) -> None:
    """Whatever letters say later: what had been heard by a day is what the letters up to it say."""
    clock = Clock(date(2030, 1, 1), **{kind: when})
    view, newest = View(registry, clock), max(letter.date.first for letter in registry.letters.values())
    assert view.newest_letter is None or view.newest_letter.date.first <= when
    assert view.overtaken == (newest > when)
    assert ("later, and" in sentence(view, Look())) == (newest > when)
    for state in states(registry, clock):
        told = [one for one in state.history if registry.letters[one.letter].date.first <= when]
        if told:
            assert state.updated == registry.letters[told[-1].letter].date
            assert state.heard is told[-1]
        if state.overdue:
            spoken = any(
                state.due and registry.letters[one.letter].date.first > state.due.last
                for one in told
                if one.status.open
            )
            assert state.heard_since_due == spoken
            assert ("no later word" in due_words(state, Look())) == (not spoken and newest <= when)
            assert ("no word by then" in due_words(state, Look())) == (not spoken and newest > when)


# Letters that nobody has coded

SAID = "newest letter 30 June 2020; not coded yet: 1 letter (1 September 2020)"


@pytest.mark.parametrize("form", ["plain", "table", "md"])
@pytest.mark.parametrize("command", ["list", "due", "timeline", "stats", "budget", "letters"])
def test_a_letter_that_is_just_added_is_no_word(command: str, form: str, ct: Ct, registry: Callable[..., Path]) -> None:
    folder = _with_new(registry)
    assert SAID in " ".join(ct(command, "--format", form, folder=folder).out.split())
    _code(folder)
    assert "newest letter 1 September 2020." in " ".join(ct(command, "--format", form, folder=folder).out.split())


def test_a_letter_that_is_just_added_is_no_word_of_brief_report_show_and_calendar(
    ct: Ct, registry: Callable[..., Path]
) -> None:
    folder = _with_new(registry)
    for words in (("brief", "--since", "2020-01-01"), ("report",), ("show", "a-due")):
        assert SAID in ct(*words, folder=folder).out
    assert "Just added. “Just added”, letter of 1 September 2020 (no publication established); not coded yet" in (
        ct("brief", "--since", "2020-01-01", folder=folder).out
    )
    assert "It rests on 2 letters from 15 January 2020 to 30 June 2020." in ct("report", folder=folder).out
    calendar = re.sub("\r\n[ \t]", "", ct("export", "ics", folder=folder).out)
    assert "Newest letter 30 June 2020\\; not coded yet: 1 letter (1 September 2020)." in calendar
    assert json.loads(ct("list", "--format", "json", folder=folder).out)["newest_letter"] == "2020-06-30-progress"


@pytest.mark.slow
def test_the_site_says_of_a_letter_that_it_is_not_coded_yet(
    ct: Ct, registry: Callable[..., Path], tmp_path: Path
) -> None:
    folder = _with_new(registry)
    assert ct("site", "--out", str(tmp_path / "site"), folder=folder).code == 0
    english, dutch = (
        (tmp_path / "site" / path).read_text(encoding="utf-8") for path in ("index.html", "nl/index.html")
    )
    assert SAID in english
    assert "the newest is of 30 June 2020" in english
    assert "nieuwste brief 30 juni 2020; nog niet gecodeerd: 1 brief (1 september 2020)" in dutch


def _with_new(registry: Callable[..., Path]) -> Path:
    """Return the folder of a registry to which a letter was just added."""
    folder = registry(LATER, LETTERS)
    (folder / "letters" / "2020-09-01-new.md").write_text(NEW, encoding="utf-8")
    return folder


def _code(folder: Path) -> None:
    path = folder / "letters" / "2020-09-01-new.md"
    path.write_text(NEW.replace("title: Just added", "title: Just added\ncontext: [1]"), encoding="utf-8")


@pytest.mark.slow
@given(registries(), st.sets(st.integers(0, 5)))
def test_a_letter_is_coded_as_soon_as_anything_cites_it_or_is_its_context(
    registry: Registry, context: set[int]
) -> None:
    extra = {
        f"x{number}": Letter(
            f"x{number}", day(date(2021, 1, 1 + number)), "X", context=(1,) if number in context else ()
        )
        for number in range(6)
    }
    cited = {event.letter for measure in registry.measures for event in measure.history}
    found = replace(registry, letters={**registry.letters, **extra})
    assert {*found.unfinished} == {*found.letters} - cited - {key for key, letter in extra.items() if letter.context}


def test_a_letter_that_only_a_package_of_money_cites_is_coded(registry: Callable[..., Path]) -> None:
    package = (
        "packages: {water: {title: W, unit: EUR, letter: 2020-09-01-new, passage: 1, total: {2020: 1}}}\nmeasures:"
    )
    folder = registry(LATER.replace("measures:", package))
    for name in ("new", "other"):
        (folder / "letters" / f"2020-09-01-{name}.md").write_text(NEW, encoding="utf-8")
    unfinished = load(str(folder / "measures.yaml")).registry.unfinished
    assert {key for key in unfinished if key.startswith("2020-09-01")} == {"2020-09-01-other"}


@pytest.mark.parametrize("folder", [ROOT, EXAMPLE], ids=["real", "example"])
def test_what_is_kept_in_the_cache_says_the_same_of_the_letters(folder: Path, ct: Ct) -> None:
    assert load(str(folder / "measures.yaml")).registry.unfinished == {}
    for _ in range(2):
        assert "not coded" not in ct("list", folder=folder).out


# Letters of which some paragraphs are coded

PARTS = "---\ndate: 2020-09-01\ntitle: In parts\n{context}---\n\n## 1\n\nOne.\n\n## 2\n\nTwo.\n\n## 3\n\nThree.\n"
EVENT = "{date: 2020-09-01, status: in-progress, letter: 2020-09-01-new, passage: 2}"
IN_PART = "newest letter 30 June 2020; coded in part: 1 letter (1 September 2020, 2 of 3 paragraphs)"


def _in_part(registry: Callable[..., Path], context: str) -> Path:
    """Return the folder of a registry with a new letter of three paragraphs, of which the second is cited."""
    folder = registry(LATER.replace("progress}]}\n  - {id: b", f"progress}}, {EVENT}]}}\n  - {{id: b"), LETTERS)
    (folder / "letters" / "2020-09-01-new.md").write_text(PARTS.format(context=context), encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("context", "said"),
    [
        ("", "newest letter 30 June 2020; coded in part: 1 letter (1 September 2020, 1 of 3 paragraphs)"),
        ("context: [1]\n", IN_PART),
        ("context: [1, 2]\n", IN_PART),
        ("context: [1, 3]\n", "newest letter 1 September 2020."),
    ],
)
def test_a_letter_is_coded_when_each_of_its_paragraphs_is_cited_or_context(
    context: str, said: str, ct: Ct, registry: Callable[..., Path]
) -> None:
    folder = _in_part(registry, context)
    for words in (
        ("list",),
        ("list", "--format", "md"),
        ("due",),
        ("report",),
        ("brief", "--since", "2020-01-01"),
        ("show", "a-due"),
    ):
        for _ in range(2):  # as it is read, and out of the cache
            assert said in " ".join(ct(*words, folder=folder).out.split())
    measures = json.loads(ct("list", "--format", "json", folder=folder).out)
    assert measures["newest_letter"] == ("2020-09-01-new" if "3" in context else "2020-06-30-progress")
    assert {one["id"]: one["updated"] for one in measures["measures"]} == {
        "a-due": "2020-09-01",
        "b-told": "2020-06-30",
    }


@pytest.mark.parametrize("form", ["plain", "table", "md"])
def test_a_chart_does_not_say_that_nothing_is_known_of_letters_coded_in_part(
    form: str, ct: Callable[..., Ran], registry: Callable[..., Path]
) -> None:
    chart = ("timeline", "--chart", "--format", form, "--as-of", "2021")
    whole = re.sub(r"\s+", " ", ct(*chart, columns=160).out)
    assert "nothing later is known" in whole
    out = re.sub(r"\s+", " ", ct(*chart, columns=160, folder=_in_part(registry, "context: [1]\n")).out)
    assert "nothing later is known" not in out
    assert "last letter coded as a whole: later ones are coded in part" in out


@pytest.mark.parametrize(("context", "proves"), [("context: [1]\n", False), ("context: [1, 3]\n", True)])
def test_a_letter_coded_in_part_proves_no_silence_to_a_brief(
    context: str, proves: bool, ct: Ct, registry: Callable[..., Path]
) -> None:
    out = ct("brief", "--since", "2020-08-01", "--format", "md", folder=_in_part(registry, context)).out
    assert ("none of the letters speaks of them. What became of them?" in out) is proves
    assert ("No letter since then is coded as a whole yet: what is said of them is not known." in out) is not proves


@pytest.mark.slow
def test_what_rests_on_a_letter_that_is_coded_in_part_says_so(
    ct: Ct, registry: Callable[..., Path], tmp_path: Path
) -> None:
    folder = _in_part(registry, "context: [1]\n")
    letters = "1 letter (1 September 2020, 2 of 3 paragraphs)"
    assert (
        f"to 30 June 2020. Besides, it rests on what is coded so far of {letters}." in ct("report", folder=folder).out
    )
    assert "; coded in part: 2 of 3 paragraphs" in ct("brief", "--since", "2020-01-01", folder=folder).out
    assert "Newest letter 30 June 2020\\; coded in part" in re.sub(
        "\r\n[ \t]", "", ct("export", "ics", folder=folder).out
    )
    assert ct("site", "--out", str(tmp_path / "site"), folder=folder).code == 0
    text = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    caution = text[text.index('class="caution">') :].partition("</p>")[0]
    assert (
        "the newest that is coded as a whole is of 30 June 2020. Of what happened after it not all is known" in caution
    )
    assert caution.endswith(f"here. Besides, it rests on what is coded so far of {letters}.")
    alone = registry(LATER)  # of the letters of the example, only some paragraphs are cited or context
    assert "no letter is coded as a whole; coded in part: 2 letters (the newest 30 June 2020, 0 of 3 paragraphs)" in (
        ct("list", folder=alone).out
    )
    rests = "It rests on what is coded so far of 2 letters"
    assert rests in ct("report", folder=alone).out
    assert ct("site", "--out", str(tmp_path / "alone"), folder=alone).code == 0
    assert f'<p class="caution">{rests}' in (tmp_path / "alone" / "index.html").read_text(encoding="utf-8")
