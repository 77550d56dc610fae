"""Counts for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctmeasures.render.data.forms import Dataset, document, head
from ctmeasures.render.data.values import Json

if TYPE_CHECKING:
    from ctmeasures.render.look import Look
    from ctmeasures.reports.stats import Count, Stats, Tally


def stats(found: Stats, look: Look) -> str:
    """Draw the counts as one JSON document."""
    sections = [
        {
            "by": section.dimension.name,
            "definition": section.dimension.definition,
            "counted_once": section.dimension.once,
            "counts": [_row(section, count, found, look) for count in section.counts],
        }
        for section in found.sections
    ]
    counted = {**head("stats", found.view), "count": found.counted.total, "total": found.total}
    return document({**counted, "open": found.counted.open, "closed": found.counted.closed, "sections": sections})


_COUNT = ("by", "key", "name", "open", "closed", "total")


def _row(section: Tally, count: Count, found: Stats, look: Look) -> Json:
    from ctmeasures.render.counts import label

    said = label(count, section.dimension, found.view.registry, look)
    values = (section.dimension.name, count.key, said, count.open, count.closed, count.total)
    return dict(zip(_COUNT, values, strict=True))


def _counts(found: Stats, look: Look) -> Iterator[Json]:
    return (_row(section, count, found, look) for section in found.sections for count in section.counts)


STATS = Dataset("stats", _COUNT, _counts)
