"""`ctmeasures list`: the measures."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

Format = Annotated[
    Literal["table", "plain", "json", "jsonl", "csv", "md", "ids"] | None,
    typer.Option("--format", help="Default: a table on a terminal, plain columns elsewhere.", show_default=False),
]
Sort = Annotated[
    Literal["due", "id", "title", "status", "owner", "area", "announced", "updated"],
    typer.Option("--sort", help="Order; due puts the earliest deadline first, closed measures last."),
]
Reverse = Annotated[bool, typer.Option("--reverse", help="The other way round.")]


@options.spread
def list_(
    *,
    asked: options.Asked,
    sort: Sort = "due",
    reverse: Reverse = False,
    form: Format = None,
    lang: options.Lang = "en",
    no_color: options.NoColor = False,
) -> None:
    """List the measures: what is open, whose it is, since when, and when it is due.

    A filter can be repeated (any of), excluded with not:VALUE, or asked to be empty with none.

    \b
    Examples:
      ctmeasures list --status open
      ctmeasures list --owner kmar --owner politie --sort updated
      ctmeasures list --overdue --status not:announced
      ctmeasures list training police --format csv
      ctmeasures list --as-of 2017-03-15
    """
    from ctmeasures.cli.output import look, show
    from ctmeasures.cli.selection import select
    from ctmeasures.reports.query import listing

    found, moment, wanted = select(asked)
    show("measures", form, look(no_color, lang), listing(found, moment, wanted, sort, reverse, lang == "nl"))
