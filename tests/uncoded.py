"""Taking a letter's coding out of a registry, and how two registries are compared: by all that they say."""

import re
import shutil
from pathlib import Path

from support import ROOT

from ctmeasures.edit.changes import measure_path
from ctmeasures.edit.draft import Draft
from ctmeasures.intake.sheet_text import sheet_of
from ctmeasures.model.place import Document
from ctmeasures.model.records import Registry
from ctmeasures.read.registry import load


def copy_of(registry: Path, folder: Path) -> Path:
    """Copy a registry with its letters into a folder, with an empty folder of texts."""
    folder.mkdir()
    found = registry / "measures.yaml"
    (shutil.copy if found.is_file() else shutil.copytree)(
        found if found.is_file() else registry / "measures", folder / (found.name if found.is_file() else "measures")
    )
    shutil.copytree(registry / "letters", folder / "letters")
    (folder / "texts").mkdir()
    return folder


def loaded(folder: Path) -> Registry:
    """Return the registry in a folder."""
    file = folder / "measures.yaml"
    return load(str(file if file.is_file() else folder / "measures")).registry


def said(registry: Registry) -> dict[str, object]:
    """Return all that a registry says, without its places and its path."""
    names = ("organisations", "areas", "packages", "letters", "by_id", "id", "feed_id", "title", "title_nl")
    return {name: getattr(registry, name) for name in names}


def take_out(folder: Path, letter: str) -> None:
    """Take all that a letter says out of a registry in one file: events, money, totals, packages, digests, context; write its sheet first."""
    registry = loaded(folder)
    sheet = sheet_of(registry, letter)
    (folder / "texts" / f"{letter}.sheet.yaml").write_text(sheet, encoding="utf-8")
    path = folder / "measures.yaml"
    draft = Draft(Document(str(path), path.read_text(encoding="utf-8")))
    for measure in registry.measures:
        if all(event.letter == letter for event in measure.history):
            draft.remove(measure_path(draft, measure.id))
            continue
        for name in ("history", "budget"):
            records = getattr(measure, name)
            for place in reversed(range(len(records))):
                if records[place].letter == letter:
                    remove(draft, measure_path(draft, measure.id), name, place)
    for key, package in registry.packages.items():
        if package.letter == letter:
            remove(draft, (), "packages", key)
            continue
        for place in reversed(range(len(package.restated))):
            if package.restated[place].letter == letter:
                remove(draft, ("packages", key), "restated", place)
        for track in package.tracks.values():
            for place in reversed(range(len(track.restated))):
                if track.restated[place].letter == letter:
                    remove(draft, ("packages", key, "tracks", track.key), "restated", place)
    path.write_text(draft.text, encoding="utf-8")
    file = folder / "letters" / f"{letter}.md"
    bare = re.sub(
        r"^(## [0-9]+)\n.*?(?=^## |\Z)", r"\1\n\n", file.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    file.write_text(re.sub(r"^context:.*\n", "", bare, flags=re.MULTILINE), encoding="utf-8")
    file.with_suffix(".nl.md").unlink(missing_ok=True)


def remove(draft: Draft, record: tuple[str | int, ...], name: str, place: str | int) -> None:
    """Take an item out of a list or mapping; the last one with the list itself."""
    now = draft.value((*record, name))
    assert isinstance(now, list | dict)
    draft.remove((*record, name, place) if len(now) > 1 else (*record, name))


ROOT_LETTERS = sorted(
    file.name.removesuffix(".md") for file in (ROOT / "letters").glob("2*.md") if not file.name.endswith(".nl.md")
)
