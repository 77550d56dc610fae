"""`ctmeasures schema`: the fields of a registry, for editors and for people."""

from typing import Annotated, Literal

import typer

Format = Annotated[
    Literal["json", "md"], typer.Option("--format", help="JSON Schema for editors, or a table of the fields.")
]


def schema(form: Format = "json") -> None:
    """Print the JSON Schema of a registry, or describe its fields.

    Editors complete and validate a measures.yaml whose first line names the schema's file.

    \b
    Examples:
      ctmeasures schema > registry.schema.json
      ctmeasures schema --format md
    """
    from ctmeasures.cli.output import emit
    from ctmeasures.render import schema as drawn

    emit(drawn.fields() if form == "md" else drawn.json_schema())
