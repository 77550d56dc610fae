"""Which texts of a registry have no translation, by the table of fields: each that has a field of the same name for the Dutch."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ctmeasures.checks.letters import no_dutch
from ctmeasures.model.fields import SHAPES
from ctmeasures.model.place import NOWHERE, Located, Place, Problem, warning
from ctmeasures.model.record import Record
from ctmeasures.model.records import Letter, Passage, Registry

_DUTCH = "_nl"
LANGUAGES = {"en": "English", "nl": "Dutch"}
_FIELDS = {
    shape.make: [field.name for field in shape.fields if f"{field.name}{_DUTCH}" in {one.name for one in shape.fields}]
    for shape in SHAPES
}


class Translated(NamedTuple):
    """How many texts of a kind, such as `notes`, there are in the other language, and how many of them in this one too."""

    kind: str
    number: int
    there: int


class Translations(NamedTuple):
    """What one language lacks: a problem for each text, but for those of which every check tells; and the counts by kind."""

    language: str
    problems: tuple[Problem, ...]
    counts: tuple[Translated, ...]


class _Text(NamedTuple):
    """A text in either language, what it is, where it stands, and whose it is."""

    field: str
    english: str | None
    dutch: str | None
    source: Located
    record: Record | None = None
    letter: Letter | None = None


def translations(registry: Registry, language: str) -> Translations:
    """Return what a registry lacks in one language, `en` or `nl`."""
    problems: list[Problem] = []
    counts = {
        field: [0, 0] for field in dict.fromkeys([*(name for names in _FIELDS.values() for name in names), "digest"])
    }
    for text in _texts(registry):
        said, other = (text.dutch, text.english) if language == "nl" else (text.english, text.dutch)
        if other:
            counts[text.field][0] += 1
            counts[text.field][1] += bool(said)
            if not said:
                problems += _problem(text, language, registry)
    told = (Translated(f"{field}s", *found) for field, found in counts.items() if found[0])
    return Translations(language, tuple(problems), tuple(told))


def _problem(text: _Text, language: str, registry: Registry) -> Iterator[Problem]:
    if isinstance(text.record, Passage):
        if language == "nl" and text.letter and text.record.source_nl is NOWHERE:
            yield warning("missing-translation", text.source.place(), *no_dutch(text.letter, text.record))
        return  # each other is told of by `missing-translation` and `empty-digest`
    have, lack = (text.field, f"{text.field}{_DUTCH}") if language == "nl" else (f"{text.field}{_DUTCH}", text.field)
    place = text.source.place(have) if text.record else Place(registry.path, 1, 1)
    yield warning("missing-translation", place, f"no {LANGUAGES[language]} {text.field}", f"`{lack}:` beside `{have}:`")


def _texts(registry: Registry) -> Iterator[_Text]:
    """Yield all texts that can be in both languages, in the order of the files."""
    for field in _FIELDS[Registry]:
        yield _Text(field, getattr(registry, field), getattr(registry, f"{field}{_DUTCH}"), NOWHERE)
    for section in (registry.organisations, registry.areas, registry.packages, registry.letters):
        for one in section.values():
            yield from _of(one)
    for measure in registry.measures:
        yield from _of(measure)


def _fields(kind: type[Record]) -> list[str]:
    """Return the fields of a record that can be in both languages; out of the cache, it is of a class of its own."""
    return next((_FIELDS[one] for one in kind.__mro__ if one in _FIELDS), [])


def _of(one: Record, letter: Letter | None = None) -> Iterator[_Text]:
    """Yield the texts of a record, then those of the records in it."""
    source: Located = one.source  # type: ignore[attr-defined]  # every record has it
    for field in ["digest"] if isinstance(one, Passage) else _fields(type(one)):
        yield _Text(field, getattr(one, field), getattr(one, f"{field}{_DUTCH}"), source, one, letter)
    for slot in one.spec:
        held = getattr(one, slot.name)
        for each in held.values() if isinstance(held, Mapping) else held if isinstance(held, tuple) else ():
            if isinstance(each, Record):
                yield from _of(each, one if isinstance(one, Letter) else None)
