"""The names in a registry, read without building its records: what shell completion offers in the time of a TAB."""

from pathlib import Path

from ctmeasures.store.files import files_of, find_registry, letter_files
from ctmeasures.store.strict import Mapping, Node, Scalar, Sequence, decode, parse

Names = list[tuple[str, str]]


def names(given: str | None, section: str) -> Names:
    """Return the keys of a section with their titles; `owners` are the organisations that own a measure.

    Faults are passed over: what can be read is offered. Raises Unreadable where there is no file.
    """
    path = find_registry(given, Path.cwd())
    if section == "letters":
        return [(Path(file).stem, "") for file in letter_files(path)]
    roots = [parse(decode(file, data)[0])[0] for file, data in files_of(path).items()]
    if section == "measures":
        return [(_text(one, "id"), _text(one, "title")) for one in _items(roots, section)]
    if section == "owners":
        owners = {_text(one, "owner") for one in _items(roots, "measures")}
        return [(key, about) for key, about in _keyed(roots, "organisations") if key in owners]
    return _keyed(roots, section)


def _sections(roots: list[Node | None], section: str) -> list[Node]:
    found = [root.entries for root in roots if isinstance(root, Mapping)]
    return [entries[section] for entries in found if section in entries]


def _items(roots: list[Node | None], section: str) -> list[Node]:
    return [item for node in _sections(roots, section) if isinstance(node, Sequence) for item in node.items]


def _keyed(roots: list[Node | None], section: str) -> Names:
    found = [node.entries for node in _sections(roots, section) if isinstance(node, Mapping)]
    return [(key, _text(entry, "name") or _text(entry, "title")) for entries in found for key, entry in entries.items()]


def _text(node: Node, field: str) -> str:
    found = node.entries.get(field) if isinstance(node, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""
