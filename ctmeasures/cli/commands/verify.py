"""`ctmeasures verify`: every quote in its letter."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ctmeasures.cli import complete, options

if TYPE_CHECKING:
    from ctmeasures.checks.quotes import Verification
    from ctmeasures.model.records import Registry
    from ctmeasures.render.look import Look

Letter = Annotated[
    list[str] | None,
    typer.Option(
        "--letter",
        metavar="ID",
        autocompletion=complete.letters,
        help="Only the quotes of this letter; the start of its id will do. Repeatable.",
    ),
]
Fetch = Annotated[
    list[str] | None,
    typer.Option(
        "--fetch",
        metavar="ID",
        autocompletion=complete.letters,
        help="Fetch this letter as it is published, and look its quotes up there; nothing is kept. Repeatable.",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 for warnings too.")]
Form = Literal["table", "text", "json", "github", "sarif", "junit"]
Format = Annotated[
    Form | None,
    typer.Option(
        "--format",
        help="Default: a table on a terminal, text elsewhere; github: annotations in a workflow's log; "
        "sarif and junit: for forges and build servers.",
        show_default=False,
    ),
]


def verify(
    texts: options.Texts = None,
    letter: Letter = None,
    fetch: Fetch = None,
    form: Format = None,
    strict: Strict = False,
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Find every quote in the letter's own text: each must stand there once, and have at most eight words.

    A note or digest that repeats nine or more words of its letter in a row is a warning: the letters are not reproduced.
    So is a title, note or digest with a figure, a year or a date that its paragraph does not hold.

    How the text was set makes no difference: white space, hyphens at the ends of lines, dashes, quotation marks, ligatures,
    HTML. The texts do not number their paragraphs: where one begins and ends is known by the quotes around it.

    A letter whose text is not at hand can be fetched from the official publications. What is published can differ from the letter
    as it was sent; `ctmeasures letters add` keeps a text.

    \b
    Examples:
      ctmeasures verify
      ctmeasures verify --texts ../texts
      ctmeasures verify --texts ../texts --letter 2017-11-24
      ctmeasures verify --texts ../texts --format json
      ctmeasures verify --fetch 2017-06-19
    """
    from ctmeasures.cli.output import look, watched
    from ctmeasures.cli.registry import one_of, open_registry
    from ctmeasures.model.place import Level

    found = open_registry(registry, besides="long-quote")  # which is reported here
    named, fetched = (
        [one_of(word, found.letters, "letter", "ctmeasures letters") for word in words or ()]
        for words in (letter, fetch)
    )
    answer = _looked_up(found, texts, named, fetched)
    _show(answer, form or ("table" if watched() else "text"), strict, look(no_color))
    if any(strict or problem.level is Level.ERROR for problem in answer.problems):
        raise typer.Exit(1)


def _looked_up(registry: "Registry", texts: str | None, named: "list[str]", fetched: "list[str]") -> "Verification":
    """Look the quotes of the letters up, all where none is named, those that are `fetched` as they are published."""
    from ctmeasures.checks.quotes import verify as look_up
    from ctmeasures.cli.output import CannotRun
    from ctmeasures.disk.files import Unreadable
    from ctmeasures.disk.texts import Texts, read_texts, texts_folder

    letters = [*dict.fromkeys((*named, *fetched))] or [*registry.letters]
    folder = texts_folder(registry.path, texts)
    at_hand = [one for one in letters if one not in fetched]
    try:
        read = read_texts(folder, at_hand) if at_hand or not letters else Texts({}, {})
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    came = _fetched(registry, fetched) if fetched else {}
    every = read.texts | {key: text for key, (_, text) in came.items()}
    answer = look_up(registry, every, folder, read.unreadable, letters)
    return answer._replace(fetched={key: address for key, (address, _) in came.items()})


def _fetched(registry: "Registry", letters: "list[str]") -> dict[str, tuple[str, str]]:
    """Return for each letter where it is published, and its text there; raise CannotRun where one has no publication or it does not come."""
    from ctmeasures.cli.output import CannotRun
    from ctmeasures.cli.published import fetched_texts

    wanted = {key: registry.letters[key].publication or "" for key in letters}
    missing = [key for key, publication in wanted.items() if not publication]
    if missing:
        raise CannotRun(
            f"--fetch: {missing[0]} has no publication; write its id, which `ctmeasures letters find --id {missing[0]}` proposes, or keep its text with "
            f"`ctmeasures letters add FILE --as {missing[0]}`"
        )
    return fetched_texts(wanted)


def _show(answer: "Verification", form: Form, strict: bool, look: "Look") -> None:
    """Print what became of the quotes in one of the forms."""
    from ctmeasures.cli.findings import tell
    from ctmeasures.cli.output import emit
    from ctmeasures.render import problems

    if form == "json":
        from ctmeasures.render.data.problems import verification

        emit(verification(answer), form=form)
    elif form == "table":
        from ctmeasures.render.terminal.quotes import verified

        emit(verified(answer, look))
    elif form == "text":
        emit(problems.text(answer.problems, look))
        emit(problems.verified(answer))
    else:
        tell(form, answer.problems, "ctmeasures verify", problems.verified(answer), strict)
