"""`ctmeasures stats`: how many."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import complete, options

By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="WHAT",
        autocompletion=complete.dimensions,
        help="status, area, owner, letter or year; default: all five.",
    ),
]
Format = Annotated[
    Literal["table", "plain", "json", "jsonl", "csv", "md"] | None,
    typer.Option(
        "--format", help="Default: tables with bars on a terminal, plain columns elsewhere.", show_default=False
    ),
]


@options.spread
def stats(
    *,
    by: By = None,
    asked: options.Asked,
    form: Format = None,
    out: options.Picture = None,
    lang: options.Lang = "en",
    no_color: options.NoColor = False,
) -> None:
    """Count the measures, open apart from closed; each count says what it counts and of how many.

    \b
    Examples:
      ctmeasures stats
      ctmeasures stats --by owner --status open
      ctmeasures stats --by area --out areas.svg
      ctmeasures stats --as-of 2017-06-30 --by status --format csv
    """
    from ctmeasures.cli.output import CannotRun, look, show
    from ctmeasures.cli.registry import several
    from ctmeasures.cli.selection import select
    from ctmeasures.reports.stats import DIMENSIONS
    from ctmeasures.reports.stats import stats as count

    several("--by", by, DIMENSIONS)
    if out is not None:
        from ctmeasures.cli.pictures import draw, picture_form

        picture_form(out, form)
        if len({*(by or ())}) != 1:
            raise CannotRun(f"--out draws one count; choose it with --by: {', '.join(DIMENSIONS)}")
        found, moment, wanted = select(asked)
        draw("stats", out, found, look(no_color, lang), count(found, moment, wanted, by or ()))
        return
    found, moment, wanted = select(asked)
    show("stats", form, look(no_color, lang), count(found, moment, wanted, by or ()))
