"""A thread, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.model.fields import EVENT
from ctmeasures.model.links import passage_url
from ctmeasures.render.data.forms import document, head
from ctmeasures.render.data.values import Json, record
from ctmeasures.render.look import Look

if TYPE_CHECKING:
    from ctmeasures.model.records import Registry
    from ctmeasures.reports.threads import Asked, Link, Member, Step


def thread(found: Asked, look: Look) -> str:
    """Draw a thread as a JSON document: its measures in the order of the tree, each with what it hangs on and the word of each letter."""
    registry, drawn = found.view.registry, found.thread
    about: Json = {
        "asked": found.measure.id,
        "root": drawn.root.id,
        "count": len(drawn.members),
        "letters": [letter.id for letter in drawn.letters],
        "measures": [_member(one, registry) for one in drawn.members],
    }
    return document({**head("thread", found.view), **about})


def _member(member: Member, registry: Registry) -> Json:
    state, measure = member.state, member.state.measure
    return {
        "id": measure.id,
        "title": measure.title,
        "title_nl": measure.title_nl,
        "status": state.status.value,
        "status_certain": state.certain,
        "since": state.since.text,
        "announced": state.announced.text,
        "depth": member.depth,
        "hangs_on": _link(member.link) if member.link else None,
        "also": [_link(one) for one in member.others],
        "superseded_by": [one.id for one in member.superseded_by],
        "parts": member.parts,
        "steps": [_step(one, registry) for one in member.steps],
    }


def _link(link: Link) -> Json:
    return {"relation": link.relation, "measure": link.other.id}


def _step(step: Step, registry: Registry) -> Json:
    letter = registry.letters[step.letter]
    events = [{**record(EVENT, one), "url": passage_url(letter, one.quote)} for one in step.events]
    return {"letter": letter.id, "letter_date": letter.date.text, "turn": step.turn.value, "events": events}
