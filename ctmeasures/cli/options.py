"""The options that several commands share."""

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple

import typer

from ctmeasures.cli import complete

Registry = Annotated[
    str | None,
    typer.Option(
        "--registry",
        metavar="PATH",
        envvar="CTMEASURES_REGISTRY",
        help="The registry; else measures.yaml, or the folder measures, here or above.",
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
Texts = Annotated[
    str | None,
    typer.Option(
        "--texts",
        metavar="DIR",
        help="The folder of the letters' texts, <letter id>.txt each; else texts, beside the registry.",
    ),
]
Lang = Annotated[Literal["en", "nl"], typer.Option("--lang", envvar="CTMEASURES_LANG", help="Language of the answer.")]

Text = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TEXT]...",
        help="Words that must all occur in the measure's texts; word*: also as a beginning.",
        show_default=False,
    ),
]
Status = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", autocompletion=complete.statuses, help="A status, or open or closed."),
]
Owner = Annotated[
    list[str] | None, typer.Option("--owner", metavar="KEY", autocompletion=complete.owners, help="The owner's key.")
]
Partner = Annotated[
    list[str] | None,
    typer.Option("--partner", metavar="KEY", autocompletion=complete.organisations, help="Another organisation in it."),
]
Area = Annotated[
    list[str] | None,
    typer.Option("--area", metavar="KEY", autocompletion=complete.areas, help="The intervention area."),
]
LetterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--letter",
        metavar="ID",
        autocompletion=complete.letters,
        help="A letter that speaks of it or of its money; a date will do.",
    ),
]
Package = Annotated[
    list[str] | None,
    typer.Option(
        "--package",
        metavar="KEY",
        autocompletion=complete.packages,
        help="Money of this package, or within it; none: in no package.",
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
Announced = Annotated[
    list[str] | None,
    typer.Option("--announced", metavar="DATE", help="Announced then: 2015, 2015-11, autumn 2015, 2015/2016."),
]
HeardOnce = Annotated[bool, typer.Option("--heard-once", help="No letter speaks of it but the one that announced it.")]

DocumentFormat = Annotated[
    Literal["table", "md", "html", "docx"] | None,
    typer.Option(
        "--format",
        help="Default: drawn on a terminal, html or docx for a file that is called so, md elsewhere.",
        show_default=False,
    ),
]
Out = Annotated[
    str | None,
    typer.Option("--out", metavar="FILE", help="Write it to this file, whole or not at all; else, or for -, print it."),
]
Picture = Annotated[
    str | None,
    typer.Option("--out", metavar="FILE", help="Draw it into this file, FILE.svg or FILE.png, whole or not at all."),
]


class Asked(NamedTuple):
    """What was typed of the options that say which measures are asked for, at which moment, of which registry."""

    text: Text = None
    status: Status = None
    owner: Owner = None
    partner: Partner = None
    area: Area = None
    letter: LetterOption = None
    package: Package = None
    due_before: DueBefore = None
    overdue: Overdue = False
    silent_for: SilentFor = None
    announced: Announced = None
    heard_once: HeardOnce = False
    as_of: AsOf = None
    known_by: KnownBy = None
    registry: Registry = None


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

NewNoteNl = Annotated[str | None, typer.Option("--note-nl", metavar="TEXT", help="The same in Dutch.")]


class Told(NamedTuple):
    """What was typed of the options that say what a new event is."""

    status: NewStatus = None
    letter: NewLetter = None
    date: NewDate = None
    due: NewDue = None
    passage: NewPassage = None
    quote: NewQuote = None
    note: NewNote = None
    note_nl: NewNoteNl = None


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command, in the place of a parameter that is `Asked` or `Told`, all the options of that.

    Typer reads options from a function's signature, in which each of them would otherwise stand again for every command.
    """
    own = inspect.signature(command).parameters
    groups = {name: one.annotation for name, one in own.items() if one.annotation in (Asked, Told)}
    parameters: list[inspect.Parameter] = []
    for name, parameter in own.items():
        if name in groups:
            parameters += inspect.signature(groups[name]).parameters.values()
        else:
            parameters.append(parameter)
    parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]

    def run(**typed: Any) -> None:
        for name, group in groups.items():
            typed[name] = group(**{each: typed.pop(each) for each in group._fields})
        command(**typed)

    return _with(run, command, parameters)


def cached(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that reads the registry the option to do without the cache."""

    def run(no_cache: bool, **typed: Any) -> None:
        if no_cache:
            from ctmeasures.disk import cache

            cache.turn_off()
        command(**typed)

    more = inspect.Parameter("no_cache", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=NoCache)
    own = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in inspect.signature(command).parameters.values()]
    return _with(run, command, [*own, more])


def _with(
    run: Callable[..., None], command: Callable[..., None], parameters: list[inspect.Parameter]
) -> Callable[..., None]:
    """Make a function look like a command, but for its parameters."""
    functools.update_wrapper(run, command)
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run


NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Read the files anew, and keep nothing; CTMEASURES_NO_CACHE=1 always.")
]

From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help="Several in one go, all or none: a YAML or JSON list, or a JSON object on each line; - reads what is piped in.",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the change as a patch; write nothing.")]
Edit = Annotated[bool, typer.Option("--edit", help="Open the record in your editor ($EDITOR) before it is written.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")]
