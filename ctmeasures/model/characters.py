"""The characters that a text should not hold, one table for the reader, for what is typed, and for all that is written.

Everything else may stand: also variation selectors 15 and 16 behind a character, which phones put behind every emoji, and what is
for private use or not assigned yet, which is drawn as a box, and would be refused in texts that are younger than this program.
"""

import re

_BY_YAML = (  # what YAML forbids, and what it alone takes for a line end
    ("controls, which terminals obey", "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"),
    ("line ends that only YAML knows", "\u2028\u2029"),
    ("halves of pairs, byte order marks", "\ud800-\udfff\ufeff\ufffe\uffff"),
)
_UNSEEN = (
    ("noncharacters: no text may be exchanged with them", "\ufdd0-\ufdef"),
    ("noncharacters: the two last of each plane", "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0x10000, 0x110000, 0x10000))),
    ("soft hyphen, grapheme joiner", "\u00ad\u034f"),
    ("what turns the direction of writing", "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"),
    ("zero-width spaces, joiners, invisible operators, deprecated format characters", "\u200b-\u200d\u2060-\u2065\u206a-\u206f"),
    ("fillers and vowels of Hangul and Khmer that have no shape", "\u115f\u1160\u17b4\u17b5\u3164\uffa0"),
    ("a pattern of Braille without dots", "\u2800"),
    ("selectors and separators of Mongolian", "\u180b-\u180f"),
    ("variation selectors that no emoji needs: anything can be hidden in a row of them", "\ufe00-\ufe0d"),
    ("interlinear annotations, and what Unicode keeps for more of the kind", "\ufff0-\ufffb"),
    ("format characters of shorthand and music", "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"),
    ("tags, more variation selectors", "\U000e0000-\U000e0fff"),
)  # fmt: skip

_EMOJI = "\ufe0e\ufe0f"  # text or picture: of no use but behind a character
_ASTRAY = f"(?<![^\\s{_EMOJI}])[{_EMOJI}]"
_FORBIDDEN = "".join(characters for _, characters in _BY_YAML)
_INVISIBLE = "".join(characters for _, characters in _UNSEEN)
_VISIBLE = bytes(range(0x20, 0x7F))  # of ASCII, nearly all of nearly every text

FORBIDDEN = f"[{_FORBIDDEN}]"
INVISIBLE = f"[{_INVISIBLE}]|{_ASTRAY}"
UNSAFE = f"[\r{_FORBIDDEN}{_INVISIBLE}]|{_ASTRAY}"

_PERHAPS = re.compile(f"[{_EMOJI}{_INVISIBLE}]")


def harmless(text: str, lines: bool = False) -> bool:
    """Tell quickly whether a text certainly holds none of them: nearly every text is so. Line ends are harmless in `lines` only.

    What Python calls printable is harmless but for a few, and none of these is ASCII.
    """
    if not lines and text.isascii():
        return text.isprintable()
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    left = text.encode("utf-8", "surrogatepass").translate(None, _VISIBLE + b"\n" if lines else _VISIBLE)
    if not left:
        return True
    odd = left.decode("utf-8", "surrogatepass")
    return odd.isprintable() and not _PERHAPS.search(odd)
