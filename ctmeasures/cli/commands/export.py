"""`ctmeasures export`: the measures as a file for another program."""

from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

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
Remind = Annotated[
    str | None,
    typer.Option(
        "--remind",
        metavar="DAYS|none",
        help="Of ics: how many days before a due date that lies ahead it reminds of it; 14 where nothing is said.",
    ),
]
# What is no text, how it is called and where it goes.
_BYTES = {
    "sqlite": ("a database", "file with --out FILE"),
    "xlsx": ("a workbook", "file with --out FILE"),
    "parquet": ("a data set", "folder with --out DIR"),
}
_DAYS = 366  # more of them before a due date remind nobody of it


class _Wish(NamedTuple):
    """What is asked for of the file itself: `days` is when a calendar reminds, None where it never does."""

    form: str
    of: str
    delimiter: str
    days: int | None
    out: str | None


@options.spread
def export(
    form: Format,
    *,
    of: Of = "measures",
    delimiter: Delimiter = ",",
    remind: Remind = None,
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
      ics      a calendar of the deadlines that stand, with reminders
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
      ctmeasures export ics --remind 30 --out deadlines.ics
      ctmeasures export json --known-by 2017-03-15 > measures.json
    """
    from ctmeasures.cli.selection import select
    from ctmeasures.reports.query import listing

    wish = _Wish(form, of, delimiter, _days(remind, form), out)
    _refuse(wish)
    found, moment, wanted = select(asked)
    rows = listing(found, moment, wanted, "id")
    if form == "ics":
        rows = _dated(rows)
    _deliver(wish, rows, lang)


def _deliver(wish: _Wish, rows: "Listing", lang: str) -> None:
    """Print a file, or put it where it was asked for and say what it is."""
    from ctmeasures.cli.output import emit, look, save, to_output
    from ctmeasures.render.look import Look
    from ctmeasures.render.words import listing_foot

    if wish.form == "parquet":
        _fill(str(wish.out), rows)
        return
    if wish.form in _BYTES:
        data = _bytes(wish.form, rows, look(lang=lang))
    else:
        said = _calendar(wish, rows, look(lang=lang)) if wish.form == "ics" else _drawn(wish, rows, look(lang=lang))
        if to_output(wish.out):
            emit(said, form=wish.form)
            return
        data = "".join(said).encode()
    save(str(wish.out), data, rows.view.registry, listing_foot(rows, Look()))


def _dated(rows: "Listing") -> "Listing":
    """Leave out what has no deadline, so that the count of what was written is that of the calendar."""
    return rows._replace(states=tuple(state for state in rows.states if state.due))


def _days(remind: str | None, form: str) -> int | None:
    """Return how many days before a due date a calendar reminds of it; raise CannotRun where that is not said."""
    import re

    from ctmeasures.cli.output import CannotRun, shortened

    if form != "ics":
        if remind is not None:
            raise CannotRun(f"--remind is for ics; {form} has no reminders: leave it out")
        return None
    if remind is None:
        from ctmeasures.render.calendar import REMINDED

        return REMINDED
    if remind == "none":
        return None
    if re.fullmatch("[0-9]{1,3}", remind) is None or int(remind) > _DAYS:
        wrong = f"`{shortened(remind)}` is no number of days from 0 to {_DAYS}, nor none"
        raise CannotRun(f"--remind: {wrong}; write something like 14")
    return int(remind)


def _refuse(wish: _Wish) -> None:
    """Raise CannotRun where the options do not fit the format."""
    from ctmeasures.cli.output import CannotRun, to_output

    form, of, delimiter = wish.form, wish.of, wish.delimiter
    if form in _BYTES and to_output(wish.out):
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


def _calendar(wish: _Wish, rows: "Listing", look: "Look") -> str:
    """Draw a calendar that is no older revision than the one in whose place it is put."""
    from ctmeasures.cli.output import CannotRun, to_output
    from ctmeasures.disk.write import Unwritable, standing
    from ctmeasures.render.calendar import calendar

    try:
        old = b"" if to_output(wish.out) else standing(str(wish.out), rows.view.registry.path)
    except Unwritable as fault:
        raise CannotRun(str(fault)) from None
    return calendar(rows, look, remind=wish.days, old=old)


def _drawn(wish: _Wish, rows: "Listing", look: "Look") -> "Drawn":
    from ctmeasures.render.formats import renderer

    form, of, delimiter = wish.form, wish.of, wish.delimiter
    if (of, delimiter) == ("measures", ","):
        drawn: Drawn = renderer("export", form)(rows, look)
        return drawn
    from ctmeasures.render.data import tables

    between = "\t" if delimiter == "tab" else delimiter
    return tables.spreadsheet(rows, look, of, between) if form == "csv" else tables.lines(rows, of)
