"""Making text harmless: every output passes its data through `clean`."""

import re

from ctmeasures.model.characters import UNSAFE, harmless

_SPACES = r"[\t\r\n ]+"


def clean(text: str) -> str:
    """Return the text on one line, with every character that could do harm shown as its escape."""
    text = visible(text)
    return re.sub(_SPACES, " ", text) if "  " in text or "\n" in text or "\t" in text else text


def visible(text: str) -> str:
    """Return the text with its spaces as they are, and every character that could do harm shown as its escape."""
    return text if harmless(text) else re.sub(UNSAFE, _escaped, text)


def inert(text: str) -> str:
    """Return the text so that no line of it is a command to GitHub's runner, which takes what starts with `::` for one."""
    return re.sub(r"^([^\S\n]*):(?=:)", r"\1: ", text, flags=re.MULTILINE) if "::" in text else text


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\r":
        return " "
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
