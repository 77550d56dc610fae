"""What a measure's history comes to, as a cache may keep it beside the records."""

from typing import NamedTuple

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.status import Status


class Standing(NamedTuple):
    """What a measure's whole history comes to, whatever the day of the question.

    `since` is the earliest date of the events that have given the measure its present status; `announced`, `updated` and
    `spoken` are dates of letters: of the first event, of the last, and of the last one that leaves the measure open.
    """

    status: Status
    since: PartialDate
    announced: PartialDate
    updated: PartialDate
    due: PartialDate | None
    spoken: PartialDate | None
