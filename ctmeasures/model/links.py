"""Addresses of sources: official publications, text fragments in them, and references."""

import re
from urllib.parse import quote

from ctmeasures.model.records import Letter

_OFFICIAL = "https://zoek.officielebekendmakingen.nl"

_FIGURE = re.compile(r"[-−–+]?[0-9]+(?:[.,][0-9]+)*[,%]?", re.ASCII)
_DIGIT = re.compile("[0-9]")
_DASHES = ("-", "−", "–", "—")

# One rule per scheme: what the rest must look like, an example of it, and the address it gives.
SCHEMES = {
    "dossier": (r"[0-9]{5}(?:-[A-Z0-9()]+)?", "34359", _OFFICIAL + "/dossier/{}"),
    "kst": (r"[0-9]{5}(?:-[A-Z0-9()]+)?-[0-9A-Z]+", "29754-391", _OFFICIAL + "/kst-{}.html"),
    "celex": (
        r"[0-9CE][0-9]{4}[A-Z]{1,2}[0-9]{4}",
        "32016L0681",
        "https://eur-lex.europa.eu/legal-content/{lang}/TXT/?uri=CELEX:{}",
    ),
    "handelingen": (r"(?:ek|tk)-[0-9]{8}-[0-9]+-[0-9]+", "tk-20162017-83-5", _OFFICIAL + "/h-{}.html"),
}


def reference_url(reference: str, dutch: bool = False) -> str:
    """Return the address of a reference such as `dossier:34359`, that of a European act in English or `dutch`; raise ValueError where no rule fits it."""
    scheme, _, rest = reference.partition(":")
    if scheme not in SCHEMES:
        raise ValueError(f"no such scheme: {scheme}")
    pattern, example, address = SCHEMES[scheme]
    if re.fullmatch(pattern, rest) is None:
        raise ValueError(f"after `{scheme}:` comes something like {example}")
    return address.format(quote(rest, safe=""), lang="NL" if dutch else "EN")


def reference_words(reference: str, dutch: bool = False) -> str:
    """Say what a reference is: `Dossier 34359`, `Kamerstukken 29754, nr. 391`; others as they are written."""
    scheme, _, rest = reference.partition(":")
    if scheme == "dossier":
        return f"{'Kamerstukdossier' if dutch else 'Dossier'} {rest}"
    if scheme == "kst":
        dossier, _, number = rest.rpartition("-")
        return f"Kamerstukken {dossier}, {'nr. ' if number.isdigit() else ''}{number}"
    return rest if scheme == "handelingen" else f"{scheme.upper()} {rest}"


def reference_to(publication: str) -> str:
    """Return the reference to a publication: `kst:29754-421` for `kst-29754-421`."""
    return publication.replace("-", ":", 1)


def publication_url(publication: str, form: str = ".html") -> str:
    """Return the address of an official publication in one of its forms."""
    return f"{_OFFICIAL}/{publication}{form}"


def letter_url(letter: Letter) -> str | None:
    """Return the address of a letter's official publication, or its first link, or None."""
    if letter.publication:
        return publication_url(letter.publication)
    return letter.links[0] if letter.links else None


def passage_url(letter: Letter, words: str | None) -> str | None:
    """Return the address that opens a letter's publication at the quoted words, or None where it has none."""
    address = letter_url(letter)
    if address is None or not words:
        return address
    return f"{address}{'' if '#' in address else '#'}:~:text={text_fragment(words)}"


def text_fragment(words: str) -> str:
    """Return the text fragment that makes a browser scroll to quoted words.

    No part of a fragment goes on across the cells of a table, so a row is named by its ends: its last figure and its second, which
    the first one stands before. The first alone may occur in another row, or in the text above.
    Text fragments: https://wicg.github.io/scroll-to-text-fragment/; `-` has a meaning there, so it is encoded too.
    """
    if not is_row(words):
        return _encoded(words)
    first, second, *rest = map(_encoded, words.split())
    return ",".join([f"{first}-", second, *rest[-1:]])


def is_row(words: str) -> bool:
    """Tell whether quoted words are a row of a table: nothing but figures, perhaps behind one word, two of them at least."""
    if not _DIGIT.search(words):
        return False
    first, *rest = words.split()
    figures = [bool(_FIGURE.fullmatch(one)) for one in (first, *rest)]
    return sum(figures) > 1 and all(found or one in _DASHES for found, one in zip(figures[1:], rest, strict=True))


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
