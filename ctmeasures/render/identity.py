"""How calendars and feeds name what is in them, and when it changed, so that other programs know it again.

Ids are made of what is the registry's own and stays, whatever becomes of its title.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from ctmeasures.model.records import Registry


_HALF_A_DAY = 12 * 60 * 60  # in seconds


def calendar_domain(registry: Registry) -> str:
    """Return what stands behind the `@` of a calendar's UIDs: the registry's `id`; without one, something made of its title.

    UIDs must be globally unique, and persistent: RFC 5545, 3.8.4.7, and RFC 7986, 5.3.
    """
    if registry.id:
        return registry.id
    return f"{_named(registry.title).hex[:12]}.ctmeasures" if registry.title else "ctmeasures"


def feed_names(registry: Registry, folder: str) -> UUID:
    """Return the namespace of a feed's ids, the feed itself being the one of a `folder` of the site.

    It is made of the registry's `feed_id`, else its `id`, else its title. Atom's ids never change: RFC 4287, 4.2.6.
    """
    return _named(f"{registry.feed_id or registry.id or registry.title or ''}/{folder}")


def revised(day: date, said: str, last: bool = False) -> datetime:
    """Return when what is `said` was last revised: the day that it is of, at a time that stands for its words.

    Nobody writes down when an event that was coded wrongly was corrected. So the same words give the same moment, whenever they are
    written, and other words another one of that day, which may be earlier as well as later: to rise with each correction, it would
    have to remember them. What is `last` is after noon, everything else before.
    """
    seconds = int.from_bytes(sha256(said.encode()).digest()[:8]) % _HALF_A_DAY
    return datetime.combine(day, time(), UTC) + timedelta(seconds=seconds + (_HALF_A_DAY if last else 0))


def _named(name: str) -> UUID:
    from uuid import NAMESPACE_URL, uuid5

    return uuid5(NAMESPACE_URL, f"ctmeasures:{name}")
