"""Opening the registry, and finding in it what was typed."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import typer

from ctmeasures.cli.output import CannotRun, look, say, shortened
from ctmeasures.cli.typed_dates import typed_date
from ctmeasures.disk.files import Unreadable, find_registry
from ctmeasures.model.history import Clock
from ctmeasures.model.nearest import nearest
from ctmeasures.model.place import Level, Problem
from ctmeasures.model.records import Area, Organisation, Registry
from ctmeasures.read.opening import read_registry, store

_SHOWN = 5  # keys that a message names at most


def located(registry: str | None) -> str:
    """Return the registry's path; raise CannotRun where there is none."""
    try:
        return find_registry(registry, Path.cwd())
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    except FileNotFoundError:
        raise CannotRun("the working folder is gone; go to one that exists") from None


def examine(path: str | None) -> tuple[Registry, list[Problem]]:
    """Read a registry and check it; return it with all its problems, in the order of the files."""
    try:
        found = read_registry(located(path))
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    problems = list(found.problems)
    if not found.checked:
        from ctmeasures.checks import check

        problems += check(found.registry)
        store(found, problems)
    day = clock(None, None).today
    if any(letter.date.first > day for letter in found.registry.letters.values()):
        from ctmeasures.checks import check_on

        problems += check_on(found.registry, day)
    return found.registry, sorted(problems, key=lambda problem: problem.sort_key)


def open_registry(path: str | None, besides: str | None = None) -> Registry:
    """Read a registry that has no errors, `besides` those of one code; otherwise show them and leave with exit code 1."""
    registry, _ = sound(path, besides)
    return registry


def sound(path: str | None, besides: str | None = None) -> tuple[Registry, list[Problem]]:
    """Read a registry as `open_registry` does; return it with all its problems."""
    registry, problems = examine(path)
    errors = [problem for problem in problems if problem.level is Level.ERROR and problem.code != besides]
    if errors:
        import sys

        from ctmeasures.render import problems as drawn
        from ctmeasures.render.safe import clean

        say(drawn.text(errors, look(stream=sys.stderr)))
        say(f"ctmeasures: {clean(registry.path)} has errors; mend them first (`ctmeasures check` shows all)\n")
        raise typer.Exit(1)
    return registry, problems


def clock(as_of: str | None, known_by: str | None) -> Clock:
    """Return the moment of the question; a partial date means its last day."""
    return Clock(
        today=date.today(),  # noqa: DTZ011  a day as people here count it
        as_of=typed_date(as_of, "--as-of").last if as_of is not None else None,
        known_by=typed_date(known_by, "--known-by").last if known_by is not None else None,
    )


def unknown(word: str, choices: Iterable[str], names: Mapping[str, Organisation | Area] = MappingProxyType({})) -> str:
    """Say that a value is unknown, and which ones are nearest, also by the names that keys stand for."""
    choices = list(choices)
    guesses = [
        key
        for key, record in names.items()
        if len(word) > 2 and any(word.casefold() in (name or "").casefold() for name in (record.name, record.name_nl))
    ]
    guesses = guesses[:3] or nearest(word, choices, most=3)
    if guesses:
        return f"unknown value `{shortened(word)}`; did you mean {' or '.join(guesses)}?"
    some = ", ".join(choices) if len(choices) <= 12 else f"{', '.join(choices[:12])}, …"
    said = f"unknown value `{shortened(word)}`"
    return f"{said}; it can be {some}" if some else f"{said}; the registry has none"


def matching(word: str, keys: Iterable[str], start: bool) -> list[str]:
    """Return the keys that a typed word means: the same one in any case, else, where their `start` is enough, all that start so."""
    typed = word.casefold()
    same = [key for key in keys if key.casefold() == typed]
    return same or [key for key in keys if start and typed and key.casefold().startswith(typed)]


def one_of(word: str, records: Mapping[str, object], what: str, listing: str) -> str:
    """Return the key that was typed, or the only one that starts so; raise CannotRun with the nearest ones."""
    if not word.strip():
        raise CannotRun(f"the {what}'s id is empty; `{listing}` shows them all")
    meant = matching(word, records, start=True)
    if len(meant) == 1:
        return meant[0]
    if meant:
        more = ", …" if len(meant) > _SHOWN else ""
        raise CannotRun(f"`{shortened(word)}` can be {', '.join(meant[:_SHOWN])}{more}; write more of it")
    guesses = nearest(word, records, most=3)
    hint = f"did you mean {' or '.join(guesses)}?" if guesses else f"`{listing}` shows them all"
    raise CannotRun(f"there is no {what} `{shortened(word)}`; {hint}")
