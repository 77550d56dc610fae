"""What must hold of a folder of pages: each fault is seen to be found, on a small site that is sound but for it."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pages import faults, read

INDEX = """<!doctype html><html lang="en"><head><title>Dikes</title>
<link rel="stylesheet" href="assets/a.css"><link rel="canonical" href="https://example.org/"></head>
<body><h1>Dikes</h1><p id="water">Water</p><svg><title>Gauge</title><use href="#water"/></svg>
<a href="#water">Water</a> <a href="nl/index.html?q=1#water">Nederlands</a> <a href="e%20n.txt">Text</a>
<a href="https://example.org/a#b">Source</a> <a href="mailto:a@example.org">Write</a> HERE</body></html>
"""
DUTCH = '<html lang="nl"><title>Dijken</title><h1>Dijken</h1><p id="water">Water</p><a href="../index.html">English</a>'


@pytest.fixture
def small(tmp_path: Path) -> Callable[[str], Path]:
    """Write a small site; return its folder."""

    def make(index: str, style: str = "body { background: url(data:,) }") -> Path:
        for name, text in {"index.html": index, "nl/index.html": DUTCH, "e n.txt": "", "assets/a.css": style}.items():
            path = tmp_path / "site" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "site"

    return make


def test_a_sound_site_has_no_fault(small: Callable[[str], Path]) -> None:
    assert faults(small(INDEX)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<h1>Dikes</h1>", "", "0 h1"),
        ("HERE", "<h1>Again</h1>", "2 h1"),
        ("<title>Dikes</title>", "<title> </title>", "no title"),
        (' lang="en"', "", "no lang"),
        ("HERE", '<p id="water">', "id 'water' stands twice"),
        ("HERE", '<a href="away.html">', "'away.html' is no file"),
        ("HERE", '<a href="nl/">', "'nl/' is no file"),
        ("HERE", '<a href="nl/index.html#fire">', "'nl/index.html#fire' leads to no place of the page"),
        ("HERE", '<a href="#fire:~:text=a">', "'#fire:~:text=a' leads to no place of the page"),
        ("HERE", '<a href="#">', "'#' leads to no place of the page"),
        ("HERE", '<a href="/nl/index.html">', "'/nl/index.html' leads out of the folder"),
        ("HERE", '<a href="//example.org/">', "'//example.org/' leads out of the folder"),
        ("HERE", '<a href="../site.txt">', "'../site.txt' leads out of the folder"),
        ("HERE", '<a href="javascript:alert(1)">', "'javascript:alert(1)' leads out of the folder"),
        ("HERE", '<a href="http://example.org/">', "'http://example.org/' leads out of the folder"),
        ("HERE", '<a href="data:text/html,a">', "'data:text/html,a' leads out of the folder"),
        ("HERE", '<form action="https:a"><form action="seek">', "'seek' is no file"),
        ("HERE", '<img src="https://example.org/a.png">', "'https://example.org/a.png' is loaded from elsewhere"),
        ("HERE", '<script src="//example.org/a.js">', "'//example.org/a.js' is loaded from elsewhere"),
        ("HERE", '<link rel="preload" href="https://example.org/a">', "'https://example.org/a' is loaded from elsewhere"),
        ("HERE", '<svg><image xlink:href="a.png"/></svg>', "'a.png' is no file"),
    ],
)  # fmt: skip
def test_a_fault_of_a_page_is_found(old: str, new: str, fault: str, small: Callable[[str], Path]) -> None:
    assert old in INDEX
    assert faults(small(INDEX.replace(old, new, 1))) == [f"index.html: {fault}"]


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        ("@import 'https://example.org/a.css';", "'https://example.org/a.css' is loaded from elsewhere"),
        ("body { background: url( \"b.png\" ) }", "'b.png' is no file"),
    ],
)  # fmt: skip
def test_a_fault_of_a_style_sheet_is_found(style: str, fault: str, small: Callable[..., Path]) -> None:
    assert faults(small(INDEX, style)) == [f"assets/a.css: {fault}"]


@pytest.mark.slow
def test_the_site_of_the_registry_has_no_fault(site: Path) -> None:
    assert faults(site) == []
    assert len(read(site)) > 300


@pytest.mark.slow
def test_the_site_of_the_registry_leads_to_official_publications_only(site: Path) -> None:
    hosts = {urlsplit(address).hostname for page in read(site).values() for address in page.linked}
    assert hosts == {None, "zoek.officielebekendmakingen.nl", "eur-lex.europa.eu"}
