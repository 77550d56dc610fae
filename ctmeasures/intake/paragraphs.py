"""From the blocks of a letter to its numbered paragraphs: one numbering for every form, by the rules of the codebook (letters/README.md).

Headings, the opening, the heads of pages and the signature do not count; a list belongs to the line that announces it; a table is a paragraph, with a
line that does nothing but announce it; a note belongs to the paragraph that holds its mark; the end of a page splits nothing.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ctmeasures.disk.files import Unreadable
from ctmeasures.intake.blocks import Block, BlockKind, Note, Paper, Paragraph
from ctmeasures.intake.frame import framed
from ctmeasures.intake.prose import NOTE, SIGN, ends, goes_on, is_marked, joined, note_number, words

_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]+|[a-z])[.)]\s+\S")
_ANNOUNCING = re.compile(r"\b(?:als volgt|hieronder|onderstaande|volgende)\b")
_HEADING = 30  # words of a heading at most
_LEAD = 14  # words of a line that only announces a table
_LONG = 60  # words from which a numbered text is no item but a paragraph
_CUT = 8  # words from which a text without an end is broken off, and no heading

Split = tuple[int, str]


class Numbered(NamedTuple):
    """A letter's paragraphs, and the blocks that are none: its opening, its closing and what stands behind it.

    `read` says for each paragraph which one it was before any was joined or split.
    """

    opening: tuple[Block, ...]
    paragraphs: tuple[Paragraph, ...]
    closing: tuple[Block, ...]
    read: tuple[int, ...] = ()


class _Part(NamedTuple):
    """A paragraph on its way: its heading, its blocks, and which number it had when it was read."""

    heading: str
    blocks: tuple[Block, ...]
    read: int = 0


def paragraphs(paper: Paper, joins: Sequence[int] = (), splits: Sequence[Split] = ()) -> Numbered:
    """Return the numbered paragraphs of a paper.

    `joins` are paragraphs that belong to the one before them, `splits` paragraphs with the words before which a new one begins: all by the
    numbers that they have without any of these. Raises Unreadable for a number that none has, and for words that do not stand there once.
    """
    frame = framed(paper.blocks)
    body, notes = _without_notes(frame.body)
    parts = _grouped(_with_headings(_rejoined(body)))
    parts = [part._replace(read=number) for number, part in enumerate(parts, 1)]
    parts = _joined(_split(parts, splits), joins)
    found = [_paragraph(number, part) for number, part in enumerate(parts, 1)]
    return Numbered(frame.opening, tuple(_with_notes(found, notes)), frame.closing, tuple(part.read for part in parts))


def _without_notes(body: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return a body without the notes that stand by themselves, and the notes; what follows one is marked as `apart`.

    A note whose mark stands nowhere stays with the block before it: it is not lost.
    """
    kept: list[Block] = []
    notes: list[Block] = []
    apart = False
    for block in body:
        if block.kind is BlockKind.NOTE or (block.kind is BlockKind.TEXT and _is_note(block.text, kept)):
            number, text = note_number(block.text) or ("", block.text)
            if number and any(is_marked(one.text, number) for one in body if one is not block):
                notes.append(block)
            elif kept:
                kept[-1] = kept[-1]._replace(notes=(*kept[-1].notes, Note(number, text)))
            apart = True
        else:
            kept.append(block._replace(apart=block.apart or apart))
            apart = False
    return kept, notes


def _is_note(text: str, before: Sequence[Block]) -> bool:
    """Tell whether a text is a note: it begins with a number whose mark stands above it."""
    found = note_number(text) if NOTE.match(text) else None
    return found is not None and any(is_marked(block.text, found[0]) for block in before)


def _rejoined(body: Sequence[Block]) -> list[Block]:
    """Return a body in which what a page's end or a note has cut in two is one block."""
    found: list[Block] = []
    for block in body:
        before = found[-1] if found else None
        if before and before.kind in (BlockKind.TEXT, BlockKind.ITEM) and block.kind is BlockKind.TEXT:
            cut = block.apart and not ends(before.text) and words(before.text) > _CUT and not SIGN.match(block.text)
            if block.continues or goes_on(block.text) or cut:
                found[-1] = before._replace(text=joined(before.text, block.text), notes=before.notes + block.notes)
                continue
        found.append(block)
    return found


def _with_headings(body: Sequence[Block]) -> list[Block]:
    """Return a body in which the texts that are headings or items by their shape are so by name."""
    found: list[Block] = []
    for place, block in enumerate(body):
        before = found[-1] if found else None
        after = body[place + 1] if place + 1 < len(body) else None
        kind = block.kind
        if kind in (BlockKind.TEXT, BlockKind.ITEM):
            kind = _kind(block, before, after)
        found.append(block._replace(kind=kind))
    return found


def _kind(block: Block, before: Block | None, after: Block | None) -> BlockKind:
    """Return what a text or an item is by its shape, and by what stands around it."""
    text = block.text
    listed = before is not None and (before.kind is BlockKind.ITEM or before.text.endswith(":"))
    numbered = _NUMBERED.match(text) is not None
    if not ends(text) and words(text) <= _HEADING and after is not None and (numbered or not SIGN.match(text)):
        item = numbered and (listed or SIGN.match(after.text) is not None or after.kind is BlockKind.ITEM)
        lead = after.kind is BlockKind.TABLE and _ANNOUNCING.search(text)
        # Above a heading that the form names, a text that it does not name is none where it stands below another, or is long.
        named = block.kind is BlockKind.TEXT and after.kind is BlockKind.HEADING and not numbered
        named = named and ((before is not None and before.kind is BlockKind.HEADING) or words(text) > _LEAD)
        if not item and not lead and not named and (numbered or block.kind is BlockKind.TEXT):
            return BlockKind.HEADING
    if block.kind is BlockKind.TEXT and not SIGN.match(text):
        return BlockKind.TEXT
    return BlockKind.TEXT if numbered and words(text) > _LONG and not listed else BlockKind.ITEM


def _grouped(body: Sequence[Block]) -> list[_Part]:
    """Return the paragraphs as groups of blocks: items with the line that announces them, a table with the line that does nothing else."""
    found: list[_Part] = []
    heading = ""
    fresh = True  # nothing stands below the heading yet
    for block in body:
        if block.kind is BlockKind.HEADING:
            heading, fresh = block.text, True
            continue
        last = found[-1].blocks if found and not fresh else ()
        if last and (_is_listed(block, last) or _is_lead(block, last)):
            found[-1] = found[-1]._replace(blocks=(*last, block))
        else:
            found.append(_Part(heading, (block,)))
        fresh = False
    return found


def _is_listed(block: Block, last: Sequence[Block]) -> bool:
    return block.kind is BlockKind.ITEM and last[-1].kind in (BlockKind.TEXT, BlockKind.ITEM)


def _is_lead(block: Block, last: Sequence[Block]) -> bool:
    """Tell whether a table follows a line that does nothing but announce it."""
    if block.kind is not BlockKind.TABLE or len(last) > 1 or last[0].kind is not BlockKind.TEXT:
        return False
    return words(last[0].text) <= _LEAD and not last[0].text.endswith((".", "!", "?"))


def _joined(parts: Sequence[_Part], joins: Sequence[int]) -> list[_Part]:
    """Return the paragraphs with those joined to the one before them that were asked for."""
    last = max((part.read for part in parts), default=0)
    for number in joins:
        if not 2 <= number <= last:
            raise Unreadable(
                f"--join {number}: there is no such paragraph to join to the one before it; it can be 2 to {last}"
            )
    found: list[_Part] = []
    done: set[int] = set()
    for part in parts:
        if part.read in joins and part.read not in done:
            done.add(part.read)
            found[-1] = found[-1]._replace(blocks=_sewn(found[-1].blocks, part.blocks))
        else:
            found.append(part)
    return found


def _sewn(before: tuple[Block, ...], after: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of two paragraphs as those of one."""
    *rest, last = before
    first, *more = after
    if {last.kind, first.kind} - {BlockKind.TEXT, BlockKind.ITEM} or first.kind is BlockKind.ITEM:
        return (*before, *after)
    return (*rest, last._replace(text=joined(last.text, first.text), notes=last.notes + first.notes), *more)


def _split(parts: Sequence[_Part], splits: Sequence[Split]) -> list[_Part]:
    """Return the paragraphs with those split in two that were asked for."""
    for number, _ in splits:
        if not 1 <= number <= len(parts):
            raise Unreadable(f"--split {number}: there is no such paragraph; it can be 1 to {len(parts)}")
    found: list[_Part] = []
    for part in parts:
        pieces = [part]
        for number, wanted in splits:
            if number == part.read:
                pieces = _cut(pieces, number, " ".join(wanted.split()))
        found += pieces
    return found


def _cut(pieces: list[_Part], number: int, wanted: str) -> list[_Part]:
    """Return the pieces of a paragraph with one more, which begins with the words."""
    places = [
        (piece, at, found.start())
        for piece, part in enumerate(pieces)
        for at, block in enumerate(part.blocks)
        if block.kind is not BlockKind.TABLE
        for found in (re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", block.text) if wanted else ())
    ]
    where = f"--split {number}: `{wanted[:60]}`"
    if len(places) != 1:
        times = (
            f"stands there {len(places)} times; give more words"
            if places
            else "does not stand in that paragraph; copy words from it"
        )
        raise Unreadable(f"{where} {times}")
    piece, at, start = places[0]
    if (at, start) == (0, 0):
        raise Unreadable(f"{where} begins the paragraph already; give the words of a later sentence")
    part = pieces[piece]
    block = part.blocks[at]
    before = (*part.blocks[:at], *([block._replace(text=block.text[:start].rstrip())] if start else []))
    after = (block._replace(text=block.text[start:], notes=() if start else block.notes), *part.blocks[at + 1 :])
    return [*pieces[:piece], part._replace(blocks=before), part._replace(blocks=after), *pieces[piece + 1 :]]


def _paragraph(number: int, part: _Part) -> Paragraph:
    """Return a paragraph of its blocks."""
    kinds = {block.kind for block in part.blocks}
    kind = "table" if BlockKind.TABLE in kinds else "list" if BlockKind.ITEM in kinds else "text"
    return Paragraph(
        number=number,
        kind=kind,
        heading=part.heading,
        text=" ".join(block.text for block in part.blocks),
        notes=tuple(note for block in part.blocks for note in block.notes),
        rows=tuple(row for block in part.blocks for row in block.rows),
        page=part.blocks[0].page,
    )


def _with_notes(found: list[Paragraph], notes: Sequence[Block]) -> list[Paragraph]:
    """Return the paragraphs with the notes that stood by themselves: each with the first paragraph that holds its mark and has no such note yet."""
    for block in notes:
        said = note_number(block.text) or ("", block.text)
        for place, one in enumerate(found):
            if is_marked(one.text, said[0]) and said[0] not in {note.number for note in one.notes}:
                found[place] = one._replace(notes=(*one.notes, Note(*said)))
                break
    return found
