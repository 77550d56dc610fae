"""What the program can say in the reader's language: every text that a module, a table or a template hands to the catalogue."""

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from jinja2 import Environment, nodes

import ctmeasures
from ctmeasures.disk.git import UNSHALLOW
from ctmeasures.intake.blocks import PARAGRAPH_KINDS
from ctmeasures.intake.sheet_fields import Decision, Tier
from ctmeasures.intake.suggestions.evaluation import AIMS
from ctmeasures.model.fields import SHAPES
from ctmeasures.model.records import RELATIONS
from ctmeasures.model.status import MEANING, Status
from ctmeasures.render import (
    budget,
    chart,
    comparison,
    deadlines,
    evaluation,
    facts,
    report,
    review,
    statements,
    threads,
)
from ctmeasures.render.data.measures import HEADINGS
from ctmeasures.render.data.tables import NOW, TABLES, headings
from ctmeasures.render.followup import DEFINED, DEFINED_THEN, LABELS, LABELS_THEN
from ctmeasures.render.look import SCALES
from ctmeasures.render.site.pages import DATA, MENU
from ctmeasures.render.words import UNTITLED
from ctmeasures.reports.stats import DIMENSIONS
from ctmeasures.reports.texts import Field

RENDER = Path(ctmeasures.__file__).parent / "render"
PO = RENDER.parent / "locale/nl/LC_MESSAGES/ctmeasures.po"
SAYING = {
    "say": 0,
    "count": 1,
    "Column": 0,
    "Fact": 0,
    "_said": 0,
    "_number": 1,
}  # from which argument on they are handed texts
OURS = re.compile(r"[A-Za-z]{2}")


def said() -> set[str]:
    """Return every text that is looked up in the catalogue; of a count, both forms."""
    return {*in_modules(), *in_templates(), *in_tables()}


def in_modules() -> Iterator[str]:
    for room in (RENDER, RENDER.parent / "cli"):
        for path in room.rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for function in ast.walk(tree):
                if isinstance(function, ast.FunctionDef | ast.Module):
                    yield from in_function(function, drawn=room == RENDER)


def in_function(function: ast.FunctionDef | ast.Module, drawn: bool) -> Iterator[str]:
    """Yield the constants that a function says: in the call itself, or by a name that it gave them.

    Where it is not `drawn`, only a Look says them: what the command line calls `say` writes what it is given.
    """
    named: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.setdefault(node.targets[0].id, []).append(node.value)
        if isinstance(node, ast.comprehension) and isinstance(node.target, ast.Name):
            named.setdefault(node.target.id, []).append(node.iter)
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SAYING and (drawn or isinstance(node.func, ast.Attribute)):
            last = None if name in ("count", "_number") else SAYING[name] + 1
            for argument in node.args[SAYING[name] : last]:
                yield from constants(argument, {} if name == "Column" else named)


def constants(node: ast.expr, named: dict[str, list[ast.expr]]) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and OURS.search(node.value):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body, named)
        yield from constants(node.orelse, named)
    elif isinstance(node, ast.Tuple):
        for one in node.elts:
            yield from constants(one, named)
    elif isinstance(node, ast.Name):
        for one in named.get(node.id, ()):
            yield from constants(one, {})


def in_templates() -> Iterator[str]:
    environment = Environment(autoescape=True)
    for path in (RENDER / "site/templates").iterdir():
        for call in environment.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            name = call.node.attr if isinstance(call.node, nodes.Getattr) else getattr(call.node, "name", "")
            first = {"t": 0, "say": 0}.get(name, 1 if name == "count" else None)
            if first is not None:
                for argument in call.args[first:]:
                    yield from (one.value for one in in_template(argument))


def in_template(node: nodes.Node) -> Iterator[nodes.Const]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node
    elif isinstance(node, nodes.CondExpr):
        yield from in_template(node.expr1)
        if node.expr2:
            yield from in_template(node.expr2)


def in_tables() -> Iterator[str]:
    """Yield what is said of the data's kinds: their names stand in tables, from which they are put together."""
    yield from (label for _, label in MENU)
    yield from (one.said for one in DATA.values())
    yield from (
        UNTITLED,
        UNSHALLOW,
        budget.ALL,
        budget.NONE,
        budget.SUM,
        budget.ANNOUNCED,
        comparison.NOTHING,
        comparison.LAYOUT,
    )
    yield from (*SCALES, "Track", *PARAGRAPH_KINDS)
    yield from (status.label for status in Status)
    yield from MEANING.values()
    yield from (*LABELS.values(), *DEFINED.values(), *LABELS_THEN.values(), *DEFINED_THEN.values())
    yield from (one.definition for one in DIMENSIONS.values())
    yield from (form for name in DIMENSIONS for form in (f"By {name}", name.capitalize()))
    yield from (f"no {name}" for name in DIMENSIONS if name == "area")
    yield from (field.label for field in Field)
    yield from (name.capitalize() for pair in RELATIONS.values() for name in pair)
    yield from (text for pair in deadlines.HEADINGS.values() for text in pair)
    yield from (*deadlines.SLIPPED, *deadlines.BY_OWNER, *deadlines.SUMMED, deadlines.PASSED_THEN)
    yield from deadlines.LABELS.values()
    yield from (*threads.HANGS.values(), *threads.RELATED.values(), *threads.ALSO.values())
    yield from (*chart.MEANING.values(), *chart.SILENT_THEN.values(), *report.LETTERS, *facts.LETTER)
    yield from statements.REORDERED.values()
    yield from HEADINGS.values()
    for name, table in TABLES.items():
        yield from (name.capitalize(), *headings(name).values())
        yield from (text for column in (table.columns | NOW).values() for text in (column.kind, column.about))
    yield from (statements.field_words(field.name) for shape in SHAPES for field in shape.fields)
    yield from map(statements.field_words, ("passages", "passages_nl"))
    kinds = product(
        ("new", "changed", "removed"), ("letter", "measure", "amount", "package", "track", "organisation", "area")
    )
    counted = [f"{kind} {noun}" for kind, noun in kinds] + [
        f"{what} {kind}" for what in ("digest", "Dutch digest") for kind in ("new", "corrected", "removed")
    ]
    counted += [f"{kind} event" for kind in ("corrected", "removed")]
    for one in counted:
        yield from (one, f"{one}s" if "digest" not in one else one.replace("digest", "digests"))
    yield from ("package", "track", "organisation", "area")
    yield from (*evaluation.WAYS, *AIMS)
    yield from (
        *Decision,
        *Tier,
        "restates",
        *review.DONE,
        "split",
        "edited",
        *(form for pair in review.DONE.values() for form in pair),
    )
