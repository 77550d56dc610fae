"""A letter as it is published, read for its quotes; nothing of it is kept."""

from ctmeasures.checks.addresses import Published
from ctmeasures.disk.files import Unreadable
from ctmeasures.intake.forms import read_paper
from ctmeasures.intake.kept import letter_text
from ctmeasures.intake.paragraphs import paragraphs


def published(data: bytes) -> Published:
    """Return the text of a letter and its publication's id from the bytes of its XML, page or PDF, or why they cannot be read."""
    try:
        paper = read_paper(data)
        found = paragraphs(paper).paragraphs
    except Unreadable as fault:
        return Published(unread=str(fault).partition(";")[0])
    said = paper.fields.get("publication")
    return Published(letter_text(found), said if isinstance(said, str) else None)
