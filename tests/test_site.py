"""The website as files: what is in them, what is written where, and that nothing harmful is."""

import json
import re
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import feedparser
import pytest
from pages import faults
from support import EXAMPLE, HERE, ROOT, Ran, environment
from test_safety import HOSTILE

from ctmeasures.model.clock import Clock
from ctmeasures.read.registry import load
from ctmeasures.render.site.downloads import DATA
from ctmeasures.render.site.pages import MENU, files, number
from ctmeasures.reports.website import Website, after, website

Ct = Callable[..., Ran]
DAY = ("--as-of", "2020-12-31")
GOLDEN = ["index.html", "measures.html", "timeline.html", "letters.html", "owners.html", "money.html", "about.html", "measures/dijken.html",
          "letters/2020-01-15-water.html", "owners/waterbord.html", "feed.atom", "nl/measures/dijken.html", "nl/money.html", "nl/index.html", "search.html", "data/search.js", "timeline-by-owner.html", "at/2020-01-15-water/index.html", "nl/at/2020-01-15-water/measures.html", "dossiers.html", "dossiers/dijken.html", "nl/dossiers/dijken.html"]  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.mark.slow
@pytest.mark.parametrize("name", GOLDEN)
def test_pages(name: str, small_site: Path, golden: Callable[[str, Path], None]) -> None:
    golden((small_site / name).read_text(encoding="utf-8"), HERE / "golden" / "site" / f"{name}.txt")


@pytest.mark.slow
def test_there_is_a_page_for_everything_in_both_languages(ct: Ct, out: Path) -> None:
    ran = ct("site", "--out", str(out), *DAY)
    pages = {name for name in contents(out) if name.endswith(".html")}
    english = {name for name in pages if not name.startswith("nl/")}
    assert english == {
        *(file for file, _ in MENU),
        *(f"measures/{key}.html" for key in ct("list", "--format", "ids").out.split()),
        *(f"letters/{key}.html" for key in ct("letters", "--format", "ids").out.split()),
        *(f"owners/{key}.html" for key in ("ministerie", "waterbord")),
        "dossiers/dijken.html",
        *(f"timeline-by-{by}.html" for by in ("owner", "year", "letter")),
        *(
            f"at/{key}/{page}.html"
            for key in ct("letters", "--format", "ids").out.split()
            for page in ("index", "measures")
        ),
    }
    assert {f"nl/{name}" for name in english} == pages - english
    assert ran.err == ""
    assert ran.out == f"{out}: {len(contents(out)) - 1} files written, 0 unchanged, 0 removed; open {out}/index.html\n"


@pytest.mark.slow
def test_the_same_registry_gives_the_same_bytes_and_nothing_is_written_twice(ct: Ct, out: Path, tmp_path: Path) -> None:
    ct("site", "--out", str(out), *DAY)
    ct("site", "--out", str(tmp_path / "again"), *DAY)
    assert contents(out) == contents(tmp_path / "again")
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}
    ran = ct("site", "--out", str(out), *DAY)
    assert ran.out.startswith(f"{out}: 0 files written, {len(contents(out)) - 1} unchanged, 0 removed;")
    assert before == {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}


@pytest.mark.slow
def test_what_is_no_longer_there_goes_and_what_is_not_ours_stays(
    ct: Ct, out: Path, registry: Callable[..., Path]
) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    ct("site", "--out", str(out), folder=registry(text))
    (out / "CNAME").write_text("example.org\n")
    shorter = re.sub(r"  - id: bouwwet\n(?:    .*\n|\n)*", "", text)
    assert shorter != text
    ran = ct("site", "--out", str(out), folder=registry(shorter))
    assert ran.code == 0
    assert "2 removed" in ran.out
    assert not (out / "measures" / "bouwwet.html").exists()
    assert (out / "CNAME").read_text() == "example.org\n"


def test_a_folder_with_other_files_is_refused(ct: Ct, out: Path) -> None:
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    ran = ct("site", "--out", str(out))
    assert ran.code == 2
    assert ran.err == f"ctmeasures: {out} holds files that are not ours; name a new or an empty folder\n"
    assert contents(out) == {"thesis.txt": b"years of work"}


@pytest.mark.slow
def test_a_file_of_somebody_else_is_not_written_over(ct: Ct, out: Path, registry: Callable[..., Path]) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    shorter = re.sub(r"  - id: bouwwet\n(?:    .*\n|\n)*", "", text)
    ct("site", "--out", str(out), folder=registry(shorter))
    (out / "measures" / "bouwwet.html").write_text("mine")
    ran = ct("site", "--out", str(out), folder=registry(text))
    assert ran.code == 2
    assert f"{out}/measures/bouwwet.html is not ours" in ran.err
    assert (out / "measures" / "bouwwet.html").read_text() == "mine"


@pytest.mark.slow
def test_a_forged_list_of_files_removes_nothing_outside(ct: Ct, out: Path, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("keep")
    out.mkdir()
    (out / ".ctmeasures").write_text(f"../precious.txt\n{tmp_path}/precious.txt\n.ctmeasures/../../precious.txt\n")
    assert ct("site", "--out", str(out)).code == 0
    assert (tmp_path / "precious.txt").read_text() == "keep"


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 20, 45])
def test_a_build_that_is_killed_is_mended_by_the_next(after: int, ct: Ct, out: Path, tmp_path: Path) -> None:
    killed = (
        "import os, signal, sys\n"
        "from ctmeasures.disk.folder import fill\n"
        "def files():\n"
        f"    for number in range({after}):\n"
        "        yield f'old/page-{number}.html', b'x' * 100_000\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "fill(sys.argv[1], files(), '.')\n"
    )
    ran = subprocess.run([sys.executable, "-c", killed, str(out)], env=environment(), check=False)
    assert ran.returncode == -signal.SIGKILL
    assert f"{after} removed" in ct("site", "--out", str(out), *DAY).out
    ct("site", "--out", str(tmp_path / "fresh"), *DAY)
    assert contents(out) == contents(tmp_path / "fresh")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "{tmp}/file"), "{tmp}/file is no folder; name a new or an empty one"),
        (("--out", "{tmp}/x", "--url", "ftp://example.org"), "--url: `ftp://example.org` is no address of a folder"),
        (("--out", "{tmp}/x", "--url", 'https://example.org/"><script>'), "is no address of a folder"),
        (("--out", "{tmp}/x", "--registry", "nowhere.yaml"), "there is no file nowhere.yaml"),
        (("--out", ""), "--out is empty; name a folder"),
    ],
    ids=["a file", "ftp", "markup", "no registry", "empty"],
)
def test_what_cannot_be_built_is_said_in_a_sentence(words: tuple[str, ...], said: str, ct: Ct, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    ran = ct("site", *(word.replace("{tmp}", str(tmp_path)) for word in words))
    assert ran.code == 2
    assert said.replace("{tmp}", str(tmp_path)) in ran.err
    assert ran.err.count("\n") == 1
    assert (tmp_path / "file").read_text() == "a file"


@pytest.mark.slow
def test_its_address_stands_where_it_must(ct: Ct, out: Path) -> None:
    ct("site", "--out", str(out), "--url", "https://example.org/measures", *DAY)
    page = (out / "nl" / "measures" / "dijken.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/measures/nl/measures/dijken.html">' in page
    assert '<meta property="og:url" content="https://example.org/measures/nl/measures/dijken.html">' in page
    feed = (out / "nl" / "feed.atom").read_text(encoding="utf-8")
    assert "xml:base" not in feed  # which some readers do not know
    links = re.findall('<link rel="(?:alternate|self)"[^>]* href="([^"]*)"', feed)
    assert len(links) == 2 + feed.count("<entry>")
    assert all(link.startswith("https://example.org/measures/nl/") for link in links)
    calendar = (out / "nl" / "data" / "deadlines.ics").read_text(encoding="utf-8")
    assert "\nSOURCE;VALUE=URI:https://example.org/measures/nl/data/deadlines.ics\n" in calendar


@pytest.mark.slow
def test_a_calendar_program_can_subscribe_where_the_address_is_known(published: Path, small_site: Path) -> None:
    for folder, said in (("", "Subscribe to"), ("nl/", "Abonneren")):
        link = f'<a href="webcal://example.org/measures/{folder}data/deadlines.ics">{said}'
        page = (published / folder / "about.html").read_text(encoding="utf-8")
        assert page.count(link) == 2  # beside the file, and at the foot of every page
        assert link in (published / folder / "measures" / "dijken.html").read_text(encoding="utf-8")
    assert not any(b"webcal" in data for path, data in contents(small_site).items() if path.endswith(".html"))


PUBLISHED = "https://example.org/measures/"
WRITTEN = {"sitemap.xml", "robots.txt", "404.html", "nl/404.html"}  # what only a site with an address can have


@pytest.fixture
def published(ct: Ct, out: Path) -> Path:
    assert ct("site", "--out", str(out), "--url", PUBLISHED, *DAY).code == 0
    return out


@pytest.mark.slow
def test_a_site_with_an_address_names_its_pages_in_full(published: Path, small_site: Path) -> None:
    assert {*contents(published)} - {*contents(small_site)} == WRITTEN
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    sitemap = ET.fromstring((published / "sitemap.xml").read_bytes())
    listed = [loc.text or "" for loc in sitemap.iterfind(f"{namespace}url/{namespace}loc")]
    pages = [path for path in contents(published) if path.endswith(".html") and path not in WRITTEN]
    assert sorted(listed) == sorted(PUBLISHED + path for path in pages)
    assert f"\nSitemap: {PUBLISHED}sitemap.xml\n" in (published / "robots.txt").read_text()
    for path in pages:
        # of addresses that are not whole, search engines make nothing
        assert '<link rel="alternate" hreflang' not in (small_site / path).read_text(encoding="utf-8")
        page = (published / path).read_text(encoding="utf-8")
        english = PUBLISHED + path.removeprefix("nl/")
        dutch = english.replace(PUBLISHED, PUBLISHED + "nl/")
        alternates = re.findall('<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', page)
        assert dict(alternates) == {"en": english, "nl": dutch, "x-default": english}, path
        image = re.search('<meta property="og:image" content="([^"]*)">', page)
        assert image
        assert (published / image[1].removeprefix(PUBLISHED)).read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_the_page_for_what_is_not_there_leads_on_from_any_depth(published: Path) -> None:
    for name in ("404.html", "nl/404.html"):
        seen = _Seen()
        text = (published / name).read_text(encoding="utf-8")
        seen.feed(text)
        assert '<meta name="robots" content="noindex">' in text
        for address in (one for one in seen.addresses if not one.startswith(("#", "webcal://example.org/measures/"))):
            assert address.startswith("/measures/"), address
            assert (published / address.removeprefix("/measures/")).is_file(), address


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["", "nl/"])
@pytest.mark.parametrize("base", [None, PUBLISHED])
def test_search_engines_are_told_of_the_data(
    folder: str, base: str | None, ct: Ct, out: Path, registry: Callable[..., Path]
) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    home = registry(text.replace("version: 1\n", "version: 1\ntitle: </script><script>alert(1)</script>\n"))
    ct("site", "--out", str(out), *(("--url", base) if base else ()), *DAY, folder=home)
    page = (out / folder / "index.html").read_text(encoding="utf-8")
    found = re.findall('<script type="application/ld\\+json">(.*?)</script>', page)
    (told,) = map(json.loads, found)
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Dataset")
    assert 50 <= len(told["description"]) <= 5000  # what Google's dataset search takes
    assert told["temporalCoverage"] == "2020-01-15/2020-06-30"
    assert told["name"] == "</script><script>alert(1)</script>"
    for one in told["distribution"]:
        place = one["contentUrl"]
        path = out / place.removeprefix(base) if base else out / folder / place
        assert path.read_bytes()
    assert len(told["distribution"]) == len(DATA)


@pytest.mark.slow
def test_an_empty_registry_has_a_site_too(ct: Ct, out: Path, registry: Callable[..., Path]) -> None:
    ran = ct("site", "--out", str(out), folder=registry("version: 1\nmeasures: []\n", letters={}))
    assert ran.code == 0
    assert "There is no letter yet." in (out / "index.html").read_text(encoding="utf-8")
    assert not feedparser.parse((out / "feed.atom").read_bytes()).bozo


@pytest.mark.slow
def test_the_feed(ct: Ct, out: Path, registry: Callable[..., Path]) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    ct("site", "--out", str(out), folder=registry(text))
    feed = feedparser.parse((out / "feed.atom").read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    ids = {entry.id: entry.title for entry in feed.entries}
    assert len(ids) == len(feed.entries) == len(ct("timeline", "--format", "jsonl").out.split('"what":"event"')) - 1
    published = [entry.published for entry in feed.entries]
    assert published == sorted(published, reverse=True)
    assert all(entry.published <= entry.updated <= feed.feed.updated for entry in feed.entries)
    assert feed.feed.updated[:10] == published[0][:10]
    before = (out / "feed.atom").read_bytes()
    ct("site", "--out", str(out), "--as-of", "2031-01-01", folder=registry("# a remark\n" + text))
    assert (out / "feed.atom").read_bytes() == before
    ct("site", "--out", str(out), folder=registry(text.replace("note: Four", "note: Said better. Four")))
    after = feedparser.parse((out / "feed.atom").read_bytes())
    assert {entry.id: entry.title for entry in after.entries} == ids
    corrected = {entry.id for entry in after.entries if "Said better." in entry.summary}
    assert len(corrected) == 1
    was = {entry.id: (entry.published, entry.updated) for entry in feed.entries}
    for entry in after.entries:
        assert entry.published == was[entry.id][0]
        assert (entry.updated != was[entry.id][1]) == (entry.id in corrected)
    assert after.feed.updated != feed.feed.updated


class _Seen(HTMLParser):
    """Collects what a browser could run or follow."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str | None] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.elements: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag == "script" and dict(attrs).get("type") != "application/ld+json":  # which is data, and is never run
            self.scripts.append(dict(attrs).get("src"))
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.handlers.append(f"{tag} {name}")
            if name in ("href", "src", "action"):
                self.addresses.append(value or "")


@pytest.mark.slow
def test_hostile_text_is_text_on_every_page(ct: Ct, out: Path, registry: Callable[..., Path]) -> None:
    ran = ct("site", "--out", str(out), folder=registry(HOSTILE))
    assert (ran.code, ran.err) == (0, "")
    for name, data in contents(out).items():
        if name.endswith((".html", ".atom")):
            text = data.decode()
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), name
        if name.endswith(".html"):
            seen = _Seen()
            seen.feed(text)
            home = "../" * name.count("/")
            searched = ["data/search.js", "assets/search.js"] if name.endswith(("measures.html", "search.html")) else []
            searched = [] if "at/" in name else searched  # an earlier moment does not know the texts
            assert seen.scripts == [home + one for one in ("assets/site.js", *searched)], name
            assert seen.handlers == [], name
            assert "i" not in seen.elements, name
            assert "b" not in seen.elements, name
            assert all(re.match(r"https://|[\w./#?=&-]+$", address) for address in seen.addresses), name
        if name.endswith(".atom"):
            ET.fromstring(text)
            assert not feedparser.parse(data).bozo
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in (out / "measures" / "dijken.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_address_of_a_page_is_in_no_other_language(small_site: Path) -> None:
    english, dutch = ((small_site / folder / "owners.html").read_text(encoding="utf-8") for folder in (".", "nl"))
    assert '<html lang="en">' in english
    assert 'href="nl/owners.html" hreflang="nl"' in english
    assert '<html lang="nl">' in dutch
    assert 'href="../owners.html" hreflang="en"' in dutch
    assert "Ministerie van Water" in dutch
    assert "Ministry of Water" in english


def test_figures_in_dutch_have_a_comma(small_site: Path) -> None:
    page = (small_site / "nl" / "money.html").read_text(encoding="utf-8")
    assert re.search("2021.?: 14,0", page)  # in the words of the chart
    assert ">14,5</td>" in page
    own = re.sub(
        r"<svg.*?</svg>|<q\b.*?</q>|href=\"[^\"]*\"", "", page, flags=re.DOTALL
    )  # a quote keeps its letter's own figures
    assert "14.5" not in own


@pytest.mark.slow
@pytest.mark.parametrize("linked", ["measures", "nl/owners"])
def test_what_a_link_leads_to_is_not_ours(linked: str, ct: Ct, out: Path, tmp_path: Path) -> None:
    ct("site", "--out", str(out), *DAY)
    (out / linked).rename(tmp_path / "elsewhere")
    (out / linked).symlink_to(tmp_path / "elsewhere")
    before = contents(tmp_path / "elsewhere")
    ran = ct("site", "--out", str(out), "--known-by", "2020-02-01")
    assert ran.code == 2
    assert f"{out}/{linked} leads out of the folder" in ran.err
    assert contents(tmp_path / "elsewhere") == before


@pytest.mark.slow
def test_a_full_disk_leaves_whole_files(out: Path) -> None:
    build = f"ulimit -f 8; {sys.executable} -m ctmeasures site --out {out}"
    ran = subprocess.run(
        ["bash", "-c", build],
        cwd=EXAMPLE,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert re.fullmatch(rf"ctmeasures: {re.escape(str(out))}/\S+ cannot be written: File too large\n", ran.stderr)
    assert not list(out.rglob("*.new"))
    assert all(data.endswith(b"</html>") for name, data in contents(out).items() if name.endswith(".html"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "moment",
    [("--as-of", "2020-03-01"), ("--known-by", "2020-03-01"), ("--as-of", "0001-01-01"), ("--as-of", "9999-12-31")],
)
def test_no_link_leads_to_what_was_not_there_yet(moment: tuple[str, ...], ct: Ct, out: Path) -> None:
    assert ct("site", "--out", str(out), *moment).code == 0
    assert faults(out) == []


def cells(page: Path, table: int) -> list[list[str]]:
    """Return the words of each row of a page's table so many."""
    found = re.findall(r"<table.*?</table>", page.read_text(encoding="utf-8"), re.DOTALL)[table]
    rows = re.findall(r"<tr.*?</tr>", found, re.DOTALL)
    plain = [
        [re.sub("<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]
    return [[unescape(cell).lstrip("○◔◑●»–× ") for cell in row] for row in plain]


@pytest.mark.slow
@pytest.mark.parametrize("folder", [EXAMPLE, ROOT], ids=["example", "real"])
@pytest.mark.parametrize(
    "moment",
    [(), ("--as-of", "2016-01-01"), ("--as-of", "2020-03-01"), ("--known-by", "2017-06-20"), ("--as-of", "2021-06-30")],
    ids=" ".join,
)
def test_the_site_says_the_numbers_of_list_and_stats(moment: tuple[str, ...], folder: Path, ct: Ct, out: Path) -> None:
    def of(*words: str) -> Any:
        return json.loads(ct(*words, *moment, "--format", "json", folder=folder).out)

    assert ct("site", "--out", str(out), *moment, folder=folder).code == 0
    stats, every, late = of("stats"), of("list"), of("list", "--overdue")
    ahead = [one for one in every["measures"] if one["due"] and not one["overdue"]]
    for language in ("", "nl/"):
        overview = (out / language / "index.html").read_text(encoding="utf-8")
        named = {key: len(found) for key, found in (("overdue", late["measures"]), ("ahead", ahead)) if found}
        assert {key: int(number) for key, number in re.findall(r'<h2 id="due-(\w+)">[^<]*?: (\d+) ', overview)} == named
        rows = re.findall(r'<tr data-status="([^"]*)"', (out / language / "measures.html").read_text(encoding="utf-8"))
        assert sorted(rows) == sorted(one["status"] for one in every["measures"])
    by = {section["by"]: section["counts"] for section in stats["sections"]}
    for place, name in enumerate(("status", "area") if every["measures"] else ()):
        drawn = [row[1] for row in cells(out / "index.html", place)[1:-1]]
        assert drawn == [str(count["total"]) for count in by[name] if count["total"]]
    owners = {one["name"]: [str(one[key]) for key in ("open", "closed", "total")] for one in by["owner"]}
    if owners:
        assert {row[0]: row[1:4] for row in cells(out / "owners.html", 0)[1:]} == owners
    letters = {one["key"]: one["total"] for one in by["letter"]}
    if letters:
        assert [int(row[-1]) for row in cells(out / "letters.html", 0)[1:]] == list(letters.values())
    moved = {one["id"] for one in of("due")["measures"] if one["moves"]}
    for one in every["measures"]:
        page = (out / "measures" / f"{one['id']}.html").read_text(encoding="utf-8")
        assert f'<p class="state"><span class="status {one["status"]}">' in page
        assert ('class="late"' in page) == one["overdue"]
        assert ("Deadline moved" in page) == (one["id"] in moved)


@pytest.mark.slow
@pytest.mark.parametrize("base", [None, "https://example.org/m/"])
def test_the_progress_counts_to_the_end(base: str | None) -> None:
    site = website(load(str(EXAMPLE / "measures.yaml")).registry, Clock(date(2020, 12, 31)))
    assert number(site, base) == len(list(files(site, base)))


class _Rows(HTMLParser):
    """What the rows of the table of measures say of themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr" and "data-id" in (said := dict(attrs)):
            self.found.append(said)


def rows_of(page: Path) -> list[dict[str, str | None]]:
    reader = _Rows()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader.found


@pytest.mark.slow
@pytest.mark.parametrize("folder", [EXAMPLE, ROOT], ids=["example", "real"])
@pytest.mark.parametrize("moment", [(), ("--as-of", "2016-01-01"), ("--known-by", "2020-03-01")], ids=" ".join)
def test_each_letters_moment_is_what_could_be_known_on_its_day(
    moment: tuple[str, ...], folder: Path, ct: Ct, out: Path
) -> None:
    assert ct("site", "--out", str(out), *moment, folder=folder).code == 0
    letters = {path.name: path for path in (out / "at").iterdir()} if (out / "at").exists() else {}
    known = [one["id"] for one in json.loads(ct("letters", "--format", "json", folder=folder).out)["letters"]]
    last = moment[1] if moment else "9999"
    assert sorted(letters) == sorted(one for one in known if one[:10] <= last)
    for letter in letters:
        day = letter[:10]

        def of(*words: str, day: str = day) -> Any:
            return json.loads(ct(*words, "--known-by", day, "--format", "json", folder=folder).out)

        stats, every = of("stats"), of("list")
        by = {section["by"]: section["counts"] for section in stats["sections"]}
        for language in ("", "nl/"):
            at = out / language / "at" / letter
            overview, rows = (at / "index.html").read_text(encoding="utf-8"), rows_of(at / "measures.html")
            assert {row["data-id"]: row["data-status"] for row in rows} == {
                one["id"]: one["status"] for one in every["measures"]
            }
            late = {row["data-id"] for row in rows if row["data-due"] == "overdue"}
            assert late == {one["id"] for one in every["measures"] if one["overdue"]}
            drawn = [row[1] for row in cells(at / "index.html", 0)[1:-1]]
            assert drawn == [str(count["total"]) for count in by["status"] if count["total"]]
            assert 'class="then"' in overview
            assert 'class="then"' in (at / "measures.html").read_text(encoding="utf-8")
            led = re.findall(
                r'<a href="measures\.html\?announced=([^&"]*)&amp;became=([^"]*)" aria-label="[^"]*, (\d+)"', overview
            )
            assert bool(led) == bool(rows)
            for announced, became, many in led:
                shown = [
                    row
                    for row in rows
                    if announced in (row["data-announced"] or "").split() and row["data-became"] == became
                ]
                assert len(shown) == int(many)


def test_a_letters_moment_is_named_and_leads_back(small_site: Path) -> None:
    overview = (small_site / "at/2020-01-15-water/index.html").read_text(encoding="utf-8")
    assert "As known on 15 January 2020, when this letter was sent: Plan for safe water." in overview
    assert '<a href="../../index.html">Back to 31 December 2020</a>' in overview
    assert "Reference day 15 January 2020; what letters up to 15 January 2020 say" in overview
    table = (small_site / "nl/at/2020-01-15-water/measures.html").read_text(encoding="utf-8")
    assert "Zoals bekend op 15 januari 2020" in table
    assert "search.js" not in table  # whose texts are those of later letters too
    assert 'href="at/2020-01-15-water/index.html"' in (small_site / "index.html").read_text(encoding="utf-8")
    letter = (small_site / "letters/2020-01-15-water.html").read_text(encoding="utf-8")
    assert 'href="../at/2020-01-15-water/measures.html"' in letter


@pytest.mark.slow
def test_a_letters_moment_says_nothing_that_a_later_letter_refutes(site: Path) -> None:
    letters = sorted(path.name for path in (site / "at").iterdir())
    for language, refuted in (
        ("", ("never", "no letter has followed yet", "no later word", "not known here")),
        ("nl/", ("nooit", "nog geen brief gevolgd", "geen latere vermelding", "hier niet bekend")),
    ):
        for letter in letters:
            for page in ("index.html", "measures.html"):
                said = (site / language / "at" / letter / page).read_text(encoding="utf-8").partition("<main")[2]
                said = re.sub(r"<[^>]*>", "", said.partition("</main>")[0]).lower()  # an address says `never`
                assert any(word in said for word in refuted) == (letter == letters[-1]), (letter, page)
    overview = (site / "at" / letters[0] / "index.html").read_text(encoding="utf-8")
    assert '<a href="../../index.html">What is known on 1 January 2018</a>' in overview
    assert "not heard of again by then" in (site / "at" / letters[1] / "followup.csv").read_text(encoding="utf-8")
    assert "not heard of again by then" in (site / "at" / letters[1] / "became-by-letter.svg").read_text(
        encoding="utf-8"
    )


@pytest.mark.slow
def test_a_site_of_a_past_day_says_what_was_so_by_then(ct: Ct, out: Path) -> None:
    assert ct("site", "--out", str(out), "--known-by", "2020-03-01", folder=EXAMPLE).code == 0
    overview = (out / "index.html").read_text(encoding="utf-8")
    assert "<h1>By 1 March 2020 no letter had followed that could tell what became of the measures.</h1>" in overview
    assert "As the letters stood on 1 March 2020." in overview
    assert "What is known on" not in overview  # this is the newest state there is


@pytest.mark.slow
def test_a_letter_is_said_to_be_published_only_where_it_is(site: Path) -> None:
    for letter in (site / "letters").iterdir():
        page = letter.read_text(encoding="utf-8")
        assert ("the letter itself is in the official publication" in page) == ("<dt>Publication</dt>" in page)
    assert "no official publication of the letter is known here" in "".join(
        letter.read_text(encoding="utf-8") for letter in (site / "letters").iterdir()
    )


def test_a_chart_on_a_page_is_named_by_its_heading(small_site: Path) -> None:
    for name in ("index.html", "letters.html", "owners.html", "money.html", "nl/index.html"):
        page = (small_site / name).read_text(encoding="utf-8")
        figures = re.findall(r"<figure[^>]*>", page)
        assert figures
        for figure in figures:
            (named,) = re.findall(r'aria-labelledby="([^"]+)"', figure)
            assert len(re.findall(rf'<h[23] id="{named}">', page)) == 1


def test_the_words_of_the_counts_are_those_of_the_pages(small_site: Path) -> None:
    about = (small_site / "about.html").read_text(encoding="utf-8")
    assert "<dt>By letter</dt><dd>the letter that announced it; each measure counts once</dd>" in about
    assert "<dt>Measures it speaks of</dt>" in about
    assert '<th scope="col" class="number">Measures it speaks of</th>' in (small_site / "letters.html").read_text(
        encoding="utf-8"
    )


def built(site: Website) -> dict[str, str]:
    return {file.path: file.data.decode() for file in files(site, None) if file.path.endswith(".html")}


@pytest.mark.slow
def test_of_a_large_registry_the_newest_moments_are_drawn_and_the_others_are_named() -> None:
    site = website(load(str(EXAMPLE / "measures.yaml")).registry, Clock(date(2020, 12, 31)))
    letters = site.view.letters
    rows = [len(after(site, letter).states) for letter in letters]
    assert (site.moments, site.undrawn) == (tuple(letters), ())
    for most in range(sum(rows)):
        few = replace(site, most_rows=most)
        left = len(few.undrawn)
        assert (*few.undrawn, *few.moments) == tuple(letters)
        assert sum(rows[left:]) <= most < sum(rows[left - 1 :])
    newest = letters[-1]
    few = replace(site, most_rows=rows[-1])
    assert few.moments == (newest,)
    pages, left = built(few), len(letters) - 1
    assert {path.split("/")[1] for path in pages if path.startswith("at/")} == {newest.id}
    for path, said in (("index.html", "earlier letter"), ("nl/index.html", "eerdere brief")):
        assert re.search(rf"{left} {said}.*<code>ctmeasures list --known-by DAY</code>", pages[path])
    for letter in few.undrawn:
        page = pages[f"letters/{letter.id}.html"]
        assert f"<code>ctmeasures list --known-by {letter.date.first}</code>" in page
        assert "at/" not in page
    assert "known-by" not in pages[f"letters/{newest.id}.html"]
    assert len(list(files(few, None))) == number(few, None)


@pytest.mark.parametrize("by", ["area", "owner", "year", "letter"])
def test_each_grouping_of_the_timeline_has_every_measure_once(by: str, small_site: Path) -> None:
    page = (small_site / ("timeline.html" if by == "area" else f"timeline-by-{by}.html")).read_text(encoding="utf-8")
    found = re.findall(r'<li><a href="measures/([^"]*)\.html">', page)
    assert sorted(found) == sorted(path.stem for path in (small_site / "measures").iterdir())
    headings = re.findall(rf'<h2 id="{by}-[^"]*">[^<]*: (\d+) measures?</h2>', page)
    assert sum(map(int, headings)) == len(found)
    assert page.count('class="axis"') == page.count('class="base-line"') == 1
    others = {"timeline.html", *(f"timeline-by-{one}.html" for one in ("owner", "year", "letter"))}
    assert set(re.findall(r'<a href="(timeline[^"]*)">By', page)) == others - {
        "timeline.html" if by == "area" else f"timeline-by-{by}.html"
    }


def test_each_chart_is_a_picture_too(small_site: Path) -> None:
    for page in small_site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for path in re.findall(r'href="([^"]*\.svg)" download', text):
            drawn = ET.fromstring((page.parent / path).read_text(encoding="utf-8"))
            assert drawn.get("{http://www.w3.org/XML/1998/namespace}lang") or drawn.get("lang") in ("en", "nl")
    for path in ("data/became-by-letter", "data/became-by-owner", "data/money-veilig-water-by-owner"):
        assert (small_site / f"{path}.svg").exists()
        assert (small_site / "nl" / f"{path}.svg").exists()
        assert not (small_site / f"{path}.png").exists()


@pytest.mark.slow
def test_pictures_as_png_are_asked_for(ct: Ct, out: Path) -> None:
    pytest.importorskip("resvg_py")
    assert ct("site", "--out", str(out), "--png", *DAY).code == 0
    drawn = {path.with_suffix("") for path in out.rglob("*.svg") if path.parent.name != "assets"}
    assert drawn == {path.with_suffix("") for path in out.rglob("*.png") if path.parent.name != "assets"}
    assert all(path.with_suffix(".png").read_bytes().startswith(b"\x89PNG") for path in drawn)
    assert faults(out) == []
