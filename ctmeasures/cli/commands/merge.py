"""`ctmeasures merge`: three versions of a registry made one."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

Versions = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[BASE OURS THEIRS]",
        help="Three files; without them, the three that git keeps of a registry in conflict.",
        show_default=False,
    ),
]
Output = Annotated[
    str | None,
    typer.Option("--output", metavar="FILE", help="Where the merge of three files goes; else to standard output."),
]
Name = Annotated[str | None, typer.Option("--name", metavar="TEXT", help="What the messages call the merged file.")]
Sides = Annotated[
    tuple[str, str],
    typer.Option("--labels", metavar="OURS THEIRS", help="What the conflict markers call the two sides."),
]
Style = Annotated[
    Literal["merge", "diff3", "zdiff3"],
    typer.Option(
        "--conflict-style", help="As git's merge.conflictStyle: diff3 and zdiff3 also show what stood there before."
    ),
]
Size = Annotated[int, typer.Option("--marker-size", min=7, max=100, help="Length of the conflict markers.")]


def merge(
    versions: Versions = None,
    output: Output = None,
    name: Name = None,
    size: Size = 7,
    labels: Sides = ("ours", "theirs"),
    style: Style = "merge",
    registry: options.Registry = None,
) -> None:
    """Merge by measure, field and event, and keep both sides' text; exit with 1 where conflicts remain.

    Events that both sides have added are kept; what cannot both hold stands
    between git's conflict markers, in the record where it belongs. After a
    `git merge` or `rebase` that stopped at the registry, run it without
    arguments. `ctmeasures git install` makes git use it by itself.

    \b
    Examples:
      ctmeasures merge
      ctmeasures merge base.yaml ours.yaml theirs.yaml --output merged.yaml
    """
    from ctmeasures.cli import merging
    from ctmeasures.cli.output import CannotRun
    from ctmeasures.edit.conflicts import Labels

    if versions and len(versions) != 3:
        raise CannotRun("name all three, BASE OURS THEIRS, or none of them")
    if output and not versions:
        raise CannotRun("--output is for three named files; a registry in conflict is merged in its place")
    ours, theirs = labels
    # older gits do not know the names of the sides, and leave the words with which the driver asks for them
    base = None if style == "merge" else "base"
    marks = Labels("ours" if ours == "%X" else ours, "theirs" if theirs == "%Y" else theirs, size, base)
    conflicts = merging.of_files(versions, output, name, marks) if versions else merging.of_conflict(registry, marks)
    if conflicts:
        raise typer.Exit(1)
