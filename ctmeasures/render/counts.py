"""What the counts say, row by row; the terminal, plain text and Markdown draw the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.model.status import Status
from ctmeasures.render.look import Look
from ctmeasures.render.words import of_measures, sentence

if TYPE_CHECKING:
    from ctmeasures.model.records import Registry
    from ctmeasures.reports.stats import Count, Dimension, Stats, Tally


def groups(look: Look) -> str:
    """Say which statuses are open, and which closed."""
    opened, closed = (
        ", ".join(look.status(status) for status in Status if status.open is is_open) for is_open in (True, False)
    )
    return look.say("Open: {opened}. Closed: {closed}.", opened=opened, closed=closed)


def label(count: Count, dimension: Dimension, registry: Registry, look: Look) -> str:
    """Say what is counted in a row, in the reader's language."""
    key = count.key
    if key is None:
        return look.say(f"no {dimension.name}")
    match dimension.name:
        case "status":
            return look.status(Status(key))
        case "area":
            return look.name(registry.areas[key])
        case "owner":
            return look.name(registry.organisations[key])
        case "letter":
            letter = registry.letters[key]
            return f"{look.short(letter.date)}: {look.title(letter)}"
        case _:
            return key


def numbers(count: Count, look: Look) -> list[str]:
    """Return the cells of a row: how many are open, how many closed, how many in all."""
    return [look.number(f"{number:,}") for number in (count.open, count.closed, count.total)]


def heading(section: Tally, look: Look) -> str:
    """Say by what a section counts."""
    return look.say(f"By {section.dimension.name}")


def definition(section: Tally, look: Look) -> str:
    """Say what a section counts."""
    return f"{heading(section, look)}: {look.say(section.dimension.definition)}."


def total_label(section: Tally, look: Look) -> str:
    """Say what the last row of a section is."""
    return look.say("All") if section.dimension.once else look.say("All, each once")


def stats_foot(found: Stats, look: Look) -> str:
    """Say what open and closed mean, how many measures were counted of how many, and when."""
    return f"{groups(look)} {of_measures(found.counted.total, found.total, look)}. {sentence(found.view, look)}"
