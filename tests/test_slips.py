"""What a person did, in one sentence, at its place, with the remedy: for slips of the keyboard and of pasting; and reading goes on behind each.

A ▸ stands right before the place that must be reported, and is taken out before reading.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import Ran

from ctmeasures.checks import check
from ctmeasures.model.fields import SHAPES
from ctmeasures.model.lookalikes import COLONS, DASHES, QUOTES, SPACES, told
from ctmeasures.model.place import Problem
from ctmeasures.read.nodes import LOADERS
from ctmeasures.read.registry import Loaded, assemble
from ctmeasures.read.slips import KNOWN

Ct = Callable[..., Ran]

HERE = "▸"
HEAD = """\
version: 1
organisations:
  ministerie: {name: Ministry of Water}
  waterbord: {name: Water Board}
measures:
"""
MEASURE = """\
  - id: ID
    title: Raising twelve dikes
    owner: waterbord
    partners: [ministerie]
    history:
      - date: 2020-01-15
        status: announced
        letter: 2020-01-15-water
        passage: 1
        quote: Twelve dikes
      - date: 2020-01-15
        status: announced
        letter: 2020-01-15-water
        passage: 1
        quote: Two dikes
"""
LETTER = "---\ndate: 2020-01-15\ntitle: Plan\nsender: ministerie\n---\n\n## 1\n\nOne.\n"
LETTERS = {"letters/2020-01-15-water.md": LETTER.encode()}
NBSP = "\u00a0"

# what is written, what is written in its place, the code, what stands there, what was meant
CASES: dict[str, tuple[str, str, str, str, str]] = {
    "no-break spaces before a key": ("    title:", f"▸{NBSP * 4}title:", "look-alike-character", "a no-break space (U+00A0)", "a space"),
    "a no-break space among spaces": ("    owner:", f"  ▸{NBSP} owner:", "look-alike-character", "a no-break space (U+00A0)", "a space"),
    "no-break spaces before two keys": ("    owner: waterbord\n    partners", f"▸{NBSP * 4}owner: waterbord\n{NBSP * 4}partners", "look-alike-character", "a no-break space", "a space"),
    "a no-break space behind a colon": ("title: R", f"title:▸{NBSP}R", "look-alike-character", "a no-break space (U+00A0)", "a space"),
    "the same at the end": ("quote: Two", f"quote:▸{NBSP}Two", "look-alike-character", "a no-break space (U+00A0)", "a space"),
    "a no-break space in a key": ("    owner:", f"    owner▸{NBSP}:", "look-alike-character", "a no-break space (U+00A0)", "a space"),
    "a thin space behind a dash": ("- date", "-▸\u2009date", "look-alike-character", "another kind of space (U+2009)", "a space"),
    "a no-break space behind a record's dash": ("- id", f"-▸{NBSP}id", "look-alike-character", "a no-break space (U+00A0)", "a space"),
    "a tab before a key": ("    title:", "▸\ttitle:", "tab-indentation", "a tab", "two spaces"),
    "tabs before lines": ("        status: announced\n        letter", "▸\t\tstatus: announced\n\t\tletter", "tab-indentation", "a tab", "two spaces"),
    "a tab behind a dash": ("- date", "-▸\tdate", "tab-indentation", "a tab", "two spaces"),
    "a key in typographic quotation marks": ("title: R", "▸“title”: R", "look-alike-character", "a typographic quotation mark (U+201C)", "the key without quotation marks"),
    "a text in typographic ones, with a colon": ("title: Raising twelve dikes", "title: ▸“Dikes: twelve”", "look-alike-character", "a typographic quotation mark", '`"` on both sides'),
    "a key's text in typographic ones": ("owner: waterbord", "owner: ▸“waterbord”", "unknown-organisation", "with a typographic quotation mark (U+201C)", "waterbord"),
    "a date in typographic ones": ("date: 2020-01-15", "date: ▸“2020-01-15”", "bad-date", "with a typographic quotation mark (U+201C)", "2020-01-15"),
    "a status in typographic ones": ("status: announced", "status: ▸‘announced’", "unknown-status", "with a typographic quotation mark (U+2018)", "announced"),
    "a number in typographic ones": ("passage: 1", "passage: ▸”1”", "bad-number", "with a typographic quotation mark (U+201D)", "1"),
    "a financial year": ("quote: Two", "due: ▸2025/26\n        quote: Two", "bad-date", "a financial or parliamentary year", "as in 2025/2026"),
    "a financial year with a dash": ("quote: Two", "due: ▸2025–26\n        quote: Two", "bad-date", "a financial or parliamentary year", "as in 2025/2026"),
    "an en dash before a record": ("- id", "▸– id", "look-alike-character", "an en dash (U+2013)", "`- `"),
    "a full-width dash before an event": ("- date", "▸－ date", "look-alike-character", "another kind of dash (U+FF0D)", "`- `"),
    "en dashes in a date": ("date: 2020-01-15", "date: ▸2020–01–15", "bad-date", "with an en dash (U+2013)", "2020-01-15"),
    "a hyphen of typography in a letter's id": ("letter: 2020-01-15-water", "letter: ▸2020‐01‐15‐water", "unknown-letter", "with another kind of dash (U+2010)", "2020-01-15-water"),
    "a full-width colon": ("owner: w", "owner▸：w", "look-alike-character", "another kind of colon (U+FF1A)", "`: `"),
    "no space behind a colon": ("owner: w", "owner▸:w", "yaml-syntax", "no space behind the colon of `owner`", "`owner: `"),
    "no space behind a dash": ("- id: ID", "▸-id: ID", "yaml-syntax", "no space behind the dash", "`- id: `"),
    "the same before an event": ("- date", "▸-date", "yaml-syntax", "no space behind the dash", "`- date: `"),
    "no colon": ("    owner: w", "    ▸owner w", "yaml-syntax", "no colon behind `owner`", "`owner: `"),
    "no colon behind an id": ("- id: ID", "- ▸id ID", "yaml-syntax", "no colon behind `id`", "`id: `"),
    "no colon before a list": ("    history:", "    ▸history", "yaml-syntax", "no colon behind `history`", "`history: `"),
    "a colon in a text": ("title: Raising", "title: Dikes▸: raising", "yaml-syntax", "a `: ` inside a text without quotation marks", "quotation marks"),
    "a colon in a text of two lines": ("title: Raising twelve dikes", "title: Dikes▸: raising\n      twelve dikes", "yaml-syntax", "a `: ` inside a text", "quotation marks"),
    "a number sign": ("title: Raising", "title:▸ #5 raising", "empty-value", "since `#5 raising twelve dikes` is a comment", "quotation marks"),
    "an at sign": ("title: Raising", "title: ▸@raising", "yaml-syntax", "this character cannot start a text", "quotation marks"),
    "a percent sign": ("title: Raising", "title: ▸%raising", "yaml-syntax", "this character cannot start a text", "quotation marks"),
    "a backquote": ("title: Raising twelve dikes", "title: ▸`raising`", "yaml-syntax", "this character cannot start a text", "quotation marks"),
    "a key too deep": ("    owner: w", "      owner▸: w", "yaml-syntax", "wrong indentation", "under its neighbours"),
    "a key not deep enough": ("    owner: w", "   ▸owner: w", "yaml-syntax", "wrong indentation", "under its neighbours"),
    "an event's key not deep enough": ("        status: a", "      ▸status: a", "yaml-syntax", "wrong indentation", "under its neighbours"),
    "an unclosed quotation mark": ("title: R", 'title: ▸"R', "yaml-syntax", "opens here and never closes", "a closing quotation mark"),
    "the same before a closed one": ("title: Raising twelve dikes\n    owner: waterbord", 'title: ▸"Raising\n    owner: "waterbord"', "yaml-syntax", "opens here and never closes", "a closing"),
    "an unclosed single one": ("title: R", "title: ▸'R", "yaml-syntax", "opens here and never closes", "a closing quotation mark"),
    "an apostrophe at the start": ("title: Raising twelve dikes", "title: 's-Hertogenbosch' ▸plan", "yaml-syntax", "text after a closing `'`", "quotation marks"),
    "an unclosed bracket": ("[ministerie]", "▸[ministerie", "yaml-syntax", "a list in brackets opens here and never closes", "`]`"),
    "a text behind a bracket": ("title: Raising", "title: [Draft] ▸raising", "yaml-syntax", "text after a closing `]`", "quotation marks"),
}  # fmt: skip


def problems_of(text: str, loader: type[Any] = LOADERS[0]) -> tuple[Loaded, list[Problem]]:
    loaded = assemble("measures.yaml", {"measures.yaml": text.encode()}, LETTERS, loader)
    found = [*loaded.problems, *check(loaded.registry)]
    return loaded, sorted(found, key=lambda problem: problem.sort_key)


def measure(key: str, slip: str = "") -> str:
    """Return a measure with a slip, its place marked."""
    text = MEASURE.replace("ID", key)
    if slip:
        old, new, *_ = CASES[slip]
        assert old.replace("ID", key) in text
        text = text.replace(old.replace("ID", key), new.replace("ID", key), 1)
    return text


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without its marks, and the line and column of each."""
    places = []
    while HERE in text:
        at = text.index(HERE)
        places.append((text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)))
        text = text.replace(HERE, "", 1)
    return text, places


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("slip", CASES)
def test_a_slip_is_one_sentence_at_its_place_with_its_remedy_and_reading_goes_on(slip: str, end: str) -> None:
    _, _, code, what, meant = CASES[slip]
    text, [place] = marked(HEAD + measure("a") + measure("b", slip) + measure("c"))
    for loader in LOADERS:
        loaded, found = problems_of(text.replace("\n", end), loader)
        (problem,) = found
        assert (problem.code, problem.place.line, problem.place.column) == (code, *place)
        assert what in problem.message
        assert meant in f"{problem.expected} {problem.nearest}"
        assert [one.id for one in loaded.registry.measures] == ["a", "b", "c"]


def test_lines_that_end_with_carriage_returns_alone_are_one_problem_and_hide_none() -> None:
    text = (HEAD + measure("a") + measure("b")).replace("announced", "anounced").replace("\n", "\r")
    _, found = problems_of(text)
    lines = [number for number, line in enumerate(text.split("\r"), 1) if "anounced" in line]
    assert [(one.code, one.place.line) for one in found] == [
        ("line-ends", 1),
        *(("unknown-status", line) for line in lines),
    ]


def test_in_a_letter_too(registry: Callable[..., Path], ct: Ct) -> None:
    letters = {
        "2020-01-15-a.md": LETTER.replace("title: Plan", f"title:{NBSP}Plan").replace("sender: m", "sender:m"),
        "2020-01-15-b.md": LETTER.replace("title: Plan", "title: Plan: dikes").replace("ministerie", "ministry"),
        "2020-01-15-c.md": LETTER.replace("\n", "\r"),
    }
    ran = ct(
        "check", "--format", "json", folder=registry(HEAD + measure("a"), {**letters, "2020-01-15-water.md": LETTER})
    )
    said = [line.split('"')[3] for line in ran.out.splitlines() if '"code"' in line]
    assert said.count("look-alike-character") == 1
    assert said.count("yaml-syntax") == 2
    assert said.count("unknown-organisation") == 1
    assert said.count("line-ends") == 1
    assert "missing-key" not in said


# What is not a slip


@pytest.mark.parametrize(
    "title",
    [f"Raising{NBSP}twelve dikes", "Dikes – twelve", "The “great” dike", "owner:waterbord", "'Raising: twelve'", '"a – b: c"', "|\n      owner:waterbord\n      – x",
     f">-\n      a{NBSP}b\n      “title”: x", '"two\n      owner:lines"', "two\n      lines\n      id-x"],
)  # fmt: skip
def test_what_may_stand_in_a_text_is_kept_also_behind_a_fault(title: str) -> None:
    whole = HEAD + measure("a") + measure("b").replace("Raising twelve dikes", title)
    loaded, found = problems_of(whole)
    assert found == []
    broken, found = problems_of(whole.replace("ministerie]\n", "ministerie\n"))
    assert [problem.code for problem in found] == ["yaml-syntax", "yaml-syntax"]
    assert [one.title for one in broken.registry.measures] == [one.title for one in loaded.registry.measures]


def test_every_look_alike_has_a_name_and_every_field_is_known() -> None:
    for kind in (SPACES, DASHES, COLONS, QUOTES):
        first, last = kind[0], kind[-1]
        assert told(first)[1] == told(last)[1] or kind == QUOTES
    assert {field.name for shape in SHAPES for field in shape.fields} == KNOWN


# Many at once

FAULTS_OF_VALUES = (("announced", "anounced"), ("waterbord", "waterbrod"), ("2020-01-15\n", "2020-02-30\n"), ("passage: 1", "passage: 9"),
                    ("quote: Two", "qoute: Two"), ("ministerie]", "ministry]"))  # fmt: skip


@pytest.mark.slow
@given(
    st.lists(
        st.sampled_from([*(slip for slip in CASES if CASES[slip][2] != "unknown-letter"), None]), min_size=2, max_size=8
    ),
    st.integers(),
)
def test_so_many_faults_so_many_problems(slips: list[str | None], seed: int) -> None:
    rng = Random(seed)
    text, wanted = HEAD, []
    for number, slip in enumerate(slips):
        key = f"m{number}"
        if slip is None:
            old, new = rng.choice(FAULTS_OF_VALUES)
            body = measure(key)
            where = body.index(old) + len(old)
            before = where - len(old)
            text += body[:before] + HERE + new + body[where:]
        else:
            text += measure(key, slip)
    text, wanted = marked(text)
    loaded, found = problems_of(text)
    assert {problem.place.line for problem in found} >= {line for line, _ in wanted}
    assert len([one for one in found if one.code != "missing-quote"]) == len(slips)
    assert [one.id for one in loaded.registry.measures] == [f"m{number}" for number in range(len(slips))]


@pytest.mark.parametrize("slip", [slip for slip, case in CASES.items() if "title" in case[0] or "owner" in case[0]])
@pytest.mark.parametrize(("old", "new", "code"), [("announced", "anounced", "unknown-status"), ("passage: 1", "passage: 9", "unknown-passage"), ("date: 2020-01-15", "date: 2020-13", "bad-date")])  # fmt: skip
def test_a_slip_hides_no_fault_of_the_same_record(slip: str, old: str, new: str, code: str) -> None:
    text, _ = marked(HEAD + measure("a") + measure("b", slip).replace(old, new))
    _, found = problems_of(text)
    assert {CASES[slip][2], code} <= {problem.code for problem in found}


def test_a_record_in_which_nothing_holds_is_left_out_and_its_neighbours_are_read() -> None:
    odd = "  - id: b\n" + "    ]: [}\n   - : - {\n ? x\n" * 30
    loaded, found = problems_of(HEAD + measure("a") + odd + measure("c").replace("announced", "anounced"))
    assert [one.id for one in loaded.registry.measures] in (["a", "c"], ["a", "b", "c"])
    assert "unknown-status" in {problem.code for problem in found}
    assert "unused-organisation" not in {problem.code for problem in found}


@pytest.mark.parametrize(("written", "code"), [("[x]", "wrong-shape"), ("A B", "bad-id"), ("", "empty-value")])
def test_two_ids_that_cannot_be_read_are_no_third_fault(written: str, code: str) -> None:
    odd = "".join(measure(key).replace(f"id: {key}", f"id: {written}") for key in "bc")
    _, found = problems_of(HEAD + measure("a") + odd)
    assert [problem.code for problem in found] == [code, code]


def test_what_is_unused_is_told_where_all_that_is_cited_is_there() -> None:
    """Each letter is cited, and each that is cited is there."""
    _, found = problems_of(
        HEAD.replace("organisations:\n", "organisations:\n  nobody: {name: Nobody}\n", 1) + measure("a")
    )
    assert "unused-organisation" in {problem.code for problem in found}


def test_a_reference_to_what_could_not_be_read_is_no_second_fault() -> None:
    text = HEAD.replace("waterbord: {name: Water Board}", "waterbord - Water Board") + measure("a")
    _, found = problems_of(text)
    assert [(problem.code, problem.place.line) for problem in found] == [("yaml-syntax", 4)]


@pytest.mark.slow
def test_nothing_is_written_where_a_text_was_mended_to_be_read(registry: Callable[..., Path], ct: Ct) -> None:
    letters = {"2020-01-15-water.md": LETTER}
    for slip, (_, _, code, *_) in CASES.items():
        if code not in ("yaml-syntax", "look-alike-character", "tab-indentation"):
            continue
        text, _ = marked(HEAD + measure("a") + measure("b", slip))
        folder = registry(text, letters)
        ran = ct("set", "a", "title=x", folder=folder)
        assert (ran.code, ran.out) == (1, ""), slip
        assert (folder / "measures.yaml").read_text(encoding="utf-8") == text


def test_a_comparison_takes_what_was_not_read_for_no_removal(
    registry: Callable[..., Path], ct: Ct, tmp_path: Path
) -> None:
    before = tmp_path / "before.yaml"
    before.write_text(HEAD + measure("a") + measure("b"), encoding="utf-8")
    text, _ = marked(HEAD + measure("a", "a tab before a key") + measure("b"))
    ran = ct("diff", str(before), folder=registry(text, {"2020-01-15-water.md": LETTER}))
    assert (ran.code, ran.out) == (2, "")
    assert "measures.yaml:7:1" in ran.err


def test_the_answer_says_that_something_could_not_be_read(registry: Callable[..., Path], ct: Ct) -> None:
    text, _ = marked(HEAD + measure("a", "a tab before a key") + measure("b"))
    out = ct("check", folder=registry(text, {"2020-01-15-water.md": LETTER})).out
    assert out.endswith(
        "measures.yaml: 2 measures, 1 letter: 1 error, 0 warnings; where it could not be read there may be more.\n"
    )
    text = text.replace("\ttitle", "    title").replace("announced", "anounced")
    assert "may be more" not in ct("check", folder=registry(text, {"2020-01-15-water.md": LETTER})).out
