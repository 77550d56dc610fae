"""`ctmeasures brief`: one sheet before a debate."""

from typing import Annotated

import typer

from ctmeasures.cli import options

Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="What letters from this day on say (a month: from its first day); else from the last letter but one on.",
        show_default=False,
    ),
]


def brief(
    since: Since = None,
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
    """Tell on one page what is new and changed since a day, and what to ask: what is unproven, slipped or silent, with citations ready to paste.

    \b
    Examples:
      ctmeasures brief
      ctmeasures brief --since 2017-06-01 --owner politie
      ctmeasures brief --since 2015-11 --known-by 2015-11-30 --out brief.html
    """
    from ctmeasures.cli.output import CannotRun, deliver, look
    from ctmeasures.cli.registry import clock, open_registry
    from ctmeasures.cli.selection import query
    from ctmeasures.cli.typed_dates import typed_date
    from ctmeasures.reports.brief import brief as told
    from ctmeasures.reports.brief import last_but_one

    found = open_registry(registry)
    moment = clock(as_of, known_by)
    first = None if since is not None else last_but_one(found, moment)
    if since is None and first is None:
        raise CannotRun("--since: no letter of the registry is coded by then, from which to begin; name a day")
    day = first.date.first if first else typed_date(since or "", "--since").first
    if day > moment.reference_day:
        raise CannotRun(f"--since: {day} lies after the reference day, {moment.reference_day}; name an earlier day")
    wanted = query(found, moment, options.Asked(owner=owner, area=area, package=package))
    deliver("brief", form, out, found, look(no_color, lang), told(found, moment, wanted, day, first))
