"""What the report and the brief share: the cells of their tables, and the sentences at their head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ctmeasures.render.document import Rows, table
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.words import in_part_words, no_word, sentence
from ctmeasures.reports.words import folded

if TYPE_CHECKING:
    from ctmeasures.model.history import State
    from ctmeasures.model.records import Letter, Registry
    from ctmeasures.reports.query import Query, View


def opening(view: View, look: Look, rests: str = "") -> str:
    """Say what stands at the head: the moment and which clock asked for it, what the answer `rests` on, and what silence means."""
    return " ".join(part for part in (sentence(view, look, options=True), rests, _doubt(view, look)) if part)


def _doubt(view: View, look: Look) -> str:
    """Say what no word means, and what it does not."""
    no = no_word(view.overtaken, look).capitalize()
    if view.overtaken:
        return look.say(
            "Nothing is known here but what these letters say. “{no_word}” means that no letter up to {day} had spoken of a measure "
            "since (a later one may have), not that nothing was done.",
            no_word=no,
            day=look.day(view.clock.horizon),
        )
    return look.say(
        "Nothing is known here but what these letters say. “{no_word}” means that none of them has spoken of a measure since, "
        "not that nothing was done.",
        no_word=no,
    )


def measure_names(registry: Registry, look: Look) -> Callable[[State], str]:
    """Return what says a measure's title, clean; its id stands behind it only where another measure is called the same."""
    titles = {one.id: look.title(one) for one in registry.measures}
    called = Counter(titles.values())

    def name(state: State) -> str:
        key = state.measure.id
        title = titles[key]
        return f"{title} ({clean(key)})" if called[title] > 1 else title

    return name


def index(states: Iterable[State], look: Look) -> Rows:
    """Return the table of the measures that a document names, by title, with the ids by which commands know them."""
    ids = {state.measure.id: look.title(state.measure) for state in states}
    rows = sorted(([title, id_] for id_, title in ids.items()), key=lambda row: (folded(row[0]), row[1]))
    return table([look.say("Measure"), look.say("Id")], rows)


def owner_names(registry: Registry, look: Look) -> Callable[[State], str]:
    """Return what says the name of a measure's owner, clean, and that it is inferred where no letter names it."""
    names = {key: look.name(one) for key, one in registry.organisations.items()}
    inferred = f" ({look.say('inferred')})"

    def name(state: State) -> str:
        measure = state.measure
        return names[measure.owner] + (inferred if measure.owner_inferred else "")

    return name


def rests_on(view: View, look: Look) -> str:
    """Say on which letters an answer rests, and on which in part."""
    unfinished = view.registry.unfinished
    letters = [one for one in view.letters if one.id not in unfinished]
    partly = [(one, unfinished[one.id]) for one in view.letters if one.id in unfinished and unfinished[one.id].begun]
    if not letters and not partly:
        return look.say("It rests on no letter.")
    if not letters:
        return look.say("It rests on what is coded so far of {letters}.", letters=in_part_words(partly, look))
    whole = _rests_on(letters, look)
    if not partly:
        return whole
    more = look.say("Besides, it rests on what is coded so far of {letters}.", letters=in_part_words(partly, look))
    return f"{whole} {more}"


def _rests_on(letters: list[Letter], look: Look) -> str:
    number, first = look.count(len(letters), "letter", "letters"), look.date(letters[0].date)
    if len(letters) == 1:
        return look.say("It rests on {letters} of {day}.", letters=number, day=first)
    last = look.date(letters[-1].date)
    return look.say("It rests on {letters} from {first} to {last}.", letters=number, first=first, last=last)


def filters(query: Query) -> str:
    """Return the options that ask for the same measures."""
    given = (("owner", query.owner), ("area", query.area), ("package", query.package))
    return " ".join(f"--{option} {value}" for option, values in given for value in values)


def moment(view: View) -> str:
    """Return the options that ask for the same moment; today is named, so that they give the same tomorrow."""
    clock = view.clock
    as_of = clock.as_of or (None if clock.known_by else clock.today)
    given = (("as-of", as_of), ("known-by", clock.known_by))
    return " ".join(f"--{option} {day}" for option, day in given if day)


def command(words: str, view: View, query: Query) -> str:
    """Return a command that answers for the same measures at the same moment, as code."""
    return f"`{' '.join(part for part in ('ctmeasures', words, filters(query), moment(view)) if part)}`"
