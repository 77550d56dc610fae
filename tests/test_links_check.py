"""`ctmeasures links check`: the state of each address, and the quotes on the pages, asked of a server of the tests' own."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from servers import Said, Server, hang, in_turn, serving
from support import EXAMPLE, Ran

from ctmeasures.render.data.answers import schema
from ctmeasures.sources.visits import refused

Ct = Callable[..., Ran]
WATER, PROGRESS = "2020-01-15-water", "2020-06-30-progress"
PAGE, SECOND = "/kst-10000-1.html", "/kst-10000-2.html"
OFFICIAL = "https://zoek.officielebekendmakingen.nl"


def page(text: str, publication: str) -> bytes:
    """Return a letter's text as an official web page."""
    body = "".join(f"<p>{escape(one, quote=False)}</p>" for one in text.split("\n\n"))
    head = f'<meta name="DC.identifier" content="{publication}"/><title>x</title>'
    return f'<html><head>{head}</head><body><div id="broodtekst">{body}</div></body></html>'.encode()


def text(letter: str) -> str:
    """Return the text of a letter of the example, without what only its own file has."""
    said = (EXAMPLE / "texts" / f"{letter}.txt").read_text(encoding="utf-8").replace("*", "")
    return re.sub(r"</?b>|(?<=[a-z])-\n(?=[a-z])", "", said)


PAGES: dict[str, Said] = {PAGE: page(text(WATER), "kst-10000-1"), SECOND: page(text(PROGRESS), "kst-10000-2")}
PAGES["/dossier/10000"] = b"<html><body>A dossier</body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the example in which both letters are published."""
    folder = tmp_path / "registry"
    shutil.copytree(EXAMPLE, folder)
    letter = folder / "letters" / f"{PROGRESS}.md"
    said = letter.read_text(encoding="utf-8")
    letter.write_text(said.replace("context: []", "publication: kst-10000-2\ncontext: []"), encoding="utf-8")
    return folder


@pytest.fixture
def server(offline: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    """Run a server that stands for the official hosts, with both letters."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with serving(PAGES) as server:
        monkeypatch.setenv("CTMEASURES_SOURCES", server.address)
        yield server


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def states(ran: Ran) -> dict[str, str]:
    """Return the state of each address by its path."""
    return {one["address"].removeprefix(OFFICIAL): one["state"] for one in json.loads(ran.out)["addresses"]}


def codes(ran: Ran) -> list[str]:
    """Return the codes of the problems."""
    return [one["code"] for one in json.loads(ran.out)["problems"]]


def checked(ct: Ct, folder: Path) -> Ran:
    """Run the command for another program; it writes nothing beside the registry, and its answer holds to its schema."""
    before = tree(folder)
    ran = ct("links", "check", "--format", "json", folder=folder)
    assert tree(folder) == before
    if ran.out:
        Draft202012Validator(schema("links")).validate(json.loads(ran.out))
    return ran


@pytest.mark.slow
def test_all_is_right(server: Server, folder: Path, ct: Ct) -> None:
    ran = ct("links", "check", folder=folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("measures.yaml: 4 addresses: 3 right, 1 not asked; 13 of 13 quotes on their pages.\n")
    assert [path for path in server.asked if path == PAGE] == [PAGE]  # named twice, asked once
    assert f"{OFFICIAL}{PAGE}" in ran.out
    assert "letters/2020-01-15-water.md:9, letters/2020-01-15-water.md:11" in ran.out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "state", "code"),
    [
        ((404, {}, b""), "gone", "link-gone"),
        ((410, {}, b""), "gone", "link-gone"),
        ((302, {"Location": "/fout404.html"}, b""), "gone", "link-gone"),
        ((301, {"Location": "/new.html"}, b""), "moved", "link-moved"),
        ((308, {"Location": "/new.html"}, b""), "moved", "link-moved"),
        ((302, {"Location": "/new.html"}, b""), "right", None),
        ((307, {"Location": "/new.html"}, b""), "right", None),
        ((301, {"Location": "https://elsewhere.example.org/x"}, b""), "moved", "link-moved"),
        ((302, {"Location": "https://elsewhere.example.org/x"}, b""), "unreachable", "link-unreachable"),
        ((301, {"Location": PAGE}, b""), "unreachable", "link-unreachable"),
        ((301, {"Location": "https://[x"}, b""), "unreachable", "link-unreachable"),
        ((403, {}, b""), "unreachable", "link-unreachable"),
        ((301, {}, b""), "unreachable", "link-unreachable"),
    ],
)
def test_each_state_has_its_problem(
    said: Said, state: str, code: str | None, server: Server, folder: Path, ct: Ct
) -> None:
    server.pages |= {PAGE: said, "/new.html": PAGES[PAGE], "/fout404.html": b"<html><body>Nothing</body></html>"}
    ran = checked(ct, folder)
    assert (states(ran)[PAGE], ran.code, ran.err) == (state, 1 if code else 0, "")
    assert codes(ran) == ([code] * 2 if code else [])  # at both places that name it
    assert states(ran)[SECOND] == "right"


def test_a_move_for_good_is_proposed_as_far_as_it_is_one(server: Server, folder: Path, ct: Ct) -> None:
    server.pages |= {
        PAGE: (301, {"Location": "/new.html#part"}, b""),
        "/new.html": (302, {"Location": "/today.html"}, b""),
        "/today.html": PAGES[PAGE],
    }
    ran = ct("links", "check", folder=folder)
    assert ran.code == 1
    assert f"nearest: {OFFICIAL}/new.html\n" in ran.out
    assert "13 of 13 quotes" in ran.out


@pytest.mark.slow
def test_a_problem_stands_at_the_line_that_names_the_address(server: Server, folder: Path, ct: Ct) -> None:
    server.pages[PAGE] = (404, {}, b"")
    ran = ct("links", "check", "--format", "github", folder=folder)
    assert ran.code == 1
    lines = [line for line in ran.out.splitlines() if line.startswith("::")]
    assert [line.partition(",title")[0] for line in lines] == [
        "::error file=letters/2020-01-15-water.md,line=9,col=14",
        "::error file=letters/2020-01-15-water.md,line=11,col=5",
    ]
    assert all("title=link-gone::nothing is at https" in line for line in lines)
    for form in ("sarif", "junit"):
        assert "link-gone" in ct("links", "check", "--format", form, folder=folder).out


def test_a_quote_that_the_page_does_not_hold_stands_at_the_quote(server: Server, folder: Path, ct: Ct) -> None:
    changed = text(WATER).replace("Twelve dikes will be raised", "Twelve (10 000, nr. 7) dikes will be raised")
    server.pages[PAGE] = page(changed, "kst-10000-1")
    ran = ct("links", "check", "--format", "github", folder=folder)
    assert ran.code == 1
    (line,) = [line for line in ran.out.splitlines() if line.startswith("::")]
    number = 1 + (folder / "measures.yaml").read_text(encoding="utf-8").splitlines().index(
        "        quote: Twelve dikes will be raised"
    )
    assert line.startswith(f"::error file=measures.yaml,line={number},col=16,title=quote-not-published::")
    assert "12 of 13 quotes on their pages" in ran.out


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (page(text(PROGRESS), "kst-10000-9"), "it is kst-10000-9"),
        (page(text(PROGRESS), "kst-10000-1"), "none of the"),
        (b"<html><body><p>A page</p></body></html>", "has no text of a publication"),
        (b"\0\1", "no document that is known"),
    ],
)
def test_a_page_that_is_another_paper_is_named_once(
    said: bytes, why: str, server: Server, folder: Path, ct: Ct
) -> None:
    server.pages[PAGE] = said
    ran = checked(ct, folder)
    assert (ran.code, codes(ran)) == (1, ["other-publication"])
    assert why in json.loads(ran.out)["problems"][0]["message"]


def test_other_hosts_are_not_asked_where_another_origin_stands_for_the_official_ones(
    server: Server, folder: Path, ct: Ct
) -> None:
    letter = folder / "letters" / f"{PROGRESS}.md"
    said = letter.read_text(encoding="utf-8")
    letter.write_text(
        said.replace("context: []", "links: [https://example.org/x#part, http://127.0.0.1:1/]\ncontext: []"),
        encoding="utf-8",
    )
    ran = checked(ct, folder)
    assert ran.code == 0
    assert states(ran)["https://example.org/x"] == states(ran)["http://127.0.0.1:1/"] == "not asked"


def test_an_address_of_this_machine_is_not_asked(offline: None, folder: Path, ct: Ct) -> None:
    for url in (
        "http://127.0.0.1/x",
        "http://10.0.0.1/",
        "http://[::1]/",
        "https://intranet/x",
        "http://169.254.169.254/",
    ):
        assert refused(url) == "it is no address of the public network"
    for url in ("https://eur-lex.europa.eu/x", "http://8.8.8.8/", f"{OFFICIAL}/kst-1-1.html"):
        assert refused(url) == ""


@pytest.mark.slow
def test_without_a_network_there_is_one_sentence(offline: None, folder: Path, ct: Ct) -> None:
    before = tree(folder)
    ran = ct("links", "check", folder=folder)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert "is not found: there is no network here" in ran.err
    assert tree(folder) == before


def test_a_server_that_is_not_there_is_one_sentence_too(
    server: Server, folder: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CTMEASURES_SOURCES", "http://127.0.0.1:9")
    ran = ct("links", "check", folder=folder)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    monkeypatch.setenv("CTMEASURES_SOURCES", "nowhere")
    ran = ct("links", "check", folder=folder)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "CTMEASURES_SOURCES is no origin" in ran.err


@pytest.mark.slow
def test_a_page_that_hangs_stops_the_others_not(
    server: Server, folder: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CTMEASURES_TIMEOUT", "0.5")
    server.pages[SECOND] = hang
    ran = checked(ct, folder)
    assert (ran.code, states(ran)[PAGE], states(ran)[SECOND]) == (1, "right", "unreachable")
    assert "had not answered in whole" in json.loads(ran.out)["problems"][0]["message"]


@pytest.mark.slow
@pytest.mark.parametrize(("mark", "asks"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_the_second_run_asks_whether_anything_has_changed(
    mark: str, asks: str, server: Server, folder: Path, ct: Ct
) -> None:
    said = "Mon, 01 Feb 2021 10:00:00 GMT"
    paths = (PAGE, SECOND, "/dossier/10000")
    for path in paths:
        body = PAGES[path]
        assert isinstance(body, bytes)
        server.pages[path] = in_turn((200, {mark: said}, body), (304, {}, b""))
    first = checked(ct, folder)
    assert all(asks not in head for head in server.headers)
    server.asked.clear()
    server.headers.clear()
    assert checked(ct, folder).out == first.out
    assert sorted(server.asked) == sorted(paths)  # each once
    assert all(head.get(asks) == said for head in server.headers)


@pytest.mark.slow
def test_what_has_not_changed_is_not_sent_again(server: Server, folder: Path, ct: Ct) -> None:
    body = PAGES[PAGE]
    assert isinstance(body, bytes)
    server.pages[PAGE] = in_turn((200, {"ETag": '"1"'}, body), (304, {}, b""), (200, {"ETag": '"2"'}, b"other"))
    first, second = checked(ct, folder), checked(ct, folder)
    assert first.out == second.out
    asked = [head for path, head in zip(server.asked, server.headers, strict=True) if path == PAGE]
    assert [head.get("If-None-Match") for head in asked] == [None, '"1"']
    assert codes(checked(ct, folder)) == ["other-publication"]  # the server is believed, not the cache


@pytest.mark.slow
def test_it_can_be_read_at_every_width(server: Server, folder: Path, ct: Ct) -> None:
    server.pages[PAGE] = (301, {"Location": "/new.html"}, b"")
    server.pages["/new.html"] = PAGES[PAGE]
    for width in (40, 80, 120, 160):
        ran = ct("links", "check", "--format", "table", folder=folder, columns=width)
        assert ran.code == 1
        table = ran.out.rpartition("nearest: ")[2].partition("\n")[2].splitlines()
        assert max(map(len, table)) <= width
        assert any("kst-10000-1.html" in line for line in table)
        assert "13 of 13 quotes on their pages." in " ".join(table)


@pytest.mark.parametrize("form", ["table", "text", "json", "github", "sarif", "junit"])
def test_nothing_harmful_that_a_server_says_reaches_an_output(
    form: str, server: Server, folder: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    odd = "https://example.org/\x1b[31m\x9b\x07[red]%0A::error::x"
    server.pages |= {
        PAGE: (301, {"Location": odd}, b""),
        "/dossier/10000": (302, {"Location": odd}, b""),
        SECOND: page("::error::x \u202e[red]y[/] \x9b <b>", "kst-10000-2"),
    }
    ran = ct("links", "check", "--format", form, folder=folder, columns=400)
    assert (ran.code, ran.err) == (1, "")
    assert not set("\x1b\x9b\x07\u202e") & set(ran.out)
    commands = [line for line in ran.out.splitlines() if line.lstrip().startswith("::")]
    assert all(form == "github" and re.match("::(error|warning) file=[^:]*::", line) for line in commands)


@pytest.mark.slow
@given(
    said=st.binary(max_size=200) | st.sampled_from([b"<html></html>", b"%PDF-1.4", b"PK\x03\x04", b"<x/>"]),
    status=st.sampled_from([200, 204, 206, 300, 304, 401, 410, 451]),
    location=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_any_answer_is_a_state(said: bytes, status: int, location: str, server: Server, folder: Path, ct: Ct) -> None:
    server.pages[PAGE] = (status, {"Location": location, "ETag": location}, said)
    ran = ct("links", "check", folder=folder)
    assert (ran.code in (0, 1), ran.err) == (True, "")


def test_nothing_to_ask(registry: Callable[..., Path], offline: None, ct: Ct) -> None:
    folder = registry("version: 1\nmeasures: []\n", letters={})
    ran = ct("links", "check", folder=folder)
    assert (ran.code, ran.out) == (0, "measures.yaml: 0 addresses: nothing to ask.\n")
