"""What the tests share: running a command, making a registry, and golden files that `--snapshot-update` renews."""

import gc
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings
from support import BEFORE, EXAMPLE, ROOT, Ran, commit, environment

from ctmeasures.cli import main as cli

settings.register_profile("dev", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let no test read or write the cache of the user who runs them, or be told anything by that user's settings of the program."""
    for name in [name for name in os.environ if name.startswith("CTMEASURES_")]:
        del os.environ[name]
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session", autouse=True)
def no_real_host(own_cache: None) -> Iterator[None]:
    """Let no test contact a real host: names of others are not found, and the official services are at a port where nobody is."""
    os.environ["CTMEASURES_SOURCES"] = "http://127.0.0.1:9"
    whole = socket.getaddrinfo

    def found(host: str | bytes | None, *more: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in (None, "", "127.0.0.1", "localhost", "::1"):
            raise socket.gaierror(socket.EAI_NONAME, "tests ask no real host")
        return whole(host, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", found)
        yield


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the environment say nothing of the network, so that the client asks just what a test names."""
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "CTMEASURES_TIMEOUT",
    ):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.delenv("CTMEASURES_SOURCES", raising=False)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--snapshot-update", action="store_true", help="write the golden files anew; then read their diff")
    parser.addoption(
        "--thorough", action="store_true", help="each table at each width, each page in each colour: it takes minutes"
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect the tests without looking for garbage, which would look at all of them again and again, and never later."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests in a browser last: it and what drives it stay until the end, and other tests start processes of their own."""
    items.sort(key=in_browser)
    for item in filter(in_browser, items):
        item.add_marker("slow")


def in_browser(item: pytest.Item) -> bool:
    """Tell whether a test opens pages in a browser."""
    return item.path.parent.name == "browser"


@pytest.fixture
def ct(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run `ctmeasures` with arguments, in a folder, at a width; return its exit code and both outputs."""
    for name in (
        "NO_COLOR",
        "CTMEASURES_REGISTRY",
        "CTMEASURES_MAX_MIB",
        "FORCE_COLOR",
        "GITHUB_ACTIONS",
        "CTMEASURES_LANG",
    ):
        monkeypatch.delenv(name, raising=False)

    def run(*args: str, folder: Path = EXAMPLE, columns: int = 80) -> Ran:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr("sys.argv", ["ctmeasures", *args])
        capsys.readouterr()
        try:
            cli.run()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1 if end.code else 0
        os.environ.pop("CTMEASURES_NO_CACHE", None)  # --no-cache is for all of a process, which here goes on
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def site(of_all_workers: Path) -> Path:
    """Build the website of the project's own registry, once, as it was on a day; return its folder."""
    return built(ROOT, "2018-01-01", of_all_workers / "site")


@pytest.fixture(scope="session")
def small_site(of_all_workers: Path) -> Path:
    """Build the website of the example, once; return its folder."""
    return built(EXAMPLE, "2020-12-31", of_all_workers / "small-site")


@pytest.fixture(scope="session")
def of_all_workers(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


def built(registry: Path, day: str, folder: Path) -> Path:
    """Build a registry's website as it was on a day, if no other process has; return its folder."""
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            build(registry, day, folder)
    return folder


def build(registry: Path, day: str, folder: Path) -> None:
    command = [sys.executable, "-m", "ctmeasures", "site", "--out", str(folder), "--as-of", day]
    env = environment()
    ran = subprocess.run(command, cwd=registry, env=env, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.fixture
def registry(tmp_path: Path) -> Callable[..., Path]:
    """Write a registry (text or bytes) beside the example's letters, or the given ones; return its folder."""

    def make(text: str | bytes, letters: dict[str, str] | Path = EXAMPLE / "letters") -> Path:
        folder = tmp_path / "registry"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "measures.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
        if isinstance(letters, Path):
            shutil.copytree(letters, folder / "letters")
        else:
            (folder / "letters").mkdir()
            for name, content in letters.items():
                (folder / "letters" / name).write_bytes(content.encode())
        return folder

    return make


@pytest.fixture(scope="session")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a git repository with the example as it was before and as it is, and a change that is not committed."""
    folder = tmp_path_factory.mktemp("committed") / "kept"
    shutil.copytree(BEFORE, folder)
    commit(folder, "Registry of the plan")
    shutil.rmtree(folder / "letters")
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    commit(folder, "Progress of June\n\nThe letter of 30 June.", author="B. de Vries", day="2020-07-01")
    path = folder / "measures.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Raising twelve", "Raising all"), encoding="utf-8")
    return folder


@pytest.fixture
def kept(committed: Path, tmp_path: Path) -> Path:
    """Return a repository with two commits and a change, which a test may change."""
    return shutil.copytree(committed, tmp_path / "kept")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compare a text with a golden file; `--snapshot-update` writes it anew."""

    def compare(text: str, path: Path) -> None:
        if request.config.getoption("--snapshot-update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"no golden file {path.relative_to(ROOT)}; make it with pytest --snapshot-update"
        assert text == path.read_bytes().decode()

    return compare
