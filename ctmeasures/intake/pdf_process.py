"""The process in which a PDF is read: bytes in, blocks as JSON out."""

import contextlib
import json
import re
import sys
from collections.abc import Sequence

from ctmeasures.disk.files import Unreadable
from ctmeasures.intake.letterhead import labelled_day, reference

MEMORY = 1024 * 1024 * 1024
SECONDS = 60

_PUBLICATION = re.compile(r"(?:kst|blg|ah|h|stb|stcrt|trb)(?:-(?:tk|ek))?-\d[0-9A-Za-z()-]*")


def main() -> None:
    """Read a PDF from standard input and write its blocks, or the sentence that says why it cannot be read, to standard output."""
    _limit()
    first, behind = map(int, sys.argv[1:3])
    try:
        answer = _answer(sys.stdin.buffer.read(), range(first, behind) if behind else None)
    except Unreadable as fault:
        answer = {"unreadable": str(fault)}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _limit() -> None:
    """Bound the memory and the time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows, where the one who waits ends it
        return
    for what, most in (("RLIMIT_AS", MEMORY), ("RLIMIT_CPU", SECONDS), ("RLIMIT_CORE", 0)):
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, what), (most, most))


def _answer(data: bytes, pages: range | None) -> dict[str, object]:
    from ctmeasures.intake.pdf_blocks import blocks_of
    from ctmeasures.intake.pdf_pages import read_pages

    blocks, beside = blocks_of(read_pages(data, pages))
    return {"blocks": blocks, "fields": fields_beside([line.text for line in beside])}


def fields_beside(lines: Sequence[str]) -> dict[str, str]:
    """Return what the lines beside a letter's text say of it: the id of its publication, its reference, its date."""
    publication = next((line for line in lines if _PUBLICATION.fullmatch(line)), "")
    found = {"publication": publication, "reference": reference(lines), "date": labelled_day(lines)}
    return {name: said for name, said in found.items() if said}
