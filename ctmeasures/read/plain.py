"""The quick way to read the measures of a file: events to plain values, without the places, which are looked up when asked for.

Nearly every file that is read has nothing wrong. This way reads such a file and no other: at the first thing that raises a
doubt it gives up, and the careful way (`nodes`, `careful`) reads the same text anew and says what is wrong and where.
So it need not know how to complain; that both ways agree is proved by tests.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ctmeasures.model.characters import UNSAFE, harmless
from ctmeasures.model.lookalikes import quoted
from ctmeasures.model.place import Document
from ctmeasures.read.nodes import LOADERS, NOTHING
from ctmeasures.read.places import Doubt, Stretch
from ctmeasures.read.text import one_line

Said = dict[str, Any]
"""What a measure says: texts, lists and mappings of them."""

_SECTION = re.compile(r"^measures:[ \t]*(?:#.*)?\r?\n(?=[ \t]*(?:#|\r?\n|-))", re.MULTILINE)
_DASH = re.compile(r" *- +")
_MARKS = ("---", "...", "%")
_LEVEL = 3  # of a measure: in the list of them, in the mapping that the document is


def section(document: Document) -> int:
    """Return where the line `measures:` starts that ends the head of a file; raise Doubt where there is no telling."""
    text = document.text
    if not document.printable or _several(text) or _cut_off(text):
        raise Doubt
    found = _SECTION.search(text)
    if found is None:
        raise Doubt
    return found.start()


def _several(text: str) -> bool:
    """Tell whether a line, but for a first one of `---`, may start or end a document, or speak to YAML itself."""
    start = text.removeprefix("---\r").removeprefix("---\n")
    return start.startswith(_MARKS) or any(f"\n{mark}" in text for mark in _MARKS)


def _cut_off(text: str) -> bool:
    """Tell whether a comment may stand where a text was meant to go on: ` #x`, and not in a line that is a comment."""
    place = text.find("#", 1)
    while place > 0:
        if text[place - 1] in " \t" and not text[place + 1 : place + 2].isspace():
            before = text[text.rfind("\n", 0, place) + 1 : place].lstrip()
            if before and not before.startswith("#"):
                return True
        place = text.find("#", place + 1)
    return False


class _Rest:
    """The rest of a text, for a parser that takes it piece by piece: whole, it would be copied twice."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._start = start

    def read(self, size: int) -> str:
        """Return the next so many characters, or what is left."""
        start = self._start
        self._start += size
        return self._text[start : self._start]


def measures(
    document: Document, start: int, loader: type[Any] = LOADERS[0], source: Document | None = None
) -> Iterator[tuple[Said, Stretch]]:
    """Yield what each measure says and where, from the line `measures:` to the end of the file; raise Doubt.

    `source` is the document that places are looked up in, where it is another one of the same text.
    """
    text, source = document.text, source or document
    try:
        for said, opening, end in _items(iter(loader(_Rest(text, start)).get_event, None)):
            line = text.rfind("\n", 0, start + opening) + 1
            if not _DASH.fullmatch(text, line, start + opening):
                raise Doubt
            yield said, Stretch(source, line, end + start)
    except (yaml.MarkedYAMLError, ValueError, OverflowError):
        raise Doubt from None


def _meant(said: str, style: str | None) -> str:
    """Return a text in one line; raise Doubt where the careful way has something to say of it.

    That may be of its characters, of quotation marks that are not YAML's, or of a plain text that says nothing.
    """
    value = one_line(said) if style or "\n" in said else said
    if value in NOTHING and not (value and style):
        raise Doubt
    if not harmless(value) and re.search(UNSAFE, value) is not None if style else quoted(value):
        raise Doubt
    return value


def _items(events: Iterator[Any]) -> Iterator[tuple[Any, int, int]]:
    """Yield the items of the list that is all that the only document holds, with their offsets; raise Doubt."""
    around: list[tuple[Any, str | None]] = []
    here: Any = None
    key: str | None = None
    start, sound = 0, set[str]()  # most words stand in many measures
    for event in events:
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            if event.anchor or event.tag or here is None:
                raise Doubt
            if event.style:
                value = _meant(value, event.style)
            elif value not in sound:
                sound.add(value := _meant(value, None))
            if key is not None:
                here[key] = value
                key = None
            elif type(here) is list:
                here.append(value)
            elif value in here or value == "<<":
                raise Doubt
            else:
                key = value
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            found: Any = {} if kind is MappingStartEvent else []
            if event.anchor or event.tag:
                raise Doubt
            if key is not None:
                here[key] = found
            elif type(here) is list:
                here.append(found)
            elif here is not None:
                raise Doubt
            around.append((here, key))
            if len(around) == _LEVEL:
                start = event.start_mark.index
            here, key = found, None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            found, (here, name) = here, around.pop()
            if len(around) == _LEVEL - 1:
                if type(here) is not list:
                    raise Doubt
                here.pop()
                yield found, start, event.end_mark.index
            elif len(around) < 2 and ((found, name) != ([], "measures") if around else list(found) != ["measures"]):
                raise Doubt
        elif kind is AliasEvent:
            raise Doubt
