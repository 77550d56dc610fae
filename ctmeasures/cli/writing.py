"""Carrying out a change of the registry: shown, proved, checked, and written so that nobody else's is lost."""

import os
import sys
from bisect import bisect
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import typer

from ctmeasures.checks import check
from ctmeasures.cli.editor import edit_text, keep_typed
from ctmeasures.cli.kept_quotes import not_in_texts
from ctmeasures.cli.output import CannotRun, emit, look, report, say, say_waiting
from ctmeasures.cli.prompts import can_ask, confirmed
from ctmeasures.cli.registry import unknown
from ctmeasures.disk.digests import digests
from ctmeasures.disk.files import ENDING, Unreadable, registry_files
from ctmeasures.disk.state import files_of, letters_beside
from ctmeasures.disk.together import rewrite_all
from ctmeasures.disk.write import Unwritable
from ctmeasures.edit.changes import edited, put_text, record_text
from ctmeasures.edit.draft import CannotEdit, Draft, Edit
from ctmeasures.model.place import Level, Problem, new_problems
from ctmeasures.model.records import Registry
from ctmeasures.read.opening import Opening, read_files, shared, store
from ctmeasures.read.text import decode
from ctmeasures.render import problems as drawn
from ctmeasures.render.look import Look
from ctmeasures.render.patch import patch
from ctmeasures.render.safe import clean
from ctmeasures.render.words import count_words


class How(NamedTuple):
    """How a change is to be carried out."""

    dry_run: bool = False
    edit: bool = False
    yes: bool = False
    no_color: bool = False
    lang: str = "en"


class Target(NamedTuple):
    """What is changed: a measure, there already or new, in one file of a registry, which may have others."""

    registry: str
    file: str
    key: str


class Known(NamedTuple):
    """A registry, and all that is wrong with it."""

    registry: Registry
    problems: Sequence[Problem]


class Proposal(NamedTuple):
    """What the changed file would become: its bytes, the registry that it would be part of, and all that would be wrong with that."""

    data: bytes
    opened: Opening
    problems: Sequence[Problem]

    @property
    def registry(self) -> Registry:
        """Return the registry that it would be."""
        return self.opened.registry

    @property
    def known(self) -> Known:
        """Return the registry that it would be, with all that would be wrong with it."""
        return Known(self.registry, self.problems)


def file_of(found: Registry, key: str) -> str:
    """Return the path of the file that holds a measure; of several it takes a look at the measure's place to know it."""
    return found.by_id[key].source.place().path if os.path.isdir(found.path) else found.path


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


def carry_out(found: Known, file: str, key: str, change: Edit, how: How) -> None:
    """Carry the change of a measure out on a file of the registry, or show it.

    Raises CannotRun where it cannot be, exits with 1 where it would not hold.
    """
    typed: list[str] = []
    try:
        _carry_out(found, Target(found.registry.path, file, key), change, how, typed)
    except CannotEdit as fault:
        keep_typed(typed)
        raise CannotRun(f"{fault}; nothing was written") from None
    except (Unreadable, Unwritable) as fault:
        keep_typed(typed)
        raise CannotRun(str(fault)) from None
    except (CannotRun, typer.Exit, KeyboardInterrupt):
        keep_typed(typed)
        raise


def _carry_out(found: Known, target: Target, change: Edit, how: How, typed: list[str]) -> None:
    """Do so; what the person types in an editor is put on `typed`."""
    path = target.file
    files = shared(files_of(target.registry), found.registry)
    if path not in files:
        raise CannotRun(f"{path} has gone meanwhile; nothing was written")
    before = files[path]
    proposal, change = _settled(found, target, files, change, how.edit, typed)
    if _choices(found.registry) != _choices(proposal.registry):
        raise CannotRun("the registry is not what was read of it; nothing was written; try again with --no-cache")
    if proposal.data == before:
        emit(f"{clean(path)}: nothing to change\n")
        return
    if how.dry_run:
        emit(patch(path, _text(before), _text(proposal.data), Look()))
        return
    asking = can_ask() and not how.yes
    if asking:
        reader = look(how.no_color, stream=sys.stderr)
        say(patch(path, _text(before), _text(proposal.data), reader) + words(found, proposal.known, target.key, reader))
        warn(found, proposal.known, how, target.key)
        if not confirmed(f"Write this to {clean(path)}?"):
            raise CannotRun("nothing was written")

    def anew() -> list[tuple[str, bytes | None, bytes]]:
        """Apply the change to what the files hold now, if another writer has changed one of them since."""
        nonlocal found, proposal
        now = files_of(target.registry)
        if path not in now:
            raise CannotRun(f"{path} has gone meanwhile; nothing was written")
        if now == files:
            now = files
        else:
            found, proposal = _known(target, now), _proposed(target, now, change)
            if not holds(found, proposal.known):
                raise typer.Exit(1)
        return [(path, now[path], proposal.data)]

    rewrite_all(target.registry, anew, say_waiting, files)
    _tell(found, proposal, target, how, asking)
    store(proposal.opened, proposal.problems)  # for the next command


def _tell(found: Known, proposal: Proposal, target: Target, how: How, asked: bool) -> None:
    """Say what was written, to somebody who was `asked` only that it was."""
    if asked and sys.stdout is not None and sys.stdout.isatty():
        say(f"wrote {clean(target.file)}\n")
        return
    report(words(found, proposal.known, target.key, look(how.no_color)), f"{clean(target.file)} was written")
    if not asked:
        warn(found, proposal.known, how, target.key)


def _choices(registry: Registry) -> object:
    """Return what decides which key or date somebody means, which must be what the files say and not the cache alone."""
    dates = {key: letter.date for key, letter in registry.letters.items()}
    return dates, registry.organisations.keys(), registry.areas.keys(), registry.packages.keys()


def _settled(
    found: Known, target: Target, files: Mapping[str, bytes], change: Edit, edit: bool, typed: list[str]
) -> tuple[Proposal, Edit]:
    """Return a change that holds and what it makes; the person may `edit` it first, and mend what does not hold."""
    proposal = _proposed(target, files, change)
    while edit or not holds(found, proposal.known):
        if not edit and not (can_ask() and confirmed("Mend it in your editor?")):
            raise typer.Exit(1)
        change = _edited(target, files[target.file], proposal.data, typed)
        proposal = _proposed(target, files, change)
        edit = False
    return proposal, change


def _edited(target: Target, before: bytes, after: bytes, typed: list[str]) -> Edit:
    """Let the person edit the changed measure; return the change that puts the outcome in its place."""
    key = target.key
    was, now = (record_text(Draft(decode(target.file, data)[0]), key) for data in (before, after))
    text = edit_text(now or "", f"{key}.yaml", typed)
    return lambda draft: put_text(draft, key, was, text)


def _proposed(target: Target, files: Mapping[str, bytes], change: Edit) -> Proposal:
    """Return what a registry becomes with a change of one of its files."""
    before = files[target.file]
    data, opened = edited(
        target.file, before, target.key, change, lambda new: _opened(target, {**files, target.file: new})
    )
    return Proposal(data, opened, [*opened.problems, *check(opened.registry)])


def _known(target: Target, files: Mapping[str, bytes]) -> Known:
    """Return what a registry of these bytes is now."""
    opened = _opened(target, files)
    return Known(opened.registry, [*opened.problems, *check(opened.registry)])


def _opened(target: Target, files: Mapping[str, bytes]) -> Opening:
    letters = letters_beside(target.registry)
    return read_files(target.registry, files, letters, digests(files, letters), target.file)


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig")


def holds(old: Known, new: Known) -> bool:
    """Tell whether a change would make no error; show those that it would make. Those that stand already need not be mended first."""
    errors = new_problems(old.problems, new.problems, Level.ERROR)
    if errors:
        say(drawn.text(sorted(errors, key=lambda problem: problem.sort_key), look(stream=sys.stderr)))
        say("ctmeasures: with this change the registry would have these errors; nothing was written\n")
    return not errors


def words(old: Known, new: Known, key: str | None, reader: Look) -> str:
    """Say in words what changes."""
    from ctmeasures.render import comparison
    from ctmeasures.reports.comparison import compare

    return comparison.text(compare(old.registry, new.registry, key), reader)


def warn(old: Known, new: Known, how: How, key: str | None = None) -> None:
    """Show which warnings are new, and say how many errors are still to be mended."""
    warnings = [
        *new_problems(old.problems, new.problems, Level.WARNING),
        *not_in_texts(old.registry, new.registry, key),
    ]
    say(drawn.text(warnings, look(how.no_color, stream=sys.stderr)))
    left = sum(problem.level is Level.ERROR for problem in new.problems)
    if left:
        say(f"ctmeasures: {count_words(left, 'error')} left to mend; `ctmeasures check` shows all\n")
