"""What became of a registry's addresses, for other programs."""

from ctmeasures.checks.addresses import Links
from ctmeasures.model.addresses import Address, State, Visit
from ctmeasures.render.data.forms import SCHEMA, document
from ctmeasures.render.data.problems import problem
from ctmeasures.render.data.values import Json


def links(found: Links) -> str:
    """Draw every address with its state, and the problems, as one JSON document."""
    counts = {state.value.replace(" ", "_"): found.counts[state] for state in State}
    head = {"schema": SCHEMA, "kind": "links", "registry": found.registry.path, "count": len(found.visits), **counts}
    quotes = {"quotes": found.quotes, "quotes_found": found.found}
    rows = [_row(*one) for one in found.visits]
    return document({**head, **quotes, "problems": [problem(one) for one in found.problems], "addresses": rows})


def _row(address: Address, visit: Visit) -> Json:
    places = [{"path": place.path, "line": place.line, "column": place.column} for place in address.places]
    said = {"address": address.url, "state": visit.state.value, "why": visit.said or None, "moved_to": visit.to}
    return {**said, "letters": list(address.letters), "places": places}
