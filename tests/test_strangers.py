"""In a stranger's repository: nothing that its author names runs, and nothing outside of it is read."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import EXAMPLE, ROOT, Ran, commit, git
from tried import TRIED

from ctmeasures.cli.commands import COMMANDS

Ct = Callable[..., Ran]
SECRET = "token-7f3a"
AWAY = "is a link that leads out of the registry's repository or folder"
ODD = "it is no ordinary file"

# How each command is run; {tmp} is a folder of the test's own.
WORDS = TRIED | {
    "cache clear": (),
    "diff": ("HEAD~1",),
    "init": ("{tmp}/new",),
    "merge": (),
    "site": ("--out", "{tmp}/site"),
    "suggest": ("2020-01", "--import", "{tmp}/suggestions.json"),
    "verify": ("--texts", "{tmp}"),
}


def test_every_command_is_tried() -> None:
    assert TRIED.keys() == COMMANDS.keys(), "tests/tried.py says how each command is run"


# Running

REMOTES = {
    "uploadpack": "/nowhere",
    "sshCommand": "ssh://nowhere.invalid/x",
    "ext": "ext::{program}",
    "gitProxy": "git://nowhere.invalid/x",
    "helper": "none::x",
}


def hostile(folder: Path, program: Path, remotes: dict[str, str] = REMOTES) -> None:
    """Make a repository of two commits whose settings name a program wherever they can, and which lacks the older one's registry."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    commit(folder, "One")
    text = (folder / "measures.yaml").read_text(encoding="utf-8")
    (folder / "measures.yaml").write_text(text.replace("Raising twelve", "Raising all"), encoding="utf-8")
    (folder / ".gitattributes").write_text("* filter=evil diff=evil merge=evil\n", encoding="utf-8")
    commit(folder, "Two")
    lost = git(folder, "rev-parse", "HEAD~1:measures.yaml")
    (folder / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    core = ("fsmonitor", "sshCommand", "pager", "gitProxy", "editor", "askPass", "alternateRefsCommand")
    settings = {f"core.{one}": str(program) for one in core} | {
        f"{one}": str(program)
        for one in (
            *(f"pager.{word}" for word in ("rev-list", "rev-parse", "cat-file", "ls-tree", "config", "check-attr")),
            *(f"alias.{word}" for word in ("rev-list", "rev-parse", "cat-file", "log", "diff")),
            *("diff.external", "diff.evil.command", "diff.evil.textconv", "merge.evil.driver", "credential.helper"),
            *("filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "gpg.program", "gpg.ssh.program"),
        )
    }
    settings |= {
        "core.hooksPath": str(program.parent),
        "log.showSignature": "true",
        "core.repositoryFormatVersion": "1",
    }
    settings |= {"protocol.allow": "always", "protocol.ext.allow": "always", "protocol.file.allow": "always"}
    for name, url in remotes.items():
        settings |= {
            f"remote.{name}.url": url.format(program=program),
            f"remote.{name}.promisor": "true",
            f"remote.{name}.partialCloneFilter": "blob:none",
            f"remote.{name}.uploadpack": str(program),
        }
    settings["extensions.partialClone"] = next(iter(remotes))
    for key, said in settings.items():
        git(folder, "config", key, said)


def bared(folder: Path) -> None:
    """Make a folder with a repository one that looks like a repository itself, as a clone can hold it."""
    git(folder, "config", "core.bare", "false")
    git(folder, "config", "core.worktree", ".")
    for path in (folder / ".git").iterdir():
        path.rename(folder / path.name)
    (folder / ".git").rmdir()


def stand_in_a_bare_one(clone: Path, program: Path) -> Path:
    hostile(clone / "data", program)
    bared(clone / "data")
    return clone / "data"


def stand_below_a_bare_one(clone: Path, program: Path) -> Path:
    shutil.copytree(EXAMPLE, clone / "data" / "registry")
    return stand_in_a_bare_one(clone, program) / "registry"


def a_link_into_a_bare_one(clone: Path, program: Path) -> Path:
    stand_in_a_bare_one(clone, program)
    for name in ("measures.yaml", "letters"):
        (clone / name).symlink_to(f"data/{name}")
    return clone


def a_link_to_a_bare_one_of_files(clone: Path, program: Path) -> Path:
    data = stand_in_a_bare_one(clone, program)
    (data / "measures.yaml").rename(data / "water.yaml")
    (clone / "measures").symlink_to("data")
    shutil.copytree(EXAMPLE / "letters", clone / "letters")
    return clone


def a_link_into_one_with_a_work_tree(clone: Path, program: Path) -> Path:
    hostile(clone / "data", program)
    for name in ("measures.yaml", "letters"):
        (clone / name).symlink_to(f"data/{name}")
    return clone


def stand_in_one_with_a_work_tree(clone: Path, program: Path) -> Path:
    hostile(clone / "data", program)
    return clone / "data"


def stand_in_a_submodule(clone: Path, program: Path) -> Path:
    hostile(clone / "data", program)
    modules = clone / ".git" / "modules"
    modules.mkdir()
    (clone / "data" / ".git").rename(modules / "data")
    (clone / "data" / ".git").write_text("gitdir: ../.git/modules/data\n", encoding="utf-8")
    git(clone / "data", "config", "core.worktree", "../../../data")
    return clone / "data"


def a_file_that_points_elsewhere(clone: Path, program: Path) -> Path:
    hostile(clone / "data", program)
    bared(clone / "data")
    (clone / "data").rename(clone / "stored")
    shutil.copytree(EXAMPLE, clone / "data")
    (clone / "data" / ".git").write_text("gitdir: ../stored\n", encoding="utf-8")
    return clone / "data"


FORMS = (
    stand_in_a_bare_one,
    stand_below_a_bare_one,
    a_link_into_a_bare_one,
    a_link_to_a_bare_one_of_files,
    a_link_into_one_with_a_work_tree,
    stand_in_one_with_a_work_tree,
    stand_in_a_submodule,
    a_file_that_points_elsewhere,
)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a repository with a file in it."""
    folder = tmp_path / "clone"
    folder.mkdir()
    (folder / "README.md").write_text("Come in.\n", encoding="utf-8")
    commit(folder, "Ours")
    return folder


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a program that leaves a sign, also under the name of every hook that could run."""
    folder = tmp_path / "hooks"
    folder.mkdir()
    for name in ("program", "post-index-change", "reference-transaction", "fsmonitor-watchman", "post-checkout"):
        (folder / name).write_text(f"#!/bin/sh\ntouch '{tmp_path / 'ran'}'\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder / "program"


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_nothing_of_an_embedded_repository_runs(
    form: Callable[[Path, Path], Path], clone: Path, program: Path, ct: Ct, tmp_path: Path
) -> None:
    folder = form(clone, program)
    sign = tmp_path / "ran"
    sign.unlink(missing_ok=True)  # making it may have run something
    for name, words in WORDS.items():
        ran = ct(*name.split(), *(word.format(tmp=tmp_path) for word in words), folder=folder)
        assert ran.code in (0, 1, 2), ran.err
        assert not sign.exists(), name
    for revision in ("HEAD~1", "0" * 40, "HEAD~1...HEAD", "@{u}", "nothing"):
        ct("diff", revision, folder=folder)
        assert not sign.exists(), revision


@pytest.mark.slow
@pytest.mark.parametrize("kind", REMOTES)
def test_what_is_missing_is_not_fetched(kind: str, clone: Path, program: Path, ct: Ct, tmp_path: Path) -> None:
    hostile(clone / "data", program, {kind: REMOTES[kind]})
    (tmp_path / "ran").unlink(missing_ok=True)
    for words in (("log", "dijken"), ("diff", "HEAD~1"), ("diff", "1" * 40)):
        ran = ct(*words, folder=clone / "data")
        assert not (tmp_path / "ran").exists()
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


@pytest.mark.slow
def test_the_environment_names_no_other_repository(
    kept: Path, clone: Path, program: Path, ct: Ct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile(clone / "data", program)
    (tmp_path / "ran").unlink(missing_ok=True)
    plain = ct("log", "dijken", folder=kept).out
    there = clone / "data" / ".git"
    for name, said in (
        ("GIT_DIR", there),
        ("GIT_OBJECT_DIRECTORY", there / "objects"),
        ("GIT_SSH_COMMAND", program),
        ("GIT_EXTERNAL_DIFF", program),
        ("GIT_PAGER", program),
        ("GIT_NAMESPACE", "x"),
    ):
        monkeypatch.setenv(name, str(said))
    assert ct("log", "dijken", folder=kept).out == plain
    assert not (tmp_path / "ran").exists()


@pytest.mark.slow
def test_a_link_within_the_repository_is_followed_in_it(kept: Path, ct: Ct) -> None:
    (kept / "deep" / "er").mkdir(parents=True)
    for name in ("measures.yaml", "letters"):
        (kept / name).rename(kept / "deep" / name)
        (kept / "deep" / "er" / name).symlink_to(f"../{name}")
    commit(kept, "Moved")
    ran = ct("diff", folder=kept / "deep" / "er")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# No change in what the registry says.\n")
    assert ct("log", "dijken", folder=kept / "deep" / "er").code == 0


def test_only_what_asks_for_versions_starts_git(kept: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert ct("list", folder=kept).code == 0
    assert "there is no git program" in ct("log", "dijken", folder=kept).err


# Reading


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Return a folder with a file that nobody is to see, under the names of a registry's files."""
    folder = tmp_path / "secret"
    folder.mkdir()
    for name in ("measures.yaml", "x.md", "x.yaml"):
        (folder / name).write_text(f"{SECRET}: [\n", encoding="utf-8")
    return folder


@pytest.fixture(params=["cloned", "downloaded"])
def theirs(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a registry in a repository whose settings hold a token, or in none."""
    folder = tmp_path / "theirs"
    shutil.copytree(EXAMPLE, folder)
    if request.param == "cloned":
        commit(folder, "All")
        git(folder, "config", "http.extraheader", SECRET)
    return folder


def refused(ct: Ct, folder: Path, said: str, tmp_path: Path) -> None:
    """See that every command that reads the registry refuses it in one sentence, and that none shows the secret."""
    for name, words in WORDS.items():
        ran = ct(*name.split(), *(word.format(tmp=tmp_path) for word in words), folder=folder)
        assert SECRET not in ran.out + ran.err, name
        if name in ("list", "show", "check", "export", "site", "verify", "report"):
            assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), name
            assert said in ran.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("measures.yaml", "../secret/measures.yaml"),
        ("measures.yaml", "/proc/self/environ"),
        ("letters/x.md", "../../secret/x.md"),
        ("letters/x.md", "/proc/self/environ"),
        ("letters", "../secret"),
    ],
)
def test_a_link_that_leads_out_is_refused(
    name: str, target: str, theirs: Path, secret: Path, ct: Ct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", SECRET)
    if (theirs / name).is_dir():
        shutil.rmtree(theirs / name)
    (theirs / name).unlink(missing_ok=True)
    (theirs / name).symlink_to(target)
    refused(ct, theirs, f"{name} {AWAY}", tmp_path)


@pytest.mark.slow
def test_a_link_out_of_a_registry_of_files_is_refused(theirs: Path, secret: Path, ct: Ct, tmp_path: Path) -> None:
    (theirs / "measures").mkdir()
    (theirs / "measures.yaml").rename(theirs / "measures" / "water.yaml")
    (theirs / "measures" / "x.yaml").symlink_to(secret / "x.yaml")
    refused(ct, theirs, f"measures/x.yaml {AWAY}", tmp_path)
    shutil.rmtree(theirs / "measures")
    (theirs / "measures").symlink_to(secret)
    refused(ct, theirs, AWAY, tmp_path)


@pytest.mark.slow
def test_what_git_keeps_of_a_repository_is_no_part_of_a_registry(ct: Ct, kept: Path, tmp_path: Path) -> None:
    git(kept, "config", "http.extraheader", SECRET)
    (kept / "letters" / "x.md").symlink_to("../.git/config")
    refused(ct, kept, f"letters/x.md {AWAY}", tmp_path)


def test_who_names_a_link_means_what_it_leads_to(theirs: Path, ct: Ct, tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(theirs / "measures.yaml")
    (tmp_path / "folder").symlink_to(theirs)
    assert ct("list", "--registry", "folder", folder=tmp_path).code == 0
    assert "# link.yaml → theirs\n" in ct("diff", "link.yaml", "theirs", folder=tmp_path).out
    (tmp_path / "folder" / "measures.yaml").rename(tmp_path / "folder" / "all.yaml")
    (theirs / "measures.yaml").symlink_to("all.yaml")
    assert ct("list", "--registry", "folder", folder=tmp_path).code == 0
    (tmp_path / "system.yaml").symlink_to("/proc/self/environ")
    assert ODD in ct("list", "--registry", "system.yaml", folder=tmp_path).err


# Waiting


def at_once(*words: str, folder: Path) -> Ran:
    """Run a command in a process of its own, which must end."""
    ran = subprocess.run(
        [sys.executable, "-m", "ctmeasures", *words], cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("list", "--registry", "pipe"),
        ("check", "--registry", "/dev/zero"),
        ("check", "--registry", "socket"),
        ("diff", "pipe", "pipe"),
        ("diff", "pipe", "/dev/zero"),
        ("merge", "pipe", "pipe", "pipe"),
        ("merge", "measures.yaml", "measures.yaml", "/dev/zero"),
    ],
)
def test_what_is_no_file_is_refused_at_once(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(EXAMPLE / "measures.yaml", tmp_path)
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket")
    ran = at_once(*words, folder=tmp_path)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ODD in ran.err


@pytest.mark.slow
def test_a_pipe_among_the_letters_or_texts_is_refused_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "water"
    shutil.copytree(EXAMPLE, folder)
    letter = next((folder / "letters").glob("2*.md")).stem
    os.mkfifo(tmp_path / f"{letter}.txt")
    ran = at_once("verify", "--texts", "..", folder=folder)
    assert (ran.code, f"{letter}.txt is no file" in ran.out) == (1, True)
    (tmp_path / f"{letter}.txt").unlink()
    (tmp_path / f"{letter}.txt").symlink_to("/proc/kmsg")
    ran = at_once("verify", "--texts", "..", folder=folder)
    assert (ran.code, ODD in ran.out) == (1, True)
    os.mkfifo(folder / "letters" / "x.md")
    ran = at_once("check", folder=folder)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"letters/x.md cannot be read: {ODD}" in ran.err


@pytest.mark.slow
def test_a_pipe_in_the_folder_of_caches_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    plain = at_once("list", folder=ROOT)  # large enough to be kept
    entries = [path for path in (tmp_path / "ctmeasures").iterdir() if path.is_file()]
    assert entries
    for path in entries:
        path.unlink()
        os.mkfifo(path)
    assert at_once("list", folder=ROOT) == plain


def test_git_s_own_attributes_are_no_pipe_and_no_link(kept: Path, ct: Ct, tmp_path: Path) -> None:
    (tmp_path / "profile").write_text("mine\n", encoding="utf-8")
    attributes = kept / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.symlink_to(tmp_path / "profile")
    ran = ct("git", "install", folder=kept)
    assert (ran.code, "is a link, and what it leads to is left alone" in ran.err) == (2, True)
    assert (tmp_path / "profile").read_text(encoding="utf-8") == "mine\n"
