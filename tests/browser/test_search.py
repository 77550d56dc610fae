"""The website's search in a browser: the same words, answers and order as the command line, in both languages."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Page, expect
from support import EXAMPLE, ROOT, Ran

from ctmeasures.reports.words import END, pieces

Ct = Callable[..., Ran]
DAY = ("--as-of", "2018-01-01")
QUERIES = (
    "politie",
    "politie*",
    "om",
    "Syrië",
    "syria iraq",
    "grenscontrole",
    "bestrijding",
    "*bestrijding",
    "joods",
    "Jewish institutions",
    '"Jewish institutions"',
    '"institutions Jewish"',
    "terror",
    "training police not:academy",
    "Internet Referral Unit",
    "kst-29754",
    "2016",
    "the",
    "IRU europol google",
    "radicalisation municipalities professionals",
    "zz no such words",
    "contra-terrorisme",
    "contraterrorisme",
    "counterterrorism not:strategy",
    "Counter-Terrorism not:strategy",
    "counternarrative",
    "counter‑narratives",
    '"counterterrorism strategy"',
    '"counter-terrorism strategy"',
    "contraterror*",
    "strategy not:counterterrorism",
    "meteen",
    "zz-such training",
)


def typed(query: str) -> list[str]:
    """Return a query as arguments of a command."""
    return [one.replace('"', "") for one in re.findall(r'"[^"]*"|\S+', query)]


def answers(page: Page) -> list[dict[str, object]]:
    """Return what the page answers: where each leads, what it shows, which words are marked."""
    while page.locator("#more").is_visible():
        page.locator("#more").click()
    found: list[dict[str, object]] = page.locator("#answers > li").evaluate_all(
        """all => all.map(one => ({
            leads: one.querySelector("a").getAttribute("href"),
            text: one.querySelector("p").textContent,
            words: [...one.querySelectorAll("mark")].map(word => word.textContent),
        }))"""
    )
    return found


def expected(said: dict[str, Any]) -> list[dict[str, object]]:
    """Return what the page must answer where the command says this."""
    return [
        {
            "leads": f"./measures/{one['measures'][0]}.html"
            if one["what"] == "measure"
            else f"./letters/{one['letter']}.html#p{one['passage']}",
            "text": one["text"],
            "words": one["words"],
        }
        for one in said["answers"]
    ]


@pytest.mark.parametrize("folder", ["", "nl/"])
def test_the_page_finds_what_the_command_finds_in_the_same_order(folder: str, site: Path, page: Page, ct: Ct) -> None:
    page.goto(f"{site.as_uri()}/{folder}search.html")
    for query in QUERIES:
        page.get_by_role("searchbox").fill(query)
        lang = folder.strip("/") or "en"
        said = json.loads(ct("find", *typed(query), *DAY, "--lang", lang, "--format", "json", folder=ROOT).out)
        wanted = expected(said)
        assert answers(page) == wanted, query
        expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{len(wanted)} (answers?|antwoord(en)?)$"))
        remarks = page.locator("#remarks").inner_text() if page.locator("#remarks").is_visible() else ""
        for kind in ("begins", "holds", "beginning", "inside"):
            said_so = [one for one in said.get("remarks", []) if one["kind"] == kind]
            assert all(", ".join(one["examples"]) in remarks for one in said_so), query
        assert bool(remarks) == any(one["kind"] != "organisation" for one in said.get("remarks", [])), query


@pytest.mark.parametrize("query", ["not:training", "€", '"', "*", "***", "😀", "— not:zz"])
def test_where_there_is_no_word_to_look_for_that_is_said(query: str, site: Path, page: Page, ct: Ct) -> None:
    page.goto(f"{site.as_uri()}/search.html?{urlencode({'q': query})}")
    expect(page.get_by_role("status")).to_have_text("There is no word to look for; write one, such as training.")
    expect(page.locator("#remarks")).to_be_hidden()
    assert ct("find", *query.split(), folder=ROOT).code == 2


def test_what_has_no_letter_or_figure_is_named_beside_what_was_found(site: Path, page: Page) -> None:
    for path in ("search.html", "measures.html"):
        page.goto(f"{site.as_uri()}/{path}?q=training")
        shown = page.get_by_role("status").inner_text()
        page.get_by_role("searchbox").fill("training &")
        expect(page.get_by_role("status")).to_have_text(shown)
        expect(page.locator("#remarks")).to_contain_text("“&” has no letter or figure to look for.")


@pytest.mark.parametrize("folder", ["", "nl/"])
def test_words_of_notes_and_digests_in_either_language_are_found(
    folder: str, tmp_path: Path, page: Page, ct: Ct
) -> None:
    water, out = tmp_path / "water", tmp_path / "site"
    shutil.copytree(EXAMPLE, water)
    (water / "letters/2020-01-15-water.nl.md").write_text(
        "## 1\n\nDe rivieren zwellen.\n\n## 2\n\nHet waterschap verhoogt twaalf dijken.\n", encoding="utf-8"
    )
    assert ct("set", "dijken", "history.1.note_nl=Twaalf dijken zwellen mee.", "--yes", folder=water).code == 0
    assert ct("site", "--out", str(out), "--as-of", "2020-12-31", folder=water).code == 0
    page.goto(f"{out.as_uri()}/{folder}search.html")
    for query in ("zwellen", "twaalf", "verhoogt", '"twaalf dijken"', "rivers", "rising rivieren", "the", "dike"):
        page.get_by_role("searchbox").fill(query)
        words = (*typed(query), "--lang", folder.strip("/") or "en")
        ran = ct("find", *words, "--as-of", "2020-12-31", "--format", "json", folder=water)
        assert answers(page) == expected(json.loads(ran.out)) != [], query


@pytest.mark.parametrize("folder", ["", "nl/"])
def test_the_table_finds_what_the_list_finds(folder: str, site: Path, page: Page, ct: Ct) -> None:
    page.goto(f"{site.as_uri()}/{folder}measures.html")
    for query in QUERIES:
        page.get_by_label(re.compile("^(Search|Zoeken)$")).fill(query)
        listed = ct("list", *typed(query), *DAY, "--format", "ids", folder=ROOT).out.split()
        shown = [row.get_attribute("data-id") for row in page.locator("#measures tbody tr:visible").all()]
        assert shown == listed, query


def test_both_read_the_same_words(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/search.html")
    texts = [
        *(path.read_text("utf-8") for path in (ROOT / "letters").glob("*.md")),
        "Straße STRASSE ΣΊΣΥΦΟΣ Ǆ ﬁlter ½ ① ™ x² e\u0301e\u0301n één İstanbul ı ĳsland Łódź",
        "under_score hy-phen 29 754, nr. 421 «quoted» “too” 中文 हिन्दी עִבְרִית العَرَبِيَّة",
        "".join(map(chr, range(0x20, 0x2FF))),
        " ".join(map(chr, range(0x300, 0x600))),
    ]
    for text in texts:
        found = page.evaluate("text => search.pieces([text])", text)
        assert [one for one in found if one != END] == [one for one in pieces([text]) if one != END]


def test_a_link_to_a_search_opens_it_in_both_languages(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/index.html")
    page.get_by_label("Search the measures and letters").fill("Syrië")
    page.get_by_label("Search the measures and letters").press("Enter")
    page.wait_for_url(f"**/search.html?q={quote('Syrië')}")
    english = [one["leads"] for one in answers(page)]
    assert english
    page.get_by_role("link", name="Nederlands").click()
    page.wait_for_url("**/nl/search.html?q=**")
    assert [one["leads"] for one in answers(page)] == english
    page.locator("#answers a").first.click()
    page.wait_for_url("**/nl/measures/*.html")


def test_what_was_announced_and_never_heard_of_again_is_one_link(site: Path, page: Page, ct: Ct) -> None:
    page.goto(f"{site.as_uri()}/index.html")
    page.get_by_role("link", name="See those that were never mentioned again").click()
    page.wait_for_url("**/measures.html?became=never")
    shown = [row.get_attribute("data-id") for row in page.locator("#measures tbody tr:visible").all()]
    assert f"{len(shown)} were left open and never mentioned again" in (site / "index.html").read_text(encoding="utf-8")
    never = ct("list", "--heard-once", "--status", "open", *DAY, "--format", "ids", folder=ROOT).out.split()
    newest = ct("list", "--announced", "2017-11", *DAY, "--format", "ids", folder=ROOT).out.split()
    assert sorted(shown) == sorted({*never} - {*newest}) != []
