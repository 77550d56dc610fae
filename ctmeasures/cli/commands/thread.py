"""`ctmeasures thread`: the measures that belong together with one."""

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
All = Annotated[bool, typer.Option("--all", help="On a terminal, fold nothing of a large thread.")]
Format = Annotated[
    Literal["table", "plain", "json", "md"] | None,
    typer.Option("--format", help="Default: a tree on a terminal, plain text elsewhere.", show_default=False),
]


def thread(
    measure: Id,
    whole: All = False,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    form: Format = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Show the thread of a measure: what it is part of, what follows or supersedes it, and what each letter said of them.

    A thread is all that is connected by being part of, following or superseding one another; it has its name from its root, the measure on
    which most others hang. On a terminal, what is far from the asked measure is folded where a thread is large.

    \b
    Examples:
      ctmeasures thread pnr
      ctmeasures thread pnr --known-by 2017-06-19
      ctmeasures thread versterking-veiligheidsketen --all
    """
    from ctmeasures.cli.output import CannotRun, look, watched
    from ctmeasures.cli.output import show as draw
    from ctmeasures.cli.registry import clock, one_of, open_registry
    from ctmeasures.reports.threads import thread as answer

    found = open_registry(registry)
    moment = clock(as_of, known_by)
    record = found.by_id[one_of(measure, found.by_id, "measure", "ctmeasures list", found.by_id)]
    asked = answer(found, moment, record)
    if asked is None:
        raise CannotRun(f"no event of {record.id} is known for {moment.reference_day}; ask for a later day")
    name = form or ("table" if watched() else "plain")
    draw("thread", name, look(no_color, lang), asked, *([whole] if name == "table" else []))
