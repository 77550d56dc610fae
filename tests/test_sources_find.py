"""`letters find`: what is published of a registry's dossiers, against a server on this machine."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from servers import Handler, Said, Server, half, raw, serving
from support import ROOT, Ran, copied_registry

from ctmeasures.render.data.answers import schema
from ctmeasures.sources import official
from ctmeasures.sources.client import Client, Limits, Unanswered
from ctmeasures.sources.places import placed

Ct = Callable[..., Ran]
RECORD = """<record><recordData><gzd><originalData><meta><owmskern><identifier>{id}</identifier><title>{title}</title>
<type scheme="OVERHEIDop.Parlementair">Kamerstuk</type><creator>{sender}</creator></owmskern>
<owmsmantel><available>{day}</available></owmsmantel>
<tpmeta><dossiernummer>{dossier}</dossiernummer></tpmeta></meta></originalData></gzd></recordData></record>"""
PAPERS = [
    ("kst-29754-421", "2017-06-21", "Brief regering; Reactie op de aanslagen in het Verenigd Koninkrijk"),
    ("kst-29754-426", "2017-06-26", "Brief regering; Beleidsbrief bij Dreigingsbeeld Terrorisme Nederland 45"),
    ("kst-29754-425", "2017-06-26", "Brief regering; Dreigingsbeeld Terrorisme Nederland 45"),
    ("kst-29754-430", "2017-06-27", "Motie; Motie van het lid Vries over de dreiging"),
    ("kst-29754-448", "2018-04-26", "Brief regering; Preventie van radicalisering"),
    ("blg-812345", "2018-04-26", "Bijlage; Een bijlage"),
    ("kst-29754-468", "2018-09-10", "Brief van de Minister; Dreigingsbeeld 48 <b>\x85"),
]


def records(papers: list[tuple[str, str, str]], dossier: str = "29754") -> str:
    return "".join(
        RECORD.format(
            id=key, title=escape(f"Terrorismebestrijding; {said}"), sender="Tweede Kamer", day=day, dossier=dossier
        )
        for key, day, said in papers
    )


def response(total: int, inner: str) -> bytes:
    space = "http://docs.oasis-open.org/ns/search-ws/sruResponse"
    return f'<?xml version="1.0" encoding="UTF-8"?><searchRetrieveResponse xmlns="{space}"><numberOfRecords>{total}</numberOfRecords><records>{inner}</records></searchRetrieveResponse>'.encode()  # fmt: skip


def search(handler: Handler) -> None:
    """Answer a question as the service would: by dossier and day, three records a page."""
    asked = {name: said[0] for name, said in parse_qs(urlsplit(handler.path).query).items()}
    since = re.search(r'dt\.available>="([0-9-]+)"', asked["query"])
    right = "w.dossiernummer==29754" in asked["query"]
    found = [one for one in PAPERS if right and (since is None or one[1] >= since[1])]
    start = int(asked["startRecord"]) - 1
    body = response(len(found), records(found[start : start + 3]))
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied_registry(tmp_path / "registry")


@pytest.fixture
def server(offline: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving({"/sru": search}) as started:
        monkeypatch.setenv("CTMEASURES_SOURCES", started.address)
        monkeypatch.setenv("CTMEASURES_TIMEOUT", "5")
        yield started


def find(ct: Ct, folder: Path, *words: str) -> Ran:
    """Run the command; its answer in JSON holds to its schema."""
    ran = ct("letters", "find", *words, folder=folder)
    if "json" in words and ran.code == 0:
        Draft202012Validator(schema("papers")).validate(json.loads(ran.out))
    return ran


@pytest.mark.slow
def test_letters_that_are_not_there_are_found_newest_first(server: Server, folder: Path, ct: Ct) -> None:
    ran = find(ct, folder, "--dossier", "29 754", "--format", "ids")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split() == ["kst-29754-468", "kst-29754-448", "kst-29754-426", "kst-29754-425"]
    assert [parse_qs(urlsplit(one).query)["startRecord"] for one in server.asked] == [["1"], ["4"], ["7"]]
    assert 'dt.available>="2015-02-27"' in parse_qs(urlsplit(server.asked[0]).query)["query"][0]
    plain = find(ct, folder, "--dossier", "29754").out
    assert "perhaps 2017-06-23-beleidsbrief-dtn-45" in plain
    assert "4 of 6 papers. 1 is no letter of the government, 1 is in the registry; --all shows them. Dossiers asked: 29754, since 27 February 2015." in plain  # fmt: skip


def test_the_dossiers_are_those_of_letters_and_those_that_measures_refer_to(
    server: Server, folder: Path, ct: Ct
) -> None:
    told = json.loads(find(ct, folder, "--format", "json").out)
    assert told["dossiers"] == ["29754", "34359", "34588"]


def test_all_shows_what_the_others_are(server: Server, folder: Path, ct: Ct) -> None:
    told = json.loads(find(ct, folder, "--dossier", "29754", "--all", "--format", "json").out)
    assert {one["id"]: (one["standing"], one["letter"]) for one in told["papers"]} == {
        "kst-29754-468": ("new", None),
        "kst-29754-448": ("new", None),
        "kst-29754-430": ("other", None),
        "kst-29754-426": ("maybe", "2017-06-23-beleidsbrief-dtn-45"),
        "kst-29754-425": ("maybe", "2017-06-23-beleidsbrief-dtn-45"),
        "kst-29754-421": ("known", "2017-06-19-aanslagen-verenigd-koninkrijk"),
    }
    assert told["papers"][0]["url"] == "https://zoek.officielebekendmakingen.nl/kst-29754-468.html"


@pytest.mark.slow
def test_a_letter_without_publication_gets_proposals(server: Server, folder: Path, ct: Ct) -> None:
    told = json.loads(find(ct, folder, "--id", "2017-06-23", "--format", "json").out)["papers"]
    assert [(one["id"], one["days_behind"], one["title_words"], one["title_words_of"]) for one in told][:2] == [
        ("kst-29754-426", 3, 5, 5),
        ("kst-29754-425", 3, 4, 5),
    ]
    assert "3 days later, 5 of 5 words of the title" in find(ct, folder, "--id", "2017-06-23").out
    ran = find(ct, folder, "--id", "2017-06-19")
    assert (ran.code, ran.err) == (2, "ctmeasures: --id: the letter 2017-06-19-aanslagen-verenigd-koninkrijk has its publication, kst-29754-421; leave out --id\n")  # fmt: skip


@pytest.mark.slow
def test_what_was_passed_over_is_not_offered_again(server: Server, folder: Path, ct: Ct) -> None:
    assert find(ct, folder, "--pass", "kst-29754-448", "--reason", "prevention: another registry").code == 0
    assert (
        find(ct, folder, "--pass", "https://zoek.officielebekendmakingen.nl/kst-29754-468.html", "--reason", "x").code
        == 0
    )
    assert server.asked == []
    text = (folder / "passed.yaml").read_text(encoding="utf-8")
    assert re.fullmatch(
        r"- id: kst-29754-448\n  reason: 'prevention: another registry'\n  date: [0-9-]{10}\n- id: kst-29754-468\n  reason: x\n  date: [0-9-]{10}\n",
        text.replace('"', "'"),
    )
    assert find(ct, folder, "--dossier", "29754", "--format", "ids").out.split() == ["kst-29754-426", "kst-29754-425"]
    assert "passed over: prevention: another registry" in find(ct, folder, "--dossier", "29754", "--all").out
    again = find(ct, folder, "--pass", "KST-29754-448", "--reason", "y")
    assert (again.code, again.err) == (
        2,
        "ctmeasures: --pass: kst-29754-448 was passed over already: prevention: another registry\n",
    )
    assert (folder / "passed.yaml").read_text(encoding="utf-8") == text
    assert ct("check", folder=folder).code == ct("check", folder=ROOT).code


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--pass", "x", "--reason", "y"), "`x` is no publication; expected one such as kst-29754-430"),
        (("--pass", "kst-1-2"), "--reason is missing"),
        (("--pass", "kst-1-2", "--reason", " "), "--reason is missing"),
        (("--pass", "kst-1-2", "--reason", "x", "--all"), "give it with --reason alone"),
        (("--pass", "kst-29754-421", "--reason", "x"), "is the letter 2017-06-19-aanslagen-verenigd-koninkrijk"),
        (("--reason", "x"), "--reason is for --pass"),
        (("--dossier", "12"), "`12` is no dossier; expected one such as 29754"),
        (("--dossier", '29754" OR 1'), "is no dossier"),
        (("--id", "1999"), "there is no letter `1999`"),
        (("--id", "2017-06-23", "--since", "2018"), "leave out --since"),
        (("--since", "soon"), "is no date"),
        (("--save", "measures.yaml"), "is no folder"),
        (("--save", "letters"), "is not empty"),
    ],
)
def test_what_cannot_be_is_refused_before_anybody_is_asked(
    words: tuple[str, ...], said: str, server: Server, folder: Path, ct: Ct
) -> None:
    ran = find(ct, folder, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert server.asked == []
    assert not (folder / "passed.yaml").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: kst-1-2\n  reason: x\n", "passed.yaml:1:3"),
        ("- id: kst-1-2\n  reason: x\n  date: 2018\n", "passed.yaml:3:9"),
        ("- id: kst-1-2\n  reson: x\n  date: 2018-01-01\n", "passed.yaml:2:3"),
        ("- id: [\n", "passed.yaml:2:1"),
        ("x", "passed.yaml:1:1"),
    ],
)
def test_a_fault_of_the_file_is_shown_with_its_place(
    text: str, said: str, server: Server, folder: Path, ct: Ct
) -> None:
    (folder / "passed.yaml").write_text(text, encoding="utf-8")
    for words in (("--dossier", "29754"), ("--pass", "kst-3-4", "--reason", "x")):
        ran = find(ct, folder, *words)
        assert ran.code == 1
        assert said in ran.err
    assert server.asked == []
    assert (folder / "passed.yaml").read_text(encoding="utf-8") == text


def test_a_link_in_the_place_of_the_file_is_refused(folder: Path, ct: Ct) -> None:
    (folder.parent / "else").write_text("", encoding="utf-8")
    (folder / "passed.yaml").symlink_to(folder.parent / "else")
    ran = find(ct, folder, "--pass", "kst-3-4", "--reason", "x")
    assert ran.code == 2
    assert "is a link that leads elsewhere" in ran.err
    assert (folder.parent / "else").read_bytes() == b""


def test_answers_are_kept_as_they_came_in_new_files_only(server: Server, folder: Path, ct: Ct) -> None:
    words = ("--dossier", "29754", "--save", "kept")
    assert find(ct, folder, *words).err == "kept 3 answers in kept\n"
    names = [f"29754-2015-02-27-{number}.xml" for number in (1, 2, 3)]
    assert sorted(path.name for path in (folder / "kept").iterdir()) == names
    assert (folder / "kept" / names[0]).read_bytes() == response(7, records(PAPERS[:3]))
    assert "is not empty" in find(ct, folder, *words).err


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><a>&b;</a>'
FAULTS: dict[str, tuple[Said, str]] = {
    "a page": (b"<!DOCTYPE html><html><body>Er is iets misgegaan</body></html>", "was not expected"),
    "nothing": ((200, {}, b""), "was not expected"),
    "other XML": (b"<other/>", "<other> without a number of records"),
    "no number": (response(1, "").replace(b"<numberOfRecords>1", b"<numberOfRecords>many"), "without a number of records"),
    "no identifier": (response(1, "<record/>"), "a record without an identifier"),
    "fewer": (response(9, ""), "0 of 9 papers and then none"),
    "a refusal": (b"<searchRetrieveResponse><diagnostics><diagnostic><message>Unknown index</message></diagnostic></diagnostics></searchRetrieveResponse>", "a refusal (Unknown index)"),
    "404": ((404, {}, b""), "the status 404"),
    "charset": (b'<?xml version="1.0" encoding="UTF-8"?><a>\xff</a>', "XML that cannot be read"),
    "no charset": (b'<?xml version="1.0" encoding="nonsense"?><a/>', "XML that cannot be read"),
    "entities": (BOMB, "defines entities"),
    "deep": (b"<a>" * 100000, "XML that cannot be read"),
    "half": (half, "broke off"),
    "no HTTP": (raw(b"\0"), "broke off"),
    "away": ((302, {"Location": "https://example.org/"}, b""), "leads to https://example.org/, which is not followed"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_an_answer_that_is_not_what_it_should_be_is_one_sentence(
    what: str, server: Server, folder: Path, ct: Ct
) -> None:
    server.pages["/sru"], said = FAULTS[what]
    ran = find(ct, folder, "--dossier", "29754", "--save", "kept")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("ctmeasures: ")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert not (folder / "kept").exists()


def test_nothing_found_is_an_answer(server: Server, folder: Path, ct: Ct) -> None:
    server.pages["/sru"] = response(0, "")
    ran = find(ct, folder, "--dossier", "29754")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# 0 of 0 papers.")


def test_without_a_network_it_is_said(offline: None, folder: Path, ct: Ct) -> None:
    ran = find(ct, folder)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "there is no network here" in ran.err


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "plain", "json", "jsonl", "csv", "md", "ids"])
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_form_and_language(form: str, lang: str, server: Server, folder: Path, ct: Ct) -> None:
    for columns in (40, 160):
        ran = ct(
            "letters",
            "find",
            "--dossier",
            "29754",
            "--all",
            "--format",
            form,
            "--lang",
            lang,
            folder=folder,
            columns=columns,
        )
        assert ran.code == 0
        assert "kst-29754-448" in ran.out
        assert "\x85" not in ran.out
    if form == "plain" and lang == "nl":
        assert "niet in het register" in ran.out
        assert "papers" not in ran.out


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=200) | st.text(alphabet="<>/a&;\"'=! \n", max_size=100).map(str.encode),
    inside=st.booleans(),
)
def test_any_bytes_are_papers_or_a_sentence(server: Server, data: bytes, inside: bool) -> None:
    server.pages["/sru"] = (200, {}, response(1, "@").replace(b"@", data) if inside else data)
    assert placed(official.SEARCH).startswith(server.address)
    with suppress(Unanswered):
        assert [*official.search(Client(Limits(whole=5)), "29754", "", 10)]
