"""`ctmeasures review`: a letter's coding sheet decided in the terminal, a paragraph at a time."""

from typing import TYPE_CHECKING, Annotated

import typer

from ctmeasures.cli import complete, options

if TYPE_CHECKING:
    from ctmeasures.cli.reviewed import Reviewed

Letter = Annotated[
    str,
    typer.Argument(metavar="LETTER", autocompletion=complete.letters, help="The letter's id; the start of it will do."),
]


def review(
    letter: Letter,
    texts: options.Texts = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Decide a letter's coding sheet on the terminal, paragraph by paragraph; one key decides and goes on.

    Each paragraph is shown with its text and what is proposed; the keys that can be pressed stand below it. Every decision is
    saved at once in <letter>.sheet.yaml, and can be undone. Quit when you like: the next run goes on where something is open.
    The registry is not changed; `ctmeasures accept` does that.

    \b
    Examples:
      ctmeasures review 2018-03-01
    """
    import os

    from ctmeasures.cli.output import CannotRun
    from ctmeasures.cli.prompts import can_ask
    from ctmeasures.cli.registry import one_of, writable
    from ctmeasures.cli.reviewed import Reviewed
    from ctmeasures.cli.reviewing import Loop
    from ctmeasures.cli.sheet_file import SheetFile
    from ctmeasures.disk.texts import asked_folder, texts_folder
    from ctmeasures.intake.sheet import ENDING

    if not can_ask():
        raise CannotRun("review asks on a terminal; without one, edit the coding sheet itself (docs/coding-sheet.md)")
    found, _ = writable(registry)
    key = one_of(letter, found.letters, "letter", "ctmeasures letters")
    folder = texts_folder(found.path, texts)
    reviewed = Reviewed(found, found.letters[key], folder, SheetFile(os.path.join(folder, key + ENDING)), lang)
    Loop(reviewed).run()
    _end(reviewed, asked_folder(found.path, folder), no_color)


def _end(letter: "Reviewed", folder: str | None, no_color: bool) -> None:
    """Say what was done, what is open, and which command goes on; faults that `accept` would find are shown."""
    import sys

    from ctmeasures.cli.deciding import done_in
    from ctmeasures.cli.output import emit, look, say
    from ctmeasures.intake.sheet_checks import judged
    from ctmeasures.render import problems as drawn
    from ctmeasures.render.review import summary
    from ctmeasures.render.written import command

    left = {number: letter.now.lacks(number) for number in letter.now.open()}
    faults = [] if left else judged(letter.registry, letter.now.read, [*letter.paragraphs.values()]).errors
    say("\n" + drawn.text(faults, look(no_color, stream=sys.stderr)))
    goes_on = command("review" if left or faults else "accept", letter.letter.id, folder)
    emit(summary(done_in(letter), left, goes_on, look(lang=letter.lang)))
