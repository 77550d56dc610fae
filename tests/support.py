"""Where things are, and what a run of a command leaves behind."""

from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent
EXAMPLE = HERE / "example"


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str
