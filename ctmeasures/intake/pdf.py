"""A letter as PDF. PDFium reads it: C code that can neither be interrupted nor trusted to end, so it runs in a process of its own, with limits."""

import json
import subprocess
import sys
from typing import Any

from ctmeasures.disk.files import Unreadable
from ctmeasures.intake.blocks import Block, BlockKind, Note, Paper

SECONDS = 60
_START = "import sys; sys.path[:] = {path!r}; from ctmeasures.intake.pdf_process import main; main()"


def read_pdf(data: bytes, pages: range | None = None) -> Paper:
    """Return a letter as PDF in blocks, all of it or some pages, which count from 1.

    Raises Unreadable where it is cut off or damaged, has a password or no text, or takes too long.
    """
    _refuse_part(data)
    first, behind = (0, 0) if pages is None else (pages.start, pages.stop)
    # The process finds what this one finds, also in a zip file; -P: a file in the folder is no module of the program.
    start = _START.format(path=[place for place in sys.path if place])
    try:
        ran = subprocess.run(  # noqa: S603  this very Python, and our own words
            [sys.executable, "-P", "-c", start, str(first), str(behind)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        answer = json.loads(ran.stdout)
    except subprocess.TimeoutExpired:
        raise Unreadable(
            f"this PDF takes more than {SECONDS} seconds to read; print it to a new PDF, or name fewer pages with --pages"
        ) from None
    except ValueError:  # it has ended without an answer: killed for its memory or time, or broken by the file
        raise Unreadable(
            "this PDF takes too much memory or time, or is damaged; print it to a new PDF and add that"
        ) from None
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    return _paper(answer)


def _refuse_part(data: bytes) -> None:
    """Raise Unreadable for a PDF that is not whole, before anything looks into it."""
    end = data.rfind(b"%%EOF")
    # One that is cut off can still hold the end of an older version of itself, or of its own first part.
    if end < 0 or b"endobj" in data[end:] or b" obj" in data[end:]:
        raise Unreadable("this PDF ends in the middle; download it again")


def _paper(answer: dict[str, Any]) -> Paper:
    return Paper(
        tuple(
            Block(
                BlockKind(kind),
                text,
                tuple(Note(number, said) for number, said in notes),
                tuple(tuple(row) for row in rows),
                page,
                continues,
                apart,
            )
            for kind, text, notes, rows, page, continues, apart in answer["blocks"]
        ),
        answer["fields"],
    )
