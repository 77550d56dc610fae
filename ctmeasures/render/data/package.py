"""What the files of data are and what the columns of their table mean, for other programs: Data Package v1, Table Schema v1.

Specifications: https://specs.frictionlessdata.io.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from ctmeasures.render.data.forms import document
from ctmeasures.render.data.tables import NOW, Column, Columns, described
from ctmeasures.render.look import Look
from ctmeasures.render.words import called, sentence

if TYPE_CHECKING:
    from ctmeasures.render.data.values import Json
    from ctmeasures.reports.query import View


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


def resource(path: str, said: str, media: str, data: bytes, table: Json | None) -> Json:
    """Describe a file of the package by what it holds, its media type and its bytes; of a table also by the schema of its columns."""
    name, _, form = path.rpartition(".")
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
        **({"encoding": "utf-8", "schema": table} if table else {}),
    }


def schema(columns: Columns, *key: str) -> Json:
    """Describe the columns of a table in CSV, and those by which a row is known."""
    fields = [{"name": name, **_column(one)} for name, one in (columns | NOW).items()]
    return {"fields": fields, **({"primaryKey": [*key]} if key else {}), "missingValues": [""]}


def _column(one: Column) -> Json:
    """Return the type and the meaning of a column of CSV, in which a list is one text."""
    if one.kind == "array":
        one = one._replace(kind="string", about=f"{one.about} Several are joined by a semicolon.")
    return described(one)
