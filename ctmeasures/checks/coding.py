"""What can be wrong with a coding sheet besides what can be wrong with a registry.

One function makes each problem: its name is the code, its docstring the manual page.
"""

from collections.abc import Callable

from ctmeasures.model.nearest import best
from ctmeasures.model.place import Place, Problem, warning


def still_guessed(place: Place, name: str, guess: str) -> Problem:
    """A value of a coding sheet is still a guess: a question mark stands behind it, or in its place.

    Remedy: compare it with the letter; then delete the question mark, put another value there, or delete the line.
    """
    if name == "decision" or not guess:
        expected = "accept, drop or context" if name == "decision" else "a value; or no such line"
        return Problem("still-guessed", place, f"`{name}` is not decided", expected, guess or None)
    return Problem("still-guessed", place, f"`{name}` is still a guess, `{guess}?`", "the value without `?`", guess)


def undecided_item(place: Place) -> Problem:
    """An item of a coding sheet has no decision.

    Remedy: `decision: accept` where it is a measure and its fields are right, `drop` where it is none, `context` where its whole
    paragraph holds no measure.
    """
    return Problem("undecided-item", place, "an item without a decision", "`decision:` accept, drop or context")


def incomplete_item(place: Place, missing: str, why: str) -> Problem:
    """An accepted item lacks what the registry needs of it.

    A new measure has `id`, `title` and `owner`; an event has a `status`; every item says of which measure it is. An item that gives
    only money or a total has no status.
    """
    return Problem("incomplete-item", place, f"an item without `{missing}`, {why}", f"the key `{missing}`")


def taken_id(place: Place, key: str, owner: str) -> Problem:
    """The id of a new measure is that of another one: of the registry, or of an item before it.

    Remedy: choose another id; or, where it is the same measure, write its id behind `measure` in the place of `new`.
    """
    return Problem(
        "taken-id", place, f"`{key}` is the id of {owner}", f"another id; or `measure: {key}`, if it is that one"
    )


def lasting_id(place: Place, key: str, of: str) -> Problem:
    """An item of a known measure gives it another id, which nobody changes: others refer to it.

    Remedy: delete the line, with what else was meant for a new measure, such as `title` and `owner`; or write `measure: new` where it is another one.
    """
    expected = "no `id`, nor title and owner of a new one; or `measure: new`"
    return Problem("lasting-id", place, f"the id `{key}` for the measure `{of}`", expected, of)


def replaced_field(place: Place, name: str, of: str, now: str) -> Problem:
    """An item of a known measure gives a field of it that says something else in the registry, which it replaces.

    A letter may give a measure another owner; but what was meant for a new measure is not to be left over in an item of a known one.
    Remedy: delete the line, where the measure is to keep what it has.
    """
    message = f"`{name}` replaces what the measure `{of}` has, `{now}`"
    return warning("replaced-field", place, message, f"no `{name}`, where that is to stay")


def redeclared(place: Place, key: str, section: str) -> Problem:
    """A coding sheet declares an organisation, area or package that the registry has already, and says something else of it.

    Remedy: delete it from the sheet; or change it in the registry.
    """
    return Problem(
        "redeclared", place, f"`{key}` is declared in the registry, differently", f"no such key under `{section}`"
    )


def unknown_total(place: Place, key: str, what: str, known: list[str]) -> Problem:
    """An item gives the total of a package or a track that is not declared."""
    expected = f"one of {', '.join(known)}" if known else f"a {what} that is declared; there is none"
    return Problem("unknown-total", place, f"unknown {what} `{key}`", expected, best(key, known))


def open_paragraph(place: Place, number: int) -> Problem:
    """No accepted item cites a paragraph, and it is not marked as context: perhaps an act in it was missed.

    Remedy: add an item for what it announces; or `context: true` where it was read and holds no measure.
    """
    message = f"paragraph {number} is neither cited nor context"
    return Problem("open-paragraph", place, message, "an accepted item that cites it; or `context: true`")


def missing_digest(place: Place, number: int) -> Problem:
    """A paragraph of a letter that is to be accepted has no digest.

    Remedy: say in one or two sentences of your own words what the paragraph says.
    """
    message = f"paragraph {number} has no digest"
    return Problem("missing-digest", place, message, "`digest:` and one or two sentences in own words")


def misread_digest(place: Place, name: str) -> Problem:
    """A digest of a coding sheet begins as a heading of the letter's file does, or as git's marker of a conflict, and would be read as that.

    Remedy: begin it with a word.
    """
    message = f"in a letter's file, `{name}` would be read as a heading or as git's marker of a conflict"
    return Problem("misread-digest", place, message, "a text that begins with neither `##` nor `<<<<<<<`")


def repeated_paragraph(place: Place, number: int) -> Problem:
    """A coding sheet holds the same paragraph twice."""
    return Problem("repeated-paragraph", place, f"paragraph {number} stands here again", "each paragraph once")


def absent_paragraph(place: Place, number: int) -> Problem:
    """A paragraph of the letter has no entry in its coding sheet: a part of the sheet was lost, or the letter's file has got a paragraph more.

    Remedy: take the whole sheet again; or add the entry to `paragraphs`, with its digest.
    """
    message = f"paragraph {number} has no entry"
    return Problem("absent-paragraph", place, message, f"`- number: {number}` in `paragraphs`; or the whole sheet")


def cut_off_sheet(place: Place) -> Problem:
    """A coding sheet does not end with the line `end: true`: perhaps its end was lost, with acts in it that nobody would miss.

    Remedy: take the whole sheet again; or, where nothing is missing, write the line at its end.
    """
    message = "the sheet has no last line `end: true`, so its end may be lost"
    return Problem("cut-off-sheet", place, message, "the whole sheet; or, if it is whole, `end: true` behind its items")


def json_syntax(place: Place, what: str) -> Problem:
    """A file of suggestions is not JSON: what stands here cannot be read.

    Remedy: have the tool that made it write valid JSON; often a comma or a quotation mark is missing, or the file is cut off.
    """
    message = f"this is no JSON: {what} at line {place.line}, column {place.column}"
    return Problem("json-syntax", place, message, "valid JSON, as `ctmeasures schema suggestions` describes it")


def quote_elsewhere(place: Place, passage: int, found: int | None, nearest: str | None) -> Problem:
    """A quote is not in the paragraph that its item names.

    Remedy: correct the number or the quote; copy the words exactly, upper and lower case included.
    """
    if found is not None:
        message = f"the quote is not in paragraph {passage} but in paragraph {found}"
        return Problem("quote-elsewhere", place, message, f"the paragraph in which it stands, {found}", str(found))
    message = f"the quote is not in paragraph {passage}"
    return Problem("quote-elsewhere", place, message, f"words copied exactly from paragraph {passage}", nearest)


def due_before_letter(place: Place, due: str, letter: str) -> Problem:
    """A letter of a coding sheet promises something for a moment before its own date."""
    message = f"due {due}, before the letter of {letter}"
    return Problem("due-before-letter", place, message, "a moment after the letter; or no `due`")


def due_not_named(place: Place, due: str) -> Problem:
    """A suggestion's due date is not in the sentence that it quotes: not even its year is named there."""
    expected = "a moment of which the sentence names the year at least; or no `due`"
    return Problem("due-not-named", place, f"the sentence does not name {due}", expected)


def open_sheet(place: Place, letter: str, left: tuple[int, int] | None) -> Problem:
    """A letter has a coding sheet in the folder `texts` beside the registry that cannot be accepted yet.

    Acts in it are not decided or still hold guesses, paragraphs are neither cited nor context or have no digest, or it has faults.
    Remedy: decide what is open, and write it into the registry with `ctmeasures accept`; or delete the sheet.
    """
    if left is None:
        expected = f"a sheet that can be read; `ctmeasures accept {letter}` shows what is wrong"
        return warning("open-sheet", place, "the coding sheet has faults", expected)
    acts, paragraphs = left
    counted = [
        f"{number} {noun if number == 1 else f'{noun}s'}"
        for number, noun in ((acts, "act"), (paragraphs, "paragraph"))
        if number
    ]
    message = f"{' and '.join(counted)} {'is' if acts + paragraphs == 1 else 'are'} open in the coding sheet"
    return warning("open-sheet", place, message, f"all decided, as with `ctmeasures review {letter}`")


CODES: tuple[Callable[..., Problem], ...] = (
    still_guessed, undecided_item, incomplete_item, taken_id, lasting_id, replaced_field, redeclared, unknown_total, open_paragraph, missing_digest,
    misread_digest, repeated_paragraph, absent_paragraph, cut_off_sheet, json_syntax, quote_elsewhere, due_before_letter, due_not_named, open_sheet,
)  # fmt: skip
