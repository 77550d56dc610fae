"""The JSON Schema of a registry, made from the table of fields (draft 2020-12, https://json-schema.org)."""

from ctmeasures.model.fields import REGISTRY, SHAPES, Field, Kind, ListOf, MapOf, Shape

Json = dict[str, object]


def registry_schema() -> Json:
    """Return the JSON Schema that editors use to complete and validate a `measures.yaml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:ctmeasures:registry:1",
        "title": "ctmeasures registry",
        "$defs": {shape.name: _object(shape) for shape in _used(REGISTRY)},
        "$ref": f"#/$defs/{REGISTRY.name}",
    }


def _used(root: Shape) -> list[Shape]:
    """Return the shapes that can be reached from the root, in the order of the table."""
    found: set[str] = set()
    todo = [root]
    while todo:
        shape = todo.pop()
        found.add(shape.name)
        for field in shape.fields:
            inner = field.kind.item if isinstance(field.kind, ListOf) else field.kind
            inner = inner.value if isinstance(inner, MapOf) else inner
            if isinstance(inner, Shape) and inner.name not in found:
                todo.append(inner)
    return [shape for shape in SHAPES if shape.name in found]


def _object(shape: Shape) -> Json:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in shape.fields if field.required],
        "properties": {field.name: _described(field) for field in shape.fields},
    }


def _described(field: Field) -> Json:
    return {"description": field.about, **_schema(field.kind)}


def _schema(kind: Kind | ListOf | MapOf | Shape) -> Json:
    match kind:
        case Kind():
            return dict(kind.schema)
        case Shape():
            return {"$ref": f"#/$defs/{kind.name}"}
        case MapOf():
            entries: Json = {
                "type": "object",
                "propertyNames": _names(kind.key),
                "additionalProperties": _schema(kind.value),
            }
            return entries | ({"minProperties": kind.at_least} if kind.at_least else {})
        case ListOf():
            many: Json = {"type": "array", "items": _schema(kind.item)}
            if kind.at_least:
                many["minItems"] = kind.at_least
            return {"anyOf": [many, _schema(kind.item)]} if kind.alone else many


def _names(kind: Kind) -> Json:
    """Return the schema of a key, which is always text in JSON."""
    return {"type": "string", "pattern": kind.schema["pattern"]}
