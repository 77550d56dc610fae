"""`suggest --evaluate`: what suggestions are worth on the letters of the registry at hand."""

from collections.abc import Sequence

from ctmeasures.cli.given import bytes_from
from ctmeasures.cli.importing import text_of_letter
from ctmeasures.cli.output import CannotRun, emit, say
from ctmeasures.cli.registry import refuse
from ctmeasures.disk.files import Unreadable
from ctmeasures.intake.imported import imported
from ctmeasures.intake.kept import no_text, paragraphs_of
from ctmeasures.intake.suggestions.evaluation import Evaluation, evaluate, evaluate_other
from ctmeasures.intake.suggestions.teaching import Coded, coded
from ctmeasures.model.records import Registry
from ctmeasures.render import written
from ctmeasures.render.evaluation import FORMS
from ctmeasures.render.look import Look


def evaluate_suggestions(
    found: Registry, letters: Sequence[str], folder: str, file: str | None, form: str | None, reader: Look
) -> None:
    """Show what suggestions are worth: those of a file for one letter, or the program's own for all letters or some."""
    if file is None:
        _evaluate_own(found, letters, folder, form, reader)
    else:
        _evaluate_import(found, letters[0], folder, file, form, reader)


def _evaluate_own(found: Registry, only: Sequence[str], folder: str, form: str | None, reader: Look) -> None:
    """Show what the program's own suggestions are worth, each letter left out once; raise CannotRun where no coded letter has its text."""
    letters = coded_letters(found, folder)
    known = {one.letter for one in letters}
    for letter in only:
        if letter not in known:
            raise CannotRun(f"{letter} has no coded events, or {no_text(folder, letter)}")
    if not letters:
        raise CannotRun(f"no coded letter has its text in {folder}; name the folder that holds them with --texts")
    if len(letters) == 1:
        say(written.only_one(reader))
    _show(evaluate(found, letters, only), form or "text", reader)


def _evaluate_import(found: Registry, letter: str, folder: str, file: str, form: str | None, reader: Look) -> None:
    """Show what another tool's suggestions for a coded letter are worth; what does not hold is none of them, and is counted."""
    name, data = bytes_from(file, "the suggestions")
    paragraphs = text_of_letter(folder, letter)
    one = coded(found, letter, paragraphs)
    if not one.events:
        raise CannotRun(f"{letter} is not coded, so there is nothing to compare with; name a letter that events cite")
    answer = imported(name, data, found, found.letters[letter], paragraphs)
    refuse(answer.faults, f"{name} is no file of suggestions")
    if answer.refused:
        say(written.not_judged(answer.refused, reader))
    tool = next((str(item["tool"]) for item in answer.items if item.get("tool")), name)
    _show(evaluate_other(found, one, tool, answer.items), form or "text", reader)


def _show(found: Evaluation, form: str, reader: Look) -> None:
    emit(FORMS[form](found, reader), form=form)


def coded_letters(found: Registry, folder: str) -> list[Coded]:
    """Return the letters that events cite and whose texts are in a folder; raise CannotRun where one cannot be read."""
    letters = []
    for key in found.letters:
        try:
            paragraphs = paragraphs_of(folder, key)
        except Unreadable as fault:
            raise CannotRun(str(fault)) from None
        one = coded(found, key, paragraphs) if paragraphs else None
        if one is not None and one.events:
            letters.append(one)
    return letters
