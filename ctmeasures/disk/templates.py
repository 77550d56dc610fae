"""Starting a registry: its first files, from the templates that come with the program."""

import contextlib
import os
from collections.abc import Mapping
from importlib.resources import files

from ctmeasures.disk.files import NAME, registry_in
from ctmeasures.disk.write import Unwritable, refuse_detour

# What a new registry consists of: each file's path in its folder, and where the package keeps its text (no dot files there,
# which tools that build packages leave out).
TEMPLATES = {
    "measures.yaml": "templates/measures.yaml",
    "letters/2026-01-15-example.md": "templates/letter.md",
    "registry.schema.json": "schema/registry.schema.json",
    "letter.schema.json": "schema/letter.schema.json",
    "sheet.schema.json": "schema/sheet.schema.json",
    ".gitattributes": "templates/gitattributes",
    ".gitignore": "templates/gitignore",
    ".pre-commit-config.yaml": "templates/pre-commit-config.yaml",
    ".github/workflows/registry.yml": "templates/workflow.yml",
    ".github/workflows/pages.yml": "templates/pages.yml",
    ".github/workflows/letters.yml": "templates/letters.yml",
}


# What most repositories have of their own: it stays as it is; `letters add` keeps git from its texts by a file of theirs.
_THEIRS = (".gitignore",)
_SAME = b"id: exampletown"


class NotStarted(Exception):
    """A registry that cannot be started; the message says why and what to do."""


def start(folder: str) -> list[str]:
    """Write the files of a new registry into a folder, which is made where it is missing; return their paths.

    Raises NotStarted where one of them exists already or cannot be written; nothing is left behind then.
    """
    paths = {os.path.join(folder, path): template for path, template in TEMPLATES.items()}
    kept = {path for path in paths if os.path.basename(path) in _THEIRS and os.path.lexists(path)}
    texts = {path: _text(template) for path, template in paths.items() if path not in kept}
    registry = os.path.join(folder, NAME)
    texts[registry] = texts[registry].replace(_SAME, _own())
    try:
        for path in texts:
            refuse_detour(path, folder)
    except Unwritable as fault:
        raise NotStarted(str(fault)) from None
    taken = [path for path in texts if os.path.lexists(path)]
    if not taken and (there := registry_in(folder)):  # one in a folder of files, beside which there can be no other
        taken.append(there)
    if taken:
        what = "exists already and is" if len(taken) == 1 else "exist already and are"
        raise NotStarted(f"{', '.join(taken)} {what} not overwritten; move away what is there, or name another folder")
    _write(texts)
    return list(texts)


def _text(template: str) -> bytes:
    return files("ctmeasures").joinpath(template).read_bytes()


def _own() -> bytes:
    """Return an id for a registry that no other has."""
    from secrets import token_hex

    return f"id: exampletown-{token_hex(6)}".encode()


def _write(texts: Mapping[str, bytes]) -> None:
    """Write new files and the folders that they need: all, or none."""
    made: list[str] = []
    try:
        for path, text in texts.items():
            _make_folder(os.path.dirname(path), made)
            with open(path, "xb") as file:
                made.append(path)
                file.write(text)
    except OSError as error:
        for one in reversed(made):
            with contextlib.suppress(OSError):
                os.rmdir(one) if os.path.isdir(one) else os.unlink(one)
        why = f"{path} cannot be written: {error.strerror or error}"
        raise NotStarted(f"{why}; name a folder that can be written to and has room") from None


def _make_folder(folder: str, made: list[str]) -> None:
    """Make a folder and those around it, as far as they are missing; note them in the order in which they are made."""
    if folder and not os.path.isdir(folder):
        _make_folder(os.path.dirname(folder), made)
        os.mkdir(folder)
        made.append(folder)
