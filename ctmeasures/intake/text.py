"""A letter as plain text or Markdown, as it is copied out of a page or a document."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ctmeasures.disk.files import Unreadable
from ctmeasures.intake.blocks import Block, BlockKind, Paper
from ctmeasures.intake.frame import begins_anew
from ctmeasures.intake.prose import NOTE, RAISED, SIGN, ends, joined, one_line, raised
from ctmeasures.intake.tables import table

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_BOLD = re.compile(r"\s*(?:\*\*|__)(?!\s)([^*]+?)(?:\*\*|__)\s*")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|\|?[\s:|-]*-{3,}[\s:|-]*\|?)\s*")
_ROW = re.compile(r"\s*\|.*\|\s*")
_SPARE = 14  # characters by which a word would have fitted at least
_BROKEN = (
    8,
    140,
    40,
    0.4,
)  # lines at least; at most so wide; of which so wide count as full; which share of them is full


class _Line(NamedTuple):
    """A line as read: what it is, and its text without markup."""

    kind: BlockKind
    text: str
    indented: bool = False
    cells: tuple[str, ...] = ()


def read_text(data: bytes) -> Paper:
    """Return the blocks of a plain text or Markdown; raise Unreadable where it is not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = f"byte {error.start + 1:,} is 0x{data[error.start]:02x}"
        raise Unreadable(f"this is no UTF-8 text: {said}; save the text as UTF-8") from None
    lines = re.split(r"\r\n?|\n", text.replace("\f", "\n\n"))
    full = [len(line.rstrip()) for line in lines if line.strip()]
    least, widest, wide, share = _BROKEN
    broken = len(full) >= least and max(full) <= widest and sum(one > wide for one in full) > share * len(full)
    return Paper(tuple(_blocks(lines, _ending(lines, full) if broken else None)))


def _ending(lines: list[str], full: list[int]) -> frozenset[int]:
    """Return the places of lines of a page behind which the next begins anew: those of an address or a signature.

    That is where the first word of the next would have fitted by far, in lines without an empty one between them of which half are so.
    """
    width = sorted(full)[len(full) * 9 // 10] - _SPARE
    found: set[int] = set()
    short: list[int] = []
    together = 0
    for place, (line, after) in enumerate(pairwise([*lines, ""])):
        if not line.strip():
            continue
        if after.strip():
            together += 1
            if len(line.rstrip()) + 1 + len(after.split()[0]) <= width:
                short.append(place)
            continue
        found |= {*short} if 2 * len(short) >= together else set()
        short, together = [], 0
    return frozenset(found)


def _blocks(lines: list[str], ending: frozenset[int] | None) -> Iterator[Block]:
    """Yield the blocks of lines, which are whole paragraphs, or, with places of an `ending`, lines of a page."""
    open_: Block | None = None
    last = ""  # the line before, of an open block
    for place, raw in enumerate(lines):
        line = _line(raw)
        if line is None or not (line.text or line.cells):
            if open_ and not (open_.kind is BlockKind.TABLE and line is not None):
                yield open_
                open_ = None
            continue
        if line.kind is BlockKind.TABLE:
            if open_ and open_.kind is BlockKind.TABLE:
                open_ = table((*open_.rows, line.cells))
                continue
            if open_:
                yield open_
            open_ = table((line.cells,))
            continue
        if open_ and ending is not None and place - 1 not in ending and _same(open_, line, last):
            open_ = open_._replace(text=joined(open_.text, line.text))
        else:
            if open_:
                yield open_
            open_ = Block(line.kind, line.text)
        last = line.text
    if open_:
        yield open_


def _same(block: Block, line: _Line, last: str) -> bool:
    """Tell whether a line of a page goes on with the block above it, of which `last` is the last line."""
    if block.kind not in (BlockKind.TEXT, BlockKind.ITEM) or line.kind is BlockKind.HEADING:
        return False
    if begins_anew(line.text, last):
        return False
    if line.indented and ends(last):  # a page's end that became a space
        return False
    return line.kind is not BlockKind.ITEM or not (block.kind is BlockKind.ITEM or ends(last))


def _line(raw: str) -> _Line | None:
    """Return what a line is and says; None for one that only draws a rule, and an empty one where it says nothing."""
    if ("-" in raw or "*" in raw or "_" in raw) and _RULE.fullmatch(raw):
        return _Line(BlockKind.TABLE, "") if "|" in raw else None
    if "\t" in raw.strip() or _ROW.fullmatch(raw):
        cells = re.split(r"\t" if "\t" in raw.strip() else r"(?<!\\)\|", raw.strip().strip("|"))
        return _Line(BlockKind.TABLE, "", cells=tuple(one_line(_plain(cell)) for cell in cells))
    if not raw.strip():
        return None
    heading = _HEADING.match(raw)
    bold = _BOLD.fullmatch(raw)
    text = one_line(_plain(raw[heading.end() :] if heading else raw))
    if heading or (bold and not NOTE.match(text)):
        return _Line(BlockKind.HEADING, text)
    return _Line(BlockKind.ITEM if SIGN.match(text) else BlockKind.TEXT, text, raw[:1] == " ")


def _plain(text: str) -> str:
    """Return a text without the marks of Markdown and HTML."""
    text = _TAG.sub("", text)
    text = re.sub(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", r"\1", text)
    text = re.sub(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])", r"\1", text)
    text = re.sub(r"\[\^(\d{1,2})\]", lambda found: raised(found[1]), text)
    return re.sub(rf"^([{RAISED}]+):", r"\1", text.strip()).replace("**", "")
