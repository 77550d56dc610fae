"""`ctmeasures brief`: one sheet before a debate."""

from typing import Annotated

import typer

from ctmeasures.cli import options

Since = Annotated[
    str,
    typer.Option("--since", metavar="DATE", help="What letters from this day on say (a month: from its first day)."),
]


def brief(
    since: Since,
    owner: options.Owner = None,
    area: options.Area = None,
    package: options.Package = None,
    out: options.Out = None,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    form: options.DocumentFormat = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Tell on one page what is new, moved, slipped and silent since a day, with citations ready to paste.

    \b
    Examples:
      ctmeasures brief --since 2017-06-01
      ctmeasures brief --since 2015-11 --known-by 2015-11-30 --out brief.html
    """
    from ctmeasures.cli.output import CannotRun, deliver, look
    from ctmeasures.cli.registry import clock, open_registry
    from ctmeasures.cli.selection import query
    from ctmeasures.cli.typed_dates import typed_date
    from ctmeasures.reports.brief import brief as told

    found = open_registry(registry)
    moment = clock(as_of, known_by)
    day = typed_date(since, "--since").first
    if day > moment.reference_day:
        raise CannotRun(f"--since: {day} lies after the reference day, {moment.reference_day}; name an earlier day")
    wanted = query(found, moment, options.Asked(owner=owner, area=area, package=package))
    deliver("brief", form, out, found, look(no_color, lang), told(found, moment, wanted, day))
