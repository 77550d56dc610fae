"""`--from FILE`: several events or measures in one go, all of them or none."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ctmeasures.cli.output import CannotRun
from ctmeasures.cli.prompts import standard_input
from ctmeasures.cli.registry import refuse, writable
from ctmeasures.cli.several import Files, Planned, carry_out_all
from ctmeasures.cli.writing import How, file_for, file_of
from ctmeasures.disk.files import Unreadable, read_bytes
from ctmeasures.disk.limit import max_bytes
from ctmeasures.intake.acceptance import changed_registry
from ctmeasures.intake.given import GIVEN_EVENT, read_given, with_events, with_measures
from ctmeasures.model.fields import MEASURE

if TYPE_CHECKING:
    from ctmeasures.model.records import Registry


def bytes_from(path: str, what: str) -> tuple[str, bytes]:
    """Return what a file, or with `-` the standard input, is called in problems, and its bytes; raise CannotRun where `what` it holds cannot be read."""
    if path == "-":
        return "<stdin>", standard_input(max_bytes() + 1, what)
    try:
        return path, read_bytes(path)
    except Unreadable as fault:
        raise CannotRun(fault.said) from None


def carry_out_given(
    path: str, registry: str | None, others: Mapping[str, object], how: How, new: bool = False, file: str | None = None
) -> None:
    """Add the events that a file gives, or the `new` measures, which go to one `file` of several if it is named; exit with 1 where any cannot be.

    Raises CannotRun where `others`, the options that say what one event or measure is, say anything too.
    """
    told = [name for name, one in others.items() if one not in (None, False, [])]
    if told:
        names = [name if name == "ID" else f"--{name}".replace("_", "-") for name in told]
        raise CannotRun(f"--from: the file says it all; leave out {' and '.join(names)}")
    name, data = bytes_from(path, "the measures" if new else "the events")
    found, _ = writable(registry)

    def plan(now: "Registry", files: Files, letters: Files) -> Planned:
        given = read_given(name, data, MEASURE if new else GIVEN_EVENT, now)
        coding, problems = (with_measures if new else with_events)(now, given)
        refuse(problems, f"nothing of {name} was written")

        def where(key: str) -> str:
            return file_of(now, key) if key in now.by_id else file_for(now, key, file)

        return Planned(changed_registry(now, coding, files, where), coding.registry)

    carry_out_all(found.path, plan, how)
