"""A browser for the tests: the machine's own Chromium, which asks for nothing outside the pages and complains of nothing."""

import contextlib
import functools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browsing import listen
from playwright.sync_api import BrowserContext

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "google-chrome",
    "chromium-browser",
)  # the first opens a page in a third of the time
MISSING = f"there is no browser: none of {', '.join(NAMES)} is on the PATH, and CHROMIUM does not name one"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the Chromium of this machine; without one, skip, but fail where everything must be proved."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    return {**browser_type_launch_args, "executable_path": path}


@pytest.fixture(scope="session")
def base_url() -> None:
    """Begin at no address; the plug-in's own fixture is a method, of which pytest 9 warns."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder from this machine; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve folders until the test ends; give their addresses."""
    with contextlib.ExitStack() as stack:
        yield lambda folder: stack.enter_context(serving(folder))


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., BrowserContext]]:
    """Make browser contexts whose pages may ask for files and for this machine's server only, and complain of nothing."""
    heard: list[list[str]] = []

    def make(**options: Any) -> BrowserContext:
        context = new_context(**options)
        heard.append(listen(context, ("file://", "http://127.0.0.1:")))
        return context

    yield make
    assert [line for one in heard for line in one] == []
