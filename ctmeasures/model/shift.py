"""How one due date stands to the one before it: dates are intervals, and what they do not tell is not told.

What lies within the date that stood is more precise and has not moved. What overlaps it otherwise may have moved or not. What
lies wholly after or before it has moved: by one number of days where both are equally long, counted between their last days, else
by at least the days between them and at most those from the one's first day to the other's last.
"""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from ctmeasures.model.dates import PartialDate


class How(StrEnum):
    """What became of a due date when another was stated."""

    SAME = "same"
    PRECISER = "more-precise"
    UNCLEAR = "cannot-tell"
    LATER = "later"
    EARLIER = "earlier"


class Shift(NamedTuple):
    """What became of a due date, and by at least and at most how many days it moved; less than nothing is earlier."""

    how: How
    least: int = 0
    most: int = 0

    @property
    def moved(self) -> bool:
        """Tell whether the due date is known to have moved."""
        return self.how in (How.LATER, How.EARLIER)

    @property
    def days(self) -> int | None:
        """Return by how many days it moved; None where that is not exact or not known."""
        return None if self.how is How.UNCLEAR else exactly(self.least, self.most)


def exactly(least: int, most: int) -> int | None:
    """Return a number of days that is the least and the most; None where the two differ."""
    return least if least == most else None


def shift(old: PartialDate, new: PartialDate) -> Shift:
    """Compare two due dates."""
    if (old.first, old.last) == (new.first, new.last):
        return Shift(How.SAME)
    if old.first <= new.first and new.last <= old.last:
        return Shift(How.PRECISER)
    if new.first <= old.last and old.first <= new.last:
        return Shift(How.UNCLEAR)
    how = How.LATER if new.first > old.last else How.EARLIER
    if _length(old) == _length(new):
        days = (new.last - old.last).days
        return Shift(how, days, days)
    near, far = sorted(((new.first - old.last).days, (new.last - old.first).days), key=abs)
    return Shift(how, min(near, far), max(near, far))


def _length(one: PartialDate) -> tuple[str, int]:
    """Return how long a date is: in whole months where it begins and ends with one, else in days."""
    if one.first.day == 1 and (
        (one.last.month == 12 and one.last.day == 31) or (one.last + timedelta(days=1)).day == 1
    ):
        return "months", 12 * (one.last.year - one.first.year) + one.last.month - one.first.month
    return "days", (one.last - one.first).days
