"""`ctmeasures schema`: the fields of a registry, for editors and for people."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

Of = Annotated[
    Literal["registry", "letter", "sheet", "passages", "suggestions"], typer.Argument(help="What is described.")
]
Keys = Annotated[bool, typer.Option("--keys", help="With the keys of the registry that is found here.")]
Format = Annotated[
    Literal["json", "md"], typer.Option("--format", help="JSON Schema for editors, or a table of the fields.")
]


def schema(of: Of = "registry", form: Format = "json", keys: Keys = False, registry: options.Registry = None) -> None:
    """Print the JSON Schema of a registry, a letter's front matter or its coding sheet, or describe the fields of the first two.

    For other tools there are those of a letter's passages, which they get, and of suggestions, which they give.

    Editors complete and validate a measures.yaml, or a letter, whose first line names the schema's file. With --keys they also
    complete owners, areas, letters, packages and measures, and mark those that do not exist; make it anew when one is added.

    \b
    Examples:
      ctmeasures schema > registry.schema.json
      ctmeasures schema --keys > registry.schema.json
      ctmeasures schema letter > letter.schema.json
      ctmeasures schema suggestions > suggestions.schema.json
      ctmeasures schema --format md
    """
    from ctmeasures.cli.output import emit
    from ctmeasures.cli.registry import open_registry
    from ctmeasures.render import schema as drawn

    emit(drawn.fields() if form == "md" else drawn.json_schema(of, open_registry(registry) if keys else None))
