"""Opening the registry, and finding in it what was typed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

import typer

from ctmeasures.cli.output import CannotRun, look, say, shortened
from ctmeasures.cli.typed_dates import typed_date
from ctmeasures.disk.files import Unreadable, find_registry
from ctmeasures.model.clock import Clock
from ctmeasures.model.nearest import nearest
from ctmeasures.model.place import Level, Problem
from ctmeasures.model.records import Area, Measure, Organisation, Registry, names_of
from ctmeasures.read.opening import light, read_registry, store

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
    refuse(
        [problem for problem in problems if problem.level is Level.ERROR and problem.code != besides],
        f"{registry.path} has errors; mend them first (`ctmeasures check` shows all)",
    )
    return registry, problems


def writable(path: str | None) -> tuple[Registry, list[Problem]]:
    """Read a registry that is to be changed; return it with all its problems, which the change may be meant to mend.

    Where a part of its files cannot be read, or an id names two measures, the faults are shown and the program leaves with exit code 1.
    """
    from ctmeasures.read.faults import UNREAD

    registry, problems = examine(path)
    refuse(
        [problem for problem in problems if problem.code in UNREAD or problem.code == "duplicate-id"],
        f"{registry.path} says not for sure what is to be changed; mend this in an editor first (`ctmeasures check` shows all)",
    )
    return light(registry), problems


def refuse(errors: Sequence[Problem], why: str) -> None:
    """Show errors, if there are any, say why nothing can be done, and leave with exit code 1."""
    if not errors:
        return
    import sys

    from ctmeasures.render import problems as drawn
    from ctmeasures.render.safe import clean

    say(drawn.text(sorted(errors, key=lambda problem: problem.sort_key), look(stream=sys.stderr)))
    say(f"ctmeasures: {clean(why)}\n")
    raise typer.Exit(1)


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
    guesses = nearest(word, choices, most=3, names=names_of(names))
    if guesses:
        return f"unknown value `{shortened(word)}`; did you mean {' or '.join(guesses)}?"
    some = ", ".join(choices) if len(choices) <= 12 else f"{', '.join(choices[:12])}, …"
    said = f"unknown value `{shortened(word)}`"
    return f"{said}; it can be {some}" if some else f"{said}; the registry has none"


def several(option: str, words: Iterable[str] | None, choices: Iterable[str]) -> None:
    """Refuse the values of an option that can be given several times which are none of the choices; raise CannotRun with the nearest."""
    choices = list(choices)
    strange = [one for one in words or () if one not in choices]
    if strange:
        raise CannotRun("\n".join(f"{option}: {unknown(one, choices)}" for one in strange))


def matching(word: str, keys: Iterable[str], start: bool) -> list[str]:
    """Return the keys that a typed word means: the same one in any case, else, where their `start` is enough, all that start so."""
    typed = word.casefold()
    same = [key for key in keys if key.casefold() == typed]
    return same or [key for key in keys if start and typed and key.casefold().startswith(typed)]


def one_of(
    word: str,
    records: Mapping[str, object],
    what: str,
    listing: str,
    titles: Mapping[str, Measure] = MappingProxyType({}),
) -> str:
    """Return the key that was typed, or the only one that starts so, or that of the only title with these words; raise CannotRun with the nearest."""
    if not word.strip():
        raise CannotRun(f"the {what}'s id is empty; `{listing}` shows them all")
    meant = matching(word, records, start=True) or titled(word, titles)
    if len(meant) == 1:
        return meant[0]
    if meant:
        more = ", …" if len(meant) > _SHOWN else ""
        raise CannotRun(f"`{shortened(word)}` can be {', '.join(meant[:_SHOWN])}{more}; write more of it")
    guesses = nearest(word, records, most=3)
    hint = f"did you mean {' or '.join(guesses)}?" if guesses else f"`{listing}` shows them all"
    raise CannotRun(f"there is no {what} `{shortened(word)}`; {hint}")


def titled(text: str, measures: Mapping[str, Measure]) -> list[str]:
    """Return the ids of the measures whose title, in either language, is the text; else of those that have its words side by side."""
    from ctmeasures.reports.words import Sought, match, pieces

    wanted = Sought(text, tuple(pieces([text])))
    found = {key: pieces((one.title, one.title_nl)) for key, one in measures.items()}
    same = [
        key
        for key, one in measures.items()
        if (*wanted.words,) in {(*pieces((one.title,)),), (*pieces((one.title_nl,)),)}
    ]
    if same or not wanted.words:
        return same
    matched = match(found, [wanted])
    return [] if any(one.apart for one in matched.told) else [*matched.keys]
