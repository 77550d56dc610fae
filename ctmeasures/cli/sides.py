"""Opening what `diff` and `log` compare: the files now, other files, or a registry at a git revision."""

import os
from typing import NamedTuple

from ctmeasures.checks import check
from ctmeasures.cli.output import CannotRun, say
from ctmeasures.cli.registry import located
from ctmeasures.disk.files import Unreadable
from ctmeasures.disk.git import Files, Repository
from ctmeasures.disk.state import files_of, letters_beside
from ctmeasures.model.place import Level
from ctmeasures.model.records import Registry
from ctmeasures.read.registry import assemble, nothing_read
from ctmeasures.render.comparison import side_words
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.words import count_words
from ctmeasures.reports.revisions import Side


class NamedSide(NamedTuple):
    """What a side was called: a revision, or a path if there is one of that name; without a name, the files now."""

    name: str | None
    revision: bool = False


class OpenSide(NamedTuple):
    """One side of a comparison: what it is, its texts, and what could be read of them."""

    side: Side
    files: Files
    registry: Registry


def named_sides(old: str | None, new: str | None, registry: str | None) -> tuple[NamedSide, NamedSide]:
    """Return the two sides that were asked for; `A..B` names both, `A...B` compares B with the commit at which it left A."""
    if old is None:
        return NamedSide("HEAD", revision=True), NamedSide(None)
    if new is not None or os.path.exists(old) or ".." not in old or "../" in old:
        return NamedSide(old), NamedSide(new)
    dots = "..." if "..." in old else ".."
    first, _, second = (end or "HEAD" for end in old.partition(dots))
    if dots == "...":
        try:
            first = Repository(located(registry)).common(first, second)
        except Unreadable as fault:
            raise CannotRun(str(fault)) from None
    return NamedSide(first, revision=True), NamedSide(second, revision=True)


def open_side(wanted: NamedSide, registry: str | None) -> OpenSide:
    """Open files or a revision as far as they can be read; say on standard error how many errors they have.

    Raises CannotRun where there is no such thing, and where nothing of it can be read.
    """
    name = wanted.name
    try:
        if name is None or (not wanted.revision and os.path.exists(name)):
            path = located(name or registry)
            side, files = Side(name, None), Files(files_of(path), letters_beside(path))
        else:
            path = located(registry)
            repository = Repository(path)
            commit = repository.commit(name)
            side, files = Side(name, commit), repository.files(commit)
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    if not files.data:
        return OpenSide(side, Files({}, None), Registry(path))
    loaded = assemble(path, files.data, files.letters)
    problems = [*loaded.problems, *check(loaded.registry)]
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    if nothing_read(loaded):
        first = errors[0]
        where = f"{first.place}: {first.message}"
        raise CannotRun(
            f"no registry that can be compared is in {side_words(side, Look())} ({where}); name another revision or file"
        )
    if errors:
        said = f"{side_words(side, Look())}: {count_words(len(errors), 'error')}; what can be read is compared"
        say(f"ctmeasures: {clean(said)}\n")
    return OpenSide(side, files, loaded.registry)
