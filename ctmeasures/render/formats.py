"""Which output formats each answer has: one table a view, from the format's name to what draws it.

What draws is imported when it is asked for, so that a piped list never pays for rich.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from operator import attrgetter

Drawn = str | Iterator[str]
"""An answer as text: whole, or where it can have very many rows line by line, as they are made."""

# view -> format -> module of this package and function
FORMATS: dict[str, dict[str, str]] = {
    "measures": {
        "table": "terminal.measures:table",
        "plain": "plain:measures",
        "json": "data.measures:MEASURES.document",
        "jsonl": "data.measures:MEASURES.lines",
        "csv": "data.measures:MEASURES.csv",
        "md": "markdown:measures",
        "ids": "plain:measures_ids",
    },
    "export": {  # and the bytes of `sqlite:database`
        "csv": "data.measures:spreadsheet",
        "json": "data.measures:registry_json",
        "jsonl": "data.measures:MEASURES.lines",
        "md": "markdown:measures",
        "ics": "calendar:calendar",
    },
    "measure": {
        "table": "terminal.measure:panel",
        "plain": "plain:measure",
        "json": "data.measures:measure",
        "md": "markdown:measure",
    },
    "timeline": {
        "table": "terminal.timeline:line",
        "plain": "plain:timeline",
        "json": "data.timeline:TIMELINE.document",
        "jsonl": "data.timeline:TIMELINE.lines",
        "csv": "data.timeline:TIMELINE.csv",
        "md": "markdown:timeline",
    },
    "due": {
        "table": "terminal.due:table",
        "plain": "plain:due",
        "json": "data.deadlines:DUE.document",
        "jsonl": "data.deadlines:DUE.lines",
        "csv": "data.deadlines:DUE.csv",
        "md": "markdown:due",
        "ids": "plain:due_ids",
    },
    "timeline-chart": {
        "table": "terminal.chart:chart",
        "plain": "plain:timeline_chart",
        "md": "markdown:timeline_chart",
    },
    "letters": {
        "table": "terminal.letters:table",
        "plain": "plain:letters",
        "json": "data.letters:LETTERS.document",
        "jsonl": "data.letters:LETTERS.lines",
        "csv": "data.letters:LETTERS.csv",
        "md": "markdown:letters",
        "ids": "plain:letters_ids",
    },
    "letter": {
        "table": "terminal.letters:panel",
        "plain": "plain:letter",
        "json": "data.letters:letter",
        "md": "markdown:letter",
    },
    "budget": {
        "table": "terminal.budget:table",
        "plain": "plain:budget",
        "json": "data.budget:budget",
        "jsonl": "data.budget:BUDGET.lines",
        "csv": "data.budget:BUDGET.csv",
        "md": "markdown:budget",
        "ids": "plain:budget_ids",
    },
    "budget-chart": {
        "table": "terminal.budget:chart",
        "plain": "plain:budget_chart",
        "md": "markdown:budget_chart",
    },
    "stats": {
        "table": "terminal.stats:table",
        "plain": "plain:stats",
        "json": "data.stats:stats",
        "jsonl": "data.stats:STATS.lines",
        "csv": "data.stats:STATS.csv",
        "md": "markdown:stats",
    },
    "report": {
        "table": "terminal.document:report",
        "md": "report:markdown",
        "html": "report:html",
    },
    "brief": {
        "table": "terminal.document:brief",
        "md": "brief:markdown",
        "html": "brief:html",
    },
    "diff": {
        "table": "terminal.comparison:diff",
        "plain": "plain:diff",
        "json": "data.comparison:diff",
        "md": "markdown:diff",
    },
    "log": {
        "table": "terminal.comparison:log",
        "plain": "plain:log",
        "json": "data.comparison:log",
        "md": "markdown:log",
    },
}


def renderer(view: str, name: str) -> Callable[..., Drawn]:
    """Return what draws a view in a format; raise KeyError where the view has no such format."""
    module, _, function = FORMATS[view][name].partition(":")
    found: Callable[..., Drawn] = attrgetter(function)(import_module(f"ctmeasures.render.{module}"))
    return found
