"""Papers that were looked at and passed over, each with its reason: a small file beside the registry, so that nobody is offered them again."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ctmeasures.checks.passed import passed_letter, passed_twice
from ctmeasures.disk.files import read_bytes
from ctmeasures.disk.texts import passed_file
from ctmeasures.edit.spelling import item
from ctmeasures.model.dates import PartialDate
from ctmeasures.model.fields import DAY, PUBLICATION, TEXT, Field, Shape
from ctmeasures.model.place import NOWHERE, Located, Place, Problem
from ctmeasures.model.record import Record, record
from ctmeasures.model.records import Registry
from ctmeasures.read.careful import Careful
from ctmeasures.read.nodes import LOADERS
from ctmeasures.read.text import decode


@record
class PassedOver(Record):
    """A paper that was passed over: why, and when."""

    id: str
    reason: str
    date: PartialDate
    source: Located = NOWHERE


PASSED = Shape("passed paper", PassedOver, (
    Field("id", PUBLICATION, "Id of the publication.", required=True),
    Field("reason", TEXT, "Why it is no letter for the registry.", required=True),
    Field("date", DAY, "Day on which that was decided.", required=True),
))  # fmt: skip


class Passed(NamedTuple):
    """The reasons by ids in lower case, and everything that is wrong with their file."""

    reasons: Mapping[str, str]
    problems: tuple[Problem, ...]
    papers: tuple[PassedOver, ...] = ()


def read_passed(path: str, data: bytes) -> Passed:
    """Read the file; of a paper that stands there twice the last reason counts."""
    document, problems = decode(path, data)
    said = any(line.strip() and not line.lstrip().startswith("#") for line in document.text.splitlines())
    if problems or not said:  # taking everything out again can leave a comment
        return Passed({}, tuple(problems))
    careful = Careful(document, 0, len(document.text), LOADERS[0])
    listed = isinstance(careful.value, list)
    items = careful.value if isinstance(careful.value, list) else [careful.value]
    found = [careful.reader.record(PASSED, one, (number,) if listed else ()) for number, one in enumerate(items)]
    problems = [*careful.problems, *careful.faults()]
    papers = tuple(one for one in found if one is not None)
    return Passed({one.id.casefold(): one.reason for one in papers}, tuple(problems), papers)


def passed_problems(registry: Registry) -> list[Problem]:
    """Return everything that is wrong with the file beside a registry, none where there is no file; raise Unreadable where it cannot be read."""
    path = passed_file(registry.path)
    if not os.path.lexists(path):
        return []
    found = read_passed(path, read_bytes(path))
    return [*found.problems, *_contradicting(registry, found.papers)]


def _contradicting(registry: Registry, papers: Sequence[PassedOver]) -> Iterator[Problem]:
    """Yield a warning for each paper that is a letter of the registry too, or stands there twice."""
    letters = {(one.publication or "").casefold(): one.id for one in registry.letters.values()}
    seen: dict[str, Place] = {}
    for one in papers:
        key, place = one.id.casefold(), one.source.place("id")
        if key in letters:
            yield passed_letter(place, one.id, letters[key])
        if key in seen:
            yield passed_twice(place, one.id, seen[key].told_at(place))
        seen.setdefault(key, place)


def with_passed(data: bytes, identifier: str, reason: str, day: str) -> bytes:
    """Return the file with one paper more; every other byte stays."""
    lines = item({"id": identifier, "reason": reason, "date": day}, 0)
    new_line = b"\r\n" if b"\r\n" in data else b"\n"
    head = data if not data or data.endswith(b"\n") else data + new_line
    return head + b"".join(line.encode() + new_line for line in lines)
