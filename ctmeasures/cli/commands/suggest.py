"""`ctmeasures suggest`: a letter's coding sheet, filled with suggestions."""

from typing import Annotated

import typer

from ctmeasures.cli import complete, options

Letter = Annotated[
    str,
    typer.Argument(metavar="LETTER", autocompletion=complete.letters, help="The letter's id; the start of it will do."),
]
Import = Annotated[
    str | None,
    typer.Option(
        "--import", metavar="FILE", help="Another tool's suggestions (`ctmeasures schema suggestions`); - reads a pipe."
    ),
]


def suggest(
    letter: Letter,
    import_: Import = None,
    texts: options.Texts = None,
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Put suggestions into a letter's coding sheet, as guesses that a person decides. The registry is not changed.

    Without --import they are the program's own: which sentences speak of an act, of which known measure that may be, its status,
    owner, moment, money and references. What is decided in the sheet, or begun, stays as it is.

    Another tool's suggestions are verified one by one; one that does not hold is shown with its reason and never reaches the sheet.

    \b
    Examples:
      ctmeasures suggest 2018-03-01
      ctmeasures suggest 2018-03-01 --import suggestions.json
    """
    from ctmeasures.cli.importing import import_suggestions, suggest_own
    from ctmeasures.cli.registry import one_of, open_registry
    from ctmeasures.disk.texts import texts_folder

    found = open_registry(registry)
    key = one_of(letter, found.letters, "letter", "ctmeasures letters")
    folder = texts_folder(found.path, texts)
    if import_ is None:
        suggest_own(found, key, folder)
    else:
        import_suggestions(found, key, folder, import_, no_color)
