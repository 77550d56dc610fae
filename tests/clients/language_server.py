"""A client of an editors' language server: https://microsoft.github.io/language-server-protocol/"""

import contextlib
import json
import os
import queue
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from support import STUCK

SETTINGS = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}


class Server:
    """A running server, to which files are shown as an editor does."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        self._process = process
        self._folder = folder
        self._said: queue.Queue[dict[str, Any]] = queue.Queue()
        self._asked = 0
        self._found: dict[str, list[dict[str, Any]]] = {}
        threading.Thread(target=self._listen, daemon=True).start()
        self._ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder.as_uri(),
                "capabilities": {"workspace": {"configuration": True}},
            },
        )
        self._tell("initialized", {})

    def problems(self, text: str, name: str) -> list[tuple[int, str]]:
        """Show a text under a name that no text had yet; return the lines, from 1 on, and the words of what is marked."""
        uri = (self._folder / name).as_uri()
        self._tell(
            "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}
        )
        while uri not in self._found:
            self._take(self._said.get(timeout=STUCK))
        return [(one["range"]["start"]["line"] + 1, one["message"]) for one in self._found[uri]]

    def hover(self, name: str, line: int, column: int) -> str:
        """Return what is said of a place in a text that was shown."""
        answer = self._ask("textDocument/hover", self._place(name, line, column))
        return str(answer["contents"]["value"]) if answer else ""

    def completions(self, name: str, line: int, column: int) -> dict[str, str]:
        """Return what may be put at a place in a text that was shown, each with what is said of it."""
        answer = self._ask("textDocument/completion", self._place(name, line, column))
        about = {one["label"]: one.get("documentation") or "" for one in answer["items"]}
        return {label: said["value"] if isinstance(said, dict) else said for label, said in about.items()}

    def _place(self, name: str, line: int, column: int) -> dict[str, Any]:
        return {
            "textDocument": {"uri": (self._folder / name).as_uri()},
            "position": {"line": line - 1, "character": column - 1},
        }

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            said = self._said.get(timeout=STUCK)
            if said.get("id") == self._asked and "method" not in said:
                return said.get("result")
            self._take(said)

    def _tell(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _take(self, said: dict[str, Any]) -> None:
        if said.get("method") == "textDocument/publishDiagnostics":
            self._found[said["params"]["uri"]] = said["params"]["diagnostics"]
        elif said.get("method") == "workspace/configuration":
            self._send(
                {
                    "id": said["id"],
                    "result": [SETTINGS if item.get("section") == "yaml" else {} for item in said["params"]["items"]],
                }
            )
        elif "id" in said and "method" in said:
            self._send({"id": said["id"], "result": None})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout
        while True:
            length = 0
            while line := self._process.stdout.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
            if not length:
                return
            self._said.put(json.loads(self._process.stdout.read(length)))


@contextlib.contextmanager
def serving(words: list[str], folder: Path) -> Iterator[Server]:
    """Start a server for the files of a folder, and end it."""
    with subprocess.Popen(words, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Server(process, folder)
        process.kill()
