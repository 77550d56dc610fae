"""`letters add` of a publication, against a server on this machine in the place of the official ones."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from papers import FIRST, FORMS, LAST
from pdfs import MINISTRY, set_pdf, text
from servers import Said, Server, half, raw, serving
from support import EXAMPLE, Ran

from ctmeasures.sources.identifiers import dossier, dossier_of, identifier

Ct = Callable[..., Ran]
PAPERS = FORMS | {"pdf": lambda: set_pdf([text(FIRST), text(LAST)], MINISTRY)}
ID = "kst-12345-7"
LOST = b"<!DOCTYPE html><html><head><title>Pagina niet gevonden</title></head><body>kst-12345-7</body></html>"
METADATA = """<?xml version="1.0" encoding="UTF-8"?>
<metadata_gegevens>
  <metadata name="DC.identifier" scheme="OVERHEIDop.ParlID" content="{id}" />
  <metadata name="DC.title" scheme="" content="Waterveiligheid; Brief regering; Voortgang van de dijken" />
  <metadata name="DCTERMS.issued" scheme="DCTERMS.W3CDTF" content="2021-03-02" />
  <metadata name="OVERHEIDop.datumBrief" scheme="DCTERMS.W3CDTF" content="2021-03-01" />
</metadata_gegevens>
"""


def metadata(identifier: str = ID) -> bytes:
    return METADATA.format(id=identifier).encode()


@pytest.fixture
def water(tmp_path: Path) -> Path:
    folder = tmp_path / "water"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("texts"))
    return folder


@pytest.fixture
def server(offline: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving({f"/{ID}/metadata.xml": metadata(), f"/{ID}.xml": FORMS["kst"]()}) as started:
        monkeypatch.setenv("CTMEASURES_SOURCES", started.address)
        monkeypatch.setenv("CTMEASURES_TIMEOUT", "5")
        yield started


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def add(ct: Ct, folder: Path, what: str = ID) -> Ran:
    return ct("letters", "add", what, "--title", "Progress", folder=folder)


@pytest.mark.slow
@pytest.mark.parametrize(
    "what",
    [
        ID,
        "KST-12345-7",
        f"https://zoek.officielebekendmakingen.nl/{ID}.html",
        f"http://zoek.officielebekendmakingen.nl/dossier/{ID}.html?zoekcriteria=kst-1-2.html#:~:text=x",
        f"https://zoek.officielebekendmakingen.nl/kst-12345-6.html/{ID}.html",
        f"https://repository.overheid.nl/frbr/officielepublicaties/kst/12345/{ID}/1/xml/{ID}.xml",
    ],
)
def test_a_publication_is_fetched_and_added_as_its_file_would_be(
    what: str, server: Server, water: Path, ct: Ct
) -> None:
    ran = add(ct, water, what)
    assert (ran.code, ran.err) == (0, f"fetched https://zoek.officielebekendmakingen.nl/{ID}.xml\n")
    written = (water / "letters" / "2021-03-01-voortgang-van-de-dijken.md").read_text(encoding="utf-8")
    assert "date: 2021-03-01\ntitle: Progress\ntitle_nl: Voortgang van de dijken\n" in written
    assert f"publication: {ID}\n" in written
    assert server.asked == [f"/{ID}/metadata.xml", f"/{ID}.xml"]
    assert ct("check", folder=water).code == ct("check", folder=EXAMPLE).code


@pytest.mark.slow
@pytest.mark.parametrize(("form", "ending"), [("publication", "html"), ("pdf", "pdf")])
@pytest.mark.parametrize(
    "missing", [(404, {}, b""), LOST, (302, {"Location": "/fout404.html"}, b"")], ids=["404", "page", "led"]
)
def test_without_xml_its_page_and_without_that_its_pdf_is_taken(
    form: str, ending: str, missing: Said, server: Server, water: Path, ct: Ct
) -> None:
    page = PAPERS[form]().replace(b"kst-12345-8", ID.encode())
    server.pages |= {
        "/fout404.html": b"<html>x</html>",
        f"/{ID}.xml": missing,
        f"/{ID}.html": missing,
        f"/{ID}.{ending}": page,
    }
    ran = add(ct, water)
    assert (ran.code, ran.err) == (0, f"fetched https://zoek.officielebekendmakingen.nl/{ID}.{ending}\n")


@pytest.mark.slow
def test_without_metadata_the_paper_says_the_rest(server: Server, water: Path, ct: Ct) -> None:
    del server.pages[f"/{ID}/metadata.xml"]
    server.pages[f"/{ID}.xml"] = LOST
    server.pages[f"/{ID}.pdf"] = PAPERS["pdf"]()
    ran = add(ct, water)
    assert ran.code == 0, ran.err
    assert f"{ID} has no metadata there" in ran.err


def test_a_file_of_that_name_wins_and_that_is_said(server: Server, water: Path, ct: Ct) -> None:
    (water / ID).write_bytes(FORMS["text"]())
    ran = add(ct, water)
    assert (ran.code, ran.err) == (0, f"reading the file {ID} here; the publication of that name is not fetched\n")
    assert server.asked == []


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
FAULTS: dict[str, tuple[dict[str, Said], str]] = {
    "nothing": ({f"/{ID}.xml": (404, {}, b"")}, f"has no {ID} as XML, page or PDF"),
    "lost": ({f"/{ID}.xml": LOST, f"/{ID}.html": LOST, f"/{ID}.pdf": LOST}, f"has no {ID} as XML, page or PDF"),
    "other metadata": ({f"/{ID}/metadata.xml": metadata("kst-1-2")}, f"answered with the metadata of kst-1-2 for {ID}"),
    "no id": ({f"/{ID}/metadata.xml": metadata("")}, "without the id of a paper"),
    "other form": ({f"/{ID}/metadata.xml": b"<other/>"}, "without the id of a paper"),
    "entities": ({f"/{ID}.xml": ENTITIES}, "defines entities"),
    "entities of metadata": ({f"/{ID}/metadata.xml": ENTITIES}, "defines entities"),
    "cut": ({f"/{ID}.xml": FORMS["kst"]()[:-99]}, "fetch or save it again"),
    "charset": ({f"/{ID}.xml": b'<?xml version="1.0" encoding="UTF-8"?><officiele-publicatie>\xff</officiele-publicatie>'}, "is damaged"),
    "half": ({f"/{ID}.xml": half}, "broke off"),
    "refused": ({f"/{ID}.xml": (403, {}, b"")}, "answered 403"),
    "no HTTP": ({f"/{ID}.xml": raw(b"\0\1\2")}, "broke off"),
    "away": ({f"/{ID}.xml": (301, {"Location": "https://example.org/x"}, b"")}, "leads to https://example.org/x, which is not followed"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_what_does_not_come_as_it_should_is_one_sentence_and_nothing_is_written(
    what: str, server: Server, water: Path, ct: Ct
) -> None:
    pages, said = FAULTS[what]
    server.pages |= pages
    before = tree(water)
    ran = add(ct, water)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert ran.err.splitlines()[-1].startswith("ctmeasures: ")
    assert tree(water) == before


def test_without_a_network_it_is_said(offline: None, water: Path, ct: Ct) -> None:
    ran = add(ct, water)
    assert (ran.code, ran.err) == (2, "ctmeasures: zoek.officielebekendmakingen.nl is not found: there is no network here, or no such host; nothing was fetched\n")  # fmt: skip


def test_ids_and_dossiers_are_known_in_the_forms_that_were_seen() -> None:
    ids = {
        "kst-29754-302": "29754", "kst-36600-VII-1": "36600-VII", "kst-21501-02-3174": "21501-02", "kst-36836-D": "36836",
        "kst-20072008-30566-C": "30566", "kst-29754-302-n1": "29754", "kst-1027276": None,
    }  # fmt: skip
    assert {one: dossier_of(identifier(one) or "") for one in ids} == ids
    for odd in (
        "kst",
        "kst-",
        "blg-1",
        "kst-1/2",
        "x-kst-1-2",
        "https://example.org/kst-1-2.html",
        "https://[",
        "https://zoek.officielebekendmakingen.nl/",
    ):
        assert identifier(odd) is None
    named = {
        "29754": "29754",
        "29 754": "29754",
        "21501-02": "21501-02",
        "36600 VII": "36600-VII",
        "2975": None,
        "x": None,
        '29754" OR 1': None,
    }
    assert {one: dossier(one) for one in named} == named
