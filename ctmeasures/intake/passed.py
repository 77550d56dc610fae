"""Papers that were looked at and passed over, each with its reason: a small file beside the registry, so that nobody is offered them again."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from ctmeasures.edit.spelling import item
from ctmeasures.model.dates import PartialDate
from ctmeasures.model.fields import DAY, PUBLICATION, TEXT, Field, Shape
from ctmeasures.model.place import NOWHERE, Located, Problem
from ctmeasures.model.record import Record, record
from ctmeasures.read.careful import Careful
from ctmeasures.read.nodes import LOADERS
from ctmeasures.read.text import decode

NAME = "passed.yaml"


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


def passed_file(registry: str) -> str:
    """Return the path of the file beside a registry."""
    return os.path.join(os.path.dirname(registry), NAME)


def read_passed(path: str, data: bytes) -> Passed:
    """Read the file; of a paper that stands there twice the last reason counts."""
    document, problems = decode(path, data)
    if problems or not document.text.strip():
        return Passed({}, tuple(problems))
    careful = Careful(document, 0, len(document.text), LOADERS[0])
    listed = isinstance(careful.value, list)
    items = careful.value if isinstance(careful.value, list) else [careful.value]
    found = [careful.reader.record(PASSED, one, (number,) if listed else ()) for number, one in enumerate(items)]
    problems = [*careful.problems, *careful.faults()]
    return Passed({one.id.casefold(): one.reason for one in found if one is not None}, tuple(problems))


def with_passed(data: bytes, identifier: str, reason: str, day: str) -> bytes:
    """Return the file with one paper more; every other byte stays."""
    lines = item({"id": identifier, "reason": reason, "date": day}, 0)
    new_line = b"\r\n" if b"\r\n" in data else b"\n"
    head = data if not data or data.endswith(b"\n") else data + new_line
    return head + b"".join(line.encode() + new_line for line in lines)
