"""A page of its own made of Markdown: no script, nothing from elsewhere, light and dark, for the screen and for paper."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from ctmeasures.render.look import Look

NEW_SHEET = "---"  # in Markdown, before a heading; on paper, the heading begins a new sheet
_NARROW = 3  # columns that a telephone can show beside one another


def page(
    text: str,
    heading: str,
    look: Look,
    contents: bool = False,
    pictures: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """Return a whole page that shows a Markdown text, with links to its sections; as its `contents` they stand on paper too.

    Under the section with an anchor stand its `pictures`, each an SVG element.

    HTML in the text is shown as text, and an address that could run something is no link (`js-default`); the page's policy
    allows its own style sheet, by its hash, and nothing else.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markdown_it import MarkdownIt
    from markupsafe import Markup

    markdown = MarkdownIt("js-default")
    tokens = markdown.parse(text)
    sections = anchored(tokens)
    tokens = list(_with_pictures(tokens, pictures or {}))
    drawn = markdown.renderer.render(tokens, markdown.options, {}).replace("@\u200b", "@")  # which only GitHub needs
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
