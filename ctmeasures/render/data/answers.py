"""The JSON Schema of each answer in JSON (draft 2020-12, https://json-schema.org): made of the table of fields and of the columns, where they declare it.

Every key that is named is always there, but for those that an answer has only sometimes; no other is. `$id` carries the version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from ctmeasures.checks.quotes import Result
from ctmeasures.model.addresses import State as Reached
from ctmeasures.model.deadline import Outcome
from ctmeasures.model.fields import (
    ALLOCATION,
    AREA,
    COUNT,
    EVENT,
    FLAG,
    LETTER,
    MEASURE,
    MONEY,
    ORGANISATION,
    PACKAGE,
    REGISTRY,
    RESTATEMENT,
    STATUS,
    TRACK,
    YEAR,
    Kind,
    ListOf,
    MapOf,
    Shape,
)
from ctmeasures.model.place import Level
from ctmeasures.model.records import RELATIONS
from ctmeasures.model.shift import How
from ctmeasures.render.data.forms import SCHEMA
from ctmeasures.render.data.tables import DERIVED, Column
from ctmeasures.render.data.values import Json
from ctmeasures.reports.budget import Cause
from ctmeasures.reports.papers import Standing
from ctmeasures.reports.remarks import Kind as Remark
from ctmeasures.reports.threads import Turn

TEXT: Json = {"type": "string"}
FLAGGED: Json = {"type": "boolean"}
WHOLE: Json = {"type": "integer"}
NUMBER: Json = {"type": "number"}
_SCALARS = ((FLAG, FLAGGED), (YEAR, WHOLE), (COUNT, WHOLE), (MONEY, NUMBER))
_COLUMNS = {"string": TEXT, "date": TEXT, "boolean": FLAGGED, "integer": WHOLE}
_SOMETIMES = frozenset(("due", "slipped_days", "slipped_days_least", "slipped_days_most", "silent_days", "due_letter"))


def one_of(names: type[Enum]) -> Json:
    """Return the schema of a word of a list."""
    return {"enum": [one.value for one in names]}


def null(found: Mapping[str, object]) -> Json:
    """Return the schema of a value that can be missing."""
    return {"anyOf": [found, {"type": "null"}]}


def many(found: Mapping[str, object]) -> Json:
    """Return the schema of a list."""
    return {"type": "array", "items": found}


def by_key(found: Mapping[str, object]) -> Json:
    """Return the schema of values by keys that a registry chooses."""
    return {"type": "object", "additionalProperties": found}


def an(has: Mapping[str, object], sometimes: Mapping[str, object] | None = None) -> Json:
    """Return the schema of an object: the keys that it always has, and those that it has sometimes."""
    return {
        "type": "object",
        "properties": {**has, **(sometimes or {})},
        "required": [*has],
        "additionalProperties": False,
    }


def _value(kind: Kind | ListOf | MapOf | Shape, required: bool) -> Json:
    """Return the schema of a field's value as answers give it: see `value` in `values.py`."""
    match kind:
        case ListOf():
            return many(_value(kind.item, True))
        case MapOf():
            return by_key(_value(kind.value, True))
        case Shape():
            return an(fields(kind))
        case Kind():
            found = dict(kind.schema) if kind is STATUS else next((said for one, said in _SCALARS if one is kind), TEXT)
            return found if required or kind is FLAG else null(found)


def fields(shape: Shape, *without: str) -> Json:
    """Return the schemas of the fields of a record, with what they mean."""
    return {
        field.name: {"description": field.about, **_value(field.kind, field.required)}
        for field in shape.fields
        if field.name not in without
    }


def _column(name: str, column: Column) -> Json:
    kind: Json = {"enum": [*column.values]} if column.values else _COLUMNS[column.kind]
    return {"description": column.about, **(null(kind) if name in _SOMETIMES else kind)}


_URL = {"url": null(TEXT)}
_CITED = {"citation": null(TEXT)}
_STATE = {
    name: _column(name, column)
    for name, column in DERIVED.items()
    if name not in ("owner_name", "area_name", "due_text", "due_first", "due_last", "url")
}
_PLACE = {"path": TEXT, "line": WHOLE, "column": WHOLE}
_MOMENT = {"reference_day": TEXT, "newest_letter": null(TEXT)}
_REMARKS = {"remarks": many(an({"kind": one_of(Remark), "typed": TEXT, "examples": many(TEXT), "number": WHOLE}))}


def _measure(more: Mapping[str, object]) -> Json:
    linked = {
        "budget": many(an({**fields(ALLOCATION), **_URL, **more})),
        "history": many(an({**fields(EVENT), **_URL, **more})),
    }
    return {**fields(MEASURE, "budget", "history"), **_STATE, **linked}


def _answer(kind: str, has: Mapping[str, object]) -> Json:
    """Return the schema of an answer that states its moment."""
    return an({"schema": {"const": SCHEMA}, "kind": {"const": kind}, **_MOMENT, **has}, _REMARKS)


def _listed(kind: str, row: Json, key: str | None = None, more: Mapping[str, object] | None = None) -> Json:
    return _answer(kind, {"count": WHOLE, **(more or {}), key or kind: many(row)})


def _list() -> Json:
    return _listed("measures", an(_measure({})), more={"total": WHOLE})


def _show() -> Json:
    relations = {word.replace(" ", "_"): many(TEXT) for pair in RELATIONS.values() for word in pair}
    return _answer(
        "measure", {"measure": an({**_measure(_CITED), "relations": an({}, relations), "place": an(_PLACE)})}
    )


def _export() -> Json:
    key = {"key": TEXT}
    letter = {"id": TEXT, **fields(LETTER), **_URL, "passages": many(an(_DIGEST))}
    package = {**key, **fields(PACKAGE), **_URL}
    sections = {
        "organisations": many(an({**key, **fields(ORGANISATION)})),
        "areas": many(an({**key, **fields(AREA)})),
        "letters": many(an(letter)),
        "packages": many(an(package)),
        "measures": many(an(_measure({}))),
    }
    own = {field.name: null(TEXT) for field in REGISTRY.fields if field.name in ("id", "feed_id", "title", "title_nl")}
    return _answer("registry", {**own, "count": WHOLE, "total": WHOLE, **sections})


_DIGEST: Json = {"number": WHOLE, "digest": null(TEXT), "digest_nl": null(TEXT)}
_STATUS: Json = dict(STATUS.schema)


def _timeline() -> Json:
    event = fields(EVENT, "date", "due", "status")
    row = {
        "date": TEXT, "what": {"enum": ["event", "due"]}, "status": _STATUS, "status_certain": FLAGGED, "overdue": FLAGGED,
        "id": TEXT, "title": TEXT, "owner": TEXT, **event,
    }  # fmt: skip
    return _listed("timeline", an(row), "moments")


def _shift(days: str) -> Json:
    return {days: null(WHOLE), f"{days}_least": null(WHOLE), f"{days}_most": null(WHOLE), "shift": null(one_of(How))}


def _span(days: str) -> Json:
    return {days: null(WHOLE), f"{days}_least": WHOLE, f"{days}_most": WHOLE}


def _due() -> Json:
    source = {"letter": TEXT, "passage": null(WHOLE), "quote": null(TEXT), **_URL}
    promise = an({"due": TEXT, **_shift("moved_days"), "date": TEXT, **source})
    state = {name: _STATE[name] for name in _STATE if name in _SOMETIMES or name in ("open", "status", "overdue")}
    row = {
        "outcome": one_of(Outcome), "id": TEXT, "title": TEXT, "owner": TEXT, **state, "days_after_due": null(WHOLE),
        "heard_since_due": FLAGGED, "closed": null(TEXT), "first_due": null(TEXT), "moves": WHOLE, "updated": TEXT,
        "last_letter": TEXT, "promises": many(promise),
    }  # fmt: skip
    slippage = an(
        {
            "owner": TEXT,
            "deadlines": WHOLE,
            "moved": WHOLE,
            "unclear": WHOLE,
            **_span("days_later"),
            **_span("days_earlier"),
        }
    )
    return _listed("due", an(row), "measures", {"total": WHOLE, "slippage": many(slippage)})


_LETTER = {"id": TEXT, **fields(LETTER), "paragraphs": WHOLE, "cited": WHOLE, "uncovered": WHOLE, "measures": WHOLE}


def _letters() -> Json:
    return _listed("letters", an(_LETTER))


def _letter() -> Json:
    passage = an({**_DIGEST, "context": FLAGGED, "measures": many(TEXT), "packages": many(TEXT)})
    sheet = an({"path": TEXT, "open_acts": null(WHOLE), "open_paragraphs": null(WHOLE)})
    more = {"without_digest": WHOLE, "sheet": null(sheet), "passages": many(passage)}
    return _answer("letter", {"letter": an({**_LETTER, **more})})


def _find() -> Json:
    row = {
        "rank": WHOLE, "what": TEXT, "title": TEXT, "measures": many(TEXT), "where": TEXT, "letter": null(TEXT),
        "passage": null(WHOLE), "text": TEXT, "words": many(TEXT), **_URL, "found_in": null(TEXT),
    }  # fmt: skip
    return _listed("find", an(row), "answers", {"total": WHOLE, "of_measures": WHOLE, "of_paragraphs": WHOLE})


def _budget() -> Json:
    part = {"enum": ["package", "within", "outside"]}
    line = an(
        {
            "measure": TEXT,
            "title": TEXT,
            "owner": TEXT,
            **fields(ALLOCATION, "unit"),
            "unit": TEXT,
            **_URL,
            "part": part,
        }
    )
    sums: Json = {"announced": null(by_key(NUMBER)), "sum": by_key(NUMBER)}
    years: Json = {"sum_of_years": NUMBER}
    track = fields(TRACK, "total")
    group = an({**sums, "lines": many(line)}, {"track": null(TEXT), "owner": null(TEXT), **track, **_URL, **years})
    difference = {
        "cause": one_of(Cause), "track": null(TEXT), "year": WHOLE, "announced": null(NUMBER), "found": NUMBER,
        "more": NUMBER, "restatement": null(an(fields(RESTATEMENT))),
    }  # fmt: skip
    has = {
        "key": TEXT, **fields(PACKAGE, "total", "tracks"), **_URL, **sums, "complete": FLAGGED, "groups": many(group),
        "differences": many(an(difference)),
    }  # fmt: skip
    lines = {"other": many(line), "left_out": many(line)}
    return _answer("budget", {"count": WHOLE, "packages": many(an(has, years)), **lines})


def _stats() -> Json:
    counts = {"open": WHOLE, "closed": WHOLE, "total": WHOLE}
    count = an({"by": TEXT, "key": null(TEXT), "name": TEXT, **counts})
    section = an({"by": TEXT, "definition": TEXT, "counted_once": FLAGGED, "counts": many(count)})
    return _answer("stats", {"count": WHOLE, "total": WHOLE, "open": WHOLE, "closed": WHOLE, "sections": many(section)})


_COMMIT = null(an({"hash": TEXT, "date": TEXT, "author": TEXT, "subject": TEXT}))


def _comparison() -> Json:
    changes = many(an({"field": TEXT, "old": {}, "new": {}}))

    def difference(shape: Shape, key: str, more: Mapping[str, object] | None = None) -> Json:
        whole = null(an(fields(shape), more))
        has = {key: TEXT, "change": {"enum": ["new", "changed", "removed"]}, "rewrites": FLAGGED, "changes": changes}
        return many(an(has, {"old": whole, "new": whole}))

    digests = {"passages": by_key(null(TEXT)), "passages_nl": by_key(TEXT)}
    tracks = difference(TRACK, "package")
    tracks["items"] = _with(tracks["items"], {"track": TEXT})
    event = {"measure": TEXT, "before": null(_STATUS), "moves_deadline": FLAGGED, "event": an(fields(EVENT))}
    deadline = {"measure": TEXT, "old": TEXT, "new": TEXT, **_shift("days_later"), "by_new_event": FLAGGED}
    return {
        "count": WHOLE,
        "rewrites": {"type": ["boolean", "integer"]},
        "letters": difference(LETTER, "id", digests),
        "measures": difference(MEASURE, "id"),
        "new_events": many(an(event)),
        "events": difference(EVENT, "measure"),
        "deadlines": many(an(deadline)),
        "money": difference(ALLOCATION, "measure"),
        "packages": difference(PACKAGE, "key"),
        "tracks": tracks,
        "organisations": difference(ORGANISATION, "key"),
        "areas": difference(AREA, "key"),
        "registry": changes,
    }


def _with(schema: object, more: Mapping[str, object]) -> Json:
    assert isinstance(schema, dict)
    properties = {**schema["properties"], **more}
    return {**schema, "properties": properties, "required": [*schema["required"], *more]}


def _diff() -> Json:
    side = an({"name": null(TEXT), "commit": _COMMIT})
    has = {"schema": {"const": SCHEMA}, "kind": {"const": "comparison"}, "old": side, "new": side}
    return an({**has, "texts_differ": FLAGGED, **_comparison()})


def _log() -> Json:
    has = {"schema": {"const": SCHEMA}, "kind": {"const": "log"}, "id": TEXT, "count": WHOLE, "cut_off": many(_COMMIT)}
    return an({**has, "entries": many(an({"commit": _COMMIT, **_comparison()}))})


_PROBLEM = an(
    {**_PLACE, "endLine": WHOLE, "endColumn": WHOLE, "level": one_of(Level), "code": TEXT, "message": TEXT, "expected": TEXT,
     "nearest": null(TEXT)}
)  # fmt: skip


def _check() -> Json:
    has = {"schema": {"const": SCHEMA}, "kind": {"const": "problems"}, "registry": TEXT, "count": WHOLE}
    lacks: Json = {
        "type": "object",
        "properties": {"language": TEXT},
        "required": ["language"],
        "additionalProperties": an({"count": WHOLE, "translated": WHOLE}),
    }
    return an({**has, "problems": many(_PROBLEM)}, {"translations": lacks})


def _verify() -> Json:
    counts = {one.value.replace(" ", "_"): WHOLE for one in Result}
    quote = {
        "record": TEXT, "letter": TEXT, "passage": null(WHOLE), "quote": null(TEXT), "result": one_of(Result), "times": WHOLE,
        **_PLACE,
    }  # fmt: skip
    has = {"schema": {"const": SCHEMA}, "kind": {"const": "verification"}, "registry": TEXT, "count": WHOLE, **counts}
    rest = {"unquoted": WHOLE, "problems": many(_PROBLEM), "quotes": many(an(quote))}
    return an({**has, **rest}, {"fetched": by_key(TEXT)})


def _links() -> Json:
    counts = {one.value.replace(" ", "_"): WHOLE for one in Reached}
    address = {
        "address": TEXT, "state": one_of(Reached), "why": null(TEXT), "moved_to": null(TEXT), "letters": many(TEXT),
        "places": many(an(_PLACE)),
    }  # fmt: skip
    has = {"schema": {"const": SCHEMA}, "kind": {"const": "links"}, "registry": TEXT, "count": WHOLE, **counts}
    more = {"quotes": WHOLE, "quotes_found": WHOLE, "problems": many(_PROBLEM), "addresses": many(an(address))}
    return an({**has, **more})


def _papers() -> Json:
    number = null(WHOLE)
    row = {
        "id": TEXT, "date": null(TEXT), "standing": one_of(Standing), "letter": null(TEXT), "reason": null(TEXT), "kind": TEXT,
        "title": TEXT, "sender": TEXT, "dossiers": many(TEXT), "measures": many(TEXT), "url": TEXT, "days_behind": number,
        "title_words": number, "title_words_of": number, "same_sender": null(FLAGGED), "quotes_found": number, "quotes": number,
        "cited_letters": null(many(TEXT)), "cites": null(many(TEXT)),
    }  # fmt: skip
    left = an({}, {one.value: WHOLE for one in Standing})
    return _listed("papers", an(row), more={"total": WHOLE, "left_out": left, "dossiers": many(TEXT), "since": TEXT})


def _thread() -> Json:
    link = an({"relation": {"enum": [*RELATIONS]}, "measure": TEXT})
    events = many(an({**fields(EVENT), **_URL}))
    step = an({"letter": TEXT, "letter_date": TEXT, "turn": one_of(Turn), "events": events})
    state = {name: _STATE[name] for name in ("status", "status_certain", "since", "announced")}
    measure = {
        **fields(MEASURE, *(field.name for field in MEASURE.fields if field.name not in ("id", "title", "title_nl"))),
        **state, "depth": WHOLE, "hangs_on": null(link), "also": many(link), "superseded_by": many(TEXT), "parts": WHOLE,
        "steps": many(step),
    }  # fmt: skip
    has = {"asked": TEXT, "root": TEXT, "count": WHOLE, "letters": many(TEXT), "measures": many(an(measure))}
    return _answer("thread", has)


def _suggest() -> Json:
    share: Json = {"type": "number", "minimum": 0, "maximum": 1}
    figure = {
        "name": TEXT,
        "share": share,
        "right": WHOLE,
        "of": WHOLE,
        "low": share,
        "high": share,
        "aim": null(share),
    }
    letters = many(an({"id": TEXT, "units": WHOLE, "events": WHOLE}))
    has = {"schema": {"const": SCHEMA}, "kind": {"const": "evaluation"}, "letters": letters}
    return an({**has, "figures": by_key(many(an(figure)))})


# The command whose answer it is, but for `letter`, which is that of `letters ID`, and what draws the schema. That of `links` is of
# `links check`, that of `papers` of `letters find`, and that of `suggest` of its `--evaluate`.
ANSWERS: dict[str, Callable[[], Json]] = {
    "list": _list, "show": _show, "export": _export, "timeline": _timeline, "due": _due, "letters": _letters,
    "letter": _letter, "find": _find, "budget": _budget, "stats": _stats, "diff": _diff, "log": _log, "check": _check,
    "verify": _verify, "links": _links, "papers": _papers, "thread": _thread, "suggest": _suggest,
}  # fmt: skip


_COMMANDS = {
    "letter": "letters ID",
    "links": "links check",
    "papers": "letters find",
}  # where the name is not all of it


def schema(name: str) -> Json:
    """Return the JSON Schema of the answer of a command in JSON."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ctmeasures:answer:{name}:{SCHEMA}",
        "title": f"ctmeasures {_COMMANDS.get(name, name)} --format json",
        **ANSWERS[name](),
    }
