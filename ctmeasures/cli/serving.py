"""Serving the website's folder to this machine's own browsers, and to nobody else."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import BinaryIO

from ctmeasures.cli.output import CannotRun

_HOST = "127.0.0.1"


class _Pages(SimpleHTTPRequestHandler):
    """Serves the ordinary files of a folder: no list of a folder, nothing hidden, nothing to which a link leads out of it."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Refuse what is asked for under another name, as a page of elsewhere could, and what is no file of the folder."""
        assert isinstance(self.server, ThreadingHTTPServer)
        port = self.server.server_port
        if self.headers.get("Host") not in (f"{_HOST}:{port}", f"localhost:{port}"):
            self.send_error(421)
            return None
        if not self._is_inside(self.translate_path(self.path)):
            self.send_error(404)
            return None
        return super().send_head()

    def _is_inside(self, path: str) -> bool:
        folder = os.path.realpath(self.directory)
        inside = os.path.relpath(os.path.realpath(path), folder).split(os.sep)
        return inside == ["."] or not any(part.startswith(".") for part in inside)

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Tell of no folder what is in it."""
        self.send_error(404)

    def end_headers(self) -> None:
        """Let no browser keep what the next build may change."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of what was asked for."""


@contextmanager
def serving(folder: str, port: int) -> Iterator[str]:
    """Serve a folder while the block runs; give its address. Raises CannotRun where the port cannot be had."""
    try:
        server = ThreadingHTTPServer((_HOST, port), functools.partial(_Pages, directory=folder))
    except OSError as error:
        raise CannotRun(f"--serve: port {port} cannot be had: {error.strerror or error}; name another, or 0 for any free one") from None  # fmt: skip
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield f"http://{_HOST}:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
