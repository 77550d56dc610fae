"""Problems for forges and build servers: SARIF, JUnit and annotations, with files named from the top of their repository."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from support import HERE, Ran, commit

Ct = Callable[..., Ran]
BAD = (HERE / "checks" / "bad-date" / "bad.yaml").read_text(encoding="utf-8")


@pytest.fixture
def below(registry: Callable[..., Path]) -> Path:
    """Return a folder with a faulty registry, below the top of a repository."""
    folder = registry(BAD)
    commit(folder.parent, "theirs")
    return folder


def places(out: str, form: str) -> list[str]:
    """Return the files that an answer names."""
    if form == "sarif":
        results = json.loads(out)["runs"][0]["results"]
        return [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results]
    if form == "junit":
        return [str(one.text).partition(":")[0] for one in ET.fromstring(out).iter("failure")]
    return re.findall("file=([^,]+),", out)


@pytest.mark.parametrize("form", ["github", "sarif", "junit"])
def test_a_file_is_named_from_the_top_of_its_repository(form: str, ct: Ct, below: Path) -> None:
    for folder, words in ((below, ()), (below.parent, ("--registry", "registry")), (below / "letters", ())):
        ran = ct("check", "--format", form, *words, folder=folder)
        assert ran.code == 1
        assert set(places(ran.out, form)) == {"registry/measures.yaml"}


@pytest.mark.parametrize("form", ["github", "sarif", "junit"])
def test_without_a_repository_a_file_is_named_as_the_person_does(
    form: str, ct: Ct, registry: Callable[..., Path]
) -> None:
    ran = ct("check", "--format", form, folder=registry(BAD))
    assert set(places(ran.out, form)) == {"measures.yaml"}


def test_sarif(ct: Ct, registry: Callable[..., Path]) -> None:
    folder = registry(BAD.replace("title:", "titel:", 1))
    log = json.loads(ct("check", "--format", "sarif", folder=folder).out)
    (run,) = log["runs"]
    told = json.loads(ct("check", "--format", "json", folder=folder).out)["problems"]
    assert log["version"] == "2.1.0"
    assert {one["id"] for one in run["tool"]["driver"]["rules"]} == {one["code"] for one in told}
    for result, problem in zip(run["results"], told, strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (result["ruleId"], result["level"]) == (problem["code"], problem["level"])
        assert region == {
            "startLine": problem["line"], "startColumn": problem["column"],
            "endLine": problem["endLine"], "endColumn": problem["endColumn"],
        }  # fmt: skip
        line = (folder / "measures.yaml").read_text(encoding="utf-8").splitlines()[problem["line"] - 1]
        assert line[problem["column"] - 1 : problem["endColumn"] - 1].strip()


def test_junit_has_a_case_for_each_code_and_fails_where_check_does(ct: Ct, registry: Callable[..., Path]) -> None:
    folder = registry(BAD)
    for words in ((), ("--strict",)):
        ran = ct("check", "--format", "junit", *words, folder=folder)
        suite = ET.fromstring(ran.out)
        failed = {str(case.get("name")) for case in suite.iter("testcase") if case.find("failure") is not None}
        told = json.loads(ct("check", "--format", "json", folder=folder).out)["problems"]
        assert failed == {one["code"] for one in told if words or one["level"] == "error"}
        assert suite.get("failures") == str(len(failed))
        assert bool(failed) == (ran.code == 1)


def test_what_is_sound_has_no_result_and_no_failure(ct: Ct) -> None:
    assert json.loads(ct("check", "--format", "sarif").out)["runs"][0]["results"] == []
    assert ET.fromstring(ct("check", "--format", "junit").out).get("failures") == "0"


def test_quotes_too(ct: Ct, tmp_path: Path) -> None:
    (tmp_path / "2020-01-15-water.txt").write_text("nothing of it", encoding="utf-8")
    (tmp_path / "2020-06-30-progress.txt").write_text("nothing of it", encoding="utf-8")
    told = json.loads(ct("verify", "--texts", str(tmp_path), "--format", "json").out)["problems"]
    log = json.loads(ct("verify", "--texts", str(tmp_path), "--format", "sarif").out)
    assert [one["ruleId"] for one in log["runs"][0]["results"]] == [one["code"] for one in told] != []
