"""A registry of several files: a folder, which is read as if all were in one file."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from several import split
from support import EXAMPLE

from ctmeasures.store.files import find_registry
from ctmeasures.store.load import load


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """Return a folder with the example, its registry a folder of files."""
    folder = tmp_path / "several"
    shutil.copytree(EXAMPLE, folder)
    split(folder)
    return folder


# 1. it says the same


def test_it_says_what_one_file_says(several: Path) -> None:
    whole, parts = load(str(EXAMPLE / "measures.yaml")), load(str(several / "measures"))
    assert (whole.problems, parts.problems) == ((), ())
    assert [one.id for one in parts.registry.measures] == ["alarm", "bouwwet", "dijken"]
    for part in ("measures", "organisations", "areas", "packages", "letters", "title", "declared", "whole"):
        assert getattr(parts.registry, part) == getattr(whole.registry, part), part


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "--format", "json"),
        ("timeline",),
        ("due",),
        ("letters",),
        ("letters", "2020-06"),
        ("budget",),
        ("stats",),
        ("report",),
        ("export", "json"),
        ("check",),
        ("verify", "--texts", "texts"),
    ],
    ids=" ".join,
)
def test_every_view_of_it_is_the_same(words: tuple[str, ...], several: Path, ct: Callable[..., Any]) -> None:
    ran = ct(*words, folder=several)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == ct(*words).out.replace("measures.yaml", "measures")


def test_a_measure_names_its_file(several: Path, ct: Callable[..., Any]) -> None:
    assert "measures/works.yaml:" in ct("show", "dijken", folder=several).out
    assert json.loads(ct("show", "bouwwet", "--format", "json", folder=several).out)["measure"]["place"] == {
        "path": "measures/rules.yaml", "line": 3, "column": 5,
    }  # fmt: skip


# 2. where it is found


@pytest.mark.parametrize(
    ("where", "given", "found"),
    [
        (".", None, "measures"),
        ("letters", None, "../measures"),
        ("measures", None, "../measures"),
        ("measures/deep", None, "../../measures"),
        (".", "measures", "measures"),
        (".", "measures/", "measures"),
        (".", ".", "./measures"),
        ("measures", ".", "../measures"),
        ("measures", "./", "../measures"),
        ("measures/deep", "..", "../../measures"),
        ("letters", "..", "../measures"),
        ("..", "several", "several/measures"),
        (".", "measures/works.yaml", "measures/works.yaml"),
    ],
)
def test_it_is_found(where: str, given: str | None, found: str, several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (several / "measures" / "deep").mkdir()
    monkeypatch.chdir(several / where)
    assert find_registry(given, Path.cwd()) == found
    if found.endswith("measures"):
        assert len(load(found).registry.letters) == 2


def test_a_folder_of_another_name_is_a_registry_where_it_is_named(several: Path, ct: Callable[..., Any]) -> None:
    (several / "measures").rename(several / "water")
    assert ct("check", "--registry", "water", folder=several).out == "water: 3 measures, 2 letters: no problems.\n"
    assert ct("check", folder=several).code == 2


def test_the_one_file_of_that_name_wins_over_the_files_beside_it(several: Path, ct: Callable[..., Any]) -> None:
    shutil.copytree(several / "measures", several, dirs_exist_ok=True)
    shutil.rmtree(several / "measures")
    shutil.copy(EXAMPLE / "measures.yaml", several)
    assert ct("check", "--registry", ".", folder=several).out.startswith("./measures.yaml: 3 measures")


def test_a_folder_without_files_is_no_registry(several: Path, ct: Callable[..., Any]) -> None:
    for file in (several / "measures").iterdir():
        file.rename(file.with_suffix(".txt"))
    for words, said in (
        (("check",), "no measures.yaml and no folder measures here or in any folder above"),
        (("check", "--registry", "measures"), "measures is a folder without a measures.yaml or other .yaml files"),
    ):
        ran = ct(*words, folder=several)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"ctmeasures: {said}; ")


def test_a_file_beside_such_a_folder_makes_two_registries(several: Path, ct: Callable[..., Any]) -> None:
    shutil.copy(EXAMPLE / "measures.yaml", several)
    said = (
        "two registries, measures.yaml and the folder measures; make them one, or name one of them with --registry PATH"
    )
    for words in ((), ("--registry", ".")):
        assert ct("check", *words, folder=several) == (2, "", f"ctmeasures: {several} holds {said}\n")
    assert ct("check", "--registry", "measures", folder=several).code == 0
    assert ct("check", "--registry", "measures.yaml", folder=several).code == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("police.yml", "measures/police.yml would not be read; give it a name that ends in .yaml"),
        ("police.YAML", "measures/police.YAML would not be read; give it a name that ends in .yaml"),
        ("measures.yaml", "measures/measures.yaml is the name of a registry in one file; rename it, or name it"),
        (".police.yaml", None),
        ("works.yaml.orig", None),
        ("README.md", None),
    ],
)
def test_no_file_of_it_is_passed_over_in_silence(
    name: str, said: str | None, several: Path, ct: Callable[..., Any]
) -> None:
    (several / "measures" / name).write_text("version: 1\nmeasures: []\n")
    ran = ct("check", folder=several)
    assert (ran.code, ran.err.startswith(f"ctmeasures: {said}")) == ((2, True) if said else (0, False))


def test_a_file_that_is_not_there_is_named(several: Path, ct: Callable[..., Any]) -> None:
    (several / "measures" / "away.yaml").symlink_to("nowhere.yaml")
    ran = ct("list", folder=several)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("ctmeasures: there is no file measures/away.yaml;")


# 3. what is wrong with it


def problems(folder: Path, ct: Callable[..., Any]) -> list[tuple[str, str, str]]:
    """Return each problem as its place, its code and what was expected."""
    found = json.loads(ct("check", "--format", "json", folder=folder).out)["problems"]
    return [(f"{one['path']}:{one['line']}", one["code"], one["expected"]) for one in found]


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_an_id_is_used_once_in_all_files(several: Path, ct: Callable[..., Any]) -> None:
    change(several / "measures" / "rules.yaml", "id: bouwwet", "id: dijken")
    found = problems(several, ct)
    assert found == [
        ("measures/works.yaml:59", "duplicate-id", "an id of its own; line 3 of measures/rules.yaml has it")
    ]


def test_ids_are_in_order_in_each_file_alone(several: Path, ct: Callable[..., Any]) -> None:
    change(several / "measures" / "works.yaml", "id: alarm", "id: zalarm")
    found = problems(several, ct)
    assert [(place, code) for place, code, _ in found] == [("measures/works.yaml:59", "unsorted-id")]


def test_each_file_has_its_version_and_its_measures(several: Path, ct: Callable[..., Any]) -> None:
    (several / "measures" / "more.yaml").write_text("areas: {}\n", encoding="utf-8")
    found = problems(several, ct)
    assert [(place, code) for place, code, _ in found] == [("measures/more.yaml:1", "missing-key")] * 2


def test_problems_stand_in_the_order_of_files_and_lines(several: Path, ct: Callable[..., Any]) -> None:
    change(several / "measures" / "works.yaml", "owner: waterbord", "owner: waterbrod")
    change(several / "measures" / "rules.yaml", "owner: ministerie", "owner: minsterie")
    (several / "measures" / "latin.yaml").write_bytes(b"title: caf\xe9\n")
    found = [(place, code) for place, code, _ in problems(several, ct)]
    assert found == [("measures/latin.yaml:1", "not-utf8")]  # which may declare anything
    (several / "measures" / "latin.yaml").unlink()
    assert [(place, code) for place, code, _ in problems(several, ct)] == [
        ("measures/rules.yaml:7", "unknown-organisation"),
        ("measures/works.yaml:63", "unknown-organisation"),
    ]


# 4. what is not to be written over


@pytest.mark.parametrize("name", ["measures/works.yaml", "measures/new.yaml", "measures", "letters/2020-01-15-x.md"])
def test_no_answer_is_put_into_it(name: str, several: Path, ct: Callable[..., Any]) -> None:
    before = {path: path.read_bytes() for path in several.rglob("*.*")}
    ran = ct("export", "json", "--out", name, folder=several)
    assert (ran.code, ran.out) == (2, "")
    assert "is a file of the registry itself" in ran.err or "is a folder" in ran.err
    assert {path: path.read_bytes() for path in several.rglob("*.*")} == before


def test_an_answer_may_stand_beside_its_files(several: Path, ct: Callable[..., Any]) -> None:
    assert ct("export", "json", "--out", "measures/all.json", folder=several).code == 0


# 5. completion


def test_completion_offers_what_all_files_hold(several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ctmeasures.store.names import names

    monkeypatch.chdir(several)
    assert sorted(key for key, _ in names(None, "measures")) == ["alarm", "bouwwet", "dijken"]
    assert names(None, "organisations") == [("ministerie", "Ministry of Water"), ("waterbord", "Water Board")]
    assert [key for key, _ in names("measures", "owners")] == ["ministerie", "waterbord"]
    assert [key for key, _ in names("measures", "letters")] == ["2020-01-15-water", "2020-06-30-progress"]
