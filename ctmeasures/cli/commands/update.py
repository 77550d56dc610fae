"""`ctmeasures update`: a new event in a measure's history."""

from typing import TYPE_CHECKING, Annotated

import typer

from ctmeasures.cli import complete, options

if TYPE_CHECKING:
    from ctmeasures.cli.writing import How

Id = Annotated[
    str | None,
    typer.Argument(metavar="ID", autocompletion=complete.measures, help="The measure's id; the start of it will do."),
]


@options.spread
def update(
    measure: Id = None,
    *,
    event: options.Told,
    from_: options.From = None,
    dry_run: options.DryRun = False,
    edit: options.Edit = False,
    yes: options.Yes = False,
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Add an event to a measure's history: what a letter says of it. Nothing else in the file changes.

    On a terminal, asks for what is missing and shows the change before it is
    written. Dates are taken as people type them: 1 March 2017, summer 2017.

    \b
    Examples:
      ctmeasures update iru-nl
      ctmeasures update iru-nl --status in-progress --letter 2017-11-24
      ctmeasures update iru-nl --status implemented --letter 2017-11-24 --dry-run
      ctmeasures update --from events.yaml
    """
    from ctmeasures.cli.writing import How

    how = How(dry_run, edit, yes, no_color)
    if from_ is not None:
        from ctmeasures.cli.given import carry_out_given

        carry_out_given(from_, registry, {"ID": measure, "edit": edit, **event._asdict()}, how)
    else:
        _update(measure, event, registry, how)


def _update(measure: str | None, event: options.Told, registry: str | None, how: "How") -> None:
    """Add one event; raise CannotRun where no measure is named."""
    from ctmeasures.cli.events import event_fields, introduce
    from ctmeasures.cli.output import CannotRun
    from ctmeasures.cli.prompts import can_ask
    from ctmeasures.cli.registry import one_of, writable
    from ctmeasures.cli.writing import Known, carry_out, file_of
    from ctmeasures.edit.changes import add_event

    if measure is None:
        raise CannotRun(
            "the measure's id is missing; `ctmeasures list` shows them all, and --from FILE takes several events"
        )
    found, problems = writable(registry)
    key = one_of(measure, found.by_id, "measure", "ctmeasures list")
    if can_ask() and not (event.status and event.letter):
        introduce(found, key)
    fields = event_fields(found, event._asdict())
    carry_out(Known(found, problems), file_of(found, key), key, lambda draft: add_event(draft, key, fields), how)
