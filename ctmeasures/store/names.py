"""The names in a registry, read without building its records: what shell completion offers in the time of a TAB."""

from pathlib import Path

from ctmeasures.store.files import find_registry, letter_files, read_bytes
from ctmeasures.store.strict import Mapping, Node, Scalar, Sequence, decode, parse

Names = list[tuple[str, str]]


def names(given: str | None, section: str) -> Names:
    """Return the keys of a section with their titles; `owners` are the organisations that own a measure.

    Faults are passed over: what can be read is offered. Raises Unreadable where there is no file.
    """
    path = find_registry(given, Path.cwd())
    if section == "letters":
        return [(Path(file).stem, "") for file in letter_files(path)]
    document, _ = decode(path, read_bytes(path))
    root, _ = parse(document)
    entries = root.entries if isinstance(root, Mapping) else {}
    if section == "measures":
        return [(_text(one, "id"), _text(one, "title")) for one in _items(entries.get(section))]
    if section == "owners":
        owners = {_text(one, "owner") for one in _items(entries.get("measures"))}
        return [(key, about) for key, about in _keyed(entries.get("organisations")) if key in owners]
    return _keyed(entries.get(section))


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, Sequence) else []


def _keyed(node: Node | None) -> Names:
    if not isinstance(node, Mapping):
        return []
    return [(key, _text(entry, "name") or _text(entry, "title")) for key, entry in node.entries.items()]


def _text(node: Node, field: str) -> str:
    found = node.entries.get(field) if isinstance(node, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""
