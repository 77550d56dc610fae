"""`ctmeasures add`: a new measure."""

from typing import TYPE_CHECKING, Annotated

import typer

from ctmeasures.cli import complete, options

if TYPE_CHECKING:
    from ctmeasures.cli.events import Given
    from ctmeasures.cli.writing import How

Id = Annotated[
    str | None, typer.Option("--id", metavar="ID", help="Its id: short, lower-case, stable; such as iru-nl.")
]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="English title.")]
TitleNl = Annotated[str | None, typer.Option("--title-nl", metavar="TEXT", help="Dutch title.")]
Owner = Annotated[
    str | None, typer.Option("--owner", metavar="KEY", autocompletion=complete.organisations, help="The owner's key.")
]
Inferred = Annotated[bool, typer.Option("--owner-inferred", help="No letter names the owner.")]
Area = Annotated[
    str | None, typer.Option("--area", metavar="KEY", autocompletion=complete.areas, help="The intervention area.")
]
Partner = Annotated[
    list[str] | None,
    typer.Option("--partner", metavar="KEY", autocompletion=complete.organisations, help="Another organisation."),
]
PartOf = Annotated[
    list[str] | None,
    typer.Option("--part-of", metavar="ID", autocompletion=complete.measures, help="A programme that it is part of."),
]
Reference = Annotated[
    list[str] | None, typer.Option("--reference", metavar="REF", help="A dossier, publication or law: dossier:34359.")
]

File = Annotated[
    str | None,
    typer.Option(
        "--file", metavar="NAME", help="The file that it goes to, of several; else that of the measure before it."
    ),
]


@options.spread
def add(
    id_: Id = None,
    title: Title = None,
    title_nl: TitleNl = None,
    area: Area = None,
    owner: Owner = None,
    owner_inferred: Inferred = False,
    partner: Partner = None,
    reference: Reference = None,
    part_of: PartOf = None,
    *,
    event: options.Told,
    from_: options.From = None,
    file: File = None,
    dry_run: options.DryRun = False,
    edit: options.Edit = False,
    yes: options.Yes = False,
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Add a measure with its first event, in its place in the order of the ids. Nothing else in the file changes.

    On a terminal, asks for what is missing and shows the change before it is
    written.

    \b
    Examples:
      ctmeasures add
      ctmeasures add --id iru-eu --title "EU unit" --owner europol --status announced --letter 2017-11-24
      ctmeasures add --from measures.json
    """
    from ctmeasures.cli.writing import How

    how = How(dry_run, edit, yes, no_color)
    said = {
        "id": id_, "title": title, "title_nl": title_nl, "area": area, "owner": owner,
        "owner_inferred": "true" if owner_inferred else None, "partners": partner, "references": reference,
        "part_of": part_of,
    }  # fmt: skip
    if from_ is not None:
        from ctmeasures.cli.given import carry_out_given

        carry_out_given(from_, registry, {"edit": edit, **said, **event._asdict()}, how, new=True, file=file)
    else:
        _add(said, event, file, registry, how)


def _add(said: "Given", event: options.Told, file: str | None, registry: str | None, how: "How") -> None:
    """Add one measure."""
    from ctmeasures.cli.events import measure_fields
    from ctmeasures.cli.registry import writable
    from ctmeasures.cli.writing import Known, carry_out, file_for
    from ctmeasures.edit.changes import add_measure

    found, problems = writable(registry)
    measure = measure_fields(found, said, event._asdict())
    key = str(measure["id"])
    to = file_for(found, key, file)
    carry_out(Known(found, problems), to, key, lambda draft: add_measure(draft, measure), how)
