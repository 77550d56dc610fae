"""`ctmeasures diff`: what changed between two revisions."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

Old = Annotated[
    str | None,
    typer.Argument(
        metavar="[A]", help="A git revision, or a registry's file or folder; default: HEAD.", show_default=False
    ),
]
New = Annotated[str | None, typer.Argument(metavar="[B]", help="Likewise; default: the files now.", show_default=False)]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if there are differences.")]
Format = Annotated[
    Literal["table", "plain", "json", "md"] | None,
    typer.Option("--format", help="Default: in colours on a terminal, plain text elsewhere.", show_default=False),
]


def diff(
    old: Old = None,
    new: New = None,
    exit_code: ExitCode = False,
    form: Format = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Tell in words what changed from A to B; what rewrites the past is marked with an exclamation mark.

    A..B compares two revisions, A...B what B changed since it left A.

    \b
    Examples:
      ctmeasures diff
      ctmeasures diff main...HEAD --format md
      ctmeasures diff HEAD~5 HEAD --exit-code
      ctmeasures diff ../other/measures.yaml
    """
    from ctmeasures.cli.output import look, show
    from ctmeasures.cli.sides import named_sides, open_side
    from ctmeasures.reports.comparison import compare
    from ctmeasures.reports.revisions import Diff

    before, after = (open_side(one, registry) for one in named_sides(old, new, registry))
    found = Diff(
        before.side, after.side, compare(before.registry, after.registry), before.files.texts != after.files.texts
    )
    show("diff", form, look(no_color, lang), found)
    if exit_code and not found.comparison.empty:
        raise typer.Exit(1)
