"""`ctmeasures export`: the measures as a file for another program."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

Format = Annotated[
    Literal["csv", "json", "jsonl", "md", "ics", "sqlite"],
    typer.Argument(metavar="FORMAT", help="csv, json, jsonl, md, ics or sqlite.", show_default=False),
]
Out = Annotated[
    str | None, typer.Option("--out", metavar="FILE", help="The file, replaced as a whole; else standard output.")
]


def export(
    form: Format,
    text: options.Text = None,
    out: Out = None,
    status: options.Status = None,
    owner: options.Owner = None,
    area: options.Area = None,
    letter: options.LetterOption = None,
    package: options.Package = None,
    due_before: options.DueBefore = None,
    overdue: options.Overdue = False,
    silent_for: options.SilentFor = None,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
) -> None:
    """Write the measures to a file for another program.

    \b
      csv      a table for spreadsheets; timeline --format csv has the events
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
    from ctmeasures.cli.output import CannotRun, emit, look, save
    from ctmeasures.cli.registry import clock, open_registry, query
    from ctmeasures.render.words import listing_foot
    from ctmeasures.reports.query import listing

    if form == "sqlite" and out is None:
        raise CannotRun("a database is no text to print; name its file with --out FILE")
    found = open_registry(registry)
    moment = clock(as_of, known_by)
    wanted = query(
        found, moment, words=text, status=status, owner=owner, area=area, letter=letter, package=package,
        due_before=due_before, overdue=overdue, silent_for=silent_for,
    )  # fmt: skip
    rows = listing(found, moment, wanted, "id")
    if form == "ics":
        rows = rows._replace(states=tuple(state for state in rows.states if state.due))
    if form == "sqlite":
        from ctmeasures.render.sqlite import database

        data = database(rows)
    else:
        from ctmeasures.render.formats import renderer

        said = renderer("export", form)(rows, look(lang=lang))
        if out is None:
            emit(said)
            return
        data = said.encode()
    save(str(out), data, found, listing_foot(rows))
