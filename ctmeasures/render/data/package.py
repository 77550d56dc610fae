"""What the files of data are and what the columns of their table mean, for other programs: Data Package v1, Table Schema v1.

Specifications: https://specs.frictionlessdata.io.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from ctmeasures.model.fields import FLAG, MEASURE, ListOf
from ctmeasures.model.status import Status
from ctmeasures.render.data.forms import MOMENT, document
from ctmeasures.render.data.measures import MEASURES
from ctmeasures.render.look import Look
from ctmeasures.render.words import called, sentence

if TYPE_CHECKING:
    from ctmeasures.render.data.values import Json
    from ctmeasures.reports.query import View


# The columns of the table that are no fields of the registry: their type, and what they mean.
_COLUMNS = {
    "status": ("string", "Status that the last event gives."),
    "status_certain": ("boolean", "Whether it was surely so by the reference day."),
    "open": ("boolean", "Whether the measure is open."),
    "since": ("string", "Date of the event that gave the status, in EDTF."),
    "announced": ("date", "Day of the first letter that speaks of it."),
    "updated": ("date", "Day of the last letter that speaks of it."),
    "letter": ("string", "First letter that speaks of it."),
    "due": ("string", "Due date that stands, in EDTF; empty where there is none."),
    "overdue": ("boolean", "Whether its last day is before the reference day; that it was not done is not said."),
    "heard_since_due": ("boolean", "Whether a letter spoke of it after that day."),
    "slipped_days": ("integer", "Days by which the due date moved in all; empty where that is not exact or not known."),
    "slipped_days_least": ("integer", "At least so many; empty where no due date was ever stated."),
    "slipped_days_most": ("integer", "At most so many; empty where no due date was ever stated."),
    "silent_days": ("integer", "Days from the last letter to the reference day; empty where it is closed."),
    "status_letter": ("string", "Letter that gave the status."),
    "due_letter": ("string", "Letter that stated the due date."),
    "last_letter": ("string", "Last letter that speaks of it."),
    "owner_name": ("string", "Name of the owner."),
    "area_name": ("string", "Name of the area."),
    "due_text": ("string", "Due date in words."),
    "due_first": ("date", "First day of the due date."),
    "due_last": ("date", "Last day of the due date."),
    "url": ("string", "Address of the publication that gave the status, at the quoted words."),
    "reference_day": ("date", "Day for which all of this was worked out."),
    "newest_letter": ("string", "Newest letter of the registry by then."),
}
_MORE: dict[str, Json] = {
    "status": {"constraints": {"required": True, "enum": [status.value for status in Status]}},
    "url": {"format": "uri"},
}
_OWN = {field.name: field for field in MEASURE.fields}
_TABLE = "text/csv"
_GUARDED = "what a spreadsheet would take for a formula begins with an apostrophe"


def datapackage(view: View, resources: Iterable[Json], homepage: str | None) -> str:
    """Draw the description of files that stand beside it; it has no licence and no day of making, of which a registry says nothing."""
    registry = view.registry
    described: Json = {
        "profile": "data-package",
        "name": registry.id or "announced-measures",
        "title": called(registry, Look()),
        "description": sentence(view, Look()),
        **({"homepage": homepage} if homepage else {}),
        "resources": list(resources),
    }
    return document(described)


def resource(path: str, said: str, media: str, data: bytes) -> Json:
    """Describe a file of the package by what it holds, its media type and its bytes."""
    name, _, form = path.rpartition(".")
    table = media == _TABLE
    return {
        "profile": "tabular-data-resource" if table else "data-resource",
        "type": "table" if table else "file",  # how frictionless is to read it, whatever its name ends in
        "name": f"{name}-{form}",
        "path": path,
        "description": f"{said}; {_GUARDED}" if table else said,
        "format": form,
        "mediatype": media,
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        **({"encoding": "utf-8", "schema": _schema()} if table else {}),
    }


def _schema() -> Json:
    fields = [{"name": name, **_column(name)} for name in (*MEASURES.columns, *MOMENT)]
    return {"fields": fields, "primaryKey": "id", "missingValues": [""]}


def _column(name: str) -> Json:
    """Return the type and the meaning of a column; a list is one text."""
    field = _OWN.get(name)
    if field is None:
        kind, about = _COLUMNS[name]
        return {"type": kind, "description": about, **_MORE.get(name, {})}
    about = f"{field.about} Several are joined by a semicolon." if isinstance(field.kind, ListOf) else field.about
    required = {"constraints": {"required": True}} if field.required else {}
    return {"type": "boolean" if field.kind is FLAG else "string", "description": about, **required}
