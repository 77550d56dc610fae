"""The weekly workflow keeps one issue up to date: its own steps run here, with a `gh` that keeps the issues in a file."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from servers import Server, serving
from support import ROOT, copied_registry
from test_sources_find import records, response

from ctmeasures.model.clock import Clock
from ctmeasures.model.publications import Publication
from ctmeasures.model.records import Registry
from ctmeasures.render.look import Look
from ctmeasures.render.news import MARK, issue
from ctmeasures.reports.papers import Paper, Papers, Standing
from ctmeasures.reports.query import View

WORKFLOW = ROOT / ".github" / "workflows" / "letters.yml"
NEWS = f"{MARK}\n\n- kst-1-2: `ctmeasures letters add kst-1-2`"
NOTHING = f"{MARK}\n\nThere are no new papers."

GH = """#!{python}
import json, os, subprocess, sys
path, (what, verb, *rest) = os.environ["ISSUES"], sys.argv[1:]
issues = json.load(open(path))
assert what == "issue" and os.environ["GH_TOKEN"] and os.environ["GH_REPO"] == "o/r"
given = dict(zip(rest, rest[1:]))
if verb == "list":
    assert given["--app"] == "github-actions" and given["--state"] == "all"
    shown = [one for one in issues[::-1] if one["by"] == "bot"]
    sys.exit(subprocess.run(["jq", "-r", given["--jq"]], input=json.dumps(shown), text=True).returncode)
body = sys.stdin.read() if given.get("--body-file") == "-" else None
if verb == "create":
    issues.append(dict(number=len(issues) + 1, by="bot", state="OPEN", title=given["--title"], body=body.rstrip("\\n")))
else:
    one = issues[int(rest[0]) - 1]
    one |= dict(edit=dict(body=(body or "").rstrip("\\n").replace("\\n", "\\r\\n")), close=dict(state="CLOSED"), reopen=dict(state="OPEN"))[verb]
json.dump(issues, open(path, "w"))
with open(path + ".log", "a") as log:
    log.write(verb + "\\n")
"""


def step(job: str, name: str) -> str:
    """Return the command of a step."""
    steps = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"][job]["steps"]
    (found,) = [str(one["run"]) for one in steps if one.get("name") == name]
    return found


class Hub:
    """A place for issues, in a file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "issues.json"
        self.folder = folder
        other = {"number": 1, "by": "somebody", "state": "OPEN", "title": "Mine", "body": f"{MARK}\n\nnot theirs"}
        self.path.write_text(json.dumps([other]), encoding="utf-8")
        program = folder / "gh"
        program.write_text(GH.replace("{python}", sys.executable), encoding="utf-8")
        program.chmod(0o755)

    @property
    def issues(self) -> list[dict[str, Any]]:
        """Return the issues but the one of somebody else, which stays as it is."""
        first, *others = json.loads(self.path.read_text(encoding="utf-8"))
        assert (first["body"], first["state"]) == (f"{MARK}\n\nnot theirs", "OPEN")
        return list(others)

    def tell(self, news: str) -> list[str]:
        """Run the step; return what it did."""
        log = self.folder / "issues.json.log"
        log.unlink(missing_ok=True)
        env = {"PATH": f"{self.folder}{os.pathsep}{os.environ['PATH']}", "ISSUES": str(self.path), "NEWS": news}
        env |= {"GH_TOKEN": "x", "GH_REPO": "o/r"}
        command = step("tell", "Keep one issue up to date")
        ran = subprocess.run(["bash", "-e", "-c", command], env=env, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, "")
        return log.read_text(encoding="utf-8").split() if log.exists() else []


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """Return a place for issues that has one of somebody else, who has copied the mark."""
    if shutil.which("jq") is None and not os.environ.get("CI"):
        pytest.skip("there is no jq, which stands for that of gh")
    return Hub(tmp_path)


@pytest.mark.slow
def test_one_issue_follows_the_news(hub: Hub) -> None:
    assert hub.tell(NOTHING) == []
    assert hub.issues == []
    assert hub.tell(NEWS) == ["create"]
    assert [(one["state"], one["body"]) for one in hub.issues] == [("OPEN", NEWS)]
    assert hub.tell(NEWS) == []
    assert hub.tell(f"{NEWS}\n- more") == ["edit", "reopen"]
    assert hub.tell(f"{NEWS}\n- more") == []
    assert hub.tell(NOTHING) == ["edit", "close"]
    assert [one["state"] for one in hub.issues] == ["CLOSED"]
    assert hub.tell(NOTHING) == []
    assert hub.tell(NEWS) == ["edit", "reopen"]
    assert [one["state"] for one in hub.issues] == ["OPEN"]


@pytest.mark.slow
def test_an_issue_that_somebody_has_closed_stays_closed_until_there_is_more(hub: Hub) -> None:
    hub.tell(NEWS)
    issues = json.loads(hub.path.read_text(encoding="utf-8"))
    issues[1]["state"] = "CLOSED"
    hub.path.write_text(json.dumps(issues), encoding="utf-8")
    assert hub.tell(NEWS) == []
    assert [one["state"] for one in hub.issues] == ["CLOSED"]


@pytest.mark.slow
def test_what_a_title_says_is_no_command(hub: Hub, tmp_path: Path) -> None:
    news = f"{NEWS} $(touch {tmp_path}/a) `touch {tmp_path}/b` \"'; touch {tmp_path}/c; %s \\n"
    hub.tell(news)
    assert [one["body"] for one in hub.issues] == [news]
    assert not {path.name for path in tmp_path.iterdir()} & {"a", "b", "c"}


# The text of the issue

REGISTRY = Registry("measures.yaml")


def paper(number: int, standing: Standing = Standing.NEW, subject: str = "A letter", letter: str = "") -> Paper:
    """Return a paper of a dossier."""
    known = f"kst-10000-{number}"
    said = Publication(
        known, "2021-03-01", "Brief regering", subject, ("10000",), "A. Jansen", True, f"https://x/{known}"
    )
    return Paper(said, standing, letter, "", ())


def told(*papers: Paper, day: date = date(2021, 4, 1), dutch: bool = False) -> str:
    """Return the text of the issue as it is on a day."""
    found = Papers(View(REGISTRY, Clock(today=day)), papers, len(papers), {}, ("10000", "20000"), "2020-01-01")
    return issue(found, Look(dutch=dutch))


def test_the_issue_has_the_command_that_takes_each_paper() -> None:
    text = told(
        paper(9),
        paper(8, Standing.MAYBE, letter="2020-06-30-progress"),
        paper(7, Standing.KNOWN),
        paper(6, Standing.OTHER),
    )
    assert text.splitlines() == [
        MARK,
        "",
        "Letters of the government in the dossiers 10000, 20000 that the registry does not have:",
        "",
        "- **A letter** (kst-10000-9, 1 Mar 2021): `ctmeasures letters add kst-10000-9`",
        "- **A letter** (kst-10000-8, 1 Mar 2021, perhaps 2020-06-30-progress): `ctmeasures letters add kst-10000-8 --as 2020-06-30-progress`",
        "",
        "What is no letter for the registry is noted with `ctmeasures letters find --pass ID --reason TEXT`, and not told again.",
    ]


def test_without_a_new_paper_it_says_so_and_has_no_command() -> None:
    text = told(paper(7, Standing.KNOWN))
    assert text == f"{MARK}\n\nThe registry has every letter of the government in the dossiers 10000, 20000.\n"
    assert "letters add" not in text  # by which the workflow tells them apart
    assert "heeft elke brief" in told(dutch=True)


def test_the_same_papers_give_the_same_text_on_any_day() -> None:
    assert told(paper(9)) == told(paper(9), day=date(2022, 1, 1))


@pytest.mark.slow
@given(st.lists(st.text(max_size=80), min_size=1, max_size=8))
def test_nothing_that_a_title_says_is_markup_or_a_command(titles: list[str]) -> None:
    text = told(*(paper(number, subject=f"{title} @x ## `ctmeasures` <!-- #1") for number, title in enumerate(titles)))
    items = [line for line in text.splitlines() if line.startswith("- ")]
    assert len(items) == len(titles)
    for number, line in enumerate(items):
        assert line.endswith(f": `ctmeasures letters add kst-10000-{number}`")
        said = line.rpartition("(")[0]
        assert not re.search(r"(?<!\\)[`<#]|@(?!&#8203;)", said.replace("&#8203;", "&#8203;").replace("@&#8203;", ""))


def test_so_many_papers_that_no_issue_holds_them_are_counted() -> None:
    text = told(*(paper(number, subject="x" * 400) for number in range(1000)))
    assert len(text) < 65_536
    shown = text.count("`ctmeasures letters add ")
    assert f"- and {1000 - shown} more: `ctmeasures letters find`" in text


# A week, and the next


def news(folder: Path, server: Server) -> str:
    """Run the step that looks for papers, as the runner does; return what the next job gets."""
    output = folder.parent / "output.txt"
    output.write_text("", encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {"PATH": path, "PYTHONPATH": str(ROOT), "CTMEASURES_SOURCES": server.address, "GITHUB_ACTIONS": "true"}
    env |= {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(folder.parent / "summary.md")}
    command = step("find", "Look for new papers")
    ran = subprocess.run(
        ["bash", "-e", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    name, *lines, end = output.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(rf"news<<{end}", name)
    assert re.fullmatch("[0-9a-f]{32}", end)
    return "\n".join(lines)


@pytest.mark.slow
def test_a_new_letter_is_told_once_and_not_again_when_it_is_taken(hub: Hub, offline: None, tmp_path: Path) -> None:
    folder = copied_registry(tmp_path / "registry")
    known = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    papers = [("kst-29754-448", "2018-04-26", "Brief regering; Preventie $(touch x) @x"), ("kst-29754-449", "2018-04-26", "Motie; Een motie")]  # fmt: skip
    with serving({"/sru": response(0, "")}) as server:
        assert hub.tell(news(folder, server)) == []
        server.pages["/sru"] = response(2, records(papers))
        assert hub.tell(news(folder, server)) == ["create"]
        (told,) = hub.issues
        assert "`ctmeasures letters add kst-29754-448`" in told["body"]
        assert "449" not in told["body"]  # no letter
        assert hub.tell(news(folder, server)) == []
        (folder / "passed.yaml").write_text(
            "- id: kst-29754-448\n  reason: of no interest\n  date: 2018-05-01\n", encoding="utf-8"
        )
        assert hub.tell(news(folder, server)) == ["edit", "close"]
        (folder / "passed.yaml").unlink()
        assert hub.tell(news(folder, server)) == ["edit", "reopen"]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == known
