"""Merging files, or the versions that git keeps of a registry in conflict."""

import itertools
import os
import sys
from collections.abc import Sequence

import typer

from ctmeasures.checks import check
from ctmeasures.cli.output import CannotRun, emit, say
from ctmeasures.cli.registry import located
from ctmeasures.disk.files import Unreadable, read_bytes
from ctmeasures.disk.git import Repository, Sides
from ctmeasures.disk.write import Unwritable, create, first, lock, refuse_detour, replace
from ctmeasures.edit.conflicts import Conflict, Labels, labels_in
from ctmeasures.edit.merge import CannotMerge, Merged, merge
from ctmeasures.model.place import Level, Problem
from ctmeasures.read.registry import assemble
from ctmeasures.read.text import decode, encode, has_conflict
from ctmeasures.render.safe import clean, visible
from ctmeasures.render.words import count_words

_EMPTY = b"version: 1\nmeasures: []\n"  # what two sides have in common that both have made the file anew
_SHOWN = 20  # conflicts that are listed


def of_files(paths: list[str], output: str | None, name: str | None, labels: Labels) -> Sequence[Conflict]:
    """Merge three files into `output`, or print the merge; return the conflicts."""
    try:
        base, ours, theirs = map(_read, paths)
        if name and any(map(has_conflict, (base, ours, theirs))):
            raise typer.Exit(
                2
            )  # git's rerere merges conflicts by the driver, and does it itself where the driver does not
        merged = _merged([base if base.strip() else _EMPTY, ours, theirs], paths, labels)
        data = encode(merged.text, ours)
        if output is None:
            _print(data)
        else:
            refuse_detour(output, os.curdir)
            with lock(output):
                put = replace if os.path.exists(output) else create
                put(output, data)
    except (Unreadable, Unwritable) as fault:
        raise CannotRun(str(fault)) from None
    _tell(name or output or "", merged, data, (ours, theirs))
    return merged.conflicts


def of_conflict(given: str | None, labels: Labels) -> Sequence[Conflict]:
    """Merge the versions that git keeps of a registry in conflict, in the registry's place; return the conflicts that remain.

    Of a registry of several files each one is merged that can be; then CannotRun says of the others why not.
    """
    try:
        path = located(given)
        repository = Repository(path)
        stages, beside = repository.stages(), repository.conflicts_beside()
        if not stages:
            by_hand = _by_hand(beside) or "; name three files, BASE OURS THEIRS"
            raise CannotRun(f"{path} is in no conflict that git knows of{by_hand}")
        resolved = [file for file in stages if os.path.exists(file) and not has_conflict(read_bytes(file))]
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    conflicts, faults = list[Conflict](), list[str]()
    for file, sides in stages.items():
        if file in resolved and len(resolved) < len(stages) and None not in sides[1:]:
            continue  # somebody has done so by hand, or an earlier run
        try:
            conflicts += _resolved(file, sides, labels)
        except CannotRun as fault:
            faults.append(str(fault))
    if faults:
        raise CannotRun("\n".join(faults))
    if beside:
        say(f"What this does not merge{_by_hand(beside)}\n")
    return conflicts


def _by_hand(beside: Sequence[str]) -> str:
    """Say which files beside a registry are in conflict, and what to do; nothing where none is."""
    if not beside:
        return ""
    names = " ".join(map(clean, beside))
    return f"; git holds in conflict: {names}; write one text of both in each, without markers, then `git add {names}`"


def _resolved(path: str, sides: Sides, labels: Labels) -> tuple[Conflict, ...]:
    """Merge the versions of one file in its place; return the conflicts that remain.

    What stood there is kept beside it, since somebody may have worked on it; where nothing is merged, there is no such copy.
    """
    base, ours, theirs = sides
    if ours is None or theirs is None:
        raise CannotRun(f"one side has removed {path}; decide with git whether it stays")
    try:
        with lock(path):
            before = read_bytes(path)
            said = labels_in(before.decode("utf-8", "replace")) or labels  # as git, or its driver, has called the sides
            merged = _merged([base or _EMPTY, ours, theirs], ["the base", "ours", "theirs"], said)
            if not has_conflict(before):
                again = f"`git checkout --merge {path}` brings the conflict back"
                raise CannotRun(f"{path} holds no conflict markers any more; {again}")
            data = encode(merged.text, ours)
            if b"\r\n" in before and b"\r\n" not in data:  # git keeps other line ends than it checks out
                data = data.replace(b"\n", b"\r\n")
            kept = _beside(path) if data != before else None
            if kept:
                with first(kept, before):
                    replace(path, data, before)
    except (Unreadable, Unwritable) as fault:
        raise CannotRun(str(fault)) from None
    _tell(path, merged, data, (ours, theirs))
    if kept:
        say(f"What stood there is in {clean(kept)}.\n")
    say(f"Next: look at it, run `ctmeasures check`, then `git add {clean(path)}`.\n")
    return merged.conflicts


def _beside(path: str) -> str:
    """Return a free name beside a file: that of an earlier merge, as of the second stop of a rebase, stays."""
    names = (f"{path}.orig{number}" for number in itertools.chain([""], itertools.count(2)))
    return next(name for name in names if not os.path.lexists(name))


def _read(path: str) -> bytes:
    try:
        return read_bytes(path)
    except Unreadable as fault:
        raise CannotRun(f"{fault.said}; name three files, BASE OURS THEIRS") from None


def _merged(texts: list[bytes], names: list[str], labels: Labels) -> Merged:
    decoded = []
    for name, data in zip(names, texts, strict=True):
        document, problems = decode(name, data)
        fault = next((problem for problem in problems if problem.level is Level.ERROR), None)
        if fault:
            raise CannotRun(f"{fault.place}: {fault.message}; mend it first, then merge")
        decoded.append(document.text)
    try:
        base, ours, theirs = decoded
        return merge(base, ours, theirs, labels)
    except CannotMerge as fault:
        raise CannotRun(f"no merge by record: {fault}; merge by hand, or with git alone") from None


def _print(data: bytes) -> None:
    """Print a merged file as it is, byte by byte; on a terminal, and in a workflow's log, harmless."""
    if sys.stdout is None or sys.stdout.isatty() or (os.environ.get("GITHUB_ACTIONS") and not _into_file()):
        emit(visible(data.decode("utf-8-sig")))
        return
    emit("")  # what was printed before comes first
    sys.stdout.buffer.write(data)


def _into_file() -> bool:
    """Tell whether standard output goes into a file."""
    import stat

    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except OSError:
        return False


def _tell(path: str, merged: Merged, data: bytes, sides: tuple[bytes, bytes]) -> None:
    """Say which conflicts remain, and where; of a whole merge, what does not hold in it though it did in both sides."""
    name = f"{clean(path)}: " if path else ""
    if merged.conflicts:
        say(f"{name}merged, {count_words(len(merged.conflicts), 'conflict')} between markers\n")
        for conflict in merged.conflicts[:_SHOWN]:
            say(f"  {clean(' › '.join(conflict.path[1:] or conflict.path))}\n")
        return
    broken = _broken(path, data)
    if broken:  # also because another file of the registry declares what this one names
        known = {_said(one) for side in sides for one in _broken(path, side)}
        broken = [one for one in broken if _said(one) not in known]
    say(f"{name}merged, no conflict{'; but look at this, which both sides together make:' if broken else ''}\n")
    for one in broken[:_SHOWN]:
        say(f"  line {one.place.line}: {clean(one.message)} [{one.code}]\n")


def _broken(path: str, data: bytes) -> list[Problem]:
    """Return what does not hold in a file alone; the letters it cites may be merged later."""
    loaded = assemble(path, {path: data}, None)
    problems = [problem for problem in (*loaded.problems, *check(loaded.registry)) if problem.code != "no-letters"]
    return [one for one in problems if one.level is Level.ERROR or one.code == "contradicting-events"]


def _said(problem: Problem) -> tuple[str, str, str]:
    """Return what a problem says of a line, wherever that stands."""
    return problem.code, problem.message, problem.place.excerpt
