"""A paper as its publisher lists it, whoever that is."""

from typing import NamedTuple


class Publication(NamedTuple):
    """What a publisher says of a paper; nothing in a field where it does not say it."""

    id: str
    day: str  # YYYY-MM-DD: of the letter where the publisher tells, else of its publication
    kind: str  # in the publisher's own words: `Brief regering`
    subject: str
    dossiers: tuple[str, ...]
    sender: str
    by_government: bool  # a letter of the government, as far as its kind says
    address: str
