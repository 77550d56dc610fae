"""`letters find` with a closer look: metadata of what may be a letter, and the texts of a few papers."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from papers import Piece, kst
from servers import Said, Server, half, serving
from support import ROOT, Ran, copied_registry
from test_sources_find import records, response

Ct = Callable[..., Ran]
LETTER = "2017-06-23-beleidsbrief-dtn-45"
QUOTES = ROOT / "measures.yaml"
PAPERS = [
    ("kst-29754-424", "2017-06-26", "Brief regering; Voortgang van de aanpak"),
    ("kst-29754-425", "2017-06-26", "Brief regering; Dreigingsbeeld Terrorisme Nederland 45"),
    ("kst-29754-427", "2017-06-28", "Brief regering; Beleidsbrief bij Dreigingsbeeld Terrorisme Nederland 45"),
    ("kst-29754-430", "2017-06-27", "Motie; Motie van het lid Vries over de dreiging"),
    ("kst-29754-448", "2018-04-26", "Brief regering; Preventie van radicalisering"),
    ("kst-29754-468", "2018-09-10", "Brief van de Minister; Dreigingsbeeld 48"),
]


def metadata(key: str, day: str = "", title: str = "", *senders: str) -> bytes:
    said = {"DC.identifier": key, "OVERHEIDop.datumBrief": day, "OVERHEIDop.documenttitel": title}
    named = [*said.items(), *(("OVERHEIDop.indiener", one) for one in senders)]
    inner = "".join(f'<metadata name="{name}" scheme="" content="{text}"/>' for name, text in named if text)
    return f'<?xml version="1.0" encoding="UTF-8"?><metadata_gegevens>{inner}</metadata_gegevens>'.encode()


def paper(key: str, *texts: str) -> bytes:
    """Return a paper in our own words as XML."""
    lead = "Met deze brief informeer ik uw Kamer over de stand van zaken van de aanpak in het hele land."
    return kst([Piece("text", one) for one in (lead, *texts, lead)]).replace(b"kst-12345-7", key.encode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied_registry(tmp_path / "registry")


@pytest.fixture
def server(offline: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving({"/sru": response(len(PAPERS), records(PAPERS))}) as started:
        monkeypatch.setenv("CTMEASURES_SOURCES", started.address)
        monkeypatch.setenv("CTMEASURES_TIMEOUT", "5")
        yield started


def find(ct: Ct, folder: Path, *words: str) -> Ran:
    return ct("letters", "find", "--dossier", "29754", *words, folder=folder)


def told(ct: Ct, folder: Path, *words: str) -> dict[str, dict[str, object]]:
    ran = find(ct, folder, *words, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    return {one["id"]: one for one in json.loads(ran.out)["papers"]}


def paths(server: Server) -> list[str]:
    return [urlsplit(one).path for one in server.asked if not parse_qs(urlsplit(one).query)]


@pytest.mark.slow
def test_the_day_and_the_sender_of_the_metadata_count(server: Server, folder: Path, ct: Ct) -> None:
    server.pages |= {
        "/kst-29754-424/metadata.xml": metadata(
            "kst-29754-424", "2017-06-23", "Beleidsbrief", "S.A. Blok", "L.F. Asscher"
        ),
        "/kst-29754-425/metadata.xml": metadata("kst-29754-425", "2017-06-22", "", "X. Ander"),
        "/kst-29754-427/metadata.xml": metadata("kst-29754-427", "2017-06-14"),
    }
    found = told(ct, folder, "--id", "2017-06-23")
    facts = {key: (one["days_behind"], one["title_words"], one["same_sender"]) for key, one in found.items()}
    assert facts == {  # 427 is dated nine days before the letter: another one
        "kst-29754-424": (0, 1, True),
        "kst-29754-425": (-1, 4, False),
    }
    assert [*found] == ["kst-29754-424", "kst-29754-425"]
    assert (found["kst-29754-424"]["title"], found["kst-29754-424"]["date"]) == ("Beleidsbrief", "2017-06-23")
    assert paths(server) == [f"/kst-29754-{number}/metadata.xml" for number in (427, 425, 424)]
    plain = find(ct, folder, "--id", "2017-06-23").out
    assert "the same day, 1 of 5 words of the title, the same sender" in plain
    assert "1 day earlier, 4 of 5 words of the title" in plain


def test_without_metadata_the_list_of_papers_decides(server: Server, folder: Path, ct: Ct) -> None:
    assert [*told(ct, folder, "--id", "2017-06-23")] == ["kst-29754-427", "kst-29754-425"]


@pytest.mark.slow
@pytest.mark.parametrize("fault", [half, (500, {}, b""), metadata("kst-1-2"), b"<a>", (403, {}, b"")])
def test_metadata_that_do_not_come_cost_no_proposal(
    fault: Said, server: Server, folder: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    server.pages |= {"/kst-29754-427/metadata.xml": fault}
    ran = find(ct, folder, "--id", "2017-06-23", "--format", "ids")
    assert ran.code == 0
    assert {*ran.out.split()} == {"kst-29754-427", "kst-29754-425"}
    assert ran.err.startswith("kst-29754-427 was not looked at: ")
    assert ran.err.count("\n") == 1


@pytest.mark.slow
def test_the_quotes_in_its_text_prove_which_it_is(server: Server, folder: Path, ct: Ct) -> None:
    import yaml

    registry = yaml.load(QUOTES.read_text(encoding="utf-8"), yaml.BaseLoader)
    quotes = [event["quote"] for one in registry["measures"] for event in one["history"] if event["letter"] == LETTER]
    server.pages |= {
        "/kst-29754-425.xml": paper("kst-29754-425", *(f"Dit staat er: {one}." for one in quotes)),
        "/kst-29754-427.xml": paper("kst-29754-427", "Dit is een andere brief, over iets anders dan dit."),
    }
    found = told(ct, folder, "--id", "2017-06-23", "--read", "2")
    assert [*found] == ["kst-29754-425", "kst-29754-427"]
    counts = {key: (one["quotes_found"], one["quotes"]) for key, one in found.items()}
    total = counts["kst-29754-427"][1]
    assert isinstance(total, int)
    assert counts == {"kst-29754-425": (total, total), "kst-29754-427": (0, total)}
    assert f"0 of {total} quotes, 5 days later" in find(ct, folder, "--id", "2017-06-23", "--read", "1").out
    asked = paths(server)
    assert "/kst-29754-424.xml" not in asked


@pytest.mark.slow
def test_the_newest_that_are_read_say_what_they_cite(server: Server, folder: Path, ct: Ct) -> None:
    text = "Zie de brief (Kamerstuk 29 754, nr. 421), de strategie (Kamerstukken II 2015/16, 29 754, nr. 391) en de wet (Kamerstuk 34 359)."
    server.pages |= {
        "/kst-29754-468.xml": paper("kst-29754-468", text, "Zie ook kst-29754-302 en kst-29754-468 zelf."),
        "/kst-29754-448.xml": paper("kst-29754-448", "Hier wordt naar niets verwezen."),
    }
    found = told(ct, folder, "--read", "2")
    assert {key: (one["cited_letters"], one["cites"]) for key, one in found.items()} == {
        "kst-29754-468": (
            ["2017-06-19-aanslagen-verenigd-koninkrijk", "2015-02-27-versterking-veiligheidsketen"],
            ["kst:29754-391", "dossier:34359"],
        ),
        "kst-29754-448": ([], []),
        "kst-29754-427": (None, None),
        "kst-29754-425": (None, None),
        "kst-29754-424": (None, None),
    }
    registry = (folder / "measures.yaml").read_text(encoding="utf-8")
    assert all(key in registry for key in found["kst-29754-468"]["measures"] or ())
    assert found["kst-29754-468"]["measures"]
    assert [one for one in paths(server) if one.endswith(".xml") and "metadata" not in one] == ["/kst-29754-468.xml", "/kst-29754-448.xml"]  # fmt: skip
    server.asked.clear()
    assert "cited_letters" in find(ct, folder, "--format", "csv").out
    assert paths(server) == []  # nothing is read unless it is asked for


def test_what_cannot_be_read_is_said_and_the_others_are_shown(server: Server, folder: Path, ct: Ct) -> None:
    server.pages |= {"/kst-29754-468.xml": paper("kst-29754-468", "Kamerstuk 29 754, nr. 421.")[:-99]}
    ran = find(ct, folder, "--read", "2")
    assert ran.code == 0
    lines = ran.err.splitlines()
    assert lines[0].startswith("kst-29754-468 cannot be read: ")
    assert lines[1].startswith("kst-29754-448 was not looked at: zoek.officielebekendmakingen.nl has no kst-29754-448")
    assert "kst-29754-468" in ran.out
    assert "CITES" not in ran.out


def test_what_was_read_is_kept_with_the_answers(server: Server, folder: Path, ct: Ct) -> None:
    server.pages |= {"/kst-29754-468.xml": paper("kst-29754-468", "Niets.")}
    assert find(ct, folder, "--read", "1", "--save", "kept").err == "kept 2 answers in kept\n"
    assert sorted(path.name for path in (folder / "kept").iterdir()) == ["29754-2015-02-27-1.xml", "kst-29754-468.xml"]


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize(
    ("form", "columns"), [*(("table", width) for width in (40, 80, 120, 160)), ("plain", 80), ("md", 80), ("issue", 80)]
)
def test_as_people_see_it(
    columns: int, form: str, lang: str, server: Server, folder: Path, ct: Ct, golden: Callable[[str, Path], None]
) -> None:
    text = "Zie Kamerstuk 29 754, nr. 421 en Kamerstuk 29 754, nr. 391, en Kamerstuk 34 359."
    server.pages |= {
        "/kst-29754-468.xml": paper("kst-29754-468", text),
        "/kst-29754-448.xml": paper("kst-29754-448", "Niets."),
        "/kst-29754-424/metadata.xml": metadata("kst-29754-424", "2017-06-23", "Beleidsbrief", "S.A. Blok"),
        "/kst-29754-424.xml": paper("kst-29754-424", "Niets."),
        "/kst-29754-427.xml": paper("kst-29754-427", "Niets."),
    }
    words = ("--format", form, "--lang", lang)
    width = f"-{columns}" if form == "table" else ""
    ran = ct("letters", "find", "--dossier", "29754", "--read", "2", *words, folder=folder, columns=columns)
    assert (ran.code, ran.err) == (0, "")
    more = ct("letters", "find", "--dossier", "29754", "--id", "2017-06-23", "--read", "2", *words, folder=folder, columns=columns)  # fmt: skip
    assert (more.code, more.err) == ((2, more.err) if form == "issue" else (0, ""))
    if form == "table":
        assert max(map(len, (ran.out + more.out).splitlines())) <= columns
    golden(ran.out + "\n" + more.out, ROOT / "tests" / "golden" / f"letters-find-{lang}-{form}{width}.txt")
