"""Pictures and documents: an SVG says the numbers of the JSON, a PNG has its text without any font, a DOCX is what the Markdown says."""

import json
import re
import struct
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx2python import docx2python
from lxml import etree
from support import EXAMPLE, ROOT, Ran
from tables import read

Ct = Callable[..., Ran]
DAY = ("--as-of", "2017-11-30")
SVG = "{http://www.w3.org/2000/svg}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORDS = {
    "stats": ("stats", "--by", "owner"),
    "due": ("due",),
    "budget": ("budget", "--chart"),
    "timeline-chart": ("timeline", "--chart"),
}
views = pytest.mark.parametrize("view", WORDS)


def drawn(ct: Ct, path: Path, view: str, *words: str, folder: Path = ROOT) -> Any:
    """Return the root of the picture that a command writes."""
    ran = ct(*WORDS[view], *words, "--out", str(path), folder=folder)
    assert (ran.code, ran.err, ran.out) == (0, "", f"wrote {path}: {view}, svg\n")
    return etree.fromstring(path.read_bytes())


def amounts(root: Any, of: str = ".*") -> dict[str, dict[str, str]]:
    """Return the amount of each part of each bar or column, as the names of the parts say it."""
    found: dict[str, dict[str, str]] = {}
    for title in root.iter(f"{SVG}title"):
        part = re.fullmatch(rf"({of}): (.*), ([0-9.,]+)", title.text or "")
        if part and title.getparent().find(f"{SVG}rect") is not None:
            found.setdefault(part[1], {})[part[2]] = part[3]
    return found


def asked(ct: Ct, *words: str) -> Any:
    return json.loads(ct(*words, "--format", "json", folder=ROOT).out)


@pytest.mark.slow
@pytest.mark.parametrize("dimension", ["status", "area", "owner", "letter", "year"])
def test_a_picture_of_counts_says_the_counts_of_the_json(dimension: str, ct: Ct, tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    assert ct("stats", "--by", dimension, *DAY, "--out", str(path), folder=ROOT).code == 0
    root = etree.fromstring(path.read_bytes())
    (section,) = asked(ct, "stats", "--by", dimension, *DAY)["sections"]
    parts = amounts(root)
    told = Counter((int(one.get("open", "0")), int(one.get("closed", "0"))) for one in parts.values())
    assert told == Counter((one["open"], one["closed"]) for one in section["counts"] if one["total"])
    described = root.findtext(f"{SVG}desc")
    for one in section["counts"]:
        if not one["total"]:
            continue
        assert f": {one['open']} open; {one['closed']} closed" in described


def test_a_picture_of_deadlines_says_the_counts_of_the_json(ct: Ct, tmp_path: Path) -> None:
    parts = amounts(drawn(ct, tmp_path / "x.svg", "due", *DAY))
    measures = asked(ct, "due", *DAY)["measures"]
    assert sum(int(many) for one in parts.values() for many in one.values()) == len(measures)
    owners = Counter(one["owner"] for one in measures)
    assert sorted(sum(map(int, one.values())) for one in parts.values()) == sorted(owners.values())
    ahead = sum(int(one.get("Next", "0")) for one in parts.values())
    assert ahead == sum(1 for one in measures if one["outcome"] == "next")


def test_a_picture_of_money_says_the_sums_of_the_json(ct: Ct, tmp_path: Path) -> None:
    root = drawn(ct, tmp_path / "x.svg", "budget")
    (package,) = asked(ct, "budget")["packages"]
    described = root.findtext(f"{SVG}desc")
    for year, total in package["sum"].items():
        assert re.search(rf"\b{year}.?: {re.escape(str(total))} \(", described)
    for year, parts in amounts(root, of="[0-9]{4}.?").items():
        assert sum(map(float, parts.values())) == pytest.approx(float(package["sum"][year[:4]]))


@pytest.mark.slow
@pytest.mark.parametrize("owner", [(), ("--owner", "politie")])
def test_a_picture_of_time_has_a_row_for_each_measure(owner: tuple[str, ...], ct: Ct, tmp_path: Path) -> None:
    root = drawn(ct, tmp_path / "x.svg", "timeline-chart", *owner, *DAY)
    rows = [one.findtext(f"{SVG}title") for one in root.iter(f"{SVG}g") if one.get("class") == "span"]
    measures = asked(ct, "list", *owner, *DAY)["measures"]
    assert sorted(row.rpartition(": ")[0] for row in rows) == sorted(one["title"] for one in measures)
    assert f"{len(measures)} measures of 171" in root.findtext(f"{SVG}desc")


@pytest.mark.slow
@views
@pytest.mark.parametrize("folder", [ROOT, EXAMPLE], ids=["real", "example"])
def test_a_picture_stands_alone_in_both_languages_and_is_always_the_same(
    view: str, folder: Path, ct: Ct, tmp_path: Path
) -> None:
    said = []
    for lang in ("en", "nl"):
        root = drawn(ct, tmp_path / "x.svg", view, "--lang", lang, "--as-of", "2021-01-01", folder=folder)
        first = (tmp_path / "x.svg").read_bytes()
        drawn(ct, tmp_path / "x.svg", view, "--lang", lang, "--as-of", "2021-01-01", folder=folder)
        assert (tmp_path / "x.svg").read_bytes() == first
        assert root.tag == f"{SVG}svg"
        assert root.findtext(f"{SVG}title")
        assert root.findtext(f"{SVG}desc")
        assert root.get("lang") == lang
        assert not {one.tag for one in root.iter()} & {f"{SVG}{name}" for name in ("script", "image", "style", "a")}
        said.append("".join(root.itertext()))
    assert "Reference day 1 January 2021" in said[0]
    assert "Peildatum 1 januari 2021" in said[1]


def ink(data: bytes) -> int:
    from io import BytesIO

    from PIL import Image

    with Image.open(BytesIO(data)) as picture:
        return sum(picture.convert("L").histogram()[:128])


@pytest.mark.slow
@views
def test_a_png_has_its_text_also_where_no_font_is_installed(
    view: str, ct: Ct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = tmp_path / "x.png"
    day = ("--as-of", "2021-01-01")
    ran = ct(*WORDS[view], *day, "--out", str(path))
    assert (ran.code, ran.err, ran.out) == (0, "", f"wrote {path}: {view}, png\n")
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", data[16:20]) == (2000,)
    from ctmeasures.render.png import png

    ct(*WORDS[view], *day, "--out", str(tmp_path / "x.svg"))
    svg = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert png(svg) == data
    assert ink(png(re.sub(r"<text[^>]*>[^<]*</text>", "", svg))) < ink(data) - 2000


@pytest.mark.slow
def test_without_the_library_a_png_says_what_to_install(
    ct: Ct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    ran = ct("due", "--out", str(tmp_path / "x.png"))
    said = "a PNG needs one library more: pip install 'ctmeasures[png]'; or name a file that ends in .svg"
    assert (ran.code, ran.out, ran.err) == (2, "", f"ctmeasures: {said}\n")
    assert [*tmp_path.iterdir()] == []
    path = tmp_path / "x.docx"
    assert ct("report", "--out", str(path)).code == 0
    assert not [name for name in zipfile.ZipFile(path).namelist() if name.startswith("word/media/")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("due", "--out", "x.pdf"), "--out: x.pdf ends in .pdf; a picture is FILE.svg or FILE.png"),
        (("due", "--out", "x"), "--out: x has no ending; a picture is FILE.svg or FILE.png"),
        (("due", "--out", "-"), "--out: - has no ending; a picture is FILE.svg or FILE.png"),
        (("due", "--out", "x.svg", "--format", "csv"), "--out draws a picture and --format csv prints an answer"),
        (("due", "--out", "nowhere/x.svg"), "make it first, or name a file in one that exists"),
        (("due", "--out", "folder.svg"), "folder.svg is a folder; name a file in it"),
        (("stats", "--out", "x.svg"), "--out draws one count; choose it with --by: status, area, owner, letter, year"),
        (("stats", "--by", "area", "--by", "year", "--out", "x.svg"), "--out draws one count; choose it with --by"),
        (("timeline", "--out", "x.svg"), "--out draws the bars or columns of --chart; add --chart, or leave out --out"),
        (("budget", "--out", "x.svg"), "--out draws the bars or columns of --chart; add --chart, or leave out --out"),
        (("budget", "--chart", "--as-of", "2019", "--out", "x.svg"), "choose it with --package: there is none here"),
        (("report", "--format", "docx"), "a DOCX document is no text to print; name its file with --out FILE.docx"),
        (("brief", "--format", "docx", "--out", "-"), "a DOCX document is no text to print"),
        (("report", "--out", "nowhere/x.docx"), "make it first, or name a file in one that exists"),
    ],
)
def test_what_cannot_be_drawn_says_so_and_writes_nothing(
    words: tuple[str, ...], said: str, ct: Ct, registry: Callable[..., Path]
) -> None:
    folder = registry((EXAMPLE / "measures.yaml").read_text(encoding="utf-8"))
    (folder / "folder.svg").mkdir()
    before = sorted(folder.iterdir())
    ran = ct(*words, folder=folder)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert sorted(folder.iterdir()) == before


DOCUMENTS = (("report", *DAY), ("brief", "--since", "2017-06-01", *DAY), ("brief", "--lang", "nl", *DAY))
documents = pytest.mark.parametrize("words", DOCUMENTS, ids=" ".join)


def written(ct: Ct, words: tuple[str, ...], path: Path) -> Any:
    ran = ct(*words, "--out", str(path), folder=ROOT)
    assert (ran.code, ran.err, ran.out) == (0, "", f"wrote {path}: {words[0]}, docx\n")
    return etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))


def plain(text: str) -> str:
    text = re.sub(r"<a href=[^>]*>|</a>|</?[bi]>", "", text)
    return " ".join(text.split())


@pytest.mark.slow
@documents
def test_a_document_says_what_the_page_says(words: tuple[str, ...], ct: Ct, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    root = written(ct, words, path)
    page = read(ct(*words, "--format", "html", folder=ROOT).out)
    levels = [one.get(f"{W}val") for one in root.iter(f"{W}pStyle")]
    assert sum(1 for one in levels if re.fullmatch("Heading[1-4]", one or "")) == len(page.headings)
    tables = list(root.iter(f"{W}tbl"))
    told = [[["".join(cell.itertext()) for cell in row.iter(f"{W}tc")] for row in one.iter(f"{W}tr")] for one in tables]
    assert [[[plain(cell) for cell in row] for row in one] for one in told] == [
        [[plain(cell) for cell in row] for row in one] for one in page.tables
    ]
    assert all(len([*one.iter(f"{W}tblHeader")]) == 1 for one in tables)
    links = {one.attributes["href"] for one in page.elements if one.tag == "a"}
    relations = etree.fromstring(zipfile.ZipFile(path).read("word/_rels/document.xml.rels"))
    outside = {one.get("Target") for one in relations if one.get("TargetMode") == "External"}
    assert outside == {link for link in links if link and not link.startswith("#")}
    places = {one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")}
    inside = {one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")} - {None}
    assert inside == {link[1:] for link in links if link and link.startswith("#")} <= places
    with docx2python(path) as found:
        text = plain(found.text)
    for heading in page.headings:
        assert plain(heading) in text


@pytest.mark.slow
@documents
def test_a_document_is_on_a4_in_its_language_and_always_the_same(
    words: tuple[str, ...], ct: Ct, tmp_path: Path
) -> None:
    root = written(ct, words, tmp_path / "x.docx")
    written(ct, words, tmp_path / "y.docx")
    assert (tmp_path / "x.docx").read_bytes() == (tmp_path / "y.docx").read_bytes()
    (size,) = root.iter(f"{W}pgSz")
    assert [round(int(size.get(f"{W}{side}")) / 56.7) for side in ("w", "h")] == [210, 297]
    styles = etree.fromstring(zipfile.ZipFile(tmp_path / "x.docx").read("word/styles.xml"))
    assert {one.get(f"{W}val") for one in styles.iter(f"{W}lang")} == {"nl-NL" if "nl" in words else "en-GB"}


@pytest.mark.slow
def test_a_report_carries_its_charts(ct: Ct, tmp_path: Path) -> None:
    page = read(ct("report", *DAY, "--format", "html", folder=ROOT).out)
    drawings = [one for one in page.elements if one.tag == "svg"]
    assert len(drawings) == 4
    assert all(one.attributes["aria-label"] for one in drawings)
    written(ct, DOCUMENTS[0], tmp_path / "x.docx")
    names = zipfile.ZipFile(tmp_path / "x.docx").namelist()
    assert len([name for name in names if name.startswith("word/media/")]) == 4
