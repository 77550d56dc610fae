"""`ctmeasures due`: the deadlines."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import complete, options

Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="SECTION",
        autocompletion=complete.sections,
        help="passed, heard (a later letter spoke of it), next, none or closed.",
    ),
]
Format = Annotated[
    Literal["table", "plain", "json", "jsonl", "csv", "md", "ids"] | None,
    typer.Option("--format", help="Default: tables on a terminal, plain columns elsewhere.", show_default=False),
]


@options.spread
def due(
    *,
    only: Only = None,
    asked: options.Asked,
    form: Format = None,
    out: options.Picture = None,
    lang: options.Lang = "en",
    no_color: options.NoColor = False,
) -> None:
    """Show the deadlines: passed, next, none; what became of those of closed measures; how each moved.

    "No later word" means that no letter of the registry has spoken of it since,
    not that nothing was done.

    \b
    Examples:
      ctmeasures due
      ctmeasures due --only passed --only next --owner politie
      ctmeasures due --only none --silent-for 2y
      ctmeasures due --out deadlines.svg
      ctmeasures due --as-of 2017-06-30 --format csv
    """
    from ctmeasures.cli.output import look, show
    from ctmeasures.cli.registry import several
    from ctmeasures.cli.selection import select
    from ctmeasures.reports.deadlines import SECTIONS, deadlines

    several("--only", only, SECTIONS)
    if out is not None:
        from ctmeasures.cli.pictures import draw, picture_form

        picture_form(out, form)
    found, moment, wanted = select(asked)
    answer = deadlines(found, moment, wanted, only or ())
    if out is None:
        show("due", form, look(no_color, lang), answer)
    else:
        draw("due", out, found, look(no_color, lang), answer)
