"""Asking whether addresses are still there: each where it leads, and what has not changed is not sent again.

What was sent is kept in the user's cache with its date and mark, so that a server can say that nothing has changed (RFC 9110, 13.1).
It is asked each time, and nothing that is written rests on what was kept.
"""

import json
import os
from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from ctmeasures.disk import cache
from ctmeasures.model.addresses import Address, State, Visit
from ctmeasures.sources import official
from ctmeasures.sources.client import MOST_REDIRECTS, REDIRECTS, Answer, Client, Unanswered, led_to
from ctmeasures.sources.places import OFFICIAL, VARIABLE, BadPlace, host, placed

_LASTING = (301, 308)
_GONE = (404, 410)
_PATIENCE = 3, 2  # failures in a row after which a host is not asked again: one that has answered, one that never has
_MARKS = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))


class Seen(NamedTuple):
    """An address, what became of it, and the bytes of an official page."""

    address: Address
    visit: Visit
    content: bytes = b""


class _Stopped(Exception):
    """An address that is not asked; the message says why."""


class Visitor:
    """Asks for addresses one after another, and of a host that does not answer no more."""

    def __init__(self, client: Client | None = None) -> None:
        """Raise Unanswered where the environment's limits are none."""
        self._client = client or Client()
        self._failed: dict[str, tuple[int, str]] = {}  # host -> failures in a row, and the last one's sentence
        self._answered: set[str] = set()

    def visits(self, addresses: Sequence[Address]) -> Iterator[Seen]:
        """Yield what became of each address; raise Unanswered where no host answers at all, as without a network."""
        waiting: list[Seen] = []
        for address in addresses:
            waiting.append(self._visit(address))
            if self._answered:
                yield from waiting
                waiting = []
        failed = [one.visit.said for one in waiting if one.visit.state is State.UNREACHABLE]
        if failed:
            raise Unanswered(failed[0])
        yield from waiting

    def _visit(self, address: Address) -> Seen:
        """Ask for an address, and for those where it leads."""
        url, lasting, moved = address.url, True, None
        for _ in range(MOST_REDIRECTS + 1):
            try:
                answer = self._asked(url)
            except _Stopped as fault:
                if url == address.url:
                    return Seen(address, Visit(State.NOT_ASKED, str(fault)))
                if moved == url and host(url):
                    return Seen(address, Visit(State.MOVED, str(fault), moved))
                return Seen(address, Visit(State.UNREACHABLE, f"it leads to {url}, which is not asked: {fault}"))
            except Unanswered as fault:
                return Seen(address, Visit(State.UNREACHABLE, str(fault)))
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return Seen(address, *_judged(answer, url, moved, url == address.url))
            url = led_to(url, answer.headers["location"]).partition("#")[0]  # without the place on its page
            lasting = lasting and answer.status in _LASTING
            moved = url if lasting else moved
        return Seen(address, Visit(State.UNREACHABLE, "it leads in a circle"))

    def _asked(self, url: str) -> Answer:
        """Return the answer of one address, out of the cache where the server says that it has not changed.

        Raises Unanswered, at once for a host that is given up, and _Stopped.
        """
        if why := refused(url):
            raise _Stopped(why)
        name = host(url)
        failures, said = self._failed.get(name, (0, ""))
        if failures >= _PATIENCE[name not in self._answered]:
            raise Unanswered(said)
        try:
            answer = _asked_again(self._client, url, body=name in OFFICIAL)
        except BadPlace as fault:
            raise Unanswered(str(fault)) from None
        except Unanswered as fault:
            if fault.status is None:
                self._failed[name] = failures + 1, str(fault)
            else:
                self._answered.add(name)
            raise
        self._answered.add(name)
        self._failed.pop(name, None)
        return answer


def refused(url: str) -> str:
    """Say why an address is not asked: it is of this machine or network, or not where another origin is; nothing where it is asked."""
    if host(url) in OFFICIAL:
        return ""
    if os.environ.get(VARIABLE):
        return f"{VARIABLE} stands for the official hosts only"
    name = host(url) and (urlsplit(url).hostname or "").rstrip(".")
    try:
        public = ip_address(name).is_global
    except ValueError:
        public = "." in name and not name.endswith((".local", ".localhost", ".internal"))
    return "" if public else "it is no address of the public network"


def _judged(answer: Answer, url: str, moved: str | None, direct: bool) -> tuple[Visit, bytes]:
    """Return what an address is by its last answer."""
    if answer.status in _GONE:
        leads = "" if direct else f", at {url}"
        return Visit(State.GONE, f"it answers {answer.status}{leads}"), b""
    if host(url) in OFFICIAL and official.missing(answer):
        return Visit(State.GONE, "it answers with the page for what is not there"), b""
    if answer.status >= 300:
        return Visit(State.UNREACHABLE, f"it answers {answer.status}"), b""
    return (Visit(State.MOVED, "", moved) if moved else Visit(State.RIGHT)), answer.content


def _asked_again(client: Client, url: str, body: bool) -> Answer:
    """Return an answer, or what was kept of it where the server says that nothing has changed; keep it."""
    entry = cache.name([cache.digest(f"link {placed(url)}".encode())]) if cache.is_on() else ""
    headers, content = _kept(entry) if entry else ({}, b"")
    marks = {asks: headers[name] for name, asks in _MARKS if name in headers}
    answer = client.get(url, headers=marks, hosts=None, size=None if body else 0)
    if answer.status == 304 and marks:
        return answer._replace(status=200, headers=headers, content=content)
    kept = {name: answer.headers[name] for name, _ in _MARKS if name in answer.headers}
    if entry and answer.status == 200 and kept:
        cache.store(entry, [json.dumps(kept).encode(), answer.content])
    return answer


def _kept(entry: str) -> tuple[dict[str, str], bytes]:
    """Return the marks and the bytes of an answer; none where they are not both there as they were."""
    found = cache.fetch(entry)
    head, content = (found.section(0), found.section(1)) if found else (None, None)
    if head is None or content is None:
        return {}, b""
    said = json.loads(head)
    return {name: said[name] for name, _ in _MARKS if name in said}, content
