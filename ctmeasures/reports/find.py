"""A ranked answer to words: the measures and all paragraphs of the letters in which they stand, the best first.

SQLite's FTS5 ranks, by BM25 (https://sqlite.org/fts5.html#the_bm25_function): a word counts for more where it is rare, in a short text, and in a
title. Which words match is told by `words.py`; FTS5 is given them as numbers, so that it cannot read letters otherwise.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.history import State
from ctmeasures.model.records import Letter, Measure, Registry
from ctmeasures.reports.coverage import Covered, coverage
from ctmeasures.reports.query import Query, View, listing
from ctmeasures.reports.remarks import told
from ctmeasures.reports.texts import Field, Text, both, texts
from ctmeasures.reports.words import END, Match, Told, match, pieces, runs, sought

_DIGITS = 12  # of a rank: what is nearer is the same, and stands in the order of the registry
_AROUND = 30  # words of a text that are shown
_BEFORE = 8  # of them before the first that was found
_WORD = re.compile(r"[^\W_]+")


class NoRanking(Exception):
    """SQLite was built without FTS5."""


class Document(NamedTuple):
    """What can be found: a measure at the moment, or a paragraph of a letter with what it gave; and its texts."""

    state: State | None
    letter: Letter | None
    covered: Covered | None
    texts: tuple[Text, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Return the measure, or those that the paragraph gave."""
        return (self.state.measure,) if self.state else self.covered.measures if self.covered else ()


class Piece(NamedTuple):
    """A part of what is shown of a text: a stretch of it, and whether it was looked for."""

    text: str
    found: bool


class Hit:
    """One answer in a language: what was found; the text that is shown of it is looked up when it is asked for."""

    def __init__(self, document: Document, wanted: Sequence[Told], language: str) -> None:
        self.document = document
        self._wanted = wanted
        self._language = language

    @cached_property
    def text(self) -> Text:
        """Return of its texts that which holds most of what was asked, of several the one that weighs most, is not in another language, the first."""

        def worth(text: Text) -> tuple[int, float, bool]:
            return _number(text, self._wanted), text.field.weight, text.language in (None, self._language)

        return max(self.document.texts, key=worth)

    @property
    def elsewhere(self) -> str | None:
        """Return the language in which it was found, where another one was asked for and says the same."""
        return self.text.language if self.text.language != self._language else None

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Return what is shown of that text, in the language that was asked for where it is there."""
        return tuple(shown((self.elsewhere and self.text.other) or self.text.text, self._wanted))


class Found(NamedTuple):
    """The answers, the best first, how many there are in all, and of how many measures and paragraphs."""

    view: View
    hits: tuple[Hit, ...]
    total: int
    measures: int
    paragraphs: int

    def best(self, most: int | None) -> "Found":
        """Return it with at most so many answers."""
        return self._replace(hits=self.hits[:most])


def find(registry: Registry, clock: Clock, typed: Sequence[str], language: str = "en") -> Found:
    """Return where words stand in any language, shown in one; raise NoRanking where SQLite cannot rank."""
    every = documents(registry, clock)
    corpus = {str(number): pieces(one.text for one in each.texts) for number, each in enumerate(every)}
    matched = match(corpus, map(sought, typed))
    wanted = [one for one in matched.told if not one.sought.excluded]
    hits = tuple(Hit(every[int(key)], wanted, language) for key in _ranked(every, corpus, matched, wanted))
    measures = sum(1 for one in every if one.state)
    return Found(View(registry, clock, told(matched, registry)), hits, len(hits), measures, len(every) - measures)


def documents(registry: Registry, clock: Clock) -> list[Document]:
    """Return what can be found at a moment, the measures first."""
    states = listing(registry, clock, Query(), sort="id").states
    found = [Document(state, None, None, tuple(texts(state, registry))) for state in states]
    here = {state.measure.id for state in states}
    for one in coverage(registry, clock).letters:
        for covered in one.passages:
            digest = Text(Field.PARAGRAPH, covered.passage.digest, one.letter.id, covered.passage.number)
            said = both(digest, covered.passage.digest_nl)
            given = covered._replace(measures=tuple(each for each in covered.measures if each.id in here))
            found.append(Document(None, one.letter, given, tuple(said) or (digest,)))
    return found


def _ranked(
    every: Sequence[Document], corpus: Mapping[str, Sequence[str]], matched: Match, wanted: Sequence[Told]
) -> list[str]:
    """Return the keys of the documents that match, the best first."""
    if not matched.keys or not wanted:
        return []
    asked = list(chain.from_iterable(map(_asked, wanted)))
    numbers = {word: str(number) for number, word in enumerate(sorted(set(chain(*asked))), 1)}
    query = " AND ".join("(" + " OR ".join(f'"{numbers[form]}"' for form in forms) + ")" for forms in asked)
    columns, marks = ", ".join(field.label for field in Field), ", ".join("?" * len(Field))
    weights = ", ".join(str(field.weight) for field in Field)
    ranks = f"SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY round(bm25(texts, {weights}), {_DIGITS}), rowid"  # noqa: S608
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute(f"CREATE VIRTUAL TABLE texts USING fts5({columns}, content='', tokenize='ascii')")
        except sqlite3.OperationalError as fault:
            raise NoRanking(str(fault)) from None
        rows = ([number + 1, *_columns(one, corpus[str(number)], numbers)] for number, one in enumerate(every))
        connection.executemany(f"INSERT INTO texts (rowid, {columns}) VALUES (?, {marks})", rows)  # noqa: S608
        order = [str(row[0] - 1) for row in connection.execute(ranks, [query])]
    keys = frozenset(matched.keys)
    return [key for key in order if key in keys]


def _asked(one: Told) -> list[list[str]]:
    """Return the words of which a text must hold one: for each that was typed, for all together where there are other spellings."""
    if one.others:
        return [sorted(frozenset().union(*one.forms, *chain(*one.others)))]
    return list(map(sorted, one.forms))


def _columns(one: Document, found: Iterable[str], numbers: Mapping[str, str]) -> list[str]:
    """Return the pieces of a document by field, as numbers: words that were not asked for are all the same one."""
    columns: list[list[str]] = [[] for _ in Field]
    fields = (columns[text.field] for text in one.texts)
    column = next(fields)
    for piece in found:
        if piece == END:
            column = next(fields)
        else:
            column.append(numbers.get(piece, "0"))
    return list(map(" ".join, columns))


def _number(text: Text, wanted: Iterable[Told]) -> int:
    found = pieces([text.text])
    return sum(1 for one in wanted for _ in [*runs(one, found)][:1])


def shown(text: str, wanted: Iterable[Told]) -> Iterator[Piece]:
    """Yield what is shown of a text: all of it where it is short, else the first stretch that holds most of what was asked."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    words = [word.span() for word in _WORD.finditer(text)]
    found = pieces([text])
    each = [{place for run in runs(one, found) for place in run} for one in wanted]
    marked = sorted(set().union(*each))
    first, last = 0, len(words)
    if last > _AROUND + _BEFORE:
        starts = [max(0, min(place - _BEFORE, last - _AROUND)) for place in marked] or [0]
        first = max(starts, key=lambda start: sum(any(start <= at < start + _AROUND for at in one) for one in each))
        last = first + _AROUND
    at = words[first][0] if first else 0
    end = words[last - 1][1] if last < len(words) else len(text)
    before = "…" if first else ""
    for place in (one for one in marked if first <= one < last):
        start, stop = words[place]
        if before or at < start:
            yield Piece(before + text[at:start], False)
        yield Piece(text[start:stop], True)
        at, before = stop, ""
    rest = before + text[at:end] + ("…" if last < len(words) else "")
    if rest:
        yield Piece(rest, False)
