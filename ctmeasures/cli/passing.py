"""Noting that a publication is no letter for the registry."""

import os
from collections.abc import Iterator, Mapping

from ctmeasures.cli.output import CannotRun, report, say_waiting, shortened
from ctmeasures.cli.registry import clock, open_registry, refuse
from ctmeasures.cli.values import read_one
from ctmeasures.disk.files import Unreadable, read_bytes
from ctmeasures.disk.texts import passed_file
from ctmeasures.disk.together import rewrite_all
from ctmeasures.disk.write import Unwritable, refuse_detour
from ctmeasures.intake.passed import read_passed, with_passed
from ctmeasures.model.fields import TEXT
from ctmeasures.render.safe import clean
from ctmeasures.sources.identifiers import identifier


def reasons(path: str, data: bytes) -> Mapping[str, str]:
    """Return why papers were passed over, by their ids in lower case; show what is wrong with the file and leave with exit code 1."""
    found = read_passed(path, data)
    refuse(found.problems, f"{path} says not for sure what was passed over; mend it first")
    return found.reasons


def reasons_beside(registry: str) -> Mapping[str, str]:
    """Return why papers were passed over, out of the file beside a registry; none where there is none."""
    path = passed_file(registry)
    try:
        return reasons(path, read_bytes(path)) if os.path.lexists(path) else {}
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None


def pass_over(registry: str | None, said: str, why: str | None) -> None:
    """Note that a publication is passed over; raise CannotRun where that cannot be."""
    known = identifier(said.strip())
    if known is None:
        raise CannotRun(f"--pass: `{shortened(said)}` is no publication; expected one such as kst-29754-430")
    if why is None or not why.strip():
        raise CannotRun('--reason is missing: why it is no letter for the registry, as in --reason "a motion"')
    reason = read_one(TEXT, why, found := open_registry(registry), "--reason")
    letter = next(
        (one.id for one in found.letters.values() if (one.publication or "").casefold() == known.casefold()), None
    )
    if letter:
        raise CannotRun(f"--pass: {known} is the letter {letter}, which the registry has")
    path, day = passed_file(found.path), clock(None, None).today.isoformat()

    def change() -> Iterator[tuple[str, bytes | None, bytes]]:
        old = read_bytes(path) if os.path.lexists(path) else None
        before = reasons(path, old or b"")
        if known.casefold() in before:
            raise CannotRun(f"--pass: {known} was passed over already: {before[known.casefold()]}")
        new = with_passed(old or b"", known, reason, day)
        if read_passed(path, new).reasons != {**before, known.casefold(): reason}:
            raise CannotRun(
                f"{path} has a form to which nothing can be added; make it a list of papers first, each behind a dash"
            )
        yield path, old, new

    try:
        refuse_detour(path, os.path.dirname(found.path))
        rewrite_all(found.path, change, say_waiting, (path,))
    except (Unreadable, Unwritable) as fault:
        raise CannotRun(str(fault)) from None
    report(f"noted in {clean(path)}: {known} is not offered again\n", f"{clean(path)} was written")
