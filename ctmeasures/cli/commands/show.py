"""`ctmeasures show`: one measure."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import complete, options

Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        autocompletion=complete.measures,
        help="The measure's id or title; the start of an id, or words of a title, will do.",
    ),
]
Format = Annotated[
    Literal["table", "plain", "json", "md"] | None,
    typer.Option("--format", help="Default: a page on a terminal, plain text elsewhere.", show_default=False),
]


def show(
    measure: Id,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    form: Format = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Show one measure: its history with every source, its deadline, money and relations.

    Each source has a link that opens the official publication at the quoted words.

    \b
    Examples:
      ctmeasures show iru-nl
      ctmeasures show "Internet Referral Unit"
      ctmeasures show pnr --known-by 2017-06-19
      ctmeasures show pnr --format md > pnr.md
    """
    from ctmeasures.cli.output import CannotRun, look
    from ctmeasures.cli.output import show as draw
    from ctmeasures.cli.registry import clock, one_of, open_registry
    from ctmeasures.reports.page import page

    found = open_registry(registry)
    moment = clock(as_of, known_by)
    record = found.by_id[one_of(measure, found.by_id, "measure", "ctmeasures list", found.by_id)]
    answer = page(found, moment, record)
    if answer is None:
        raise CannotRun(f"no event of {record.id} is known for {moment.reference_day}; ask for a later day")
    draw("measure", form, look(no_color, lang), answer)
