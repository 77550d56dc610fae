"""Characters for outputs whose encoding lacks those that we draw with, such as a code page or plain ASCII."""

import codecs
import unicodedata

NAME = "ctmeasures.readable"

# what we draw with, and what stands for it; each as wide as it is, so that columns stay columns, but for the money and the signs in words
_ALIKE = str.maketrans({
    **dict.fromkeys("─━┈═–−╌", "-"), **dict.fromkeys("│┊", "|"), **dict.fromkeys("╱", "/"), **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╞╡╪╤╧", "+"),
    **dict.fromkeys("█▉▊▋▌▍▎▏≡", "#"), "░": ".", **dict.fromkeys("▲△", "^"), **dict.fromkeys("▼▽", "v"), "◆": "*", "◇": "o", "○": "o", "●": "*", "◑": "o", "◔": "o",
    "·": ".", "•": "*", "×": "x", "»": ">", "›": ">", "→": ">", "≠": "!", "…": "~", "’": "'", "‘": "'", "“": '"', "”": '"', "—": "-",
    "€": "EUR", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
})  # fmt: skip


def register() -> str:
    """Make the way known in which such characters are written; return its name, for `errors=`."""
    codecs.register_error(NAME, _readable)
    return NAME


def _readable(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return something alike for what cannot be encoded: our own table, a letter without its accent, else the escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = []
    for character in error.object[error.start : error.end]:
        plain = character.translate(_ALIKE)
        if not plain.isascii():
            plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
        found.append(plain or character.encode("ascii", "backslashreplace").decode())
    return "".join(found), error.end
