"""Letter files: front matter with the letter's fields, then one numbered heading with a digest per paragraph; their Dutch digests."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

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


def front_matter_of(text: str) -> int:
    """Return where the front matter of a letter file ends, 0 where it has none."""
    found = _FRONT.match(text)
    return found.end() if found else 0


def _passages(document: Document, start: int) -> tuple[list[Passage], list[Problem]]:
    """Split the body at its numbered headings; line ends inside a digest are folded."""
    passages: list[Passage] = []
    problems: list[Problem] = []
    number = 0
    for heading, digest in _headed(document, start):
        number += 1
        title = heading[1].strip()
        if title != str(number) and len(problems) < MAX_FAULTS:
            place = document.place(heading.start(), heading.end())
            problems.append(faults.paragraph_number(place, heading[0].strip(), number))
        if title != str(number) and re.fullmatch("[0-9]{1,6}", title, re.ASCII):
            number = int(title)
        source = Stretch(document, heading.start(), heading.end())
        passages.append(Passage(number=number, digest=digest, source=source))
    return passages, problems


def _headed(document: Document, start: int) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the headings of the second level with the text under each, in one line."""
    headings = list(_HEADING.finditer(document.text, start))
    ends = [*(heading.start() for heading in headings[1:]), len(document.text)]
    for heading, end in zip(headings, ends, strict=False):
        yield heading, digest_of(document.text[heading.end() : end])


def digest_of(text: str) -> str:
    """Return what stands under a heading as a digest: in one line, white space of any kind and number a space."""
    return " ".join(text.split())


class DutchDigests(NamedTuple):
    """What a file of Dutch digests holds: each with its heading, by the paragraph's number; and where the file begins."""

    texts: Mapping[int, tuple[str, Stretch]]
    source: Stretch


def read_dutch(path: str, data: bytes) -> tuple[DutchDigests, list[Problem]]:
    """Read the Dutch digests of a letter: the same headings as in its own file, and no front matter; return them and all problems."""
    document, problems = decode(path, data)
    texts: dict[int, tuple[str, Stretch]] = {}
    found = DutchDigests(texts, Stretch(document, 0, 0))
    if any(problem.code in {*NO_TEXT, "line-ends"} for problem in problems):
        return found, problems
    if document.text.startswith("---"):
        expected = "no front matter here: a letter's fields stand in its own file"
        problems.append(faults.front_matter(document.place(0, 3), "front matter in a file of Dutch digests", expected))
    number = misnumbered = 0
    for heading, digest in _headed(document, 0):
        title = heading[1].strip()
        stretch = Stretch(document, heading.start(), heading.end())
        if re.fullmatch("[1-9][0-9]{0,5}", title, re.ASCII) and int(title) > number:
            number = int(title)
            texts[number] = digest, stretch
        elif misnumbered < MAX_FAULTS:
            misnumbered += 1
            problems.append(faults.paragraph_number(stretch.place(), heading[0].strip(), number + 1))
    return found, problems


def with_dutch(letter: Letter, dutch: DutchDigests) -> tuple[Letter, list[Problem]]:
    """Return a letter with its Dutch digests, and a problem for each that stands for no paragraph of it."""
    passages = []
    for one in letter.passages:
        digest, source = dutch.texts.get(one.number, ("", dutch.source))
        passages.append(replace(one, digest_nl=digest or None, source_nl=source))
    surplus = [number for number in dutch.texts if number not in {one.number for one in passages}][:MAX_FAULTS]
    problems = [
        faults.surplus_translation(dutch.texts[number][1].place(), f"no paragraph {number} in {letter.id}", None)
        for number in surplus
    ]
    return replace(letter, passages=tuple(passages)), problems
