"""Words and tables as Markdown writes them, with nothing in them that it would take for its own."""

from __future__ import annotations

import re
from functools import lru_cache

from ctmeasures.render.safe import clean

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$]|:(?=//)|(?<=www)\.)")

_KEPT = 4096  # texts that were escaped: names, days and statuses stand in a report's tables again and again


@lru_cache(_KEPT)
def escape(text: str) -> str:
    """Return the text so that Markdown shows it as it is: no markup, no HTML, no link of its own, nobody mentioned.

    GitHub looks for `@name` in what is shown, so that a backslash is no help, but a character between the two is:
    https://github.com/github/cmark-gfm/issues/181
    """
    return _SPECIAL.sub(r"\\\1", clean(text)).replace("@", "@&#8203;")


def table(rows: list[list[str]], numbers: int = 0) -> str:
    """Draw a table; the first row holds the headings, which are ours; the last so many columns are numbers."""
    head, *body = rows
    return drawn_table([head, *([escape(cell) for cell in row] for row in body)], numbers)


def drawn_table(rows: list[list[str]], numbers: int = 0) -> str:
    """Draw a table whose cells are Markdown already."""
    head, *body = rows
    lines = ["| " + " | ".join(word.capitalize() for word in head) + " |"]
    lines += ["|" + " --- |" * (len(head) - numbers) + " ---: |" * numbers]
    lines += ["| " + " | ".join(row) + " |" for row in body]
    return "\n".join(lines)


def linked(text: str, url: str | None) -> str:
    """Return a text that opens an address, where it has one."""
    return f"[{escape(text)}]({bracketed(url)})" if url else escape(text)


def bracketed(url: str) -> str:
    """Return an address in brackets, which no address that was let in can hold itself; a bar would end a table's cell."""
    return f"<{clean(url).replace('|', '%7C')}>"
