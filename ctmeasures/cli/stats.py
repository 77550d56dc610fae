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


def stats(
    text: options.Text = None,
    by: By = None,
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
    """Count the measures, open apart from closed; each count says what it counts and of how many.

    \b
    Examples:
      ctmeasures stats
      ctmeasures stats --by owner --status open
      ctmeasures stats --as-of 2017-06-30 --by status --format csv
    """
    from ctmeasures.cli.output import CannotRun, look, show
    from ctmeasures.cli.registry import clock, open_registry, query, unknown
    from ctmeasures.reports.stats import DIMENSIONS
    from ctmeasures.reports.stats import stats as count

    strange = [one for one in by or () if one not in DIMENSIONS]
    if strange:
        raise CannotRun("\n".join(f"--by: {unknown(one, DIMENSIONS)}" for one in strange))
    found = open_registry(registry)
    moment = clock(as_of, known_by)
    wanted = query(
        found, moment, words=text, status=status, owner=owner, area=area, letter=letter, package=package,
        due_before=due_before, overdue=overdue, silent_for=silent_for,
    )  # fmt: skip
    show("stats", form, look(no_color, lang), count(found, moment, wanted, by or ()))
