"""`ctmeasures accept`: a letter's coding sheet into the registry."""

from typing import TYPE_CHECKING, Annotated

import typer

from ctmeasures.cli import complete, options

if TYPE_CHECKING:
    from ctmeasures.cli.several import Files, Plan, Planned
    from ctmeasures.model.records import Registry

Letter = Annotated[
    str,
    typer.Argument(metavar="LETTER", autocompletion=complete.letters, help="The letter's id; the start of it will do."),
]


def accept(
    letter: Letter,
    texts: options.Texts = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Write what a letter's coding sheet decides: measures, events, money, totals, digests, context. All of it or nothing.

    The sheet is <letter>.sheet.yaml in the folder of texts. Every item is decided, no guess is left, each paragraph is
    cited or context and has a digest; each quote is in its paragraph. What does not hold is shown with its line, all at once.

    \b
    Examples:
      ctmeasures accept 2018-03-01
      ctmeasures accept 2018-03-01 --dry-run
    """
    from ctmeasures.cli.registry import one_of, writable
    from ctmeasures.cli.several import carry_out_all
    from ctmeasures.cli.writing import How
    from ctmeasures.disk.texts import asked_folder, texts_folder
    from ctmeasures.render.written import command

    found, _ = writable(registry)
    key = one_of(letter, found.letters, "letter", "ctmeasures letters")
    folder = texts_folder(found.path, texts)
    plan = _plan(key, folder, command("review", key, asked_folder(found.path, folder)))
    carry_out_all(found.path, plan, How(dry_run, yes=yes, no_color=no_color, lang=lang))


def _plan(letter: str, folder: str, review: str) -> "Plan":
    """Return what makes of a registry what a letter's sheet decides; `review` is the command that decides what is open."""
    import os
    from functools import partial

    from ctmeasures.cli.output import CannotRun
    from ctmeasures.cli.registry import refuse
    from ctmeasures.cli.several import Planned
    from ctmeasures.cli.writing import file_for, file_of
    from ctmeasures.disk.files import Unreadable, read_bytes
    from ctmeasures.disk.texts import read_texts
    from ctmeasures.intake.acceptance import changed_files
    from ctmeasures.intake.kept import paragraphs_of
    from ctmeasures.intake.sheet import ENDING, read_sheet
    from ctmeasures.intake.sheet_checks import judged, of_texts
    from ctmeasures.render.written import sheet

    path = os.path.join(folder, letter + ENDING)
    if not os.path.exists(path):
        raise CannotRun(f"there is no coding sheet {path}; `ctmeasures suggest {letter}` makes one")
    try:
        read = read_sheet(path, read_bytes(path))
        paragraphs, kept = paragraphs_of(folder, letter), read_texts(folder, [letter])
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    if letter in kept.unreadable:
        raise CannotRun(kept.unreadable[letter])
    if read.sheet is not None and read.sheet.letter and read.sheet.letter != letter:
        raise CannotRun(f"{path} is the sheet of {read.sheet.letter}; write `letter: {letter}`, or rename it")

    def plan(found: "Registry", files: "Files", letters: "Files") -> "Planned":
        answer = judged(found, read, paragraphs, kept.texts.get(letter))
        refuse(answer.errors, f"the sheet is not ready; nothing was written; `{review}` goes on with it")
        coding = answer.coding
        assert coding is not None

        def file(key: str) -> str:
            return file_of(found, key) if key in found.by_id else file_for(found, key, None)

        new = changed_files(found, coding, letter, files, letters, file)
        return Planned(
            new, coding.registry, of_texts(answer.problems), partial(sheet, read.sheet.items if read.sheet else ())
        )

    return plan
