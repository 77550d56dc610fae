"""A page of its own made of Markdown: no script, nothing from elsewhere, light and dark, for the screen and for paper."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from ctmeasures.render.document import address, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from ctmeasures.render.document import Cell, Part, Rows
    from ctmeasures.render.look import Look

NEW_SHEET = "---"  # in Markdown, before a heading; on paper, the heading begins a new sheet
_RANGE = re.compile(r"([\w\u00a0]+–[\w\u00a0]+)")  # two months, say, with a dash between them
_NARROW = 3  # columns that a telephone can show beside one another


def page(
    parts: Iterable[Part],
    heading: str,
    look: Look,
    contents: bool = False,
    pictures: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """Return a whole page that shows a document, with links to its sections; as its `contents` they stand on paper too.

    Under the section with an anchor stand its `pictures`, each an SVG element.

    HTML in the text is shown as text, and an address that could run something is no link (`js-default`); the page's policy
    allows its own style sheet, by its hash, and nothing else.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markdown_it import MarkdownIt
    from markupsafe import Markup

    markdown = MarkdownIt("js-default")
    tokens = [token for part in joined(parts) for token in _tokens(part, markdown)]
    sections = anchored(tokens)
    tokens = list(_with_pictures(tokens, pictures or {}))
    drawn = markdown.renderer.render(tokens, markdown.options, {})
    body = Markup(drawn)  # noqa: S704  without the data's HTML
    room = Environment(loader=PackageLoader("ctmeasures.render"), autoescape=True, undefined=StrictUndefined)
    style = room.get_template("page.css").render()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return room.get_template("page.html").render(
        lang=look.code,
        contents=look.say("Sections"),
        on_paper=contents,
        heading=heading,
        sections=sections,
        body=body,
        style=style,
        digest=digest,
    )


def _tokens(part: Part, markdown: MarkdownIt) -> list[Token]:
    """Return a part of a document as tokens: a table is one that is drawn already."""
    from markdown_it.token import Token

    if not isinstance(part, str):
        return [Token("html_block", "", 0, content=_table(part))]
    tokens = markdown.parse(part)
    for token in tokens:
        token.children = token.children and [piece for one in token.children for piece in _pieces(one)]
    return tokens


def _pieces(token: Token) -> Iterator[Token]:
    """Yield a text in pieces, of which each range of dates is an element of its own."""
    from markdown_it.token import Token

    said = token.content.replace("@\u200b", "@")  # which only GitHub needs
    if token.type != "text" or "–" not in said:
        token.content = said
        yield token
        return
    for number, piece in enumerate(_RANGE.split(said)):
        if number % 2:
            yield Token("html_inline", "", 0, content=_whole(_escaped(piece)))
        else:
            yield Token("text", "", 0, content=piece)


def _whole(drawn: str) -> str:
    """Return what stays on one line."""
    return f'<span class="whole">{drawn}</span>'


def _table(rows: Rows) -> str:
    """Draw a table, as Markdown's own would be drawn."""
    wide = ' tabindex="0"' if len(rows.headings) > _NARROW else ""
    kinds = [""] * (len(rows.headings) - rows.numbers) + [' class="number"'] * rows.numbers
    head = "".join(f"<th{kind}>{_shown(word)}</th>\n" for kind, word in zip(kinds, rows.headings, strict=True))
    lines = [f"<table{wide}>\n<thead>\n<tr>\n{head}</tr>\n</thead>\n"]
    if rows.cells:
        opened = [f"<td{kind}>" for kind in kinds]
        lines.append("<tbody>\n")
        for row in rows.cells:
            cells = "".join([f"{tag}{_cell(cell)}</td>\n" for tag, cell in zip(opened, row, strict=True)])
            lines.append(f"<tr>\n{cells}</tr>\n")
        lines.append("</tbody>\n")
    return "".join([*lines, "</table>\n"])


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return _shown(cell)
    found = []
    for text, url, aside in cell:
        words = _shown(text)
        if url:
            words = f'<a href="{_escaped(address(url))}">{words}</a>'
        found.append(f"<em>{words}</em>" if aside else words)
    return "".join(found)


def _shown(text: str) -> str:
    """Return a text as HTML shows it, no line of which ends within a range of dates."""
    drawn = _escaped(text)
    return _RANGE.sub(lambda found: _whole(found[0]), drawn) if "–" in drawn else drawn


def _escaped(text: str) -> str:
    """Return a text as HTML writes it, its quotation marks too."""
    from markdown_it.common.utils import escapeHtml

    return escapeHtml(text)


def _with_pictures(tokens: Iterable[Token], pictures: Mapping[str, Sequence[str]]) -> Iterator[Token]:
    from markdown_it.token import Token

    place = ""
    for token in tokens:
        yield token
        if token.type == "heading_open":
            place = str(token.attrGet("id") or "")
        elif token.type == "heading_close":
            for picture in pictures.get(place, ()):
                yield Token("html_block", "", 0, content=f"<figure>{picture}</figure>\n")


def anchor(section: int, part: int = 0) -> str:
    """Return the anchor of a section by its number, or of a part of it, both from 1 on."""
    return f"section-{section}-{part}" if part else f"section-{section}"


def anchored(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Give sections and their parts anchors, and return those of the sections.

    A wide table, which scrolls on a telephone, gets a place in the order of keys; cells of numbers get a class instead
    of a style, which the policy forbids.
    """
    sections: list[tuple[str, str]] = []
    table, columns, parts = None, 0, 0
    for token, inside in zip(tokens, [*tokens[1:], None], strict=True):
        if token.attrGet("style"):
            token.attrs = {"class": "number"}
        if token.type == "table_open":
            table, columns = token, 0
        if token.type == "th_open" and table:
            columns += 1
            if columns > _NARROW:
                table.attrs = {"tabindex": "0"}
        if token.type == "heading_open" and token.tag == "h2" and inside:
            sections.append((anchor(len(sections) + 1), inside.content))
            token.attrs, parts = {"id": sections[-1][0]}, 0
        if token.type == "heading_open" and token.tag == "h3" and sections:
            parts += 1
            token.attrs = {"id": anchor(len(sections), parts)}
    return sections
