"""Which measures were asked for: option values become a query of keys that exist."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from ctmeasures.cli.options import Asked
from ctmeasures.cli.output import CannotRun, shortened
from ctmeasures.cli.registry import clock, matching, open_registry, unknown
from ctmeasures.cli.typed_dates import typed_date, typed_span
from ctmeasures.model.clock import Clock
from ctmeasures.model.records import Area, Organisation, Registry
from ctmeasures.model.status import Status
from ctmeasures.reports.query import GROUPS, NONE, Bound, Query, Span
from ctmeasures.reports.words import NOT, sought


def select(asked: Asked) -> tuple[Registry, Clock, Query]:
    """Return the registry, the moment and the query that were asked for; raise CannotRun or exit as each of them does."""
    found = open_registry(asked.registry)
    moment = clock(asked.as_of, asked.known_by)
    wanted = query(found, moment, asked)
    return found, moment, wanted


def query(registry: Registry, moment: Clock, asked: Asked) -> Query:
    """Build a query from what was typed; raise CannotRun that names every unknown value and the nearest ones."""
    faults: list[str] = []

    def known(
        option: str,
        values: Iterable[str] | None,
        choices: Iterable[str],
        names: Mapping[str, Organisation | Area] = MappingProxyType({}),
    ) -> tuple[str, ...]:
        return tuple(_known(option, value, list(choices), names, faults) for value in values or ())

    found = Query(
        words=typed_words(asked.text or ()),
        status=known("--status", asked.status, [*Status, *GROUPS]),
        owner=known("--owner", asked.owner, registry.organisations, registry.organisations),
        partner=known("--partner", asked.partner, registry.organisations, registry.organisations),
        area=known("--area", asked.area, registry.areas, registry.areas),
        letter=known("--letter", asked.letter, registry.letters),
        package=known("--package", asked.package, registry.packages),
        due_before=tuple(
            _bound(value, lambda text: typed_date(text, "--due-before").first) for value in asked.due_before or ()
        ),
        overdue=asked.overdue,
        silent_since=tuple(
            _bound(value, lambda text: typed_span(text, "--silent-for", moment.reference_day))
            for value in asked.silent_for or ()
        ),
        announced=tuple(
            Span(typed_date(value.removeprefix(NOT), "--announced"), value.startswith(NOT))
            for value in asked.announced or ()
        ),
        heard_once=asked.heard_once,
    )
    if faults:
        raise CannotRun("\n".join(faults))
    return found


def typed_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the words to look for, without empty ones; raise CannotRun for a text that holds none."""
    found = tuple(text for text in texts if text.strip())
    for text in found:
        if not sought(text).words:
            raise CannotRun(f"`{shortened(text)}` has no letter or figure to look for; write a word such as training")
    return found


def _bound(value: str, read: Callable[[str], date]) -> Bound:
    """Return the bound that a value means: a day, `none`, or either with `not:` before it."""
    text = value.removeprefix(NOT)
    return Bound(None if text == NONE else read(text), value.startswith(NOT))


def _known(
    option: str, value: str, choices: list[str], names: Mapping[str, Organisation | Area], faults: list[str]
) -> str:
    """Return the key that a value means, in any case, for a letter also the only one that starts so; note a fault for none."""
    prefix = NOT if value.startswith(NOT) else ""
    word = value.removeprefix(NOT)
    if word == NONE:
        return value
    same = matching(word, choices, start=option == "--letter")
    if len(same) == 1:
        return prefix + same[0]
    several = [part.strip() for part in word.split(",")]
    if len(several) > 1 and all(part in choices for part in several):
        faults.append(f"{option}: one value each; write {' '.join(f'{option} {part}' for part in several)}")
    else:
        faults.append(f"{option}: {unknown(word, choices, names)}")
    return value
