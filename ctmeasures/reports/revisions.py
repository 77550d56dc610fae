"""What is said of revisions: the two sides of a comparison, and what each commit changed of one measure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from ctmeasures.disk.git import Commit
from ctmeasures.model.records import Registry
from ctmeasures.read.versions import Version
from ctmeasures.reports.comparison import Comparison, compare


class Side(NamedTuple):
    """One side of a comparison: how it was named, and its commit; without one it is files, without a name those now."""

    name: str | None
    commit: Commit | None


class Diff(NamedTuple):
    """Two sides and what changed between them; `texts_differ` also where only comments, order or layout do."""

    old: Side
    new: Side
    comparison: Comparison
    texts_differ: bool


class LogEntry(NamedTuple):
    """What a commit changed of a measure; without a commit, what is not committed yet."""

    commit: Commit | None
    comparison: Comparison


class Log(NamedTuple):
    """The commits that changed a measure, newest first, and those `cut_off` from what was before them, of which it is not known."""

    id: str
    entries: tuple[LogEntry, ...]
    cut_off: tuple[Commit, ...] = ()


def log(key: str, versions: Iterable[Version], now: Registry, cut_off: Iterable[Commit] = ()) -> Log:
    """Return what each version changed of a measure, in the words of the registry as it is now.

    A merge is told only where the measure differs from that in every parent, and then beside the first.
    """

    def only(registry: Registry) -> Registry:
        return replace(now, measures=tuple(one for one in registry.measures if one.id == key))

    entries = []
    for version in versions:
        found = [compare(only(before), only(version.after)) for before in version.before]
        if not any(one.empty for one in found):
            entries.append(LogEntry(version.commit, found[0]))
    return Log(key, tuple(entries), tuple(cut_off))
