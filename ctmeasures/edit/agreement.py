"""Three-way agreement of what three versions say: which records are the same, in which order, and where they contradict.

Records are known by their `id`, fields by their names, items of other lists by what they say: events have no
key, so what both sides have added is kept.
"""

import heapq
import json
from collections import defaultdict, deque
from collections.abc import Hashable
from itertools import product
from typing import Final, Literal

from ctmeasures.read.nodes import Value

Key = Hashable


class Absent:
    """What a version says of something that it does not have."""


ABSENT: Final = Absent()
Prefer = Literal["ours", "theirs"] | None

_PAIRS = 250_000  # so many are compared; beyond that, what is not equal counts as new
_ALIKE = 0.5  # the share of equal fields from which on an item counts as a changed one, not as a new one


class Contradiction(Exception):
    """Both sides have changed the same thing differently."""


def merged_value(
    base: Value | Absent, ours: Value | Absent, theirs: Value | Absent, *, prefer: Prefer = None
) -> Value | Absent:
    """Return what three versions say together; where two cannot both hold, raise Contradiction or take the preferred one."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    try:
        return _merged_parts(base, ours, theirs, prefer)
    except Contradiction:
        if prefer:
            return ours if prefer == "ours" else theirs
        raise


def _merged_parts(base: Value | Absent, ours: Value | Absent, theirs: Value | Absent, prefer: Prefer) -> Value:
    """Agree on the parts of a mapping or list."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        before = base if isinstance(base, dict) else {}
        kept = _merged_entries([dict(version.items()) for version in (before, ours, theirs)], prefer)
        return {str(key): value for key, value in kept.items()}
    if isinstance(ours, list) and isinstance(theirs, list):
        lists = (base if isinstance(base, list) else [], ours, theirs)
        named = [dict(zip(keys, items, strict=True)) for keys, items in zip(matched_keys(*lists), lists, strict=True)]
        return list(_merged_entries(named, prefer).values())
    raise Contradiction


def _merged_entries(versions: list[dict[Key, Value]], prefer: Prefer) -> dict[Key, Value]:
    """Return what becomes of each key, without those that one side has removed and the other one left alone."""
    found: dict[Key, Value] = {}
    for key in merged_order(*map(list, versions)):
        value = merged_value(*(version.get(key, ABSENT) for version in versions), prefer=prefer)
        if not isinstance(value, Absent):
            found[key] = value
    return found


def matched_keys(base: list[Value], ours: list[Value], theirs: list[Value]) -> tuple[list[Key], list[Key], list[Key]]:
    """Return a key for every item of three lists, the same key for what is the same thing."""
    ids = [_ids(items) for items in (base, ours, theirs)]
    if None not in ids:
        return ids[0] or [], ids[1] or [], ids[2] or []
    own: list[Key] = [("base", number) for number in range(len(base))]
    return own, _by_likeness(base, ours), _by_likeness(base, theirs)


def _ids(items: list[Value]) -> list[Key] | None:
    """Return the items' ids, or None where not each has one of its own."""
    found: list[Key] = [str(item["id"]) for item in items if isinstance(item, dict) and isinstance(item.get("id"), str)]
    return found if len(found) == len(items) == len(set(found)) else None


def _by_likeness(base: list[Value], side: list[Value]) -> list[Key]:
    """Return a key for every item of a side: that of the base's item which it is or was, else one made of what it says."""
    places: dict[str, deque[int]] = defaultdict(deque)
    for number, one in enumerate(base):
        places[_written(one)].append(number)
    keys: dict[int, Key] = {}
    for place, item in enumerate(side):
        if same := places.get(_written(item)):
            keys[place] = ("base", same.popleft())
    left = {number for numbers in places.values() for number in numbers}
    free = [place for place in range(len(side)) if place not in keys]
    pairs = product(left, free) if len(left) * len(free) <= _PAIRS else ()
    likely = ((number, place, _likeness(base[number], side[place])) for number, place in pairs)
    for _, number, place in sorted((-share, number, place) for number, place, share in likely if share >= _ALIKE):
        if number in left and place not in keys:
            keys[place] = ("base", number)
            left.remove(number)
    seen: dict[str, int] = defaultdict(int)
    for place, item in enumerate(side):
        if place not in keys:
            said = _written(item)
            letter = str(item.get("letter", "")) if isinstance(item, dict) else ""
            keys[place] = ("new", letter, said, seen[said])
            seen[said] += 1
    return [keys[place] for place in range(len(side))]


def _written(item: Value) -> str:
    return json.dumps(item, sort_keys=True)


def _likeness(one: Value, other: Value) -> float:
    """Return the share of fields that two records have in common."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return 0.0
    return sum(1 for key in one if key in other and one[key] == other[key]) / max(len(one), len(other), 1)


def merged_order(base: list[Key], ours: list[Key], theirs: list[Key]) -> list[Key]:
    """Return all keys of three versions in one order, the same whichever side is ours; new ones stand where their side has them.

    Raises Contradiction where both sides have moved things differently.
    """
    if all(_sorted(keys) for keys in (base, ours, theirs)):
        return sorted({*base, *ours, *theirs}, key=_rank)
    spine = list(base)
    moved = [side for side in (ours, theirs) if _order_of(base, side) != _order_of(side, base)]
    if moved:
        spine = _order_of(moved[0], base)
        if any(_order_of(spine, side) != _order_of(side, spine) for side in moved):
            raise Contradiction
        for place, key in enumerate(base):
            if key not in spine:
                spine.insert(spine.index(base[place - 1]) + 1 if place else 0, key)
    known = set(base)
    sides = [_anchored(side, known) for side in (ours, theirs)]
    found: dict[Key, None] = {}
    for anchor in (None, *spine):
        if anchor is not None:
            found[anchor] = None
        found |= dict.fromkeys(heapq.merge(*(side.get(anchor, []) for side in sides), key=_rank))
    return list(found)


def _rank(key: Key) -> str:
    """Return a key's place among others; numbers, such as a package's tracks, count as such."""
    return f"{key:>12}" if isinstance(key, str) and key.isdecimal() else str(key)


def _sorted(keys: list[Key]) -> bool:
    return all(isinstance(key, str) for key in keys) and keys == sorted(keys, key=_rank)


def _order_of(keys: list[Key], among: list[Key]) -> list[Key]:
    """Return those keys that are among the others, in their own order."""
    wanted = set(among)
    return [key for key in keys if key in wanted]


def _anchored(side: list[Key], known: set[Key]) -> dict[Key | None, list[Key]]:
    """Return a side's new keys by the old key behind which they stand."""
    found: dict[Key | None, list[Key]] = {}
    anchor: Key | None = None
    for key in side:
        if key in known:
            anchor = key
        else:
            found.setdefault(anchor, []).append(key)
    return found
