"""How values are written down: block style, plain texts wherever YAML allows, short lists in brackets."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ctmeasures.model import lookalikes
from ctmeasures.model.characters import UNSAFE
from ctmeasures.model.place import Document
from ctmeasures.read.nodes import NOTHING, Mapping, Node, Scalar, Sequence, Value, parse

STEP = 2  # spaces of indentation for each level
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_ESCAPED = f'[\n\t\r"\\\\]|{UNSAFE}'


def scalar(text: str | None, like: str = "", flow: bool = False) -> str:
    """Return a text as YAML, with the quotation marks that it needs or that the text before it had (`like`)."""
    if text is None:
        return "~"
    if like not in ('"', "'") and _plain(text, flow):
        return text
    if like == '"' or "\n" in text or "\t" in text or re.search(UNSAFE, text):
        return f'"{re.sub(_ESCAPED, _escape, text)}"'
    return "'" + text.replace("'", "''") + "'"


@lru_cache(512)  # the same keys and words stand in record after record
def _plain(text: str, flow: bool) -> bool:
    """Tell whether YAML reads the text as it is: asked of the reader itself, in the place where it is to stand."""
    if (
        text in NOTHING
        or lookalikes.quoted(text)
        or text != text.strip()
        or "\n" in text
        or "\t" in text
        or re.search(UNSAFE, text)
        or (flow and "?" in text)
    ):
        return False  # pure PyYAML refuses a tab in a plain text, and a question mark in brackets; libyaml takes them
    for trial in (f"[{text}]\n", f"{{k: {text}}}\n") if flow else (f"k: {text}\n",):
        root, problems = parse(Document("", trial))
        if problems or root is None or _lone(root) != text:
            return False
    return True


def _lone(root: Node) -> str | None:
    """Return the text of a collection's one plain scalar."""
    nodes = (
        root.items if isinstance(root, Sequence) else list(root.entries.values()) if isinstance(root, Mapping) else []
    )
    (node,) = nodes if len(nodes) == 1 else (None,)
    return node.text if isinstance(node, Scalar) and node.plain else None


def _escape(match: re.Match[str]) -> str:
    if match[0] in _SHORT:
        return _SHORT[match[0]]
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def flow(said: Value) -> str:
    """Return a value on one line, in brackets and braces."""
    if isinstance(said, list):
        return f"[{', '.join(map(flow, said))}]"
    if isinstance(said, dict):
        return f"{{{', '.join(f'{scalar(key, flow=True)}: {flow(entry)}' for key, entry in said.items())}}}"
    return scalar(said, flow=True)


def entry(key: str, said: Value, column: int) -> list[str]:
    """Return the lines of a mapping's entry, the first one without its indentation."""
    key = scalar(key)
    if isinstance(said, list) and any(isinstance(item, list | dict) for item in said):
        return [f"{key}:", *(line for one in said for line in item(one, column + STEP))]
    if isinstance(said, dict) and said and not all(name.isdecimal() for name in said):
        return [f"{key}:", *_entries(said, column + STEP)]
    return [f"{key}: {flow(said) if isinstance(said, list | dict) else scalar(said)}"]


def item(said: Value, column: int, offset: int = STEP) -> list[str]:
    """Return the lines of a list's item, its dash at the column and what it says `offset` columns after it."""
    dash = " " * column + "-" + " " * (offset - 1)
    if isinstance(said, dict) and said:
        first, *rest = _entries(said, column + offset)
        return [dash + first.lstrip(" "), *rest]
    return [dash + (flow(said) if isinstance(said, list | dict) else scalar(said))]


def _entries(said: dict[str, Value], column: int) -> Iterator[str]:
    for key, one in said.items():
        first, *rest = entry(key, one, column)
        yield " " * column + first
        yield from rest
