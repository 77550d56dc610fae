"""A SQLite database of the measures and all that they rest on, for SQL, for any SQLite program and for Datasette.

The same measures give the same bytes with the same release of SQLite. Text is as it was written, but for characters that could do harm,
which are shown as their escapes. Tables and columns: `render/sql.py`; rows: `render/rows.py`. Format: https://www.sqlite.org/fileformat2.html
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from ctmeasures.model.records import Allocation, Event
from ctmeasures.render.rows import Row, fields, tables
from ctmeasures.render.safe import visible
from ctmeasures.render.sql import APPLICATION, INDEX, INDEXED, SCHEMA, VERSION

if TYPE_CHECKING:
    from ctmeasures.reports.query import Listing


def database(listing: Listing) -> bytes:
    """Return a database of the listed measures, with the letters and packages known at that moment."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(SCHEMA)
        connection.executescript("".join(INDEX.format(table=one, columns=", ".join(of)) for one, of in INDEXED.items()))
        connection.executescript(f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        for table, rows in tables(listing):
            _insert(connection, table, rows)
        _insert(connection, "search", [*_words(listing)])
        connection.execute("INSERT INTO search (search) VALUES ('optimize')")
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        for table in INDEXED:  # of the rows as they are numbered now
            connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")  # noqa: S608  our own names
        return connection.serialize()


def _insert(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    """Insert rows that all have the same columns; the names are ours."""
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(
            f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({marks})",  # noqa: S608
            ([visible(found) if isinstance(found, str) else found for found in row.values()] for row in rows),
        )


def _words(listing: Listing) -> Iterator[Row]:
    """Yield every text that can be searched, with what it is and where it stands."""
    for letter in listing.view.letters:
        yield from _texts({"letter": letter.id}, title=letter.title, title_nl=letter.title_nl)
        for passage in letter.passages:
            yield from _texts(
                {"letter": letter.id, "passage": passage.number}, digest=passage.digest, digest_nl=passage.digest_nl
            )
    for state in listing.states:
        measure = state.measure
        yield from _texts({"measure": measure.id}, title=measure.title, title_nl=measure.title_nl)
        cited: list[Event | Allocation] = [*state.history, *state.budget]
        for one in cited:
            where = {"measure": measure.id, **fields(one, "letter", "passage")}
            yield from _texts(where, quote=one.quote, note=one.note, note_nl=one.note_nl)


def _texts(where: Row, **texts: str | None) -> Iterator[Row]:
    place = {"measure": None, "letter": None, "passage": None} | where
    return ({"text": text, "what": what, **place} for what, text in texts.items() if text)
