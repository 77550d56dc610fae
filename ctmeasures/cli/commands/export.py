"""`ctmeasures export`: the measures as a file for another program."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

Format = Annotated[
    Literal["csv", "json", "jsonl", "md", "ics", "sqlite"],
    typer.Argument(metavar="FORMAT", help="csv, json, jsonl, md, ics or sqlite.", show_default=False),
]


@options.spread
def export(
    form: Format,
    *,
    out: options.Out = None,
    asked: options.Asked,
    lang: options.Lang = "en",
) -> None:
    """Write the measures to a file for another program.

    \b
      csv      a table for spreadsheets; timeline --format csv has the events;
               with --lang nl in Dutch throughout: programs ask for --lang en
      json     the whole registry, with what is derived from it
      jsonl    one measure a line
      md       a table for a wiki
      ics      a calendar of the deadlines that stand
      sqlite   a database of everything, with full-text search; needs --out

    \b
    Examples:
      ctmeasures export csv --out measures.csv
      ctmeasures export ics --owner politie --out deadlines.ics
      ctmeasures export sqlite --out measures.sqlite
      ctmeasures export json --known-by 2017-03-15 > measures.json
    """
    from ctmeasures.cli.output import CannotRun, emit, look, save, to_output
    from ctmeasures.cli.selection import select
    from ctmeasures.render.look import Look
    from ctmeasures.render.words import listing_foot
    from ctmeasures.reports.query import listing

    if form == "sqlite" and to_output(out):
        raise CannotRun("a database is no text to print; name its file with --out FILE")
    found, moment, wanted = select(asked)
    rows = listing(found, moment, wanted, "id")
    if form == "ics":  # so that the count of what was written is that of the calendar
        rows = rows._replace(states=tuple(state for state in rows.states if state.due))
    if form == "sqlite":
        from ctmeasures.render.sqlite import database

        data = database(rows)
    else:
        from ctmeasures.render.formats import renderer

        said = renderer("export", form)(rows, look(lang=lang))
        if to_output(out):
            emit(said, form=form)
            return
        data = "".join(said).encode()
    save(str(out), data, found, listing_foot(rows, Look()))
