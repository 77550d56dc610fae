"""Answers in JSON hold to the schemas that are published of them, strictly, whatever the registry."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import spelled
from jsonschema import Draft202012Validator
from sound import letters
from support import BEFORE, EXAMPLE, ROOT, Ran, commit, git
from test_safety import HOSTILE

from ctmeasures.read.registry import load
from ctmeasures.render.data.answers import ANSWERS, schema

Ct = Callable[..., Ran]
EMPTY = "version: 1\nmeasures: []\n"


def commands(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Return each answer in JSON that a registry can give, with the command that gives it."""
    registry = load(str(folder / "measures.yaml")).registry
    texts = ("--texts", str(folder / "texts"))
    found: list[tuple[str, tuple[str, ...]]] = [
        ("list", ("list",)), ("list", ("list", "--known-by", "2017-06-30")), ("list", ("list", "zzqx")), ("export", ("export", "json")),
        ("timeline", ("timeline",)), ("due", ("due",)), ("letters", ("letters",)), ("find", ("find", "a*")),
        ("find", ("find", "the", "zzqx")), ("budget", ("budget",)), ("budget", ("budget", "--by", "owner", "--add-years")),
        ("stats", ("stats",)), ("check", ("check",)), ("check", ("check", "--translations", "nl")), ("verify", ("verify", *texts)),
        ("diff", ("diff", ".", str(EXAMPLE))), ("diff", ("diff", str(BEFORE), ".")),
    ]  # fmt: skip
    found += [("show", ("show", one.id)) for one in registry.measures[:12]]
    found += [("letter", ("letters", one)) for one in registry.letters]
    return [(name, words if words[0] == "export" else (*words, "--format", "json")) for name, words in found]


def hold(ct: Ct, folder: Path) -> set[str]:
    """Compare all answers of a registry with their schemas; return the names of those that there were."""
    seen = set()
    for name, words in commands(folder):
        ran = ct(*words, folder=folder)
        assert ran.code in (0, 1), (words, ran.err)
        faults = [
            f"{one.json_path}: {one.message}"[:200]
            for one in Draft202012Validator(schema(name)).iter_errors(json.loads(ran.out))
        ]
        assert faults == [], words
        seen.add(name)
    return seen


@pytest.mark.slow
@pytest.mark.parametrize("folder", [ROOT, EXAMPLE, BEFORE], ids=["real", "example", "before"])
def test_answers_hold_to_their_schemas(folder: Path, ct: Ct) -> None:
    assert hold(ct, folder) == {*ANSWERS} - {"log"}


@pytest.mark.slow
@pytest.mark.parametrize(("text", "of"), [(EMPTY, {}), (HOSTILE, EXAMPLE / "letters")], ids=["empty", "hostile"])
def test_so_they_do_of_odd_registries(
    text: str, of: dict[str, str] | Path, ct: Ct, registry: Callable[..., Path]
) -> None:
    assert hold(ct, registry(text, of))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_so_they_do_of_random_registries(seed: int, ct: Ct, registry: Callable[..., Path]) -> None:
    text = json.dumps(spelled.sound(Random(seed)), ensure_ascii=False)
    assert hold(ct, registry(text, {Path(path).name: data.decode() for path, data in letters().items()}))


def test_the_log_holds_to_its_schema(ct: Ct, registry: Callable[..., Path]) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    folder = registry((BEFORE / "measures.yaml").read_text(encoding="utf-8"), EXAMPLE / "letters")
    git(folder, "init", "-q")
    commit(folder, "first")
    (folder / "measures.yaml").write_text(text, encoding="utf-8")
    commit(folder, "second")
    said = json.loads(ct("log", "dijken", "--format", "json", folder=folder).out)
    assert said["count"] > 1
    Draft202012Validator(schema("log")).validate(said)


@pytest.mark.parametrize("name", [*ANSWERS])
def test_the_command_prints_a_schema_that_is_one(name: str, ct: Ct) -> None:
    said = json.loads(ct("schema", "--of", name).out)
    Draft202012Validator.check_schema(said)
    assert said == json.loads(json.dumps(schema(name)))
    assert said["$id"] == f"urn:ctmeasures:answer:{name}:1"
    assert said["additionalProperties"] is False
    assert not Draft202012Validator(said).is_valid({})
