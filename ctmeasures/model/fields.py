"""The one table of fields: it drives the reading of files, the JSON Schema and the documentation.

A `Kind` reads one scalar; `ListOf`, `MapOf` and `Shape` build the rest from kinds.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ctmeasures.model import records
from ctmeasures.model.dates import EXPECTED as EXPECTED_DATE
from ctmeasures.model.dates import PartialDate, parse_date
from ctmeasures.model.links import SCHEMES, reference_url
from ctmeasures.model.lookalikes import plain
from ctmeasures.model.nearest import best, nearest
from ctmeasures.model.status import Status

ID_PATTERN = "[a-z][a-z0-9-]*"
LETTER_PATTERN = "[a-z0-9][a-z0-9-]*"
QUOTE_WORDS = 8

# What people type for true and false.
FLAGS = {
    "true": "true", "yes": "true", "y": "true", "on": "true", "1": "true", "ja": "true",
    "false": "false", "no": "false", "n": "false", "off": "false", "0": "false", "nee": "false",
}  # fmt: skip


class Kind(NamedTuple):
    """How one scalar is read.

    `read` turns the text as written into a value and raises ValueError where it cannot; `code` is the
    problem that is then reported, with `expected` and what `guesses` finds as the nearest valid value, or values where the text
    has several readings.
    A `blank` kind is a text, of which the empty one can stand for a missing value while the rest of its record is checked.
    """

    name: str
    read: Callable[[str], object]
    schema: Mapping[str, object]
    code: str = ""
    expected: str = ""
    guesses: Callable[[str], tuple[str, ...]] = lambda text: ()
    blank: bool = False


def valid_guesses(kind: Kind, text: str) -> tuple[str, ...]:
    """Return what a text may have been meant to be, as far as that can be read."""
    alike = plain(text)  # with YAML's own signs in the place of those that only look like them
    if alike != text and reads(kind, alike):
        return (alike,)
    return tuple(guess for guess in kind.guesses(text) if reads(kind, guess))


def hint(kind: Kind, text: str) -> tuple[str, str | None]:
    """Return what was expected in the place of a text, and the nearest valid value; where there are several, all of them are expected."""
    found = valid_guesses(kind, text)
    if len(found) > 1:
        return f"{', '.join(found[:-1])} or {found[-1]}, the one that is meant", None
    return kind.expected, found[0] if found else None


def reads(kind: Kind, text: str) -> bool:
    """Tell whether a text is a value of a kind."""
    try:
        kind.read(text)
    except ValueError:
        return False
    return True


class ListOf(NamedTuple):
    """A list; where `alone` is set, a single item may stand without its list."""

    item: "Kind | Shape"
    alone: bool = False
    at_least: int = 0


class MapOf(NamedTuple):
    """A mapping from keys of one kind to values of another."""

    key: Kind
    value: "Kind | Shape"
    at_least: int = 0


class Field(NamedTuple):
    """One field of a record: its name in the file and in the record, how it is read, and what it means."""

    name: str
    kind: "Kind | ListOf | MapOf | Shape"
    about: str
    required: bool = False


class Shape(NamedTuple):
    """A record: its name, the class that it makes, its fields; `keyed` where a mapping's key is its first field."""

    name: str
    make: Callable[..., object]
    fields: tuple[Field, ...]
    keyed: str | None = None


def _matching(pattern: str, make: Callable[[str], object] = str) -> Callable[[str], object]:
    """Return a reader of texts of one form, which makes something of them."""

    @cache
    def form() -> re.Pattern[str]:  # few are needed by any one command
        return re.compile(pattern, re.ASCII)

    def read(text: str) -> object:
        if form().fullmatch(text) is None:
            raise ValueError("not of this form")
        return make(text)

    return read


def is_letter_id(text: str) -> bool:
    """Tell whether a text is a letter's id: its day and its subject, `2017-06-19-subject`."""
    if re.fullmatch(LETTER_PATTERN, text, re.ASCII) is None or text[10:11] != "-" or not text[11:]:
        return False
    try:
        return _day(text[:10]) is not None
    except ValueError:
        return False


def _choice(words: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    return lambda text: _some(best(text.replace(" ", "-").replace("_", "-"), words))


def _some(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def slug(text: str) -> str | None:
    """Return a text as an id: lower-case letters, digits and hyphens, Latin ones for all others; None where nothing is left of it."""
    from slugify import slugify

    return slugify(text).lstrip("0123456789-") or None


def _truth(text: str) -> tuple[str, ...]:
    return _some(FLAGS.get(text.casefold()) or best(text, ("true", "false")))


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError("not true or false")
    return text == "true"


def _day(text: str) -> PartialDate:
    found = parse_date(text)
    if found.first != found.last or "/" in text:
        raise ValueError("not one day")
    return found


def _meant(text: str) -> tuple[str, ...]:
    from ctmeasures.model.wording import reading

    found = reading(text)
    return (found.date.text,) if found.date else found.nearest


def _amounts(text: str) -> tuple[str, ...]:
    from ctmeasures.model.figures import readings, shortest

    return tuple(map(shortest, readings("".join(text.split()))))


def _schemes(text: str) -> tuple[str, ...]:
    return tuple(f"{found}:{text.partition(':')[2]}" for found in nearest(text.partition(":")[0], SCHEMES))[:1]


def _reference(text: str) -> str:
    reference_url(text)
    return text


_MONEY = r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,3})?"
_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_POINT = f"([0-9]{{4}}(-(0[1-9]|1[0-2]|2[1-4]))?|{_DAY})"
_LINK = r"https?://[^\s<>\"'`\\]+"


TEXT = Kind("text", str, {"type": ["string", "number", "boolean"], "minLength": 1}, blank=True)
ID = Kind(
    "an id", _matching(ID_PATTERN), {"type": "string", "pattern": f"^{ID_PATTERN}$"},
    "bad-id", "a lower-case id like iru-nl: a letter, then letters, digits and hyphens", lambda text: _some(slug(text)), blank=True,
)  # fmt: skip
KEY = Kind(
    "a key", _matching("[a-z0-9][a-z0-9-]*"), {"type": ["string", "integer"], "pattern": "^[a-z0-9][a-z0-9-]*$"},
    "bad-id", "a lower-case key: letters, digits and hyphens", lambda text: _some(slug(text)),
)  # fmt: skip
DATE = Kind(
    "a date", parse_date,
    {"type": ["string", "integer"], "minimum": 1, "maximum": 9999,
     "pattern": f"^{_POINT}(/{_POINT})?$"},
    "bad-date", EXPECTED_DATE, _meant,
)  # fmt: skip
DAY = Kind(
    "a day", _day, {"type": "string", "pattern": f"^{_DAY}$"},
    "bad-date", "a whole day like 2017-06-19", _meant,
)  # fmt: skip
STATUS = Kind(
    "a status", Status, {"enum": [status.value for status in Status]},
    "unknown-status", "one of " + ", ".join(Status), _choice(tuple(Status)),
)  # fmt: skip
FLAG = Kind("true or false", _flag, {"enum": [True, False, "true", "false"]}, "bad-flag", "true or false", _truth)
YEAR = Kind(
    "a year", _matching("[1-9][0-9]{3}", int),
    {"type": ["string", "integer"], "pattern": "^[1-9][0-9]{3}$", "minimum": 1000, "maximum": 9999},
    "bad-number", "a year like 2017",
)  # fmt: skip
COUNT = Kind(
    "a number", _matching("[1-9][0-9]{0,5}", int),
    {"type": ["integer", "string"], "minimum": 1, "maximum": 999999, "pattern": "^[1-9][0-9]{0,5}$"}, "bad-number", "a whole number from 1 on",
)  # fmt: skip
MONEY = Kind(
    "an amount", _matching(_MONEY, Decimal),
    {"type": ["number", "string"], "exclusiveMinimum": -1e12, "exclusiveMaximum": 1e12, "pattern": f"^{_MONEY}$"},
    "bad-number", "an amount like 24.9, with a decimal point and at most three decimals",
    _amounts,
)  # fmt: skip
REFERENCE = Kind(
    "a reference", _reference,
    {"type": "string", "pattern": "^(" + "|".join(f"{name}:{form}" for name, (form, _, _) in SCHEMES.items()) + ")$"},
    "bad-reference", "a reference like dossier:34359, kst:29754-391, celex:32016L0681 or handelingen:tk-20162017-83-5",
    _schemes,
)  # fmt: skip
LINK = Kind(
    "an address", _matching(_LINK), {"type": "string", "pattern": "^https?://"}, "bad-link", "an address that starts with https://",
)  # fmt: skip
PUBLICATION = Kind(
    "a publication id", _matching("[a-z]+(?:-[0-9A-Za-z()]+)+"),
    {"type": "string", "pattern": "^[a-z]+(?:-[0-9A-Za-z()]+)+$"},
    "bad-reference", "a publication id like kst-29754-421",
)  # fmt: skip
VERSION = Kind(
    "the version", _matching("1"), {"enum": [1, "1"]}, "bad-version", "1, the version of the format", lambda text: ("1",),
)  # fmt: skip


def _key_of(name: str, pattern: str = ID_PATTERN, kinds: tuple[str, ...] = ("string",)) -> Kind:
    """Return the kind of a reference to a record of a section; that it exists is proved by a check."""
    return Kind(name, str, {"type": list(kinds), "pattern": f"^{pattern}$"}, blank=True)


ORGANISATION_KEY = _key_of("an organisation")
AREA_KEY = _key_of("an area")
PACKAGE_KEY = _key_of("a package")
TRACK_KEY = _key_of("a track", "[a-z0-9][a-z0-9-]*", ("string", "integer"))
LETTER_KEY = _key_of("a letter", LETTER_PATTERN)
MEASURE_KEY = _key_of("a measure")

ORGANISATION = Shape("organisation", records.Organisation, (
    Field("name", TEXT, "English name.", required=True),
    Field("name_nl", TEXT, "Dutch name, as the letters write it."),
), keyed="key")  # fmt: skip

AREA = Shape("area", records.Area, (
    Field("name", TEXT, "English name.", required=True),
    Field("name_nl", TEXT, "Dutch name."),
), keyed="key")  # fmt: skip

_AMOUNTS = MapOf(
    YEAR._replace(expected="a year like 2017 (in braces a comma ends an amount: write a decimal point)"),
    MONEY,
    at_least=1,
)

_QUOTE = f"At most {QUOTE_WORDS} consecutive words of the paragraph; a row of a table by its figures."
_NOTE_NL = "The same in Dutch, in own words too."

RESTATEMENT = Shape("restatement", records.Restatement, (
    Field("letter", LETTER_KEY, "Letter that gives the total again.", required=True),
    Field("passage", COUNT, "Paragraph of the letter."),
    Field("quote", TEXT, _QUOTE),
    Field("total", _AMOUNTS, "Total by year as it is given there; compared, never added.", required=True),
    Field("note", TEXT, "What a reader must know, in own words."),
    Field("note_nl", TEXT, _NOTE_NL),
))  # fmt: skip

TRACK = Shape("track", records.Track, (
    Field("title", TEXT, "English title.", required=True),
    Field("title_nl", TEXT, "Dutch title."),
    Field("passage", COUNT, "Paragraph of the package's letter that gives the totals."),
    Field("quote", TEXT, _QUOTE),
    Field("total", _AMOUNTS, "Announced total by year."),
    Field("restated", ListOf(RESTATEMENT), "Places where a letter gives the total again, in running text or rounded."),
), keyed="key")  # fmt: skip

PACKAGE = Shape("package", records.Package, (
    Field("title", TEXT, "English title.", required=True),
    Field("title_nl", TEXT, "Dutch title."),
    Field("unit", TEXT, f"Unit of all its amounts, such as {records.UNIT}.", required=True),
    Field("letter", LETTER_KEY, "Letter that announces it.", required=True),
    Field("passage", COUNT, "Paragraph of the letter that gives the totals."),
    Field("quote", TEXT, _QUOTE),
    Field("structural_from", YEAR, "Year from which the last amount recurs every year."),
    Field("total", _AMOUNTS, "Announced total by year.", required=True),
    Field("restated", ListOf(RESTATEMENT), "Places where a letter gives the total again, in running text or rounded."),
    Field("tracks", MapOf(KEY, TRACK), "Its parts, by number."),
), keyed="key")  # fmt: skip

ALLOCATION = Shape("allocation", records.Allocation, (
    Field("letter", LETTER_KEY, "Letter that gives the money.", required=True),
    Field("passage", COUNT, "Paragraph of the letter."),
    Field("quote", TEXT, _QUOTE),
    Field("package", PACKAGE_KEY, "Package that it is a line of."),
    Field("track", TRACK_KEY, "Track of the package."),
    Field("line", TEXT, "Name of the line in the letter's table."),
    Field("unit", TEXT, f"Unit, where it is not the package's; {records.UNIT} where nothing is said."),
    Field("amounts", _AMOUNTS, "Amount by year."),
    Field("amount", MONEY, "Amount, where the letter names no year."),
    Field("structural_from", YEAR, "Year from which the last amount recurs every year."),
    Field("within", MEASURE_KEY, "Measure in whose money this is contained; it is not added to it."),
    Field("on_top_of", MEASURE_KEY, "Measure on top of whose money this comes."),
    Field("note", TEXT, "What a reader must know, in own words."),
    Field("note_nl", TEXT, _NOTE_NL),
))  # fmt: skip

EVENT = Shape("event", records.Event, (
    Field("date", DATE, "Day from which it is true, as precise as the letter is; else the letter's own date.", required=True),
    Field("status", STATUS, "Status that the letter supports.", required=True),
    Field("letter", LETTER_KEY, "Letter that says so.", required=True),
    Field("passage", COUNT, "Paragraph of the letter that says so."),
    Field("quote", TEXT, f"At most {QUOTE_WORDS} consecutive words copied from the paragraph, found once in the letter."),
    Field("due", DATE, "Moment that the letter names for delivery."),
    Field("note", TEXT, "One or two sentences in own words, exact in figures, names and conditions."),
    Field("note_nl", TEXT, _NOTE_NL),
))  # fmt: skip

MEASURE = Shape("measure", records.Measure, (
    Field("id", ID, "Stable name; never derived anew, never reused.", required=True),
    Field("title", TEXT, "English title.", required=True),
    Field("title_nl", TEXT, "Dutch title, in the letters' own terms."),
    Field("area", AREA_KEY, "Intervention area."),
    Field("owner", ORGANISATION_KEY, "Organisation that is responsible for it.", required=True),
    Field("owner_inferred", FLAG, "true where no letter names the owner."),
    Field("partners", ListOf(ORGANISATION_KEY, alone=True), "Other organisations that take part."),
    Field("references", ListOf(REFERENCE, alone=True), "Dossiers, publications and laws that the letters name."),
    Field("part_of", ListOf(MEASURE_KEY, alone=True), "Programmes or packages of which it is a part."),
    Field("supersedes", ListOf(MEASURE_KEY, alone=True), "Measures that it replaces."),
    Field("follows", ListOf(MEASURE_KEY, alone=True), "Measures that it builds on."),
    Field("budget", ListOf(ALLOCATION), "Money, each amount with its source."),
    Field("history", ListOf(EVENT, at_least=1), "Events in the order of the letters.", required=True),
))  # fmt: skip

REGISTRY = Shape("registry", records.Registry, (
    Field("version", VERSION, "Version of the format.", required=True),
    Field("id", ID, "Name of the registry that no other has, for the ids in its calendar and feeds; never changed."),
    Field("feed_id", TEXT, "What the ids in its feeds are made of, where that is not its id; never changed."),
    Field("title", TEXT, "What it is a registry of: the heading of its website and its reports."),
    Field("title_nl", TEXT, "The same in Dutch."),
    Field("organisations", MapOf(ID, ORGANISATION), "Owners, partners and senders, by key."),
    Field("areas", MapOf(ID, AREA), "Intervention areas, by key."),
    Field("packages", MapOf(ID, PACKAGE), "Money announced as one whole, by key."),
    Field("measures", ListOf(MEASURE), "The measures, sorted by id in byte order.", required=True),
))  # fmt: skip

LETTER = Shape("letter", records.Letter, (
    Field("date", DAY, "Day of the letter.", required=True),
    Field("title", TEXT, "English title.", required=True),
    Field("title_nl", TEXT, "Dutch title: the letter's own subject."),
    Field("sender", ORGANISATION_KEY, "Organisation that sent it."),
    Field("signatories", ListOf(TEXT, alone=True), "Who signed it, with their offices."),
    Field("reference", TEXT, "The letter's own reference."),
    Field("publication", PUBLICATION, "Id of the official publication, such as kst-29754-421."),
    Field("publication_inferred", FLAG, "true where the publication's id was inferred, not established."),
    Field("links", ListOf(LINK, alone=True), "Addresses of the letter."),
    Field("context", ListOf(COUNT, alone=True), "Paragraphs that were read and hold no measure."),
))  # fmt: skip

# The sections of keys, which are declared there and named elsewhere.
DECLARED = tuple(one.name for one in REGISTRY.fields if isinstance(one.kind, MapOf))

SHAPES = (REGISTRY, ORGANISATION, AREA, PACKAGE, TRACK, RESTATEMENT, MEASURE, ALLOCATION, EVENT, LETTER)
