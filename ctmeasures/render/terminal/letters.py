"""The letters on a terminal: the list with its coverage, and one letter paragraph by paragraph."""

from textwrap import wrap

from rich import box
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ctmeasures.model.links import letter_url
from ctmeasures.render.facts import coverage_words, gave, letter_facts
from ctmeasures.render.terminal import draw, linked, plain
from ctmeasures.render.words import Look, letters_foot, publication, sentence, title
from ctmeasures.reports.coverage import Coverage, Covered, LetterCoverage
from ctmeasures.reports.query import View


def table(coverage: Coverage, look: Look) -> str:
    """Draw the letters, oldest first, each with the paragraphs that gave something."""
    found = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, expand=True)
    found.add_column("Letter", ratio=1, overflow="fold")
    found.add_column("Date", no_wrap=True)
    found.add_column("Paragraphs", no_wrap=True)
    found.add_column("Measures", justify="right", no_wrap=True)
    for one in coverage.letters:
        letter = one.letter
        name = linked(title(letter, look), letter_url(letter), "bold")
        name.append(f"\n{letter.id}", style="not bold dim")
        if letter.publication:
            name.append(f"\n{publication(letter)}", style="not bold dim")
        when = plain(letter.date.short)
        if letter.sender:
            when.append(f"\nfrom {letter.sender}", style="dim")
        found.add_row(name, when, _counts(one), Text(str(one.measures)))
    foot = plain(letters_foot(coverage), "dim")
    return draw(look, found, Text(), foot)


def panel(one: LetterCoverage, view: View, look: Look) -> str:
    """Draw one letter: its own data, then each paragraph's digest and what it gave."""
    (_, name), *rest = letter_facts(one, view, look)
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    for label, text in rest:
        facts.add_row(Text(label), linked(text, text) if label == "Link" else plain(text))
    passages = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False, expand=True)
    passages.add_column("#", justify="right", no_wrap=True)
    passages.add_column("What it says", ratio=3)
    passages.add_column("What it gave", ratio=2, overflow="fold")
    for covered in one.passages:
        shade = "dim" if covered.context else ""
        passages.add_row(
            str(covered.passage.number), plain(covered.passage.digest, shade), _gave(covered, 2 * (look.width - 8) // 5)
        )
    foot = plain(f"{coverage_words(one)} {sentence(view)}", "dim")
    return draw(look, Panel(plain(name, "bold"), box=box.ROUNDED), facts, Text(""), passages, Text(), foot)


def _gave(covered: Covered, width: int) -> Text:
    """Say what a paragraph gave; ids that are too long break at a hyphen."""
    lines = [line for key in gave(covered) for line in wrap(key, width)]
    if covered.measures or covered.packages:
        return Text("\n".join(lines), style="cyan")
    return Text("context", style="dim") if covered.context else Text(f"? {' '.join(lines)}", style="bold yellow")


def _counts(one: LetterCoverage) -> Text:
    text = Text(f"{len(one.passages)}\n")
    text.append(f"{one.cited} cited\n{one.context} context", style="dim")
    if one.open:
        text.append(f"\n? {one.open} open", style="bold yellow")
    return text
