"""What is said of each answer to words, in every form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.model.links import passage_url
from ctmeasures.render.columns import Column
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.words import paragraph, sentence

if TYPE_CHECKING:
    from ctmeasures.reports.find import Found, Hit


def columns(look: Look) -> tuple[Column[Hit], ...]:
    """Return what plain text and Markdown show of an answer, but for its words."""
    return (
        Column("What", lambda hit: what(hit, look)),
        Column("Measure", lambda hit: ", ".join(measure.id for measure in hit.document.measures)),
        Column("Where", lambda hit: where(hit, look)),
        Column("Letter", lambda hit: hit.text.letter or ""),
        Column("Passage", lambda hit: str(hit.text.passage or "")),
    )


def what(hit: Hit, look: Look) -> str:
    """Say what was found."""
    return look.say("measure") if hit.document.state else look.say("paragraph")


def where(hit: Hit, look: Look, what: bool = True) -> str:
    """Say in which text the words stand, or only in which language where that is not the one that is shown."""
    language = {"en": look.say("in English"), "nl": look.say("in Dutch")}.get(hit.elsewhere or "", "")
    return ", ".join(filter(None, (look.say(hit.text.field.label) if what else "", language)))


def heading(hit: Hit, look: Look) -> str:
    """Return the title of the measure, or that of the letter with its day."""
    state, letter = hit.document.state, hit.document.letter
    if state:
        return look.title(state.measure)
    return f"{look.title(letter)}, {look.date(letter.date)}{paragraph(hit.text.passage, look)}" if letter else ""


def gave(hit: Hit, look: Look) -> str:
    """Say what a paragraph gave."""
    covered = hit.document.covered
    if covered is None:
        return ""
    given = [
        *(measure.id for measure in covered.measures),
        *(look.say("package {key}", key=key) for key in covered.packages),
    ]
    return ", ".join(given) or (look.say("context") if covered.context else look.say("not yet looked at"))


def marked(hit: Hit) -> str:
    """Return the words with those that were looked for in brackets."""
    return "".join(f"[{clean(one.text)}]" if one.found else clean(one.text) for one in hit.pieces)


def url(hit: Hit, found: Found) -> str | None:
    """Return the address of the publication at the words, where a letter says them."""
    letter = found.view.registry.letters.get(hit.text.letter or "")
    return passage_url(letter, hit.text.quote) if letter else None


def foot(found: Found, look: Look) -> str:
    """Say how many answers there are, among how much, and when."""
    answers = look.count(found.total, "answer", "answers")
    if len(found.hits) < found.total:
        best = look.number(f"{len(found.hits):,}")
        answers = look.say("The best {number} of {answers}", number=best, answers=answers)
    measures, paragraphs = (
        look.count(found.measures, "measure", "measures"),
        look.count(found.paragraphs, "paragraph", "paragraphs"),
    )
    said = look.say(
        "{answers} among {measures} and {paragraphs}.", answers=answers, measures=measures, paragraphs=paragraphs
    )
    return f"{said} {sentence(found.view, look)}"
