"""The file of papers that were passed over: `check` reads it, and its schema says what it may hold."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from support import ROOT, Ran, copied_registry

Ct = Callable[..., Ran]
RIGHT = "- id: kst-29754-430\n  reason: a motion\n  date: 2018-01-01\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied_registry(tmp_path / "registry")


def check(ct: Ct, folder: Path, text: str, *words: str) -> Ran:
    (folder / "passed.yaml").write_text(text, encoding="utf-8")
    return ct("check", *words, folder=folder)


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n\n", "[]\n", RIGHT, f"# motions\n{RIGHT}", RIGHT.replace("- id", "  id")]
)
def test_a_file_that_is_right_changes_nothing(text: str, folder: Path, ct: Ct) -> None:
    assert check(ct, folder, text).out == ct("check", folder=ROOT).out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: kst-1-2\n  reason: x\n", "passed.yaml:1:3: error: "),
        ("- id: kst-1-2\n  reason: x\n  date: 2018\n", "passed.yaml:3:9: error: "),
        ("- id: kst-1-2\n  reson: x\n  date: 2018-01-01\n", "passed.yaml:2:3: error: "),
        ("- id: KST-1-2\n  reason: x\n  date: 2018-01-01\n", "passed.yaml:1:7: error: "),
        ("- id: [\n", "passed.yaml:2:1: error: "),
        ("x\n", "passed.yaml:1:1: error: "),
        ("5\n", "passed.yaml:1:1: error: "),
        (RIGHT + RIGHT.replace("2018", "9999-99"), "passed.yaml:6:9: error: "),
    ],
)
def test_a_fault_has_its_place_in_every_form(text: str, said: str, folder: Path, ct: Ct) -> None:
    ran = check(ct, folder, text)
    assert (ran.code, ran.err) == (1, "")
    assert said in ran.out
    told = json.loads(check(ct, folder, text, "--format", "json").out)
    assert "passed.yaml" in {one["path"] for one in told["problems"]}
    assert "file=passed.yaml," in check(ct, folder, text, "--format", "github").out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            RIGHT.replace("430", "421"),
            "passed.yaml:1:7: warning: kst-29754-421 was passed over, and is the letter 2017-06-19-aanslagen-verenigd-koninkrijk of the registry [passed-letter]",
        ),
        (
            RIGHT + RIGHT.replace("a motion", "another one"),
            "passed.yaml:4:7: warning: kst-29754-430 was passed over before, in line 1 [passed-twice]",
        ),
    ],
)
def test_what_contradicts_the_registry_or_itself_is_a_warning(text: str, said: str, folder: Path, ct: Ct) -> None:
    ran = check(ct, folder, text)
    assert ran.code == 0
    assert said in ran.out
    assert check(ct, folder, text, "--strict").code == 1
    code = said.rpartition("[")[2].rstrip("]")
    assert "Remedy" in ct("check", "--explain", code, folder=folder).out


def test_what_is_no_file_is_one_sentence(folder: Path, ct: Ct) -> None:
    (folder / "passed.yaml").mkdir()
    ran = ct("check", folder=folder)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "passed.yaml" in ran.err


def test_the_schema_takes_what_the_program_takes(folder: Path, ct: Ct) -> None:
    schema = json.loads(ct("schema", "passed", folder=folder).out)
    validator = Draft202012Validator(schema)
    for text, right in (
        (RIGHT, True), (RIGHT + RIGHT, True), ("# none\n", True), (RIGHT.replace("- id", "  id"), True),
        (RIGHT.replace("reason", "why"), False), (RIGHT.replace("kst", "KST"), False), (RIGHT.replace("-01-01", ""), False),
    ):  # fmt: skip
        said = yaml.load(text, yaml.BaseLoader)
        assert validator.is_valid(said) is right
        assert (check(ct, folder, text).code == 0) is right
