"""The statuses of a measure and their two groups, open and closed."""

from enum import StrEnum


class Status(StrEnum):
    """What a letter says has become of a measure (definitions: `letters/README.md`)."""

    ANNOUNCED = "announced"
    IN_PREPARATION = "in-preparation"
    IN_PROGRESS = "in-progress"
    IMPLEMENTED = "implemented"
    SUPERSEDED = "superseded"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"

    open: bool
    """Whether something is still to be delivered or goes on."""
    label: str
    """The status in words for people."""


OPEN = frozenset({Status.ANNOUNCED, Status.IN_PREPARATION, Status.IN_PROGRESS})

for _status in Status:  # asked of every event, so not worked out each time
    _status.open = _status in OPEN
    _status.label = _status.value.replace("-", " ")

MEANING = {
    Status.ANNOUNCED: "promised; the letter reports no work yet",
    Status.IN_PREPARATION: "being drafted, legislated, negotiated or planned",
    Status.IN_PROGRESS: "being carried out or rolled out; not finished",
    Status.IMPLEMENTED: "done, in force, or operational as announced",
    Status.SUPERSEDED: "replaced by another measure of the registry",
    Status.LAPSED: "its term ended",
    Status.WITHDRAWN: "given up, or rejected",
}
