"""`ctmeasures letters`: the letters and what each paragraph gave."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ctmeasures.cli import complete, options

if TYPE_CHECKING:
    from ctmeasures.model.records import Registry
    from ctmeasures.reports.coverage import LetterCoverage

Id = Annotated[
    str | None,
    typer.Argument(
        metavar="[ID]",
        autocompletion=complete.letters_and_commands,
        help="A letter; the start of its id will do.",
        show_default=False,
    ),
]
Format = Annotated[
    Literal["table", "plain", "json", "jsonl", "csv", "md", "ids"] | None,
    typer.Option("--format", help="Default: a table on a terminal, plain columns elsewhere.", show_default=False),
]


def letters(
    letter: Id = None,
    known_by: options.KnownBy = None,
    texts: options.Texts = None,
    form: Format = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """List the letters, or show one: each paragraph's digest, the measures that it gave, and what is not coded yet.

    \b
    Examples:
      ctmeasures letters
      ctmeasures letters 2017-06-19
      ctmeasures letters 2015-02-27 --format md
      ctmeasures letters add --help
    """
    from ctmeasures.cli.output import CannotRun, look, show
    from ctmeasures.cli.registry import clock, one_of, open_registry
    from ctmeasures.render.formats import FORMATS
    from ctmeasures.reports.coverage import coverage

    found = open_registry(registry)
    answer = coverage(found, clock(None, known_by))
    reader = look(no_color, lang)
    if letter is None:
        show("letters", form, reader, answer)
        return
    if form is not None and form not in FORMATS["letter"]:
        raise CannotRun(f"one letter has no --format {form}; it can be {', '.join(FORMATS['letter'])}")
    wanted = one_of(letter, found.letters, "letter", "ctmeasures letters")
    known = {one.letter.id: one for one in answer.letters}
    if wanted not in known:
        raise CannotRun(f"{wanted} was not written yet on {answer.view.clock.reference_day}; ask for a later day")
    show("letter", form, reader, _with_sheet(known[wanted], found, texts), answer.view)


def _with_sheet(one: "LetterCoverage", found: "Registry", texts: str | None) -> "LetterCoverage":
    """Return a letter's coverage with what is open in its coding sheet, where it has one."""
    from ctmeasures.disk.texts import SHEET_ENDING, sheets_in, texts_folder

    folder = texts_folder(found.path, texts)
    if one.letter.id + SHEET_ENDING not in sheets_in(folder):
        return one
    from ctmeasures.intake.progress import sheet_state

    return one._replace(sheet=sheet_state(found, one.letter, folder))
