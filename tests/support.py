"""Where things are, and what a run of a command leaves behind."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent
EXAMPLE = HERE / "example"
BEFORE = HERE / "example-before"  # the same registry, earlier
STUCK = 600  # seconds after which a process hangs: no machine is so slow


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def copied_registry(folder: Path) -> Path:
    """Copy the project's own registry into a folder, which need not be there yet; a test may change it."""
    shutil.copytree(ROOT / "letters", folder / "letters")
    shutil.copy(ROOT / "measures.yaml", folder)
    return folder


def environment(**more: str) -> dict[str, str]:
    """Return what a process of the program needs to know: where it is, and a cache that is not the user's; and what is given."""
    own = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]}
    return own | more


def git(folder: Path, *words: str, author: str = "A. Jansen", day: str = "2020-02-01") -> str:
    """Run git in a folder, as an author on a day and with nobody's settings; return what it says."""
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", author), ("EMAIL", "a@example.org"), ("DATE", f"{day}T12:00:00+00:00"))}  # fmt: skip
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", **who}
    quick = ["git", "-c", "maintenance.auto=false", *words]  # a commit starts no second git to look for what to tidy
    ran = subprocess.run(quick, cwd=folder, env=env, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def commit(folder: Path, subject: str, author: str = "A. Jansen", day: str = "2020-02-01") -> str:
    """Commit everything in a folder, making it a repository if it is none; return the commit's hash."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", subject, author=author, day=day)
    return git(folder, "rev-parse", "HEAD")
