"""`ctmeasures due`: the deadlines."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

Only = Annotated[
    Literal["passed", "heard", "next", "none", "closed"] | None,
    typer.Option("--only", help="One section; heard: passed, and a later letter spoke of it.", show_default=False),
]
Format = Annotated[
    Literal["table", "plain", "json", "jsonl", "csv", "md", "ids"] | None,
    typer.Option("--format", help="Default: tables on a terminal, plain columns elsewhere.", show_default=False),
]


def due(
    text: options.Text = None,
    only: Only = None,
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
    """Show the deadlines: passed, next, none; what became of those of closed measures; how each moved.

    "No later word" means that no letter of the registry has spoken of it since,
    not that nothing was done.

    \b
    Examples:
      ctmeasures due
      ctmeasures due --only passed --owner politie
      ctmeasures due --only none --silent-for 2y
      ctmeasures due --as-of 2017-06-30 --format csv
    """
    from ctmeasures.cli.output import look, show
    from ctmeasures.cli.registry import clock, open_registry, query
    from ctmeasures.reports.deadlines import deadlines

    found = open_registry(registry)
    moment = clock(as_of, known_by)
    wanted = query(
        found, moment, words=text, status=status, owner=owner, area=area, letter=letter, package=package,
        due_before=due_before, overdue=overdue, silent_for=silent_for,
    )  # fmt: skip
    show("due", form, look(no_color, lang), deadlines(found, moment, wanted, only))
