"""One fault is one problem: what could not be read is not reported a second time as missing, unknown or unsorted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ctmeasures.checks import check
from ctmeasures.read.registry import load

HEAD = """\
version: 1
organisations:
  ministerie: {name: Ministry of Water}
  waterbord: {name: Water Board}
measures:
  - id: dijken
    title: Raising twelve dikes
    owner: waterbord
"""
EVENT = "{date: 2020-01-15, status: announced, letter: 2020-01-15-water, passage: 2, quote: Twelve dikes}"
MEASURE = f"{HEAD}    history: [{EVENT}]\n"
LETTER = "---\ndate: 2020-01-15\ntitle: Plan\nsender: ministerie\ncontext: [1, 3]\n---\n\n## 1\n\nOne.\n\n## 2\n\nTwo.\n\n## 3\n\nThree.\n"
LETTERS = {"2020-01-15-water.md": LETTER}


def budget(amount: str) -> str:
    return f"{MEASURE}    budget: [{{letter: 2020-01-15-water, passage: 2, quote: the money, {amount}}}]\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (MEASURE, []),
        (MEASURE.replace("quote: Twelve dikes", "quote: *words"), ["9:"]),
        (budget("amount: 12,5"), ["10:"]),
        (budget("amount: 12.5.1"), ["10:"]),
        (budget("amounts: {2020: much}"), ["10:"]),
        (MEASURE.replace("passage: 2", "passage: 0"), ["9:"]),
        (MEASURE.replace("quote: Twelve dikes", "quote: "), ["9:"]),
        (MEASURE.replace("organisations:\n  ministerie: {name: Ministry of Water}\n  waterbord: {name: Water Board}\n", "organisations: [ministerie, waterbord]\n"), ["2:"]),
        (MEASURE.replace("owner: waterbord", "owner:"), ["8:"]),
        (MEASURE.replace("id: dijken", "id: Dijken!"), ["6:"]),
        (MEASURE.replace("    title: Raising twelve dikes\n", ""), ["6:"]),
        (MEASURE.replace("owner: waterbord", "owner:waterbord"), ["8:"]),
        (MEASURE.replace("owner: waterbord", "owner: waterbrod"), ["8:"]),
        (MEASURE.replace("letter: 2020-01-15-water", "letter: 2020-01-16-water"), ["9:"]),
        (MEASURE.replace("measures:", "areas: {build: {name: Build}}\nmeasures:") + "    area: biuld\n", ["11:"]),
    ],
)  # fmt: skip
def test_one_fault_is_one_problem(text: str, found: list[str], registry: Callable[..., Path]) -> None:
    problems = problems_of(registry(text, LETTERS))
    assert len(problems) == len(found), problems
    for (_, place), line in zip(problems, found, strict=True):
        assert f"measures.yaml:{line}" in place


def problems_of(folder: Path) -> list[tuple[str, str]]:
    loaded = load(str(folder / "measures.yaml"))
    return [(problem.code, str(problem.place)) for problem in (*loaded.problems, *check(loaded.registry))]


CONFLICT = "<<<<<<< ours\nThe rivers rise.\n=======\nThe rivers fall.\n>>>>>>> theirs\n"


def test_a_conflict_is_found_also_where_the_text_can_still_be_read(registry: Callable[..., Path]) -> None:
    letter = "---\ndate: 2020-01-15\ntitle: Plan\n---\n\n## 1\n\n" + CONFLICT
    folder = registry("version: 1\nmeasures: []\n", {"2020-01-15-water.md": letter})
    assert [(code, place.rpartition("letters/")[2]) for code, place in problems_of(folder)] == [
        ("conflict-marker", "2020-01-15-water.md:8:1"),
    ]
    folder = registry(MEASURE.replace("Raising twelve dikes", f'"\n{CONFLICT}"'))
    assert [code for code, _ in problems_of(folder)] == ["conflict-marker"]


def test_a_line_of_equals_signs_alone_is_no_conflict(registry: Callable[..., Path]) -> None:
    letter = "---\ndate: 2020-01-15\ntitle: Plan\ncontext: [1]\n---\n\n## 1\n\nWater\n=======\n"
    assert problems_of(registry("version: 1\nmeasures: []\n", {"2020-01-15-water.md": letter})) == []


def test_a_file_that_cannot_be_read_gives_its_own_fault_only(registry: Callable[..., Path]) -> None:
    assert [code for code, _ in problems_of(registry("version: 1\nmeasures: [\n", {}))] == ["yaml-syntax"]


def test_hidden_files_and_folders_are_no_letters(registry: Callable[..., Path]) -> None:
    folder = registry(MEASURE, LETTERS)
    (folder / "letters" / ".2020-01-01-x.md").write_text("x", encoding="utf-8")
    (folder / "letters" / "README.md").write_text("x", encoding="utf-8")
    (folder / "letters" / "notes.md").mkdir()
    assert problems_of(folder) == []


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("dossier:1234", None),
        ("dosier:34359", "dossier:34359"),
        ("kst:29754", None),
    ],
)
def test_what_is_called_nearest_is_valid(written: str, nearest: str | None, registry: Callable[..., Path]) -> None:
    loaded = load(str(registry(f"{MEASURE}    references: [{written!r}]\n") / "measures.yaml"))
    (problem,) = loaded.problems
    assert (problem.code, problem.nearest) == ("bad-reference", nearest)


def test_a_missing_folder_of_letters_is_one_problem(registry: Callable[..., Path]) -> None:
    folder = registry(MEASURE, {})
    (folder / "letters").rmdir()
    assert [code for code, _ in problems_of(folder)] == ["no-letters"]
    folder = registry("version: 1\nmeasures: []\n", {})
    (folder / "letters").rmdir()
    assert problems_of(folder) == []


def test_a_missing_letter_is_one_problem(registry: Callable[..., Path]) -> None:
    assert [code for code, _ in problems_of(registry(budget("amount: 12"), {}))] == ["unknown-letter"]


@pytest.mark.parametrize(
    ("ids", "out_of_order"),
    [
        ("a b c d", ""),
        ("a z b c d", "z"),
        ("b c d a", "a"),
        ("b a", "a"),
        ("d a b c", "d"),
        ("a c b e d", "b d"),
    ],
)
def test_only_the_measures_that_must_move_are_out_of_order(
    ids: str, out_of_order: str, registry: Callable[..., Path]
) -> None:
    head, _, _ = HEAD.partition("  - id")
    text = head + "".join(f"  - {{id: {key}, title: x, owner: waterbord, history: [{EVENT}]}}\n" for key in ids.split())
    loaded = load(str(registry(text) / "measures.yaml"))
    found = [problem for problem in check(loaded.registry) if problem.code == "unsorted-id"]
    assert [problem.message.split("`")[1] for problem in found] == out_of_order.split()


@pytest.mark.parametrize("title", ["'s-Hertogenbosch' plan", '"Internet" Referral', "[Draft] plan", "*unit*", "&unit*"])
def test_a_text_that_needs_quotation_marks_is_told_so(title: str, registry: Callable[..., Path]) -> None:
    loaded = load(str(registry(MEASURE.replace("Raising twelve dikes", title)) / "measures.yaml"))
    (problem,) = loaded.problems
    assert (problem.code, problem.place.line) == ("yaml-syntax", 7)
    assert "in quotation marks" in problem.expected


@pytest.mark.slow
def test_the_same_event_is_found_among_thousands_and_each_time_only_once(registry: Callable[..., Path]) -> None:
    events = [EVENT.replace("Twelve dikes", f"dike {number}") for number in [*range(5000), 7, 7, 4999]]
    loaded = load(
        str(registry(HEAD + "    history:\n" + "".join(f"      - {one}\n" for one in events)) / "measures.yaml")
    )
    found = [problem.place.line for problem in check(loaded.registry) if problem.code == "repeated-event"]
    assert found == [10 + number for number in (5000, 5001, 5002)]
