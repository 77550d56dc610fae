"""The measures as a data set of typed tables in Parquet, a file for each, for DuckDB, Spark, Arrow and pandas.

Tables and columns are those of `data/tables.py`; each row also names its registry, so that the data sets of several registries can be
read as one. The same measures give the same bytes with the same release of pyarrow. Format: https://parquet.apache.org/docs/file-format.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet

from ctmeasures.render.data.dictionary import ALL
from ctmeasures.render.data.forms import moment
from ctmeasures.render.data.tables import NOW, Column
from ctmeasures.render.look import Look
from ctmeasures.render.safe import visible

if TYPE_CHECKING:
    from ctmeasures.reports.query import Listing

REGISTRY = Column("string", "Registry of the row, by its id.")
_TYPES = {
    "string": pa.string(),
    "date": pa.date32(),
    "integer": pa.int32(),
    "number": pa.decimal128(18, 3),  # money has at most three decimals
    "boolean": pa.bool_(),
    "array": pa.list_(pa.string()),
}


def tables(listing: Listing) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a data set of the listed measures, with the letters and packages known at that moment."""
    told = {"registry": listing.view.registry.id, **moment(listing.view)}
    for name, table in ALL.items():
        columns = {"registry": REGISTRY, **table.columns, **NOW}
        rows = [row | told for row in table.drawn(listing, Look())]
        schema = pa.schema(
            [
                pa.field(key, _TYPES[one.kind], not one.required, {"description": one.about})
                for key, one in columns.items()
            ],
            {"description": table.about, "key": ", ".join(("registry", *table.key))},
        )
        cells = {key: [_cell(row[key], one.kind) for row in rows] for key, one in columns.items()}
        stream = BytesIO()
        parquet.write_table(pa.table(cells, schema), stream, compression="zstd")
        yield f"{name}.parquet", stream.getvalue()


def _cell(found: Any, kind: str) -> object:
    if found is None:
        return None
    if kind == "date":
        return date.fromisoformat(found)
    if kind == "number":
        return Decimal(str(found))
    if isinstance(found, list):
        return [visible(str(one)) for one in found]
    return visible(found) if isinstance(found, str) else found
