"""The paragraphs of a letter as they are kept in the folder of texts, which lies outside git: `<letter id>.passages.json`."""

import json
import os
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from ctmeasures.disk.files import Unreadable, read_whole
from ctmeasures.intake.blocks import Note, Paragraph
from ctmeasures.intake.prose import raised
from ctmeasures.model.records import Letter, Registry

Value = TypeVar("Value")

ENDING = ".passages.json"
TEXT = ".txt"


class Material(NamedTuple):
    """What whoever codes a letter has before them: the registry, the letter, its paragraphs, and the rules of the codebook."""

    registry: Registry
    letter: Letter
    paragraphs: Sequence[Paragraph]
    codebook: str


def passages_path(folder: str, letter: str) -> str:
    """Return the path of a letter's paragraphs in a folder of texts."""
    return os.path.join(folder, letter + ENDING)


def as_values(paragraphs: Sequence[Paragraph]) -> list[dict[str, Any]]:
    """Return paragraphs as the contract has them: `n`, `kind`, `heading`, `text`, `notes` and, of a table, `rows`."""
    return [
        {
            "n": one.number,
            "kind": one.kind,
            "heading": one.heading,
            "text": one.text,
            "notes": [{"n": note.number, "text": note.text} for note in one.notes],
            **({"rows": one.rows} if one.rows else {}),
            **({"page": one.page} if one.page else {}),
        }
        for one in paragraphs
    ]


def passages_text(paragraphs: Sequence[Paragraph]) -> str:
    """Return the text of a file of kept paragraphs."""
    return json.dumps({"version": 1, "passages": as_values(paragraphs)}, ensure_ascii=False, indent=1) + "\n"


def read_passages(path: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs in a file; raise Unreadable where it cannot be read or is not what `letters add` writes."""
    data = read_whole(path)
    try:
        return tuple(map(_paragraph, _a(list, json.loads(data)["passages"])))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable(f"{path} is not what `ctmeasures letters add` writes; add the letter again") from None


def _paragraph(said: dict[str, Any]) -> Paragraph:
    return Paragraph(
        number=_a(int, said["n"]),
        kind=_a(str, said["kind"]),
        heading=_a(str, said["heading"]),
        text=_a(str, said["text"]),
        notes=tuple(Note(_a(str, note["n"]), _a(str, note["text"])) for note in _a(list, said["notes"])),
        rows=tuple(tuple(_a(str, cell) for cell in _a(list, row)) for row in _a(list, said.get("rows", []))),
        page=_a(int, said.get("page", 0)),
    )


def _a(kind: type[Value], said: object) -> Value:
    """Return a value of a kind; raise TypeError for one of another, also where it could be made one."""
    if type(said) is not kind:
        raise TypeError
    return said


def paragraphs_of(folder: str, letter: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a letter in a folder of texts: as they were kept, else those of its text, `<letter id>.txt`; none where neither is there.

    Raises Unreadable where what is there cannot be read.
    """
    path = passages_path(folder, letter)
    if os.path.exists(path):
        return read_passages(path)
    text = text_path(folder, letter)
    if not os.path.exists(text):
        return ()
    from ctmeasures.intake.paragraphs import paragraphs
    from ctmeasures.intake.text import read_text

    data = read_whole(text)
    try:
        return paragraphs(read_text(data)).paragraphs
    except Unreadable as fault:
        raise Unreadable(f"{text}: {fault}") from None


def no_text(folder: str, letter: str) -> str:
    """Say that a letter has no text in a folder of texts, and what puts it there."""
    return (
        f"the text of {letter} is not in {folder}; add it with `ctmeasures letters add FILE --as {letter}`, "
        f"or save it as plain text in {text_path(folder, letter)}, an empty line between paragraphs"
    )


def text_path(folder: str, letter: str) -> str:
    """Return the path of a letter's plain text in a folder of texts."""
    return os.path.join(folder, letter + TEXT)


def letter_text(paragraphs: Sequence[Paragraph]) -> str:
    """Return the plain text of a letter: its paragraphs with an empty line between them, under their headings, each with its notes."""
    parts: list[str] = []
    heading = ""
    for one in paragraphs:
        if one.heading and one.heading != heading:
            parts.append(f"# {one.heading}")
        heading = one.heading
        rows = "\n".join("\t".join(row) for row in one.rows)
        table = " ".join(cell for row in one.rows for cell in row if cell)
        text = one.text.removesuffix(table).rstrip() if rows else one.text
        parts += [part for part in (text, rows) if part]
        parts += [f"{raised(note.number)} {note.text}" for note in one.notes]
    return "\n\n".join(parts) + "\n"
