"""`ctmeasures log`: who changed a measure, and when."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import complete, options

Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        autocompletion=complete.measures,
        help="The measure's id, also of one that was removed; the start of it will do.",
    ),
]
Format = Annotated[
    Literal["table", "plain", "json", "md"] | None,
    typer.Option("--format", help="Default: in colours on a terminal, plain text elsewhere.", show_default=False),
]


def log(
    measure: Id,
    form: Format = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Tell who changed a measure, when, and what, from git; what is not committed yet comes first.

    \b
    Examples:
      ctmeasures log iru-nl
      ctmeasures log pnr --format md
    """
    from ctmeasures.cli.output import CannotRun, look, show
    from ctmeasures.cli.registry import located, one_of
    from ctmeasures.cli.sides import NamedSide, open_side
    from ctmeasures.disk.files import Unreadable
    from ctmeasures.disk.git import Repository
    from ctmeasures.read.versions import Versions
    from ctmeasures.reports.revisions import log as told

    now = open_side(NamedSide(None), registry)
    try:
        versions = Versions(Repository(located(registry)), now.files.data)
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    ids = dict.fromkeys(now.registry.by_id)
    if measure.casefold() not in ids:
        ever = dict.fromkeys(versions.ids())
        if measure.casefold() in ever or not any(key.startswith(measure.casefold()) for key in ids):
            ids = ever
    key = one_of(measure, ids, "measure", "ctmeasures list")
    show("log", form, look(no_color, lang), told(key, versions.of(key), now.registry, versions.cut_off))
