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
    head: Json = {
        "schema": SCHEMA,
        "kind": "verification",
        "registry": found.registry.path,
        "count": len(rows),
        **counts,
    }
    if found.fetched:
        head["fetched"] = dict(found.fetched)
    return document(
        {**head, "unquoted": found.unquoted, "problems": [problem(one) for one in found.problems], "quotes": rows}
    )


def problems(found: list[Problem], path: str, lacks: Translations | None = None) -> str:
    """Draw a check's problems as one JSON document; with what of a language that was asked for is there."""
    rows = [problem(one) for one in found]
    head: Json = {"schema": SCHEMA, "kind": "problems", "registry": path, "count": len(rows)}
    if lacks:
        counts = {one.kind: {"count": one.number, "translated": one.there} for one in lacks.counts}
        head["translations"] = {"language": lacks.language, **counts}
    return document({**head, "problems": rows})


def problem(found: Problem) -> Json:
    """Return a problem as every document has it."""
    return {
        "path": found.place.path,
        "line": found.place.line,
        "column": found.place.column,
        "endLine": found.place.line,
        "endColumn": found.place.column + found.place.width,
        "level": found.level.value,
        "code": found.code,
        "message": found.message,
        "expected": found.expected,
        "nearest": found.nearest,
    }
