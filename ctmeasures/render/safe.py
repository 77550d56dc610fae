"""Making text harmless: every output passes its data through `clean`."""

import re

# Controls, bidirectional marks and invisible characters: what could move a cursor or make a text look different.
_UNSAFE = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
_SPACES = r"[\t\r\n ]+"


def clean(text: str) -> str:
    """Return the text on one line, with every character that could do harm shown as its escape."""
    if not text.isprintable():  # nearly every text is, and then none of its characters is unsafe
        text = re.sub(_UNSAFE, _escaped, text)
    return re.sub(_SPACES, " ", text) if "  " in text or "\n" in text or "\t" in text else text


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\r":
        return " "
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
