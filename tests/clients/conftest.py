"""Programs of others that read what this one writes: installed for a run where they can be, else their tests are skipped and say why."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from support import STUCK


@pytest.fixture(scope="session")
def npm(of_all_workers: Path) -> Callable[[str], Path]:
    """Install a program of npm, once in a run, by its name and version; return the folder of its commands."""

    def install(package: str) -> Path:
        program = shutil.which("npm")
        if program is None:
            pytest.skip(f"there is no npm to install {package}")
        folder = of_all_workers / f"npm-{package.replace('/', '-')}"
        with FileLock(f"{folder}.lock"):
            if not folder.exists():
                folder.mkdir()
                words = [
                    program,
                    "install",
                    "--silent",
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    "--no-package-lock",
                    package,
                ]
                subprocess.run(words, cwd=folder, capture_output=True, check=False, timeout=STUCK)
        commands = folder / "node_modules" / ".bin"
        if not commands.is_dir():
            pytest.skip(f"npm cannot install {package} here")
        return commands

    return install
