"""`ctmeasures init`: a registry that passes every check at once, and never a file overwritten."""

import json
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from support import ROOT, Ran, environment

from ctmeasures.disk.templates import TEMPLATES

Ct = Callable[..., Ran]

WROTE = """\
wrote measures.yaml
wrote letters/2026-01-15-example.md
wrote registry.schema.json
wrote letter.schema.json
wrote sheet.schema.json
wrote .gitattributes
wrote .gitignore
wrote .pre-commit-config.yaml
wrote .github/workflows/registry.yml
wrote .github/workflows/pages.yml
wrote .github/workflows/letters.yml
Next, in its folder:
  edit measures.yaml and letters/: your own measures and letters in place of the example
  ctmeasures check: what does not hold, each fault with its remedy
  git init && git add --all && ctmeasures git install: git then merges measure by measure
  pre-commit install: checks before each commit (https://pre-commit.com)
  PROGRAM in .github/workflows/: the repository and the commit from which GitHub takes the program
"""


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return everything in a folder: the files with their bytes, and what is no file."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def test_it_says_what_it_wrote_and_what_comes_next(ct: Ct, tmp_path: Path) -> None:
    assert ct("init", folder=tmp_path) == (0, WROTE, "")
    assert {path for path, text in tree(tmp_path).items() if text is not None} == set(TEMPLATES)


def test_the_folder_is_made_where_it_is_missing(ct: Ct, tmp_path: Path) -> None:
    ran = ct("init", "policy/één bibliotheek", folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("wrote policy/één bibliotheek/measures.yaml\n")
    ct("init", folder=tmp_path)
    there, here = tree(tmp_path / "policy" / "één bibliotheek"), tree(tmp_path)
    own = {one.pop("measures.yaml") for one in (there, here)}
    assert len(own) == 2  # each has an id of its own
    assert there.items() <= here.items()


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--strict"),
        ("list", "--owner", "library", "--area", "reading"),
        ("show", "sunday-opening"),
        ("timeline",),
        ("letters", "2026-01-15-example"),
        ("budget",),
        ("stats",),
    ],
    ids=" ".join,
)
def test_every_command_runs_there_at_once(words: tuple[str, ...], ct: Ct, tmp_path: Path) -> None:
    ct("init", folder=tmp_path)
    ran = ct(*words, folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert "sunday-opening" in ran.out or words[0] in ("check", "stats")


def test_every_paragraph_of_the_example_is_accounted_for(ct: Ct, tmp_path: Path) -> None:
    ct("init", folder=tmp_path)
    (letter,) = json.loads(ct("letters", "--format", "json", folder=tmp_path).out)["letters"]
    assert (letter["paragraphs"], letter["uncovered"]) == (3, 0)


def test_the_package_that_the_comments_teach_adds_up(ct: Ct, tmp_path: Path) -> None:
    ct("init", folder=tmp_path)
    path = tmp_path / "measures.yaml"
    text, count = re.subn("^( *)# (packages:|package:|line:|  )", r"\1\2", path.read_text(), flags=re.MULTILINE)
    assert count == 10
    path.write_text(text)
    assert ct("check", "--strict", folder=tmp_path).code == 0
    (package,) = json.loads(ct("budget", "--format", "json", folder=tmp_path).out)["packages"]
    assert (package["announced"], package["sum"], package["differences"]) == ({"2026": 40}, {"2026": 40}, [])


def test_editors_find_the_schema_beside_it(ct: Ct, tmp_path: Path) -> None:
    ct("init", folder=tmp_path)
    first = (tmp_path / "measures.yaml").read_text().splitlines()[0]
    schema = tmp_path / first.removeprefix("# yaml-language-server: $schema=")
    assert schema.read_text() == ct("schema").out


def test_git_and_pre_commit_are_told_what_they_need(ct: Ct, tmp_path: Path) -> None:
    ct("init", folder=tmp_path)
    assert (tmp_path / ".gitattributes").read_text() == (
        "measures.yaml text eol=lf merge=ctmeasures diff=ctmeasures\n"
        "measures/*.yaml text eol=lf merge=ctmeasures diff=ctmeasures\nletters/*.md text eol=lf\n"
    )
    (local,) = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text())["repos"]
    (hook,) = local["hooks"]
    (ours,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert (local["repo"], hook.pop("language"), ours.pop("language")) == ("local", "system", "python")
    assert hook.items() <= ours.items()


@pytest.mark.parametrize("taken", [path for path in TEMPLATES if path != ".gitignore"])
def test_nothing_is_written_where_one_of_the_files_exists(taken: str, ct: Ct, tmp_path: Path) -> None:
    (tmp_path / taken).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / taken).write_text("mine")
    before = tree(tmp_path)
    assert ct("init", folder=tmp_path) == (
        2,
        "",
        f"ctmeasures: {taken} exists already and is not overwritten; move away what is there, or name another folder\n",
    )
    assert tree(tmp_path) == before


def test_what_git_is_told_to_pass_over_stays_as_it_is(ct: Ct, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.tmp\n", encoding="utf-8")
    assert ct("init", folder=tmp_path) == (0, WROTE.replace("wrote .gitignore\n", ""), "")
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "*.tmp\n"


def test_all_that_exists_is_named_at_once_also_a_link_to_nowhere(ct: Ct, tmp_path: Path) -> None:
    (tmp_path / "measures.yaml").symlink_to("nowhere")
    (tmp_path / ".gitattributes").write_text("mine")
    ran = ct("init", str(tmp_path), folder=ROOT)
    assert (ran.code, ran.out) == (2, "")
    assert f" {tmp_path}/measures.yaml, {tmp_path}/.gitattributes exist already and are not overwritten;" in ran.err
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("blocked", ["letters", ".github", "."])
def test_a_file_where_a_folder_is_needed_leaves_nothing_behind(blocked: str, ct: Ct, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    file = folder / blocked
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine")
    ran = ct("init", "new", folder=tmp_path)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert re.match(r"ctmeasures: new/\S+ cannot be written: .+; name a folder that can be written to", ran.err)
    assert {path for path, text in tree(tmp_path).items() if text is not None} == {str(file.relative_to(tmp_path))}


@pytest.mark.slow
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "ctmeasures", "init", "new/registry"],
        cwd=tmp_path, capture_output=True, text=True, env=environment(PYTHONDONTWRITEBYTECODE="1"), check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000)),  # the schema is larger
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (2, "")
    assert re.fullmatch(r"ctmeasures: new/registry/registry\.schema\.json cannot be written: .+\n", ran.stderr)
    assert tree(tmp_path) == {}


def test_a_hostile_name_of_a_folder_does_no_harm(ct: Ct, tmp_path: Path) -> None:
    for code in (0, 2):
        ran = ct("init", "e\x1b[31mv", folder=tmp_path)
        assert ran.code == code
        assert "e\\x1b[31mv/measures.yaml" in ran.out + ran.err
        assert "\x1b" not in ran.out + ran.err


def test_every_template_is_used() -> None:
    folder = ROOT / "ctmeasures" / "templates"
    assert {f"templates/{path.name}" for path in folder.iterdir()} <= set(TEMPLATES.values())
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
