"""The faults that reading can find. One function each: its name is the code, its docstring the manual page."""

import re
from collections.abc import Callable, Iterable

from ctmeasures.disk.texts import PASSED
from ctmeasures.model import lookalikes
from ctmeasures.model.nearest import best
from ctmeasures.model.place import Level, Place, Problem, warning

_SPAN_OF_YEARS = re.compile("([0-9]{4})[/–-]([0-9]{2}|[0-9]{4})", re.ASCII)


def too_large(place: Place, limit: int) -> Problem:
    """A file is larger than the program reads.

    The limit keeps a mistaken or hostile file from using up the machine's memory.
    Remedy: look at what makes the file so large; a registry of ten thousand measures has about 8 MB. One that
    really is so large can be a folder of files; or set CTMEASURES_MAX_MIB to a larger number of mebibytes.
    """
    return Problem("too-large", place, "the file is too large to read", f"at most {limit:,} bytes")


def not_utf8(place: Place, found: str) -> Problem:
    """A file holds bytes that are not UTF-8 text.

    This happens when an editor saves in another encoding, such as Windows-1252 (Latin-1) or UTF-16 ("Unicode").
    Remedy: save the file as UTF-8.
    """
    return Problem("not-utf8", place, f"{found}, not UTF-8 text", "a file saved as UTF-8")


def control_character(place: Place, character: str) -> Problem:
    """A file holds a control character, or another code point that YAML forbids.

    Such characters come with text pasted from PDF files and terminals, and are invisible in most editors.
    U+2028 and U+2029 count too: YAML would start a new line there, an editor does not.
    Remedy: delete the character.
    """
    return Problem("control-character", place, f"the forbidden character U+{ord(character):04X}", "visible text")


def invisible_character(place: Place, character: str) -> Problem:
    """A text holds an invisible character, or one that turns the direction of writing.

    Such characters can make a text look different from what it is: zero-width and blank ones, tags, noncharacters,
    variation selectors other than those behind an emoji. They are kept as written and shown as escapes everywhere.
    Remedy: delete the character, unless the source really has it.
    """
    return warning("invisible-character", place, f"the invisible character U+{ord(character):04X}", "visible text")


def yaml_syntax(place: Place, problem: str, expected: str) -> Problem:
    """A file is not valid YAML.

    The place is where reading had to stop, or where the bracket or quotation mark that never ends was opened.
    Remedy: quote a text that holds `: ` or ` #` or starts with one of `[ ] { } & * ! | > % @`; close what was opened.
    """
    return Problem("yaml-syntax", place, f"not valid YAML: {problem}", expected)


def conflict_marker(place: Place) -> Problem:
    """A merge conflict was not resolved: the file still holds git's markers `<<<<<<<`, `=======`, `>>>>>>>`.

    Remedy: `ctmeasures merge` keeps what both sides wrote where that does not contradict. For the rest: keep what is right,
    each event as an item of its own, and delete the markers. Files of letters are merged by hand alone: two people may have coded one letter.
    """
    by_hand = place.path.endswith((".md", PASSED))
    expected = (
        f"the resolved text, without git's markers; {'then `git add` it' if by_hand else '`ctmeasures merge` helps'}"
    )
    return Problem("conflict-marker", place, "an unresolved merge conflict", expected)


def line_ends(place: Place) -> Problem:
    """The lines of a file end with a carriage return alone (CR), as on a Macintosh before 2001.

    git and most programs would take the whole file for one line.
    Remedy: save the file with the line ends LF (Unix) or CR LF (Windows); most editors do so on command.
    """
    return Problem("line-ends", place, "the lines end with CR alone", "lines that end with LF or CR LF")


def look_alike_character(place: Place, found: str, expected: str) -> Problem:
    """A character stands where YAML or the field knows only another that looks like it.

    Word processors, web pages and PDF files put no-break spaces, dashes (`–`), typographic quotation marks (`“`) and full-width colons
    in the place of those of the keyboard. Inside a text they are kept as written.
    Remedy: type the character anew.
    """
    return Problem("look-alike-character", place, f"{found} stands here", expected)


def tab_indentation(place: Place) -> Problem:
    """A line is indented with a tab.

    YAML allows only spaces there.
    Remedy: replace each tab by two spaces; most editors do so on command.
    """
    return Problem("tab-indentation", place, "a tab where YAML allows only spaces", "two spaces for each level")


def duplicate_key(place: Place, key: str, first: Place) -> Problem:
    """A key stands twice in one mapping.

    Other readers would silently keep the last one. This often happens when a conflict was resolved by hand.
    Remedy: keep one of the two.
    """
    expected = f"each key once; it first stands on line {first.line}"
    return Problem("duplicate-key", place, f"`{key}` stands here again", expected)


def declared_twice(place: Place, key: str, first: Place) -> Problem:
    """Two files of a registry declare the same organisation, area or package, or both give the registry a title or an id.

    The files of a folder are one registry: what one of them declares, the others can refer to.
    Remedy: keep one of the two.
    """
    expected = f"one declaration; {first.told_at(place)} has it"
    return Problem("declared-twice", place, f"`{key}` is declared again", expected)


def anchor(place: Place, found: str) -> Problem:
    """A value carries an anchor (`&name`) or repeats one (`*name`).

    A registry is read line by line, also by people: every value stands where it belongs.
    Remedy: write the value out. Quote a text that starts with `&` or `*`.
    """
    return Problem("anchor", place, found, "the value itself, written out")


def tag(place: Place, name: str) -> Problem:
    """A value carries a YAML tag (`!name`).

    The field decides how a value is read, never the file.
    Remedy: delete the tag. Quote a text that starts with `!`.
    """
    return Problem("tag", place, f"the tag `{name}`", "the value without a tag")


def merge_key(place: Place) -> Problem:
    """A mapping takes over another one with the merge key `<<`.

    Remedy: write the fields out.
    """
    return Problem("merge-key", place, "the merge key `<<`", "the fields themselves, written out")


def key_not_text(place: Place, found: str) -> Problem:
    """A key is empty, as in `: value`, or is a list or a mapping.

    Remedy: write the key before the colon: one word, such as `owner`.
    """
    return Problem("key-not-text", place, found, "a key such as `owner`")


def second_document(place: Place) -> Problem:
    """A file holds more than one YAML document (a second `---`).

    Remedy: one registry, one document; delete the line `---` and what does not belong there.
    """
    return Problem("second-document", place, "a second document starts here", "one document in a file")


def too_deep(place: Place, limit: int) -> Problem:
    """Lists and mappings stand inside one another deeper than any registry needs.

    A missing closing bracket or a hostile file does this. Reading stops there.
    Remedy: close the brackets.
    """
    return Problem("too-deep", place, f"nested deeper than {limit} levels", f"at most {limit} levels")


def too_many_problems(place: Place, limit: int, level: Level = Level.ERROR) -> Problem:
    """A file has so many faults that the rest of them are not shown.

    Remedy: mend the first ones and check again; they are often the same fault.
    """
    message, expected = f"more than {limit:,} faults up to here", "fewer faults; the rest are not shown"
    return Problem("too-many-problems", place, message, expected, None, level)


def empty_file(place: Place) -> Problem:
    """A file holds no data.

    Remedy: a registry has at least `version: 1` and `measures: []`.
    """
    return Problem("empty-file", place, "nothing to read", "fields: `name: value`")


def wrong_shape(place: Place, what: str, found: str, expected: str) -> Problem:
    """A value is a list where a text is expected, a text where a mapping is expected, and so on.

    This is most often wrong indentation, or a missing `- ` before an item.
    """
    return Problem("wrong-shape", place, f"{what} is {found}", expected)


def empty_value(place: Place, what: str, comment: str = "") -> Problem:
    """A key has no value, or `~` or `null`.

    An unknown value is left out together with its key; the two would otherwise be told apart by nobody.
    Remedy: give the value or delete the line.
    """
    if comment:
        return Problem(
            "empty-value", place, f"{what} has no value, since `{comment}` is a comment", "the text in quotation marks"
        )
    return Problem("empty-value", place, f"{what} has no value", "a value, or nothing at all: leave it out")


def _one(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def unknown_key(place: Place, key: str, shape: str, known: Iterable[str]) -> Problem:
    """A record has a key that no such record can have.

    A mistyped key would otherwise lose its fact silently. The fields: `ctmeasures schema --format md`.
    """
    known = list(known)
    found = best(key, known)
    return Problem("unknown-key", place, f"unknown key `{key}` in {_one(shape)}", "one of " + ", ".join(known), found)


def missing_key(place: Place, key: str, shape: str) -> Problem:
    """A record lacks a field that it must have.

    A minimal measure has `id`, `title`, `owner` and a `history` of one event with `date`, `status` and `letter`.
    Every file of a registry has `version` and `measures`; a file without any measure has `measures: []`.
    """
    return Problem("missing-key", place, f"{_one(shape)} without `{key}`", f"the key `{key}`")


def astray(text: str) -> str:
    """Say which character in a text only looks like one of the keyboard, with the comma before it; nothing where none does."""
    found = lookalikes.first(text)
    return f", with {lookalikes.told(found[0])[0]}" if found else ""


def unknown_status(place: Place, text: str, why: str, expected: str, guess: str | None) -> Problem:
    """A status is none of those that a measure can have.

    {statuses}
    Overdue and silent are no statuses: they follow from the dates.
    """
    return Problem("unknown-status", place, f"unknown status `{text}`{astray(text)}", expected, guess)


def unknown_choice(place: Place, text: str, why: str, expected: str, guess: str | None) -> Problem:
    """A value of a coding sheet that can only be one of a few words is another: a decision, or how sure a suggestion is."""
    return Problem("unknown-choice", place, f"unknown value `{text}`{astray(text)}", expected, guess)


def bad_date(place: Place, text: str, why: str, expected: str, guess: str | None) -> Problem:
    """A date is not written in EDTF, or there is no such date.

    Years, months and days: `2017`, `2017-09`, `2017-09-01`; seasons: `2017-21` spring, `2017-22` summer, `2017-23`
    autumn, `2017-24` winter; intervals: `2018-07/2018-09`. A letter's date is a whole day. What has several readings, or is
    vague, such as the end of 2018, is no date: what it may mean is shown.
    """
    span = _SPAN_OF_YEARS.fullmatch(text)
    if span and span[2] == str(int(span[1]) + 1)[-len(span[2]) :]:
        first = int(span[1])
        message = f"`{text}`: a financial or parliamentary year is no date"
        years = f"{first}/{first + 1}"
        return Problem(
            "bad-date",
            place,
            message,
            f"the year that is meant, as in {first}; or both, as in {years}; or months, as in {first}-09/{first + 1}-08",
        )
    return Problem("bad-date", place, f"`{text}`: {why}{astray(text)}", expected, guess)


def bad_number(place: Place, text: str, why: str, expected: str, guess: str | None) -> Problem:
    """A number is not written as one.

    Amounts have a decimal point, no thousands separators and at most three decimals; years have four digits;
    paragraphs count from 1. A figure that can mean a thousand times more, such as 1,250, is shown with both readings.
    """
    return Problem("bad-number", place, f"`{text}` is not a number of this kind{astray(text)}", expected, guess)


def bad_id(place: Place, text: str, why: str, expected: str, guess: str | None) -> Problem:
    """An id or key holds other characters than lower-case letters, digits and hyphens.

    Ids stand in addresses and on command lines, so they are plain. A measure's id starts with a letter.
    """
    return Problem("bad-id", place, f"`{text}` cannot be an id{astray(text)}", expected, guess)


def bad_flag(place: Place, text: str, why: str, expected: str, guess: str | None) -> Problem:
    """A value that can only be true or false is something else.

    `yes`, `no`, `on` and `off` are texts here.
    """
    return Problem("bad-flag", place, f"`{text}` is neither true nor false{astray(text)}", expected, guess)


def bad_reference(place: Place, text: str, why: str, expected: str, guess: str | None) -> Problem:
    """A reference or publication id fits none of the known schemes, so that no address can be made of it.

    `dossier:34359`, `kst:29754-391`, `celex:32016L0681`, `handelingen:tk-20162017-83-5`; a publication: `kst-29754-421`.
    """
    return Problem("bad-reference", place, f"`{text}`: {why}{astray(text)}", expected, guess)


def bad_link(place: Place, text: str, why: str, expected: str, guess: str | None) -> Problem:
    """An address is not one that can safely be opened.

    Only http and https are allowed, and no spaces, quotation marks or angle brackets.
    """
    return Problem("bad-link", place, f"`{text}` is not an address{astray(text)}", expected, guess)


def bad_version(place: Place, text: str, why: str, expected: str, guess: str | None) -> Problem:
    """A registry is written in a version of the format that this program does not know.

    Remedy: write `version: 1`, or use a newer ctmeasures.
    """
    return Problem("bad-version", place, f"unknown version `{text}`", expected, guess)


def no_letters(place: Place) -> Problem:
    """A registry has no folder `letters` beside it.

    Every event cites a letter, and the letters' dates put the events in order.
    Remedy: restore the folder, or make it with one file for each letter.
    """
    return Problem("no-letters", place, "no folder of letters beside the registry", f"a folder `{place.path}`")


def hash_in_text(place: Place, lost: str) -> Problem:
    """A text is cut off at ` #`, which starts a comment in YAML.

    Remedy: put the whole text in quotation marks; or put a space after the `#` of a comment.
    """
    message = f"` {lost}` is a comment and no part of the text"
    return warning("hash-in-text", place, message, "the whole text in quotation marks")


def typographic_quotes(place: Place, text: str) -> Problem:
    """A text stands between typographic quotation marks, which are not YAML's.

    Word processors and web pages put them in the place of those of the keyboard. Here they are a part of the text, and are shown with it.
    Remedy: delete them; or, where the text really has them, put all of it in quotation marks of the keyboard: `'“Text”'`.
    """
    message = f"`{text[0]}` and `{text[-1]}` are no quotation marks to YAML, but a part of the text"
    return warning(
        "typographic-quotes", place, message, "the text without them; or between `'` where it really has them"
    )


def front_matter(
    place: Place, found: str, expected: str = "a first line `---`, fields, and a closing line `---`"
) -> Problem:
    """A letter file does not start with front matter: fields between two lines `---`. Or a file of Dutch digests does.

    Remedy: start the file with `---`, the letter's fields (`date`, `title`, …), and another `---`. Dutch digests, in a file
    `<letter>.nl.md`, have no fields of their own: move what stands there into the letter's file.
    """
    return Problem("front-matter", place, found, expected)


def paragraph_number(place: Place, found: str, expected: int) -> Problem:
    """A letter's paragraphs are not headed `## 1`, `## 2`, `## 3` and so on without a gap.

    Each paragraph of the letter has one heading of the second level with its number, in reading order. Among Dutch digests
    a number may be missing, but none stands twice or before a lower one.
    """
    message = f"the heading `{found}` where `## {expected}` is due"
    return Problem("paragraph-number", place, message, "paragraphs numbered from 1 without a gap", f"## {expected}")


def letter_name(place: Place, name: str, expected: str) -> Problem:
    """A letter file's name is not a letter's id: its date and its subject, `2017-06-19-subject.md`.

    Letters are found by their file's names, and sorted by them in every listing.
    """
    return Problem("letter-name", place, f"a letter file named `{name}`", expected)


def surplus_translation(place: Place, missing: str, guess: str | None) -> Problem:
    """A Dutch digest is headed by a number that no paragraph of the letter has, or a file of them by the name of no letter.

    The file `<letter>.nl.md` has the same headings as the letter's own, `<letter>.md`; a heading without it is read by nobody.
    Remedy: correct the number or the file's name; or give the letter's own file that paragraph.
    """
    nearest = f"{guess}.nl.md" if guess else None
    expected = "a letter or paragraph that is there"
    return warning("surplus-translation", place, f"there is {missing}", expected)._replace(nearest=nearest)


STOPS = frozenset((
    "too-large", "not-utf8", "yaml-syntax", "conflict-marker", "tab-indentation", "look-alike-character", "second-document", "too-deep", "too-many-problems",
))  # fmt: skip
"""The faults behind which something may stand that nobody has read."""

UNREAD = STOPS | {
    "control-character", "line-ends", "duplicate-key", "anchor", "tag", "merge-key", "key-not-text", "empty-file", "front-matter",
}  # fmt: skip
"""The faults with which nobody can tell for sure what a file says, so that it is not edited."""

FAULTS: tuple[Callable[..., Problem], ...] = (
    too_large, not_utf8, control_character, invisible_character, yaml_syntax, conflict_marker, line_ends, look_alike_character, tab_indentation, duplicate_key, declared_twice, anchor,
    tag, merge_key, key_not_text, second_document, too_deep, too_many_problems, empty_file, wrong_shape, empty_value,
    unknown_key, missing_key, unknown_status, bad_date, bad_number, bad_id, bad_flag, bad_reference, bad_link, bad_version,
    hash_in_text, typographic_quotes, no_letters, front_matter, paragraph_number, letter_name, surplus_translation,
)  # fmt: skip

OF_SHEETS: tuple[Callable[..., Problem], ...] = (unknown_choice,)
"""The faults that only the reading of a coding sheet finds."""
