"""What GitHub runs: our workflows and those that `init` writes are safe for forks, and their commands work."""

import difflib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from pages import faults
from support import EXAMPLE, ROOT, copied_registry

from ctmeasures.cli.commands import COMMANDS

OURS = ROOT / ".github" / "workflows" / "registry.yml"
TEMPLATE = ROOT / "ctmeasures" / "templates" / "workflow.yml"
PAGES = OURS.with_name("pages.yml"), TEMPLATE.with_name("pages.yml")
LETTERS = OURS.with_name("letters.yml"), TEMPLATE.with_name("letters.yml")
NEWEST = OURS.with_name("newest.yml")
WORKFLOWS = [*sorted(OURS.parent.glob("*.yml")), TEMPLATE, PAGES[1], LETTERS[1]]
FOR_FORKS = [path for path in WORKFLOWS if path not in (*PAGES, *LETTERS, NEWEST)]


def read(path: Path) -> dict[str, Any]:
    """Read a workflow; every scalar is a text, also `on`."""
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return found


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in read(path)["jobs"].values():
        yield from job["steps"]


# 1. safety


@pytest.mark.parametrize("path", FOR_FORKS, ids=lambda path: path.name)
def test_a_fork_gets_a_token_that_only_reads_and_nothing_else(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert not [job for job in workflow["jobs"].values() if "permissions" in job]
    assert "pull_request" in workflow["on"]
    assert set(workflow["on"]) <= {"pull_request", "push"}
    assert not re.search(r"pull_request_target|workflow_run|secrets\.|github\.token", path.read_text(encoding="utf-8"))


def test_the_newest_releases_are_tried_by_the_clock_and_by_hand_with_a_token_that_only_reads() -> None:
    workflow = read(NEWEST)
    assert workflow["permissions"] == {"contents": "read"}
    assert not [job for job in workflow["jobs"].values() if "permissions" in job]
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert not re.search(r"secrets\.|github\.token", NEWEST.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_command_holds_an_expression(path: Path) -> None:
    commands = [step["run"] for step in steps(path) if "run" in step]
    assert commands
    assert not [command for command in commands if "${{" in command]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_checkout_keeps_no_credentials(path: Path) -> None:
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == ["false"]


@pytest.mark.parametrize("paths", [(OURS, TEMPLATE), PAGES, LETTERS], ids=lambda paths: paths[0].name)
def test_ours_and_the_one_of_a_new_registry_differ_in_the_installation_only(paths: tuple[Path, Path]) -> None:
    ours, template = (path.read_text(encoding="utf-8").splitlines() for path in paths)
    changes = [line for line in difflib.ndiff(ours, template) if line[0] in "+-"]
    assert [line for line in changes if line[0] == "-"] == ["-         run: pip install --quiet ."]
    added = [line[2:].strip() for line in changes if line[0] == "+"]
    assert added[0] == "env:"
    assert added[1].startswith('PROGRAM: ""  # where the program is')
    assert added[3:5] == ["run: |", 'case "$PROGRAM" in']


def test_it_runs_where_the_registry_changes() -> None:
    assert read(OURS)["on"] == {
        "pull_request": {"paths": ["measures.yaml", "measures/**", "letters/**", "passed.yaml"]}
    }


def test_the_site_is_built_where_nothing_can_be_written_and_published_where_nothing_of_ours_runs() -> None:
    workflow = read(PAGES[0])
    build, publish = workflow["jobs"]["build"], workflow["jobs"]["publish"]
    assert workflow["permissions"] == {"contents": "read"}
    assert build["permissions"] == {"contents": "read", "pages": "read"}
    assert (publish["permissions"], publish["needs"]) == ({"pages": "write", "id-token": "write"}, "build")
    assert [re.sub("@[0-9a-f]{40}$", "", step["uses"]) for step in publish["steps"]] == ["actions/deploy-pages"]
    assert not re.search(r"secrets\.|github\.token", PAGES[0].read_text(encoding="utf-8"))


def test_the_site_is_published_from_the_default_branch_and_by_hand_once_somebody_wants_it() -> None:
    workflow = read(PAGES[0])
    assert workflow["on"] == {"push": {"branches": ["main", "master"]}, "workflow_dispatch": ""}
    assert workflow["jobs"]["build"]["if"] == "github.event.repository.has_pages"


def test_the_news_is_sought_where_nothing_can_be_written_and_told_where_nothing_of_ours_runs() -> None:
    workflow = read(LETTERS[0])
    find, tell = workflow["jobs"]["find"], workflow["jobs"]["tell"]
    assert workflow["permissions"] == {"contents": "read"}
    assert "permissions" not in find
    assert (tell["permissions"], tell["needs"]) == ({"issues": "write"}, "find")
    assert find["if"] == "github.event.repository.fork != true"
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert [step for step in tell["steps"] if "uses" in step or "ctmeasures " in step["run"].split("case")[0]] == []
    assert [step["env"]["GH_TOKEN"] for step in tell["steps"]] == ["${{ github.token }}"]
    assert "github.token" not in str(find)
    assert not re.search(r"secrets\.", LETTERS[0].read_text(encoding="utf-8"))


def test_what_is_built_is_what_is_published() -> None:
    (build,) = [step["run"] for step in steps(PAGES[0]) if " site " in step.get("run", "")]
    (upload,) = [step["with"]["path"] for step in steps(PAGES[0]) if "upload-pages-artifact" in step.get("uses", "")]
    assert f"--out {upload} " in build


# 2. the commands, as the runner runs them, on the merge of a pull request


@pytest.fixture
def merge(tmp_path: Path) -> Callable[[str, str], Path]:
    """Make a repository as the runner checks it out: the merge of a pull request, which changes one text, into its base."""
    folder = tmp_path / "repository"

    def git(*words: str) -> None:
        names = {
            f"GIT_{who}_{what}": f"{who}@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        dates = {f"GIT_{who}_DATE": "2021-01-01T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
        environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, **names, **dates}
        subprocess.run(["git", *words], cwd=folder, env=environment, check=True, capture_output=True)

    def change(old: str, new: str) -> None:
        path = folder / "measures.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        git("commit", "--quiet", "--all", "--message", "Change")

    def make(old: str, new: str) -> Path:
        shutil.copytree(EXAMPLE, folder)
        git("init", "--quiet", "--initial-branch=main")
        git("add", ".")
        git("commit", "--quiet", "--message", "Start")
        git("checkout", "--quiet", "-b", "pull")
        change(old, new)
        git("checkout", "--quiet", "main")
        change("title: Alarm by telephone", "title: Alarm by siren")
        git("checkout", "--quiet", "--detach")
        git("merge", "--quiet", "--no-ff", "pull")
        return folder

    return make


class Left(NamedTuple):
    """What a step left behind, also on the summary page."""

    code: int
    out: str
    err: str
    summary: str


def run(command: str, folder: Path, **given: str) -> Left:
    """Run a step's command as the runner does."""
    summary = folder.parent / "summary.md"
    summary.write_text("", encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {
        "PATH": path,
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(summary),
        "PYTHONPATH": str(ROOT),
        **given,
    }
    ran = subprocess.run(
        ["bash", "-e", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return Left(ran.returncode, ran.stdout, ran.stderr, summary.read_text(encoding="utf-8"))


def run_all(folder: Path) -> dict[str, Left]:
    """Run the workflow's commands; return what each left behind, by its command and format."""
    found = {}
    for step in steps(OURS):
        match = re.match(r"ctmeasures (\w+) --format (\w+)", step.get("run", ""))
        if match and match[1] in COMMANDS:
            found[f"{match[1]} {match[2]}"] = run(step["run"], folder)
            assert (match[2] == "md") == (
                step.get("if") == "always()"
            )  # the summary is written for a faulty registry too
    return found


@pytest.mark.slow
def test_a_sound_pull_request(merge: Callable[[str, str], Path]) -> None:
    found = run_all(merge("Raising twelve dikes", "Raising thirteen dikes"))
    assert {"check github", "check md"} <= set(found)
    for left in found.values():
        assert (left.code, left.err) == (0, "")
    assert found["check github"].out == "measures.yaml: 3 measures, 2 letters: no problems.\n"
    assert found["check md"].summary == "measures.yaml: 3 measures, 2 letters: no problems.\n"
    changes = "".join(found[name].summary for name in found if name.startswith("diff"))
    assert ("thirteen" in changes) == ("diff" in COMMANDS)
    assert "siren" not in changes  # which the base has gained meanwhile


@pytest.mark.slow
def test_a_faulty_pull_request(merge: Callable[[str, str], Path]) -> None:
    found = run_all(merge("    owner: waterbord", "    owner: waterbrod"))
    assert found["check github"].code == 1
    assert re.match(
        "::error file=measures.yaml,line=[0-9]+,col=12,title=unknown-organisation::", found["check github"].out
    )
    assert (found["check md"].code, found["check md"].err) == (0, "")
    assert "| error | unknown-organisation |" in found["check md"].summary
    for name in found:
        assert found[name].code == 0 or name == "check github"


@pytest.mark.slow
def test_the_site_is_built_only_from_a_sound_registry_and_knows_its_address(tmp_path: Path) -> None:
    folder = copied_registry(tmp_path / "repository")
    check, build = [step["run"] for step in steps(PAGES[0]) if step.get("run", "").startswith("ctmeasures")]
    assert run(check, folder).code == 0
    left = run(build, folder, ADDRESS="https://example.org/dikes")
    assert (left.code, left.err) == (0, "")
    # the page for what is not there names its addresses from the server's root
    assert [one for one in faults(folder / "_site") if not re.match(r"(nl/)?404\.html: '/dikes/", one)] == []
    index = (folder / "_site" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/dikes/' in index
    (folder / "measures.yaml").write_text("version: 1\nmeasures: []\nowner: nobody\n")
    assert run(check, folder).code == 1


# 3. the hook that others can use


def test_the_hook_checks_the_whole_registry_whatever_is_committed() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["pass_filenames"], hook["require_serial"]) == ("ctmeasures-check", False, True)
    assert hook["entry"].split()[1] in COMMANDS
    assert hook["always_run"] is True  # pre-commit passes over files that are removed


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_fetches_the_history_that_its_commands_ask_for(path: Path) -> None:
    """A checkout is shallow unless it says otherwise: `HEAD^1` needs one commit more, `log` and `A...B` need all."""
    commands = "\n".join(step.get("run", "") for step in steps(path))
    depths = [
        step.get("with", {}).get("fetch-depth", "1") for step in steps(path) if "checkout" in step.get("uses", "")
    ]
    least = 1
    if re.search(r"ctmeasures (?:diff|log)\b", commands):
        least = (
            2
            if re.search(r"ctmeasures diff [^|>]*HEAD\^1 HEAD\b", commands) and "ctmeasures log" not in commands
            else 0
        )
    assert depths
    for depth in depths:
        assert depth == "0" or (least and int(depth) >= least)


@pytest.mark.slow
def test_zizmor_finds_no_hole_in_any_workflow(tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    shutil.copytree(ROOT / ".github" / "workflows", folder)
    for name in ("workflow", "pages", "letters"):
        shutil.copy(ROOT / "ctmeasures" / "templates" / f"{name}.yml", folder / f"new-{name}.yml")
    program = Path(sys.executable).with_name("zizmor")
    ran = subprocess.run([program, "--offline", "--quiet", folder], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("name", ["workflow.yml", "pages.yml", "letters.yml"])
@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("", 1),
        ("ctmeasures", 1),
        ("https://example.org/a/ctmeasures", 1),
        ("https://example.org/a/ctmeasures@main", 1),
        (f"https://example.org/a/ctmeasures@{'0123456789' * 4}", 0),
    ],
)
def test_a_new_registrys_workflow_takes_the_program_from_a_commit_only(
    name: str, program: str, code: int, tmp_path: Path
) -> None:
    workflow = yaml.safe_load((ROOT / "ctmeasures" / "templates" / name).read_text(encoding="utf-8"))
    (step,) = [
        one for job in workflow["jobs"].values() for one in job["steps"] if one.get("name") == "Install the program"
    ]
    pip = tmp_path / "pip"  # which would fetch it
    pip.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    pip.chmod(0o755)
    env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PROGRAM": program}
    ran = subprocess.run(["bash", "-e", "-c", step["run"]], env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == code
    assert ran.stdout == (f"install --quiet ctmeasures @ git+{program}\n" if code == 0 else ran.stdout)
    assert code == 0 or "names no repository and commit" in ran.stdout
