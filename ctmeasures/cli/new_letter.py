"""What the file of a new letter holds: its fields as given or asked for, and a heading for each paragraph."""

import contextlib
import os
from collections.abc import Mapping, Sequence

from ctmeasures.cli.anew import refuse_taken
from ctmeasures.cli.events import Given, Question, gathered, named
from ctmeasures.cli.output import CannotRun, say, say_waiting
from ctmeasures.cli.prompts import ENGLISH, ask, can_ask
from ctmeasures.cli.registry import clock, refuse
from ctmeasures.cli.schema_line import first_line
from ctmeasures.disk.files import DUTCH, LETTERS
from ctmeasures.disk.state import letters_beside
from ctmeasures.edit.changes import in_table_order
from ctmeasures.edit.spelling import entry
from ctmeasures.model.dates import parse_date
from ctmeasures.model.fields import LETTER, is_letter_id, slug
from ctmeasures.model.figures import whole
from ctmeasures.model.place import Level, Problem, new_problems
from ctmeasures.model.records import Registry
from ctmeasures.read.nodes import Value
from ctmeasures.read.registry import assemble
from ctmeasures.render.look import Look

ASKED = ("date", "title", "title_nl", "sender", "reference", "publication")
_LONGEST = 120
_WORDS = 5  # of the title that an id is made of


def new_letter(
    registry: Registry,
    problems: Sequence[Problem],
    given: Given,
    subject: str | None,
    paragraphs: int | None,
    folder: str,
    sure: bool,
    dutch: bool = False,
    asked: Sequence[str] = ASKED,
    reader: Look = ENGLISH,
) -> dict[str, str]:
    """Return the text of a new letter's file, and of that of its `dutch` digests, by path; ask for what is missing where somebody is there to answer.

    `asked` are the fields that are asked for where a required one is missing. A letter that is there already, and that nobody has
    worked on, is started anew where that is `sure`; `folder` is that of the texts.

    The `problems` that the registry has already are no reason to refuse: a letter may be what mends them. Raises CannotRun that names everything that is missing or cannot be, exits with 1 where the letter would make errors.
    """
    fields = _letter_fields(registry, given, tuple(asked), reader)
    path = _letter_path(registry, fields, subject)
    refuse_taken(registry, os.path.basename(path).removesuffix(".md"), folder, sure)
    paragraphs = paragraphs or (1 if given["date"] and given["title"] else _paragraphs_asked(reader))
    headings = "".join(f"\n## {number}\n" for number in range(1, paragraphs + 1))
    texts = {path: _letter_text(fields, headings, first_line(registry))}
    if dutch:
        beside = path.removesuffix(".md") + DUTCH
        texts[beside] = f"# {fields.get('title_nl') or fields['title']}\n{headings}"
        if os.path.lexists(beside) and not _holds(beside, texts[beside]):
            raise CannotRun(f"there is a file {beside} already; leave out --dutch, or choose another --subject")
    _refuse_faults(registry, problems, texts)
    if parse_date(str(fields["date"])).first > clock(None, None).today:
        said = "{date} is still to come; a letter is of today or earlier"
        say(f"--date: {reader.say(said, date=fields['date'])}\n")
    return texts


def _letter_fields(registry: Registry, given: Given, asked: tuple[str, ...], reader: Look) -> dict[str, Value]:
    """Return a letter's fields; raise CannotRun that names everything that is missing or cannot be."""

    def about(name: str, so_far: Mapping[str, Value]) -> Question:
        labels = {
            "date": reader.say("Date of the letter"),
            "title": reader.say("English title"),
            "title_nl": reader.say("Dutch title, its own subject"),
            "reference": reader.say("Its own reference"),
            "publication": reader.say("Official publication, such as kst-29754-421"),
        }
        return Question(labels.get(name, named(name, reader)))

    return gathered(LETTER, asked, registry, given, about, reader)


def _letter_path(registry: Registry, fields: Mapping[str, Value], subject: str | None) -> str:
    """Return the path of a new letter's file; raise CannotRun where no id can be made."""
    title = subject or str(fields.get("title_nl") or fields["title"])
    words = (slug(title) or "").split("-")
    key = "-".join([str(fields["date"]), *(words if subject else words[:_WORDS])])
    if not is_letter_id(key):
        raise CannotRun("--subject: no id can be made of the title; give some words of it in Latin letters")
    if len(key) > _LONGEST:
        raise CannotRun(f"--subject: too long for a file's name; at most {_LONGEST} characters with the date")
    return os.path.join(os.path.dirname(registry.path), LETTERS, f"{key}.md")


def _paragraphs_asked(reader: Look) -> int:
    """Return how many paragraphs a letter has, as the person says; one where nobody is there to ask."""
    if not can_ask():
        return 1

    def number(text: str) -> int:
        found = whole(text, 999)
        if not found:
            raise CannotRun("a number from 1 to 999")
        return found

    return ask(reader.say("How many paragraphs"), number, default="1", reader=reader) or 1


def _letter_text(fields: Mapping[str, Value], headings: str, first_line: list[str]) -> str:
    """Return the text of a new letter's file."""
    front = [line for name, said in in_table_order(LETTER, fields).items() for line in entry(name, said, 0)]
    heading = f"# {fields['title']}, {parse_date(str(fields['date'])).words}\n"
    return "\n".join(["---", *first_line, *front, "---"]) + f"\n\n{heading}{headings}"


def _refuse_faults(registry: Registry, problems: Sequence[Problem], texts: Mapping[str, str]) -> None:
    """Show the errors that the letter would make, and leave with exit code 1."""
    from ctmeasures.disk.files import Unreadable
    from ctmeasures.disk.state import files_of

    try:
        letters = letters_beside(registry.path) or {}
        letters |= {path: text.encode() for path, text in texts.items()}
        loaded = assemble(registry.path, files_of(registry.path), letters)
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    refuse(new_problems(problems, loaded.problems, Level.ERROR), "nothing was written")


def _holds(path: str, text: str) -> bool:
    """Tell whether a file holds just this text: one of Dutch digests that a killed run has left."""
    from ctmeasures.disk.files import Unreadable, read_bytes

    try:
        return read_bytes(path) == text.encode()
    except Unreadable:
        return False


def write_letter(registry: str, texts: Mapping[str, str], old: Mapping[str, bytes]) -> None:
    """Write the files of a letter, all or none, in the place of the `old` ones; Dutch digests that are there already, just as they would be, are taken up.

    Raises CannotRun where one cannot be written.
    """
    from ctmeasures.disk.files import Unreadable
    from ctmeasures.disk.together import rewrite_all
    from ctmeasures.disk.write import Unwritable

    def new() -> list[tuple[str, bytes | None, bytes]]:
        there = {path for path, text in texts.items() if path.endswith(DUTCH) and _holds(path, text)}
        return [(path, old.get(path), text.encode()) for path, text in texts.items() if path not in there]

    try:
        for folder in {os.path.dirname(path) for path in texts}:
            with contextlib.suppress(FileExistsError):
                os.mkdir(folder)  # git keeps no folder that is empty
        rewrite_all(registry, new, say_waiting, texts)
    except OSError as fault:
        raise CannotRun(f"{fault.filename} cannot be written: {fault.strerror or fault}; nothing was changed") from None
    except (Unreadable, Unwritable) as fault:
        raise CannotRun(str(fault)) from None
