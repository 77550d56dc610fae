"""What is to be said of how an answer was found: words that stand only inside others, words that stand nowhere, partners besides owners."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from ctmeasures.model.history import State
from ctmeasures.model.nearest import nearest
from ctmeasures.model.records import Allocation, Event, Registry
from ctmeasures.reports.words import NOT, Level, Match, Told

_MOST = 3  # words that are named as examples


class Kind(Enum):
    """What is said."""

    BEGINS = "begins"  # other words begin with it, and do not count
    HOLDS = "holds"  # so do words that have it inside
    BEGINNING = "beginning"  # longer words that begin with it count
    INSIDE = "inside"  # so do words that have it inside
    APART = "apart"  # words that were typed as one stand side by side nowhere, and count alone
    UNKNOWN = "unknown"  # it stands nowhere; the nearest words
    UNTRANSLATED = "untranslated"  # an English word may find more, since a note or digest has no Dutch
    TOGETHER = "not-together"  # each word is found, but nothing has all of them
    ORGANISATION = "organisation"  # it is also the key of one
    PARTNER = "partner"  # so many more measures have it as a partner


class Remark(NamedTuple):
    """One thing to say: of what was typed, with examples and with how many."""

    kind: Kind
    typed: str
    examples: tuple[str, ...] = ()
    number: int = 0


def told(matched: Match, registry: Registry) -> tuple[Remark, ...]:
    """Return what is to be said of words that were looked for."""
    found = [remark for one in matched.told for remark in _of(one, matched, registry)]
    asked = [one for one in matched.told if not one.sought.excluded]
    if not matched.keys and len(asked) > 1 and all(one.level for one in asked):
        found.append(Remark(Kind.TOGETHER, ", ".join(one.sought.typed for one in asked)))
    if any(one.kind is Kind.UNKNOWN for one in found) and not _translated(registry):
        found.append(Remark(Kind.UNTRANSLATED, ""))
    return tuple(found)


def _translated(registry: Registry) -> bool:
    """Tell whether every note and digest that is looked into is in Dutch, too."""
    texts: list[tuple[str | None, str | None]] = [
        (each.digest, each.digest_nl) for letter in registry.letters.values() for each in letter.passages
    ]
    for measure in registry.measures:
        cited: list[Event | Allocation] = [*measure.history, *measure.budget]
        texts += ((each.note, each.note_nl) for each in cited)
    return all(dutch for english, dutch in texts if english)


def _of(one: Told, matched: Match, registry: Registry) -> Iterable[Remark]:
    typed = one.sought.typed
    if one.level is None:
        for word, forms in zip(one.sought.words, one.forms, strict=True):
            if not forms:
                near = nearest(word, sorted(matched.vocabulary), most=_MOST)
                yield Remark(Kind.UNKNOWN, typed if len(one.forms) == 1 else word, tuple(near))
        return
    if one.wider:
        yield Remark(Kind.BEGINS if one.next is Level.BEGINNING else Kind.HOLDS, typed, _shown(one.wider))
    if one.apart:
        yield Remark(Kind.APART, typed)
    if one.level > one.sought.floor:
        longer = {
            form for word, forms in zip(one.sought.words, one.forms, strict=True) for form in forms if form != word
        }
        yield Remark(Kind.BEGINNING if one.level is Level.BEGINNING else Kind.INSIDE, typed, _shown(longer))
    if typed.casefold() in registry.organisations:
        yield Remark(Kind.ORGANISATION, typed.casefold())


def _shown(words: Iterable[str]) -> tuple[str, ...]:
    """Return examples: the shortest, and a mark where there are more."""
    every = sorted(words, key=lambda word: (len(word), word))
    return (*every[:_MOST], *(["…"] if len(every) > _MOST else []))


def partners(owner: Sequence[str], partner: Sequence[str], states: Iterable[State]) -> tuple[Remark, ...]:
    """Return how many measures more have each owner that was asked for as a partner."""
    wanted = [key for key in dict.fromkeys(owner) if key != "none" and not key.startswith(NOT)]
    if not wanted or partner:
        return ()
    number = dict.fromkeys(wanted, 0)
    for state in states:
        for key in {*state.measure.partners} & {*wanted}:
            number[key] += state.measure.owner not in wanted
    return tuple(Remark(Kind.PARTNER, key, number=many) for key, many in number.items() if many)
