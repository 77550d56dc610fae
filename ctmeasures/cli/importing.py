"""Suggestions into the sheet that stands in the folder of texts: another tool's (`suggest --import`), or the program's own."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

from ctmeasures.cli.output import CannotRun, look, report, say, say_waiting
from ctmeasures.cli.registry import refuse
from ctmeasures.cli.schema_line import schema_of_letters
from ctmeasures.disk.files import Unreadable
from ctmeasures.disk.texts import asked_folder
from ctmeasures.disk.write import Unwritable, put, rewrite
from ctmeasures.edit.draft import CannotEdit
from ctmeasures.intake.blocks import Paragraph
from ctmeasures.intake.kept import no_text, paragraphs_of
from ctmeasures.intake.sheet import ENDING, quoted_marks
from ctmeasures.intake.sheet_merge import Merged, merged
from ctmeasures.intake.sheet_text import Fields, sheet_text
from ctmeasures.model.place import Document
from ctmeasures.model.records import Registry
from ctmeasures.read.text import decode, encode
from ctmeasures.render import problems as drawn
from ctmeasures.render import written
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean

if TYPE_CHECKING:
    from ctmeasures.intake.suggestions.model import Model

Open = Callable[[Document | None], Sequence[Fields]]


def put_suggestions(found: Registry, letter: str, folder: str, file: str | None, reader: Look) -> None:
    """Put suggestions into a letter's sheet: those of a file, or the program's own where there is none."""
    if file is None:
        _suggest_own(found, letter, folder, reader)
    else:
        _import(found, letter, folder, file, reader)


def _import(found: Registry, letter: str, folder: str, file: str, reader: Look) -> None:
    """Put the suggestions of a file that hold into the letter's sheet, which is made where there is none; exit with 1 where any do not hold."""
    from ctmeasures.cli.given import bytes_from
    from ctmeasures.intake.imported import imported

    name, data = bytes_from(file, "the suggestions")
    paragraphs = text_of_letter(folder, letter)
    answer = imported(name, data, found, found.letters[letter], paragraphs)
    refuse(answer.faults, f"{name} is no file of suggestions; nothing was written")
    path, done = _put(found, letter, folder, paragraphs, lambda sheet: answer.items)
    say(drawn.text(answer.problems, look(not reader.color, stream=sys.stderr)))
    _tell(found, path, done, reader, refused=answer.refused)
    if answer.refused:
        raise typer.Exit(1)


def _suggest_own(found: Registry, letter: str, folder: str, reader: Look) -> None:
    """Put the program's own suggestions into the letter's sheet, which is made where there is none."""
    from ctmeasures.intake.language import is_foreign
    from ctmeasures.intake.suggestions.still_open import still_open
    from ctmeasures.intake.suggestions.suggested import items, suggest

    paragraphs = text_of_letter(folder, letter)
    foreign = is_foreign(paragraphs)
    acts = []
    if not foreign:
        model = _weights(found, folder, reader)
        acts = [one for one in suggest(found, found.letters[letter], paragraphs, model) if one.quote]
    left: list[Fields] = []

    def those_open(sheet: Document | None) -> Sequence[Fields]:
        left[:] = items(still_open(acts, found, letter, sheet))
        return left

    path, done = _put(found, letter, folder, paragraphs, those_open)
    likely = sum(one.get("tier") == "likely" for one in left)
    known = done.known + len(acts) - len(left)
    note = written.foreign(reader) if foreign else ""
    _tell(found, path, done._replace(known=known), reader, likely if done.new == len(left) > 0 else None, note=note)


def _weights(found: Registry, folder: str, reader: Look) -> "Model | None":
    """Return the weights that suggest: the registry's own where there are some, which is said, else the package's.

    Raises CannotRun where its own cannot be used.
    """
    from ctmeasures.intake.suggestions.model import own_model, weights_beside, weights_path

    try:
        own = weights_beside(folder, found)
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    if own is not None:
        say(written.own_weights(weights_path(folder), len(own.about["letters"]), reader))
        return own
    model = own_model()
    if model is None:
        say(written.untrained(reader))
    return model


def text_of_letter(folder: str, letter: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a letter; raise CannotRun where its text is not at hand or cannot be read."""
    try:
        paragraphs = paragraphs_of(folder, letter)
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    if not paragraphs:
        raise CannotRun(no_text(folder, letter))
    return paragraphs


def _put(found: Registry, letter: str, folder: str, paragraphs: Sequence[Paragraph], items: Open) -> tuple[str, Merged]:
    """Put items into a letter's sheet, which is made where there is none; which ones may depend on what stands there.

    Raises CannotRun where the sheet cannot be read or written.
    """
    path = os.path.join(folder, letter + ENDING)
    done = Merged("", 0, 0)

    def with_them(old: bytes) -> bytes:
        nonlocal done
        document, problems = decode(path, old)
        refuse(problems, f"{path} cannot be read; nothing was written")
        sheet = quoted_marks(document)
        done = merged(sheet, items(sheet))
        return encode(done.text, old) if done.new else old

    try:
        if os.path.exists(path):
            rewrite(path, with_them, say_waiting)
        else:
            schema = schema_of_letters(found, "sheet")
            rows = items(None)
            put(path, sheet_text(found.letters[letter], paragraphs, rows, schema=schema).encode(), found.path)
            done = Merged("", len(rows), 0)
    except CannotEdit as fault:
        raise CannotRun(f"{fault}; nothing was written") from None
    except (Unreadable, Unwritable) as fault:
        raise CannotRun(str(fault)) from None
    return path, done


def _tell(
    found: Registry, path: str, done: Merged, reader: Look, likely: int | None = None, refused: int = 0, note: str = ""
) -> None:
    said = written.suggestions(path, done.new, done.known, refused, likely, reader)
    folder, name = os.path.split(path)
    after = written.next_decisions(name.removesuffix(ENDING), asked_folder(found.path, folder), reader)
    report(said + note + after, f"{clean(path)} was written")
