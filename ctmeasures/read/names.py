"""The names in a registry, read without building its records: what shell completion offers in the time of a TAB."""

from pathlib import Path
from typing import Any

from ctmeasures.disk.files import find_registry, is_dutch, letter_files
from ctmeasures.disk.state import files_of
from ctmeasures.model.records import Registry
from ctmeasures.read.opening import fetch_registry

Names = list[tuple[str, str]]


def names(given: str | None, section: str) -> Names:
    """Return the keys of a section with their titles; `owners` are the organisations that own a measure.

    Faults are passed over: what can be read is offered. Raises Unreadable where there is no file.
    """
    path = find_registry(given, Path.cwd())
    if section == "letters":
        return [(Path(file).stem, "") for file in letter_files(path) if not is_dutch(file)]
    registry = fetch_registry(path)
    return _fetched(registry, section) if registry else _read(path, section)


def _fetched(registry: Registry, section: str) -> Names:
    if section == "measures":
        return [(one.id, one.title) for one in registry.measures]
    if section == "packages":
        return [(key, one.title) for key, one in registry.packages.items()]
    if section == "areas":
        return [(key, one.name) for key, one in registry.areas.items()]
    owners = {one.owner for one in registry.measures}
    return [(key, one.name) for key, one in registry.organisations.items() if section != "owners" or key in owners]


def _read(path: str, section: str) -> Names:
    from ctmeasures.read.nodes import parse, plain_value
    from ctmeasures.read.text import decode

    roots = [parse(decode(file, data)[0])[0] for file, data in files_of(path).items()]
    said = [plain_value(root) for root in roots if root is not None]
    if section == "measures":
        return [(_text(one, "id"), _text(one, "title")) for one in _items(said, section)]
    if section == "owners":
        owners = {_text(one, "owner") for one in _items(said, "measures")}
        return [(key, about) for key, about in _keyed(said, "organisations") if key in owners]
    return _keyed(said, section)


def _sections(said: list[Any], section: str, kind: type) -> list[Any]:
    found = [one.get(section) for one in said if isinstance(one, dict)]
    return [one for one in found if isinstance(one, kind)]


def _items(said: list[Any], section: str) -> list[Any]:
    return [item for one in _sections(said, section, list) for item in one]


def _keyed(said: list[Any], section: str) -> Names:
    found = _sections(said, section, dict)
    return [(key, _text(entry, "name") or _text(entry, "title")) for one in found for key, entry in one.items()]


def _text(said: Any, field: str) -> str:
    found = said.get(field) if isinstance(said, dict) else None
    return found if isinstance(found, str) else ""
