"""The tables that are written for other programs, declared once: their rows, their columns, and what each column means.

Types are those of Table Schema v1, https://specs.frictionlessdata.io/table-schema. A list is an `array`, in CSV one text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.fields import (
    ALLOCATION,
    AREA,
    COUNT,
    DAY,
    EVENT,
    FLAG,
    LETTER,
    MEASURE,
    MONEY,
    ORGANISATION,
    PACKAGE,
    YEAR,
    Field,
    ListOf,
    Shape,
)
from ctmeasures.model.status import Status
from ctmeasures.render.data import measures, table_rows
from ctmeasures.render.data.forms import MOMENT, Dataset
from ctmeasures.render.data.values import Json
from ctmeasures.render.look import Look
from ctmeasures.reports.followup import Followup

if TYPE_CHECKING:
    from ctmeasures.reports.query import Listing


class Column(NamedTuple):
    """What a column holds: its type, what it means, whether every row has it, and the values that it can have."""

    kind: str
    about: str
    required: bool = False
    values: tuple[str, ...] = ()
    form: str = ""


Columns = dict[str, Column]


class Table(NamedTuple):
    """A table: what a row is, the columns by which a row is known, those that lead to other tables, and what makes the rows."""

    about: str
    key: tuple[str, ...]
    columns: Columns
    rows: Callable[[Listing, Look], Iterable[Json]]
    leads: dict[str, str]

    def drawn(self, listing: Listing, look: Look) -> Iterator[Json]:
        """Yield the rows, each with the columns and nothing else."""
        return ({name: row[name] for name in self.columns} for row in self.rows(listing, look))


_KINDS = ((FLAG, "boolean"), (YEAR, "integer"), (COUNT, "integer"), (MONEY, "number"), (DAY, "date"))
_EDTF = "; in EDTF."
_STATUSES = tuple(status.value for status in Status)


def _kind(field: Field) -> str:
    if isinstance(field.kind, ListOf):
        return "array"
    return next((kind for one, kind in _KINDS if one is field.kind), "string")


def _own(shape: Shape, *names: str) -> Columns:
    """Return the columns of fields, as the table of fields describes them."""
    fields = {field.name: field for field in shape.fields}
    return {
        name: Column(
            _kind(fields[name]), fields[name].about, fields[name].required, _STATUSES if name == "status" else ()
        )
        for name in names
    }


def _date(name: str, about: str, required: bool = False) -> Columns:
    """Return the columns of a date that may be partial: as EDTF, in words, and the days that it may mean."""
    what = about.rstrip(".")
    return {
        name: Column("string", f"{what}{_EDTF}", required),
        f"{name}_text": Column("string", f"{what}; in words.", required),
        f"{name}_first": Column("date", f"{what}; the first day that it may mean.", required),
        f"{name}_last": Column("date", f"{what}; the last day that it may mean.", required),
    }


_ABOUT = {field.name: field.about for field in EVENT.fields}
_URL = Column("string", "Address of the publication, at the quoted words.", form="uri")
_OF = {
    "measure": Column("string", "Measure, by its id.", True),
    "title": Column("string", "English title of the measure.", True),
    "title_nl": Column("string", "Dutch title of the measure."),
    "owner": Column("string", "Organisation that is responsible for the measure.", True),
}
NOW: Columns = {
    "reference_day": Column("date", "Day for which all of this was worked out."),
    "newest_letter": Column("string", "Newest letter of the registry by then."),
}
assert tuple(NOW) == MOMENT

# What follows from a measure's history, and what a spreadsheet cannot look up.
DERIVED: Columns = {
    "status": Column("string", "Status that the last event gives.", True, _STATUSES),
    "status_certain": Column("boolean", "Whether it was surely so by the reference day."),
    "open": Column("boolean", "Whether the measure is open."),
    "since": Column("string", "Date of the event that gave the status, in EDTF."),
    "announced": Column("date", "Day of the first letter that speaks of it."),
    "updated": Column("date", "Day of the last letter that speaks of it."),
    "letter": Column("string", "First letter that speaks of it."),
    "due": Column("string", "Due date that stands, in EDTF; empty where there is none."),
    "overdue": Column("boolean", "Whether its last day is before the reference day; that it was not done is not said."),
    "heard_since_due": Column("boolean", "Whether a letter spoke of it after that day."),
    "slipped_days": Column(
        "integer", "Days by which the due date moved in all; empty where that is not exact or not known."
    ),
    "slipped_days_least": Column(
        "integer", "At least so many; empty where no due date was ever stated, or the dates do not tell."
    ),
    "slipped_days_most": Column(
        "integer", "At most so many; empty where no due date was ever stated, or the dates do not tell."
    ),
    "silent_days": Column("integer", "Days from the last letter to the reference day; empty where it is closed."),
    "status_letter": Column("string", "Letter that gave the status."),
    "due_letter": Column("string", "Letter that stated the due date."),
    "last_letter": Column("string", "Last letter that speaks of it."),
    "owner_name": Column("string", "Name of the owner."),
    "area_name": Column("string", "Name of the area."),
    "due_text": Column("string", "Due date in words."),
    "due_first": Column("date", "First day of the due date."),
    "due_last": Column("date", "Last day of the due date."),
    "url": Column("string", "Address of the publication that gave the status, at the quoted words.", form="uri"),
}
_MEASURE = [name for name in measures.MEASURES.columns if name not in DERIVED]
FLAT: Columns = {name: (_own(MEASURE, *_MEASURE) | DERIVED)[name] for name in measures.MEASURES.columns}


_ID = {"id": Column("string", "Its key.", True)}
_LED = {"measure": "measures", "letter": "letters", "owner": "organisations"}
TABLES: dict[str, Table] = {
    "measures": Table(
        "One measure, as it stood on the reference day.",
        ("id",),
        FLAT
        | {
            "since_first": Column("date", "First day of the date of the event that gave the status."),
            "since_last": Column("date", "Last day of the date of the event that gave the status."),
        },
        table_rows.measures,
        {"owner": "organisations", "area": "areas"} | {name: "letters" for name in DERIVED if "letter" in name},
    ),
    "events": Table(
        "One event of a measure: what a letter says of it.",
        ("measure", "position"),
        _OF
        | {"position": Column("integer", "Place among the events of the measure, in the order of the letters.", True)}
        | _date("date", _ABOUT["date"].partition(",")[0], True)
        | _own(EVENT, "status", "letter", "passage", "quote")
        | _date("due", _ABOUT["due"])
        | _own(EVENT, "note", "note_nl")
        | {"url": _URL},
        table_rows.events,
        _LED,
    ),
    "money": Table(
        "One amount of a measure, of one year where the letter names one.",
        ("measure", "position", "year"),
        _OF
        | {
            "position": Column("integer", "Place among the allocations of the measure.", True),
            "part": Column(
                "string",
                "`package`: adds up to the sums of its package; `within`: inside other money, not to be added again; `outside` every package.",
                True,
                ("package", "within", "outside"),
            ),
        }
        | _own(ALLOCATION, "package", "track", "line")
        | {
            "unit": Column("string", "Unit of the amount.", True),
            "year": Column("integer", "Year of the amount; empty where the letter names none."),
            "amount": Column("number", "Amount, in its unit.", True),
        }
        | _own(ALLOCATION, "structural_from", "within", "on_top_of", "letter", "passage", "quote", "note", "note_nl")
        | {"url": _URL},
        table_rows.money,
        {**_LED, "package": "packages", "within": "measures", "on_top_of": "measures"},
    ),
    "letters": Table(
        "One letter that was known by then.",
        ("id",),
        {"id": Column("string", "Id of the letter: its day and its subject.", True)}
        | _own(LETTER, "date", "title", "title_nl", "sender")
        | {"sender_name": Column("string", "Name of the sender.")}
        | _own(LETTER, "signatories", "reference", "publication", "publication_inferred", "links")
        | {
            "paragraphs": Column("integer", "Number of its paragraphs.", True),
            "url": Column("string", "Address of the publication.", form="uri"),
        },
        table_rows.letters,
        {"sender": "organisations"},
    ),
}  # fmt: skip

# The tables behind the charts of a website: its money is that of which the columns of a chart are made.
DRAWN: dict[str, Columns] = {
    "followup": {
        "by": Column("string", "Whether the key is that of the letter that announced the measures, or of their owner.", True, ("letter", "owner")),
        "key": Column("string", "Letter or owner, by its key.", True),
        "became": Column("string", "What became of the measures.", True, tuple(one.value for one in Followup)),
        "meaning": Column("string", "The same in words.", True),
        "measures": Column("integer", "Number of the measures.", True),
    },
    "money": {
        **{name: one._replace(required=name == "package") for name, one in _own(ALLOCATION, "package", "track", "line").items()},
        "owner": _OF["owner"],
        "measure": _OF["measure"],
        "year": Column("integer", "Year of the amount.", True),
        "amount": Column("number", "Amount, in its unit.", True),
        "unit": Column("string", "Unit of the amount.", True),
    },
}  # fmt: skip

# What a data set of several tables has beside those.
BESIDE: dict[str, Table] = {
    "organisations": Table(
        "One owner, partner or sender.", ("id",), _ID | _own(ORGANISATION, "name", "name_nl"), table_rows.section("organisations"), {}
    ),
    "areas": Table("One intervention area.", ("id",), _ID | _own(AREA, "name", "name_nl"), table_rows.section("areas"), {}),
    "passages": Table(
        "One paragraph of a letter, in the registry's own words.",
        ("letter", "number"),
        {
            "letter": Column("string", "Letter, by its id.", True),
            "number": Column("integer", "Number of the paragraph, in reading order.", True),
            "digest": Column("string", "What it says."),
            "digest_nl": Column("string", "The same in Dutch."),
            "context": Column("boolean", "Whether it was read and holds no measure.", True),
        },
        table_rows.passages,
        {"letter": "letters"},
    ),
    "packages": Table(
        "Money announced as one whole.",
        ("id",),
        _ID | _own(PACKAGE, "title", "title_nl", "unit", "letter", "passage", "quote", "structural_from") | {"url": _URL},
        table_rows.packages,
        {"letter": "letters"},
    ),
    "totals": Table(
        "What was announced for a year, for a package or one of its tracks.",
        ("package", "track", "year"),
        {
            "package": Column("string", "Package, by its key.", True),
            "track": Column("string", "Track of the package; empty for the package as a whole."),
            "year": Column("integer", "Year of the amount.", True),
            "amount": Column("number", "Amount, in the unit of the package.", True),
        },
        table_rows.totals,
        {"package": "packages"},
    ),
}  # fmt: skip

# What columns are called where people read them, if not by their names; the rest is said in `measures.HEADINGS`.
_CALLED = {
    "date_text": "date in words",
    "date_first": "first day of the date",
    "date_last": "last day of the date",
    "since_first": "first day of the status",
    "since_last": "last day of the status",
    "sender_name": "name of the sender",
    "position": "place",
    "paragraphs": "number of paragraphs",
    "note_nl": "Dutch note",
}
# What is called otherwise in the tables that are not of measures.
_PLAIN = {"letter": "letter", "title": "English title", "url": "address of the source"}


def headings(name: str) -> dict[str, str]:
    """Return in words what the columns of a table are called."""
    said = measures.HEADINGS | _CALLED | ({} if name == "measures" else _PLAIN)
    return {one: said.get(one, one.replace("_", " ")) for one in (*TABLES[name].columns, *NOW)}


def dataset(name: str) -> Dataset:
    """Return a table as the forms draw it: that of measures is the one that `list` has."""
    table = TABLES[name]
    return (
        measures.MEASURES if name == "measures" else Dataset(name, table.columns, table.rows, headings=headings(name))
    )


def spreadsheet(listing: Listing, look: Look, of: str, delimiter: str) -> Iterator[str]:
    """Draw a table as a file; Excel reads accents only behind a byte order mark."""
    yield "\ufeff"
    yield from dataset(of).csv(listing, look, delimiter=delimiter)


def lines(listing: Listing, of: str) -> Iterator[str]:
    """Draw a table as one JSON object a line, with the keys and values that programs know."""
    return dataset(of).lines(listing, Look())


def described(column: Column) -> Json:
    """Return the type and the meaning of a column as Table Schema has it."""
    constraints: Json = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = [*column.values]
    found: Json = {"type": column.kind, "description": column.about}
    if constraints:
        found["constraints"] = constraints
    return found | ({"format": column.form} if column.form else {})
