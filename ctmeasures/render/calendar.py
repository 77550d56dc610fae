"""A calendar of the deadlines that stand, for calendar programs: to import, or to subscribe to.

The same measures give the same bytes, whatever the day, but for reminders, which only a deadline ahead has: none says whether it
has passed, but when its measure was last heard of, and how new the newest letter is. Format: RFC 5545, of the calendar as a whole
also RFC 7986.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, vDuration, vText, vUri
from icalendar import Event as Entry

from ctmeasures.model.links import passage_url
from ctmeasures.render.deadlines import told
from ctmeasures.render.facts import source
from ctmeasures.render.identity import calendar_domain, revised
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.words import called, letters_apart, owner_words, sentence

if TYPE_CHECKING:
    from ctmeasures.model.history import State
    from ctmeasures.model.records import Event
    from ctmeasures.reports.query import Listing, View

_PROGRAM = "-//ctmeasures//deadlines//EN"
_RENEWED = timedelta(days=1)  # how often it is worth asking for a newer one
REMINDED = 14  # days before the last day of a deadline
_BEGIN, _END = b"BEGIN:%s\r\n", b"END:%s\r\n"
_MORNING = timedelta(hours=9)  # a day begins at midnight, when nobody is to be woken
_STOOD = re.compile(
    rb"^UID:(.+)\r\nDTSTAMP:.+\r\nDTSTART;VALUE=DATE:([0-9]{8})\r\nSEQUENCE:([0-9]{1,9})\r$", re.MULTILINE
)


class _Text(vText):
    """A text that comes back as it is; the library takes a backslash with a capital N for the end of a line."""

    def to_ical(self) -> bytes:
        """Escape what RFC 5545 gives a meaning in a text."""
        return re.sub(r"[\\;,]", r"\\\g<0>", self).replace("\n", r"\n").encode()


def calendar(
    listing: Listing, look: Look, address: str | None = None, remind: int | None = REMINDED, old: bytes = b""
) -> str:
    """Draw the deadlines of open measures as all-day events; `address` is where the calendar is published.

    `remind` is how many days before a deadline a reminder comes, `old` the calendar in whose place this one is put.
    """
    stood, known = _standing(old), _known(listing.view, look)
    drawn = Calendar()
    drawn.add("prodid", _PROGRAM)
    drawn.add("version", "2.0")
    drawn.add("method", "PUBLISH")
    for label in ("name", "x-wr-calname"):
        drawn.add(label, _Text(f"{called(listing.view.registry, look)}: {look.say('deadlines')}"))
    for label in ("description", "x-wr-caldesc"):
        drawn.add(label, _Text(known))
    drawn.add("refresh-interval", vDuration(_RENEWED), {"value": "DURATION"})
    drawn.add("x-published-ttl", vDuration(_RENEWED))
    if address:
        drawn.add("source", vUri(address), {"value": "URI"})
    entries = (_entry(one, listing.view, look, stood, known, remind) for one in listing.states if one.due)
    return (_open(drawn) + b"".join(entries) + _END % b"VCALENDAR").decode()


def _open(drawn: Calendar | Entry) -> bytes:
    """Return what is written of a calendar or an event before its end."""
    data: bytes = drawn.to_ical(sorted=False)
    return data.removesuffix(_END % drawn.name.encode())


def _standing(old: bytes) -> dict[bytes, tuple[bytes, int]]:
    """Return the day and the sequence of each event of a calendar of ours, by its id; of what is written otherwise, nothing."""
    lines = old.replace(b"\r\n ", b"")  # RFC 5545, 3.1
    return {uid: (day, int(sequence)) for uid, day, sequence in _STOOD.findall(lines)}


def _sequence(state: State, uid: str, day: date, stood: Mapping[bytes, tuple[bytes, int]]) -> int:
    """Return which revision of a deadline's event this is: programs keep the day of the highest (RFC 5546, 2.1.5).

    It counts the events that state a due date after the first: a letter that states one raises it, and no correction of one lowers
    it. Where the calendar that is replaced has another day, as after such a correction, it is one more than there.
    """
    stated = sum(event.due is not None for event in state.history) - 1
    before = stood.get(uid.encode())
    if before is None:
        return stated
    written = day.isoformat().replace("-", "").encode()
    return max(stated, before[1] + (before[0] != written))


def _entry(
    state: State, view: View, look: Look, stood: Mapping[bytes, tuple[bytes, int]], known: str, remind: int | None
) -> bytes:
    """Return a deadline as an event of its last day; its id is the measure's, so that a moved deadline moves the event.

    It is of the day on which the measure was last heard of. A correction of what it says changes when it was last modified; see
    `revised`.
    """
    measure, registry, stated = state.measure, view.registry, state.promise
    assert state.due
    assert stated
    address = passage_url(registry.letters[stated.letter], stated.quote)
    drawn = Entry()
    uid = f"{measure.id}.due@{calendar_domain(registry)}"
    drawn.add("uid", uid)
    drawn.add("dtstamp", datetime.combine(state.updated.first, time(), UTC))
    drawn.add("dtstart", state.due.last)
    drawn.add("sequence", _sequence(state, uid, state.due.last, stood))
    drawn.add("summary", _Text(f"{look.say('Due {date}', date=look.date(state.due))}: {look.title(measure)}"))
    drawn.add("description", _Text("\n".join(_lines(state, stated, view, look, known))))
    if measure.area:
        drawn.add("categories", _Text(look.name(registry.areas[measure.area])))
    if address:
        drawn.add("url", vUri(clean(address)))
    drawn.add("transp", "TRANSPARENT")
    words = _open(drawn)  # written once, for that takes most of the time
    more = Entry()
    more.add("last-modified", revised(state.updated.first, (words + _END % b"VEVENT").decode()))
    if remind is not None and not state.overdue:
        more.add_component(_reminder(str(drawn["summary"]), remind))
    rest: bytes = more.to_ical(sorted=False)
    return words + rest.removeprefix(_BEGIN % b"VEVENT")


def _reminder(said: str, days: int) -> Alarm:
    """Return what shows a text on the morning of the day that lies so many days before that of its event."""
    drawn = Alarm()
    drawn.add("action", "DISPLAY")
    drawn.add("trigger", _MORNING - timedelta(days=days))
    drawn.add("description", _Text(said))
    return drawn


def _lines(state: State, stated: Event, view: View, look: Look, known: str) -> Iterator[str]:
    """Yield what is known of a deadline: first in the words of the letter that `stated` it, then each fact with its own letter, then what is `known` of letters."""
    letter = view.registry.letters[stated.letter]
    address = passage_url(letter, stated.quote)
    assert state.due
    yield f"{look.say('Due')}: {look.date(state.due)}"
    yield f"{look.say('Source')}: {source(letter, stated.passage, look)}"
    if stated.quote:
        yield f"“{clean(stated.quote)}”"
    if address:
        yield clean(address)
    since = look.say("since {day}", day=look.date(state.since))
    yield f"{look.say('Status')}: {look.status(state.status)}, {since} ({told(state.giving, view.registry, look)})"
    yield f"{look.say('Last heard')}: {told(state.heard, view.registry, look)}"
    yield f"{look.say('Owner')}: {owner_words(state.measure, view.registry, look)}"
    yield known


def _known(view: View, look: Look) -> str:
    """Say the newest letter, and the moment where one was asked for; today changes nothing."""
    if view.clock.as_of or view.clock.known_by:
        return sentence(view, look)
    newest = look.say("No letter is coded as a whole") if view.in_part else look.say("No letter yet")
    if view.newest_letter:
        newest = look.say("Newest letter {day}", day=look.date(view.newest_letter.date))
    return f"{'; '.join([newest, *letters_apart(view, look)])}."
