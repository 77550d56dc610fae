"""Characters that look like one of YAML's own and are another: what word processors, web pages and PDF files put in its place."""

import re

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
COLONS = "\uff1a\ufe55\ua789"
DOUBLE = "“”„‟«»″＂"
SINGLE = "‘’‚‛‹›′＇"
QUOTES = DOUBLE + SINGLE

_NAMES = {
    "\u00a0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u2013": "an en dash",
    "\u2014": "an em dash",
}
_KINDS = ((SPACES, "another kind of space", " "), (DASHES, "another kind of dash", "-"), (COLONS, "another kind of colon", ":"),
          (DOUBLE, "a typographic quotation mark", '"'), (SINGLE, "a typographic quotation mark", "'"))  # fmt: skip
# Compiled where they are needed: of most registries nothing is asked that needs them.
_QUOTED = f"[{DOUBLE}][^{DOUBLE}\"]*[{DOUBLE}\"]|[{SINGLE}][^{SINGLE}']*[{SINGLE}']"
_ANY = f"[{SPACES}{DASHES}{COLONS}{QUOTES}]"


def told(character: str) -> tuple[str, str]:
    """Return what a character is, in words, and what YAML knows in its place."""
    for characters, kind, meant in _KINDS:
        if re.match(f"[{characters}]", character):
            return f"{_NAMES.get(character, kind)} (U+{ord(character):04X})", meant
    raise ValueError(character)


def first(text: str) -> re.Match[str] | None:
    """Return the first of these characters in a text, or None."""
    return re.search(_ANY, text)


def quoted(text: str) -> bool:
    """Tell whether a text stands as a whole between typographic quotation marks, of which there are no others in it."""
    return text[:1] in QUOTES and re.fullmatch(_QUOTED, text) is not None


def plain(text: str) -> str:
    """Return a text without quotation marks around it, its spaces, dashes and colons those of a keyboard."""
    bare = text.strip(f"{QUOTES}\"' ")
    for characters, _, meant in _KINDS:
        bare = re.sub(f"[{characters}]", meant, bare)
    return bare.strip()
