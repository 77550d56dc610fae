"""Carrying out a change of the registry: shown, proved, checked, and written so that nobody else's is lost."""

import difflib
import sys
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import typer

from ctmeasures.checks import check
from ctmeasures.cli.ask import agreed, can_ask, edited
from ctmeasures.cli.output import CannotRun, emit, look, say
from ctmeasures.model.place import Level, Problem
from ctmeasures.model.records import Registry
from ctmeasures.store.changes import put_text, record_text
from ctmeasures.store.edit import CannotEdit, Draft, Path
from ctmeasures.store.files import Unreadable, read_bytes
from ctmeasures.store.load import Loaded, assemble, letters_beside
from ctmeasures.store.strict import decode
from ctmeasures.store.write import Unwritable, rewrite

_BOM = b"\xef\xbb\xbf"

Change = Callable[[Draft], Path | None]
"""Changes a draft; returns the path of the record that it changed, which the editor then opens."""


class How(NamedTuple):
    """How a change is to be carried out."""

    dry_run: bool = False
    edit: bool = False
    yes: bool = False
    no_color: bool = False


class Version(NamedTuple):
    """A registry's file before or after a change, and what reading and checking find in it."""

    data: bytes
    loaded: Loaded
    problems: list[Problem]


def carry_out(found: Registry, change: Change, how: How) -> None:
    """Carry a change out on the registry's file, or show it; raise CannotRun where it cannot be, exit with 1 where it would not hold."""
    path = found.path
    try:
        before = read_bytes(path)
        after, record = _changed(path, before, change)
        if how.edit:
            assert record
            change = _by_hand(path, before, after, record)
            after, _ = _changed(path, before, change)
        while not _holds(path, after):
            if not (record and can_ask() and agreed("Mend it in your editor?")):
                raise typer.Exit(1)
            change = _by_hand(path, before, after, record)
            after, _ = _changed(path, before, change)
        if after == before:
            emit(f"{path}: nothing to change\n")
            return
        if how.dry_run:
            emit(_difference(path, before, after))
            return
        if can_ask() and not how.yes:
            say(_painted(_difference(path, before, after), how))
            if not agreed(f"Write this to {path}?"):
                raise CannotRun("nothing was written")
        versions: list[bytes] = []

        def anew(data: bytes) -> bytes:
            """Apply the change to what the file holds now, which another writer may have changed since."""
            new, _ = _changed(path, data, change)
            if data != before and not _holds(path, new):
                raise typer.Exit(1)
            versions[:] = [data, new]
            return new

        rewrite(path, anew, lambda: say("waiting for another writer …\n"))
    except CannotEdit as fault:
        raise CannotRun(f"{fault}; nothing was written") from None
    except (Unreadable, Unwritable) as fault:
        raise CannotRun(str(fault)) from None
    _report(path, _version(path, versions[0]), _version(path, versions[1]), how)


def _changed(path: str, data: bytes, change: Change) -> tuple[bytes, Path | None]:
    """Return a file's bytes with the change, and the path of the changed record."""
    draft = _draft(path, data)
    record = change(draft)
    mark = _BOM if data.startswith(_BOM) else b""
    return mark + draft.text.encode(), record


def _draft(path: str, data: bytes) -> Draft:
    return Draft(decode(path, data)[0])


def _version(path: str, data: bytes) -> Version:
    loaded = assemble(path, data, letters_beside(path))
    problems = sorted([*loaded.problems, *check(loaded.registry)], key=lambda problem: problem.sort_key)
    return Version(data, loaded, problems)


def _holds(path: str, data: bytes) -> bool:
    """Tell whether a registry's file would have no errors; show those that it would have."""
    from ctmeasures.render import problems as drawn

    errors = [problem for problem in _version(path, data).problems if problem.level is Level.ERROR]
    if errors:
        say(drawn.text(errors, look(stream=sys.stderr)))
        say("ctmeasures: with this change the registry would have these errors; nothing was written\n")
    return not errors


def _by_hand(path: str, before: bytes, data: bytes, record: Path) -> Change:
    """Let the person edit the record in the changed text; return the change that puts the outcome in its place."""
    draft = _draft(path, data)
    key = str(draft.value((*record[:2], "id")))
    was = record_text(_draft(path, before), key)
    text = edited(record_text(draft, key) or "", f"{key}.yaml")
    if not text.strip():
        raise CannotRun("the text is empty; nothing was written")

    def change(now: Draft) -> Path:
        try:
            return put_text(now, key, was, text)
        except CannotEdit as fault:
            raise CannotRun(f"{fault}; nothing was written; your text is in {_kept(text)}") from None

    return change


def _kept(text: str) -> str:
    """Keep a text that cannot be used in a file, and name it."""
    import tempfile

    with tempfile.NamedTemporaryFile("w", prefix="ctmeasures-", suffix=".yaml", delete=False, encoding="utf-8") as file:
        file.write(text)
    return file.name


def _difference(path: str, before: bytes, after: bytes) -> str:
    """Return what a change does to the file, as a patch."""
    from ctmeasures.render.safe import visible

    old, new = (data.decode().splitlines(keepends=True) for data in (before, after))
    name = path.lstrip("/")
    lines = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")
    return "".join(
        f"{visible(line.rstrip(chr(10)).rstrip(chr(13)))}\n"
        + ("" if line.endswith("\n") else "\\ No newline at end of file\n")
        for line in lines
    )


def _painted(patch: str, how: How) -> str:
    if not look(how.no_color, stream=sys.stderr).color:
        return patch
    shades = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
    return "".join(
        f"{shades[line[0]]}{line}\x1b[0m\n" if line[:1] in shades else f"{line}\n" for line in patch.splitlines()
    )


def _report(path: str, old: Version, new: Version, how: How) -> None:
    """Say in words what was written, and which warnings are new."""
    from ctmeasures.render import comparison
    from ctmeasures.render import problems as drawn
    from ctmeasures.reports.comparison import compare

    emit(comparison.text(compare(old.loaded.registry, new.loaded.registry), look(how.no_color)))
    known = Counter((problem.code, problem.message) for problem in old.problems)
    fresh = []
    for problem in new.problems:
        known[problem.code, problem.message] -= 1
        if known[problem.code, problem.message] < 0:
            fresh.append(problem)
    if fresh:
        say(drawn.text(fresh, look(how.no_color, stream=sys.stderr)))
