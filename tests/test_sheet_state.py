"""What is open in a letter: paragraphs without a digest, neither cited nor context, and in its coding sheet."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support import EXAMPLE, Ran
from uncoded import copy_of, loaded, sheet_of, take_out

from ctmeasures.intake.progress import sheet_state
from ctmeasures.intake.review import standing

Ct = Callable[..., Ran]
LETTER = "2020-06-30-progress"
SHEET = f"""\
version: 1
letter: {LETTER}
paragraphs:
  - {{number: 1, digest: Something.}}
  - {{number: 2}}
  - {{number: 3}}
items:
  - {{passage: 1, quote: Four of the twelve dikes, decision: '?'}}
  - {{passage: 2, quote: has been in force, decision: accept, measure: wet, status: implemented?}}
  - {{passage: 2, quote: the law, decision: drop, status: announced?}}
"""
OPEN = "Sheet: 2 acts and 2 paragraphs open; `ctmeasures review 2020-06-30-progress`."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the example with two more paragraphs in a letter, one of them without a digest."""
    made = copy_of(EXAMPLE, tmp_path / "registry")
    with (made / "letters" / f"{LETTER}.md").open("a", encoding="utf-8") as file:
        file.write("\n## 4\n\n## 5\n\nFive.\n")
    return made


def write(folder: Path, text: str, texts: str = "texts") -> None:
    (folder / texts).mkdir(exist_ok=True)
    (folder / texts / f"{LETTER}.sheet.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("form", ["plain", "table", "md"])
def test_a_letter_says_what_is_open(form: str, folder: Path, ct: Ct) -> None:
    said = " ".join(ct("letters", "2020-06", "--format", form, folder=folder).out.split())
    assert "0 context, 2 not yet looked at. Without a digest: 1 paragraph. Reference day" in said
    write(folder, SHEET)
    said = " ".join(ct("letters", "2020-06", "--format", form, folder=folder).out.split())
    assert f"Without a digest: 1 paragraph. {OPEN} Reference day" in said
    dutch = " ".join(ct("letters", "2020-06", "--format", form, "--lang", "nl", folder=folder).out.split())
    assert "Zonder samenvatting: 1 alinea. Codeerblad: 2 handelingen en 2 alinea’s open;" in dutch


def test_the_sheet_is_that_of_the_folder_of_texts_that_is_named(folder: Path, ct: Ct) -> None:
    write(folder, SHEET, "elsewhere")
    assert "Sheet:" not in ct("letters", "2020-06", folder=folder).out
    named = OPEN.replace(f"review {LETTER}", f"review {LETTER} --texts elsewhere")
    assert named in ct("letters", "2020-06", "--texts", "elsewhere", folder=folder).out
    found = json.loads(ct("letters", "2020-06", "--texts", "elsewhere", "--format", "json", folder=folder).out)[
        "letter"
    ]
    path = f"elsewhere/{LETTER}.sheet.yaml"
    assert (found["without_digest"], found["sheet"]) == (1, {"path": path, "open_acts": 2, "open_paragraphs": 2})
    whole = json.loads(ct("letters", "2020-01", "--format", "json", folder=folder).out)["letter"]
    assert (whole["without_digest"], whole["sheet"], whole["uncovered"]) == (0, None, 0)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", "2 acts and 2 paragraphs are open"),
        ("decision: '?'", "decision: drop", "1 act and 2 paragraphs are open"),
        ("implemented?", "implemented", "1 act and 2 paragraphs are open"),
        ("{number: 3}", "{number: 4, context: true, digest: x}", "2 acts and 1 paragraph are open"),
        ("items:", "items: {", "has faults"),
        (f"letter: {LETTER}", "letter: 2020-01-15-water", "has faults"),
    ],
)
def test_check_warns_of_a_sheet_with_something_open(old: str, new: str, said: str, folder: Path, ct: Ct) -> None:
    write(folder, SHEET.replace(old, new, 1))
    ran = ct("check", folder=folder)
    (line,) = [one for one in ran.out.split("\n") if "[open-sheet]" in one]
    assert line.startswith(f"texts/{LETTER}.sheet.yaml:1:1: warning: ")
    assert said in line
    assert ran.code == 0
    assert ct("check", "--strict", folder=folder).code == 1


def test_a_sheet_in_which_nothing_is_open_is_no_warning(folder: Path, ct: Ct) -> None:
    shutil.copy(EXAMPLE / "letters" / f"{LETTER}.md", folder / "letters")
    write(folder, sheet_of(loaded(folder), LETTER))
    found = sheet_state(loaded(folder), loaded(folder).letters[LETTER], str(folder / "texts"))
    assert found is not None
    assert found.open == (0, 0)
    assert ct("check", "--strict", folder=folder).code == 0
    assert "Sheet:" not in ct("letters", "2020-06", folder=folder).out  # accepted: nothing is left to say


def test_what_is_decided_is_ready_for_accept(folder: Path, ct: Ct) -> None:
    text = (folder / "letters" / f"{LETTER}.md").read_text(encoding="utf-8")
    (folder / "letters" / f"{LETTER}.md").write_text(text.replace("## 4\n", "## 4\n\nFour.\n"), encoding="utf-8")
    write(
        folder,
        f"version: 1\nletter: {LETTER}\nparagraphs:\n  - {{number: 4, context: true}}\n  - {{number: 5, context: true}}\n",
    )
    said = ct("letters", "2020-06", folder=folder).out
    assert "Sheet: nothing is open; `ctmeasures accept 2020-06-30-progress` writes it into the registry." in said


PACKAGE = "evenings: {title: E, unit: EUR million, letter: LETTER, PASSAGE total: {2021: 1}}"
ELSEWHERE = "evenings: {title: E, unit: EUR million, letter: 2020-01-15-water, passage: 1, total: {2021: 1}, RESTATED}"
TRACK = "tracks: {one: {title: One, passage: 3, total: {2021: 1}}}"
AGAIN = "restated: [{letter: LETTER, passage: 3, total: {2021: 1}}]"
ITEM = "passage: 2, quote: the law, decision: accept, measure: bouwwet"
CITED_BY = {
    "a package": (PACKAGE.replace("PASSAGE", "passage: 3,"), ""),
    "a track": (PACKAGE.replace("PASSAGE", f"passage: 2, {TRACK},"), ""),
    "a total that is given again": (ELSEWHERE.replace("RESTATED", AGAIN), ""),
    "an item": ("", ITEM.replace("passage: 2", "passage: 3") + ", status: implemented"),
    "an item's money": ("", ITEM + ", budget: [{passage: 3, amount: 1}]"),
    "an item's total": (
        "",
        "passage: 2, decision: accept, restates: {package: veilig-water, passage: 3, total: {2021: 1}}",
    ),
    "context": ("", "passage: 3, decision: context"),
    "nothing": ("", ""),
    "what is dropped": ("", ITEM.replace("2, quote: the law, decision: accept", "3, decision: drop")),
}


@pytest.mark.parametrize("what", CITED_BY)
def test_accept_review_check_and_letters_agree_on_what_is_covered(what: str, tmp_path: Path, ct: Ct) -> None:
    folder = copy_of(EXAMPLE, tmp_path / "registry")
    take_out(folder, LETTER)
    package, item = (one.replace("LETTER", LETTER) for one in CITED_BY[what])
    paragraphs = "{number: 1, context: true, digest: x}, {number: 2, context: true, digest: x}, {number: 3, digest: x}"
    head = f"version: 1\nletter: {LETTER}\npackages: {{{package}}}\nparagraphs: [{paragraphs}]\n"
    write(folder, f"{head}items: [{f'{{{item}}}' if item else ''}]\nend: true\n")
    path = folder / "texts" / f"{LETTER}.sheet.yaml"
    registry = loaded(folder)
    refused = "paragraph 3 is neither cited nor context" in ct("accept", LETTER, "--dry-run", folder=folder).err
    assert refused == (what in ("nothing", "what is dropped"))
    assert (standing(str(path), path.read_bytes(), registry, registry.letters[LETTER]).open() == [3]) == refused
    assert ("1 paragraph is open in the coding sheet" in ct("check", folder=folder).out) == refused
    assert ("Sheet: 1 paragraph open" in ct("letters", LETTER, folder=folder).out) == refused
