"""One fault is one problem: what could not be read is not reported a second time as missing, unknown or unsorted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ctmeasures.checks import check
from ctmeasures.store.load import load

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


def budget(amount: str) -> str:
    return f"{MEASURE}    budget: [{{letter: 2020-01-15-water, passage: 3, quote: 10 million, {amount}}}]\n"


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
        (HEAD.replace("owner: waterbord", "owner:waterbord"), ["8:"]),
    ],
)  # fmt: skip
def test_one_fault_is_one_problem(text: str, found: list[str], registry: Callable[..., Path]) -> None:
    problems = problems_of(registry(text))
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
        ("conflict-marker", "2020-01-15-water.md:10:1"),
        ("conflict-marker", "2020-01-15-water.md:12:1"),
    ]
    folder = registry(MEASURE.replace("Raising twelve dikes", f'"\n{CONFLICT}"'))
    assert [code for code, _ in problems_of(folder)] == ["conflict-marker"] * 3


def test_a_line_of_equals_signs_alone_is_no_conflict(registry: Callable[..., Path]) -> None:
    letter = "---\ndate: 2020-01-15\ntitle: Plan\n---\n\n## 1\n\nWater\n=======\n"
    assert problems_of(registry("version: 1\nmeasures: []\n", {"2020-01-15-water.md": letter})) == []


def test_a_file_that_cannot_be_read_gives_its_own_fault_only(registry: Callable[..., Path]) -> None:
    assert [code for code, _ in problems_of(registry("version: 1\nmeasures: [\n"))] == ["yaml-syntax"]


def test_hidden_files_and_folders_are_no_letters(registry: Callable[..., Path]) -> None:
    folder = registry(MEASURE)
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
