"""Where the official services are: their own hosts, or another origin that the environment puts in their place."""

import os
from urllib.parse import urlsplit, urlunsplit

VARIABLE = "CTMEASURES_SOURCES"
OFFICIAL = frozenset({  # all of the Dutch government's publisher of official publications; seen in links and in the code of others
    "zoek.officielebekendmakingen.nl",
    "officielebekendmakingen.nl",
    "www.officielebekendmakingen.nl",
    "repository.overheid.nl",
    "repository.officiele-overheidspublicaties.nl",
})  # fmt: skip
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class BadPlace(ValueError):
    """Another origin that is none; the message says what it can be."""


def placed(address: str) -> str:
    """Return where an address is asked: itself, or where it is one of an official service, its path at the origin that is put in their place.

    Raises BadPlace where the environment's variable is no origin.
    """
    said = os.environ.get(VARIABLE, "").strip()
    if not said or host(address) not in OFFICIAL:
        return address
    try:
        origin = urlsplit(said)
        right = origin.scheme in ("http", "https") and origin.hostname and origin.port != 0
    except ValueError:
        right = None
    if not right or origin.username is not None or origin.path.strip("/") or origin.query or origin.fragment:
        raise BadPlace(f"{VARIABLE} is no origin; set it to one such as http://127.0.0.1:8000, or leave it out")
    parts = urlsplit(address)
    return urlunsplit((origin.scheme, origin.netloc, parts.path, parts.query, parts.fragment))


def host(address: str) -> str:
    """Return the host of an address, in lower case, with its port where that is not the scheme's own; nothing where there is none."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    usual = {"http": 80, "https": 443}.get(parts.scheme.lower())
    name = (parts.hostname or "").rstrip(".")
    return name if port in (None, usual) else f"{name}:{port}"
