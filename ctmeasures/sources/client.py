"""Asking for an address: whatever a server or a network does, an answer, or one sentence within a bounded time.

httpx knows proxies and certificates of people's networks; asyncio, that nothing takes longer than it may, also a server that
sends a byte a second before its answer has begun.
"""

import asyncio
import os
import re
import socket
import ssl
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import cache
from threading import Lock
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from ctmeasures import __version__
from ctmeasures.sources.bodies import Inflated, TooLarge, Undecodable
from ctmeasures.sources.places import LOOPBACK, BadPlace, host, placed

TIMEOUT = "CTMEASURES_TIMEOUT"
MIB = 1024 * 1024
REDIRECTS = (301, 302, 303, 307, 308)
_AGAIN = (429, 500, 502, 503, 504)
MOST_REDIRECTS = 5


class Unanswered(Exception):
    """An address that gave no answer that can be used; the message is the whole sentence, for the user.

    `status` is what the server said, None where it said nothing.
    """

    def __init__(self, said: str, status: int | None = None) -> None:
        super().__init__(said)
        self.status = status


class Answer(NamedTuple):
    """What a server sent: the address that gave it at last, its status, headers (names in lower case), and bytes as unpacked."""

    address: str
    status: int
    headers: Mapping[str, str]
    content: bytes


class Limits(NamedTuple):
    """How long, in seconds, and how much is waited for."""

    connect: float = 10
    read: float = 20  # between two pieces of an answer
    whole: float = 60  # for one answer, with its redirects
    size: int = 32 * MIB  # bytes, packed and unpacked
    tries: int = 3
    wait: float = 30  # before a try, also where the server asks for more
    pause: float = 1  # between two requests to one host


class Client:
    """Asks for addresses, one at a time for each host, with a pause between; may be shared by threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        """Raise Unanswered where the environment's limit is none."""
        self._limits = limits or Limits(whole=_seconds())
        self._next: dict[str, float] = {}  # host -> when it may be asked again
        self._lock = Lock()

    def get(
        self,
        address: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        hosts: frozenset[str] | None = frozenset(),
        size: int | None = None,
    ) -> Answer:
        """Return the answer for an address: its last one, where it leads on within its own host or the `hosts`.

        Where `hosts` is None it is not followed: the caller sees where it leads. At most `size` bytes are taken; where that is 0, none is waited for.
        Any status but those of a server that is busy or broken is an answer, also 404.
        Raises Unanswered for everything else.
        """
        asked = str(httpx.URL(address, params=params)) if params else address
        most = self._limits.size if size is None else size
        for attempt in range(1, self._limits.tries + 1):
            found, later = self._once(asked, headers or {}, None if hosts is None else hosts | {host(address)}, most)
            if found.status not in _AGAIN:
                return found
            wait = min(2.0 ** (attempt - 1) if later is None else later, self._limits.wait)
            if attempt < self._limits.tries:
                time.sleep(wait)
        tries = f"{self._limits.tries} times" if self._limits.tries > 1 else "once"
        what = "too many requests" if found.status == 429 else "it is busy or broken"
        raise Unanswered(f"{host(asked)} answered {found.status} {tries}: {what}; try later", found.status)

    def _once(
        self, address: str, headers: Mapping[str, str], hosts: frozenset[str] | None, size: int
    ) -> tuple[Answer, float | None]:
        """Return the answer of one try, and after how many seconds the server would be asked again."""
        try:
            return asyncio.run(self._followed(address, headers, hosts, size))
        except TimeoutError:
            raise Unanswered(
                f"{host(address)} had not answered in whole after {self._limits.whole:g} seconds; "
                f"try later, or set {TIMEOUT} to more"
            ) from None
        except BadPlace as fault:
            raise Unanswered(str(fault)) from None

    async def _followed(
        self, address: str, headers: Mapping[str, str], hosts: frozenset[str] | None, size: int
    ) -> tuple[Answer, float | None]:
        """Ask, and go where the answer leads within the hosts."""
        left = self._limits.whole
        for _ in range(MOST_REDIRECTS + 1):
            real = placed(address)
            _refuse_odd(real)
            await self._pause(host(real))
            began = time.monotonic()
            async with asyncio.timeout(left):
                found = await self._asked(address, real, headers, size)
            left -= time.monotonic() - began
            if hosts is None or found.status not in REDIRECTS or "location" not in found.headers:
                return found, _later(found.headers.get("retry-after"))
            onward = led_to(address, found.headers["location"])
            away = host(onward) not in hosts and host(onward) != host(real)
            if away or (real.startswith("https:") and not placed(onward).startswith("https:")):
                raise Unanswered(
                    f"{_short(address)} leads to {_short(onward)}, which is not followed; open it in a browser",
                    found.status,
                )
            address = onward
        raise Unanswered(f"{_short(address)} leads in a circle; try later", found.status)

    async def _pause(self, name: str) -> None:
        """Wait until a host may be asked again; a server on the same machine may be at once."""
        if urlsplit(f"//{name}").hostname in LOOPBACK:
            return
        with self._lock:
            moment = max(time.monotonic(), self._next.get(name, 0))
            self._next[name] = moment + self._limits.pause
        await asyncio.sleep(moment - time.monotonic())

    async def _asked(self, address: str, real: str, headers: Mapping[str, str], size: int) -> Answer:
        """Ask one address, and read what comes while it is not too much."""
        said = {"User-Agent": f"ctmeasures/{__version__}", "Accept-Encoding": "gzip", **headers}
        times = httpx.Timeout(self._limits.read, connect=self._limits.connect)
        try:
            async with (
                httpx.AsyncClient(verify=_certificates(_trusted()), timeout=times) as client,
                client.stream("GET", real, headers=said, follow_redirects=False) as response,
            ):
                if not size:
                    return Answer(address, response.status_code, dict(response.headers), b"")
                body = Inflated(response.headers.get("content-encoding", ""), size)
                content = b"".join([body.more(piece) async for piece in response.aiter_raw()]) + body.end()
                return Answer(address, response.status_code, dict(response.headers), content)
        except TooLarge:
            raise Unanswered(f"{_short(real)} is larger than {size / MIB:g} MiB, which is more than is read") from None
        except Undecodable as fault:
            raise Unanswered(f"{_short(real)} answered with {fault}; try later") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError, ImportError) as error:
            raise Unanswered(_why(real, error)) from None


def _why(address: str, error: BaseException) -> str:
    """Say in one sentence why there is no answer."""
    name, causes = host(address), [*_causes(error)]
    proxy = any(isinstance(one, httpx.ProxyError | ImportError) for one in causes)
    if proxy or not isinstance(error, httpx.HTTPError | OSError):
        why = f": {error}".replace("\n", " ").rstrip(": .")
        return f"{name} cannot be asked through the proxy or at the address that is set{why}; look at HTTPS_PROXY and NO_PROXY"
    certificate = next((one for one in causes if isinstance(one, ssl.SSLError)), None)
    if certificate is not None:
        why = getattr(certificate, "verify_message", "") or certificate.reason or "no secure connection"
        return f"{name} is not trusted: {why}; behind a proxy with a certificate of its own, name that in SSL_CERT_FILE"
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout) and _through_proxy(address):
        return f"{name} cannot be reached: the proxy that is set does not answer{_reason(causes)}; look at HTTPS_PROXY and NO_PROXY"
    if any(isinstance(one, socket.gaierror) for one in causes):
        return f"{name} is not found: there is no network here, or no such host; nothing was fetched"
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return f"{name} cannot be reached: it does not answer; try later"
    if isinstance(error, httpx.ConnectError):
        return f"{name} cannot be reached{_reason(causes) or ': no connection'}; is there a network?"
    if isinstance(error, httpx.TimeoutException):
        return f"{name} stopped answering; try later"
    return f"{name} broke off, or sent what is no answer; try later"


def _through_proxy(address: str) -> bool:
    """Tell whether the environment has a proxy between here and an address; httpx asks the same functions."""
    proxies = getproxies()
    parts = urlsplit(address)
    return bool(proxies.get(parts.scheme) or proxies.get("all")) and not proxy_bypass(parts.hostname or "")


def _reason(causes: list[BaseException]) -> str:
    """Say what the system says of a connection that failed; nothing where it does not."""
    number = next((one.errno for one in reversed(causes) if isinstance(one, OSError) and one.errno), None)
    return f": {os.strerror(number)}" if number and number > 0 else ""


def _causes(error: BaseException | None) -> list[BaseException]:
    """Return an error and all that it came of."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and one not in found:
            found.append(one)
            waiting += [one.__cause__, one.__context__, *getattr(one, "exceptions", ())]
    return found


def _refuse_odd(address: str) -> None:
    """Raise Unanswered for what is no address of a page, or has a password in it."""
    try:
        parts = urlsplit(address)
        right = parts.scheme in ("http", "https") and parts.hostname and parts.username is None
        httpx.URL(address)
    except (ValueError, httpx.InvalidURL):
        right = None
    if not right or not address.isprintable():
        raise Unanswered(
            f"{_short(address)} is no address that can be asked; expected one such as https://example.org/page"
        )


def led_to(address: str, location: str) -> str:
    """Return where an answer leads that an address gave."""
    try:
        return urljoin(address, location)
    except ValueError:
        return location


def _short(address: str) -> str:
    """Return an address as a sentence can hold it."""
    said = "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in address)
    return said if len(said) <= 120 else said[:119] + "…"


def _later(said: str | None) -> float | None:
    """Return the seconds of a `Retry-After`, which are a number or a date (RFC 9110, 10.2.3); None where it says none."""
    if said is None:
        return None
    if re.fullmatch("[0-9]{1,9}", said.strip(), re.ASCII):
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _trusted() -> tuple[str, str]:
    return os.environ.get("SSL_CERT_FILE", ""), os.environ.get("SSL_CERT_DIR", "")


@cache
def _certificates(named: tuple[str, str]) -> ssl.SSLContext:
    """Return whom we trust: whom the environment names, else the system and the browsers' common list."""
    context = ssl.create_default_context()
    if not any(named):
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _seconds() -> float:
    """Return how long one answer may take; raise Unanswered where the environment's limit is none."""
    said = os.environ.get(TIMEOUT) or f"{Limits().whole:g}"
    if re.fullmatch(r"(?:[1-9][0-9]{0,3}|0?\.[0-9]*[1-9])", said, re.ASCII) is None:
        raise Unanswered(f"{TIMEOUT} is no number of seconds; set it to one such as {Limits().whole:g}, at most 9999")
    return float(said)
