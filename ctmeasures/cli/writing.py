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


class Proposal(NamedTuple):
    """What the registry's file would become: its bytes, the path of the changed record, and what reading and checking find."""

    data: bytes
    record: Path | None
    registry: Registry
    problems: list[Problem]


def carry_out(found: Registry, change: Change, how: How) -> None:
    """Carry a change out on the registry's file, or show it; raise CannotRun where it cannot be, exit with 1 where it would not hold."""
    path = found.path
    try:
        before = read_bytes(path)
        proposal = _proposed(path, before, change)
        by_hand = how.edit
        while by_hand or not _holds(proposal):
            if not by_hand and not (proposal.record and can_ask() and agreed("Mend it in your editor?")):
                raise typer.Exit(1)
            change = _by_hand(path, before, proposal)
            proposal = _proposed(path, before, change)
            by_hand = False
        if proposal.data == before:
            emit(f"{path}: nothing to change\n")
            return
        if how.dry_run:
            emit(_difference(path, before, proposal.data))
            return
        if can_ask() and not how.yes:
            say(_painted(_difference(path, before, proposal.data), how))
            if not agreed(f"Write this to {path}?"):
                raise CannotRun("nothing was written")

        def anew(data: bytes) -> bytes:
            """Apply the change to what the file holds now, if another writer has changed it since."""
            nonlocal found, proposal
            if data != before:
                found, proposal = _assembled(path, data).registry, _proposed(path, data, change)
                if not _holds(proposal):
                    raise typer.Exit(1)
            return proposal.data

        rewrite(path, anew, lambda: say("waiting for another writer …\n"))
    except CannotEdit as fault:
        raise CannotRun(f"{fault}; nothing was written") from None
    except (Unreadable, Unwritable) as fault:
        raise CannotRun(str(fault)) from None
    _report(found, proposal.registry, how)


def _proposed(path: str, data: bytes, change: Change) -> Proposal:
    """Return what a file's bytes become with a change."""
    draft = _draft(path, data)
    record = change(draft)
    mark = _BOM if data.startswith(_BOM) else b""
    new = mark + draft.text.encode()
    loaded = _assembled(path, new)
    problems = sorted([*loaded.problems, *check(loaded.registry)], key=lambda problem: problem.sort_key)
    return Proposal(new, record, loaded.registry, problems)


def _draft(path: str, data: bytes) -> Draft:
    return Draft(decode(path, data)[0])


def _assembled(path: str, data: bytes) -> Loaded:
    return assemble(path, data, letters_beside(path))


def _holds(proposal: Proposal) -> bool:
    """Tell whether a registry's file would have no errors; show those that it would have."""
    from ctmeasures.render import problems as drawn

    errors = [problem for problem in proposal.problems if problem.level is Level.ERROR]
    if errors:
        say(drawn.text(errors, look(stream=sys.stderr)))
        say("ctmeasures: with this change the registry would have these errors; nothing was written\n")
    return not errors


def _by_hand(path: str, before: bytes, proposal: Proposal) -> Change:
    """Let the person edit the record in the changed text; return the change that puts the outcome in its place."""
    assert proposal.record
    draft = _draft(path, proposal.data)
    key = str(draft.value((*proposal.record[:2], "id")))
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


def _report(old: Registry, new: Registry, how: How) -> None:
    """Say in words what was written, and which warnings of the checks are new."""
    from ctmeasures.render import comparison
    from ctmeasures.render import problems as drawn
    from ctmeasures.reports.comparison import compare

    emit(comparison.text(compare(old, new), look(how.no_color)))
    known = Counter((problem.code, problem.message) for problem in check(old))
    fresh = []
    for problem in check(new):
        known[problem.code, problem.message] -= 1
        if known[problem.code, problem.message] < 0:
            fresh.append(problem)
    if fresh:
        say(drawn.text(fresh, look(how.no_color, stream=sys.stderr)))
