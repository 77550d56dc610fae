"""A paper of parliament as a web page saved from officielebekendmakingen.nl."""

import re
from collections.abc import Iterator
from typing import Any

from ctmeasures.disk.files import Unreadable
from ctmeasures.disk.markup import leave_out, tag
from ctmeasures.intake.blocks import Block, BlockKind, Note, Paper
from ctmeasures.intake.prose import SIGN, is_item, one_line
from ctmeasures.intake.tables import Cell, grid, number

_ROOTS = (  # where the text stands, on pages of today and on older ones
    '//*[@id="broodtekst"]',
    '//*[contains(concat(" ", @class, " "), " broodtekst ")]',
    '//*[@id="main-column"]',
    '//div[contains(concat(" ", @class, " "), " stuk ")]',
)
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_NO_TEXT = {"script", "style", "nav", "form", "button", "header", "footer", "noscript", "template"}
_NOTE = re.compile(r"\b(?:voet)?noot(?:num|text|tekst)?\b|\bvoetnoten\b")
_PAPER = re.compile(r"(?:kst|blg)-[0-9A-Za-z()-]+")


def read_publication(data: bytes) -> Paper:
    """Return the blocks of a saved page; raise Unreadable where it is another page, or not all of it is there."""
    from lxml import etree

    if not re.search(rb"</(?:html|body)\s*>", data[-4096:], re.IGNORECASE):
        raise Unreadable("the web page ends in the middle; save it again, whole")
    named = re.search(rb"(?i)charset\s*=|<\?xml[^>]*encoding", data[:4096])
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding=None if named else "utf-8")
    try:
        page: Any = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        page = None
    if page is None:
        raise Unreadable("the web page is damaged; save it again, as a whole page")
    said = {one.get("name"): one_line(one.get("content") or "") for one in page.iter("meta") if one.get("name")}
    known = said.get("DC.identifier") or said.get("DCTERMS.identifier") or ""
    root = next((found[0] for path in _ROOTS if (found := page.xpath(path))), None)
    if root is None or (known and not _PAPER.fullmatch(known)):
        what = f"is {known}" if known and root is not None else "has no text of a publication"
        raise Unreadable(
            f"the web page {what}; save the page of the letter itself, zoek.officielebekendmakingen.nl/kst-….html"
        )
    leave_out(root, _hidden)
    notes = {number: text for number, text in map(_note, _note_elements(root)) if number}
    fields: dict[str, str | tuple[str, ...]] = {"publication": known} if known.startswith("kst-") else {}
    if title := _title(said):
        fields["title_nl"] = title
    return Paper(tuple(_blocks(root, notes)), fields)


def _hidden(element: Any) -> bool:
    """Tell whether a page says itself that it does not show an element."""
    style = re.sub(r"\s", "", element.get("style") or "").casefold()
    return (
        element.get("hidden") is not None
        or re.search(r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse))\b", style) is not None
    )


def _title(said: dict[str, str]) -> str:
    """Return a letter's own subject: the third part of its title, `dossier; Brief regering; subject`."""
    dossier, _, rest = said.get("DC.title", "").partition("; ")
    kind, _, subject = rest.partition("; ")
    return subject if dossier and kind.casefold().startswith("brief") else ""


def _note_elements(root: Any) -> list[Any]:
    """Return the elements that hold a note's text, outermost only, and no list of them."""
    found = [
        one for one in root.iter("div", "p", "li", "aside") if re.search(r"\b(?:voet)?noot\b", one.get("class") or "")
    ]
    return [one for one in found if not any(up in found for up in one.iterancestors())]


def _note(element: Any) -> tuple[str, str]:
    """Return the number of a note and its text."""
    text = one_line("".join(element.itertext()))
    found = re.match(r"\[?(\d{1,3})[\].)]?\s*(?=\D)(.*)$", text)
    return (found[1], found[2]) if found else ("", text)


def _blocks(element: Any, notes: dict[str, str]) -> Iterator[Block]:
    """Yield the blocks in an element, in reading order."""
    for child in element:
        kind, style = tag(child), child.get("class") or ""
        if not kind or kind in _NO_TEXT or re.search(r"\b(?:voet)?noot\b|\bvoetnoten\b|\bondertekening\b", style):
            if "ondertekening" in style:
                yield from _signed(child)
        elif kind in _HEADINGS or (kind == "p" and "tussenkop" in style):
            yield from _block(BlockKind.HEADING, child, notes)
        elif kind == "table":
            yield grid(_rows(child, notes))
        elif kind == "li":
            yield from _item(child, notes)
        elif kind == "p" or not _has_blocks(child):
            yield from _block(BlockKind.TEXT, child, notes)
        else:
            yield from _blocks(child, notes)


def _has_blocks(element: Any) -> bool:
    return (
        any(
            tag(one) in {"p", "div", "ul", "ol", "li", "table", "section", "article", *_HEADINGS}
            for one in element.iter()
        )
        and tag(element) != "p"
    )


def _signed(element: Any) -> Iterator[Block]:
    """Yield the lines of a signature: the office, then the name."""
    for one in element.iter():
        if (one.get("class") or "") in ("functie", "naam"):
            yield Block(BlockKind.TEXT, one_line(" ".join(one.itertext())))


def _block(kind: BlockKind, element: Any, notes: dict[str, str], sign: str = "") -> Iterator[Block]:
    """Yield the block of an element; none where it says nothing."""
    marks: list[str] = []
    text = one_line(_text(element, marks))
    if text:
        item = kind is BlockKind.TEXT and is_item(text)
        said = tuple(Note(mark, notes[mark]) for mark in marks if mark in notes)
        yield Block(BlockKind.ITEM if item else kind, f"{sign}{text}", said)


def _item(element: Any, notes: dict[str, str]) -> Iterator[Block]:
    """Yield an item of a list, then those of the lists in it."""
    ordered = tag(element.getparent()) == "ol"
    place = 1 + sum(1 for _ in element.itersiblings("li", preceding=True))
    own = [one for one in element if tag(one) not in ("ul", "ol")]
    marks: list[str] = []
    text = one_line(" ".join([element.text or "", *(_text(one, marks) + (one.tail or "") for one in own)]))
    sign = "" if SIGN.match(text) else f"{place}. " if ordered else "- "
    if text:
        yield Block(BlockKind.ITEM, f"{sign}{text}", tuple(Note(mark, notes[mark]) for mark in marks if mark in notes))
    for inner in element.iterchildren("ul", "ol"):
        yield from _blocks(inner, notes)


def _text(element: Any, marks: list[str]) -> str:
    """Return the text of an element without the marks of notes in it, whose numbers are added to the list."""
    if tag(element) in _NO_TEXT:
        return ""
    style = element.get("class") or ""
    if tag(element) in ("sup", "a") and (_NOTE.search(style) or re.search(r"noot", element.get("href") or "")):
        marks.append(re.sub(r"\D", "", "".join(element.itertext())))
        return ""
    text = " " if tag(element) == "br" else element.text or ""
    for child in element:
        text += (_text(child, marks) if tag(child) else "") + (child.tail or "")
    return text


def _rows(table: Any, notes: dict[str, str]) -> Iterator[list[Cell]]:
    """Yield the rows of a table."""
    for row in table.iter("tr"):
        yield [
            Cell(one_line(_text(cell, [])), number(cell.get("colspan")), number(cell.get("rowspan")))
            for cell in row
            if tag(cell) in ("td", "th")
        ]
