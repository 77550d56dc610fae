"""The options that several commands share."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import complete

Registry = Annotated[
    str | None,
    typer.Option(
        "--registry",
        metavar="PATH",
        envvar="CTMEASURES_REGISTRY",
        help="The registry; else measures.yaml here or above.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="What was true then: events and money up to this day (a month or year means its last day).",
    ),
]
KnownBy = Annotated[
    str | None,
    typer.Option("--known-by", metavar="DATE", help="What could be known then: letters up to this day."),
]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours; NO_COLOR does the same.")]
Lang = Annotated[Literal["en", "nl"], typer.Option("--lang", help="Language of titles and names.")]

Text = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TEXT]...", help="Words that must all occur in the measure, whatever their case.", show_default=False
    ),
]
Status = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", autocompletion=complete.statuses, help="A status, or open or closed."),
]
Owner = Annotated[
    list[str] | None, typer.Option("--owner", metavar="KEY", autocompletion=complete.owners, help="The owner's key.")
]
Area = Annotated[
    list[str] | None,
    typer.Option("--area", metavar="KEY", autocompletion=complete.areas, help="The intervention area."),
]
LetterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--letter", metavar="ID", autocompletion=complete.letters, help="A letter that speaks of it; a date will do."
    ),
]
Package = Annotated[
    list[str] | None,
    typer.Option(
        "--package", metavar="KEY", autocompletion=complete.packages, help="A package of money; none: outside all."
    ),
]
DueBefore = Annotated[
    list[str] | None, typer.Option("--due-before", metavar="DATE", help="Due before this day; none: no deadline.")
]
Overdue = Annotated[bool, typer.Option("--overdue", help="Open, and its due date has passed.")]
SilentFor = Annotated[
    list[str] | None,
    typer.Option("--silent-for", metavar="TIME", help="Open, and nothing heard for this long: 90d, 6 months, 2y."),
]

Out = Annotated[
    str | None, typer.Option("--out", metavar="FILE", help="Write it to this file, whole or not at all; else print it.")
]

NewStatus = Annotated[
    str | None,
    typer.Option(
        "--status", metavar="STATUS", autocompletion=complete.new_statuses, help="The status that the letter supports."
    ),
]
NewLetter = Annotated[
    str | None,
    typer.Option("--letter", metavar="ID", autocompletion=complete.letters, help="The letter; its date will do."),
]
NewDate = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="From when it is true; else the letter's date.")
]
NewDue = Annotated[str | None, typer.Option("--due", metavar="DATE", help="When the letter promises it for.")]
NewPassage = Annotated[str | None, typer.Option("--passage", metavar="NUMBER", help="The letter's paragraph.")]
NewQuote = Annotated[
    str | None, typer.Option("--quote", metavar="TEXT", help="At most eight words of it, as they stand there.")
]
NewNote = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="One or two sentences in your own words.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the change as a patch; write nothing.")]
Edit = Annotated[bool, typer.Option("--edit", help="Open the record in your editor ($EDITOR) before it is written.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")]
