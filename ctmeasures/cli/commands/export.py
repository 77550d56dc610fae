"""`ctmeasures export`: the measures as a file for another program."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ctmeasures.cli import options

if TYPE_CHECKING:
    from ctmeasures.render.formats import Drawn
    from ctmeasures.render.look import Look
    from ctmeasures.reports.query import Listing

Format = Annotated[
    Literal["csv", "json", "jsonl", "md", "ics", "sqlite", "xlsx", "parquet"],
    typer.Argument(metavar="FORMAT", help="csv, json, jsonl, md, ics, sqlite, xlsx or parquet.", show_default=False),
]
Of = Annotated[
    Literal["measures", "events", "money", "letters"],
    typer.Option("--of", help="Of csv and jsonl: which table; `schema tables` says what its columns mean."),
]
Delimiter = Annotated[
    Literal[",", ";", "tab"], typer.Option("--delimiter", help="Of csv: what stands between two cells.")
]
# What is no text, how it is called and where it goes.
_BYTES = {
    "sqlite": ("a database", "file with --out FILE"),
    "xlsx": ("a workbook", "file with --out FILE"),
    "parquet": ("a data set", "folder with --out DIR"),
}


@options.spread
def export(
    form: Format,
    *,
    of: Of = "measures",
    delimiter: Delimiter = ",",
    out: options.Out = None,
    asked: options.Asked,
    lang: options.Lang = "en",
) -> None:
    """Write the measures to a file for another program.

    \b
      csv      a table for spreadsheets, of measures, events, money or letters;
               with --lang nl in Dutch throughout: programs ask for --lang en
      xlsx     a workbook with all four and what their columns mean, in English
               or Dutch, with dates as dates and links; needs --out
      json     the whole registry, with what is derived from it
      jsonl    one measure a line, or one event, amount or letter
      md       a table for a wiki
      ics      a calendar of the deadlines that stand
      sqlite   a database of everything, with full-text search; needs --out
      parquet  a folder of typed tables for DuckDB or Spark; needs --out, and
               pip install 'ctmeasures[parquet]'

    \b
    Examples:
      ctmeasures export csv --out measures.csv
      ctmeasures export csv --of events --delimiter ';' --lang nl --out events.csv
      ctmeasures export xlsx --out measures.xlsx
      ctmeasures export sqlite --out measures.sqlite
      ctmeasures export parquet --out measures
      ctmeasures export json --known-by 2017-03-15 > measures.json
    """
    from ctmeasures.cli.selection import select
    from ctmeasures.reports.query import listing

    _refuse(form, of, delimiter, out)
    found, moment, wanted = select(asked)
    rows = listing(found, moment, wanted, "id")
    if form == "ics":
        rows = _dated(rows)
    _deliver(form, of, delimiter, out, rows, lang)


def _deliver(form: str, of: str, delimiter: str, out: str | None, rows: "Listing", lang: str) -> None:
    """Print a file, or put it where it was asked for and say what it is."""
    from ctmeasures.cli.output import emit, look, save, to_output
    from ctmeasures.render.look import Look
    from ctmeasures.render.words import listing_foot

    if form == "parquet":
        _fill(str(out), rows)
        return
    if form in _BYTES:
        data = _bytes(form, rows, look(lang=lang))
    else:
        said = _drawn(form, of, delimiter, rows, look(lang=lang))
        if to_output(out):
            emit(said, form=form)
            return
        data = "".join(said).encode()
    save(str(out), data, rows.view.registry, listing_foot(rows, Look()))


def _dated(rows: "Listing") -> "Listing":
    """Leave out what has no deadline, so that the count of what was written is that of the calendar."""
    return rows._replace(states=tuple(state for state in rows.states if state.due))


def _refuse(form: str, of: str, delimiter: str, out: str | None) -> None:
    """Raise CannotRun where the options do not fit the format."""
    from ctmeasures.cli.output import CannotRun, to_output

    if form in _BYTES and to_output(out):
        what, place = _BYTES[form]
        raise CannotRun(f"{what} is no text to print; name its {place}")
    if of != "measures" and form not in ("csv", "jsonl"):
        raise CannotRun(f"--of {of} is for csv and jsonl; {form} has one content: leave it out")
    if delimiter != "," and form != "csv":
        raise CannotRun(f"--delimiter is for csv; {form} has none: leave it out")


def _fill(out: str, rows: "Listing") -> None:
    """Put a data set into a folder and say what it is; raise CannotRun where it cannot be."""
    import os

    from ctmeasures.cli.output import CannotRun, report
    from ctmeasures.disk.folder import fill
    from ctmeasures.disk.write import Unwritable
    from ctmeasures.render.look import Look
    from ctmeasures.render.safe import clean
    from ctmeasures.render.words import listing_foot

    if not out:
        raise CannotRun("--out is empty; name a folder")
    try:
        from ctmeasures.render.parquet import tables
    except ImportError:
        raise CannotRun(
            "parquet needs pyarrow, which is not installed here; run pip install 'ctmeasures[parquet]'"
        ) from None
    try:
        fill(out, tables(rows), os.path.dirname(rows.view.registry.path))
    except Unwritable as fault:
        raise CannotRun(str(fault)) from None
    report(f"wrote {clean(out)}: {listing_foot(rows, Look())}\n", f"{clean(out)} was written")


def _bytes(form: str, rows: "Listing", look: "Look") -> bytes:
    if form == "sqlite":
        from ctmeasures.render.sqlite import database

        return database(rows)
    from ctmeasures.cli.output import CannotRun
    from ctmeasures.render.xlsx import TooLong, workbook

    try:
        return workbook(rows, look)
    except TooLong as fault:
        raise CannotRun(f"{fault}; ask for fewer measures, or for csv or sqlite") from None


def _drawn(form: str, of: str, delimiter: str, rows: "Listing", look: "Look") -> "Drawn":
    from ctmeasures.render.formats import renderer

    if (of, delimiter) == ("measures", ","):
        drawn: Drawn = renderer("export", form)(rows, look)
        return drawn
    from ctmeasures.render.data import tables

    between = "\t" if delimiter == "tab" else delimiter
    return tables.spreadsheet(rows, look, of, between) if form == "csv" else tables.lines(rows, of)
