"""Letters for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctmeasures.model.fields import LETTER
from ctmeasures.render.data.forms import Dataset, document, head
from ctmeasures.render.data.values import Json, record

if TYPE_CHECKING:
    from ctmeasures.render.look import Look
    from ctmeasures.reports.coverage import Coverage, LetterCoverage
    from ctmeasures.reports.query import View


def letter(one: LetterCoverage, view: View, look: Look) -> str:
    """Draw one letter and its paragraphs as a JSON document."""
    passages = [
        {
            "number": covered.passage.number,
            "digest": covered.passage.digest,
            "digest_nl": covered.passage.digest_nl,
            "context": covered.context,
            "measures": [measure.id for measure in covered.measures],
            "packages": list(covered.packages),
        }
        for covered in one.passages
    ]
    sheet = None
    if one.sheet:
        acts, paragraphs = one.sheet.open or (None, None)
        sheet = {"path": one.sheet.path, "open_acts": acts, "open_paragraphs": paragraphs}
    state = {"without_digest": one.without_digest, "sheet": sheet}
    return document({**head("letter", view), "letter": {**_row(one), **state, "passages": passages}})


def _row(one: LetterCoverage) -> Json:
    counts = {"paragraphs": len(one.passages), "cited": one.cited, "uncovered": one.open, "measures": one.measures}
    return {"id": one.letter.id, **record(LETTER, one.letter), **counts}


def _letters(coverage: Coverage, look: Look) -> Iterator[Json]:
    return map(_row, coverage.letters)


_COLUMNS = ("id", *(field.name for field in LETTER.fields), "paragraphs", "cited", "uncovered", "measures")
LETTERS = Dataset("letters", _COLUMNS, _letters)
