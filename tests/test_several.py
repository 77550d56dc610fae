"""A registry of several files: a folder, which is read as if all were in one file."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from several import NAMES, split
from support import EXAMPLE, STUCK, commit, environment, git

from ctmeasures.disk.files import find_registry
from ctmeasures.disk.write import lock
from ctmeasures.read.registry import load


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
        ("find", "dikes"),
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


def test_one_file_of_a_folder_is_no_registry(several: Path, ct: Callable[..., Any]) -> None:
    ran = ct("list", "--registry", f"measures/{NAMES[0]}", folder=several)
    assert ran.code == 2
    assert ran.err.endswith(" is one file of a registry; name its folder, measures\n")


def test_a_pipe_in_a_folder_is_not_waited_for(several: Path, ct: Callable[..., Any]) -> None:
    os.mkfifo(several / "measures" / "p.yaml")
    ran = ct("check", folder=several)
    assert (ran.code, ran.err) == (2, "ctmeasures: measures/p.yaml is no ordinary file; move it out of the folder\n")


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
    assert found == [("measures/works.yaml:60", "duplicate-id", "an id of its own; line 3 of rules.yaml has it")]


def test_ids_are_in_order_in_each_file_alone(several: Path, ct: Callable[..., Any]) -> None:
    change(several / "measures" / "works.yaml", "id: alarm", "id: zalarm")
    found = problems(several, ct)
    assert [(place, code) for place, code, _ in found] == [("measures/works.yaml:60", "unsorted-id")]


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
        ("measures/works.yaml:64", "unknown-organisation"),
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


def test_init_starts_no_second_registry_beside_it(several: Path, ct: Callable[..., Any]) -> None:
    before = sorted(several.rglob("*"))
    ran = ct("init", folder=several)
    assert (ran.code, ran.out) == (2, "")
    assert "measures exists already and is not overwritten; move away what is there, or name another folder" in ran.err
    assert sorted(several.rglob("*")) == before


# 5. completion


def test_completion_offers_what_all_files_hold(several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ctmeasures.read.names import names

    monkeypatch.chdir(several)
    assert sorted(key for key, _ in names(None, "measures")) == ["alarm", "bouwwet", "dijken"]
    assert names(None, "organisations") == [("ministerie", "Ministry of Water"), ("waterbord", "Water Board")]
    assert [key for key, _ in names("measures", "owners")] == ["ministerie", "waterbord"]
    assert [key for key, _ in names("measures", "letters")] == ["2020-01-15-water", "2020-06-30-progress"]


# 6. edits

EVENT = (
    "--status",
    "lapsed",
    "--date",
    "2020-06-29",
    "--letter",
    "2020-06",
    "--passage",
    "1",
    "--quote",
    "Four of the twelve dikes",
)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "changed"),
    [
        (("update", "dijken", *EVENT), "measures/works.yaml"),
        (("update", "bouwwet", *EVENT), "measures/rules.yaml"),
        (("set", "bouwwet", "owner=waterbord"), "measures/rules.yaml"),
        (("set", "alarm", "title=Alarm"), "measures/works.yaml"),
        (("add", "--id", "aal", "--title", "x", "--owner", "waterbord", *EVENT), "measures/works.yaml"),
        (("add", "--id", "boten", "--title", "x", "--owner", "waterbord", *EVENT), "measures/works.yaml"),
        (("add", "--id", "brug", "--title", "x", "--owner", "waterbord", *EVENT), "measures/rules.yaml"),
        (("add", "--id", "zee", "--title", "x", "--owner", "waterbord", *EVENT), "measures/works.yaml"),
        (("add", "--id", "zee", "--title", "x", "--owner", "waterbord", "--file", "rules", *EVENT), "measures/rules.yaml"),
        (("add", "--id", "a", "--title", "x", "--owner", "waterbord", "--file", "names.yaml", *EVENT), "measures/names.yaml"),
        (("letters", "add", "--date", "2020-07-01", "--title", "New"), "letters/2020-07-01-new.md"),
    ],
    ids=lambda words: " ".join(words[:4]) if isinstance(words, tuple) else words,
)  # fmt: skip
def test_a_change_goes_to_the_right_file_and_to_no_other(
    words: tuple[str, ...], changed: str, several: Path, ct: Callable[..., Any]
) -> None:
    before = bytes_of(several)
    shown = ct(*words, "--dry-run", folder=several)
    assert (shown.code, bytes_of(several)) == (0, before)
    assert changed in shown.out
    ran = ct(*words, folder=several)
    assert (ran.code, ran.err) == (0, "")
    after = bytes_of(several)
    assert [path for path in after if after[path] != before.get(path)] == [changed]
    assert ct("check", folder=several).code == 0


def test_a_file_that_is_none_is_refused(several: Path, ct: Callable[..., Any]) -> None:
    ran = ct("add", "--id", "zee", "--title", "x", "--owner", "waterbord", "--file", "rule", *EVENT, folder=several)
    assert ran == (2, "", "ctmeasures: --file: unknown value `rule`; did you mean rules?\n")


def test_a_change_that_another_file_forbids_is_refused(several: Path, ct: Callable[..., Any]) -> None:
    before = bytes_of(several)
    ran = ct("set", "bouwwet", "follows=deijken", folder=several)
    assert ran.code == 2
    change(several / "measures" / "names.yaml", "measures: []", (several / "measures" / "rules.yaml").read_text()[11:])
    ran = ct("set", "alarm", "title=x", folder=several)
    assert (ran.code, ran.out) == (1, "")
    assert "a second measure `bouwwet`" in ran.err
    (several / "measures" / "names.yaml").write_bytes(before["measures/names.yaml"])
    assert bytes_of(several) == before


ADD = """
import sys
from ctmeasures.cli.main import run
file, event = sys.argv[1], sys.argv[2:]
for number in range(10):
    sys.argv = ["ctmeasures", "add", "--id", f"new-{number}", "--title", file, "--owner", "waterbord", "--file", file, *event]
    try:
        run()
    except SystemExit:
        pass
"""
UPDATE = """
import sys
from ctmeasures.cli.main import run
key, event = sys.argv[1], sys.argv[2:]
for number in range(10):
    sys.argv = ["ctmeasures", "update", key, *event, "--note", f"Note {number}."]
    try:
        run()
    except SystemExit as end:
        if end.code:
            sys.exit(end.code)
"""


def at_once(folder: Path, program: str, *each: str) -> list[tuple[int, str]]:
    """Run a program in several processes at once, each with a word of its own; return their exit codes and errors."""
    env = environment(PYTHONDONTWRITEBYTECODE="1")
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, one, *EVENT], cwd=folder, env=env, text=True, stdout=-1, stderr=-1
        )
        for one in each
    ]
    said = [process.communicate(timeout=STUCK)[1] for process in running]
    return [(process.returncode, err) for process, err in zip(running, said, strict=True)]


@pytest.mark.slow
def test_writers_of_different_files_wait_for_one_another(several: Path) -> None:
    for code, err in at_once(several, UPDATE, "dijken", "bouwwet", "alarm"):
        assert (code, err.replace("waiting for another writer …\n", "")) == (0, "")
    loaded = load(str(several / "measures"))
    assert loaded.problems == ()
    assert [len(one.history) for one in loaded.registry.measures] == [11, 12, 12]


@pytest.mark.slow
def test_what_two_writers_add_at_once_to_different_files_stays_sound(several: Path, ct: Callable[..., Any]) -> None:
    """Each proves its change on what all files hold when it is its turn: an id that the other one has just used is taken."""
    at_once(several, ADD, "rules", "works", "names")
    ran = ct("check", folder=several)
    assert (ran.code, ran.out) == (0, "measures: 13 measures, 2 letters: no problems.\n")


@pytest.mark.slow
def test_files_that_lie_elsewhere_are_written_one_after_the_other(several: Path, ct: Callable[..., Any]) -> None:
    for name in NAMES:
        (several / name.removesuffix(".yaml")).mkdir()
        (several / "measures" / name).rename(several / name.removesuffix(".yaml") / name)
        (several / "measures" / name).symlink_to(f"../{name.removesuffix('.yaml')}/{name}")
    env = environment(PYTHONIOENCODING="utf-8")
    command = [sys.executable, "-m", "ctmeasures", "update", "dijken", *EVENT]
    with lock(str(several / "rules" / "rules.yaml")):
        writer = subprocess.Popen(command, cwd=several, env=env, text=True, encoding="utf-8", stdout=-1, stderr=-1)
        assert writer.stderr
        assert writer.stderr.readline() == "waiting for another writer …\n"
    _, err = writer.communicate(timeout=STUCK)
    assert (writer.returncode, err) == (0, "")
    assert (several / "measures" / "works.yaml").is_symlink()
    assert ct("check", folder=several).out == "measures: 3 measures, 2 letters: no problems.\n"


# 7. git


@pytest.fixture
def divided(tmp_path: Path) -> Path:
    """Return a git repository in which the example was one file first and is a folder of files now."""
    folder = tmp_path / "divided"
    shutil.copytree(EXAMPLE, folder)
    commit(folder, "One file")
    split(folder)
    commit(folder, "A folder of files", day="2020-03-01")
    change(folder / "measures" / "works.yaml", "Raising twelve", "Raising all")
    commit(folder, "All", author="B. de Vries", day="2020-04-01")
    for name, said in (("user.name", "A"), ("user.email", "a@example.org")):
        git(folder, "config", name, said)
    return folder


ALL = "~ dijken, Raising all dikes: title: “Raising twelve dikes” → “Raising all dikes”"


@pytest.mark.slow
def test_to_divide_a_registry_changes_nothing_that_it_says(divided: Path, ct: Callable[..., Any]) -> None:
    ran = ct("diff", "HEAD~2", "HEAD~1", folder=divided)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# No change in what the registry says")
    assert ct("diff", "HEAD~2", "HEAD", folder=divided).out.startswith(f"# Corrections\n{ALL}\n")
    assert ALL in ct("diff", "HEAD~1", folder=divided).out
    git(divided, "checkout", "--quiet", "HEAD~2")  # one file: what came later was a folder
    assert ALL.split(",")[0] in ct("diff", "main", "HEAD", folder=divided).out


@pytest.mark.slow
def test_folders_can_be_compared(divided: Path, tmp_path: Path, ct: Callable[..., Any]) -> None:
    for other in (EXAMPLE, EXAMPLE / "measures.yaml"):
        assert ALL in ct("diff", str(other), "measures", folder=divided).out
    shutil.copytree(divided / "measures", divided / "copy")
    (divided / "copy" / "works.yaml").write_text("measures: []\nversion: 1\n", encoding="utf-8")
    assert "! dijken: measure removed" in ct("diff", "measures", "copy", folder=divided).out


@pytest.mark.slow
def test_what_is_not_committed_yet_is_seen_in_all_files(divided: Path, ct: Callable[..., Any]) -> None:
    assert "No change" in ct("diff", folder=divided).out
    (divided / "measures" / "new.yaml").write_text(
        "version: 1\nmeasures:\n  - {id: zee, title: Sea, owner: waterbord, history: [{date: 2020-06-30, "
        "status: announced, letter: 2020-06-30-progress, passage: 1, quote: Four of the twelve}]}\n"
    )
    (divided / "measures" / "rules.yaml").unlink()
    out = ct("diff", folder=divided).out
    assert "+ zee" in out
    assert "! bouwwet: measure removed" in out


@pytest.mark.slow
def test_log_follows_a_measure_from_file_to_file(divided: Path, ct: Callable[..., Any]) -> None:
    rules, works = divided / "measures" / "rules.yaml", divided / "measures" / "works.yaml"
    record = works.read_text(encoding="utf-8").partition("  - id: dijken\n")
    works.write_text(record[0].rstrip() + "\n", encoding="utf-8")
    rules.write_text(rules.read_text(encoding="utf-8") + "\n" + record[1] + record[2], encoding="utf-8")
    commit(divided, "Moved", day="2020-05-01")
    change(rules, "Raising all", "Raising the")
    ran = ct("log", "dijken", folder=divided)
    assert (ran.code, ran.err) == (0, "")
    heads = [line for line in ran.out.splitlines() if line[:1] not in (" ", "#", "")]
    assert ["One file" in head or "All" in head or "not committed" in head for head in heads] == [True] * 3
    assert "Moved" not in ran.out
    assert "A folder" not in ran.out
    assert "Raising all" in ct("log", "dijken", "--format", "json", folder=divided).out
    assert ct("log", "bouwwet", folder=divided).out.count("One file") == 1


EDITS = [
    ("works", "        due: 2022\n", "        due: 2023\n"),
    ("rules", "    title: Act on building near dikes\n", "    title: Act\n"),
]


def branch(folder: Path, ours: list[tuple[str, str, str]], theirs: list[tuple[str, str, str]]) -> None:
    """Commit some changes of files on `main`, others on `side`."""
    git(folder, "checkout", "--quiet", "-b", "side")
    for name, old, new in theirs:
        change(folder / "measures" / f"{name}.yaml", old, new)
    commit(folder, "theirs")
    git(folder, "checkout", "--quiet", "main")
    for name, old, new in ours:
        change(folder / "measures" / f"{name}.yaml", old, new)
    commit(folder, "ours")


def merged(folder: Path) -> int:
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(["git", "merge", "side"], cwd=folder, env=env, capture_output=True, check=False).returncode


LAST = "        note: Four of twelve are done.\n"
NEW = "      - date: 2020-06-{}\n        status: {}\n        letter: 2020-06-30-progress\n        passage: 1\n        quote: x\n"
APART = (
    [("works", LAST, LAST + NEW.format(28, "implemented")), ("rules", "    references: [dossier", "    part_of: [dijken]\n    references: [dossier")],
    [("works", LAST, LAST + NEW.format(29, "lapsed")), ("rules", "    references: [dossier", "    follows: [alarm]\n    references: [dossier")],
)  # fmt: skip


@pytest.mark.slow
def test_git_merges_each_file_by_record(divided: Path, ct: Callable[..., Any]) -> None:
    branch(divided, *APART)
    ran = ct("git", "install", folder=divided)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("git merges measures by record")
    assert "measures/*.yaml merge=ctmeasures diff=ctmeasures" in (divided / ".git/info/attributes").read_text()
    assert merged(divided) == 0
    assert ct("check", folder=divided).code == 0
    whole = load(str(divided / "measures")).registry.by_id
    assert [event.status for event in whole["dijken"].history[2:]] == ["implemented", "lapsed"]
    assert (whole["bouwwet"].part_of, whole["bouwwet"].follows) == (("dijken",), ("alarm",))
    ct("git", "install", "--uninstall", folder=divided)
    assert "ctmeasures" not in (divided / ".git/info/attributes").read_text()


@pytest.mark.slow
def test_merge_resolves_every_file_in_conflict(divided: Path, ct: Callable[..., Any]) -> None:
    branch(divided, *APART)
    assert merged(divided) == 1
    assert git(divided, "diff", "--name-only", "--diff-filter=U").split() == [
        "measures/rules.yaml",
        "measures/works.yaml",
    ]
    ran = ct("merge", folder=divided)
    assert (ran.code, ran.out) == (0, "")
    assert "measures/rules.yaml: merged, no conflict\n" in ran.err
    assert "measures/works.yaml: merged, no conflict\n" in ran.err
    assert ct("check", folder=divided).code == 0
    ran = ct("merge", folder=divided)
    assert ran.code == 2
    assert ran.err.count("holds no conflict markers any more") == 2


@pytest.mark.slow
def test_merge_goes_on_where_a_file_was_resolved_before(divided: Path, ct: Callable[..., Any]) -> None:
    branch(divided, *APART)
    assert merged(divided) == 1
    git(divided, "checkout", "--ours", "measures/rules.yaml")
    ran = ct("merge", folder=divided)
    assert ran.code == 0
    assert "rules.yaml" not in ran.err
    assert load(str(divided / "measures")).problems == ()


@pytest.mark.slow
def test_merge_tells_of_a_file_that_one_side_removed_and_merges_the_others(
    divided: Path, ct: Callable[..., Any]
) -> None:
    branch(divided, *APART)
    git(divided, "rm", "--quiet", "measures/rules.yaml")
    commit(divided, "gone")
    assert merged(divided) == 1
    ran = ct("merge", folder=divided)
    assert ran.code == 2
    assert "measures/works.yaml: merged, no conflict" in ran.err
    assert "one side has removed measures/rules.yaml; decide with git whether it stays" in ran.err
    assert "<<<<<<<" not in (divided / "measures" / "works.yaml").read_text()


@pytest.mark.slow
def test_a_folder_in_no_conflict(divided: Path, ct: Callable[..., Any]) -> None:
    said = "measures is in no conflict that git knows of; name three files, BASE OURS THEIRS"
    assert ct("merge", folder=divided) == (2, "", f"ctmeasures: {said}\n")
