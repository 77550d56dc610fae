"""Which output formats each answer has: one table a view, from the format's name to what draws it.

What draws is imported when it is asked for, so that a piped list never pays for rich.
"""

from collections.abc import Callable, Iterator
from importlib import import_module

Drawn = str | Iterator[str]
"""An answer as text: whole, or where it can have very many rows line by line, as they are made."""

# view -> format -> module of this package and function
FORMATS: dict[str, dict[str, str]] = {
    "measures": {
        "table": "terminal.measures:table",
        "plain": "plain:measures",
        "json": "data:measures",
        "jsonl": "data:measures_lines",
        "csv": "data:measures_csv",
        "md": "markdown:measures",
        "ids": "plain:measures_ids",
    },
    "export": {  # and the bytes of `sqlite:database`
        "csv": "data:spreadsheet",
        "json": "data:registry_json",
        "jsonl": "data:measures_lines",
        "md": "markdown:measures",
        "ics": "calendar:calendar",
    },
    "measure": {
        "table": "terminal.measure:panel",
        "plain": "plain:measure",
        "json": "data:measure",
        "md": "markdown:measure",
    },
    "timeline": {
        "table": "terminal.timeline:line",
        "plain": "plain:timeline",
        "json": "data:timeline",
        "jsonl": "data:timeline_lines",
        "csv": "data:timeline_csv",
        "md": "markdown:timeline",
    },
    "due": {
        "table": "terminal.due:table",
        "plain": "plain:due",
        "json": "data:due",
        "jsonl": "data:due_lines",
        "csv": "data:due_csv",
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
        "json": "data:letters",
        "jsonl": "data:letters_lines",
        "csv": "data:letters_csv",
        "md": "markdown:letters",
        "ids": "plain:letters_ids",
    },
    "letter": {
        "table": "terminal.letters:panel",
        "plain": "plain:letter",
        "json": "data:letter",
        "md": "markdown:letter",
    },
    "budget": {
        "table": "terminal.budget:table",
        "plain": "plain:budget",
        "json": "data:budget",
        "jsonl": "data:budget_lines",
        "csv": "data:budget_csv",
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
        "json": "data:stats",
        "jsonl": "data:stats_lines",
        "csv": "data:stats_csv",
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
        "json": "data:diff",
        "md": "markdown:diff",
    },
    "log": {
        "table": "terminal.comparison:log",
        "plain": "plain:log",
        "json": "data:log",
        "md": "markdown:log",
    },
}


def renderer(view: str, name: str) -> Callable[..., Drawn]:
    """Return what draws a view in a format; raise KeyError where the view has no such format."""
    module, _, function = FORMATS[view][name].partition(":")
    found: Callable[..., Drawn] = getattr(import_module(f"ctmeasures.render.{module}"), function)
    return found
