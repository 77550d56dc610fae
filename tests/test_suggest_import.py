"""`suggest --import`: what another tool says of a letter reaches the sheet as guesses, or is refused with its reason."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from support import EXAMPLE, ROOT, Ran
from uncoded import copy_of, loaded, sheet_of, take_out

from ctmeasures.intake.blocks import Note, Paragraph
from ctmeasures.intake.kept import passages_text
from ctmeasures.render.schema import json_schema

Ct = Callable[..., Ran]
PROGRESS = "2020-06-30-progress"
DOC = ROOT / "docs" / "coding-sheet.md"
BLOCKS = {
    found[1]: found[2]
    for found in re.finditer(r"^```\w+ (\w+)\n(.*?)^```", DOC.read_text("utf-8"), re.MULTILINE | re.DOTALL)
}


@pytest.fixture
def water(tmp_path: Path) -> Path:
    """Lay out the example without its second letter's coding and digests, with the passages of the documentation."""
    folder = copy_of(EXAMPLE, tmp_path / "water")
    take_out(folder, PROGRESS)
    (folder / "texts" / f"{PROGRESS}.sheet.yaml").unlink()
    (folder / "letters" / f"{PROGRESS}.md").write_text(
        "---\ndate: 2020-06-30\ntitle: Progress\nsender: ministerie\n---\n\n## 1\n\n## 2\n", encoding="utf-8"
    )
    (folder / "texts" / f"{PROGRESS}.passages.json").write_text(BLOCKS["passages"], encoding="utf-8")
    (folder / "suggestions.json").write_text(BLOCKS["suggestions"], encoding="utf-8")
    return folder


def sheet_in(folder: Path) -> Path:
    return folder / "texts" / f"{PROGRESS}.sheet.yaml"


NEXT = f"now `ctmeasures review {PROGRESS}` decides them, paragraph by paragraph\n"


def test_the_example_of_the_documentation(water: Path, ct: Ct) -> None:
    ran = ct("suggest", PROGRESS, "--import", "suggestions.json", folder=water)
    assert BLOCKS["refused"].strip() in ran.err
    assert ran.out == f"1 suggestion put into texts/{PROGRESS}.sheet.yaml, 1 refused\n{NEXT}"
    assert ran.code == 1
    assert sheet_in(water).read_text(encoding="utf-8") == BLOCKS["sheet"]
    ran = ct("accept", PROGRESS, folder=water)
    assert ran.code == 1
    assert ran.err.count("[still-guessed]") == 1  # the decision; what else is open is told once that is made
    sheet_in(water).write_text(BLOCKS["decided"], encoding="utf-8")
    ran = ct("accept", PROGRESS, folder=water)
    assert ran.code == 0, ran.err
    assert ran.out.startswith(BLOCKS["accepted"])


def suggestions(*rows: dict[str, Any], tool: str = "reader 0.1") -> str:
    return json.dumps({"version": 1, "tool": tool, "suggestions": rows}, indent=1)


GOOD = {"passage": 1, "quote": "count the locks", "measure": "new", "status": "announced"}


@pytest.mark.parametrize(
    ("change", "code", "nearest"),
    [
        ({"quote": "count all locks"}, "quote-not-found", "count the locks."),
        ({"quote": "Thanks are due"}, "quote-elsewhere", "2"),
        ({"quote": "are"}, "quote-repeated", None),
        ({"quote": "to be raised, as promised. In 2021 the board will"}, "long-quote", "to be raised, as promised. In 2021 the"),
        ({"passage": 7}, "unknown-passage", "2"),
        ({"measure": "dijkn"}, "unknown-measure", "dijken"),
        ({"owner": "waterbrd"}, "unknown-organisation", "waterbord"),
        ({"status": "anounced"}, "unknown-status", "announced"),
        ({"due": "2031"}, "due-not-named", None),
        ({"due": "2019"}, "due-before-letter", None),
        ({"due": "spring 2021"}, "bad-date", "2021-21"),
        ({"note": "It says: Twelve dikes are to be raised, as promised. In full"}, "copied-words", None),
        ({"titel": "x"}, "unknown-key", "title"),
        ({"references": ["dosier:10000"]}, "bad-reference", "dossier:10000"),
        ({"amounts": [{"amount": "1,5"}]}, "bad-number", "1.5"),
    ],
)  # fmt: skip
def test_a_suggestion_that_does_not_hold_is_told_with_its_reason_and_the_others_are_taken(
    change: dict[str, Any], code: str, nearest: str | None, water: Path, ct: Ct
) -> None:
    (water / "suggestions.json").write_text(suggestions({**GOOD, **change}, GOOD), encoding="utf-8")
    ran = ct("suggest", PROGRESS, "--import", "suggestions.json", folder=water)
    assert ran.code == 1
    assert f"[{code}]" in ran.err
    assert nearest is None or f"nearest: {nearest}\n" in ran.err
    assert ran.out.startswith("1 suggestion put into")
    assert sheet_in(water).read_text(encoding="utf-8").count("passage:") == 1


def test_what_is_decided_stays_and_what_another_tool_said_too(water: Path, ct: Ct) -> None:
    other = {**GOOD, "quote": "Thanks are due", "passage": 2}
    sheet_in(water).write_text(
        f"version: 1\nletter: {PROGRESS}\nitems:\n"
        "  - passage: 1  # mine\n    quote: count the locks\n    decision: drop\n"
        "  - passage: 2\n    quote: Thanks are due\n    decision: ?\n    tool: old 1\n    measure: dijken?\n",
        encoding="utf-8",
    )
    (water / "suggestions.json").write_text(suggestions(GOOD, other), encoding="utf-8")
    ran = ct("suggest", PROGRESS, "--import", "suggestions.json", folder=water)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"1 suggestion put into texts/{PROGRESS}.sheet.yaml, 1 decided or there already\n{NEXT}"
    text = sheet_in(water).read_text(encoding="utf-8")
    assert "  - passage: 1  # mine\n    quote: count the locks\n    decision: drop\n" in text
    items = yaml.load(text, yaml.BaseLoader)["items"]
    assert [(item.get("tool"), item["measure"]) for item in items[1:]] == [("old 1", "dijken?"), ("reader 0.1", "new?")]
    again = ct("suggest", PROGRESS, "--import", "suggestions.json", folder=water)
    assert again.out.startswith("0 suggestions put into")
    assert sheet_in(water).read_text(encoding="utf-8") == text
    newer = {**other, "measure": "dijken"}
    (water / "suggestions.json").write_text(suggestions(newer), encoding="utf-8")
    assert ct("suggest", PROGRESS, "--import", "suggestions.json", folder=water).code == 0
    items = yaml.load(sheet_in(water).read_text(encoding="utf-8"), yaml.BaseLoader)["items"]
    assert [(item.get("tool"), item["measure"]) for item in items[1:]] == [
        ("old 1", "dijken?"),
        ("reader 0.1", "dijken?"),
    ]


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("[]", 1, "is no file of suggestions"),
        ('{"version": 2, "tool": "x", "suggestions": []}', 1, "unknown version `2`"),
        ('{"version": 1, "suggestions": []}', 1, "without `tool`"),
        (
            "{",
            1,
            "suggestions.json:1:2: error: this is no JSON: expecting property name enclosed in double quotes at line 1, column 2 [json-syntax]",
        ),
        (
            '{"version": 1,\n "tool": "x"\n "suggestions": []}',
            1,
            "suggestions.json:3:2: error: this is no JSON: expecting ',' delimiter at line 3, column 2",
        ),
        (
            '{"version": 1,\n "tool": "x',
            1,
            "suggestions.json:2:10: error: this is no JSON: unterminated string starting at line 2, column 10",
        ),
        ('{"version": 1, "tool": "x", "suggestions": []} more', 1, "this is no JSON: extra data at line 1, column 48"),
        ('{"version": 1, "tool": x, "items": []}', 1, "this is no JSON: expecting value at line 1, column 24"),
        (b"\xff", 1, "not UTF-8"),
    ],
)
def test_a_file_that_holds_no_suggestions(text: str | bytes, code: int, said: str, water: Path, ct: Ct) -> None:
    (water / "suggestions.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    ran = ct("suggest", PROGRESS, "--import", "suggestions.json", folder=water)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert not sheet_in(water).exists()


def test_json_that_is_indented_with_tabs_is_read(water: Path, ct: Ct) -> None:
    row = {**GOOD, "note": "Caf\u00e9 \U0001f30a"}
    text = json.dumps({"version": 1, "tool": "t", "suggestions": [row]}, indent="\t")
    (water / "suggestions.json").write_text(text, encoding="utf-8")
    ran = ct("suggest", PROGRESS, "--import", "suggestions.json", folder=water)
    assert (ran.code, ran.err) == (0, "")
    assert "\U0001f30a?" in sheet_in(water).read_text(encoding="utf-8")


# the schemas


@pytest.mark.slow
@pytest.mark.parametrize("of", ["sheet", "passages", "suggestions"])
def test_the_schemas_are_those_that_are_committed(of: str, ct: Ct, golden: Callable[[str, Path], None]) -> None:
    ran = ct("schema", of)
    assert (ran.code, ran.err) == (0, "")
    golden(ran.out, ROOT / "ctmeasures" / "schema" / f"{of}.schema.json")
    Draft202012Validator.check_schema(json.loads(json_schema(of)))


def valid(of: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(json_schema(of)))


@pytest.mark.slow
def test_what_the_program_writes_and_reads_is_valid() -> None:
    for text in (BLOCKS["sheet"], BLOCKS["decided"], *(sheet_of(loaded(ROOT), key) for key in loaded(ROOT).letters)):
        valid("sheet").validate(yaml.load(text, yaml.BaseLoader))
    valid("suggestions").validate(json.loads(BLOCKS["suggestions"]))
    valid("passages").validate(json.loads(BLOCKS["passages"]))
    kept = [Paragraph(1, "table", "H", "a b", (Note("1", "x"),), (("a", "b"),), 2)]
    valid("passages").validate(json.loads(passages_text(kept)))


def test_what_cannot_be_is_invalid() -> None:
    assert not valid("sheet").is_valid({"version": 1, "letter": "x", "items": [{"status": "anounced"}]})
    assert valid("sheet").is_valid({"version": 1, "letter": "x", "items": [{"status": "announced?"}]})
    assert not valid("suggestions").is_valid({"version": 1, "suggestions": []})
    assert not valid("passages").is_valid({"version": 1, "passages": [{"n": 0}]})


def test_a_guess_in_brackets_is_read_by_every_reader_of_yaml(water: Path, ct: Ct) -> None:
    row = {**GOOD, "references": ["dossier:34359"], "amounts": [{"amounts": {"2021": 3}}]}
    (water / "suggestions.json").write_text(suggestions(row), encoding="utf-8")
    assert ct("suggest", PROGRESS, "--import", "suggestions.json", folder=water).code == 0
    text = sheet_in(water).read_text(encoding="utf-8")
    assert "    references: ['dossier:34359?']\n" in text
    assert yaml.load(text, yaml.SafeLoader)["items"][0]["budget"][0]["amounts"] == {2021: "3?"}


@pytest.mark.parametrize("second", ["", "Locks of the north"])
def test_words_of_a_heading_are_refused_as_accept_refuses_them(second: str, water: Path, ct: Ct) -> None:
    found = [
        Paragraph(1, "text", "Locks of the north", "This is said first."),
        Paragraph(2, "text", second, "That is said next."),
    ]
    (water / "texts" / f"{PROGRESS}.passages.json").write_text(passages_text(found), encoding="utf-8")
    (water / "suggestions.json").write_text(suggestions({**GOOD, "quote": "Locks of the north"}), encoding="utf-8")
    ran = ct("suggest", PROGRESS, "--import", "suggestions.json", folder=water)
    assert ran.code == 1
    assert "the quote is not in paragraph 1 [quote-elsewhere]" in ran.err
    sheet = BLOCKS["decided"].replace("quote: the board will count the locks", "quote: Locks of the north")
    assert sheet != BLOCKS["decided"]
    sheet_in(water).write_text(sheet, encoding="utf-8")
    ran = ct("accept", PROGRESS, folder=water)
    assert "the quote is not in paragraph 1 [quote-elsewhere]" in ran.err
    assert "times in the letter" not in ran.err
