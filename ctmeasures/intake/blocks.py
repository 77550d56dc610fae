"""What every form of a letter becomes before its paragraphs are numbered: blocks in reading order, and what the form says of the letter."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class BlockKind(StrEnum):
    """What a block is; a note stands by itself where the form does not say at which block it hangs."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    TABLE = "table"
    NOTE = "note"


class Note(NamedTuple):
    """A footnote: its number as printed, and its text."""

    number: str
    text: str


class Block(NamedTuple):
    """One block of a letter: a text in one line (NFC, single spaces, without soft hyphens and note markers where the form shows what those are).

    An item of a list begins with its sign (`- `, `1. `). A table's text is its rows' cells with spaces between them.
    `page` is the page on which it begins, from 1, and 0 where the form has no pages; `continues` is true where the form itself shows that it
    goes on with the block before it, as behind a page break; `apart` where it shows that something not belonging to the text (a page break, a
    running head) stands before it.
    """

    kind: BlockKind
    text: str
    notes: tuple[Note, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    page: int = 0
    continues: bool = False
    apart: bool = False


class Paper(NamedTuple):
    """A file as read: its blocks, and the fields of the letter that the form itself states.

    The fields are those of a letter's front matter: `date` as YYYY-MM-DD, `title_nl`, `reference`, `publication`, `signatories` (a tuple).
    """

    blocks: tuple[Block, ...]
    fields: Mapping[str, str | tuple[str, ...]] = MappingProxyType({})


PARAGRAPH_KINDS = ("text", "list", "table")


class Paragraph(NamedTuple):
    """One numbered paragraph: its kind, one of `PARAGRAPH_KINDS`, the heading above it, its text with its items and rows, its notes."""

    number: int
    kind: str
    heading: str
    text: str
    notes: tuple[Note, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    page: int = 0


def words_of(one: Paragraph) -> str:
    """Return the text of a paragraph with its notes."""
    return "\n\n".join((one.text, *(note.text for note in one.notes)))
