"""`ctmeasures budget`: the money."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

By = Annotated[Literal["track", "owner"], typer.Option("--by", help="How the lines of a package are grouped.")]
Total = Annotated[bool, typer.Option("--add-years", help="Add a column in which all years are added up, each once.")]
Chart = Annotated[bool, typer.Option("--chart", help="Draw a bar for each year.")]
Format = Annotated[
    Literal["table", "plain", "json", "jsonl", "csv", "md", "ids"] | None,
    typer.Option("--format", help="Default: a table on a terminal, plain columns elsewhere.", show_default=False),
]


def budget(
    by: By = "track",
    owner: options.Owner = None,
    package: options.Package = None,
    total: Total = False,
    chart: Chart = False,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    form: Format = None,
    out: options.Picture = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Add up the money by year, beside what was announced; name every difference.

    Money inside other money is shown and not counted twice; years are added up only with --add-years. In CSV and JSON Lines, the
    rows with what=line and part=package are those that are added up. --package asks each line of money here; in other commands it
    asks a measure for all of its money.

    \b
    Examples:
      ctmeasures budget
      ctmeasures budget --by owner --chart
      ctmeasures budget --chart --out money.svg
      ctmeasures budget --owner kmar --format csv
      ctmeasures budget --package none
    """
    from ctmeasures.cli.output import CannotRun, look, show
    from ctmeasures.cli.pictures import chart_form, draw_budget
    from ctmeasures.cli.registry import clock, open_registry
    from ctmeasures.cli.selection import query
    from ctmeasures.render.formats import FORMATS
    from ctmeasures.reports.budget import budget as money

    if chart and form is not None and form not in FORMATS["budget-chart"]:
        raise CannotRun(f"--chart draws no {form}; it can be {', '.join(FORMATS['budget-chart'])}")
    if chart and total:
        raise CannotRun("--chart draws a bar for each year; leave out --add-years, or --chart")
    chart_form(out, form, chart)
    found = open_registry(registry)
    moment = clock(as_of, known_by)
    answer = money(found, moment, query(found, moment, options.Asked(owner=owner, package=package)), by)
    reader = look(no_color, lang)
    if out is not None:
        draw_budget(out, found, reader, answer)
    elif chart:
        show("budget-chart", form, reader, answer)
    else:
        show("budget", form, reader, answer, total)
