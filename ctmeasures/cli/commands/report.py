"""`ctmeasures report`: the state on a day, for people who never open a terminal."""

from ctmeasures.cli import options


def report(
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
    """Report the state on a day: counts, what is open, which due dates passed or moved, the money, the letters.

    The page is one file that needs nothing from elsewhere and prints well.

    \b
    Examples:
      ctmeasures report --out report.html
      ctmeasures report --owner politie --as-of 2017-12-31
    """
    from ctmeasures.cli.output import deliver, look
    from ctmeasures.cli.registry import clock, open_registry
    from ctmeasures.cli.selection import query
    from ctmeasures.reports.report import report as whole

    found = open_registry(registry)
    moment = clock(as_of, known_by)
    wanted = query(found, moment, options.Asked(owner=owner, area=area, package=package))
    deliver("report", form, out, found, look(no_color, lang), whole(found, moment, wanted))
