"""The fields of a new event or measure: as given, and asked for where somebody is there to answer."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ctmeasures.cli.ask import ask, can_ask
from ctmeasures.cli.output import CannotRun
from ctmeasures.cli.values import field_of, typed
from ctmeasures.model.dates import parse_date
from ctmeasures.model.fields import EVENT, MEASURE, QUOTE_WORDS, Field, Shape
from ctmeasures.model.records import Registry
from ctmeasures.model.status import Status
from ctmeasures.store.spell import Value

Given = Mapping[str, str | list[str] | None]
Fields = dict[str, Value]

# What is asked for on a terminal, in the order in which one knows it when reading a letter.
_EVENT = ("letter", "status", "date", "passage", "quote", "due", "note")
_DERIVED = {("event", "date"), ("measure", "history")}  # required in the file, not on the command line
_MEASURE = ("id", "title", "title_nl", "owner", "owner_inferred", "area")


class Question(NamedTuple):
    """What a person is asked for a field: in which words, what TAB completes, and what Enter means."""

    label: str
    choices: tuple[str, ...] = ()
    default: str = ""


def event_fields(registry: Registry, given: Given) -> Fields:
    """Return the fields of an event; raise CannotRun that names everything that is missing or cannot be."""
    event = gathered(EVENT, _EVENT, registry, given, lambda name, so_far: _about_event(name, so_far, registry))
    return _dated(event, registry)


def measure_fields(registry: Registry, measure: Given, event: Given) -> Fields:
    """Return the fields of a measure with its first event; raise CannotRun that names everything that is missing or cannot be."""
    if not can_ask():
        faults: list[str] = []
        absent: list[str] = []
        found = _read(MEASURE, registry, measure, faults, absent)
        first = _read(EVENT, registry, event, faults, absent)
        _refuse(faults, absent)
        return found | {"history": [_dated(first, registry)]}
    fields = gathered(MEASURE, _MEASURE, registry, measure, lambda name, so_far: _about_measure(name, registry))
    return fields | {"history": [event_fields(registry, event)]}


def gathered(
    shape: Shape,
    order: tuple[str, ...],
    registry: Registry,
    given: Given,
    about: Callable[[str, Fields], Question],
) -> Fields:
    """Return a record's fields as given; on a terminal, ask for the rest if anything required is missing.

    `about` makes the question for a field, of what was said so far.
    Raises CannotRun that names everything that is missing or cannot be.
    """
    faults: list[str] = []
    absent: list[str] = []
    found = _read(shape, registry, given, faults, absent)
    _refuse(faults, [] if can_ask() else absent)
    for name in order if absent else ():
        if name in found or given.get(name) is not None:
            continue
        field = field_of(shape, name, name)
        label, choices, default = about(name, found)

        def read(text: str, field: Field = field) -> Value:
            said = typed(field, text, registry, field.name)
            _refuse(_odd(field.name, str(said), found, registry), [])
            return said

        answer = ask(label, read, choices, default, optional=not field.required)
        if answer:
            found[name] = answer
    return found


def _read(shape: Shape, registry: Registry, given: Given, faults: list[str], absent: list[str]) -> Fields:
    """Read the given fields; note every one that cannot be, and every option that is needed and not given."""
    found: Fields = {}
    for field in shape.fields:
        text = given.get(field.name)
        option = f"--{field.name.replace('_', '-')}"
        if text is None:
            if field.required and (shape.name, field.name) not in _DERIVED:
                absent.append(option)
        elif not text or (isinstance(text, str) and not text.strip()):
            faults.append(f"{option}: is empty; leave it out")
        else:
            try:
                found[field.name] = typed(field, text, registry, option)
            except CannotRun as fault:
                faults.append(str(fault))
    return found


def _refuse(faults: list[str], absent: list[str]) -> None:
    """Raise CannotRun where anything cannot be or is missing."""
    if absent:
        *before, last = absent
        faults = [*faults, f"{', '.join(before)} and {last} are missing" if before else f"{last} is missing"]
    if faults:
        raise CannotRun("\n".join(faults))


def _dated(event: Fields, registry: Registry) -> Fields:
    """Return an event with its letter's date where it has none of its own."""
    letter = registry.letters.get(str(event.get("letter")))
    return {"date": letter.date.text, **event} if letter else event


def _odd(name: str, said: str, event: Fields, registry: Registry) -> list[str]:
    """Return what is wrong with an answer about an event, as the checks would say of the whole."""
    letter = registry.letters.get(str(event.get("letter")))
    if name == "passage" and letter and int(said) > len(letter.passages) > 0:
        return [f"passage: the letter of {letter.date.words} has {len(letter.passages)} paragraphs"]
    if name == "quote" and len(said.split()) > QUOTE_WORDS:
        return [f"quote: {len(said.split())} words; at most {QUOTE_WORDS}"]
    if name == "date" and letter and parse_date(said).first > letter.date.last:
        return [f"date: after the letter's own, {letter.date.text}; what it promises for later is its due date"]
    return []


def _about_event(name: str, so_far: Fields, registry: Registry) -> Question:
    if name == "letter":
        newest = max(registry.letters.values(), key=lambda letter: letter.date.first, default=None)
        return Question("Letter", tuple(registry.letters), newest.id if newest else "")
    if name == "status":
        return Question("Status", tuple(Status))
    if name == "date":
        letter = registry.letters.get(str(so_far.get("letter")))
        return Question("True from", (), letter.date.text if letter else "")
    labels = {
        "passage": "Paragraph of the letter",
        "quote": f"Quote, at most {QUOTE_WORDS} of its words",
        "due": "Due, if it promises a moment",
        "note": "Note, in your own words",
    }
    return Question(labels[name])


def _about_measure(name: str, registry: Registry) -> Question:
    choices = {"owner": registry.organisations, "area": registry.areas, "owner_inferred": ("true", "false")}
    labels = {
        "id": "Id, such as iru-nl",
        "title": "English title",
        "title_nl": "Dutch title",
        "owner_inferred": "Is the owner inferred, because no letter names it",
    }
    return Question(labels.get(name, name.capitalize()), tuple(choices.get(name, ())))
