"""Published papers, for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctmeasures.render.data.forms import Dataset
from ctmeasures.render.data.values import Json

if TYPE_CHECKING:
    from ctmeasures.render.look import Look
    from ctmeasures.reports.papers import Papers

_COLUMNS = (
    "id", "date", "standing", "letter", "reason", "kind", "title", "sender", "dossiers", "measures", "url",
    "days_behind", "title_words", "title_words_of", "same_sender", "quotes_found", "quotes", "cited_letters", "cites",
)  # fmt: skip


def _papers(found: Papers, look: Look) -> Iterator[Json]:
    for one in found.papers:
        paper, fit = one.publication, one.fit
        values = (
            paper.id, paper.day or None, one.standing.value, one.letter or None, one.reason or None, paper.kind, paper.subject,
            paper.sender, list(paper.dossiers), list(one.measures), paper.address,
            *((fit.days, fit.words, fit.of, fit.sender) if fit else (None,) * 4),
            *(fit.quotes if fit and fit.quotes else (None, None)),
            *((list(one.cites.letters), list(one.cites.others)) if one.cites else (None, None)),
        )  # fmt: skip
        yield dict(zip(_COLUMNS, values, strict=True))


def _about(found: Papers) -> Json:
    left = {key.value: number for key, number in found.left_out.items()}
    return {"total": found.total, "left_out": left, "dossiers": list(found.dossiers), "since": found.since}


PAPERS = Dataset("papers", _COLUMNS, _papers, about=_about)
