"""What became of a registry's addresses: in lines for pipes and logs."""

from __future__ import annotations

from ctmeasures.checks.addresses import Links
from ctmeasures.model.addresses import Address, State, Visit
from ctmeasures.render.safe import clean
from ctmeasures.render.words import count_words


def rows(found: Links) -> list[list[str]]:
    """Return the state of each address, the address, where it is named, and what else there is to say, the headings first."""
    return [["state", "address", "named in", "why"], *(_row(*one) for one in found.visits)]


def _row(address: Address, visit: Visit) -> list[str]:
    return [visit.state, clean(address.url), ", ".join(named(address)), clean(why(visit))]


def named(address: Address) -> list[str]:
    """Return the lines of files that name an address, each once."""
    return list(dict.fromkeys(clean(f"{place.path}:{place.line}") for place in address.places))


def why(visit: Visit) -> str:
    """Return what there is to say besides the state."""
    return f"to {visit.to}" if visit.to else visit.said


def listed(found: Links) -> str:
    """Draw the addresses a line each, and in one line how it went."""
    from ctmeasures.render.plain import aligned

    head, *body = rows(found)
    cells = [[word.upper() for word in head], *body]
    return "".join(f"{line}\n" for line in (aligned(cells) if body else ())) + outcome(found)


def outcome(found: Links) -> str:
    """Say in one line how many addresses there are and in which state, and how many quotes are on their pages."""
    counts = found.counts
    went = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    said = f"{clean(found.registry.path)}: {count_words(len(found.visits), 'address', 'addresses')}: {went or 'nothing to ask'}"
    quotes = f"; {found.found} of {count_words(found.quotes, 'quote')} on their pages" if found.quotes else ""
    return f"{said}{quotes}.\n"
