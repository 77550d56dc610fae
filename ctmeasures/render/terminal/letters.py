"""The letters on a terminal: the list with its coverage, and one letter paragraph by paragraph."""

from collections.abc import Iterator

from rich import box
from rich.panel import Panel
from rich.text import Text

from ctmeasures.model.links import letter_url
from ctmeasures.render.facts import coverage_words, gave, letter_facts
from ctmeasures.render.look import Look
from ctmeasures.render.terminal import address, draw, linked, plain
from ctmeasures.render.terminal.stacks import Column, Fact, Row
from ctmeasures.render.terminal.table import Band, Table, fact, labelled, said
from ctmeasures.render.words import letters_foot, publication, sentence
from ctmeasures.reports.coverage import Coverage, Covered, LetterCoverage
from ctmeasures.reports.query import View

_COLUMNS = {
    "title": Column("Letter", least=28),
    "id": Column("Id"),
    "publication": Column("Publication"),
    "date": Column("Date"),
    "sender": Column("Sender"),
    "paragraphs": Column("Paragraphs", right=True),
    "cited": Column("Cited", right=True),
    "context": Column("Context", right=True),
    "unread": Column("Unread", right=True),
    "measures": Column("Measures", right=True),
}
_LAYOUTS = (
    ("title", "id", "publication", "date", "sender", "paragraphs", "cited", "context", "unread", "measures"),
    ("title/id", "publication", "date", "sender", "paragraphs", "cited", "context", "unread", "measures"),
    ("title/id/publication", "date/sender", "paragraphs", "cited", "context", "unread", "measures"),
    ("title/id/publication/paragraphs,cited,context,unread", "date/sender", "measures"),
    ("title/date,sender/id/publication/paragraphs,cited,context,unread,measures",),
)
_PARAGRAPHS = {
    "number": Column("#", right=True),
    "says": Column("What it says", least=32),
    "gave": Column("What it gave", least=16),
}
_SHOWN = (("number", "says", "gave"), ("number", "says/gave"), ("number/says/gave",))


def table(coverage: Coverage, look: Look) -> str:
    """Draw the letters, oldest first, each with the paragraphs that gave something."""
    rows = [_row(one, look) for one in coverage.letters]
    found = Table(said(_COLUMNS, look), _LAYOUTS, [Band(headed=True, ruled=True), *rows])
    foot = plain(letters_foot(coverage, look), "dim")
    return draw(look, found, Text(), foot)


def _row(one: LetterCoverage, look: Look) -> Row:
    letter = one.letter
    name = linked(look.title(letter), letter_url(letter), "bold")
    return {
        "title": [Fact(name)],
        "id": fact(letter.id, "dim"),
        "publication": fact(publication(letter, look), "dim"),
        "date": fact(look.short(letter.date)),
        "sender": fact(letter.sender or "", "", look.say("from {sender}", sender=letter.sender)),
        "paragraphs": fact(str(len(one.passages)), "", look.count(len(one.passages), "paragraph", "paragraphs")),
        "cited": fact(str(one.cited), "", look.say("{number} cited", number=one.cited)),
        "context": fact(str(one.context), "", look.say("{number} context", number=one.context)),
        "unread": fact(str(one.open), "bold yellow", f"? {look.say('{number} open', number=one.open)}")
        if one.open
        else [],
        "measures": fact(str(one.measures), "", look.count(one.measures, "measure", "measures")),
    }


def panel(one: LetterCoverage, view: View, look: Look) -> str:
    """Draw one letter: its own data, then each paragraph's digest and what it gave."""
    (_, name), *rest = letter_facts(one, view, look)
    items: list[Row | Band] = [Band(headed=True, ruled=True)]
    for covered in one.passages:
        number, shade = str(covered.passage.number), "dim" if covered.context else ""
        says = fact(look.digest(covered.passage), shade)
        items.append({"number": fact(number), "says": says, "gave": _gave(covered, look)})
    foot = plain(f"{coverage_words(one, look)} {sentence(view, look)}", "dim")
    passages = Table(said(_PARAGRAPHS, look), _SHOWN, items)
    return draw(
        look, Panel(plain(name, "bold"), box=box.ROUNDED), labelled(_values(rest, look)), Text(), passages, Text(), foot
    )


def _values(pairs: list[list[str]], look: Look) -> Iterator[tuple[str, list[Fact]]]:
    """Yield the labels and values of a letter; an address that is longer than the line stands behind its end."""
    for label, text in pairs:
        yield look.say(label), [Fact(address(text, look.width - 13))] if label == "Link" else fact(text)


def _gave(covered: Covered, look: Look) -> list[Fact]:
    """Return what a paragraph gave, fact by fact."""
    if covered.measures or covered.packages:
        return [Fact(key, "cyan") for key in gave(covered, look)]
    return (
        fact(look.say("context"), "dim")
        if covered.context
        else fact(f"? {' '.join(gave(covered, look))}", "bold yellow")
    )
