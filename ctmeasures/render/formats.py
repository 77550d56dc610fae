"""Which output formats each answer has: one table a view, from the format's name to what draws it.

What draws is imported when it is asked for, so that a piped list never pays for rich.
"""

from collections.abc import Callable
from importlib import import_module

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
}


def renderer(view: str, name: str) -> Callable[..., str]:
    """Return what draws a view in a format; raise KeyError where the view has no such format."""
    module, _, function = FORMATS[view][name].partition(":")
    found: Callable[..., str] = getattr(import_module(f"ctmeasures.render.{module}"), function)
    return found
