"""The JSON Schema as text, and the fields described for people: both from the one table of fields."""

import json

from ctmeasures.model.fields import SHAPES, Field, Kind, ListOf, MapOf, Shape
from ctmeasures.model.schema import registry_schema
from ctmeasures.model.status import MEANING


def json_schema() -> str:
    """Draw the JSON Schema; the committed file holds exactly this text."""
    return json.dumps(registry_schema(), indent=2) + "\n"


def fields() -> str:
    """Draw a Markdown table of the fields of each record."""
    parts = ["# The fields of a registry", ""]
    for shape in SHAPES:
        parts += [f"## {shape.name.capitalize()}", "", "| Field | Value | Meaning |", "| --- | --- | --- |"]
        for field in shape.fields:
            needed = " (required)" if field.required else ""
            parts.append(f"| `{field.name}`{needed} | {_value(field)} | {field.about} |")
        parts.append("")
    parts += ["## Status", "", "| Status | Group | Meaning |", "| --- | --- | --- |"]
    parts += [
        f"| `{status}` | {'open' if status.open else 'closed'} | {meaning} |" for status, meaning in MEANING.items()
    ]
    return "\n".join(parts) + "\n"


def _value(field: Field) -> str:
    kind = field.kind
    if isinstance(kind, ListOf):
        return f"list of {_name(kind.item)}"
    if isinstance(kind, MapOf):
        return f"{_name(kind.key)}: {_name(kind.value)}"
    return _name(kind)


def _name(kind: Kind | Shape) -> str:
    return f"[{kind.name}](#{kind.name})" if isinstance(kind, Shape) else kind.name
