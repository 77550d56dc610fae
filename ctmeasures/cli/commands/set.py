"""`ctmeasures set`: a changed field."""

from typing import Annotated

import typer

from ctmeasures.cli import complete, options

Id = Annotated[
    str,
    typer.Argument(metavar="ID", autocompletion=complete.measures, help="The measure's id; the start of it will do."),
]
Assignments = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FIELD=VALUE]...",
        autocompletion=complete.fields,
        help="A field and its new value; FIELD= removes it; FIELD+=VALUE and FIELD-=VALUE change a list.",
        show_default=False,
    ),
]


def set_(
    measure: Id,
    assignments: Assignments = None,
    dry_run: options.DryRun = False,
    edit: options.Edit = False,
    yes: options.Yes = False,
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Correct a field of a measure, where it was coded wrongly. Nothing else in the file changes.

    What a new letter says is an event, which `ctmeasures update` adds. Events
    and allocations are counted from 1, in the order of the file:
    history.2.quote, budget.1.amounts.2016; history.2= removes one.

    \b
    Examples:
      ctmeasures set iru-nl owner=politie area=prevent
      ctmeasures set iru-nl partners+=europol
      ctmeasures set iru-nl history.1.due="September 2017" --dry-run
      ctmeasures set iru-nl --edit
    """
    from ctmeasures.cli.assignments import assigned, prompted
    from ctmeasures.cli.output import CannotRun
    from ctmeasures.cli.prompts import can_ask
    from ctmeasures.cli.registry import one_of, writable
    from ctmeasures.cli.writing import How, Known, carry_out, file_of

    found, problems = writable(registry)
    key = one_of(measure, found.by_id, "measure", "ctmeasures list")
    words = assignments or []
    if not words and not edit:
        if not can_ask():
            raise CannotRun("FIELD=VALUE is missing; such as owner=politie, or --edit")
        words = [prompted(found, key)]
    how = How(dry_run, edit, yes, no_color)
    carry_out(Known(found, problems), file_of(found, key), key, assigned(found, key, words), how)
