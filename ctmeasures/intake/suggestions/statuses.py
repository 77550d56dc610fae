"""The status that the tense and the verbs of an act speak for."""

from datetime import date

from ctmeasures.intake.suggestions.dutch import OTHERWISE, STATUSES, VERB
from ctmeasures.intake.suggestions.moments import due
from ctmeasures.intake.suggestions.units import Unit
from ctmeasures.model.status import Status


def status_of(unit: Unit, clause: str, day: date) -> Status:
    """Return the status that the first rule gives which fits an act's clause, else its sentence, for a letter of a day.

    An item of a list without a verb stands as the line that announces it says.
    """
    if unit.kind == "row":
        return Status.ANNOUNCED
    if unit.kind == "item" and unit.lead and not VERB.search(clause):
        return _said(unit.lead, day) or OTHERWISE
    for text in dict.fromkeys((clause, unit.text)):
        if found := _said(text, day):
            return found
    return OTHERWISE


def _said(text: str, day: date) -> Status | None:
    """Return the status of the first rule that fits a text; something for a day that is still to come is announced, else."""
    found = next((status for status, pattern in STATUSES if pattern.search(text)), None)
    return found or (Status.ANNOUNCED if due(text, day) else None)
