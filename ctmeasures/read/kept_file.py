"""What one file of a registry says, as it is kept in the cache, whatever becomes of its other files."""

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from ctmeasures.disk import cache
from ctmeasures.read.kept_lines import joined
from ctmeasures.read.places import Doubt

if TYPE_CHECKING:
    from ctmeasures.read.file import PlainFile

FAULTY = (ValueError, LookupError, TypeError, AttributeError, Doubt)
"""What an entry of another making may raise."""


def fetch_file(entry: str) -> "PlainFile | None":
    """Return what was kept of a file that says the same, or None."""
    from ctmeasures.read.file import PlainFile

    found = cache.fetch(entry)
    about, lines = (found.section(0), found.section(1)) if found else (None, None)
    if about is None or lines is None:
        return None
    try:
        return PlainFile(**json.loads(about))._replace(measures=lines.decode().split("\n") if lines else ())
    except FAULTY:
        return None


def store_file(entry: str, plain: "PlainFile") -> None:
    """Store what a file says."""
    about = plain._replace(measures=())._asdict()
    cache.store(entry, [encoded(about), partial(joined, plain.measures)])


def encoded(said: Any) -> bytes:
    """Return plain values as an entry holds them."""
    from ctmeasures.read.file import encoder

    return encoder()(said).encode("utf-8", "surrogatepass")
