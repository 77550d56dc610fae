"""The package as others get it: what is in it, and that it does the same out of a zip file, without docstrings, and by others' tools."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from support import EXAMPLE, ROOT, STUCK, Ran, commit, git
from tried import DAY, TRIED

from ctmeasures.checks import manuals
from ctmeasures.cli.commands import COMMANDS, function

pytestmark = pytest.mark.slow
Ct = Callable[..., Ran]

RUNS = TRIED | {"check": ("--explain", "unknown-status")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and of it the wheel; return their folder."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for name in ("pyproject.toml", "MANIFEST.in", "PACKAGE.md", "README.md", "LICENSE", "measures.yaml"):
        shutil.copy(ROOT / name, source)
    for name in ("ctmeasures", "tests", "letters"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    words = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(built), str(source)]
    subprocess.run(words, check=True, capture_output=True, timeout=STUCK)
    return built


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def program() -> set[str]:
    """Return the files of the program."""
    files = (path for path in (ROOT / "ctmeasures").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in files}


def test_the_source_archive_holds_the_program_and_no_tests_which_need_the_repository(built: Path) -> None:
    with tarfile.open(only(built, "*.tar.gz")) as archive:
        names = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    assert program() <= names
    beside = {name for name in names if not name.startswith(("ctmeasures/", "ctmeasures.egg-info/"))}
    assert beside == {"LICENSE", "MANIFEST.in", "PACKAGE.md", "PKG-INFO", "README.md", "pyproject.toml", "setup.cfg"}


def test_the_wheel_holds_the_program_and_says_what_it_is(built: Path) -> None:
    with zipfile.ZipFile(only(built, "*.whl")) as wheel:
        names = set(wheel.namelist())
        (metadata,) = (wheel.read(name).decode() for name in names if name.endswith("/METADATA"))
    assert {name for name in names if name.startswith("ctmeasures/")} == program()
    head, _, text = metadata.partition("\n\n")
    assert "Author: The ctmeasures contributors" in head
    assert "Project-URL" not in head
    assert text.strip() == (ROOT / "PACKAGE.md").read_text(encoding="utf-8").strip()
    assert re.findall(r"!\[|\]\((?!https://)", text) == []  # nothing that resolves only in the repository


def test_the_versions_of_python_are_those_that_are_tried() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    tried = re.search(r"python: \[(.*)\]", workflow)
    assert tried
    named = re.findall(r'"Programming Language :: Python :: (3\.[0-9]+)"', (ROOT / "pyproject.toml").read_text())
    assert named == re.findall(r"3\.[0-9]+", tried[1])


START = "import sys; sys.argv[0] = 'ctmeasures'; from ctmeasures.__main__ import main; main()"


def start(way: str, built: Path) -> tuple[list[str], dict[str, str]]:
    """Return the words that start the program in a way, and its environment."""
    if way == "without docstrings":
        return [sys.executable, "-OO", "-P", "-c", START], dict(os.environ)
    return [sys.executable, "-P", "-c", START], {**os.environ, "PYTHONPATH": str(only(built, "*.whl"))}


def laid(folder: Path) -> Path:
    """Make a repository of the example."""
    shutil.copytree(EXAMPLE, folder)
    commit(folder, "first")
    return folder


@pytest.mark.parametrize("way", ["in a zip file", "without docstrings"])
@pytest.mark.parametrize("command", RUNS)
def test_every_command_answers_the_same(way: str, command: str, built: Path, ct: Ct, tmp_path: Path) -> None:
    expected = ct(*command.split(), *RUNS[command], folder=laid(tmp_path / "one"))
    words, env = start(way, built)
    words += [*command.split(), *RUNS[command]]
    env |= {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    folder = laid(tmp_path / "two")
    ran = subprocess.run(words, cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=STUCK)
    assert Ran(ran.returncode, ran.stdout, ran.stderr) == expected


PAGES = """
import json
from ctmeasures.checks import manuals
from ctmeasures.cli.commands import COMMANDS, function
from ctmeasures.model.manual import page
print(json.dumps([manuals(), {name: page(function(name)) for name in COMMANDS}]))
"""


def test_every_manual_page_is_there_without_docstrings() -> None:
    words = [sys.executable, "-OO", "-c", PAGES]
    ran = subprocess.run(words, capture_output=True, encoding="utf-8", check=True, timeout=STUCK)
    assert json.loads(ran.stdout) == [manuals(), {name: function(name).__doc__ for name in COMMANDS}]


def test_git_merges_by_the_program_in_a_zip_file(built: Path, tmp_path: Path) -> None:
    folder = laid(tmp_path / "kept")
    words, env = start("in a zip file", built)
    subprocess.run([*words, "git", "install"], cwd=folder, env=env, check=True, timeout=STUCK)
    assert str(only(built, "*.whl")) in git(folder, "config", "merge.ctmeasures.driver")
    path = folder / "measures.yaml"
    before = path.read_text(encoding="utf-8")
    git(folder, "checkout", "--quiet", "-b", "side")
    path.write_text(before.replace("title: Raising twelve dikes", "title: Raising all dikes"), encoding="utf-8")
    commit(folder, "side")
    git(folder, "checkout", "--quiet", "main")
    path.write_text(before.replace("title_nl: Twaalf dijken verhogen", "title_nl: Dijken"), encoding="utf-8")
    commit(folder, "main")
    git(folder, "merge", "--quiet", "side")  # neighbouring lines, at which git alone stops
    assert path.read_text(encoding="utf-8").count("Raising all dikes") == 1


TOOLS = {
    "uvx": ("uvx", "--from", str(ROOT), "ctmeasures"),
    "uv tool run": ("uv", "tool", "run", "--from", str(ROOT), "ctmeasures"),
    "pipx run": ("pipx", "run", "--spec", str(ROOT), "ctmeasures"),
}


@pytest.mark.parametrize("tool", TOOLS)
def test_tools_that_run_a_package_run_it(tool: str, ct: Ct) -> None:
    name, *words = TOOLS[tool]
    found = shutil.which(name, path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if found is None:
        pytest.skip(f"{name} is not installed")
    fixed = dict.fromkeys(("UV_CONSTRAINT", "UV_BUILD_CONSTRAINT", "PIP_CONSTRAINT"), str(ROOT / "constraints.txt"))
    env = {**os.environ, **fixed, "COLUMNS": "80"}
    ran = subprocess.run([found, *words, "list", *DAY], cwd=EXAMPLE, env=env, capture_output=True, encoding="utf-8", timeout=STUCK)  # fmt: skip
    if ran.returncode and re.search(r"(?i)dns|connect|network|timed out|offline|resolve host", ran.stderr):
        pytest.skip(f"{tool}: no index of packages can be reached")
    assert Ran(ran.returncode, ran.stdout, "") == ct("list", *DAY)
