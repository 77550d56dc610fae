"""The JSON Schema as text, and the fields described for people: both from the one table of fields."""

import json
from collections.abc import Callable

from ctmeasures.model.fields import SHAPES, Field, Kind, ListOf, MapOf, Shape
from ctmeasures.model.records import Registry
from ctmeasures.model.schema import Json, letter_schema, registry_schema
from ctmeasures.model.status import MEANING


def json_schema(of: str = "registry", registry: Registry | None = None) -> str:
    """Draw a JSON Schema, with the keys of a registry if it is given; the committed files hold the text without."""
    return json.dumps(_schema(of)(registry), indent=2, ensure_ascii=False) + "\n"


def _schema(of: str) -> Callable[[Registry | None], Json]:
    if of in ("letter", "registry"):
        return letter_schema if of == "letter" else registry_schema
    from ctmeasures.intake import schemas

    more = {"passages": schemas.passages, "suggestions": schemas.suggestions, "passed": schemas.passed}
    return schemas.sheet if of == "sheet" else more[of]


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
