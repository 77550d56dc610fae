"""Every field of every record is shown by every view of that record, or stands among the exceptions with its reason."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from support import Ran

from ctmeasures.model.fields import SHAPES

REGISTRY = """\
version: 1
id: own-id
feed_id: Own-feed-id
title: Own-title
title_nl: Own-title-nl
organisations:
  owner-key: {name: Owner-name, name_nl: Owner-naam}
  partner-key: {name: Partner-name, name_nl: Partner-naam}
  sender-key: {name: Sender-name, name_nl: Sender-naam}
areas:
  area-key: {name: Area-name, name_nl: Area-naam}
packages:
  package-key:
    title: Package-title
    title_nl: Package-titel
    unit: Package-unit
    letter: 2017-06-19-letter
    passage: 3
    quote: package-quote
    structural_from: 2031
    total: {2031: 771}
    restated:
      - {letter: 2018-01-15-again, passage: 2, quote: again-quote, total: {2031: 772}, note: Again-note, note_nl: Again-notitie}
    tracks:
      track-key:
        title: Track-title
        title_nl: Track-titel
        passage: 4
        quote: track-quote
        total: {2031: 773}
        restated:
          - {letter: 2018-01-15-again, passage: 2, quote: track-again-quote, total: {2031: 774}, note: Track-again-note, note_nl: Track-again-notitie}
measures:
  - {id: before-id, title: before-title, owner: owner-key, history: [{date: 2017-06-19, status: announced, letter: 2017-06-19-letter}]}
  - id: measure-id
    title: Measure-title
    title_nl: Measure-titel
    area: area-key
    owner: owner-key
    owner_inferred: true
    partners: [partner-key]
    references: [dossier:34359]
    part_of: [whole-id]
    supersedes: [older-id]
    follows: [before-id]
    budget:
      - letter: 2017-06-19-letter
        passage: 5
        quote: money-quote
        package: package-key
        track: track-key
        line: Money-line
        amounts: {2031: 771}
        structural_from: 2032
        note: Money-note
        note_nl: Money-notitie
      - {letter: 2017-06-19-letter, passage: 5, quote: alone-quote, unit: Money-unit, amount: 775, within: whole-id}
      - {letter: 2017-06-19-letter, passage: 5, quote: top-quote, amount: 776, on_top_of: older-id}
    history:
      - {date: 2017-05, status: in-progress, letter: 2017-06-19-letter, passage: 6, quote: event-quote, due: 2033-09, note: Event-note, note_nl: Event-notitie}
  - {id: older-id, title: older-title, owner: owner-key, history: [{date: 2017-06-19, status: announced, letter: 2017-06-19-letter}]}
  - {id: whole-id, title: whole-title, owner: owner-key, history: [{date: 2017-06-19, status: announced, letter: 2017-06-19-letter}]}
"""
LETTER_TEXT = """\
---
date: 2017-06-19
title: Letter-title
title_nl: Letter-titel
sender: sender-key
signatories: [Signatory-name]
reference: Letter-reference
publication: kst-29754-421
publication_inferred: true
links: ['https://example.org/letter-link']
context: [7]
---
""" + "".join(f"\n## {number}\n\nDigest-{number}.\n" for number in range(1, 8))
AGAIN = "---\ndate: 2018-01-15\ntitle: Again-title\n---\n\n## 1\n\nDigest.\n\n## 2\n\nDigest.\n"

# By record and field, what shows that the field is there: any of these words.
WORDS: dict[str, dict[str, str]] = {
    "registry": {"version": "", "id": "own-id", "feed_id": "Own-feed-id", "title": "Own-title", "title_nl": "Own-title-nl", "organisations": "Owner-name",
                 "areas": "Area-name", "packages": "Package-title", "measures": "Measure-title"},
    "organisation": {"name": "Owner-name", "name_nl": "Owner-naam"},
    "area": {"name": "Area-name", "name_nl": "Area-naam"},
    "package": {"title": "Package-title", "title_nl": "Package-titel", "unit": "Package-unit", "letter": "Letter-title|2017-06-19-letter",
                "passage": 'paragraph 3|alinea 3|"passage": 3|package-passage: 3', "quote": "package-quote|package%2Dquote", "structural_from": "2031",
                "total": "771", "restated": "772", "tracks": "Track-title"},
    "track": {"title": "Track-title", "title_nl": "Track-titel", "passage": 'paragraph 4|"passage": 4|track-passage: 4', "quote": "track-quote|track%2Dquote",
              "total": "773", "restated": "774"},
    "restatement": {"letter": "Again-title|2018-01-15-again", "passage": 'paragraph 2|"passage": 2|restatement-passage: 2',
                    "quote": "again-quote|again%2Dquote", "total": "772", "note": "Again-note", "note_nl": "Again-notitie"},
    "measure": {"id": "measure-id", "title": "Measure-title", "title_nl": "Measure-titel", "area": "Area-name|area-key", "owner": "Owner-name|owner-key",
                "owner_inferred": "inferred", "partners": "Partner-name|partner-key", "references": "34359", "part_of": "whole-id",
                "supersedes": "older-id", "follows": "before-id", "budget": "771", "history": "Event-note|May 2017|2017-05"},
    "allocation": {"letter": "Letter-title|2017-06-19-letter", "passage": 'paragraph 5|"passage": 5|allocation-passage: 5', "quote": "money-quote",
                   "package": "Package-title|package-key", "track": "Track-title|track-key", "line": "Money-line", "unit": "Money-unit",
                   "amounts": "771", "amount": "775", "structural_from": "2032", "within": "whole-id", "on_top_of": "older-id", "note": "Money-note", "note_nl": "Money-notitie"},
    "event": {"date": "May 2017|2017-05", "status": "in progress|in-progress", "letter": "Letter-title|2017-06-19-letter",
              "passage": 'paragraph 6|"passage": 6|event-passage: 6', "quote": "event-quote", "due": "September 2033|2033-09", "note": "Event-note", "note_nl": "Event-notitie"},
    "letter": {"date": "19 June 2017|2017-06-19", "title": "Letter-title", "title_nl": "Letter-titel", "sender": "Sender-name|sender-key",
               "signatories": "Signatory-name", "reference": "Letter-reference", "publication": "kst-29754-421",
               "publication_inferred": "inferred", "links": "letter-link", "context": "context"},
}  # fmt: skip

_MEASURE = ("measure", "event", "allocation")
# The views: which records each shows, and the command, or the page of the website.
VIEWS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    **{
        f"show {form}": (_MEASURE, ("show", "measure-id", "--format", form))
        for form in ("plain", "md", "table", "json")
    },
    **{
        f"letter {form}": (("letter",), ("letters", "2017-06-19-letter", "--format", form))
        for form in ("plain", "md", "table", "json")
    },
    "csv": (("measure",), ("export", "csv")),
    "letters csv": (("letter",), ("letters", "--format", "csv")),
    "json": (tuple(WORDS), ("export", "json")),
    "sqlite": (tuple(WORDS), ("export", "sqlite")),
    "site measure": (_MEASURE, ("site", "measures/measure-id.html")),
    "site letter": (("letter",), ("site", "letters/2017-06-19-letter.html")),
    "site money": (("package", "track", "restatement"), ("site", "money.html")),
}
# What a view leaves out, and why.
_ONE_SOURCE = (
    "a figure links to the place of its package; that of each track and restatement is in `budget --format json`"
)
EXCEPTIONS = {
    ("csv", "measure.budget"): "a list of records does not fit in a row; JSON has it",
    **dict.fromkeys(
        (
            ("site money", "package.title_nl"),
            ("site money", "track.title_nl"),
            ("site money", "restatement.note_nl"),
            ("site measure", "event.note_nl"),
            ("site measure", "allocation.note_nl"),
        ),
        "on the Dutch page, in nl/",
    ),
    **{
        (f"show {form}", f"{of}.note_nl"): "with --lang nl"
        for form in ("plain", "md", "table")
        for of in ("event", "allocation")
    },
    **dict.fromkeys(
        (
            ("site money", "track.passage"),
            ("site money", "track.quote"),
            ("site money", "restatement.letter"),
            ("site money", "restatement.quote"),
        ),
        _ONE_SOURCE,
    ),
}


@pytest.fixture
def drawn(ct: Callable[..., Ran], registry: Callable[..., Path], tmp_path: Path) -> Callable[[str], str]:
    """Return what a view says of a registry in which every field has a value."""
    folder = registry(REGISTRY, {"2017-06-19-letter.md": LETTER_TEXT, "2018-01-15-again.md": AGAIN})

    def draw(view: str) -> str:
        command = VIEWS[view][1]
        out = tmp_path / "out"
        if command[0] == "site":
            ran = ct("site", "--out", str(out), folder=folder, columns=400)
            text = unescape((out / command[1]).read_text(encoding="utf-8"))
        elif command[-1] == "sqlite":
            ran = ct(*command, "--out", str(out), folder=folder)
            text = dumped(out)
        else:
            ran = ct(*command, folder=folder, columns=400)
            text = ran.out
        assert ran.code == 0, ran.err
        return text

    return draw


def dumped(path: Path) -> str:
    """Return all cells of a database, each with its table and column."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%fts5%'"
            )
        ]
        lines = []
        for table in tables:
            found = connection.execute(f"SELECT * FROM {table}")
            lines += [
                f"{table.removesuffix('s')}-{column[0]}: {cell}"
                for row in found
                for column, cell in zip(found.description, row, strict=True)
            ]
    return "\n".join(lines)


def test_every_field_of_the_table_has_a_value_here() -> None:
    assert {shape.name: [field.name for field in shape.fields] for shape in SHAPES} == {
        name: list(fields) for name, fields in WORDS.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_every_field_of_its_records(view: str, drawn: Callable[[str], str]) -> None:
    text = drawn(view)
    missing = {
        f"{record}.{field}"
        for record in VIEWS[view][0]
        for field, words in WORDS[record].items()
        if not any(word in text for word in words.split("|"))
    }
    assert missing == {field for where, field in EXCEPTIONS if where == view}
