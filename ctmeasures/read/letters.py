"""Letter files: front matter with the letter's fields, then one numbered heading with a digest per paragraph."""

import re
from pathlib import Path
from typing import Any

from ctmeasures.model.fields import LETTER, is_letter_id
from ctmeasures.model.place import Document, Place, Problem
from ctmeasures.model.records import Letter, Passage
from ctmeasures.read import faults
from ctmeasures.read.careful import Careful
from ctmeasures.read.nodes import LOADERS
from ctmeasures.read.places import Stretch
from ctmeasures.read.text import MAX_FAULTS, NO_TEXT, decode

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^##(?!#)(.*)$", re.MULTILINE)


def read_letter(path: str, data: bytes, loader: type[Any] = LOADERS[0]) -> tuple[Letter | None, list[Problem]]:
    """Read one letter file; return the letter, or None where its front matter is too faulty, and all problems."""
    document, problems = decode(path, data)
    if any(problem.code in NO_TEXT for problem in problems):
        return None, problems
    name = Path(path).stem
    if not is_letter_id(name):
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        expected = f"`{slug}.md`" if is_letter_id(slug) else "`<date>-<subject>.md`, such as `2017-06-19-subject.md`"
        problems.append(faults.letter_name(Place(path, 1, 1), Path(path).name, expected))
    if any(problem.code == "line-ends" for problem in problems):
        return None, problems
    front = _FRONT.match(document.text)
    if front is None:
        found = "front matter that is not closed" if document.text.startswith("---") else "no front matter"
        problems.append(faults.front_matter(document.place(0, 0), found))
        return None, problems
    careful = Careful(document, front.start(1), front.end(1), loader)
    passages, misnumbered = _passages(document, front.end())
    letter = careful.reader.record(LETTER, careful.value, more={"id": name, "passages": tuple(passages)})
    problems += [*careful.problems, *misnumbered, *careful.faults()]
    return letter, problems


def _passages(document: Document, start: int) -> tuple[list[Passage], list[Problem]]:
    """Split the body at its numbered headings; line ends inside a digest are folded."""
    passages: list[Passage] = []
    problems: list[Problem] = []
    headings = list(_HEADING.finditer(document.text, start))
    number = 0
    for position, heading in enumerate(headings, 1):
        number += 1
        title = heading[1].strip()
        if title != str(number) and len(problems) < MAX_FAULTS:
            place = document.place(heading.start(), heading.end())
            problems.append(faults.paragraph_number(place, heading[0].strip(), number))
        if title != str(number) and re.fullmatch("[0-9]{1,6}", title, re.ASCII):
            number = int(title)
        end = headings[position].start() if position < len(headings) else len(document.text)
        digest = " ".join(document.text[heading.end() : end].split())
        source = Stretch(document, heading.start(), heading.end())
        passages.append(Passage(number=number, digest=digest, source=source))
    return passages, problems
