"""Carrying out a change of the registry: shown, proved, checked, and written so that nobody else's is lost."""

import os
import sys
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

import typer

from ctmeasures.checks import check
from ctmeasures.cli.ask import agreed, can_ask
from ctmeasures.cli.by_hand import by_hand, keep
from ctmeasures.cli.output import CannotRun, emit, look, say
from ctmeasures.cli.registry import unknown
from ctmeasures.model.place import Level, Problem
from ctmeasures.model.records import Registry
from ctmeasures.render import problems as drawn
from ctmeasures.render.patch import patch
from ctmeasures.render.safe import clean
from ctmeasures.render.words import Look
from ctmeasures.store.changes import put_text, record_text
from ctmeasures.store.edit import CannotEdit, Draft, Path
from ctmeasures.store.files import ENDING, Unreadable, files_of, letters_beside, registry_files
from ctmeasures.store.load import Loaded, assemble
from ctmeasures.store.strict import decode, encode
from ctmeasures.store.write import Unwritable, rewrite

Change = Callable[[Draft], Path | None]
"""Changes a draft; returns the path of the record that it changed, which the editor then opens."""


class How(NamedTuple):
    """How a change is to be carried out."""

    dry_run: bool = False
    edit: bool = False
    yes: bool = False
    no_color: bool = False


class Target(NamedTuple):
    """What is changed: one file of a registry, which may have others."""

    registry: str
    file: str


class Proposal(NamedTuple):
    """What the changed file would become: its bytes, the path of the changed record, and what reading and checking find."""

    data: bytes
    record: Path | None
    loaded: Loaded
    checked: list[Problem]

    @property
    def registry(self) -> Registry:
        """Return the registry that it would be."""
        return self.loaded.registry


def file_of(found: Registry, key: str) -> str:
    """Return the path of the file that holds a measure."""
    return found.by_id[key].source.place().path


def file_for(found: Registry, key: str, asked: str | None) -> str:
    """Return the path of the file that a new measure goes to: the one `asked` for, else that of the measure before it in order.

    Raises CannotRun where there is no such file.
    """
    try:
        paths = registry_files(found.path)
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    if asked is not None:
        names = {os.path.basename(path).removesuffix(ENDING): path for path in paths}
        name = os.path.basename(asked).removesuffix(ENDING)
        if name not in names:
            raise CannotRun(f"--file: {unknown(name, names)}")
        return names[name]
    ids = [measure.id for measure in found.measures]
    return file_of(found, ids[max(bisect(ids, key) - 1, 0)]) if ids else paths[0]


def carry_out(found: Registry, file: str, change: Change, how: How) -> None:
    """Carry a change out on a file of the registry, or show it; raise CannotRun where it cannot be, exit with 1 where it would not hold."""
    typed: list[str] = []
    try:
        _carry_out(found, Target(found.path, file), change, how, typed)
    except CannotEdit as fault:
        keep(typed)
        raise CannotRun(f"{fault}; nothing was written") from None
    except (Unreadable, Unwritable) as fault:
        keep(typed)
        raise CannotRun(str(fault)) from None
    except (CannotRun, typer.Exit, KeyboardInterrupt):
        keep(typed)
        raise


def _carry_out(found: Registry, target: Target, change: Change, how: How, typed: list[str]) -> None:
    """Do so; what the person types in an editor is put on `typed`."""
    path = target.file
    files = files_of(target.registry)
    if path not in files:
        raise CannotRun(f"{path} has gone meanwhile; nothing was written")
    before = files[path]
    proposal, change = _settled(target, files, change, how.edit, typed)
    if proposal.data == before:
        emit(f"{clean(path)}: nothing to change\n")
        return
    if how.dry_run:
        emit(patch(path, _text(before), _text(proposal.data), Look()))
        return
    asking = can_ask() and not how.yes
    if asking:
        reader = look(how.no_color, stream=sys.stderr)
        say(patch(path, _text(before), _text(proposal.data), reader) + _words(found, proposal.registry, reader))
        _warn(found, proposal, how)
        if not agreed(f"Write this to {clean(path)}?"):
            raise CannotRun("nothing was written")

    def anew(data: bytes) -> bytes:
        """Apply the change to what the files hold now, if another writer has changed one of them since."""
        nonlocal found, proposal
        now = {**files_of(target.registry), path: data}
        if now != files:
            found, proposal = _assembled(target.registry, now).registry, _proposed(target, now, change)
            if not _holds(proposal):
                raise typer.Exit(1)
        return proposal.data

    rewrite(path, anew, lambda: say("waiting for another writer …\n"), files)
    if asking and sys.stdout is not None and sys.stdout.isatty():
        say(f"wrote {clean(path)}\n")
        return
    try:
        emit(_words(found, proposal.registry, look(how.no_color)))
    except CannotRun as fault:  # done is done: who tries again would do it twice
        say(f"ctmeasures: {clean(path)} was written; {fault}\n")
    if not asking:
        _warn(found, proposal, how)


def _settled(
    target: Target, files: Mapping[str, bytes], change: Change, edit: bool, typed: list[str]
) -> tuple[Proposal, Change]:
    """Return a change that holds and what it makes; the person may `edit` it first, and mend what does not hold."""
    proposal = _proposed(target, files, change)
    while edit or not _holds(proposal):
        if not edit and not (can_ask() and agreed("Mend it in your editor?")):
            raise typer.Exit(1)
        change = _edited(target.file, files[target.file], proposal, typed)
        proposal = _proposed(target, files, change)
        edit = False
    return proposal, change


def _edited(path: str, before: bytes, proposal: Proposal, typed: list[str]) -> Change:
    """Let the person edit the changed record; return the change that puts the outcome in its place."""
    assert proposal.record
    draft = Draft(decode(path, proposal.data)[0])
    key = str(draft.value((*proposal.record[:2], "id")))
    was = record_text(Draft(decode(path, before)[0]), key)
    text = by_hand(record_text(draft, key) or "", f"{key}.yaml", typed)
    return lambda now: put_text(now, key, was, text)


def _proposed(target: Target, files: Mapping[str, bytes], change: Change) -> Proposal:
    """Return what a registry becomes with a change of one of its files."""
    data = files[target.file]
    draft = Draft(decode(target.file, data)[0])
    record = change(draft)
    new = encode(draft.text, data)
    loaded = _assembled(target.registry, {**files, target.file: new})
    return Proposal(new, record, loaded, check(loaded.registry))


def _assembled(path: str, files: Mapping[str, bytes]) -> Loaded:
    return assemble(path, files, letters_beside(path))


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig")


def _holds(proposal: Proposal) -> bool:
    """Tell whether a registry's file would have no errors; show those that it would have."""
    problems = (*proposal.loaded.problems, *proposal.checked)
    errors = sorted((one for one in problems if one.level is Level.ERROR), key=lambda problem: problem.sort_key)
    if errors:
        say(drawn.text(errors, look(stream=sys.stderr)))
        say("ctmeasures: with this change the registry would have these errors; nothing was written\n")
    return not errors


def _words(old: Registry, new: Registry, reader: Look) -> str:
    """Say in words what changes."""
    from ctmeasures.render import comparison
    from ctmeasures.reports.comparison import compare

    return comparison.text(compare(old, new), reader)


def _warn(old: Registry, new: Proposal, how: How) -> None:
    """Show which warnings of the checks are new."""
    known = Counter((problem.code, problem.message) for problem in check(old))
    fresh = []
    for problem in new.checked:
        known[problem.code, problem.message] -= 1
        if known[problem.code, problem.message] < 0:
            fresh.append(problem)
    say(drawn.text(fresh, look(how.no_color, stream=sys.stderr)))
