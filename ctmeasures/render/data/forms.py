"""The forms in which rows are written: one JSON document, one JSON object a line, or CSV."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from ctmeasures.render.data.values import Json
from ctmeasures.render.safe import clean

if TYPE_CHECKING:
    from ctmeasures.render.look import Look
    from ctmeasures.reports.query import View

MOMENT = ("reference_day", "newest_letter")  # what each answer states, and each row on its own
SCHEMA = 1  # version of these envelopes; it changes when a key is renamed or removed

# What a spreadsheet takes for the start of a formula: https://owasp.org/www-community/attacks/CSV_Injection
# A Dutch spreadsheet also starts a cell at a semicolon.
FORMULA_SIGNS = "=+-@＝＋－＠"
_FORMULA = rf"(^|[;,\t]\s*)([{re.escape(FORMULA_SIGNS)}])"


class Dataset(NamedTuple):
    """The rows of a view, declared once: what they are called, how an answer gives them, and those of their keys that are columns.

    An answer has a `view`, which states its moment; what else was asked, such as the look, is handed on to `rows`. A table that is
    read by people has `headings` in words, by key, for other languages than English, in which the keys are the headings.
    """

    kind: str
    columns: Iterable[str]
    rows: Callable[..., Iterable[Json]]
    key: str | None = None
    about: Callable[[Any], Json] = lambda answer: {}
    flat: Callable[..., Iterable[Json]] | None = None
    headings: Mapping[str, str] = MappingProxyType({})

    def document(self, answer: Any, *asked: object) -> str:
        """Draw one JSON document with a row a line: easy to compare, and json's fast encoder knows no indentation."""
        rows = list(self.rows(answer, *asked))
        about = json.dumps({**head(self.kind, answer.view), "count": len(rows), **self.about(answer)})
        return f"{about[:-1]}, {row_a_line(self.key or self.kind, rows)}}}\n"

    def lines(self, answer: Any, *asked: object) -> Iterator[str]:
        """Draw one JSON object a line for each row; each states the reference day."""
        day = moment(answer.view)
        encode = json.JSONEncoder(separators=(",", ":")).encode  # json.dumps makes a new one for each row
        return (f"{encode(row | day)}\n" for row in self.rows(answer, *asked))

    def csv(self, answer: Any, look: Look, *asked: object, delimiter: str = ",") -> Iterator[str]:
        """Draw a table for a spreadsheet, each row with the reference day; `flat` gives its rows where they have more or less than the objects."""
        day = moment(answer.view)
        names = [*self.columns, *day]
        dutch = bool(self.headings) and look.dutch
        top = [look.say(self.headings[name]) for name in names] if dutch else names
        truth = (look.say("no"), look.say("yes")) if dutch else ("false", "true")
        rows = (self.flat or self.rows)(answer, look, *asked)
        cells = ([_cell(row[name], truth, dutch) for name in names] for row in (one | day for one in rows))
        return _csv(chain([top], cells), delimiter)


def moment(view: View) -> Json:
    """Return what keeps an answer, also a row on its own, from being a verdict without a date."""
    newest = view.newest_letter
    return dict(zip(MOMENT, (view.clock.reference_day.isoformat(), newest.id if newest else None), strict=True))


def head(kind: str, view: View) -> Json:
    """Return what every document starts with."""
    said = [{**one._asdict(), "kind": one.kind.value} for one in view.remarks]
    return {"schema": SCHEMA, "kind": kind, **moment(view), **({"remarks": said} if said else {})}


def row_a_line(name: str, rows: list[Json]) -> str:
    """Return a list of rows under its name, one a line."""
    lines = ",\n".join(json.dumps(row) for row in rows)
    return f'"{name}": [\n{lines}\n]'


def document(whole: Json) -> str:
    """Draw a JSON document, indented."""
    return json.dumps(whole, indent=2) + "\n"


class _Echo:
    """What a writer of CSV takes for a file: it hands back each line, so that `writerow` returns it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def _csv(rows: Iterable[list[Any]], delimiter: str) -> Iterator[str]:
    import csv

    write: Callable[[Iterable[object]], str] = csv.writer(_Echo(), delimiter=delimiter, lineterminator="\n").writerow
    return map(write, rows)


def _cell(found: object, truth: tuple[str, str], dutch: bool) -> object:
    """Return a cell that no spreadsheet takes for a formula; lists are joined, and there is a word for false and one for true."""
    if isinstance(found, bool):
        return truth[found]
    if dutch and isinstance(found, float):
        return str(found).replace(".", ",")  # a Dutch spreadsheet takes 5.8 for a day in August
    if isinstance(found, list):
        found = "; ".join(str(one) for one in found)
    if isinstance(found, str):
        text = clean(found)
        if text[:1] in FORMULA_SIGNS or ";" in text or "," in text or "\t" in text:  # most cells need no closer look
            return re.sub(_FORMULA, r"\1'\2", text)
        return text
    return found
