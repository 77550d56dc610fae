"""Problems and looked-up quotes for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.model.place import Problem
from ctmeasures.render.data.forms import SCHEMA, document
from ctmeasures.render.data.values import Json

if TYPE_CHECKING:
    from ctmeasures.checks.quotes import Verification
    from ctmeasures.checks.translations import Translations


def verification(found: Verification) -> str:
    """Draw every quote with what became of it, and the problems, as one JSON document."""
    from collections import Counter

    from ctmeasures.checks.quotes import Result

    rows = []
    for citation, result, times in found.quotes:
        cites, place = citation.record, citation.record.source.place("quote")
        said = {"record": citation.of, "letter": citation.letter, "passage": cites.passage, "quote": cites.quote}
        where = {"path": place.path, "line": place.line, "column": place.column}
        rows.append({**said, "result": result.value, "times": times, **where})
    counted = Counter(one.result for one in found.quotes)
    counts = {result.value.replace(" ", "_"): counted[result] for result in Result}
    head = {"schema": SCHEMA, "kind": "verification", "registry": found.registry.path, "count": len(rows), **counts}
    return document(
        {**head, "unquoted": found.unquoted, "problems": [_problem(one) for one in found.problems], "quotes": rows}
    )


def problems(found: list[Problem], path: str, lacks: Translations | None = None) -> str:
    """Draw a check's problems as one JSON document; with what of a language that was asked for is there."""
    rows = [_problem(problem) for problem in found]
    head: Json = {"schema": SCHEMA, "kind": "problems", "registry": path, "count": len(rows)}
    if lacks:
        counts = {one.kind: {"count": one.number, "translated": one.there} for one in lacks.counts}
        head["translations"] = {"language": lacks.language, **counts}
    return document({**head, "problems": rows})


def _problem(problem: Problem) -> Json:
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "endLine": problem.place.line,
        "endColumn": problem.place.column + problem.place.width,
        "level": problem.level.value,
        "code": problem.code,
        "message": problem.message,
        "expected": problem.expected,
        "nearest": problem.nearest,
    }
