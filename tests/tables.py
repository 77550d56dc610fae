"""Reading pages back: the tables, headings, links and elements of an HTML page, and of Markdown by way of HTML."""

from html.parser import HTMLParser
from typing import NamedTuple

from markdown_it import MarkdownIt

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Element(NamedTuple):
    """A tag with its attributes."""

    tag: str
    attributes: dict[str, str | None]


class Page(HTMLParser):
    """What a page holds; every element must be closed in its order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.tables: list[list[list[str]]] = []
        self.headings: list[str] = []
        self.styles = ""
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.elements.append(Element(tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append("")
        elif tag in ("h1", "h2", "h3", "h4"):
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            self.styles += data
            return
        data = data.replace("\u00a0", " ")  # which keeps a date on one line
        self.text += data
        if {"th", "td"} & {*self._open}:
            self.tables[-1][-1][-1] += data
        if {"h1", "h2", "h3", "h4"} & {*self._open}:
            self.headings[-1] += data


def read(text: str) -> Page:
    """Read an HTML page, or Markdown."""
    return Page(text if text.startswith("<!doctype") else MarkdownIt("js-default").render(text))
