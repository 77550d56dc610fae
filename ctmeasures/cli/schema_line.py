"""The line of a file that names its JSON Schema to editors."""

import os

from ctmeasures.disk.files import LETTERS
from ctmeasures.disk.state import letters_beside
from ctmeasures.model.records import Registry


def first_line(registry: Registry) -> list[str]:
    """Return the line that names the schema to editors, as the last of the other letters has it."""
    letters = [data.split(b"\n") for data in (letters_beside(registry.path) or {}).values()]
    lines = [lines[1].decode() for lines in letters if lines[1:] and lines[1].startswith(b"# yaml-language-server: ")]
    return [line.rstrip() for line in lines[-1:]]


def schema_of_letters(registry: Registry, of: str) -> str | None:
    """Return where the letters say that the schemas are, for the schema `of` another file in a folder beside theirs; None where they do not."""
    found = first_line(registry)
    _, said, path = found[0].partition("$schema=") if found else ("", "", "")
    wanted = path.replace("letter.schema.json", f"{of}.schema.json")
    there = os.path.exists(os.path.join(os.path.dirname(registry.path), LETTERS, wanted))
    return wanted if said and wanted != path and there else None
