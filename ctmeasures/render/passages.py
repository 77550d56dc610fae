"""The paragraphs of a letter as they were cut: a line each, so that a wrong cut is seen; and in full, as Markdown or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ctmeasures.intake.prose import ends, goes_on
from ctmeasures.render.look import Look
from ctmeasures.render.marked import drawn_table, escape
from ctmeasures.render.safe import clean

if TYPE_CHECKING:
    from ctmeasures.intake.blocks import Block, Paragraph
    from ctmeasures.intake.kept import Material
    from ctmeasures.intake.paragraphs import Numbered

_DOUBT = "?"
_GAP = " … "


def cut(numbered: Numbered, look: Look) -> str:
    """Draw a line for each paragraph in the reader's width: its number, kind, first and last words, and notes."""
    paragraphs = numbered.paragraphs
    moved = numbered.read != tuple(range(1, len(paragraphs) + 1))
    width = len(str(len(paragraphs)))
    lines = [*_apart(look.say("before"), numbered.opening, look)]
    heading = ""
    doubts = 0
    for one, read in zip(paragraphs, numbered.read, strict=True):
        if one.heading != heading and one.heading:
            lines.append(_fitted(f"{' ' * (width + 2)}# {clean(one.heading)}", look.width))
        heading = one.heading
        doubt = _doubtful(one)
        doubts += doubt
        was = f" ({read})".ljust(width + 3) if moved else ""
        head = f"{_DOUBT if doubt else ' '}{one.number:>{width}}{was} {look.say(one.kind):<5} "
        tail = f" [{' '.join(note.number or '*' for note in one.notes)}]" if one.notes else ""
        lines.append(f"{head}{_ends(clean(one.text), look.width - len(head) - len(tail))}{tail}")
    lines += _apart(look.say("behind"), numbered.closing, look)
    lines += _foot(numbered, doubts, moved, look)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _foot(numbered: Numbered, doubts: int, moved: bool, look: Look) -> Iterator[str]:
    """Yield what the lines mean."""
    from textwrap import wrap

    count = len(numbered.paragraphs)
    notes = sum(len(one.notes) for one in numbered.paragraphs)
    counted, noted = look.count(count, "paragraph", "paragraphs"), look.count(notes, "footnote", "footnotes")
    said = [look.say("{paragraphs}, {notes} [in brackets].", paragraphs=counted, notes=noted)]
    if doubts:
        doubtful = look.say("begins or ends in mid-sentence; see whether it is cut rightly (--join, --split).")
        said.append(f"{_DOUBT}: {doubtful}")
    if moved:
        said.append(look.say("(In round brackets: its number as read, which --join and --split take.)"))
    yield from (line for one in said for line in wrap(one, look.width))


def _doubtful(one: Paragraph) -> bool:
    """Tell whether a paragraph looks as if it were cut in mid-sentence."""
    return one.kind == "text" and (goes_on(one.text) or not ends(one.text))


def _apart(where: str, blocks: Sequence[Block], look: Look) -> Iterator[str]:
    """Yield a line that says what stands before or behind the paragraphs, and is none."""
    if blocks:
        text = clean(" / ".join(block.text for block in blocks))
        head = f"-- {where}: "
        yield f"{head}{_ends(text, look.width - len(head))}"


def _ends(text: str, width: int) -> str:
    """Return a text where there is room for it, else its first and last words."""
    if len(text) <= width:
        return text
    last = max((width - len(_GAP)) // 3, 0)
    first = width - len(_GAP) - last
    start, end = text[:first], text[len(text) - last :]
    if " " in start.strip() and not text[first : first + 1].isspace():
        start = start.rpartition(" ")[0]
    if " " in end and not text[len(text) - last - 1].isspace():
        end = end.partition(" ")[2]
    return f"{start.rstrip()}{_GAP}{end.lstrip()}"


def _fitted(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def plain(found: Material, look: Look) -> str:
    """Draw the paragraphs in full, each behind its number."""
    lines: list[str] = []
    for one in found.paragraphs:
        above = f" — {clean(one.heading)}" if one.heading else ""
        lines += [f"{one.number}. [{look.say(one.kind)}]{above}", f"   {clean(one.text)}"]
        lines += [f"   [{clean(note.number)}] {clean(note.text)}" for note in one.notes]
        lines.append("")
    return "\n".join([*lines, f"# {look.count(len(found.paragraphs), 'paragraph', 'paragraphs')}"]) + "\n"


def markdown(found: Material, look: Look) -> str:
    """Draw the paragraphs in full as Markdown, tables as tables."""
    parts: list[str] = []
    heading = ""
    for one in found.paragraphs:
        if one.heading and one.heading != heading:
            parts.append(f"## {escape(one.heading)}")
        heading = one.heading
        parts.append(f"**{one.number}** {escape(before_rows(one))}".rstrip())
        if one.rows:
            wide = max(map(len, one.rows))
            rows = [[*map(escape, row), *[""] * (wide - len(row))] for row in one.rows]
            parts.append(drawn_table([[""] * wide, *rows]))
        parts += [f"> [{escape(note.number)}] {escape(note.text)}" for note in one.notes]
    return "\n\n".join(parts) + "\n"


def before_rows(one: Paragraph) -> str:
    """Return the text of a paragraph without the cells of its table."""
    cells = " ".join(cell for row in one.rows for cell in row if cell)
    return re.sub(r"\s+$", "", one.text.removesuffix(cells)) if cells else one.text


def numbers(found: Material, look: Look) -> str:
    """Draw one number a line."""
    return "".join(f"{one.number}\n" for one in found.paragraphs)
