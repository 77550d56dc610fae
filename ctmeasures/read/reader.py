"""From nodes to records, by the table of fields; whatever does not fit becomes a problem with its place."""

import re
from collections.abc import Mapping as MappingType

from ctmeasures.model.characters import UNSAFE
from ctmeasures.model.fields import Kind, ListOf, MapOf, Shape, valid_guess
from ctmeasures.model.place import Document, Problem
from ctmeasures.read import faults
from ctmeasures.read.nodes import NOTHING, Mapping, Node, Refused, Scalar, Sequence

_ABSENT = object()  # what could not be read; the problem is noted


class Reader:
    """Reads one document's nodes and gathers its problems."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.hashes = " #" in document.text

    def record(self, shape: Shape, node: Node | None, key: str | None = None, **more: object) -> object | None:
        """Return the record that the node holds, or None where nothing can be made of it.

        A required text that is missing or faulty is left blank, so that the checks can find the record's other
        faults too. `key` is the mapping's key for shapes that have one; `more` are fields that stand outside the node.
        """
        values = self.fields(shape, node, key)
        if values is None:
            return None
        for field in shape.fields:
            if field.required and field.name not in values:
                if not isinstance(field.kind, Kind):
                    values[field.name] = () if isinstance(field.kind, ListOf) else {}
                elif field.kind.blank:
                    values[field.name] = ""
                else:
                    return None
        if key is not None and shape.keyed:
            values[shape.keyed] = key
        return shape.make(**values, **more, source=node)

    def fields(self, shape: Shape, node: Node | None, key: str | None = None) -> dict[str, object] | None:
        """Return the fields of a record that could be read, or None where the node is no mapping."""
        if not isinstance(node, Mapping):
            if node is not None:
                self._shape_fault(
                    node, f"`{key}`" if key else f"this {shape.name}", "a mapping of fields: `name: value`"
                )
            return None
        entries = node.entries
        values: dict[str, object] = {}
        known = 0
        for field in shape.fields:
            found = entries.get(field.name)
            if found is not None:
                known += 1
                kind = field.kind
                if (
                    not self.hashes
                    and type(kind) is Kind
                    and kind.read is str
                    and type(found) is Scalar
                    and found.plain
                    and found.text not in NOTHING
                ):
                    values[field.name] = found.text  # most fields are plain texts, and need no more than this
                    continue
                value = self._value(kind, found, field.name)
                if value is not _ABSENT:
                    values[field.name] = value
            elif field.required:
                self.problems.append(faults.missing_key(node.place(), field.name, shape.name))
        if known != len(entries):
            self._unknown_keys(shape, node)
        return values

    def _unknown_keys(self, shape: Shape, node: Mapping) -> None:
        names = [field.name for field in shape.fields]
        for name, key in node.keys.items():
            if name not in names:
                place = self.document.place(key.start, key.end)
                self.problems.append(faults.unknown_key(place, name, shape.name, names))

    def _value(self, kind: Kind | ListOf | MapOf | Shape, node: Node, name: str) -> object:
        if isinstance(kind, Kind):
            return self._scalar(kind, node, name)
        if isinstance(kind, Shape):
            found = self.record(kind, node)
            return _ABSENT if found is None else found
        if isinstance(kind, MapOf):
            return self._map(kind, node, name)
        return self._list(kind, node, name)

    def _scalar(self, kind: Kind, node: Node, name: str) -> object:
        if not isinstance(node, Scalar):
            return self._shape_fault(node, f"`{name}`", kind.expected or f"{kind.name}, one value")
        if isinstance(node, Refused):
            return _ABSENT
        text = node.text
        if not text or (node.plain and text in NOTHING):
            self.problems.append(faults.empty_value(self.document.place(node.start, node.end), f"`{name}`"))
            return _ABSENT
        if not node.plain:
            odd = re.search(UNSAFE, text)
            if odd:
                self.problems.append(faults.invisible_character(self.document.place(node.start, node.end), odd[0]))
        elif self.hashes and kind.read is str:
            lost = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)").match(self.document.text, node.end)
            if lost:
                self.problems.append(faults.hash_in_text(self.document.place(node.start, lost.end()), lost[1]))
        try:
            return kind.read(text)
        except ValueError as error:
            place = self.document.place(node.start, node.end)
            fault = faults.KIND_FAULTS[kind.code]
            self.problems.append(fault(place, text, str(error), kind.expected, valid_guess(kind, text)))
            return _ABSENT

    def _list(self, kind: ListOf, node: Node, name: str) -> object:
        if isinstance(node, Sequence):
            items = node.items
        elif kind.alone and isinstance(node, Scalar):
            items = [node]
        else:
            return self._shape_fault(node, f"`{name}`", "a list: one `- ` for each item")
        values = [self._value(kind.item, item, name) for item in items]
        if len(items) < kind.at_least:
            self.problems.append(faults.empty_value(self.document.place(node.start, node.end), f"`{name}`"))
            return _ABSENT
        return tuple(value for value in values if value is not _ABSENT)

    def _map(self, kind: MapOf, node: Node, name: str) -> object:
        if not isinstance(node, Mapping):
            return self._shape_fault(node, f"`{name}`", "a mapping: `key: value`")
        if len(node.entries) < kind.at_least:
            self.problems.append(faults.empty_value(self.document.place(node.start, node.end), f"`{name}`"))
            return _ABSENT
        values: dict[object, object] = {}
        for text, entry in node.entries.items():
            key = self._scalar(kind.key, node.keys[text], name)
            if isinstance(kind.value, Shape):
                value = self.record(kind.value, entry, text)
            else:
                value = self._scalar(kind.value, entry, text)
            if key is not _ABSENT and value is not _ABSENT and value is not None:
                values[key] = value
        return values

    def _shape_fault(self, node: Node, what: str, expected: str) -> object:
        if isinstance(node, Refused):
            return _ABSENT
        found = {Scalar: "a text", Sequence: "a list", Mapping: "a mapping"}[type(node)]
        place = self.document.place(node.start, node.end)
        if isinstance(node, Scalar) and not node.text:
            self.problems.append(faults.empty_value(place, what))
        else:
            self.problems.append(faults.wrong_shape(place, what, found, expected))
        return _ABSENT


def unreadable(root: Node | None, sections: tuple[str, ...]) -> frozenset[str]:
    """Return the sections of which nobody can know what they declare."""
    if not isinstance(root, Mapping):
        return frozenset(sections)
    return frozenset(
        name for name in sections if isinstance(root.entries.get(name), Scalar | Sequence) and name != "measures"
    )


def declared(root: Node | None, sections: tuple[str, ...]) -> MappingType[str, frozenset[str]]:
    """Return by section the keys that are written down, whether or not their records could be read."""
    found: dict[str, frozenset[str]] = {}
    entries = root.entries if isinstance(root, Mapping) else {}
    for name in sections:
        section = entries.get(name)
        if isinstance(section, Mapping):
            found[name] = frozenset(section.keys)
        elif isinstance(section, Sequence):
            ids = (item.entries.get("id") for item in section.items if isinstance(item, Mapping))
            found[name] = frozenset(one.text for one in ids if isinstance(one, Scalar))
    return found
