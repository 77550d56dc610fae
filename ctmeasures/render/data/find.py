"""Answers to words, for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctmeasures.render.data.forms import Dataset
from ctmeasures.render.data.values import Json
from ctmeasures.render.find import heading, url, what
from ctmeasures.render.look import Look

if TYPE_CHECKING:
    from ctmeasures.reports.find import Found

_COLUMNS = ("rank", "what", "title", "measures", "where", "letter", "passage", "text", "words", "url", "found_in")


def _answers(found: Found, look: Look) -> Iterator[Json]:
    for rank, hit in enumerate(found.hits, 1):
        values = (
            rank,
            what(hit, Look()),
            heading(hit, look),
            [measure.id for measure in hit.document.measures],
            hit.text.field.label,
            hit.text.letter,
            hit.text.passage,
            "".join(piece.text for piece in hit.pieces),
            [piece.text for piece in hit.pieces if piece.found],
            url(hit, found),
            hit.elsewhere,
        )
        yield dict(zip(_COLUMNS, values, strict=True))


def _about(found: Found) -> Json:
    return {"total": found.total, "of_measures": found.measures, "of_paragraphs": found.paragraphs}


FIND = Dataset("find", _COLUMNS, _answers, key="answers", about=_about)
