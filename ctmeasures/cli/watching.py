"""Building the website again whenever the registry's files change, until Ctrl-C; and showing it to this machine's own browsers."""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING

import typer

from ctmeasures.cli.building import build
from ctmeasures.cli.output import CannotRun, cannot_run, report
from ctmeasures.cli.registry import located
from ctmeasures.disk.files import Unreadable, letter_files, registry_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ctmeasures.cli.building import Build

_EACH = 0.5  # seconds between two looks at the files

Seen = dict[str, tuple[int, int, int]]


def watched(wanted: Build, port: int | None) -> None:
    """Build, then build again after each change; with a `port`, serve the folder meanwhile.

    Faults of the registry are shown and waited for to be mended; CannotRun is raised where even the first build cannot begin.
    """
    from ctmeasures.render.safe import clean

    with contextlib.suppress(KeyboardInterrupt), contextlib.ExitStack() as stack:
        path = located(wanted.registry)
        address = None
        if port is not None:
            from ctmeasures.cli.serving import serving

            address = stack.enter_context(serving(wanted.out, port))
        before = _look(path)
        with contextlib.suppress(typer.Exit):  # what is wrong was said
            build(wanted, again=True)
        shown = f"{address} shows it; " if address else ""
        report(f"{shown}watching {clean(path)}; Ctrl-C ends\n", f"watching {clean(path)}")
        while True:
            before = _changed(path, before)
            try:
                build(wanted, again=True)
            except CannotRun as fault:
                cannot_run(fault)
            except typer.Exit:
                pass  # what is wrong was said


def _changed(path: str, before: Seen) -> Seen:
    """Wait until the files are others than before, and nobody has touched them between two looks; return how they are then."""
    last = before
    while True:
        time.sleep(_EACH)
        now = _look(path)
        if now != before and now == last:
            return now
        last = now


def _look(path: str) -> Seen:
    """Return when each file of a registry was changed, its size and which file it is; what is gone, perhaps for a moment, is left out."""
    found: Seen = {}
    for file in _files(path):
        with contextlib.suppress(OSError):
            about = os.stat(file)
            found[file] = (about.st_mtime_ns, about.st_size, about.st_ino)
    return found


def _files(path: str) -> Iterable[str]:
    """Yield the registry's files, and those of its letters; where they cannot be told, the building says why."""
    for named in (registry_files, letter_files):
        with contextlib.suppress(Unreadable, OSError):
            yield from named(path)
