"""`ctmeasures timeline`: events and deadlines in order of time."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

By = Annotated[Literal["year", "letter"], typer.Option("--by", help="How the moments are grouped.")]
Format = Annotated[
    Literal["table", "plain", "json", "jsonl", "csv", "md"] | None,
    typer.Option("--format", help="Default: a line on a terminal, plain columns elsewhere.", show_default=False),
]


def timeline(
    text: options.Text = None,
    by: By = "year",
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
    form: Format = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Draw the line of time: events behind, deadlines ahead, the reference day between them.

    \b
    Examples:
      ctmeasures timeline
      ctmeasures timeline --status open --owner politie
      ctmeasures timeline --by letter
      ctmeasures timeline --as-of 2017-06-30 --format md
    """
    from ctmeasures.cli.output import look, show
    from ctmeasures.cli.registry import clock, open_registry, query
    from ctmeasures.reports.timeline import timeline as line_of

    found = open_registry(registry)
    moment = clock(as_of, known_by)
    wanted = query(
        found, moment, words=text, status=status, owner=owner, area=area, letter=letter, package=package,
        due_before=due_before, overdue=overdue, silent_for=silent_for,
    )  # fmt: skip
    show("timeline", form, look(no_color, lang), line_of(found, moment, wanted, by))
