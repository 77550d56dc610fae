"""What is said of each answer to words, in every form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.model.links import passage_url
from ctmeasures.render.columns import Column
from ctmeasures.render.safe import clean
from ctmeasures.render.words import Look, count_words, sentence, title

if TYPE_CHECKING:
    from ctmeasures.reports.find import Found, Hit


def columns(look: Look) -> tuple[Column[Hit], ...]:
    """Return what plain text and Markdown show of an answer, but for its words."""
    return (
        Column("WHAT", what),
        Column("MEASURE", lambda hit: ", ".join(measure.id for measure in hit.document.measures)),
        Column("WHERE", lambda hit: hit.text.field.label),
        Column("LETTER", lambda hit: hit.text.letter or ""),
        Column("PASSAGE", lambda hit: str(hit.text.passage or "")),
    )


def what(hit: Hit) -> str:
    """Say what was found."""
    return "measure" if hit.document.state else "paragraph"


def heading(hit: Hit, look: Look) -> str:
    """Return the title of the measure, or that of the letter with its day."""
    state, letter = hit.document.state, hit.document.letter
    if state:
        return title(state.measure, look)
    return f"{title(letter, look)}, {letter.date.words}, paragraph {hit.text.passage}" if letter else ""


def gave(hit: Hit) -> str:
    """Say what a paragraph gave."""
    covered = hit.document.covered
    if covered is None:
        return ""
    given = [*(measure.id for measure in covered.measures), *(f"package {key}" for key in covered.packages)]
    return ", ".join(given) or ("context" if covered.context else "not yet looked at")


def marked(hit: Hit) -> str:
    """Return the words with those that were looked for in brackets."""
    return "".join(f"[{clean(one.text)}]" if one.found else clean(one.text) for one in hit.pieces)


def url(hit: Hit, found: Found) -> str | None:
    """Return the address of the publication at the words, where a letter says them."""
    letter = found.view.registry.letters.get(hit.text.letter or "")
    return passage_url(letter, hit.text.quote) if letter else None


def foot(found: Found) -> str:
    """Say how many answers there are, among how much, and when."""
    best = f"The best {len(found.hits):,} of " if len(found.hits) < found.total else ""
    among = f"{count_words(found.measures, 'measure')} and {count_words(found.paragraphs, 'paragraph')}"
    return f"{best}{count_words(found.total, 'answer')} among {among}. {sentence(found.view)}"
