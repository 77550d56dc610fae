"""`suggest --import`: another tool's suggestions into the sheet that stands in the folder of texts."""

import os
import sys

import typer

from ctmeasures.cli.given import bytes_from
from ctmeasures.cli.new_letter import schema_of_letters
from ctmeasures.cli.output import CannotRun, look, report, say
from ctmeasures.cli.registry import refuse
from ctmeasures.disk.files import Unreadable
from ctmeasures.disk.write import Unwritable, put, rewrite
from ctmeasures.edit.draft import CannotEdit
from ctmeasures.intake.imported import Merged, imported, merged
from ctmeasures.intake.kept import no_text, paragraphs_of
from ctmeasures.intake.sheet import ENDING, quoted_marks
from ctmeasures.intake.sheet_text import sheet_text
from ctmeasures.model.records import Registry
from ctmeasures.read.text import decode, encode
from ctmeasures.render import problems as drawn
from ctmeasures.render.safe import clean
from ctmeasures.render.words import count_words


def import_suggestions(found: Registry, letter: str, folder: str, file: str, no_color: bool) -> None:
    """Put the suggestions that hold into the letter's sheet, which is made where there is none; exit with 1 where any do not hold."""
    name, data = bytes_from(file)
    path = os.path.join(folder, letter + ENDING)
    try:
        paragraphs = paragraphs_of(folder, letter)
        if not paragraphs:
            raise CannotRun(no_text(folder, letter))
        answer = imported(name, data, found, found.letters[letter], paragraphs)
        refuse(answer.faults, f"{name} is no file of suggestions; nothing was written")
        if not os.path.exists(path):
            schema = schema_of_letters(found, "sheet")
            put(path, sheet_text(found.letters[letter], paragraphs, answer.items, schema=schema).encode(), found.path)
            done = Merged("", len(answer.items), 0)
        else:
            done = Merged("", 0, 0)

            def with_them(old: bytes) -> bytes:
                nonlocal done
                document, problems = decode(path, old)
                refuse(problems, f"{path} cannot be read; nothing was written")
                done = merged(quoted_marks(document), answer.items)
                return encode(done.text, old) if done.new else old

            rewrite(path, with_them, lambda: say("waiting for another writer …\n"))
    except CannotEdit as fault:
        raise CannotRun(f"{fault}; nothing was written") from None
    except (Unreadable, Unwritable) as fault:
        raise CannotRun(str(fault)) from None
    say(drawn.text(answer.problems, look(no_color, stream=sys.stderr)))
    known = f", {done.known} decided or there already" if done.known else ""
    refused = f", {answer.refused} refused" if answer.refused else ""
    report(
        f"{count_words(done.new, 'suggestion')} put into {clean(path)}{known}{refused}\n", f"{clean(path)} was written"
    )
    if answer.refused:
        raise typer.Exit(1)
