"""Carrying out a change of the registry: shown, proved, checked, and written so that nobody else's is lost."""

import difflib
import re
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
from ctmeasures.render.safe import clean, visible
from ctmeasures.render.words import Look
from ctmeasures.store.changes import put_text, record_text
from ctmeasures.store.edit import CannotEdit, Draft, Path
from ctmeasures.store.files import Unreadable, read_bytes
from ctmeasures.store.load import Loaded, assemble, letters_beside
from ctmeasures.store.strict import decode, encode, parse
from ctmeasures.store.write import Unwritable, rewrite

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
        by_hand, text = how.edit, ""
        while by_hand or not _holds(proposal):
            if not by_hand and not (proposal.record and can_ask() and agreed("Mend it in your editor?")):
                _keep(text)
                raise typer.Exit(1)
            text, change = _by_hand(path, before, proposal)
            proposal = _proposed(path, before, change)
            by_hand = False
        if proposal.data == before:
            emit(f"{clean(path)}: nothing to change\n")
            return
        if how.dry_run:
            emit(_difference(path, before, proposal.data))
            return
        asking = can_ask() and not how.yes
        if asking:
            say(_painted(_difference(path, before, proposal.data), how))
            say(_words(found, proposal.registry, look(how.no_color, stream=sys.stderr)))
            _warn(found, proposal.registry, how)
            if not agreed(f"Write this to {clean(path)}?"):
                _keep(text)
                raise CannotRun("nothing was written")

        def anew(data: bytes) -> bytes:
            """Apply the change to what the file holds now, if another writer has changed it since."""
            nonlocal found, proposal
            if data != before:
                found, proposal = _assembled(path, data).registry, _proposed(path, data, change)
                if not _holds(proposal):
                    _keep(text)
                    raise typer.Exit(1)
            return proposal.data

        rewrite(path, anew, lambda: say("waiting for another writer …\n"))
    except CannotEdit as fault:
        raise CannotRun(f"{fault}; nothing was written") from None
    except (Unreadable, Unwritable) as fault:
        raise CannotRun(str(fault)) from None
    if asking and sys.stdout is not None and sys.stdout.isatty():
        say(f"wrote {clean(path)}\n")
        return
    try:
        emit(_words(found, proposal.registry, look(how.no_color)))
    except CannotRun as fault:  # done is done: who tries again would do it twice
        say(f"ctmeasures: {clean(path)} was written; {fault}\n")
    if not asking:
        _warn(found, proposal.registry, how)


def _proposed(path: str, data: bytes, change: Change) -> Proposal:
    """Return what a file's bytes become with a change."""
    draft = _draft(path, data)
    record = change(draft)
    new = encode(draft.text, data)
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


def _by_hand(path: str, before: bytes, proposal: Proposal) -> tuple[str, Change]:
    """Let the person edit the record in the changed text; return the outcome and the change that puts it in its place."""
    assert proposal.record
    draft = _draft(path, proposal.data)
    key = str(draft.value((*proposal.record[:2], "id")))
    was = record_text(_draft(path, before), key)
    text = edited(record_text(draft, key) or "", f"{key}.yaml")
    while text.strip() and (faults := _unreadable(text, f"{key}.yaml")):
        say(faults)
        if not (can_ask() and agreed("Mend it in your editor?")):
            _keep(text)
            raise CannotRun("nothing was written")
        text = edited(text, f"{key}.yaml")
    if not text.strip():
        raise CannotRun("the text is empty; nothing was written")

    def change(now: Draft) -> Path:
        try:
            return put_text(now, key, was, text)
        except CannotEdit:
            _keep(text)
            raise

    return text, change


def _unreadable(text: str, name: str) -> str:
    """Return what is wrong with a text that is no YAML, drawn; nothing where it can be read."""
    from ctmeasures.render import problems as drawn

    document, problems = decode(name, text.encode())
    _, more = parse(document)
    errors = [problem for problem in (*problems, *more) if problem.level is Level.ERROR]
    return drawn.text(errors, look(stream=sys.stderr))


def _keep(text: str) -> None:
    """Keep a text that a person has typed and that cannot be used, and say where."""
    import tempfile

    if text.strip():
        with tempfile.NamedTemporaryFile(
            "w", prefix="ctmeasures-", suffix=".yaml", delete=False, encoding="utf-8"
        ) as file:
            file.write(text)
        say(f"your text is in {file.name}\n")


def _difference(path: str, before: bytes, after: bytes) -> str:
    """Return what a change does to the file, as a patch; each stretch is headed by the id of its measure."""
    old, new = (data.decode().splitlines(keepends=True) for data in (before, after))
    name = visible(path.lstrip("/"))
    lines = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")
    return "".join(_row(line, old) for line in lines)


def _row(line: str, old: list[str]) -> str:
    """Return a line of a patch with its own line end, harmless on a terminal."""
    words = line.rstrip("\r\n")
    end = line[len(words) :]
    return f"{visible(words)}{_heading(line, old)}{end or chr(10)}" + ("" if end else "\\ No newline at end of file\n")


def _heading(line: str, old: list[str]) -> str:
    """Return the id of the measure in which a stretch of a patch makes its first change, as git shows it behind `@@`."""
    match = re.match(r"@@ -([0-9]+)", line)
    if match is None:
        return ""
    near = int(match[1]) + 2  # two of the three lines that stand around the change
    ids = (re.match(r" *-? *id: *(.*)", one) for one in reversed(old[: near + 1]))
    return next((f" {visible(found[1].strip())}" for found in ids if found), "")


def _painted(patch: str, how: How) -> str:
    if not look(how.no_color, stream=sys.stderr).color:
        return patch
    shades = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
    return "".join(
        f"{shades[line[0]]}{line}\x1b[0m\n" if line[:1] in shades else f"{line}\n" for line in patch.splitlines()
    )


def _words(old: Registry, new: Registry, reader: Look) -> str:
    """Say in words what changes."""
    from ctmeasures.render import comparison
    from ctmeasures.reports.comparison import compare

    return comparison.text(compare(old, new), reader)


def _warn(old: Registry, new: Registry, how: How) -> None:
    """Show which warnings of the checks are new."""
    from ctmeasures.render import problems as drawn

    known = Counter((problem.code, problem.message) for problem in check(old))
    fresh = []
    for problem in check(new):
        known[problem.code, problem.message] -= 1
        if known[problem.code, problem.message] < 0:
            fresh.append(problem)
    say(drawn.text(fresh, look(how.no_color, stream=sys.stderr)))
