"""What became of a registry's addresses, on a terminal: the problems, a table of the addresses, and in one line how it went."""

from rich.text import Text

from ctmeasures.checks.addresses import Links
from ctmeasures.model.addresses import Address, State, Visit
from ctmeasures.render import problems
from ctmeasures.render.links import named, outcome, why
from ctmeasures.render.look import Look
from ctmeasures.render.terminal import address, draw, plain
from ctmeasures.render.terminal.stacks import Column, Fact, Row
from ctmeasures.render.terminal.table import Band, Table, fact

_HEADINGS = ("address", "state", "named in")  # as its problems, it is always in English
_COLUMNS = {
    **{name.partition(" ")[0]: Column(name.capitalize(), least=24 if name == "named in" else 0) for name in _HEADINGS},
    "why": Column(least=24),
}
_LAYOUTS = (("state", "address/why", "named"), ("state", "address/named/why"), ("address/state/named/why",))
_STYLES = {
    State.RIGHT: "green",
    State.MOVED: "yellow",
    State.GONE: "bold red",
    State.UNREACHABLE: "red",
    State.NOT_ASKED: "dim",
}


def links(found: Links, look: Look) -> str:
    """Draw the problems, and the state of each address."""
    rows = [_row(one, visit, look) for one, visit in found.visits]
    table = (Table(_COLUMNS, _LAYOUTS, [Band(headed=True, ruled=True), *rows]), Text()) if rows else ()
    return problems.text(found.problems, look) + draw(look, *table, plain(outcome(found).strip()))


def _row(one: Address, visit: Visit, look: Look) -> Row:
    return {
        "address": [Fact(address(one.url, look.width))],
        "state": fact(visit.state, _STYLES[visit.state]),
        "named": fact(", ".join(named(one)), "dim"),
        "why": [Fact(Text.assemble("to ", address(visit.to, look.width - 5)))] if visit.to else fact(why(visit)),
    }
