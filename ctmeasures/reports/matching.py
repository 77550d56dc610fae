"""Which records of two registries are the same: by their names, else by what they say."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from ctmeasures.model.fields import Shape
from ctmeasures.model.record import Record

R = TypeVar("R", bound=Record)


def pairs(old: Iterable[R], new: Iterable[R], name: str) -> Iterator[tuple[Any, R | None, R | None]]:
    """Yield by the field that is their key the records of both sides, in the new order, then what is gone.

    Of a key that stands twice in a faulty file, the first goes with the first.
    """
    left, right = _numbered(old, name), _numbered(new, name)
    for (key, number), now in right.items():
        yield key, left.pop((key, number), None), now
    for (key, _), was in left.items():
        yield key, was, None


def _numbered(records: Iterable[R], name: str) -> dict[tuple[Any, int], R]:
    seen: Counter[Hashable] = Counter()
    found = {}
    for record in records:
        key = getattr(record, name)
        seen[key] += 1
        found[key, seen[key]] = record
    return found


def matched(old: Sequence[R], new: Sequence[R], keys: Iterable[Callable[[R], Hashable]]) -> dict[int, int]:
    """Return for places in the new list those in the old one that hold the same record, by one key after another."""
    found: dict[int, int] = {}
    left, right = list(range(len(old))), list(range(len(new)))
    for key in keys:
        waiting: dict[Hashable, list[int]] = {}
        for place in reversed(left):
            waiting.setdefault(key(old[place]), []).append(place)
        waiting.pop(None, None)
        for place in right:
            places = waiting.get(key(new[place]))
            if places:
                found[place] = places.pop()
        taken = frozenset(found.values())
        left = [place for place in left if place not in taken]
        right = [place for place in right if place not in found]
        if not left or not right:
            break
    return found


def whole(shape: Shape) -> Callable[[Record], Hashable]:
    """Return a key that only equal records share; one that is a mapping is compared by its items, whatever their order."""

    def key(record: Record) -> Hashable:
        values = (getattr(record, field.name) for field in shape.fields)
        return tuple(tuple(sorted(value.items())) if isinstance(value, dict) else value for value in values)

    return key


def part(names: tuple[str, ...]) -> Callable[[Record], Hashable]:
    """Return a key of some fields, which is null where one of them is absent."""

    def key(record: Record) -> Hashable:
        values = tuple(getattr(record, name) for name in names)
        return None if None in values else values

    return key


def reordered(places: Mapping[int, int]) -> bool:
    """Tell whether the records that stayed stand in another order."""
    order = [places[place] for place in sorted(places)]
    return order != sorted(order)
