"""What commands do with a registry's bytes, tried on damaged ones: all of it, without files and terminals.

Each attempt makes its input of a random generator and returns it with what was found: a word for the statistics. An exception, or
a broken promise (`AssertionError`), is a fault of the program.
"""

import contextlib
import copy
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from typing import Any

import mutated
from lxml import etree
from mutated import TOKENS, VALUES, Files

from ctmeasures.checks import check
from ctmeasures.checks.quotes import verify
from ctmeasures.cli.output import CannotRun
from ctmeasures.cli.typed_dates import typed_span
from ctmeasures.edit.conflicts import Labels, resolved
from ctmeasures.edit.draft import CannotEdit, Draft, as_read
from ctmeasures.edit.merge import CannotMerge, merge
from ctmeasures.intake.blocks import Paragraph
from ctmeasures.intake.kept import Material
from ctmeasures.model import wording
from ctmeasures.model.characters import UNSAFE
from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import nearest_date, parse_date
from ctmeasures.model.place import NOWHERE, Document, Level
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Registry
from ctmeasures.read.file import read_carefully, read_quickly
from ctmeasures.read.nodes import LOADERS, NOTHING, parse, plain_value
from ctmeasures.read.places import Doubt
from ctmeasures.read.registry import assemble
from ctmeasures.read.text import decode
from ctmeasures.render import findings, markdown, problems
from ctmeasures.render.data import problems as data
from ctmeasures.render.formats import FORMATS, Drawn, renderer
from ctmeasures.render.look import Look
from ctmeasures.reports.query import GROUPS, SORTS, Bound, Query

DAYS = (date(2019, 1, 1), date(2017, 6, 30), date.min, date.max)


def both_ways(data: bytes, loader: type[Any]) -> None:
    """Fail where the quick way reads a file that is not sound, or reads it as anything else than the careful way does."""
    document, found = decode("measures.yaml", data)
    if not found:
        with contextlib.suppress(Doubt):
            quick = read_quickly(document, loader)
            careful = read_carefully(document, [], loader)
            assert quick._replace(source=NOWHERE) == careful._replace(source=NOWHERE)


def reading(rng: Random, files: Files, loader: type[Any] = LOADERS[0]) -> str:
    """Do what every command does with a registry: read, check, show the problems; where there are no errors, draw some views."""
    both_ways(files.registry, loader)
    loaded = assemble("measures.yaml", {"measures.yaml": files.registry}, files.letters, loader)
    found = sorted([*loaded.problems, *check(loaded.registry)], key=lambda problem: problem.sort_key)
    registry = loaded.registry
    for problem in found:
        assert problem.place.line >= 1
        assert problem.place.column >= 1
    harmless(problems.text(found, Look()))
    problems.text(found, Look(color=True)).encode()
    commands = harmless(findings.github(found)).splitlines()
    assert all(re.match("::(error|warning) file=[^:]*::", line) for line in commands)
    assert len(commands) == len(found)
    said = problems.summary(found, len(registry.measures), len(registry.letters), registry.path)
    harmless(markdown.problems(found, said.strip()))
    json.loads(harmless(data.problems(found, registry.path)))
    if any(problem.level is Level.ERROR for problem in found):
        if rng.random() < 0.05:
            _compared(registry, registry)  # as `log` does with versions that are half-read
        return "errors"
    assert registry.whole
    for _ in range(3):
        view(rng, registry, rng.choice([*VIEWS]))
    return "sound, with warnings" if found else "sound"


def view(rng: Random, registry: Registry, name: str) -> None:
    """Draw one view in one of its formats."""
    moment = (
        Clock(DAYS[0], **{rng.choice(("as_of", "known_by")): rng.choice(DAYS)})
        if rng.random() < 0.4
        else Clock(DAYS[0])
    )
    wanted = query(rng, registry) if rng.random() < 0.3 else Query()
    values = VIEWS[name](rng, registry, moment, wanted)
    if values is None:
        return
    form = rng.choice([*FORMATS.get(name, ("",))])
    if form == "table" and rng.random() < 0.7:  # rich is slow, and no different for each input
        form = "plain" if "plain" in FORMATS[name] else "md"
    if not form:
        return
    if (name, form) == ("thread", "table"):
        values = (*values, rng.random() < 0.5)
    drawn = renderer(name, form)(*values, Look(width=rng.choice((20, 80, 200)), dutch=rng.random() < 0.3))
    if form == "docx":
        _document(drawn)
        return
    said = harmless(drawn)
    if form == "svg":
        etree.fromstring(said.encode())
    elif form == "json":
        json.loads(said)
    elif form == "jsonl":
        for line in said.splitlines():
            json.loads(line)


def _document(data: bytes) -> None:
    """Fail where a document for a word processor is not whole, or one of its parts is no XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as document:
        for name in document.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(document.read(name))


def query(rng: Random, registry: Registry) -> Query:
    """Return a random query."""
    owners = ("none", *registry.organisations, *(f"not:{one}" for one in registry.organisations))
    return Query(
        words=rng.choice(((), ("a",), (rng.choice(TOKENS),), ("İ", "x"))),
        status=rng.choice(((), (rng.choice([*GROUPS]),), ("not:announced",))),
        owner=rng.choice(((), (rng.choice(owners),))),
        area=rng.choice(((), ("none",))),
        package=rng.choice(((), ("none",), ("not:none",))),
        due_before=rng.choice(((), (Bound(rng.choice(DAYS)),), (Bound(None, excluded=True),))),
        overdue=rng.random() < 0.1,
        silent_since=rng.choice(((), (Bound(rng.choice(DAYS)),))),
    )


def _listing(rng: Random, registry: Registry, moment: Clock, wanted: Query) -> tuple[Any, ...]:
    from ctmeasures.reports.query import listing

    return (listing(registry, moment, wanted, rng.choice([*SORTS]), rng.random() < 0.5),)


def _measure(rng: Random, registry: Registry, moment: Clock, _: Query) -> tuple[Any, ...] | None:
    from ctmeasures.reports.page import page

    found = page(registry, moment, rng.choice(registry.measures)) if registry.measures else None
    return (found,) if found else None


def _find(rng: Random, registry: Registry, moment: Clock, _: Query) -> tuple[Any, ...]:
    from ctmeasures.reports.find import documents, find

    texts = [text.text for one in documents(registry, moment) for text in one.texts] or ["x"]
    return (find(registry, moment, rng.choice(texts).split()[:2] + rng.choice(([], ["not:the"], ["a*"]))).best(50),)


def _timeline(rng: Random, registry: Registry, moment: Clock, wanted: Query) -> tuple[Any, ...]:
    from ctmeasures.reports.timeline import timeline

    return (timeline(registry, moment, wanted, rng.choice(("year", "letter"))),)


def _chart(rng: Random, registry: Registry, moment: Clock, wanted: Query) -> tuple[Any, ...]:
    from ctmeasures.reports.chart import chart

    return (chart(registry, moment, wanted, rng.choice(("area", "letter", "year"))),)


def _due(rng: Random, registry: Registry, moment: Clock, wanted: Query) -> tuple[Any, ...]:
    from ctmeasures.reports.deadlines import SECTIONS, deadlines

    return (deadlines(registry, moment, wanted, rng.sample([*SECTIONS], rng.randrange(3))),)


def _letters(_: Random, registry: Registry, moment: Clock, _wanted: Query) -> tuple[Any, ...]:
    from ctmeasures.reports.coverage import coverage

    return (coverage(registry, moment),)


def _papers(rng: Random, registry: Registry, moment: Clock, _wanted: Query) -> tuple[Any, ...]:
    from ctmeasures.model.publications import Publication
    from ctmeasures.reports.papers import fitting, papers

    texts = [letter.title_nl or letter.title for letter in registry.letters.values()] or ["x"]
    days = [letter.date.first.isoformat() for letter in registry.letters.values()] or [""]
    published = [
        Publication(f"kst-29754-{number}", rng.choice([*days, ""]), rng.choice(texts), rng.choice(texts), ("29754",), "x", rng.random() < 0.7, "https://example.org/x")
        for number in range(9)
    ]  # fmt: skip
    passed = {"kst-29754-3": rng.choice(texts)}
    found = papers(registry, moment, published, passed, (("29754",), "2015-02-27"), rng.random() < 0.5)
    letters = [*registry.letters.values()]
    return (fitting(found, rng.choice(letters)) if letters and rng.random() < 0.3 else found,)


def _letter(rng: Random, registry: Registry, moment: Clock, wanted: Query) -> tuple[Any, ...] | None:
    (found,) = _letters(rng, registry, moment, wanted)
    return (rng.choice(found.letters), found.view) if found.letters else None


def _passages(rng: Random, registry: Registry, moment: Clock, wanted: Query) -> tuple[Any, ...] | None:
    (found,) = _letters(rng, registry, moment, wanted)
    if not found.letters:
        return None
    letter = rng.choice(found.letters).letter
    kept = [Paragraph(one.number, "text", "", one.digest or letter.title) for one in letter.passages]
    return (Material(registry, letter, kept, ""),)


def _budget(rng: Random, registry: Registry, moment: Clock, wanted: Query) -> tuple[Any, ...]:
    from ctmeasures.reports.budget import budget

    return (budget(registry, moment, wanted, rng.choice(("track", "owner"))), rng.random() < 0.5)


def _stats(_: Random, registry: Registry, moment: Clock, wanted: Query) -> tuple[Any, ...]:
    from ctmeasures.reports.stats import stats

    return (stats(registry, moment, wanted),)


def _thread(rng: Random, registry: Registry, moment: Clock, _: Query) -> tuple[Any, ...] | None:
    from ctmeasures.reports.threads import thread

    found = thread(registry, moment, rng.choice(registry.measures)) if registry.measures else None
    return (found,) if found else None


def _count(rng: Random, registry: Registry, moment: Clock, wanted: Query) -> tuple[Any, ...]:
    from ctmeasures.reports.stats import DIMENSIONS, stats

    return (stats(registry, moment, wanted, [rng.choice([*DIMENSIONS])]),)


def _package(rng: Random, registry: Registry, moment: Clock, wanted: Query) -> tuple[Any, ...] | None:
    found = _budget(rng, registry, moment, wanted)[0]
    return (found._replace(packages=found.packages[:1]),) if found.packages else None


def _offered(wanted: Query) -> Query:
    """Return of a query what reports and briefs can be asked for."""
    return Query(owner=wanted.owner, area=wanted.area, package=wanted.package)


def _report(_: Random, registry: Registry, moment: Clock, wanted: Query) -> tuple[Any, ...]:
    from ctmeasures.reports.report import report

    return (report(registry, moment, _offered(wanted)),)


def _brief(rng: Random, registry: Registry, moment: Clock, wanted: Query) -> tuple[Any, ...] | None:
    from ctmeasures.reports.brief import brief

    since = rng.choice(DAYS)
    return (brief(registry, moment, _offered(wanted), since),) if since <= moment.reference_day else None


def _diff(_: Random, registry: Registry, _moment: Clock, _wanted: Query) -> tuple[Any, ...]:
    return (_compared(Registry("a"), registry),)


def _compared(old: Registry, new: Registry) -> Any:
    from ctmeasures.reports.comparison import compare
    from ctmeasures.reports.revisions import Diff, Side

    found = compare(old, new)
    assert old is not new or found.empty
    return Diff(Side("a", None), Side("b", None), found, True)


def _database(rng: Random, registry: Registry, moment: Clock, wanted: Query) -> None:
    from ctmeasures.render.sqlite import database

    if rng.random() < 0.2:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(database(*_listing(rng, registry, moment, wanted)))
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()


def _site(rng: Random, registry: Registry, moment: Clock, _: Query) -> None:
    from ctmeasures.render.site.pages import files
    from ctmeasures.reports.website import website

    if rng.random() < 0.02:
        for _path, _data in files(website(registry, moment), rng.choice((None, "https://example.org/x"))):
            pass


def _verified(_: Random, registry: Registry, _moment: Clock, _wanted: Query) -> None:
    texts = {key: "\n".join(one.digest for one in letter.passages) for key, letter in registry.letters.items()}
    found = verify(registry, texts, "texts", {}, registry.letters)
    harmless(problems.verified(found) + problems.text(found.problems, Look()))
    json.loads(harmless(data.verification(found)))


View = Callable[[Random, Registry, Clock, Query], tuple[Any, ...] | None]
VIEWS: Mapping[str, View] = {
    "measures": _listing, "export": _listing, "measure": _measure, "timeline": _timeline, "timeline-chart": _chart, "due": _due, "letters": _letters, "papers": _papers, "find": _find,
    "letter": _letter, "passages": _passages, "budget": _budget, "budget-chart": lambda *given: _budget(*given)[:1], "stats": _stats, "report": _report, "brief": _brief,
    "stats-picture": _count, "due-picture": _due, "budget-picture": _package, "timeline-chart-picture": _chart,
    "thread": _thread, "diff": _diff, "database": _database, "site": _site, "verify": _verified,
}  # fmt: skip


def harmless(drawn: Drawn) -> str:
    """Return a text for people or programs, whole; fail where it holds what could do harm, or cannot be written."""
    said = "".join(drawn)
    said.encode()
    # a spreadsheet wants the mark at its start, and in Markdown `@` must mention nobody
    bare = said.removeprefix("\ufeff").replace("\r\n", "\n").replace("@\u200b", "@")
    odd = re.search(UNSAFE, bare)
    assert odd is None, f"{odd[0]!r} in {bare[max(odd.start() - 60, 0) : odd.end() + 60]!r}"
    return said


def dates(rng: Random, said: str) -> str:
    """Read a date from a file, and one that was typed; guess what was meant."""
    try:
        found = parse_date(said)
        assert found.first <= found.last
        harmless(found.words + found.short)
        assert parse_date(found.text) == found
    except ValueError:
        found = None
    guess = nearest_date(said)
    assert guess is None or parse_date(guess)
    typed = wording.reading(said).date
    assert found is None or typed == found
    if typed is not None:
        assert parse_date(typed.text) == typed
        harmless(typed.words)
    with contextlib.suppress(CannotRun):
        assert typed_span(said, "--silent-for", rng.choice(DAYS)) <= date.max
    return "no date" if typed is None else "dates"


def quotes(rng: Random, said: str) -> str:
    """Look for pieces of a letter's text in it, and for damaged ones."""
    letter = LetterText(said)
    words = said.split()
    if not words:
        return "no words"
    start = rng.randrange(len(words))
    quote = " ".join(words[start : start + rng.randint(1, 9)])
    if rng.random() < 0.5:
        quote = mutated.text(rng, quote, said)[:500]
    assert letter.times(quote) >= 0
    near = letter.nearest(quote, 8)
    assert near is None or len(near.split()) <= 8
    return "quotes"


def merging(base: str, ours: str, theirs: str) -> str:
    """Merge three versions: right, refused in one sentence, or between markers; never an exception but that one."""
    try:
        merged = merge(base, ours, theirs)
    except CannotMerge:
        return "not merged"
    for side in (True, False):
        text = resolved(merged.text, Labels(), side)
        root, faults = parse(Document("x", text))
        assert root is not None
        assert faults == []
        if not merged.conflicts and ours == base:
            assert text == theirs
    return "merged, with conflicts" if merged.conflicts else "merged"


def editing(rng: Random, said: str) -> str:
    """Change something anywhere in a text that can be read: as asked, to the last byte elsewhere, or not at all."""
    document, faults = decode("x", said.encode("utf-8", "replace"))
    if faults:
        return "not read"
    try:
        draft = Draft(document)
    except CannotEdit:
        return "not read"
    before = draft.value(())
    wanted: Any = copy.deepcopy(before)
    path, holder = _anywhere(rng, wanted)
    if not isinstance(holder, dict | list):
        return "nothing to edit"
    new = rng.choice(
        (
            _words(rng),
            _words(rng),
            ["a", _words(rng)],
            {"a": _words(rng)},
            [{"id": "x", "b": [_words(rng)]}],
            None,
            [],
            {},
        )
    )
    step: Any
    try:
        if isinstance(holder, list):
            step = rng.randrange(len(holder) + 1)
            if step == len(holder) or rng.random() < 0.5:
                holder.insert(step, new)
                draft.insert(path, step, new)
            elif rng.random() < 0.5:
                holder[step] = new
                draft.put((*path, step), new)
            else:
                del holder[step]
                draft.remove((*path, step))
        elif holder and rng.random() < 0.7:
            step = rng.choice([*holder])
            if rng.random() < 0.5:
                holder[step] = new
                draft.put((*path, step), new)
            else:
                del holder[step]
                draft.remove((*path, step))
        else:
            step = rng.choice(("x", "a b", _words(rng)[:100]))
            holder[step] = new
            draft.put((*path, step), new)
    except CannotEdit:
        assert draft.text == document.text
        return "refused"
    root, faults = parse(Document("x", draft.text))
    assert root is not None
    assert faults == []
    assert plain_value(root) == as_read(wanted), (path, step, new)
    return "edited"


def _anywhere(rng: Random, said: Any) -> tuple[tuple[Any, ...], Any]:
    """Return a list or mapping anywhere in a value, and its path."""
    path: tuple[Any, ...] = ()
    while isinstance(said, dict | list) and said and (not path or rng.random() < 0.75):
        step: Any = rng.choice([*said]) if isinstance(said, dict) else rng.randrange(len(said))
        if not isinstance(said[step], dict | list):
            break
        path, said = (*path, step), said[step]
    return path, said


def _words(rng: Random) -> str:
    """Return a text that says something."""
    found = " ".join(rng.choice(rng.choice((TOKENS, VALUES)))[:200] for _ in range(rng.choice((1, 1, 2))))
    found = re.sub("[\ud800-\udfff]", "?", found)
    return "x" if found in NOTHING else found
