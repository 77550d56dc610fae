"""The text of a coding sheet, as people edit it: of a letter's paragraphs and of suggested items."""

from collections.abc import Iterable, Mapping, Sequence

from ctmeasures.edit.changes import in_table_order
from ctmeasures.edit.draft import Draft
from ctmeasures.edit.spelling import entry, item
from ctmeasures.intake.blocks import Paragraph
from ctmeasures.intake.sheet_fields import (
    ITEM,
    PARAGRAPH,
    SHEET,
    UNDECIDED,
)
from ctmeasures.model.records import Letter
from ctmeasures.read.nodes import Value

Fields = Mapping[str, Value]

_DO = """\
# Coding sheet of the letter below; it is not part of the registry. For each item: compare it with the letter, delete the `?` behind
# what is right or write what is, and put accept, drop or context behind `decision`. A measure is `new` or the id of a known one.
# Each paragraph is cited by an accepted item, or has `context: true`; each has a digest in your own words.
# Then: ctmeasures accept {letter}. The last line, `end: true`, stays: it shows that nothing was cut off.
"""


def sheet_text(
    letter: Letter,
    paragraphs: Sequence[Paragraph],
    items: Iterable[Fields] = (),
    declared: Mapping[str, Fields] | None = None,
    schema: str | None = None,
) -> str:
    """Return the text of a new coding sheet: the paragraphs, with the digests that the letter has already, and suggested items.

    Values are as they are to be written, a guess with its question mark; an item without a decision is undecided. `declared` are new
    keys by section, `schema` names the file of the JSON Schema to editors.
    """
    first = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    head = ["version: 1", *entry("letter", letter.id, 0)]
    for section, records in (declared or {}).items():
        if records:
            head += entry(section, dict(records), 0)
    texts = {one.number: one for one in paragraphs}
    rows = [_row(letter, one.number, texts.get(one.number)) for one in letter.passages]
    parts = [first + _DO.format(letter=letter.id) + "\n".join(head) + "\n"]
    parts += _listed("paragraphs", rows) + _listed("items", [item_fields(one) for one in items])
    return "".join([*parts, "end: true\n"])


def item_fields(said: Fields) -> dict[str, Value]:
    """Return the fields of an item in the order of the sheet; an item without a decision is undecided."""
    first = ("passage", "quote", "text", "decision", "tier", "why", "tool", "confidence", "measure", "candidates")
    fields = in_table_order(ITEM, {"decision": UNDECIDED, **said})
    return {name: fields[name] for name in (*first, *fields) if name in fields}


def put_first(draft: Draft, name: str, fields: Fields) -> None:
    """Put the first record into a list of a sheet that is empty or not there: in lines of its own, unless a comment stands at `[]`."""
    top = draft.value(())
    if isinstance(top, dict) and name in top:
        line = draft.text.count("\n", 0, draft.node((name,)).start)
        around = draft.text.split("\n")[max(line - 1, 0) : line + 1]
        if not any("#" in one for one in around):
            draft.remove((name,))
    draft.put((name,), [dict(fields)], [field.name for field in SHEET.fields])


def _row(letter: Letter, number: int, text: Paragraph | None) -> dict[str, Value]:
    passage = next(one for one in letter.passages if one.number == number)
    said: Fields = {
        "number": str(number),
        "heading": text.heading if text else None,
        "text": text.text if text else None,
        "context": "true" if number in letter.context else None,
        "digest": passage.digest,
        "digest_nl": passage.digest_nl,
    }
    return in_table_order(PARAGRAPH, said)


def _listed(name: str, rows: Sequence[dict[str, Value]]) -> list[str]:
    """Return the lines of a list of records, with an empty line between them."""
    if not rows:
        return [f"{name}: []\n"]
    return [f"{name}:\n", "\n".join("".join(line + "\n" for line in item(row, 2)) for row in rows)]
