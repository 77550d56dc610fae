"""How the Dutch official publications name papers and dossiers: what was seen, and what follows from that."""

import re
from urllib.parse import urlsplit

from ctmeasures.sources.places import OFFICIAL, host

# Seen: kst-29754-302, kst-36600-VII-1, kst-21501-02-3174, kst-36836-D, kst-20072008-30566-C, kst-1027276; with -n1 or -h1 behind.
_ID = re.compile(r"kst(?:-[0-9A-Za-z()]+){1,5}", re.IGNORECASE)
# Seen: <id>.html, dossier/<id>.html, <other>.html/<id>.html, .../kst/<dossier>/<id>/1/xml/<id>.xml: the last one counts.
_IN_ADDRESS = re.compile(r"(?<![0-9A-Za-z-])(kst(?:-[0-9A-Za-z()]+){1,5})(?=[./]|$)", re.IGNORECASE)
# Inferred: a dossier has five digits, perhaps with a number or letters behind, and the paper's own number is last.
_DOSSIER = re.compile(r"([0-9]{2}) ?([0-9]{3})(?:[ -]([0-9]{2}|[A-Z]{1,5}|\([A-Z0-9]+\)))?")
_OF_ID = re.compile(r"kst-(?:[0-9]{8}-)?([0-9]{5}(?:-(?:[0-9]{2}|[IVXLC]+))?)-[0-9A-Z]+(?:-[nh][0-9])?", re.IGNORECASE)


def identifier(said: str) -> str | None:
    """Return the id of a paper that was given by its id or an official address; None for what is neither. Case has no meaning in ids (inferred)."""
    if "://" in said:
        found = _IN_ADDRESS.findall(urlsplit(said).path) if host(said) in OFFICIAL else []
        said = found[-1] if found else ""
    return f"kst{said[3:]}" if _ID.fullmatch(said) else None


def dossier(said: str) -> str | None:
    """Return a dossier as searches name it, `29754` or `21501-02` (the second form is inferred); None for what is none."""
    found = _DOSSIER.fullmatch(said.strip())
    return f"{found[1]}{found[2]}{f'-{found[3]}' if found[3] else ''}" if found else None


def dossier_of(identifier: str) -> str | None:
    """Return the dossier that a paper's id names; None for those seen that name none, kst-1027276."""
    found = _OF_ID.fullmatch(identifier)
    return found[1] if found else None
