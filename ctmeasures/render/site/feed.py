"""The feed of a website: the newest events, each an entry whose id stays. Format: RFC 4287."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid5

from markupsafe import Markup

from ctmeasures.render.identity import feed_names, revised

if TYPE_CHECKING:
    from jinja2 import Environment

    from ctmeasures.model.records import Measure
    from ctmeasures.reports.website import Website

PATH = "feed.atom"
_NEWEST = 200  # entries of a feed
_BEGINNING = date(1970, 1, 1)  # of a feed without any letter


class _Entry(NamedTuple):
    """An event for the template: what is `said` of it is drawn already."""

    id: str
    measure: Measure
    published: str
    updated: str
    said: Markup


def feed(site: Website, folder: str, templates: Environment) -> bytes:
    """Return the feed of a `folder` of the site: events are published on the day of their letters, so that only a change of content changes it."""
    names = feed_names(site.view.registry, folder)
    newest = next(reversed(site.view.letters), None)  # whose events are in it, also where it is of a later day
    entries = list(_entries(site, names, templates))
    updated = revised(newest.date.first if newest else _BEGINNING, "".join(one.updated for one in entries), last=True)
    text = templates.get_template(PATH).render(feed_id=names.urn, feed_updated=_stamp(updated), entries=entries)
    return text.encode()


def _entries(site: Website, names: UUID, templates: Environment) -> Iterator[_Entry]:
    template = templates.get_template("entry.atom")
    for news in site.news[:_NEWEST]:
        measure, letter = news.state.measure, site.view.registry.letters[news.event.letter]
        told = letter.date.first
        said = template.render(measure=measure, event=news.event, letter=letter)
        yield _Entry(
            id=uuid5(names, f"{measure.id}/{letter.id}/{news.number}").urn,
            measure=measure,
            published=f"{told}T00:00:00Z",
            updated=_stamp(revised(told, said)),
            said=Markup(said),  # noqa: S704 - a template has escaped it
        )


def _stamp(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
