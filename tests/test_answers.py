"""Answers in JSON hold to the schemas that are published of them, strictly, whatever the registry."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sound import everything, sound
from support import BEFORE, EXAMPLE, ROOT, Ran, commit, git
from test_safety import HOSTILE

from ctmeasures.model.clock import Clock
from ctmeasures.read.registry import load
from ctmeasures.render.data import budget as data_budget
from ctmeasures.render.data import measures
from ctmeasures.render.data import stats as data_stats
from ctmeasures.render.data.answers import ANSWERS, schema
from ctmeasures.render.data.comparison import diff
from ctmeasures.render.data.deadlines import DUE
from ctmeasures.render.data.letters import LETTERS
from ctmeasures.render.data.timeline import TIMELINE
from ctmeasures.render.look import Look
from ctmeasures.reports.budget import budget
from ctmeasures.reports.comparison import compare
from ctmeasures.reports.coverage import coverage
from ctmeasures.reports.deadlines import deadlines
from ctmeasures.reports.query import Query
from ctmeasures.reports.revisions import Diff, Side
from ctmeasures.reports.stats import stats
from ctmeasures.reports.timeline import timeline

Ct = Callable[..., Ran]
ELSEWHERE = {"log", "links", "papers", "suggest"}  # which want a history, a server or texts; see there
EMPTY = "version: 1\nmeasures: []\n"


def commands(folder: Path, texts: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Return each answer in JSON that a registry can give, with the command that gives it."""
    registry = load(str(folder / "measures.yaml")).registry
    found: list[tuple[str, tuple[str, ...]]] = [
        ("list", ("list",)), ("list", ("list", "--known-by", "2017-06-30")), ("list", ("list", "zzqx")), ("export", ("export", "json")),
        ("timeline", ("timeline",)), ("due", ("due",)), ("letters", ("letters",)), ("find", ("find", "a*")),
        ("find", ("find", "the", "zzqx")), ("budget", ("budget",)), ("budget", ("budget", "--by", "owner", "--add-years")),
        ("stats", ("stats",)), ("check", ("check",)), ("check", ("check", "--translations", "nl")), ("verify", ("verify", "--texts", str(texts))),
        ("diff", ("diff", ".", str(EXAMPLE))), ("diff", ("diff", str(BEFORE), ".")),
    ]  # fmt: skip
    found += [("show", ("show", one.id)) for one in registry.measures[:12]]
    found += [("thread", ("thread", one.id)) for one in registry.measures[:12]]
    found += [("letter", ("letters", one)) for one in registry.letters]
    return [(name, words if words[0] == "export" else (*words, "--format", "json")) for name, words in found]


def hold(ct: Ct, folder: Path, texts: Path) -> set[str]:
    """Compare all answers of a registry with their schemas; return the names of those that there were."""
    seen = set()
    for name, words in commands(folder, texts):
        ran = ct(*words, folder=folder)
        assert ran.code in (0, 1), (words, ran.err)
        assert ran.out, (words, ran.err)
        faults = [
            f"{one.json_path}: {one.message}"[:200]
            for one in Draft202012Validator(schema(name)).iter_errors(json.loads(ran.out))
        ]
        assert faults == [], words
        seen.add(name)
    return seen


@pytest.mark.slow
@pytest.mark.parametrize("folder", [ROOT, EXAMPLE, BEFORE], ids=["real", "example", "before"])
def test_answers_hold_to_their_schemas(folder: Path, ct: Ct, tmp_path: Path) -> None:
    assert hold(ct, folder, EXAMPLE / "texts" if folder == EXAMPLE else tmp_path) == {*ANSWERS} - ELSEWHERE


@pytest.mark.slow
@pytest.mark.parametrize(("text", "of"), [(EMPTY, {}), (HOSTILE, EXAMPLE / "letters")], ids=["empty", "hostile"])
def test_so_they_do_of_odd_registries(
    text: str, of: dict[str, str] | Path, ct: Ct, registry: Callable[..., Path], tmp_path: Path
) -> None:
    assert hold(ct, registry(text, of), tmp_path)


@pytest.mark.slow
@settings(max_examples=25)
@given(rng=st.integers(0, 2**32).map(Random), known_by=st.sampled_from([None, date(2017, 6, 1)]))
def test_so_they_do_of_random_registries(rng: Random, known_by: date | None) -> None:
    old, registry = sound(rng), sound(rng)
    clock, look, query = Clock(date(2019, 1, 1), known_by=known_by), Look(), Query()
    listing = everything(registry, known_by=known_by)
    drawn = {
        "list": measures.MEASURES.document(listing, look),
        "export": measures.registry_json(listing, look),
        "timeline": TIMELINE.document(timeline(registry, clock, query), look),
        "due": DUE.document(deadlines(registry, clock, query), look),
        "stats": data_stats.stats(stats(registry, clock, query), look),
        "budget": data_budget.budget(budget(registry, clock, query), True, look),
        "letters": LETTERS.document(coverage(registry, clock), look),
        "diff": diff(Diff(Side("a", None), Side("b", None), compare(old, registry), False), look),
    }
    for name, text in drawn.items():
        assert [one.message for one in Draft202012Validator(schema(name)).iter_errors(json.loads(text))] == [], name


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("name", [*ANSWERS])
def test_the_command_prints_a_schema_that_is_one(name: str, ct: Ct) -> None:
    said = json.loads(ct("schema", "--of", name).out)
    Draft202012Validator.check_schema(said)
    assert said == json.loads(json.dumps(schema(name)))
    assert said["$id"] == f"urn:ctmeasures:answer:{name}:1"
    assert said["additionalProperties"] is False
    assert not Draft202012Validator(said).is_valid({})
