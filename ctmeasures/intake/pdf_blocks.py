"""The blocks of a PDF: where a paragraph, an item and a heading begin and end is told by the places and the look of its lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from ctmeasures.intake.blocks import Block, BlockKind, Note
from ctmeasures.intake.pdf_lines import Column, Line, column_of, lines_of, parted, without_furniture
from ctmeasures.intake.pdf_notes import Foot, notes_of
from ctmeasures.intake.pdf_pages import Page
from ctmeasures.intake.pdf_tables import rows_of, tables_in
from ctmeasures.intake.pdf_words import Words, calls, line_text, without_calls

_SIGN = re.compile(r"(?:[-–—•*o]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2})+\.?)\s+(?=\S)")
_BULLET = re.compile(r"[–—•*o-]\s+")
_ENDED = re.compile(r"""[.!?:;…]["'»”’)\]]*$|[.!?]["'»”’)\]]*\(?\d{0,3}\)?$""")
_RAISED = re.compile("\ue000.*?\ue001")
# In ems: with so much room left at the end of a line, the next word did not fit only because another paragraph begins there.
_ROOM_BEHIND_SENTENCE, _ROOM = 0.7, 2.5


@dataclass(eq=False)
class _Draft:
    """A block while its lines are gathered."""

    kind: BlockKind
    lines: list[Line]
    text: str
    rows: list[list[str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    apart: bool = False
    inside: bool = False
    gap: bool = False

    @property
    def hang(self) -> float:
        """Return where the text of an item begins, behind its sign."""
        pieces = [piece for segment in self.lines[0].segments for piece, _ in segment.pieces]
        return pieces[1].x0 if len(pieces) > 1 and not _SIGN.match(pieces[0].text) else self.lines[-1].x0


def blocks_of(pages: Sequence[Page]) -> tuple[list[Block], list[Line]]:
    """Return the blocks of a letter in reading order, and the lines that stand beside its text."""
    drawn = [lines_of(page) for page in pages]
    column = column_of([*chain.from_iterable(drawn)])
    own, beside = [], []
    for lines in drawn:
        inside, outside = parted(lines, column)
        own.append(inside)
        beside += outside
    kept = without_furniture(own, [page.height for page in pages], column)
    words = Words(chain.from_iterable(kept))
    drafts: list[_Draft] = []
    feet: list[Foot] = []
    for lines in kept:
        above, notes = notes_of(lines, column, words)
        for foot in notes:
            if not foot.number and feet:
                feet[-1] = feet[-1]._replace(text=words.join(feet[-1].text, foot.text))
            else:
                feet.append(foot)
        _gather(above, column, words, drafts)
    _name_headings(drafts, column)
    loose = _hang(drafts, feet)
    return [*_finished(drafts, feet, loose)], beside


def _gather(lines: Sequence[Line], column: Column, words: Words, drafts: list[_Draft]) -> None:
    """Add the blocks of one page to those of the pages before it."""
    tables = {found.start: found for found in tables_in(lines, column)}
    place = 0
    first = True
    while place < len(lines):
        line = lines[place]
        if place in tables:
            held = lines[place : tables[place].stop]
            last = drafts[-1] if first and drafts and drafts[-1].kind is BlockKind.TABLE else None
            rows = rows_of(held, words)
            if last and len(last.rows[0]) == len(rows[0]):
                last.lines += held
                last.rows += rows[rows[0] == last.rows[0] :]  # a head that is there again is not another row
            else:
                drafts.append(_Draft(BlockKind.TABLE, [*held], "", rows, apart=first))
            place = tables[place].stop
        else:
            after = lines[place + 1] if place + 1 < len(lines) else None
            _add(line, column, words, drafts, first, after)
            place += 1
        first = False


def _add(line: Line, column: Column, words: Words, drafts: list[_Draft], first: bool, after: Line | None) -> None:
    """Add a line to the last block, or begin one with it."""
    text = line_text(line)
    last = drafts[-1] if drafts else None
    if (
        last is None
        or last.kind is BlockKind.TABLE
        or _begins(line, text, last, column)
        or (first and _alone(line, text, after, last, column))
    ):
        kind = BlockKind.ITEM if _SIGN.match(text) and not _looks_heading(line, column) else BlockKind.TEXT
        inside = kind is BlockKind.TEXT and last is not None and _inside(line, last, column)
        gap = last is None or first or line.y - last.lines[-1].y > 1.25 * column.leading
        drafts.append(_Draft(kind, [line], text, apart=first and last is not None, inside=inside, gap=gap))
    else:
        last.lines.append(line)
        last.text = words.join(last.text, text)


def _begins(line: Line, text: str, last: _Draft, column: Column) -> bool:
    """Tell whether a line begins a block, rather than going on with the last one."""
    above = last.lines[-1]
    over = line.page != above.page
    leading = column.leading * max(1.0, line.size / column.size)
    if not over and (line.y - above.y > 1.25 * leading or line.y <= above.y):
        return True
    if abs(line.size - above.size) > 0.08 * column.size:
        return True
    ended = bool(_ENDED.search(_RAISED.sub("", last.text)))
    room = _room(line, above, column) / column.size
    if line.bold != above.bold and (room > 0 or ended):
        return True
    indent = (line.x0 - column.left[line.page]) - (last.lines[0].x0 - column.left[last.lines[0].page])
    if _SIGN.match(text) and (
        ended or room > _ROOM_BEHIND_SENTENCE or (last.kind is BlockKind.ITEM and indent < 2) or text[0] == "•"
    ):
        return True
    if (
        last.kind is BlockKind.ITEM
        and indent < 2 < last.hang - last.lines[0].x0
        and (ended or len(last.lines) > 1 or room > 0)
    ):
        return True
    if (
        last.kind is BlockKind.TEXT
        and len(last.lines) > 1
        and line.x0 - above.x0 > 0.8 * column.size
        and not over
        and ended
    ):
        return True
    if ended:
        return room > _ROOM_BEHIND_SENTENCE
    return room > _ROOM and not text[0].islower()


def _alone(line: Line, text: str, after: Line | None, last: _Draft, column: Column) -> bool:
    """Tell whether the first line of a page, above which a sentence has ended, is a heading: what follows it begins another block."""
    ended = _ENDED.search(_RAISED.sub("", last.text)) and not text[0].islower() and not _ENDED.search(text)
    return (
        bool(ended)
        and after is not None
        and _begins(after, line_text(after), _Draft(BlockKind.TEXT, [line], text), column)
    )


def _room(line: Line, above: Line, column: Column) -> float:
    """Return how much room the line above has left when the first word of a line would have stood on it."""
    first = line.segments[0].pieces[0][0]
    return column.right(above.page) - above.x1 - (first.word - first.x0) - 0.25 * first.size


def _inside(line: Line, last: _Draft, column: Column) -> bool:
    """Tell whether a line stands where the text of the item above it does, behind its sign: it is of that item."""
    if last.kind is not BlockKind.ITEM and not last.inside:
        return False
    shift = column.left[line.page] - column.left[last.lines[0].page]
    hang = last.hang if last.kind is BlockKind.ITEM else last.lines[0].x0
    return line.x0 - column.left[line.page] > 0.8 * column.size and abs(line.x0 - shift - hang) < 2


def _looks_heading(line: Line, column: Column) -> bool:
    return line.bold or line.italic or line.size > 1.1 * column.size


def _name_headings(drafts: Sequence[_Draft], column: Column) -> None:
    """Make headings of short blocks that look like one.

    They are bold, slanting or larger, or a lone number with a few words above a text, or a line right above its text, or the title of a table, in letters as small as its own.
    """
    for place, draft in enumerate(drafts):
        if draft.kind is BlockKind.TABLE or len(draft.lines) > 3 or draft.text.endswith((".", ";", ",")):
            continue
        bold = all(line.bold or line.size > 1.1 * column.size for line in draft.lines)
        italic = all(line.italic for line in draft.lines) and not _ENDED.search(draft.text)
        before = drafts[place - 1].kind if place else BlockKind.HEADING
        after = drafts[place + 1] if place + 1 < len(drafts) else None
        lone = (
            draft.kind is BlockKind.ITEM
            and draft.gap
            and before is not BlockKind.ITEM
            and not _BULLET.match(draft.text)
        )
        numbered = lone and after is not None and after.kind is BlockKind.TEXT and not _ENDED.search(draft.text)
        label = after is not None and _is_label(draft, after, column)
        title = after is not None and after.kind is BlockKind.TABLE and _are_small(draft.lines + after.lines, column)
        if (bold or italic or numbered or label or title) and not draft.inside:
            draft.kind = BlockKind.HEADING


def _is_label(draft: _Draft, after: _Draft, column: Column) -> bool:
    """Tell whether a block is one short line with room above it and none below, as "Antwoord 1" is: what follows is more than another such line."""
    if draft.kind is not BlockKind.TEXT or len(draft.lines) > 1 or not draft.gap or _ENDED.search(draft.text):
        return False
    short = draft.lines[0].x1 - draft.lines[0].x0 < 0.6 * column.width
    more = len(after.lines) > 1 or bool(_ENDED.search(_RAISED.sub("", after.text)))
    return short and after.kind is BlockKind.TEXT and not after.gap and not after.apart and more


def _are_small(lines: Sequence[Line], column: Column) -> bool:
    return all(line.size < 0.95 * column.size for line in lines)


def _hang(drafts: Sequence[_Draft], feet: Sequence[Foot]) -> list[Foot]:
    """Hang each note at the block that calls it, first on its own page; return those that none calls."""
    loose = []
    for foot in feet:
        calling = [one for one in drafts if foot.number in _called(one)]
        here = [one for one in calling if any(line.page == foot.page for line in one.lines)]
        before = [one for one in calling if one.lines[0].page < foot.page]
        if here or before:
            calling = here[:1] or before[-1:]
            # A heading is no part of a paragraph, so its note goes to the text below it.
            below = drafts[drafts.index(calling[0]) :]
            holder = next((one for one in below if one.kind is not BlockKind.HEADING), calling[0])
            holder.notes.append(Note(foot.number, foot.text))
        else:
            loose.append(foot)
    return loose


def _called(draft: _Draft) -> list[str]:
    return calls(" ".join([draft.text, *chain.from_iterable(draft.rows)]))


def _finished(drafts: Sequence[_Draft], feet: Sequence[Foot], loose: list[Foot]) -> Iterator[Block]:
    """Yield the blocks; a note that no block calls stands behind those of its page."""
    numbers = {(foot.page, foot.number) for foot in feet}
    pages = [line.page for draft in drafts for line in draft.lines[-1:]]
    for place, draft in enumerate(drafts):
        shown = {line.page for line in draft.lines}

        def is_note(number: str, shown: set[int] = shown, draft: _Draft = draft) -> bool:
            return any((page, number) in numbers for page in shown) or any(
                note.number == number for note in draft.notes
            )

        rows = tuple(tuple(without_calls(cell, is_note) for cell in row) for row in draft.rows)
        text = " ".join(filter(None, chain.from_iterable(rows))) if rows else without_calls(draft.text, is_note)
        if draft.kind is BlockKind.ITEM:
            text = _BULLET.sub("- ", text, count=1)
        if text:
            yield Block(
                draft.kind,
                text,
                tuple(_clean(note) for note in draft.notes),
                rows,
                draft.lines[0].page,
                draft.inside,
                draft.apart,
            )
        after = pages[place + 1] if place + 1 < len(pages) else None
        while loose and (after is None or loose[0].page < after):
            foot = loose.pop(0)
            yield Block(BlockKind.NOTE, without_calls(f"{foot.number} {foot.text}", lambda _: False), page=foot.page)


def _clean(note: Note) -> Note:
    return Note(note.number, without_calls(note.text, lambda _: False))
