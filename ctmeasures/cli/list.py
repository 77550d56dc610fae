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


def list_(
    text: options.Text = None,
    status: options.Status = None,
    owner: options.Owner = None,
    area: options.Area = None,
    letter: options.LetterOption = None,
    package: options.Package = None,
    due_before: options.DueBefore = None,
    overdue: options.Overdue = False,
    silent_for: options.SilentFor = None,
    sort: Sort = "due",
    reverse: Reverse = False,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    form: Format = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
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
    from ctmeasures.cli.registry import clock, open_registry, query
    from ctmeasures.reports.query import listing

    found = open_registry(registry)
    moment = clock(as_of, known_by)
    wanted = query(
        found, moment, words=text, status=status, owner=owner, area=area, letter=letter, package=package,
        due_before=due_before, overdue=overdue, silent_for=silent_for,
    )  # fmt: skip
    show("measures", form, look(no_color, lang), listing(found, moment, wanted, sort, reverse))
