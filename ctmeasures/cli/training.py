"""`suggest --train`: weights learned of the letters of the registry at hand, kept beside their texts."""

from ctmeasures.cli.evaluating import coded_letters
from ctmeasures.cli.output import CannotRun, report, say
from ctmeasures.disk.write import Unwritable, put
from ctmeasures.intake.suggestions.model import weights_path
from ctmeasures.intake.suggestions.training import LEAST, learned
from ctmeasures.model.records import Registry
from ctmeasures.render import evaluation, written
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.words import count_words


def train(found: Registry, folder: str, reader: Look) -> None:
    """Learn weights of the coded letters whose texts are in a folder, write them there, and say what they are worth.

    Raises CannotRun where fewer than two letters are coded as a whole and have their texts there.
    """
    letters = coded_letters(found, folder)
    whole = [
        one for one in letters if one.letter not in found.unfinished
    ]  # what nobody has read yet would teach that it is no act
    if len(whole) < LEAST:
        partly = f", and {count_words(len(letters) - len(whole), 'letter')} coded in part" if whole != letters else ""
        raise CannotRun(
            f"{folder} holds the text of {count_words(len(whole), 'coded letter')}{partly}; expected {LEAST} coded ones at least, "
            "each with its text (`ctmeasures letters add FILE --as LETTER`)"
        )
    for one in letters:
        if one not in whole:
            say(written.unlearned(one.letter, reader))
    say(written.learning(len(whole), reader))
    new = learned(found, whole)
    path = weights_path(folder)
    try:
        put(path, new.data, found.path)
    except Unwritable as fault:
        raise CannotRun(str(fault)) from None
    said = written.learned(path, len(new.model.form) + len(new.model.words), len(whole), reader)
    report(f"{evaluation.text(new.worth, reader)}{said}", f"{clean(path)} was written")
