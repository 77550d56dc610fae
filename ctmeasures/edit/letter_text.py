"""Changes of a letter's file and of that of its Dutch digests: digests under their headings, and the paragraphs that are context."""

import re
from collections.abc import Mapping, Sequence

from ctmeasures.edit.draft import CannotEdit, Draft, eol_of
from ctmeasures.model.fields import LETTER
from ctmeasures.model.figures import whole
from ctmeasures.model.place import Document, Level
from ctmeasures.read.letters import digest_of, front_matter_of, read_dutch
from ctmeasures.read.text import decode, encode

_HEADING = re.compile(r"^##(?!#)[^\r\n]*", re.MULTILINE)


def with_digests(path: str, data: bytes, digests: Mapping[int, str]) -> bytes:
    """Return a letter file, or one of Dutch digests, with other digests; where a paragraph has no heading it gets one."""
    text = decode(path, data)[0].text
    eol = eol_of(text)
    start = front_matter_of(text)
    for number, digest in sorted(digests.items()):
        headings = list(_HEADING.finditer(text, start))
        numbers = [_number(heading[0]) for heading in headings]
        if number in numbers:
            place = numbers.index(number)
            end = headings[place + 1].start() if place + 1 < len(headings) else len(text)
            if digest_of(text[headings[place].end() : end]) != digest:
                behind = eol + eol if place + 1 < len(headings) else eol
                text = text[: headings[place].end()] + eol + eol + digest + behind + text[end:]
            continue
        after = next((one for one, other in zip(headings, numbers, strict=True) if other > number), None)
        at = after.start() if after else len(text)
        before = text[:at].rstrip() + eol + eol if text[:at].strip() else ""
        text = f"{before}## {number}{eol}{eol}{digest}{eol}{eol if after else ''}{text[at:]}"
    return encode(text, data)


def stands(digest: str) -> bool:
    """Tell whether a text can stand in a letter's file as a digest: one that begins as a heading does is read as one."""
    found, problems = read_dutch("", new_dutch("", {1: digest}))
    errors = [one for one in problems if one.level is Level.ERROR]
    return not errors and [text for text, _ in found.texts.values()] == [digest_of(digest)]


def _number(heading: str) -> int:
    return whole(heading.removeprefix("##").strip()) or 0


def with_context(path: str, data: bytes, context: Sequence[int]) -> bytes:
    """Return a letter file with other paragraphs under `context`; raise CannotEdit where it has no front matter."""
    text = decode(path, data)[0].text
    end = front_matter_of(text)
    first = text.find("\n") + 1
    last = text.rfind("---", 0, end)
    if not 0 < first <= last:
        raise CannotEdit(f"{path} has no front matter; `ctmeasures check` says what it needs")
    draft = Draft(Document(path, text[first:last]))
    draft.put(("context",), [str(one) for one in context], [field.name for field in LETTER.fields])
    return encode(text[:first] + draft.text + text[last:], data)


def new_dutch(title: str, digests: Mapping[int, str]) -> bytes:
    """Return the first text of a file of Dutch digests."""
    return "".join([f"# {title}\n", *(f"\n## {number}\n\n{one}\n" for number, one in sorted(digests.items()))]).encode()
