"""`ctmeasures timeline`: events and deadlines in order of time."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

By = Annotated[
    Literal["year", "letter", "area", "owner"] | None,
    typer.Option("--by", help="How they are grouped; default: year, and area with --chart.", show_default=False),
]
Chart = Annotated[
    bool, typer.Option("--chart", help="Draw a bar for each measure, grouped by its announcement, area or owner.")
]
Format = Annotated[
    Literal["table", "plain", "json", "jsonl", "csv", "md"] | None,
    typer.Option("--format", help="Default: a line on a terminal, plain columns elsewhere.", show_default=False),
]


@options.spread
def timeline(
    *,
    by: By = None,
    chart: Chart = False,
    asked: options.Asked,
    form: Format = None,
    out: options.Picture = None,
    lang: options.Lang = "en",
    no_color: options.NoColor = False,
) -> None:
    """Draw the line of time: events behind, deadlines ahead, the reference day between them.

    \b
    Examples:
      ctmeasures timeline
      ctmeasures timeline --status open --owner politie
      ctmeasures timeline --by letter
      ctmeasures timeline --chart --owner politie
      ctmeasures timeline --chart --owner politie --out police.svg
      ctmeasures timeline --as-of 2017-06-30 --format md
    """
    from ctmeasures.cli.output import CannotRun, look, show
    from ctmeasures.cli.pictures import chart_form, draw
    from ctmeasures.cli.selection import select
    from ctmeasures.render.formats import FORMATS

    if chart and form is not None and form not in FORMATS["timeline-chart"]:
        raise CannotRun(f"--chart draws no {form}; it can be {', '.join(FORMATS['timeline-chart'])}")
    chart_form(out, form, chart)
    if by in ("area", "owner") and not chart:
        raise CannotRun(f"--by {by} groups the bars of --chart; add --chart, or take year or letter")
    found, moment, wanted = select(asked)
    reader = look(no_color, lang)
    if chart:
        from ctmeasures.reports.chart import chart as spans_of

        spans = spans_of(found, moment, wanted, by or "area")
        if out is not None:
            draw("timeline-chart", out, found, reader, spans)
        else:
            show("timeline-chart", form, reader, spans)
    else:
        from ctmeasures.reports.timeline import timeline as line_of

        show("timeline", form, reader, line_of(found, moment, wanted, by or "year"))
