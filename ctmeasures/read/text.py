"""From bytes to text and back: what is wrong with a file before any YAML is looked at."""

import re
from itertools import islice

from ctmeasures.disk.limit import max_bytes
from ctmeasures.model.characters import FORBIDDEN, INVISIBLE
from ctmeasures.model.place import Document, Problem
from ctmeasures.read import faults

MAX_FAULTS = 1000
NO_TEXT = frozenset(("too-large", "not-utf8"))  # the faults after which there is nothing to parse
LONE_RETURN = r"\r(?!\n)"
OURS = re.compile(r"^<{7,}(?: |\r?$)", re.MULTILINE)  # without it, the others may be a heading's underline

_WHITE = " \t\n"  # YAML's own; it reads CR LF as LF
_BREAKS = r"[ \t]*\n[ \t\n]*"
_BOM = b"\xef\xbb\xbf"


def decode(path: str, data: bytes) -> tuple[Document, list[Problem]]:
    """Turn a file's bytes into text, without its byte order mark; report what is no text."""
    limit = max_bytes()
    if len(data) > limit:
        document = Document(path, "")
        return document, [faults.too_large(document.place(0, 0), limit)]
    if _utf16(data):
        document = Document(path, "")
        return document, [faults.not_utf8(document.place(0, 0), "this looks like UTF-16")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = len(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
        document = Document(path, data.decode("utf-8", "replace").removeprefix("\ufeff"))
        byte = f"the byte 0x{data[error.start]:02x} is perhaps Latin-1"
        return document, [faults.not_utf8(document.place(start, start + 1), byte)]
    document = Document(path, text.removeprefix("\ufeff"))
    problems: list[Problem] = []
    if "<<<<<<<" in text and OURS.search(document.text):
        found = islice(OURS.finditer(document.text), MAX_FAULTS)
        problems += (faults.conflict_marker(document.place(match.start(), match.start() + 7)) for match in found)
    if document.printable:
        return document, problems
    returns = only_returns(document.text)
    if returns:
        problems.append(faults.line_ends(document.place(document.text.index("\r"), document.text.index("\r") + 1)))
    for pattern, fault in (
        (FORBIDDEN, faults.control_character),
        (LONE_RETURN, faults.control_character),
        (INVISIBLE, faults.invisible_character),
    ):
        for match in () if returns and pattern is LONE_RETURN else re.finditer(pattern, document.text):
            problem = fault(document.place(*match.span()), match[0])
            if len(problems) >= MAX_FAULTS:
                problems.append(faults.too_many_problems(problem.place, MAX_FAULTS, problem.level))
                return document, problems
            problems.append(problem)
    return document, problems


def one_line(text: str) -> str:
    """Return a text as it is meant, however YAML let it be laid out: without white space around it, a line break in it a space."""
    found = text.strip(_WHITE)
    return re.sub(_BREAKS, " ", found) if "\n" in found else found


def only_returns(text: str) -> bool:
    """Tell whether the lines of a text end with carriage returns alone."""
    return "\r" in text and "\n" not in text


def encode(text: str, like: bytes) -> bytes:
    """Return a text's bytes, with a byte order mark where those before had one."""
    return (_BOM if like.startswith(_BOM) else b"") + text.encode()


def has_conflict(data: bytes) -> bool:
    """Tell whether a file holds git's markers of a conflict."""
    return OURS.search(data.decode("utf-8", "replace")) is not None


def _utf16(data: bytes) -> bool:
    """Tell whether bytes look like UTF-16: by their mark, or because every other one of the first 64 is zero."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    start = data[:64]
    return len(start) == 64 and any(start) and (not any(start[::2]) or not any(start[1::2]))
