"""The data dictionary: what the columns of every table mean, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator

from ctmeasures.render.data.forms import SCHEMA, document
from ctmeasures.render.data.tables import BESIDE, NOW, TABLES, Table, described
from ctmeasures.render.data.values import Json

ALL = TABLES | BESIDE
_COLUMNS = ("table", "column", "type", "required", "key", "values", "leads_to", "meaning")


def rows() -> Iterator[tuple[str, ...]]:
    """Yield a row for each column of each table, by `_COLUMNS`."""
    for name, table in ALL.items():
        for key, column in (table.columns | NOW).items():
            yes = ("yes" if column.required else "no", "yes" if key in table.key else "no")
            yield (name, key, column.kind, *yes, ", ".join(column.values), table.leads.get(key, ""), column.about)


def json() -> str:
    """Draw the tables as resources of a data package, each with its Table Schema (https://specs.frictionlessdata.io)."""
    resources = [{"name": name, "description": table.about, "schema": schema(table)} for name, table in ALL.items()]
    return document({"schema": SCHEMA, "kind": "tables", "tables": resources})


def schema(table: Table) -> Json:
    """Return the columns of a table, those by which a row is known, and those that lead to other tables."""
    leads = [
        {"fields": column, "reference": {"resource": other, "fields": "id"}}
        for column, other in table.leads.items()
        if column in table.columns
    ]
    columns = [{"name": name, **described(column)} for name, column in (table.columns | NOW).items()]
    return {"fields": columns, "primaryKey": [*table.key], "foreignKeys": leads}


def csv() -> str:
    """Draw the columns as a table for spreadsheets."""
    from csv import writer
    from io import StringIO

    drawn = StringIO()
    writer(drawn, lineterminator="\n").writerows([_COLUMNS, *rows()])
    return drawn.getvalue()


def markdown() -> str:
    """Draw a table of the columns for each table."""
    parts = ["# The tables"]
    for name, table in ALL.items():
        parts += ["", f"## {name.capitalize()}", "", f"{table.about} Known by: {', '.join(table.key)}.", ""]
        parts += ["| Column | Type | Meaning |", "| --- | --- | --- |"]
        for key, column in (table.columns | NOW).items():
            needed = " (required)" if column.required else ""
            lead = f" → {table.leads[key]}" if key in table.leads else ""
            values = f" One of {', '.join(column.values)}." if column.values else ""
            parts.append(f"| `{key}`{needed} | {column.kind}{lead} | {column.about}{values} |")
    return "\n".join(parts) + "\n"
