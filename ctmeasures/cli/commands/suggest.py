"""`ctmeasures suggest`: a letter's coding sheet, filled with suggestions."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import complete, options

Letter = Annotated[
    str | None,
    typer.Argument(
        metavar="[LETTER]",
        autocompletion=complete.letters,
        help="The letter's id; the start of it will do.",
        show_default=False,
    ),
]
Import = Annotated[
    str | None,
    typer.Option(
        "--import", metavar="FILE", help="Another tool's suggestions (`ctmeasures schema suggestions`); - reads a pipe."
    ),
]
Evaluate = Annotated[
    bool,
    typer.Option(
        "--evaluate",
        help="Write nothing: set suggestions for the coded letters beside their coding, each left out once.",
    ),
]
Train = Annotated[
    bool,
    typer.Option(
        "--train",
        help="Learn weights of the coded letters, and keep them in weights.json.gz beside their texts: they suggest from then on.",
    ),
]
Letters = Annotated[
    list[str] | None,
    typer.Option(
        "--letters",
        metavar="ID",
        autocompletion=complete.letters,
        help="With --evaluate: judge only this letter. Repeatable.",
    ),
]
Format = Annotated[
    Literal["text", "md", "json"] | None,
    typer.Option("--format", help="Of --evaluate. Default: text.", show_default=False),
]


def suggest(
    letter: Letter = None,
    import_: Import = None,
    evaluate: Evaluate = False,
    train: Train = False,
    letters: Letters = None,
    form: Format = None,
    texts: options.Texts = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Put suggestions into a letter's coding sheet, as guesses that a person decides. The registry is not changed.

    Without --import they are the program's own: which sentences speak of an act, of which known measure that may be, its status,
    owner, moment, money and references. What is decided in the sheet, or begun, stays as it is.

    They are weighed by what other letters have taught: those that --train has learned of, else those of the program's own registry.

    Another tool's suggestions are verified one by one; one that does not hold is shown with its reason and never reaches the sheet.

    \b
    Examples:
      ctmeasures suggest 2018-03-01
      ctmeasures suggest 2018-03-01 --import suggestions.json
      ctmeasures suggest --evaluate --texts ../texts
      ctmeasures suggest --train
      ctmeasures suggest 2017-06-19 --evaluate --import suggestions.json
    """
    from ctmeasures.cli.output import look
    from ctmeasures.cli.registry import one_of, open_registry
    from ctmeasures.disk.texts import texts_folder

    _refuse_odd(letter, import_, evaluate, train, letters, form)
    found = open_registry(registry)
    words = [word for word in (letter, *(letters or ())) if word]
    keys = [one_of(word, found.letters, "letter", "ctmeasures letters") for word in words]
    folder, reader = texts_folder(found.path, texts), look(no_color, lang)
    if train:
        from ctmeasures.cli.training import train as learn

        learn(found, folder, reader)
    elif evaluate:
        from ctmeasures.cli.evaluating import evaluate_suggestions

        evaluate_suggestions(found, keys, folder, import_, form, reader)
    else:
        from ctmeasures.cli.importing import put_suggestions

        put_suggestions(found, keys[0], folder, import_, reader)


def _refuse_odd(
    letter: str | None, import_: str | None, evaluate: bool, train: bool, letters: list[str] | None, form: str | None
) -> None:
    """Raise CannotRun for options that do not go together."""
    from ctmeasures.cli.output import CannotRun

    if train and (letter or import_ or evaluate or letters or form):
        raise CannotRun("--train learns of all letters and writes their weights; give it alone, but for --texts")
    if not evaluate and (letters or form):
        raise CannotRun(f"{'--letters' if letters else '--format'} is for --evaluate; add it, or leave it out")
    if letter is None and not train and not (evaluate and import_ is None):
        raise CannotRun("the letter is missing; name it: ctmeasures suggest LETTER")
