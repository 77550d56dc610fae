"""The fields of a new event or measure: as given, and asked for where somebody is there to answer."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from ctmeasures.cli.output import CannotRun, say
from ctmeasures.cli.prompts import ENGLISH, Back, ask, can_ask
from ctmeasures.cli.registry import clock
from ctmeasures.cli.values import choices_of, field_of, typed
from ctmeasures.model.dates import parse_date
from ctmeasures.model.fields import EVENT, MEASURE, QUOTE_WORDS, Field, Shape
from ctmeasures.model.records import Registry
from ctmeasures.read.nodes import Value
from ctmeasures.render.look import Look
from ctmeasures.render.statements import field_words

Given = Mapping[str, str | list[str] | None]
Fields = dict[str, Value]

# What is asked for on a terminal, in the order in which one knows it when reading a letter.
EVENT_ASKED = ("letter", "status", "date", "passage", "quote", "due", "note", "note_nl")
MEASURE_ASKED = ("title", "title_nl", "id", "owner", "owner_inferred", "area", "partners", "part_of")
_DERIVED = {("event", "date"), ("measure", "history")}  # required in the file, not on the command line

_OPTIONS = {"partners": "partner", "references": "reference", "signatories": "signatory", "links": "link"}


class Question(NamedTuple):
    """What a person is asked for a field: in which words, and what Enter means."""

    label: str
    default: str = ""


def introduce(registry: Registry, key: str) -> None:
    """Say what is known of a measure, to somebody who is going to be asked what is new."""
    from ctmeasures.model.history import state
    from ctmeasures.render.look import Look

    found = state(registry.by_id[key], registry, clock(None, None))
    if found:
        due = f", due {found.due.words}" if found.due else ""
        said = f"{Look().title(found.measure)}: {found.status.label} since {found.since.words}{due}"
        say(f"{said}; last heard of in the letter of {found.updated.words}\n")


def event_fields(registry: Registry, given: Given) -> Fields:
    """Return the fields of an event; raise CannotRun that names everything that is missing or cannot be."""
    event = gathered(EVENT, EVENT_ASKED, registry, given, lambda name, so_far: about_event(name, so_far, registry))
    return _dated(event, registry)


def measure_fields(registry: Registry, measure: Given, event: Given) -> Fields:
    """Return the fields of a measure with its first event; raise CannotRun that names everything that is missing or cannot be."""
    faults: list[str] = []
    absent: list[str] = []
    _read(MEASURE, registry, measure, faults, absent)
    _read(EVENT, registry, event, faults, absent)
    _refuse(faults, [] if can_ask() else absent)  # of both at once, and before anybody is asked for the rest
    fields = gathered(MEASURE, MEASURE_ASKED, registry, measure, lambda name, so_far: about_measure(name))
    return fields | {"history": [event_fields(registry, event)]}


def gathered(
    shape: Shape,
    order: tuple[str, ...],
    registry: Registry,
    given: Given,
    about: Callable[[str, Fields], Question],
    reader: Look = ENGLISH,
) -> Fields:
    """Return a record's fields as given; on a terminal, ask for the rest if anything required is missing.

    `about` makes the question for a field, of what was said so far; `<` goes back to the question before.
    Raises CannotRun that names everything that is missing or cannot be.
    """
    faults: list[str] = []
    absent: list[str] = []
    found = _read(shape, registry, given, faults, absent)
    _refuse(faults, [] if can_ask() else absent)
    asked = [name for name in order if absent and name not in found and given.get(name) is None]

    def read(field: Field, text: str) -> Value:
        said = typed(field, text, registry, field.name)
        _refuse(odd(field.name, str(said), found, registry), [])
        return said

    def asking(name: str) -> Question:
        if name == "quote":
            say(_digest(found, registry))
        return about(name, found)

    ask_each(shape, asked, found, asking, read, lambda field: choices_of(field, registry), reader=reader)
    return found


def ask_each(
    shape: Shape,
    names: Sequence[str],
    found: Fields,
    about: Callable[[str], Question],
    read: Callable[[Field, str], Value],
    choices: Callable[[Field], Sequence[str]],
    leave: bool = False,
    reader: Look = ENGLISH,
    place: int = 0,
) -> None:
    """Ask for fields of a record, one by one, and put what `read` makes of the answers into what was found of it.

    `<` goes back to the question before; at the first it raises Back, where one can `leave`. `place` is that of the question to begin with.
    """
    while place < len(names):
        field = field_of(shape, names[place], names[place])
        label, default = about(field.name)
        try:
            back = leave or place > 0
            optional = not field.required
            answer = ask(label, partial(read, field), choices(field), default, optional, back, leave, reader)
        except Back:
            if place == 0:
                raise
            place -= 1
            found.pop(names[place], None)
            continue
        if answer:
            found[field.name] = answer
        place += 1


def _read(shape: Shape, registry: Registry, given: Given, faults: list[str], absent: list[str]) -> Fields:
    """Read the given fields; note every one that cannot be, and every option that is needed and not given."""
    found: Fields = {}
    for field in shape.fields:
        text = given.get(field.name)
        option = f"--{_OPTIONS.get(field.name, field.name).replace('_', '-')}"
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


def _digest(event: Fields, registry: Registry) -> str:
    """Return the digest of the paragraph that was named, for the person to see that it is the right one."""
    from ctmeasures.render.safe import clean

    letter = registry.letters.get(str(event.get("letter")))
    passage = int(str(event.get("passage", 0)))
    digest = next((one.digest for one in letter.passages if one.number == passage), "") if letter else ""
    return f"  {clean(digest)}\n" if digest else ""


def odd(name: str, said: str, event: Fields, registry: Registry) -> list[str]:
    """Return what is wrong with an answer about an event, as the checks would say of the whole."""
    if name == "id" and said in registry.by_id:
        return [f"id: there is a measure {said} already"]
    letter = registry.letters.get(str(event.get("letter")))
    if name == "passage" and letter and int(said) > len(letter.passages) > 0:
        return [f"passage: the letter of {letter.date.words} has {len(letter.passages)} paragraphs"]
    if name == "quote" and len(said.split()) > QUOTE_WORDS:
        return [f"quote: {len(said.split())} words; at most {QUOTE_WORDS}"]
    if name == "date" and letter and parse_date(said).first > letter.date.last:
        return [f"date: after the letter's own, {letter.date.text}; what it promises for later is its due date"]
    return []


def about_event(name: str, so_far: Fields, registry: Registry, reader: Look = ENGLISH) -> Question:
    """Return the question for a field of an event, of what was said of that so far."""
    letter = registry.letters.get(str(so_far.get("letter")))
    today = clock(None, None).today
    past = (one for one in registry.letters.values() if one.date.first <= today)
    newest = max(past, key=lambda one: one.date.first, default=None)
    questions = {
        "letter": Question(reader.say("Letter"), newest.id if newest else ""),
        "status": Question(reader.say("Status")),
        "date": Question(reader.say("True from"), letter.date.text if letter else ""),
        "passage": Question(
            reader.say("Paragraph, 1 to {last}", last=len(letter.passages))
            if letter and letter.passages
            else reader.say("Paragraph")
        ),
        "quote": Question(reader.say("Quote, at most {number} words of it", number=QUOTE_WORDS)),
        "due": Question(reader.say("Due, if it promises a moment")),
        "note": Question(reader.say("Note, in your own words")),
        "note_nl": Question(reader.say("Note in Dutch")),
    }
    return questions[name]


def about_measure(name: str, reader: Look = ENGLISH) -> Question:
    """Return the question for a field of a measure."""
    labels = {
        "id": reader.say("Id, such as iru-nl"),
        "title": reader.say("English title"),
        "title_nl": reader.say("Dutch title"),
        "owner_inferred": reader.say("Is the owner inferred, because no letter names it"),
        "part_of": reader.say("Part of"),
    }
    return Question(labels.get(name, named(name, reader)))


def named(name: str, reader: Look) -> str:
    """Return what a question calls a field that has no words of its own."""
    said = reader.say(field_words(name))
    return said[:1].upper() + said[1:]
