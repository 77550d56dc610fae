"""Answers as pictures: SVG files that stand alone, with their title, what is drawn in words, and the moment of the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import escape

from ctmeasures.render import deadlines as said
from ctmeasures.render import money_chart
from ctmeasures.render.counts import heading, label
from ctmeasures.render.safe import clean
from ctmeasures.render.svg.bars import bars
from ctmeasures.render.svg.columns import columns
from ctmeasures.render.svg.pieces import FONT, LINE, SIZE, Chart, Part, Row, tag, text, wrapped
from ctmeasures.render.words import called, no_word, of_measures, sentence, timeline_foot

if TYPE_CHECKING:
    from ctmeasures.model.records import Registry
    from ctmeasures.render.look import Look
    from ctmeasures.reports.budget import Budget, PackageBudget
    from ctmeasures.reports.chart import Chart as Spans
    from ctmeasures.reports.deadlines import Deadlines
    from ctmeasures.reports.query import View
    from ctmeasures.reports.report import Report
    from ctmeasures.reports.stats import Stats, Tally

_WIDTH, _EDGE = 1000, 16
_SECTIONS = {
    "passed": "unheard-late",
    "heard": "heard-late",
    "next": "heard",
    "none": "unheard",
    "closed": "implemented",
}


def stats(found: Stats, look: Look) -> str:
    """Draw one count: a bar for each value, what is open apart from what is closed."""
    (section,) = found.sections
    chart = counted(section, found.view, look)
    foot = f"{of_measures(found.counted.total, found.total, look)}. {sentence(found.view, look)}"
    return _framed(chart.title, chart.described, bars(chart, _WIDTH - 2 * _EDGE), found.view, foot, look)


def counted(section: Tally, view: View, look: Look) -> Chart:
    """Return what is drawn of one count."""
    rows = []
    for count in section.counts:
        if not count.total:
            continue
        both = (("open", count.open, "heard"), ("closed", count.closed, "implemented"))
        parts = tuple(Part(look.say(word), many, series, look.number(f"{many:,}")) for word, many, series in both)
        name = label(count, section.dimension, view.registry, look)
        rows.append(Row(name, parts, look.number(f"{count.total:,}")))
    return Chart(heading(section, look), _told(rows), tuple(rows))


def due(found: Deadlines, look: Look) -> str:
    """Draw how many measures are in each section, by owner."""
    chart = owners(found, look)
    foot = said.due_foot(found, look)
    return _framed(chart.title, chart.described, bars(chart, _WIDTH - 2 * _EDGE), found.view, foot, look)


def owners(found: Deadlines, look: Look) -> Chart:
    """Return what is drawn of the deadlines: a bar for each owner, the most measures first, a part for each section."""
    counts: dict[str, dict[str, int]] = {}
    for section in found.sections:
        for one in section.deadlines:
            own = counts.setdefault(one.state.measure.owner, dict.fromkeys(_SECTIONS, 0))
            own[section.name] += 1
    rows, word = [], no_word(found.view.overtaken, look)
    for owner, own in sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        parts = tuple(
            Part(look.say(said.HEADINGS[name][0], no_word=word), many, _SECTIONS[name], look.number(f"{many:,}"))
            for name, many in own.items()
            if many
        )
        name = look.name(found.view.registry.organisations[owner])
        rows.append(Row(name, parts, look.number(f"{sum(own.values()):,}")))
    return Chart(look.say("Deadlines by owner"), _told(rows), tuple(rows))


def budget(found: Budget, look: Look) -> str:
    """Draw the money of one package: a column for each year."""
    (one,) = found.packages
    chart, foot = money(one, found.view.registry, look), sentence(found.view, look, money=True)
    return _framed(chart.title, chart.described, columns(chart, _WIDTH - 2 * _EDGE), found.view, foot, look)


def money(one: PackageBudget, registry: Registry, look: Look) -> Chart:
    """Return what is drawn of a package, with labels that fit over its columns; a dash says that the last amount recurs, a sign that each font has."""
    chart = money_chart.chart(one, registry, look)
    rows = tuple(
        row._replace(label=row.label.replace("→", "–"), parts=tuple(_short(part) for part in row.parts))
        for row in chart.rows
    )
    return chart._replace(rows=rows)


def _short(part: Part) -> Part:
    (label,) = wrapped(part.label, _WIDTH - 2 * _EDGE - 40, most=1)
    return part._replace(label=label)


def in_report(found: Report, look: Look) -> dict[str, list[Chart]]:
    """Return the charts of a report by the section under which they stand: counts, or the money of each package."""
    counts = [counted(section, found.view, look) for section in found.stats.sections[:2]]
    due_by = [owners(found.deadlines, look)]
    packages = [money(one, found.view.registry, look) for one in found.budget.packages]
    return {
        "numbers": counts if found.stats.counted.total else [],
        "open": due_by if due_by[0].rows else [],
        "money": packages,
    }


def drawn(chart: Chart, standing: bool) -> str:
    """Draw a chart for a page: columns where it is `standing`, else bars."""
    return (columns if standing else bars)(chart, _WIDTH - 2 * _EDGE)


def alone(chart: Chart, standing: bool, view: View, look: Look) -> str:
    """Draw a chart as a picture of its own."""
    return _framed(chart.title, chart.described, drawn(chart, standing), view, sentence(view, look), look)


def timeline_chart(found: Spans, look: Look) -> str:
    """Draw a bar for each measure."""
    from ctmeasures.render.svg.spans import spans

    title = look.say("Measures over time")
    foot = timeline_foot(found, look)
    return _framed(title, foot, spans(found, look, _WIDTH - 2 * _EDGE), found.view, foot, look)


def _told(rows: list[Row]) -> str:
    """Say in words what rows show."""
    said_of = (f"{row.label}: {'; '.join(f'{part.said} {part.label}' for part in row.parts)}" for row in rows)
    return f"{'. '.join(said_of)}."


def _framed(title: str, described: str, inner: str, view: View, foot: str, look: Look) -> str:
    """Return a drawing under its title and over what is to be known of it, as a file of its own, on white."""
    size = re.search(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"', inner)
    assert size
    wide, high = float(size[1]), float(size[2])
    lines = wrapped(foot, wide, most=6)
    top = 2 * LINE + _EDGE + 10
    height = round(top + high + LINE * (len(lines) + 1) + _EDGE)
    inside = tag("rect", width=_WIDTH, height=height, fill="#ffffff")
    inside += text(title, _EDGE, _EDGE + 18, font_size=20, font_weight="bold")
    inside += text(called(view.registry, look), _EDGE, _EDGE + 18 + LINE, fill="#5a6672")
    inside += inner.replace("<svg ", f'<svg x="{_EDGE}" y="{top}" width="{wide:g}" height="{high:g}" ', 1)
    for number, line in enumerate(lines):
        inside += text(line, _EDGE, top + high + LINE * (number + 1) + 4, font_size=13, fill="#5a6672")
    named = tag("title", str(escape(clean(title)))) + tag("desc", str(escape(clean(described))))
    whole = named + tag("g", inside, font_family=FONT, font_size=SIZE, fill="#1a1c20", color="#1a1c20")
    size_of: dict[str, object] = {"width": _WIDTH, "height": height, "viewBox": f"0 0 {_WIDTH} {height}"}
    return tag("svg", whole, xmlns="http://www.w3.org/2000/svg", lang=look.code, role="img", **size_of) + "\n"
