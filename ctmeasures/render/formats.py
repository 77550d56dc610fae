"""Which output formats each answer has: one table a view, from the format's name to what draws it.

What draws is imported when it is asked for, so that a piped list never pays for rich.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from operator import attrgetter
from typing import Any

Drawn = str | Iterator[str]
"""An answer as text: whole, or where it can have very many rows line by line, as they are made. A DOCX document is bytes."""


def _drawn(view: str, table: str, **data: str) -> dict[str, str]:
    """Return what draws a view in each format: the table, the text and the Markdown, and the data that it has."""
    return {"table": f"terminal.{table}", "plain": f"plain:{view}", **data, "md": f"markdown:{view}"}


def _rows(dataset: str) -> dict[str, str]:
    """Return what draws the rows of a dataset."""
    return {"json": f"data.{dataset}.document", "jsonl": f"data.{dataset}.lines", "csv": f"data.{dataset}.csv"}


# Formats that are files: programs read them, and encoding and line ends are a part of them; junit and sarif are those of `check`.
FILES = frozenset(("csv", "html", "ics", "json", "jsonl", "junit", "sarif"))

# view -> format -> module of this package and function
FORMATS: dict[str, dict[str, str]] = {
    "measures": _drawn("measures", "measures:table", **_rows("measures:MEASURES")) | {"ids": "plain:measures_ids"},
    "find": _drawn("find", "find:table", **_rows("find:FIND")) | {"ids": "plain:find_ids"},
    "export": {  # and the bytes of `sqlite:database`
        "csv": "data.measures:spreadsheet",
        "json": "data.measures:registry_json",
        "jsonl": "data.measures:MEASURES.lines",
        "md": "markdown:measures",
        "ics": "calendar:calendar",
    },
    "measure": _drawn("measure", "measure:panel", json="data.measures:measure"),
    "thread": {
        "table": "terminal.threads:tree",
        "plain": "threads:plain",
        "md": "threads:markdown",
        "json": "data.threads:thread",
    },
    "timeline": _drawn("timeline", "timeline:line", **_rows("timeline:TIMELINE")),
    "due": _drawn("due", "due:table", **_rows("deadlines:DUE")) | {"ids": "plain:due_ids"},
    "timeline-chart": _drawn("timeline_chart", "chart:chart"),
    "letters": _drawn("letters", "letters:table", **_rows("letters:LETTERS")) | {"ids": "plain:letters_ids"},
    "letter": _drawn("letter", "letters:panel", json="data.letters:letter"),
    "papers": {
        "table": "terminal.papers:table",
        "plain": "papers:plain",
        **_rows("papers:PAPERS"),
        "md": "papers:markdown",
        "issue": "news:issue",
        "ids": "papers:ids",
    },
    "passages": {
        "table": "terminal.passages:table",
        "plain": "passages:plain",
        "md": "passages:markdown",
        "json": "data.passages:passages",
        "ids": "passages:numbers",
    },
    "budget": _drawn("budget", "budget:table", **_rows("budget:BUDGET") | {"json": "data.budget:budget"})
    | {"ids": "plain:budget_ids"},
    "budget-chart": _drawn("budget_chart", "budget:chart"),
    "stats": _drawn("stats", "stats:table", **_rows("stats:STATS") | {"json": "data.stats:stats"}),
    "report": {
        "table": "terminal.document:report",
        "md": "report:markdown",
        "html": "report:html",
        "docx": "report:docx",
    },
    "brief": {"table": "terminal.document:brief", "md": "brief:markdown", "html": "brief:html", "docx": "brief:docx"},
    **{
        f"{view}-picture": {"svg": f"pictures:{view.replace('-', '_')}"}
        for view in ("stats", "due", "budget", "timeline-chart")
    },
    "diff": _drawn("diff", "comparison:diff", json="data.comparison:diff"),
    "log": _drawn("log", "comparison:log", json="data.comparison:log"),
}


def renderer(view: str, name: str) -> Callable[..., Any]:
    """Return what draws a view in a format; raise KeyError where the view has no such format."""
    module, _, function = FORMATS[view][name].partition(":")
    found: Callable[..., Any] = attrgetter(function)(import_module(f"ctmeasures.render.{module}"))
    return found
