"""How large a file may be that the program reads."""

import os
import re

VARIABLE = "CTMEASURES_MAX_MIB"
MAX_MIB = 256  # 100,000 measures of two events each have 75


class BadLimit(ValueError):
    """A limit that is no number; the message says what it can be."""


def max_bytes() -> int:
    """Return how many bytes a file may have; raise BadLimit where the environment sets a limit that is none."""
    said = os.environ.get(VARIABLE) or str(MAX_MIB)
    if re.fullmatch("[1-9][0-9]{0,5}", said, re.ASCII) is None:
        raise BadLimit(f"{VARIABLE} is no number of mebibytes; set it to a whole number from 1 on, such as {MAX_MIB}")
    return int(said) * 1024 * 1024
