"""The JSON Schemas of a coding sheet, and of what other tools get and give (draft 2020-12, https://json-schema.org)."""

from typing import Any

from ctmeasures.intake.passed import PASSED
from ctmeasures.intake.sheet_fields import SHEET, SHEET_ONLY, SUGGESTIONS
from ctmeasures.model.records import Registry
from ctmeasures.model.schema import Json, keys_of, schema_of
from ctmeasures.model.status import Status

_GUESS: Json = {"type": "string", "pattern": "\\?$"}
_FILLED = {"allocation": {"letter"}}  # what a sheet fills in, by the record in which it can be left out


def sheet(registry: Registry | None = None) -> Json:
    """Return the JSON Schema of a coding sheet, in which any value can be a guess; of a registry, with its own keys."""
    found = schema_of(SHEET, keys_of(registry))
    defs: Any = found["$defs"]
    for name in ("item", "allocation", "restated total"):
        record = defs[name]
        record["properties"] = {
            key: one if key in SHEET_ONLY or key == "quote" else _guessable(one)
            for key, one in record["properties"].items()
        }
        record["required"] = [one for one in record["required"] if one not in _FILLED.get(name, ())]
    return found


def _guessable(schema: Any) -> Any:
    """Return the schema of a value, or of the values in it, that can also be a guess."""
    if "$ref" in schema:
        return schema
    if "anyOf" in schema:
        return {**schema, "anyOf": [_guessable(one) for one in schema["anyOf"]]}
    if schema.get("type") == "array":
        return {**schema, "items": _guessable(schema["items"])}
    if "patternProperties" in schema:
        inner = {pattern: _guessable(one) for pattern, one in schema["patternProperties"].items()}
        return {**schema, "patternProperties": inner}
    about = {name: one for name, one in schema.items() if name in ("title", "description")}
    return {**about, "anyOf": [{name: one for name, one in schema.items() if name not in about}, _GUESS]}


def suggestions(registry: Registry | None = None) -> Json:
    """Return the JSON Schema of another tool's suggestions; of a registry, with its own keys."""
    found = schema_of(SUGGESTIONS, keys_of(registry))
    defs: Any = found["$defs"]
    record = defs["allocation"]
    record["required"] = [one for one in record["required"] if one not in _FILLED["allocation"]]
    return found


def passed(registry: Registry | None = None) -> Json:
    """Return the JSON Schema of the papers that were passed over, a list of records or one; `registry` has no say in it."""
    found = schema_of(PASSED, {})
    one = found.pop("$ref")
    return {**found, "$id": "urn:ctmeasures:passed:1", "title": "ctmeasures passed", "anyOf": [
        {"type": "array", "items": {"$ref": one}}, {"$ref": one}, {"type": "null"},
    ]}  # fmt: skip


def passages(registry: Registry | None = None) -> Json:
    """Return the JSON Schema of a letter's passages as other tools get them; a later version may say more of them."""
    text: Json = {"type": "string"}
    note = _object({"n": text, "text": text})
    passage = _object(
        {
            "n": {"type": "integer", "minimum": 1, "description": "Its number."},
            "kind": {"enum": ["text", "list", "table"]},
            "heading": {"type": "string", "description": "The heading above it."},
            "text": {"type": "string", "description": "Its text, with its items and rows."},
            "notes": {"type": "array", "items": note},
        },
        rows={"type": "array", "items": {"type": "array", "items": text}},
        page={"type": "integer", "minimum": 1},
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:ctmeasures:passages:1",
        "title": "ctmeasures passages",
        **_object(
            {"version": {"enum": [1]}, "passages": {"type": "array", "items": passage}},
            letter=_object({"id": text}, date=text, title=text, sender={"type": ["string", "null"]}),
            organisations={"type": "array", "items": _object({"key": text, "name": text})},
            measures={"type": "array", "items": _object({"id": text})},
            statuses={"type": "array", "items": {"enum": [one.value for one in Status]}},
            rules=text,
        ),
    }


def _object(required: Json, **others: object) -> Json:
    return {"type": "object", "required": [*required], "properties": {**required, **others}}
