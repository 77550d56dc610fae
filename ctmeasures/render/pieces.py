"""What the report and the brief share: the cells of their tables, and the sentences at their head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.model.links import passage_url
from ctmeasures.render.citation import citation
from ctmeasures.render.markdown import escape, linked
from ctmeasures.render.words import NO_WORD, Look, count_words, name, title

if TYPE_CHECKING:
    from ctmeasures.model.history import State
    from ctmeasures.model.records import Event, Registry
    from ctmeasures.reports.query import Query, View

DOUBT = (
    f"Nothing is known here but what these letters say. “{NO_WORD.capitalize()}” means that none of them has spoken of a measure "
    "since; it does not mean that nothing was done."
)


def measure_cell(state: State, event: Event, registry: Registry, look: Look) -> str:
    """Return a measure's title, which opens the publication at the words of an event, and its id."""
    url = passage_url(registry.letters[event.letter], event.quote)
    return f"{linked(title(state.measure, look), url)} ({escape(state.measure.id)})"


def owner_cell(state: State, registry: Registry, look: Look) -> str:
    """Return the name of a measure's owner, and that it is inferred where no letter names it."""
    inferred = " (inferred)" if state.measure.owner_inferred else ""
    return escape(name(registry.organisations[state.measure.owner], look)) + inferred


def source_cell(event: Event, registry: Registry) -> str:
    """Return the citation of the letter that tells an event, which opens it at the event's words, and the paragraph."""
    letter = registry.letters[event.letter]
    paragraph = f", paragraph {event.passage}" if event.passage else ""
    return f"{linked(citation(letter), passage_url(letter, event.quote))}{paragraph}"


def rests_on(view: View) -> str:
    """Say on which letters an answer rests."""
    letters = view.letters
    if not letters:
        return "It rests on no letter."
    first, last = letters[0].date.words, letters[-1].date.words
    period = f"from {first} to {last}" if len(letters) > 1 else f"of {first}"
    return f"It rests on {count_words(len(letters), 'letter')} {period}."


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
