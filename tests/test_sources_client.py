"""The client against a server on this machine: an answer, or one sentence, within a bounded time."""

import gzip
import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from socket import socket

import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servers import Server, drip_body, drip_head, endless, half, hang, in_turn, raw, serving

from ctmeasures.sources.client import Answer, Client, Limits, Unanswered
from ctmeasures.sources.places import OFFICIAL, host, placed

QUICK = Limits(connect=1, read=1, whole=2, size=1024 * 1024, tries=3, wait=0.05, pause=0)
PAGE = "https://zoek.officielebekendmakingen.nl/kst-29754-421.html"
MIRROR = "CTMEASURES_SOURCES"


@pytest.fixture
def server(offline: None) -> Iterator[Server]:
    with serving({"/page": b"hello"}) as started:
        yield started


def get(address: str, limits: Limits = QUICK, **more: object) -> Answer:
    return Client(limits).get(address, **more)  # type: ignore[arg-type]


def refused(address: str, limits: Limits = QUICK, **more: object) -> str:
    with pytest.raises(Unanswered) as fault:
        get(address, limits, **more)
    said = str(fault.value)
    assert said
    assert "\n" not in said
    return said


@pytest.mark.slow
def test_an_answer_has_its_address_status_headers_and_bytes(server: Server) -> None:
    found = get(f"{server.address}/page")
    assert (found.address, found.status, found.content) == (f"{server.address}/page", 200, b"hello")
    assert found.headers["content-length"] == "5"
    assert server.headers[0]["User-Agent"].startswith("ctmeasures/")
    assert server.headers[0]["Accept-Encoding"] == "gzip"


def test_parameters_are_encoded(server: Server) -> None:
    get(f"{server.address}/page", params={"query": "a==b AND c"}, headers={"If-None-Match": "x"})
    assert server.asked == ["/page?query=a%3D%3Db+AND+c"]
    assert server.headers[0]["If-None-Match"] == "x"


def test_a_missing_page_is_an_answer(server: Server) -> None:
    assert get(f"{server.address}/none").status == 404


@pytest.mark.parametrize("path", ["/on", "/far"])
def test_a_redirect_on_the_same_host_is_followed(server: Server, path: str) -> None:
    server.pages |= {"/on": (301, {"Location": "/page"}, b""), "/far": (302, {"Location": f"{server.address}/on"}, b"")}
    found = get(server.address + path)
    assert (found.address, found.status, found.content) == (f"{server.address}/page", 200, b"hello")
    assert server.asked[-1] == "/page"


def test_a_redirect_to_another_host_is_followed_where_that_is_allowed(server: Server) -> None:
    with serving({"/there": (307, {"Location": f"{server.address}/page"}, b"")}) as other:
        said = refused(f"{other.address}/there")
        assert f"leads to {server.address}/page, which is not followed" in said
        assert server.asked == []
        assert get(f"{other.address}/there", hosts=frozenset({host(server.address)})).content == b"hello"


@pytest.mark.parametrize(
    "where", ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:1", "http://[", "//", "http://a:b@127.0.0.1/"]
)
def test_a_redirect_to_what_is_no_page_is_refused(server: Server, where: str) -> None:
    server.pages["/on"] = (301, {"Location": where}, b"")
    refused(f"{server.address}/on")


def test_a_circle_is_refused(server: Server) -> None:
    server.pages["/on"] = (301, {"Location": "/on"}, b"")
    assert "circle" in refused(f"{server.address}/on")


def test_gzip_is_unpacked(server: Server) -> None:
    server.pages["/packed"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"hello" * 100))
    assert get(f"{server.address}/packed").content == b"hello" * 100


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(bytes(4 * 1024 * 1024))),
        ("gzip, gzip", gzip.compress(gzip.compress(bytes(1024)))),
        ("br", b"\x8b"),
        ("gzip", b"no gzip"),
        ("gzip", gzip.compress(b"hello")[:-4]),
        ("gzip", gzip.compress(b"hello") + b"more"),
    ],
    ids=["bomb", "twice", "other", "none", "cut", "more"],
)
def test_what_is_packed_otherwise_or_grows_too_large_is_refused(server: Server, coding: str, body: bytes) -> None:
    server.pages["/packed"] = (200, {"Content-Encoding": coding}, body)
    refused(f"{server.address}/packed")


def test_an_endless_answer_is_refused(server: Server) -> None:
    server.pages["/endless"] = endless
    assert "larger than 1 MiB" in refused(f"{server.address}/endless")


@pytest.mark.slow
@pytest.mark.parametrize("how", [hang, drip_head, drip_body], ids=lambda how: how.__name__)
def test_nothing_hangs(server: Server, how: object) -> None:
    server.pages["/slow"] = how  # type: ignore[assignment]
    began = time.monotonic()
    said = refused(f"{server.address}/slow", QUICK._replace(whole=0.3))
    assert "not answered in whole after 0.3 seconds" in said
    assert time.monotonic() - began < 20


@pytest.mark.slow
def test_a_server_that_stops_is_not_waited_for(server: Server) -> None:
    server.pages["/slow"] = hang
    assert "stopped answering" in refused(f"{server.address}/slow", QUICK._replace(read=0.2, whole=20))


@pytest.mark.parametrize(
    "how", [half, raw(b""), raw(b"no HTTP\r\n\r\n"), raw(b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")]
)
def test_a_server_that_dies_or_speaks_otherwise_is_said(server: Server, how: object) -> None:
    server.pages["/odd"] = how  # type: ignore[assignment]
    assert "broke off" in refused(f"{server.address}/odd")


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again(server: Server, status: int) -> None:
    server.pages["/busy"] = in_turn((status, {"Retry-After": "0"}, b""), b"now")
    assert get(f"{server.address}/busy").content == b"now"


@pytest.mark.slow
@pytest.mark.parametrize("later", ["0", "99999999", "Fri, 01 Jan 2100 00:00:00 GMT", "soon", "-1"])
def test_a_server_that_stays_busy_is_left_alone(server: Server, later: str) -> None:
    server.pages["/busy"] = (429, {"Retry-After": later}, b"")
    with pytest.raises(Unanswered, match="answered 429 3 times: too many requests; try later") as fault:
        get(f"{server.address}/busy")
    assert fault.value.status == 429
    assert len(server.asked) == 3


def test_no_network_is_said_at_once(offline: None) -> None:
    with socket() as nobody:  # as long as it holds the port, without listening, no other program can answer there
        nobody.bind(("127.0.0.1", 0))
        assert "cannot be reached" in refused(f"http://127.0.0.1:{nobody.getsockname()[1]}")
    assert "is not found" in refused("http://no-such-host.invalid/")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "file:///etc/passwd",
        "http://",
        "http://a:b@127.0.0.1/",
        "http://127.0.0.1:x/",
        "http://[::1",
        "http://a\nb/",
    ],
)
def test_what_is_no_address_is_refused(offline: None, address: str) -> None:
    assert "is no address" in refused(address)


@pytest.mark.slow
def test_a_certificate_must_be_of_somebody_we_trust(
    offline: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(secure)
    with serving({"/page": b"hello"}, secure) as server:
        address = server.address.replace("http:", "https:")
        assert "is not trusted" in refused(f"{address}/page")
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert get(f"{address}/page").content == b"hello"
        server.pages["/down"] = (301, {"Location": "http://127.0.0.1:1/"}, b"")
        assert "not followed" in refused(f"{address}/down", hosts=frozenset({"127.0.0.1:1"}))


def test_a_proxy_of_the_environment_is_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.pages["http://there.invalid/page"] = b"through"
    monkeypatch.setenv("HTTP_PROXY", server.address)
    assert get("http://there.invalid/page").content == b"through"
    monkeypatch.setenv("NO_PROXY", "there.invalid")
    assert "is not found" in refused("http://there.invalid/page")
    for odd in ("socks5://127.0.0.1:1", "nonsense://x", "http://127.0.0.1:x"):
        monkeypatch.setenv("HTTP_PROXY", odd)
        assert "proxy" in refused("http://here.invalid/page")


def test_another_origin_takes_the_place_of_the_official_ones(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MIRROR, server.address)
    server.pages |= {"/kst-29754-421.html": (302, {"Location": "/other.html"}, b""), "/other.html": b"paper"}
    found = get(PAGE)
    assert (found.address, found.content) == ("https://zoek.officielebekendmakingen.nl/other.html", b"paper")
    assert {placed(f"https://{name}/x?y") for name in OFFICIAL} == {f"{server.address}/x?y"}
    assert placed("https://www.tweedekamer.nl/") == "https://www.tweedekamer.nl/"


@pytest.mark.parametrize(
    "said", ["x", "127.0.0.1:8000", "ftp://a", "http://a/b", "http://u:p@a", "http://a:x", "http://["]
)
def test_an_origin_that_is_none_is_said(offline: None, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MIRROR, said)
    assert refused(PAGE) == f"{MIRROR} is no origin; set it to one such as http://127.0.0.1:8000, or leave it out"


@pytest.mark.parametrize("said", ["x", "0", "-1", "1e9", "99999", "0.0"])
def test_a_time_limit_that_is_none_is_said(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTMEASURES_TIMEOUT", said)
    with pytest.raises(Unanswered, match="CTMEASURES_TIMEOUT is no number of seconds"):
        Client()


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), headed=st.booleans())
def test_any_bytes_are_an_answer_or_a_sentence(server: Server, data: bytes, headed: bool) -> None:
    server.pages["/any"] = raw((b"HTTP/1.1 200 OK\r\n" if headed else b"") + data)
    with suppress(Unanswered):
        assert isinstance(get(f"{server.address}/any").content, bytes)


def test_where_an_address_leads_can_be_seen_without_following_it_or_reading_its_bytes(server: Server) -> None:
    server.pages |= {"/old": (301, {"Location": "https://example.org/new"}, b"moved"), "/long": endless}
    found = get(f"{server.address}/old", hosts=None)
    assert (found.status, found.headers["location"], found.content) == (301, "https://example.org/new", b"moved")
    assert server.asked == ["/old"]
    assert get(f"{server.address}/long", hosts=None, size=0).status == 200


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "http://nowhere.invalid:9"])
def test_a_proxy_that_does_not_answer_is_named(proxy: str, offline: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    said = refused("https://here.invalid/page")
    assert said.startswith("here.invalid cannot be reached: the proxy that is set does not answer")
    assert said.endswith("; look at HTTPS_PROXY and NO_PROXY")
    monkeypatch.setenv("NO_PROXY", "here.invalid")
    assert "proxy" not in refused("https://here.invalid/page")
