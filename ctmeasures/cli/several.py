"""Carrying out a change of several records, perhaps in several files, all or nothing: shown, proved, checked, written."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import typer

from ctmeasures.checks import check
from ctmeasures.cli.output import CannotRun, emit, look, report, say, say_waiting
from ctmeasures.cli.prompts import can_ask, confirmed
from ctmeasures.cli.writing import How, Known, holds, warn, words
from ctmeasures.disk.digests import digests
from ctmeasures.disk.files import Unreadable
from ctmeasures.disk.state import files_of, letters_beside
from ctmeasures.disk.together import rewrite_all
from ctmeasures.disk.write import Unwritable
from ctmeasures.edit.draft import CannotEdit
from ctmeasures.model.place import Problem
from ctmeasures.model.records import Registry
from ctmeasures.read.opening import Opening, read_files, store
from ctmeasures.render import problems as drawn
from ctmeasures.render import written
from ctmeasures.render.look import Look
from ctmeasures.render.patch import patch
from ctmeasures.render.safe import clean

Files = Mapping[str, bytes]


class Planned(NamedTuple):
    """What a change makes of a registry's files: those that differ, in the order in which they are written, and what they must say then.

    `remarks` are warnings that the check of the registry does not give; `origin` says what it was made of, to somebody who is asked.
    """

    files: Mapping[str, bytes]
    registry: Registry | None = None
    remarks: Sequence[Problem] = ()
    origin: Callable[[Look], str] = lambda look: ""


Plan = Callable[[Registry, Files, Files], Planned]
"""Makes of a registry, its files and its letters' files what they become; asked anew where another writer has come between.

It must know what of its own is there already. Raises CannotEdit and CannotRun, and exits with 1 where the change does not hold.
"""


class _Round(NamedTuple):
    """The files as they are, and what a change makes of them."""

    old: Files
    found: Known
    planned: Planned
    opened: Opening
    problems: Sequence[Problem]

    @property
    def known(self) -> Known:
        """Return the registry that it would be, with all that would be wrong with it."""
        return Known(self.opened.registry, self.problems)


def carry_out_all(registry: str, plan: Plan, how: How) -> None:
    """Carry a change out on all files of a registry, or show it; raise CannotRun where it cannot be, exit with 1 where it would not hold."""
    try:
        _carry_out(registry, plan, how)
    except CannotEdit as fault:
        raise CannotRun(f"{fault}; nothing was written") from None
    except (Unreadable, Unwritable) as fault:
        raise CannotRun(str(fault)) from None


def _carry_out(registry: str, plan: Plan, how: How) -> None:
    now = _proposed(registry, plan)
    reader = look(how.no_color, how.lang)
    if not now.planned.files:
        emit(written.nothing(reader))
        return
    if how.dry_run:
        emit(_patches(now, Look()))
        say(drawn.text(now.planned.remarks, look(how.no_color, stream=sys.stderr)))
        return
    asking = can_ask() and not how.yes
    if asking:
        asked = look(how.no_color, how.lang, sys.stderr)
        say(_patches(now, asked) + words(now.found, now.known, None, asked))
        _remark(now, how)
        say(now.planned.origin(asked))
        if not confirmed(written.asked(now.planned.files, asked), asked):
            raise CannotRun("nothing was written")

    first = now.found

    def anew() -> Iterable[tuple[str, bytes | None, bytes]]:
        """Apply the change to what the files hold now, if another writer has changed one of them since."""
        nonlocal now
        if _files(registry) != now.old:
            now = _proposed(registry, plan)
        return [(path, now.old.get(path), data) for path, data in now.planned.files.items()]

    rewrite_all(registry, anew, say_waiting, [*now.old, *now.planned.files])
    names, wrote = " and ".join(map(clean, now.planned.files)), written.wrote(now.planned.files, reader)
    if asking and sys.stdout is not None and sys.stdout.isatty():
        say(wrote)
    else:
        report(f"{words(first, now.known, None, reader)}{wrote}", f"{names} were written")
        if not asking:
            _remark(now, how)
    store(now.opened, now.problems)


def _files(registry: str) -> dict[str, bytes]:
    return {**files_of(registry), **(letters_beside(registry) or {})}


def _remark(now: _Round, how: How) -> None:
    warn(now.found, now.known, how)
    say(drawn.text(now.planned.remarks, look(how.no_color, stream=sys.stderr)))


def _patches(now: _Round, reader: Look) -> str:
    old = {path: now.old.get(path, b"").decode("utf-8-sig") for path in now.planned.files}
    return "".join(patch(path, old[path], data.decode("utf-8-sig"), reader) for path, data in now.planned.files.items())


def _proposed(registry: str, plan: Plan) -> _Round:
    """Return what a change makes of the files as they are now; exit with 1 where it would make errors.

    What is to be written must say exactly what was planned; raises CannotEdit where it does not.
    """
    files, letters = files_of(registry), letters_beside(registry) or {}
    before = read_files(registry, files, letters, digests(files, letters))
    found = Known(before.registry, [*before.problems, *check(before.registry)])
    planned = plan(before.registry, files, letters)
    new_files = {path: planned.files.get(path, data) for path, data in files.items()}
    new_letters = dict(
        sorted({**letters, **{path: one for path, one in planned.files.items() if path not in files}}.items())
    )
    opened = read_files(registry, new_files, new_letters, digests(new_files, new_letters))
    if planned.registry is not None and not _same(opened.registry, planned.registry):
        raise CannotEdit("what would be written does not say what was asked for")
    now = _Round({**files, **letters}, found, planned, opened, [*opened.problems, *check(opened.registry)])
    if not holds(found, now.known):
        raise typer.Exit(1)
    return now


def _same(one: Registry, other: Registry) -> bool:
    """Tell whether two registries say the same, in whatever order their measures stand."""
    sections = ("organisations", "areas", "packages", "letters", "by_id", "id", "feed_id", "title", "title_nl")
    return all(getattr(one, name) == getattr(other, name) for name in sections)
