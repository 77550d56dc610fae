"""Merging files, or the versions that git keeps of a registry in conflict."""

import os
import sys
from pathlib import Path

from ctmeasures.cli.output import CannotRun, emit, say
from ctmeasures.model.place import Level
from ctmeasures.render.safe import clean, visible
from ctmeasures.render.words import count_words
from ctmeasures.store.files import Unreadable, find_registry, read_bytes
from ctmeasures.store.git import Repository
from ctmeasures.store.merge import CannotMerge, Conflict, Labels, Merged, merge
from ctmeasures.store.strict import decode, has_conflict
from ctmeasures.store.write import Unwritable, create, lock, replace

_BOM = b"\xef\xbb\xbf"
_EMPTY = b"version: 1\nmeasures: []\n"  # what two sides have in common that both have made the file anew


def of_files(paths: list[str], output: str | None, name: str | None, size: int) -> tuple[Conflict, ...]:
    """Merge three files into `output`, or print the merge; return the conflicts."""
    try:
        texts = [read_bytes(path) for path in paths]
        merged = _merged(texts, paths, size)
        if output is None:
            emit(visible(merged.text) if sys.stdout is not None and sys.stdout.isatty() else merged.text)
        else:
            _write(output, merged, texts[1])
    except (Unreadable, Unwritable) as fault:
        raise CannotRun(str(fault)) from None
    _tell(name or output or "the merge", merged)
    return merged.conflicts


def of_conflict(given: str | None, size: int) -> tuple[Conflict, ...]:
    """Merge the versions that git keeps of a registry in conflict, in the registry's place; return the conflicts that remain.

    What stood there is kept beside it, since somebody may have worked on it.
    """
    try:
        path = find_registry(given, Path.cwd())
        base, ours, theirs = Repository(path).stages()
        if ours is None and theirs is None:
            raise CannotRun(f"{path} is in no conflict that git knows of; name three files, BASE OURS THEIRS")
        if ours is None or theirs is None:
            raise CannotRun(f"one side has removed {path}; decide with git whether it stays")
        merged = _merged([base or _EMPTY, ours, theirs], ["the base", "ours", "theirs"], size)
        with lock(path):
            before = read_bytes(path)
            if not has_conflict(before):
                raise CannotRun(
                    f"{path} holds no conflict markers any more; `git checkout --merge {path}` brings the conflict back"
                )
            create(f"{path}.orig", before)
            replace(path, _bytes(merged, ours))
    except (Unreadable, Unwritable) as fault:
        raise CannotRun(str(fault)) from None
    _tell(path, merged)
    say(
        f"what stood there is in {clean(path)}.orig, to be deleted when all is well; look at the result, run `ctmeasures check`, then `git add {clean(path)}`\n"
    )
    return merged.conflicts


def _merged(texts: list[bytes], names: list[str], size: int) -> Merged:
    decoded = []
    for name, data in zip(names, texts, strict=True):
        document, problems = decode(name, data)
        fault = next((problem for problem in problems if problem.level is Level.ERROR), None)
        if fault:
            raise CannotRun(f"{fault.place}: {fault.message}; mend it first, then merge")
        decoded.append(document.text)
    try:
        base, ours, theirs = decoded
        return merge(base, ours, theirs, Labels(size=size))
    except CannotMerge as fault:
        raise CannotRun(f"no merge by record: {fault}; merge by hand, or with git alone") from None


def _bytes(merged: Merged, ours: bytes) -> bytes:
    return (_BOM if ours.startswith(_BOM) else b"") + merged.text.encode()


def _write(output: str, merged: Merged, ours: bytes) -> None:
    with lock(output):
        put = replace if os.path.exists(output) else create
        put(output, _bytes(merged, ours))


def _tell(path: str, merged: Merged) -> None:
    """Say which conflicts remain, and where."""
    if not merged.conflicts:
        say(f"{clean(path)}: merged, no conflict\n")
        return
    say(f"{clean(path)}: merged, {count_words(len(merged.conflicts), 'conflict')} between markers\n")
    for conflict in merged.conflicts:
        say(f"  {clean(' › '.join(conflict.path[1:] or conflict.path))}\n")
