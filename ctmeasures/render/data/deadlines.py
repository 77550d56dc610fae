"""Deadlines for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ctmeasures.model.links import passage_url
from ctmeasures.render.data.forms import Dataset
from ctmeasures.render.data.measures import OF_HISTORY
from ctmeasures.render.data.values import Json, shift_json, span_json, value

if TYPE_CHECKING:
    from ctmeasures.model.deadline import Deadline
    from ctmeasures.model.records import Registry
    from ctmeasures.render.look import Look
    from ctmeasures.reports.deadlines import Deadlines


def _of_state(name: str) -> Callable[[Deadline], object]:
    """Return what gives a value of the deadline's measure, as the data of measures have it."""
    return lambda one: OF_HISTORY[name](one.state)


# What is said of each deadline; `days_after_due` counts to the reference day, or to the day of implementation where it is known.
_DUE: dict[str, Callable[[Deadline], object]] = {
    "outcome": lambda one: one.outcome.value,
    "id": lambda one: one.state.measure.id,
    "title": lambda one: one.state.measure.title,
    "owner": lambda one: one.state.measure.owner,
    "status": _of_state("status"),
    "open": _of_state("open"),
    "due": lambda one: value(one.due),
    "days_after_due": lambda one: one.days,
    "overdue": _of_state("overdue"),
    "heard_since_due": _of_state("heard_since_due"),
    "closed": lambda one: value(one.closed.date) if one.closed else None,
    "first_due": lambda one: value(one.promises[0].due) if one.promises else None,
    "moves": lambda one: len(one.moves),
    "slipped_days": _of_state("slipped_days"),
    "slipped_days_least": _of_state("slipped_days_least"),
    "slipped_days_most": _of_state("slipped_days_most"),
    "updated": _of_state("updated"),
    "due_letter": _of_state("due_letter"),
    "last_letter": _of_state("last_letter"),
    "silent_days": _of_state("silent_days"),
}


def _deadlines(found: Deadlines, look: Look) -> Iterator[Json]:
    for one in found.measures:
        yield _row(one, found.view.registry)


def _row(one: Deadline, registry: Registry) -> Json:
    promises = []
    for promise in one.promises:
        event = promise.event
        url = passage_url(registry.letters[event.letter], event.quote)
        source = {"letter": event.letter, "passage": event.passage, "quote": event.quote, "url": url}
        promises.append(
            {"due": promise.due.text, **shift_json(promise.shift, "moved_days"), "date": event.date.text, **source}
        )
    return {**{name: found(one) for name, found in _DUE.items()}, "promises": promises}


def _about(found: Deadlines) -> Json:
    """Return how many deadlines there are in all, and what slipped by owner."""
    slippage = [
        {
            **{name: getattr(one, name) for name in ("owner", "deadlines", "moved", "unclear")},
            **span_json(one.later, "days_later"),
            **span_json(one.earlier, "days_earlier"),
        }
        for one in found.slippage
    ]
    return {"total": found.total, "slippage": slippage}


DUE = Dataset("due", _DUE, _deadlines, key="measures", about=_about)
