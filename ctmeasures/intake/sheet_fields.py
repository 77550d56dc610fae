"""The coding sheet's records, and its table of fields: an item has some of its own, and those of an event and of a measure."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.fields import (
    ALLOCATION,
    AREA,
    COUNT,
    EVENT,
    FLAG,
    ID,
    LETTER_KEY,
    MEASURE,
    MEASURE_KEY,
    ORGANISATION,
    PACKAGE,
    PACKAGE_KEY,
    RESTATEMENT,
    TEXT,
    TRACK_KEY,
    VERSION,
    Field,
    Kind,
    ListOf,
    MapOf,
    Shape,
)
from ctmeasures.model.nearest import best
from ctmeasures.model.place import NOWHERE, Located
from ctmeasures.model.record import Record, record
from ctmeasures.model.records import Allocation, Area, Event, Measure, Organisation, Package, Restatement
from ctmeasures.model.status import Status

T = TypeVar("T")

UNDECIDED = "?"  # behind a value that is a guess, or in the place of one
NEW = "new"  # in the place of a known measure's id


class Decision(StrEnum):
    """What becomes of an item: its fields go into the registry, nothing does, or its paragraph holds no measure."""

    ACCEPT = "accept"
    DROP = "drop"
    CONTEXT = "context"


class Tier(StrEnum):
    """How sure it is that a suggested item is a measure."""

    LIKELY = "likely"
    POSSIBLE = "possible"


# The fields that a sheet gives its items and that are therefore not in each.
_OF_THE_SHEET = {"letter", "history"}


def _with_fields_of(*records: type[Record]) -> Callable[[type[T]], type[T]]:
    """Give a class all fields of some records, none of them required; those that are named in code stand in it, with their types."""

    def give(made: type[T]) -> type[T]:
        more = {one.name: one for each in records for one in fields(each) if one.name not in _OF_THE_SHEET}  # type: ignore[arg-type]
        more = {name: one for name, one in more.items() if name not in made.__annotations__}
        made.__annotations__ = made.__annotations__ | {name: one.type for name, one in more.items()}
        for name, one in more.items():
            default = None if one.default is MISSING else one.default
            setattr(
                made, name, default if one.default_factory is MISSING else field(default_factory=one.default_factory)
            )
        return made

    return give


@record
@_with_fields_of(Restatement)
class Total(Record):
    """A package's or a track's total, as the item's paragraph gives it again."""

    package: str
    total: Mapping[int, Decimal]
    track: str | None = None
    passage: int | None = None
    source: Located = NOWHERE


@record
@_with_fields_of(Event, Measure)
class Item(Record):
    """One act that a letter speaks of: what was decided of it, and the fields that it gives an event and a measure."""

    passage: int | None = None
    quote: str | None = None
    text: str | None = None
    decision: Decision | None = None
    tier: Tier | None = None
    tool: str | None = None
    confidence: Decimal | None = None
    why: tuple[str, ...] = ()
    measure: str | None = None
    candidates: tuple[str, ...] = ()
    id: str | None = None
    title: str | None = None
    area: str | None = None
    owner: str | None = None
    status: Status | None = None
    due: PartialDate | None = None
    budget: tuple[Allocation, ...] = ()
    restates: Total | None = None
    source: Located = NOWHERE


@record
class SheetParagraph(Record):
    """A paragraph of the letter: its words, for the reader of the sheet only, its digests, and whether it is context."""

    number: int
    text: str | None = None
    heading: str | None = None
    context: bool = False
    digest: str | None = None
    digest_nl: str | None = None
    source: Located = NOWHERE


@record
class Sheet(Record):
    """A whole coding sheet: what it newly declares, the letter's paragraphs, the items in the order of the letter."""

    letter: str
    version: str = "1"
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    packages: Mapping[str, Package] = field(default_factory=dict)
    paragraphs: tuple[SheetParagraph, ...] = ()
    items: tuple[Item, ...] = ()
    end: bool = False
    source: Located = NOWHERE


@record
class Suggestion(Record):
    """What another tool says of one act."""

    passage: int
    quote: str
    measure: str
    status: Status | None = None
    title: str | None = None
    title_nl: str | None = None
    owner: str | None = None
    owner_inferred: bool = False
    due: PartialDate | None = None
    amounts: tuple[Allocation, ...] = ()
    references: tuple[str, ...] = ()
    note: str | None = None
    note_nl: str | None = None
    confidence: Decimal | None = None
    source: Located = NOWHERE


@record
class Suggestions(Record):
    """What another tool says of a letter."""

    tool: str
    version: str = "1"
    suggestions: tuple[Suggestion, ...] = ()
    source: Located = NOWHERE


def _of(words: type[StrEnum], name: str) -> Kind:
    """Return the kind of a value that is one of a few words."""
    known = tuple(words)

    def guesses(text: str) -> tuple[str, ...]:
        found = best(text, known)
        return (found,) if found else ()

    return Kind(name, words, {"enum": [*map(str, known)]}, "unknown-choice", "one of " + ", ".join(known), guesses)


def _share(text: str) -> Decimal:
    found = Decimal(text) if text.replace(".", "", 1).isdecimal() else Decimal(-1)
    if not 0 <= found <= 1:
        raise ValueError("not a share")
    return found


DECISION = _of(Decision, "a decision")
TIER = _of(Tier, "a tier")
SHARE = Kind(
    "a share",
    _share,
    {"type": ["number", "string"], "minimum": 0, "maximum": 1},
    "bad-number",
    "a number from 0 to 1, such as 0.8",
)

_TOTAL = Shape("restated total", Total, (
    Field("package", PACKAGE_KEY, "Package of which it is the total.", required=True),
    Field("track", TRACK_KEY, "Track of the package, where it is the total of one."),
    *(one for one in RESTATEMENT.fields if one.name != "letter"),
))  # fmt: skip

_OWN = (
    Field("text", TEXT, "The sentence, for whoever reads the sheet; not written."),
    Field("decision", DECISION, "accept, drop, or context: its paragraph holds no measure."),
    Field("tier", TIER, "How sure the suggestion is."),
    Field("tool", TEXT, "What has suggested it."),
    Field("confidence", SHARE, "How sure that tool was."),
    Field("why", ListOf(TEXT, alone=True), "What speaks for it, such as the words that are typical of a promise."),
    Field("measure", MEASURE_KEY, "new, the id of a known measure, or the id of a new one of another item."),
    Field("candidates", ListOf(MEASURE_KEY, alone=True), "Known measures that it may be about, the likeliest first."),
)

ITEM = Shape("item", Item, (
    *_OWN,
    *(one._replace(required=False) for one in (*EVENT.fields, *MEASURE.fields) if one.name not in _OF_THE_SHEET),
    Field("restates", _TOTAL, "A package's total that the paragraph gives again."),
))  # fmt: skip

PARAGRAPH = Shape("paragraph", SheetParagraph, (
    Field("number", COUNT, "Its number in the letter.", required=True),
    Field("heading", TEXT, "The heading above it, for whoever reads the sheet; not written."),
    Field("text", TEXT, "Its words, for whoever reads the sheet; not written."),
    Field("context", FLAG, "true where it was read and holds no measure."),
    Field("digest", TEXT, "One or two sentences in own words."),
    Field("digest_nl", TEXT, "The same in Dutch."),
))  # fmt: skip

SHEET = Shape("sheet", Sheet, (
    Field("version", VERSION, "Version of the format.", required=True),
    Field("letter", LETTER_KEY, "Letter that is coded.", required=True),
    Field("organisations", MapOf(ID, ORGANISATION), "New organisations, by key."),
    Field("areas", MapOf(ID, AREA), "New areas, by key."),
    Field("packages", MapOf(ID, PACKAGE), "New packages of money, by key."),
    Field("paragraphs", ListOf(PARAGRAPH), "The letter's paragraphs: context or cited, each with a digest."),
    Field("items", ListOf(ITEM), "The acts that the letter speaks of, in its order."),
    Field("end", FLAG, "true: the last line, so that a sheet that was cut off is known."),
))  # fmt: skip

_GIVEN = {one.name: one._replace(required=False) for one in (*EVENT.fields, *MEASURE.fields)}

SUGGESTION = Shape("suggestion", Suggestion, (
    _GIVEN["passage"]._replace(required=True),
    _GIVEN["quote"]._replace(required=True),
    Field("measure", MEASURE_KEY, "new, or the id of a known measure.", required=True),
    *(_GIVEN[name] for name in ("title", "title_nl", "status", "owner", "owner_inferred", "due")),
    Field("amounts", ListOf(ALLOCATION), "Money, as in a measure's budget; its letter is the one that is coded."),
    *(_GIVEN[name] for name in ("references", "note", "note_nl")),
    Field("confidence", SHARE, "How sure the tool is."),
))  # fmt: skip

SUGGESTIONS = Shape("suggestions", Suggestions, (
    Field("version", VERSION, "Version of the format.", required=True),
    Field("tool", TEXT, "Name and version of the tool.", required=True),
    Field("suggestions", ListOf(SUGGESTION), "What it suggests, each for one act.", required=True),
))  # fmt: skip

EVENT_FIELDS = tuple(one.name for one in EVENT.fields if one.name not in _OF_THE_SHEET)
MEASURE_FIELDS = tuple(one.name for one in MEASURE.fields if one.name not in {*_OF_THE_SHEET, "budget"})
GUESSED_TEXTS = {"title", "title_nl", "note", "note_nl"}  # the texts of which a question mark at the end makes a guess
SHEET_ONLY = {"text", "tier", "tool", "confidence", "why", "candidates", "heading"}  # of which nothing is written
