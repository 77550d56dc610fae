"""In which packages money stands: the one that it names, or those of the money in which it is contained.

`budget` and every filter by package ask here, so that they mean the same by it.
"""

from collections.abc import Callable, Iterable, Mapping

from ctmeasures.model.records import Allocation

Places = Mapping[str, str | None]  # packages by key, each with its track there


def places(money: Iterable[tuple[str, Allocation]]) -> Callable[[Allocation], Places]:
    """Return what tells where an allocation stands, of all the money that counts at a moment, each with its measure's id."""
    found: dict[str, dict[str, str | None]] = {}
    for measure, one in money:
        if one.package:
            found.setdefault(measure, {}).setdefault(one.package, one.track)

    def stands(one: Allocation) -> Places:
        return {one.package: one.track} if one.package else found.get(one.within or "", {})

    return stands
