"""`ctmeasures schema`: the fields of a registry, for editors and for people."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import options

Of = Annotated[
    Literal["registry", "letter", "sheet", "passages", "suggestions", "passed", "tables"],
    typer.Argument(help="What is described."),
]
Answer = Annotated[
    str | None,
    typer.Option(
        "--of",
        metavar="COMMAND",
        help="The JSON that a command prints: list, show, due …; letter is `letters ID`, links `links check`.",
    ),
]
Keys = Annotated[bool, typer.Option("--keys", help="With the keys of the registry that is found here.")]
Format = Annotated[
    Literal["json", "md", "csv"],
    typer.Option("--format", help="JSON Schema for editors, or a table of the fields; csv: of tables only."),
]


def schema(
    of: Of = "registry",
    answer: Answer = None,
    form: Format = "json",
    keys: Keys = False,
    registry: options.Registry = None,
) -> None:
    """Print the JSON Schema of a registry, a letter's front matter or its coding sheet, or describe the fields of the first two.

    For other tools there are those of a letter's passages, which they get, and of suggestions, which they give; `passed` is that of passed.yaml.

    Of `tables` it is the data dictionary: what each column means that `export csv`, `jsonl` and `xlsx` write.

    With --of it is the schema of what `--format json` of a command prints, or `export json`; its `$id` carries the version.

    Editors complete and validate a measures.yaml, or a letter, whose first line names the schema's file. With --keys they also
    complete owners, areas, letters, packages and measures, and mark those that do not exist; make it anew when one is added.

    \b
    Examples:
      ctmeasures schema > registry.schema.json
      ctmeasures schema --keys > registry.schema.json
      ctmeasures schema letter > letter.schema.json
      ctmeasures schema suggestions > suggestions.schema.json
      ctmeasures schema --format md
      ctmeasures schema tables --format csv > dictionary.csv
      ctmeasures schema --of list > list.schema.json
    """
    from ctmeasures.cli.output import CannotRun, emit
    from ctmeasures.cli.registry import open_registry
    from ctmeasures.render import schema as drawn

    if answer is not None:
        emit(_answer(answer, of, form, keys))
        return
    if of == "tables":
        from ctmeasures.render.data import dictionary

        emit({"json": dictionary.json, "md": dictionary.markdown, "csv": dictionary.csv}[form](), form=form)
        return
    if form == "csv":
        raise CannotRun("--format csv is for `schema tables`; a schema is json, or md")
    emit(drawn.fields() if form == "md" else drawn.json_schema(of, open_registry(registry) if keys else None))


def _answer(name: str, of: str, form: str, keys: bool) -> str:
    """Draw the schema of a command's answer; raise CannotRun where there is none, or something else was asked for too."""
    from ctmeasures.cli.output import CannotRun, shortened
    from ctmeasures.model.nearest import nearest
    from ctmeasures.render.data.answers import ANSWERS, schema
    from ctmeasures.render.data.forms import document

    if of != "registry" or form != "json" or keys:
        raise CannotRun("--of asks for the JSON Schema of a command's answer; give it alone")
    if name not in ANSWERS:
        near = "".join(f"; nearest: {one}" for one in nearest(name, ANSWERS)[:1])
        raise CannotRun(f"--of: `{shortened(name)}` is none of {', '.join(ANSWERS)}{near}")
    return document(schema(name))
