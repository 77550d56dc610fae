"""`merge` and `git install`: two branches made one, by git and after the fact, in real repositories."""

import errno
import os
import re
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import EXAMPLE, Ran, commit, environment, git

from ctmeasures.edit.conflicts import Labels, labels_in, resolved

Ct = Callable[..., Ran]

EVENT = "      - date: 2020-06-30\n        status: {}\n        letter: 2020-06-30-progress\n        passage: 1\n        quote: {}\n"
OURS = re.compile("^<<<<<<< (?:ours|HEAD)$", re.MULTILINE)  # git 2.53 names the branch, older ones the side
MEASURE = "  - id: {0}\n    title: {0}\n    owner: waterbord\n    history:\n" + EVENT.format("announced", "x")


@pytest.fixture
def water(tmp_path: Path) -> Path:
    """Make a repository of the example, in a folder with an odd name, below the repository's top."""
    folder = tmp_path / "repository" / "my registry"
    shutil.copytree(EXAMPLE, folder)
    git(folder.parent, "init", "--quiet", "--initial-branch=main")
    for name, said in (("user.name", "A"), ("user.email", "a@example.org")):
        git(folder, "config", name, said)
    commit(folder.parent, "first")
    return folder


def edit(folder: Path, *changes: tuple[str, str]) -> None:
    path = folder / "measures.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def branches(folder: Path, ours: tuple[str, str], theirs: tuple[str, str]) -> None:
    """Commit one change on `main` and another one on `side`."""
    git(folder, "checkout", "--quiet", "-b", "side")
    edit(folder, theirs)
    commit(folder.parent, "theirs")
    git(folder, "checkout", "--quiet", "main")
    edit(folder, ours)
    commit(folder.parent, "ours")


def merged(folder: Path, *words: str) -> int:
    """Merge or rebase as git does it; return its exit code."""
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true"}
    return subprocess.run(["git", *words], cwd=folder, env=env, capture_output=True, check=False).returncode


LATER = EVENT.format("lapsed", "b").replace("date: 2020-06-30", "date: 2020-06-29")
LAST = "        due: 2022\n        note: Four of twelve are done.\n"
ADD_A = ("  - id: bouwwet\n", MEASURE.format("boten") + "\n  - id: bouwwet\n")
ADD_B = ("  - id: bouwwet\n", MEASURE.format("bos") + "\n  - id: bouwwet\n")
EVENT_A = (LAST, LAST + EVENT.format("implemented", "a").replace("date: 2020-06-30", "date: 2020-06-28"))
EVENT_B = (LAST, LAST + LATER)
OWNER_A = ("    area: build\n    owner: waterbord\n", "    area: build\n    owner: ministerie\n")
OWNER_B = ("    area: build\n    owner: waterbord\n", "    area: build\n    owner: nobody\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    "how", [("merge", "side"), ("rebase", "side"), ("cherry-pick", "side")], ids=lambda how: how[0]
)
@pytest.mark.parametrize(
    ("ours", "theirs"), [(ADD_A, ADD_B), (EVENT_A, EVENT_B), (ADD_A, EVENT_A)], ids=["measures", "events", "both"]
)
def test_git_merges_what_two_branches_have_added(
    how: tuple[str, ...], ours: tuple[str, str], theirs: tuple[str, str], water: Path, ct: Ct
) -> None:
    branches(water, ours, theirs)
    assert ct("git", "install", folder=water).code == 0
    assert merged(water, *how) == 0
    text = (water / "measures.yaml").read_text(encoding="utf-8")
    for _, new in (ours, theirs):
        for line in new.splitlines():
            assert line in text
    assert ct("check", folder=water).code == 0
    if (ours, theirs) == (ADD_A, ADD_B):
        assert text.index("id: bos") < text.index("id: boten") < text.index("id: bouwwet")


@pytest.mark.slow
def test_without_the_driver_git_alone_finds_a_conflict(water: Path) -> None:
    branches(water, EVENT_A, EVENT_B)
    assert merged(water, "merge", "side") == 1


@pytest.mark.slow
def test_a_contradiction_is_a_conflict_in_its_record_only(water: Path, ct: Ct) -> None:
    branches(water, OWNER_A, OWNER_B)
    ct("git", "install", folder=water)
    edit(water, ADD_A)
    commit(water.parent, "more")
    assert merged(water, "merge", "side") == 1
    text = (water / "measures.yaml").read_text(encoding="utf-8")
    conflict = "<<<<<<< (ours|HEAD)\n    owner: ministerie\n=======\n    owner: nobody\n>>>>>>> (theirs|side)\n"
    assert re.search(conflict, text)  # newer gits tell the driver the names of the sides
    assert text.count("<<<<<<<") == 1
    assert "UU" in git(water, "status", "--porcelain")
    assert not list(water.parent.rglob("*.ours"))


@pytest.mark.slow
def test_when_the_program_fails_there_is_git_s_own_conflict(water: Path, ct: Ct) -> None:
    branches(water, EVENT_A, EVENT_B)
    ct("git", "install", folder=water)
    driver = git(water, "config", "merge.ctmeasures.driver")
    for broken in ("kill -KILL $$;", "exit_with() { return 3; }; exit_with", "false", "true", "no-such-program"):
        start = driver.index("code=$?; ") + len("code=$?; ")
        git(water, "config", "merge.ctmeasures.driver", driver[:start] + broken + driver[driver.index(" merge %O") :])
        assert merged(water, "merge", "side") != 0
        if "KILL" in broken and not (water.parent / ".git" / "MERGE_HEAD").exists():
            # git 2.53 begins no merge when the shell is killed
            assert git(water, "status", "--porcelain", "--untracked-files=no") == ""
            continue
        text = (water / "measures.yaml").read_text(encoding="utf-8")
        assert OURS.search(text)
        assert "quote: a" in text
        assert "quote: b" in text
        git(water, "merge", "--abort")
    git(water, "checkout", "--quiet", "side")
    git(water, "reset", "--quiet", "--hard", "main~1")
    edit(water, ADD_B)
    commit(water.parent, "elsewhere")
    assert merged(water, "merge", "main") == 0  # git alone can do this one


@pytest.mark.slow
def test_a_program_that_is_killed_when_the_merge_is_written_leaves_git_s_own(water: Path, ct: Ct) -> None:
    branches(water, EVENT_A, EVENT_B)
    ct("git", "install", folder=water)
    driver = git(water, "config", "merge.ctmeasures.driver")
    git(water, "config", "merge.ctmeasures.driver", driver.replace("own=$?", "(exit 137); own=$?"))
    assert merged(water, "merge", "side") != 0
    assert OURS.search((water / "measures.yaml").read_text(encoding="utf-8"))
    assert [path.name for path in water.iterdir() if "merge_file" in path.name] == []


@pytest.mark.slow
def test_what_cannot_be_read_is_merged_by_git_alone(water: Path, ct: Ct) -> None:
    branches(water, ("version: 1", "version: [1"), EVENT_B)
    ct("git", "install", folder=water)
    assert merged(water, "merge", "side") == 0
    text = (water / "measures.yaml").read_text(encoding="utf-8")
    assert "version: [1" in text
    assert "quote: b" in text


@pytest.mark.slow
def test_install_and_uninstall_leave_no_trace(water: Path, ct: Ct) -> None:
    config, attributes = water.parent / ".git" / "config", water.parent / ".git" / "info" / "attributes"
    before = config.read_text(encoding="utf-8")
    ran = ct("git", "install", folder=water)
    assert (ran.code, ran.err) == (0, "")
    assert ct("git", "install", folder=water).code == 0
    assert attributes.read_text(encoding="utf-8") == '"/my registry/measures.yaml" merge=ctmeasures diff=ctmeasures\n'
    assert git(water, "check-attr", "merge", "--", "measures.yaml").endswith(": ctmeasures")
    edit(water, ("title: Raising twelve dikes", "title: All"), ("note: Four", "note: 4"))
    assert "@@ measures:\n" not in git(water, "diff", "-U0")
    assert "@@ dijken\n" in git(water, "diff", "-U0")
    assert ct("git", "install", "--uninstall", folder=water).code == 0
    assert config.read_text(encoding="utf-8") == before
    assert attributes.read_text(encoding="utf-8") == ""
    assert ct("git", "install", "--uninstall", folder=water).code == 0


@pytest.mark.slow
def test_attributes_that_the_repository_has_are_not_written_again(water: Path, ct: Ct) -> None:
    (water / ".gitattributes").write_text("measures.yaml merge=ctmeasures diff=ctmeasures\n", encoding="utf-8")
    assert ct("git", "install", folder=water).code == 0
    assert not (water.parent / ".git" / "info" / "attributes").exists()
    commit(water.parent, "attributes")
    branches(water, EVENT_A, EVENT_B)
    assert merged(water, "merge", "side") == 0


@pytest.mark.slow
def test_a_conflict_is_merged_after_the_fact(water: Path, ct: Ct) -> None:
    branches(water, EVENT_A, EVENT_B)
    assert merged(water, "merge", "side") == 1
    conflict = (water / "measures.yaml").read_bytes()
    ran = ct("merge", folder=water)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("measures.yaml: merged, no conflict\n")
    assert ct("check", folder=water).code == 0
    assert (water / "measures.yaml.orig").read_bytes() == conflict
    assert "holds no conflict markers any more" in ct("merge", folder=water).err
    git(water, "checkout", "--merge", "measures.yaml")
    assert "What stood there is in measures.yaml.orig2.\n" in ct("merge", folder=water).err
    assert (water / "measures.yaml.orig").read_bytes() == conflict
    for number in ("", "2"):
        (water / f"measures.yaml.orig{number}").unlink()
    git(water, "add", "--all")
    git(water, "commit", "--quiet", "-m", "merged")
    assert "is in no conflict that git knows of" in ct("merge", folder=water).err


@pytest.mark.slow
@pytest.mark.parametrize("registry", [False, True])
def test_one_letter_that_two_branches_have_coded_is_merged_by_hand(registry: bool, water: Path, ct: Ct) -> None:
    for branch, title, change in (("side", "Later", EVENT_B), ("main", "Afterwards", EVENT_A)):
        git(water, "checkout", "--quiet", *(["-b", "side"] if branch == "side" else ["main"]))
        for name in ("2021-03-01-later.md", "2021-03-01-later.nl.md"):
            front = "" if ".nl" in name else f"---\ndate: 2021-03-01\ntitle: {title}\n---\n\n"
            (water / "letters" / name).write_text(f"{front}## 1\n\n{title}.\n", encoding="utf-8")
        if registry:
            edit(water, change)
        commit(water.parent, branch)
    assert merged(water, "merge", "side") == 1
    told = ct("check", folder=water).err + ct("check", folder=water).out
    assert "without git's markers; then `git add` it" in told
    names = "letters/2021-03-01-later.md letters/2021-03-01-later.nl.md"
    ran = ct("merge", folder=water)
    assert f"git holds in conflict: {names}; write one text of both in each" in ran.err
    assert f"`git add {names}`" in ran.err
    assert ("measures.yaml: merged, no conflict" in ran.err) is registry
    assert ran.code == (0 if registry else 2)
    assert "name three files" not in ran.err


@pytest.mark.slow
def test_a_conflict_that_an_editor_saves_meanwhile_is_the_editors_and_no_copy_is_left(
    water: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    branches(water, EVENT_A, EVENT_B)
    assert merged(water, "merge", "side") == 1
    path = water / "measures.yaml"
    before, bring = path.read_bytes(), os.fsync

    def meanwhile(descriptor: int) -> None:
        path.write_bytes(before + b"# by hand\n")
        bring(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    ran = ct("merge", folder=water)
    assert (ran.code, ran.out) == (2, "")
    assert "measures.yaml was changed by another program meanwhile; nothing was changed" in ran.err
    assert path.read_bytes() == before + b"# by hand\n"
    assert sorted(one.name for one in water.iterdir()) == ["letters", "measures.yaml", "texts"]


@pytest.mark.slow
def test_a_merge_that_the_disk_may_not_keep_leaves_what_stood_there_beside_it(
    water: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    branches(water, EVENT_A, EVENT_B)
    assert merged(water, "merge", "side") == 1
    before, bring = (water / "measures.yaml").read_bytes(), os.fsync

    def fail(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode) and b"<<<<<<<" not in (water / "measures.yaml").read_bytes():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        bring(descriptor)

    monkeypatch.setattr(os, "fsync", fail)
    ran = ct("merge", folder=water)
    assert (ran.code, ran.out) == (2, "")
    assert "measures.yaml was written, but its folder cannot be brought to the disk" in ran.err
    assert (water / "measures.yaml.orig").read_bytes() == before


@pytest.mark.slow
def test_both_stops_of_a_rebase_are_merged(water: Path, ct: Ct) -> None:
    branches(water, OWNER_A, ADD_A)
    edit(water, EVENT_A)
    commit(water.parent, "ours, later")
    git(water, "checkout", "--quiet", "side")
    edit(water, OWNER_B, EVENT_B)
    commit(water.parent, "theirs, later")
    git(water, "checkout", "--quiet", "main")
    stops = merged(water, "rebase", "side")
    for _ in range(2):
        assert stops == 1
        ran = ct("merge", folder=water)
        assert ran.code in (0, 1)
        path = water / "measures.yaml"
        path.write_text(resolved(path.read_text(encoding="utf-8"), Labels(*sides(path)), ours=False), encoding="utf-8")
        git(water, "add", "measures.yaml")
        stops = merged(water, "rebase", "--continue")
    assert stops == 0


def sides(path: Path) -> tuple[str, str]:
    """Return what the markers in a file call the sides."""
    found = labels_in(path.read_text(encoding="utf-8"))
    return (found.ours, found.theirs) if found else ("", "")


@pytest.mark.slow
@pytest.mark.parametrize("names", [("ours", "theirs"), ("HEAD", "side")])
def test_what_the_driver_has_left_is_not_kept_beside_it(names: tuple[str, str], water: Path, ct: Ct) -> None:
    branches(water, OWNER_A, OWNER_B)
    assert ct("git", "install", folder=water).code == 0
    assert merged(water, "merge", "side") == 1
    path = water / "measures.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in zip(sides(path), names, strict=True):  # as newer gits tell the driver
        text = re.sub(f"^([<>]{{7}}) {old}$", rf"\1 {new}", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    ran = ct("merge", folder=water)
    assert ran.code == 1
    assert path.read_text(encoding="utf-8") == text
    assert not list(water.glob("*.orig*"))


@pytest.mark.slow
@pytest.mark.parametrize("style", ["diff3", "zdiff3"])
@pytest.mark.parametrize("driver", [True, False])
def test_what_stood_there_before_is_shown_where_git_is_set_so(style: str, driver: bool, water: Path, ct: Ct) -> None:
    branches(water, OWNER_A, OWNER_B)
    git(water, "config", "merge.conflictStyle", style)
    if driver:
        assert ct("git", "install", folder=water).code == 0
    assert merged(water, "merge", "side") == 1
    assert ct("merge", folder=water).code == 1
    text = (water / "measures.yaml").read_text(encoding="utf-8")
    assert "    owner: ministerie\n||||||| " in text
    assert "\n    owner: waterbord\n=======\n    owner: nobody\n>>>>>>> " in text
    assert not driver or not list(water.glob("*.orig*"))


@pytest.mark.slow
def test_a_resolution_that_git_remembers_is_taken_without_a_complaint(water: Path, ct: Ct) -> None:
    branches(water, OWNER_A, OWNER_B)
    assert ct("git", "install", folder=water).code == 0
    git(water, "config", "rerere.enabled", "true")
    assert merged(water, "merge", "side") == 1
    path = water / "measures.yaml"
    path.write_text(resolved(path.read_text(encoding="utf-8"), Labels(*sides(path)), ours=True), encoding="utf-8")
    commit(water.parent, "merged")
    git(water, "reset", "--quiet", "--hard", "HEAD~1")
    edit(water, ADD_A)  # so that the file is another one, and git merges what it remembers into it
    commit(water.parent, "more")
    env = {"PATH": os.environ["PATH"], "HOME": str(water), "GIT_CONFIG_NOSYSTEM": "1"}
    ran = subprocess.run(["git", "merge", "side"], cwd=water, env=env, capture_output=True, text=True, check=False)
    assert "Resolved 'my registry/measures.yaml' using previous resolution." in ran.stdout + ran.stderr
    assert "ctmeasures:" not in ran.stdout + ran.stderr
    assert "<<<<<<<" not in path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_conflict_that_remains_is_named(water: Path, ct: Ct) -> None:
    branches(water, OWNER_A, OWNER_B)
    assert merged(water, "merge", "side") == 1
    ran = ct("merge", folder=water)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("measures.yaml: merged, 1 conflict between markers\n  dijken › owner\n")


@pytest.mark.slow
def test_two_sides_that_have_made_the_file_anew_and_one_that_has_removed_it(water: Path, ct: Ct) -> None:
    git(water, "rm", "--quiet", "measures.yaml")
    git(water, "commit", "--quiet", "-m", "gone")
    git(water, "checkout", "--quiet", "-b", "side")
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    (water / "measures.yaml").write_text(text, encoding="utf-8")
    commit(water.parent, "theirs")
    git(water, "checkout", "--quiet", "main")
    (water / "measures.yaml").write_text(text, encoding="utf-8")
    edit(water, ADD_A)
    commit(water.parent, "ours")
    merged(water, "merge", "side")
    assert ct("merge", folder=water).code == 0
    (water / "measures.yaml.orig").unlink()
    git(water, "add", "--all")
    git(water, "commit", "--quiet", "-m", "merged")
    git(water, "checkout", "--quiet", "-b", "gone")
    git(water, "rm", "--quiet", "measures.yaml")
    git(water, "commit", "--quiet", "-m", "gone")
    git(water, "checkout", "--quiet", "main")
    edit(water, ADD_B)
    commit(water.parent, "changed")
    assert merged(water, "merge", "gone") == 1
    assert "one side has removed measures.yaml" in ct("merge", folder=water).err


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Write three versions of the example."""
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    for name, (old, new) in {"base": ("", ""), "ours": EVENT_A, "theirs": OWNER_A}.items():
        (tmp_path / f"{name}.yaml").write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return tmp_path


def test_three_files_are_merged_to_standard_output_or_a_file(three: Path, ct: Ct) -> None:
    words = ("merge", "base.yaml", "ours.yaml", "theirs.yaml")
    ran = ct(*words, folder=three)
    whole = (three / "ours.yaml").read_text(encoding="utf-8").replace(*OWNER_A)
    assert (ran.code, ran.out, ran.err) == (0, whole, "merged, no conflict\n")
    for _ in range(2):
        ran = ct(*words, "--output", "out.yaml", folder=three)
        assert (ran.code, ran.out, ran.err) == (0, "", "out.yaml: merged, no conflict\n")
        assert (three / "out.yaml").read_text(encoding="utf-8") == whole
    (three / "ours.yaml").write_text(
        whole.replace("owner: ministerie\n    partners", "owner: x\n    partners"), encoding="utf-8"
    )
    ran = ct(*words, "--marker-size", "9", "--name", "the registry", folder=three)
    assert ran.code == 1
    assert "<<<<<<<<< ours\n    owner: x\n=========\n" in ran.out
    assert ran.err == "the registry: merged, 1 conflict between markers\n  dijken › owner\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("base.yaml", "ours.yaml"), "name all three, BASE OURS THEIRS, or none of them"),
        (("--output", "x"), "--output is for three named files"),
        (("base.yaml", "ours.yaml", "nothing.yaml"), "there is no file nothing.yaml"),
        (("base.yaml", "ours.yaml", "bad.yaml"), "bad.yaml:1:1: the forbidden character U+0000; mend it first"),
        (("base.yaml", "ours.yaml", "list.yaml"), "no merge by record: theirs is not written as `key: value`"),
        (("base.yaml", "ours.yaml", "theirs.yaml", "--output", "no/where"), "cannot be locked: No such file"),
        ((), "no measures.yaml and no folder measures here or in any folder above"),
    ],
)
def test_what_cannot_be_merged(words: tuple[str, ...], said: str, three: Path, ct: Ct) -> None:
    (three / "bad.yaml").write_bytes(b"\0")
    (three / "list.yaml").write_text("- a\n", encoding="utf-8")
    ran = ct("merge", *words, folder=three)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_outside_a_repository(tmp_path: Path, ct: Ct) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "alone")
    for words in (("merge",), ("git", "install"), ("git", "install", "--uninstall")):
        ran = ct(*words, folder=tmp_path / "alone")
        assert (ran.code, ran.out) == (2, "")
        assert "not a git repository" in ran.err


@pytest.mark.slow
def test_a_file_in_the_merged_repository_is_no_module_of_the_program(water: Path, ct: Ct, tmp_path: Path) -> None:
    for name in ("yaml.py", "ctmeasures.py"):
        (water.parent / name).write_text(f"open({str(tmp_path / 'run')!r}, 'w')", encoding="utf-8")
    branches(water, EVENT_A, EVENT_B)
    ct("git", "install", folder=water)
    assert merged(water, "merge", "side") == 0
    assert not (tmp_path / "run").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a [2020]", "back\\slash", "tab\there", 'quo"te', "#x", "50 %A", "ë"])
def test_a_registry_in_a_folder_with_an_odd_name(name: str, tmp_path: Path, ct: Ct) -> None:
    folder = tmp_path / "top" / name
    shutil.copytree(EXAMPLE, folder)
    commit(folder.parent, "first")
    for key, said in (("user.name", "A"), ("user.email", "a@example.org")):
        git(folder, "config", key, said)
    branches(folder, EVENT_A, EVENT_B)
    assert ct("git", "install", folder=folder).code == 0
    assert git(folder, "check-attr", "merge", "--", "measures.yaml").endswith(": ctmeasures")
    assert merged(folder, "merge", "side") == 0


@pytest.mark.slow
def test_attributes_that_cannot_be_read_or_used_are_said(water: Path, ct: Ct) -> None:
    attributes = water.parent / ".git" / "info" / "attributes"
    attributes.mkdir(parents=True)
    ran = ct("git", "install", folder=water)
    assert (ran.code, ran.out) == (2, "")
    assert "info/attributes cannot be read: Is a directory" in ran.err
    assert "ctmeasures" not in (water.parent / ".git" / "config").read_text(encoding="utf-8")
    attributes.rmdir()
    attributes.write_bytes(b"*.png binary\r\n# mine")
    assert ct("git", "install", folder=water).code == 0
    assert ct("git", "install", "--uninstall", folder=water).code == 0
    assert attributes.read_bytes() == b"*.png binary\r\n# mine\n"


@pytest.mark.slow
def test_a_full_disk_leaves_the_attributes_that_were_there(tmp_path: Path) -> None:
    attributes = tmp_path / "attributes"
    attributes.write_text("*.png binary\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; from ctmeasures.disk.merge_driver import _write; _write(sys.argv[1], ['x' * 100])", attributes],
        env=environment(PYTHONDONTWRITEBYTECODE="1"), capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)),
    )  # fmt: skip
    assert "Unwritable" in ran.stderr
    assert "attributes cannot be written: File too large; nothing was changed" in ran.stderr
    assert attributes.read_text(encoding="utf-8") == "*.png binary\n"
    assert [path.name for path in tmp_path.iterdir()] == ["attributes"]


@pytest.mark.slow
def test_what_both_sides_together_break_is_said(water: Path, ct: Ct) -> None:
    gone = "  - id: dijken\n" + (EXAMPLE / "measures.yaml").read_text(encoding="utf-8").partition("  - id: dijken\n")[2]
    branches(water, ("\n" + gone, ""), ("    area: rules\n", "    area: rules\n    part_of: [dijken]\n"))
    ct("git", "install", folder=water)
    env = {"PATH": os.environ["PATH"], "HOME": str(water), "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true"}
    ran = subprocess.run(["git", "merge", "side"], cwd=water, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert "merged, no conflict; but look at this" in ran.stderr
    assert "unknown measure `dijken` [unknown-measure]" in ran.stderr


@pytest.mark.slow
def test_a_merge_is_written_byte_by_byte_and_only_over_ordinary_files(three: Path, ct: Ct) -> None:
    for name in ("base", "ours", "theirs"):
        path = three / f"{name}.yaml"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"Water Board", "Wäter ::error".encode()))
    env = environment(GITHUB_ACTIONS="true", PYTHONIOENCODING="ascii")
    words = [sys.executable, "-m", "ctmeasures", "merge", "base.yaml", "ours.yaml", "theirs.yaml"]
    with (three / "out.yaml").open("wb") as file:
        subprocess.run(words, cwd=three, env=env, stdout=file, stderr=subprocess.DEVNULL, check=True)
    wanted = (three / "ours.yaml").read_bytes().replace(*(one.encode() for one in OWNER_A))
    assert (three / "out.yaml").read_bytes() == wanted
    os.mkfifo(three / "pipe")
    ran = ct("merge", "base.yaml", "ours.yaml", "theirs.yaml", "--output", "pipe", folder=three)
    assert (ran.code, ran.out) == (2, "")
    assert "pipe cannot be written: it is no ordinary file" in ran.err


def test_the_sides_of_a_conflict_can_be_named(three: Path, ct: Ct) -> None:
    path = three / "ours.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("owner: waterbord\n    partners", "owner: x\n    partners"),
        encoding="utf-8",
    )
    words = ("merge", "base.yaml", "ours.yaml", "theirs.yaml", "--labels")
    assert (
        "<<<<<<< mine\n    owner: x\n=======\n    owner: ministerie\n>>>>>>> hers\n"
        in ct(*words, "mine", "hers", folder=three).out
    )
    assert "<<<<<<< ours\n" in ct(*words, "%X", "%Y", folder=three).out
