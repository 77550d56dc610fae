"""A letter's suggestions: the items of its coding sheet, all but their places being guesses that a person decides."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from ctmeasures.intake.blocks import Paragraph
from ctmeasures.intake.prose import RAISED, lowered
from ctmeasures.intake.sheet_fields import NEW, UNDECIDED, Tier
from ctmeasures.intake.sheet_text import Fields, item_fields
from ctmeasures.intake.suggestions.acts import Act, Quotes, acts
from ctmeasures.intake.suggestions.dutch import REFERENCES, SIGNS
from ctmeasures.intake.suggestions.likeness import Likeness
from ctmeasures.intake.suggestions.model import VERSION, Model, Scored, scored
from ctmeasures.intake.suggestions.moments import Moment, Moments
from ctmeasures.intake.suggestions.money import amounts
from ctmeasures.intake.suggestions.owners import Owner, Owners
from ctmeasures.intake.suggestions.statuses import status_of
from ctmeasures.intake.suggestions.units import Unit, units
from ctmeasures.model.links import reference_url
from ctmeasures.model.records import Letter, Registry
from ctmeasures.model.status import Status
from ctmeasures.read.nodes import Value

TOOL = f"ctmeasures {VERSION}"
CANDIDATES = 3
_WHY = 4  # words that are shown at most


class Suggested(NamedTuple):
    """One suggestion in values: its act, its quote, what is guessed of it, and the words that speak for it."""

    act: Act
    unit: Unit
    quote: str | None
    tier: Tier
    why: tuple[str, ...]
    candidates: tuple[str, ...]
    status: Status | None
    due: Moment | None
    owner: Owner | None
    references: tuple[str, ...]
    money: tuple[Value, ...]
    text: str


def suggest(
    registry: Registry, letter: Letter, paragraphs: Sequence[Paragraph], model: Model | None
) -> list[Suggested]:
    """Return what a letter seems to announce, in its order; by the rules alone where there is no model."""
    pieces = units(paragraphs)
    known = Likeness(registry.measures, [one.text for one in paragraphs])
    return suggested(registry, letter, paragraphs, pieces, known, scored(pieces, known, model))


def suggested(
    registry: Registry,
    letter: Letter,
    paragraphs: Sequence[Paragraph],
    pieces: Sequence[Unit],
    known: Likeness,
    judged: Scored,
) -> list[Suggested]:
    """Return what a letter seems to announce, in its order: its units as they were judged, beside the measures that are known."""
    quotes, owners, moments = Quotes(paragraphs), Owners(registry, letter, known), Moments(pieces, letter.date.first)
    notes = {(one.number, note.number): note.text for one in paragraphs for note in one.notes}
    taken: set[str] = set()
    found = []
    for act in acts(pieces, judged):
        unit = pieces[act.places[0]]
        quote = quotes.quote(unit, act.clause, taken) or (quotes.quote(unit, unit.text, taken) if act.several else None)
        if quote:
            taken.add(quote)
        found.append(_suggested(act, pieces, quote, letter, known, owners, moments, judged, notes))
    return found


def _suggested(
    act: Act,
    pieces: Sequence[Unit],
    quote: str | None,
    letter: Letter,
    known: Likeness,
    owners: Owners,
    moments: Moments,
    judged: Scored,
    notes: Mapping[tuple[int, str], str],
) -> Suggested:
    unit = pieces[act.places[0]]
    text = " ".join(pieces[place].text for place in act.places)
    moment = moments.of(act.places[0], act.clause, act.clause if act.several else text)
    said = " ".join([text, *_noted(text, unit.passage, notes)])
    return Suggested(
        act=act,
        unit=unit,
        quote=quote,
        tier=Tier.LIKELY if act.score >= judged.likely else Tier.POSSIBLE,
        why=_why(act.clause, moment),
        candidates=tuple(known.ranked(act.clause, text)[:CANDIDATES]),
        status=status_of(unit, act.clause, letter.date.first),
        due=moment,
        owner=owners.owner(unit, act.clause),
        references=references(said),
        money=tuple(amounts(unit, act.clause if act.several else unit.text, quote)),
        text=text,
    )


def _noted(text: str, passage: int, notes: Mapping[tuple[int, str], str]) -> list[str]:
    """Return the texts of the notes whose marks stand in a text."""
    marks, number = [], ""
    for letter in text + " ":
        if letter in RAISED:
            number += lowered(letter)
        elif number:
            marks.append(number)
            number = ""
    return [notes[passage, mark] for mark in marks if (passage, mark) in notes]


def _why(clause: str, moment: Moment | None) -> tuple[str, ...]:
    """Return the words that speak for an act: of its tense, its instruments, its money and its moment."""
    words = [
        (found.start(), found[0])
        for sign in SIGNS
        if sign.shown
        for found in islice(sign.pattern.finditer(clause), sign.most)
    ]
    shown = [word for _, word in sorted(words)]
    if moment is not None:
        shown = [
            moment.words,
            *(
                word
                for word in shown
                if word.lower() not in moment.words.lower() and moment.words.lower() not in word.lower()
            ),
        ]
    return tuple(dict.fromkeys(shown))[:_WHY]


def references(text: str) -> tuple[str, ...]:
    """Return the dossiers, publications and laws that a text names, in their order."""
    found = [
        (hit.start(), form.format(*((part or "").replace(" ", "-") for part in hit.groups())))
        for pattern, form in REFERENCES
        for hit in pattern.finditer(text)
    ]
    return tuple(dict.fromkeys(one for _, one in sorted(found) if _is_reference(one)))


def _is_reference(text: str) -> bool:
    try:
        reference_url(text)
    except ValueError:
        return False
    return True


def items(found: Sequence[Suggested]) -> list[Fields]:
    """Return suggestions as items of a coding sheet; one without words that can be quoted is none."""
    return [_item(one) for one in found if one.quote]


def _item(one: Suggested) -> Fields:
    said: dict[str, Value] = {
        "passage": str(one.unit.passage),
        "quote": one.quote,
        "text": one.text,
        "tier": one.tier.value,
        "why": list(one.why) or None,
        "tool": TOOL,
        "measure": UNDECIDED if one.candidates else NEW + UNDECIDED,
        "candidates": list(one.candidates) or None,
        "status": f"{one.status}{UNDECIDED}" if one.status else None,
        "due": None if one.due is None else f"{one.due.date.text if one.due.date else ''}{UNDECIDED}",
        "owner": f"{one.owner.key}{UNDECIDED}" if one.owner else None,
        "owner_inferred": f"true{UNDECIDED}" if one.owner and one.owner.inferred else None,
        "references": [reference + UNDECIDED for reference in one.references] or None,
        "budget": [_guessed(line) for line in one.money] or None,
    }
    return item_fields({name: value for name, value in said.items() if value is not None})


def _guessed(line: Value) -> Value:
    if isinstance(line, dict):
        return {name: value if name == "line" else _guessed(value) for name, value in line.items()}
    return f"{line}{UNDECIDED}"
