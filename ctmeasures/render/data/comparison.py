"""What changed, for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ctmeasures.model.record import Record
from ctmeasures.model.records import Letter
from ctmeasures.render.data.forms import SCHEMA, document
from ctmeasures.render.data.values import Json, shift_json, value

if TYPE_CHECKING:
    from ctmeasures.disk.git import Commit
    from ctmeasures.render.look import Look
    from ctmeasures.reports.comparison import Change, Comparison, Difference, MovedDeadline, NewEvent
    from ctmeasures.reports.revisions import Diff, Log, Side


def diff(found: Diff, look: Look) -> str:
    """Draw what changed as one JSON document, each new and old value in full."""
    head = {"schema": SCHEMA, "kind": "comparison", "old": _side(found.old), "new": _side(found.new)}
    return document({**head, "texts_differ": found.texts_differ, **_comparison(found.comparison)})


def log(found: Log, look: Look) -> str:
    """Draw the commits that changed a measure as one JSON document."""
    entries = [
        {"commit": _commit(entry.commit) if entry.commit else None, **_comparison(entry.comparison)}
        for entry in found.entries
    ]
    about = {"id": found.id, "count": len(entries), "cut_off": [_commit(one) for one in found.cut_off]}
    return document({"schema": SCHEMA, "kind": "log", **about, "entries": entries})


def _side(side: Side) -> Json:
    return {"name": side.name, "commit": _commit(side.commit) if side.commit else None}


def _commit(commit: Commit) -> Json:
    return {"hash": commit.hash, "date": commit.day, "author": commit.author, "subject": commit.subject}


def _comparison(found: Comparison) -> Json:
    return {
        "count": sum(len(kind) for kind in found[2:]),
        "rewrites": found.rewrites,
        "letters": [_difference(one, "id") for one in found.letters],
        "measures": [_difference(one, "id") for one in found.measures],
        "new_events": [_new_event(one) for one in found.new_events],
        "events": [_difference(one, "measure", whole=True) for one in found.events],
        "deadlines": [_deadline(one) for one in found.deadlines],
        "money": [_difference(one, "measure", whole=True) for one in found.money],
        "packages": [_difference(one, "key") for one in found.packages],
        "tracks": [{"track": one.record.key, **_difference(one, "package")} for one in found.tracks],
        "organisations": [_difference(one, "key") for one in found.organisations],
        "areas": [_difference(one, "key") for one in found.areas],
        "registry": _changes(found.own),
    }


def _difference(one: Difference[Any], key: str, whole: bool = False) -> Json:
    """Return a new, changed or removed record; of one that is changed and has a key of its own, only what changed."""
    change = "new" if one.old is None else "removed" if one.new is None else "changed"
    records = {
        name: _whole(found) for name, found in (("old", one.old), ("new", one.new)) if whole or change != "changed"
    }
    return {key: one.of, "change": change, "rewrites": one.rewrites, **records, "changes": _changes(one.changes)}


def _changes(changes: Iterable[Change]) -> list[Json]:
    return [{"field": each.field, "old": value(each.old), "new": value(each.new)} for each in changes]


def _whole(found: Record | None) -> object:
    """Return all that a record says, of a letter also the digests by number."""
    said = value(found)
    if isinstance(found, Letter) and isinstance(said, dict):
        said["passages"] = {str(one.number): one.digest for one in found.passages}
        said["passages_nl"] = {str(one.number): one.digest_nl for one in found.passages if one.digest_nl}
    return said


def _new_event(one: NewEvent) -> Json:
    before = one.before.value if one.before else None
    return {
        "measure": one.measure,
        "before": before,
        "moves_deadline": one.deadline is not None and one.deadline.shift.moved,
        "event": value(one.event),
    }


def _deadline(one: MovedDeadline) -> Json:
    days = {**shift_json(one.shift, "days_later"), "by_new_event": one.event is not None}
    return {"measure": one.measure, "old": one.old.text, "new": one.new.text, **days}
