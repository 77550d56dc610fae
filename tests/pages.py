"""What must hold of a folder of web pages: each page is whole, each link leads somewhere, nothing is loaded from elsewhere."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ADDRESSES = ("href", "src", "srcset", "poster", "action", "xlink:href")
POINTERS = {"alternate", "canonical"}  # what a <link> may name and a browser does not load


class Page(HTMLParser):
    """What a page says of itself, and the addresses that it names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings = 0
        self.lang = self.title = ""
        self.linked: list[str] = []  # what a reader may follow
        self.loaded: list[str] = []  # what a browser fetches by itself
        self._in_title = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        self.headings += tag == "h1"
        if tag == "html":
            self.lang = given.get("lang", "")
        self._in_title = tag == "title" and not self.title  # a drawing may have titles too
        follows = tag in ("a", "area", "form") or (tag == "link" and given.get("rel") in POINTERS)
        for name in ADDRESSES:
            if name in given:
                (self.linked if follows else self.loaded).append(given[name])

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False


def read(folder: Path) -> dict[str, Page]:
    """Read the pages of a folder, by their paths in it."""
    return {
        path.relative_to(folder).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }


def faults(folder: Path) -> list[str]:
    """Return what does not hold in a folder of pages, each with its file."""
    pages = read(folder)
    found = [f"{name}: {fault}" for name, page in pages.items() for fault in page_faults(page)]
    for name, page in pages.items():
        for address in dict.fromkeys([*page.linked, *page.loaded]):
            fault = address_fault(folder, name, address, pages, loaded=address in page.loaded)
            found += [f"{name}: {address!r} {fault}"] if fault else []
    for path in sorted(folder.rglob("*.css")):
        name = path.relative_to(folder).as_posix()
        for address in re.findall(r"""(?:url\(|@import)\s*["']?([^"')\s;]+)""", path.read_text(encoding="utf-8")):
            fault = address_fault(folder, name, address, pages, loaded=True)
            found += [f"{name}: {address!r} {fault}"] if fault else []
    return found


def page_faults(page: Page) -> Iterator[str]:
    """Say what a page lacks or has twice."""
    if page.headings != 1:
        yield f"{page.headings} h1"
    if not page.title.strip():
        yield "no title"
    if not page.lang:
        yield "no lang"
    for one in sorted({one for one in page.ids if page.ids.count(one) > 1}):
        yield f"id {one!r} stands twice"


def address_fault(folder: Path, name: str, address: str, pages: dict[str, Page], *, loaded: bool) -> str | None:
    """Say what is wrong with an address that a file of the folder names."""
    parts = urlsplit(address)
    if parts.scheme in ("https", "mailto", "webcal") and not loaded:
        return None
    if parts.scheme == "data" and loaded:
        return None
    if parts.scheme or address.startswith(("/", "\\")):
        return "is loaded from elsewhere" if loaded else "leads out of the folder"
    target = (folder / name).parent / unquote(parts.path) if parts.path else folder / name
    if not target.resolve().is_relative_to(folder.resolve()):
        return "leads out of the folder"
    if not target.is_file():
        return "is no file"  # a folder is none either: opened from the file system, it shows a list of files
    fragment = unquote(parts.fragment.partition(":~:")[0])
    page = pages.get(target.resolve().relative_to(folder.resolve()).as_posix())
    if (fragment or address.endswith("#")) and page and fragment not in page.ids:
        return "leads to no place of the page"
    return None
