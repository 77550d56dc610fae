"""The website that is built again while somebody edits, and shown to this machine: a real process, real edits, a real browser's questions."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from typing import IO

import pytest
from support import EXAMPLE, STUCK

pytestmark = pytest.mark.slow  # a process of its own for each
WATCHING = "watching measures.yaml; Ctrl-C ends"


class Watcher:
    """A running `ctmeasures site`; its lines come as they are said."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ctmeasures", "site", "--out", "site", *words], cwd=folder, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "NO_COLOR": "1"},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # what runs the tests may ignore it
        )  # fmt: skip
        self._lines: Queue[str] = Queue()
        streams = (self.process.stdout, self.process.stderr)
        self._readers = [threading.Thread(target=self._read, args=(stream,)) for stream in streams]
        for one in self._readers:
            one.start()

    def _read(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self._lines.put(line.rstrip("\n"))

    def hears(self, part: str) -> str:
        """Return the first line that has a part, once it is said."""
        while part not in (line := self._lines.get(timeout=STUCK)):
            pass
        return line

    def ends(self) -> tuple[int, list[str]]:
        """Press Ctrl-C; return the exit code, and what is said then."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=STUCK)
        for one in self._readers:
            one.join()
        return code, list(self._lines.queue)

    def stop(self) -> None:
        """Leave nothing running."""
        self.process.kill()
        self.process.wait()
        for one in self._readers:
            one.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "registry")
    return tmp_path / "registry"


@pytest.fixture
def started(folder: Path) -> Iterator[list[Watcher]]:
    """Hold what a test starts, so that none outlives it."""
    found: list[Watcher] = []
    yield found
    for one in found:
        one.stop()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_change_builds_again_a_fault_is_said_and_waited_for_and_ctrl_c_ends_quietly(
    folder: Path, started: list[Watcher]
) -> None:
    watcher = Watcher(folder, "--watch")
    started.append(watcher)
    watcher.hears(WATCHING)
    registry = folder / "measures.yaml"
    (title,) = re.findall(r"- id: dijken\n    title: (.*)\n", registry.read_text(encoding="utf-8"))
    edit(registry, f"    title: {title}\n", "    title: A title that is new\n")
    watcher.hears("files written")
    assert "A title that is new" in (folder / "site/measures.html").read_text(encoding="utf-8")
    edit(registry, "version: 1", "version: 1\nnonsense: 2")
    assert "unknown key `nonsense`" in watcher.hears("error:")
    watcher.hears("measures.yaml has errors; mend them first")
    assert "A title that is new" in (folder / "site/measures.html").read_text(encoding="utf-8")
    edit(registry, "\nnonsense: 2", "")
    watcher.hears("0 files written")
    letter = next(path for path in sorted((folder / "letters").glob("*.md")) if not path.name.endswith(".nl.md"))
    edit(letter, "\n## 1\n", "\n## 1\n\nNew words of a digest.\n")
    watcher.hears("written")
    assert "New words of a digest." in (folder / "site/letters" / f"{letter.stem}.html").read_text(encoding="utf-8")
    assert watcher.ends() == (0, [])


def test_a_registry_that_is_wrong_at_first_or_gone_for_a_while_is_waited_for(
    folder: Path, started: list[Watcher]
) -> None:
    registry = folder / "measures.yaml"
    edit(registry, "version: 1", "version: 1\nnonsense: 2")
    watcher = Watcher(folder, "--watch")
    started.append(watcher)
    watcher.hears(WATCHING)
    assert not (folder / "site").exists()
    registry.rename(folder / "away")
    watcher.hears("measures.yaml")
    edit(folder / "away", "\nnonsense: 2", "")
    (folder / "away").rename(registry)
    watcher.hears("files written")
    assert watcher.ends() == (0, [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--watch", "--registry", "nowhere.yaml"), "nowhere.yaml"),
        (("--watch", "--url", "nonsense"), "--url: `nonsense` is no address"),
        (("--serve", "70000"), "--serve: 70000 is no port; write one from 1 to 65535, such as 8000, or 0"),
    ],
)
def test_what_cannot_begin_is_said_in_a_sentence(
    words: tuple[str, ...], said: str, folder: Path, started: list[Watcher]
) -> None:
    watcher = Watcher(folder, *words)
    started.append(watcher)
    assert said in watcher.hears("ctmeasures: ")
    assert watcher.process.wait(timeout=STUCK) == 2


def test_a_port_that_is_taken_is_said(folder: Path, started: list[Watcher]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        watcher = Watcher(folder, "--serve", str(port))
        started.append(watcher)
        assert f"--serve: port {port} cannot be had" in watcher.hears("ctmeasures: ")
        assert watcher.process.wait(timeout=STUCK) == 2


def ask(port: int, path: str, host: str | None = None) -> tuple[int, bytes]:
    """Ask for a path exactly as it is written."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=STUCK)
    asking.putrequest("GET", path, skip_host=True)
    asking.putheader("Host", host or f"127.0.0.1:{port}")
    asking.endheaders()
    answer = asking.getresponse()
    found = answer.status, answer.read()
    asking.close()
    return found


def test_it_is_served_to_this_machine_and_nothing_else_is(folder: Path, started: list[Watcher]) -> None:
    watcher = Watcher(folder, "--serve", "0")
    started.append(watcher)
    port = int(watcher.hears("shows it").split(":")[2].partition("/")[0])
    for path in ("/", "/index.html", "/nl/at/2020-01-15-water/measures.html", "/measures.html?status=open"):
        code, page = ask(port, path)
        assert code == 200, path
        assert page.startswith(b"<!doctype html>")
    assert ask(port, "/", f"localhost:{port}")[0] == 200
    assert ask(port, "/", f"elsewhere.example:{port}")[0] == 421
    for path in ("/measures/", "/assets/", "/.ctmeasures", "/../measures.yaml", "/%2e%2e/measures.yaml", "/nowhere"):
        assert ask(port, path)[0] == 404, path
    (folder / "site/leak.html").symlink_to(folder / "measures.yaml")
    (folder / "site/folder").symlink_to(folder / "letters")
    letter = next(path.name for path in (folder / "letters").glob("*.md"))
    assert ask(port, "/leak.html")[0] == ask(port, f"/folder/{letter}")[0] == 404
    assert watcher.ends() == (0, [])
