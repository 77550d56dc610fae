"""What the counts say, row by row; the terminal, plain text and Markdown draw the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.model.status import Status
from ctmeasures.render.words import Look, count_words, name, sentence, title

if TYPE_CHECKING:
    from ctmeasures.model.records import Registry
    from ctmeasures.reports.stats import Count, Dimension, Stats, Tally

GROUPS = (
    f"Open: {', '.join(status.label for status in Status if status.open)}. "
    f"Closed: {', '.join(status.label for status in Status if not status.open)}."
)


def label(count: Count, dimension: Dimension, registry: Registry, look: Look) -> str:
    """Say what is counted in a row, in the reader's language."""
    key = count.key
    if key is None:
        return f"no {dimension.name}"
    match dimension.name:
        case "status":
            return Status(key).label
        case "area":
            return name(registry.areas[key], look)
        case "owner":
            return name(registry.organisations[key], look)
        case "letter":
            letter = registry.letters[key]
            return f"{letter.date.short}: {title(letter, look)}"
        case _:
            return key


def numbers(count: Count) -> list[str]:
    """Return the cells of a row: how many are open, how many closed, how many in all."""
    return [str(count.open), str(count.closed), str(count.total)]


def definition(section: Tally) -> str:
    """Say what a section counts."""
    return f"By {section.dimension.name}: {section.dimension.definition}."


def total_label(section: Tally) -> str:
    """Say what the last row of a section is."""
    return "All" if section.dimension.once else "All, each once"


def stats_foot(found: Stats) -> str:
    """Say what open and closed mean, how many measures were counted of how many, and when."""
    return f"{GROUPS} {found.counted.total} of {count_words(found.total, 'measure')}. {sentence(found.view)}"
