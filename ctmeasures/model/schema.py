"""The JSON Schema of a registry, made from the table of fields (draft 2020-12, https://json-schema.org)."""

from collections.abc import Mapping

from ctmeasures.model.fields import (
    AREA_KEY,
    LETTER,
    LETTER_KEY,
    MEASURE_KEY,
    ORGANISATION_KEY,
    PACKAGE_KEY,
    REGISTRY,
    SHAPES,
    STATUS,
    TRACK_KEY,
    Field,
    Kind,
    ListOf,
    MapOf,
    Shape,
)
from ctmeasures.model.records import Registry
from ctmeasures.model.status import MEANING, Status

Json = dict[str, object]
Keys = Mapping[
    str, Mapping[str, str]
]  # by the name of a kind: the keys that a registry declares, each with what it is called


def registry_schema(registry: Registry | None = None) -> Json:
    """Return the JSON Schema that editors use to complete and validate a `measures.yaml`; of a registry, with its own keys."""
    return schema_of(REGISTRY, keys_of(registry))


def letter_schema(registry: Registry | None = None) -> Json:
    """Return the JSON Schema of the front matter of a letter; of a registry, with its own keys."""
    return schema_of(LETTER, keys_of(registry))


def schema_of(root: Shape, keys: Keys) -> Json:
    """Return the JSON Schema of a record and all that it can hold."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ctmeasures:{root.name}:1",
        "title": f"ctmeasures {root.name}",
        "$defs": {shape.name: _object(shape, keys) for shape in _used(root)},
        "$ref": f"#/$defs/{root.name}",
    }


def keys_of(registry: Registry | None) -> Keys:
    """Return by kind the keys that a registry declares, each with what it is called; none without a registry."""
    if registry is None:
        return {}
    tracks = [track for package in registry.packages.values() for track in package.tracks.items()]
    return {
        ORGANISATION_KEY.name: {key: one.name for key, one in registry.organisations.items()},
        AREA_KEY.name: {key: one.name for key, one in registry.areas.items()},
        PACKAGE_KEY.name: {key: one.title for key, one in registry.packages.items()},
        TRACK_KEY.name: {key: one.title for key, one in tracks},
        LETTER_KEY.name: {key: one.title for key, one in registry.letters.items()},
        MEASURE_KEY.name: {one.id: one.title for one in registry.measures},
    }


def _used(root: Shape) -> list[Shape]:
    """Return the shapes that can be reached from the root, in the order of the table."""
    found: dict[str, Shape] = {}
    todo = [root]
    while todo:
        shape = todo.pop()
        found[shape.name] = shape
        for field in shape.fields:
            inner = field.kind.item if isinstance(field.kind, ListOf) else field.kind
            inner = inner.value if isinstance(inner, MapOf) else inner
            if isinstance(inner, Shape) and inner.name not in found:
                todo.append(inner)
    known = {shape.name: shape for shape in SHAPES}
    return [found[name] for name in (*known, *(name for name in found if name not in known)) if name in found]


def _object(shape: Shape, keys: Keys) -> Json:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in shape.fields if field.required],
        "properties": {field.name: _described(field, keys) for field in shape.fields},
    }


def _described(field: Field, keys: Keys) -> Json:
    title = field.name.replace("_nl", " in Dutch").replace("_", " ")
    return {"title": title[0].upper() + title[1:], "description": field.about, **_schema(field.kind, keys)}


def _schema(kind: Kind | ListOf | MapOf | Shape, keys: Keys) -> Json:
    match kind:
        case Kind():
            return _scalar(kind, keys)
        case Shape():
            return {"$ref": f"#/$defs/{kind.name}"}
        case MapOf():
            entries: Json = {
                "type": "object",  # not `propertyNames`: to editors' servers a key such as 2017 is a number
                "patternProperties": {str(kind.key.schema["pattern"]): _schema(kind.value, keys)},
                "additionalProperties": False,
            }
            return entries | ({"minProperties": kind.at_least} if kind.at_least else {})
        case ListOf():
            many: Json = {"type": "array", "items": _schema(kind.item, keys)}
            if kind.at_least:
                many["minItems"] = kind.at_least
            return {"anyOf": [many, _schema(kind.item, keys)]} if kind.alone else many


def _scalar(kind: Kind, keys: Keys) -> Json:
    """Return the schema of a scalar, with what each choice means, and words for editors in the place of a pattern.

    `enumDescriptions` and `patternErrorMessage` are what editors' servers know beside the standard:
    https://code.visualstudio.com/docs/languages/json#_json-schemas-and-settings
    """
    if keys.get(kind.name):
        names = keys[kind.name]
        numbers = [key for key in names if key.isdecimal()]  # a plain 1 is a number to editors, "1" a text
        about = [*names.values(), *(names[key] for key in numbers)]
        return {"enum": [*names, *map(int, numbers)], "enumDescriptions": about}
    found = dict(kind.schema)
    if "pattern" in found:
        found["patternErrorMessage"] = f"Expected {kind.expected or kind.name}."
    if kind is STATUS:
        found["enumDescriptions"] = [MEANING[status] for status in Status]
    return found
