"""The website in a browser: search, filters, languages, keyboard, dark, narrow, printed, and open to everybody.

Every page that a test opens here may ask for files of the site only and complain of nothing: `new_context` sees to that.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

import pypdfium2 as pdfium
import pytest
from browsing import violations
from pages import faults
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from support import EXAMPLE, Ran
from test_safety import HOSTILE

# One page of each kind.
KINDS = (
    "index.html",
    "measures.html",
    "search.html",
    "timeline.html",
    "timeline-by-owner.html",
    "timeline-by-year.html",
    "timeline-by-letter.html",
    "at/2015-11-17-aanslagen-parijs/index.html",
    "at/2015-11-17-aanslagen-parijs/measures.html",
    "letters.html",
    "owners.html",
    "money.html",
    "about.html",
    "measures/iru-nl.html",
    "letters/2015-02-27-versterking-veiligheidsketen.html",
    "owners/politie.html",
    "dossiers.html",
    "dossiers/versterking-veiligheidsketen.html",
)
PHONE = {"width": 360, "height": 740}
DOUBLED = {"width": 640, "height": 512}  # 1280 by 1024 at 200 %
SMALLEST = {"width": 320, "height": 740}  # where WCAG 1.4.10 wants no scrolling in two directions


@pytest.fixture(params=["file", "http"])
def address(request: pytest.FixtureRequest, site: Path, serve: Callable[[Path], str]) -> str:
    """Return the address of the site: in a folder, and on a server."""
    return f"{site.as_uri()}/" if request.param == "file" else serve(site)


def rows(page: Page) -> Locator:
    return page.locator("#measures tbody tr:visible")


def where(page: Page) -> str:
    """Return the page's address as the page itself knows it: `page.url` hears of a script's change a moment later."""
    address: str = page.evaluate("location.href")
    return address


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(where(page)).query)


def total(page: Page) -> int:
    """Return how many measures there are, as the page says, also where the rows of some are not there."""
    return int(re.findall(r"\d+", page.get_by_role("status").inner_text())[-1])


def test_the_kinds_are_all_there_are(site: Path) -> None:
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert set(KINDS) <= found
    assert {f"nl/{path}" for path in KINDS} <= found
    english = {path.removeprefix("nl/") for path in found}

    def kind(path: str) -> str:
        return path.rpartition("/")[2] if path.startswith("at/") else re.sub("[^/]+$", "", path) or path

    assert set(map(kind, english)) == set(map(kind, KINDS))


# 1. search and filters


def test_a_search_drops_rows_counts_them_and_stands_in_the_address(address: str, page: Page) -> None:
    page.goto(address + "measures.html")
    everything = total(page)
    expect(rows(page)).to_have_count(everything)
    page.get_by_role("searchbox").press_sequentially("border che")
    found = rows(page).count()
    assert 0 < found < everything
    expect(page.get_by_role("status")).to_have_text(f"{found} of {everything} measures")
    assert query(page) == {"q": ["border che"]}
    page.get_by_role("searchbox").fill("no such words")
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_text("No measure matches.")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    expect(rows(page)).to_have_count(everything)
    assert query(page) == {}


def test_a_search_folds_accents_and_finds_the_dutch_title_and_the_quote(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/measures.html")
    for words in ("INTERNET RÉFERRAL", "Internet Referral Unit (IRU NL) opgericht", "iru-nl"):
        page.get_by_role("searchbox").fill(words)
        assert "measures/iru-nl.html" in [
            link.get_attribute("href") for link in page.locator("#measures tr:visible a").all()
        ]


def test_the_filters_stand_in_the_address_and_the_address_opens_them(address: str, page: Page) -> None:
    page.goto(address + "measures.html")
    page.get_by_label("Status").select_option("open")
    page.get_by_label("Owner").select_option("politie")
    page.get_by_label("Search").fill("training")
    assert query(page) == {"q": ["training"], "status": ["open"], "owner": ["politie"]}
    shown = rows(page).all_inner_texts()
    assert 0 < len(shown) < total(page)
    other = page.context.new_page()
    other.goto(where(page))
    assert rows(other).all_inner_texts() == shown
    assert other.get_by_label("Status").input_value() == "open"
    assert other.get_by_label("Owner").input_value() == "politie"
    assert other.get_by_label("Search").input_value() == "training"
    assert {row.get_attribute("data-owner") for row in rows(other).all()} == {"politie"}


def test_what_has_no_area_or_due_date_is_found_too(ct: Callable[..., Ran], tmp_path: Path, page: Page) -> None:
    ct("site", "--out", str(tmp_path / "site"), "--as-of", "2020-12-31", folder=EXAMPLE)
    address = (tmp_path / "site").as_uri()
    page.goto(f"{address}/measures.html")
    for label, without in (("Due", "bouwwet"), ("Area", "alarm")):
        page.get_by_label(label).select_option(label="none")
        assert [link.get_attribute("href") for link in rows(page).get_by_role("link").all()] == [
            f"measures/{without}.html"
        ]
        page.get_by_role("button", name="Clear filters").click()
    page.goto(f"{address}/index.html")
    page.get_by_role("link", name="none").click()
    page.wait_for_url("**/measures.html?area=-")
    expect(rows(page)).to_have_count(1)


@pytest.mark.parametrize(
    "name", ["q", "status", "owner", "area", "letter", "due", "announced", "became", "heard", "sort"]
)
def test_a_strange_address_does_no_harm(name: str, site: Path, page: Page) -> None:
    for strange in ("<img src=x onerror=alert(1)>", "__proto__", "toString"):
        page.goto(f"{site.as_uri()}/measures.html?{name}={quote(strange)}")
        if name == "q":  # `__proto__` is a word with signs around it: the beginning of another
            assert rows(page).count() < 10
        else:
            expect(rows(page)).to_have_count(total(page))
        assert page.locator("img[src=x]").count() == 0
        assert page.locator("th[aria-sort]").count() == 1


def test_the_back_button_returns_to_the_filtered_table(address: str, page: Page) -> None:
    page.goto(address + "index.html")
    page.goto(address + "measures.html")
    page.get_by_label("Search").fill("police")
    shown, filtered = rows(page).all_inner_texts(), where(page)
    rows(page).first.get_by_role("link").click()
    page.wait_for_url("**/measures/*.html")
    page.go_back()
    assert where(page) == filtered
    assert rows(page).all_inner_texts() == shown
    assert page.get_by_label("Search").input_value() == "police"
    page.go_back()
    assert where(page) == address + "index.html"


@pytest.mark.parametrize("path", ["index.html", "nl/index.html", "owners.html", "owners/politie.html", "letters.html"])
def test_each_part_of_a_chart_opens_as_many_measures(path: str, site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/{path}")
    parts = page.locator(".wide-only .drawn-chart a[href*=became]")
    found = [
        (one.get_attribute("aria-label") or "", urljoin(page.url, one.get_attribute("href") or ""))
        for one in parts.all()
    ]
    narrow = page.locator(".narrow-only .drawn-chart a[href*=became]")
    assert found == [
        (one.get_attribute("aria-label") or "", urljoin(page.url, one.get_attribute("href") or ""))
        for one in narrow.all()
    ]
    assert found
    shown: dict[str, int] = {}
    for label, address in found:
        page.goto(address)
        shown[label] = rows(page).count()
    assert shown == {label: int(label.rpartition(", ")[2]) for label, _ in found}
    if path.endswith("index.html"):
        assert sum(shown.values()) == total(page)  # every measure once


def test_the_counts_of_the_overview_open_as_many_measures(address: str, page: Page) -> None:
    page.goto(address + "index.html")
    links = page.locator(".counts tbody th a[href*='measures.html?']")
    for number in range(links.count()):
        link = links.nth(number)
        said = int(link.locator("xpath=../../td").inner_text())
        link.click()
        page.wait_for_url("**/measures.html?*")
        expect(rows(page)).to_have_count(said)
        page.go_back()


def test_the_table_is_sorted_by_its_heads_and_the_address_keeps_it(address: str, page: Page) -> None:
    page.goto(address + "measures.html")
    head = page.get_by_role("columnheader", name="Last letter")
    head.get_by_role("button").click()
    heard = [row.get_attribute("data-heard") or "" for row in rows(page).all()]
    assert heard == sorted(heard)
    assert len(set(heard)) > 1
    assert (query(page), head.get_attribute("aria-sort")) == ({"sort": ["heard"]}, "ascending")
    head.get_by_role("button").click()
    page.reload()
    assert [row.get_attribute("data-heard") or "" for row in rows(page).all()] == sorted(heard, reverse=True)
    assert (query(page), head.get_attribute("aria-sort")) == ({"sort": ["-heard"]}, "descending")


# 2. languages


@pytest.mark.parametrize("path", KINDS)
def test_the_language_switch_stays_on_the_page_and_works_both_ways(path: str, site: Path, page: Page) -> None:
    english, dutch = f"{site.as_uri()}/{path}", f"{site.as_uri()}/nl/{path}"
    page.goto(english)
    title = page.title()
    page.get_by_role("link", name="Nederlands").click()
    page.wait_for_url(dutch)
    assert page.locator("html").get_attribute("lang") == "nl"
    assert page.title() != title
    page.get_by_role("link", name="English").click()
    page.wait_for_url(english)
    assert page.title() == title


def test_the_language_switch_keeps_the_filters(address: str, page: Page) -> None:
    page.goto(address + "measures.html?status=open")
    page.get_by_label("Search").fill("politie")
    found = rows(page).count()
    page.get_by_role("link", name="Nederlands").click()
    page.wait_for_url("**/nl/measures.html?**")
    assert query(page) == {"q": ["politie"], "status": ["open"]}
    expect(rows(page)).to_have_count(found)
    expect(page.get_by_role("status")).to_have_text(f"{found} van {total(page)} maatregelen")


# 3. keyboard


def focused(page: Page) -> dict[str, Any]:
    """Return what has the focus: its text, whether it is in view, and whether something shows that it has it."""
    found: dict[str, Any] = page.evaluate(
        """() => {
            const one = document.activeElement, place = one.getBoundingClientRect(), style = getComputedStyle(one);
            return {
                name: one.id || one.textContent.trim(),
                inside: place.width > 0 && place.left >= 0 && place.right <= innerWidth && place.bottom > 0 && place.top < innerHeight,
                marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
            };
        }"""
    )
    return found


def test_all_of_it_is_reached_by_the_keyboard_in_the_order_of_the_page(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/measures.html")
    first = page.locator("#measures tbody a").first.inner_text()
    seen = []
    while not seen or seen[-1]["name"] != first:
        page.keyboard.press("Tab")
        seen.append(focused(page))
        assert len(seen) < 40
    assert [one["name"] for one in seen if not (one["inside"] and one["marked"])] == []
    menu = page.get_by_role("navigation").get_by_role("link").all_inner_texts()
    heads = page.locator("#measures thead th").all_inner_texts()
    filters = [
        "f-q",
        "f-status",
        "f-owner",
        "f-area",
        "f-letter",
        "f-due",
        "f-announced",
        "f-became",
        "f-heard",
        "Clear filters",
    ]
    names = [one["name"] for one in seen]
    assert names[0] == "Skip to the content"
    assert names[2:] == ["Nederlands", "theme", *menu, *filters, *heads, first]


@pytest.mark.parametrize("path", KINDS)
def test_what_has_the_focus_is_seen_to_have_it(path: str, site: Path, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")  # else the page still glides to where the focus is
    page.goto(f"{site.as_uri()}/{path}")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # after the last one
        found = focused(page)
        assert (found["inside"], found["marked"]) == (True, True), found


def test_the_skip_link_skips_the_menu(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/index.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page)["name"] == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('header') === null")


def test_the_filters_are_worked_by_the_keyboard(address: str, page: Page) -> None:
    page.goto(address + "measures.html")
    page.get_by_label("Status").focus()
    page.keyboard.press("ArrowDown")
    assert 0 < rows(page).count() < total(page)
    status = query(page)["status"]
    page.get_by_role("searchbox").focus()
    page.keyboard.type("police")
    page.keyboard.press("Enter")
    assert query(page) == {"q": ["police"], "status": status}
    found = rows(page).count()
    page.get_by_role("columnheader", name="Owner").get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert query(page)["sort"] == ["owner"]
    expect(rows(page)).to_have_count(found)
    page.get_by_role("button", name="Clear").focus()
    page.keyboard.press("Space")
    expect(rows(page)).to_have_count(total(page))


# 4. light and dark, wide and narrow, for everybody


def brightness(page: Page, what: str) -> float:
    """Return how bright a colour of the page's body is, from 0 to 255."""
    colour = page.evaluate(f"getComputedStyle(document.body).{what}")
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3


def test_it_is_dark_where_the_system_is(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/index.html")
    assert brightness(page, "backgroundColor") > 200 > 100 > brightness(page, "color")
    page.emulate_media(color_scheme="dark")
    assert brightness(page, "backgroundColor") < 60 < 180 < brightness(page, "color")


def test_the_button_says_otherwise_and_is_remembered(address: str, page: Page) -> None:
    page.goto(address + "index.html")
    page.get_by_role("button", name="Dark").click()
    assert brightness(page, "backgroundColor") < 60
    page.get_by_role("link", name="Money", exact=True).first.click()
    page.wait_for_url("**/money.html")
    assert brightness(page, "backgroundColor") < 60
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name="Light").click()
    page.reload()
    assert brightness(page, "backgroundColor") > 200


@pytest.mark.parametrize("path", [path.replace("measures.html", "measures.html?status=closed") for path in KINDS])
def test_axe_finds_nothing_in_both_languages_colours_and_widths(
    path: str, site: Path, page: Page, request: pytest.FixtureRequest
) -> None:
    assert page.viewport_size is not None
    wide = page.viewport_size
    looks = [("", "light", wide), ("nl/", "dark", PHONE), ("", "dark", PHONE), ("nl/", "light", wide)]
    # the style is one for both languages, so that two looks hold all that the four do but for a surprise
    for language, colours, size in looks if request.config.getoption("--thorough") else looks[:2]:
        page.emulate_media(color_scheme=colours)
        page.set_viewport_size(size)
        page.goto(f"{site.as_uri()}/{language}{path}")
        assert violations(page) == [], (language, colours, size)


def test_axe_finds_nothing_where_nothing_matches(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/measures.html?q=nosuchword")
    assert violations(page) == []


CUT = """() => {
    const away = document.documentElement.scrollWidth - innerWidth;
    const shown = (one) => one.checkVisibility() && !one.closest(".scroll, .skip, nav ul, .unseen, [aria-hidden=true], select, svg");
    const cut = [...document.body.querySelectorAll("*")].filter((one) => shown(one) && (
        one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1
        || (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === "hidden")
    ));
    return [...(away > 0 ? [`scrolls ${away}`] : []), ...cut.map((one) => one.outerHTML.slice(0, 200))];
}"""


def test_nothing_is_cut_on_the_narrowest_phone_or_at_twice_the_size(site: Path, page: Page) -> None:
    found = {}
    for size in (SMALLEST, DOUBLED):
        page.set_viewport_size(size)
        for path in [*KINDS, *(f"nl/{path}" for path in KINDS)]:
            page.goto(f"{site.as_uri()}/{path}")
            found[path, size["width"]] = page.evaluate(CUT)
    assert {place: cut for place, cut in found.items() if cut} == {}


MOVED = """() => {
    window.moved = [];
    new PerformanceObserver((seen) => moved.push(...seen.getEntries().map((one) => ({
        by: one.value, what: one.sources.map(({node}) => node?.outerHTML?.slice(0, 100) ?? node?.textContent),
    })))).observe({type: "layout-shift", buffered: true});
}"""
PAINTED = """() => new Promise((done) => new PerformanceObserver((seen) => {
    if (seen.getEntriesByName("first-contentful-paint").length) done();
}).observe({type: "paint", buffered: true}))"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desk"])
@pytest.mark.parametrize(
    "path",
    ["measures.html", "measures.html?status=withdrawn", "search.html?q=training", "index.html", "nl/measures.html"],
)
def test_nothing_jumps_while_the_page_loads(
    path: str, size: Any, site: Path, serve: Callable[[Path], str], page: Page
) -> None:
    """What a slow line does: the texts to search come after the page has been drawn."""
    waiting: list[Route] = []
    page.route("**/data/search.js", lambda route: waiting.append(route))
    page.add_init_script(f"({MOVED})()")
    page.set_viewport_size(size)
    page.goto(serve(site) + path, wait_until="commit")
    page.evaluate(PAINTED)
    for one in waiting:
        one.continue_()
    page.wait_for_load_state()
    page.evaluate(DRAWN)
    moved = page.evaluate("moved")
    assert sum(one["by"] for one in moved) < 0.1, moved


def test_the_table_does_not_wait_for_the_texts_that_are_searched(
    site: Path, serve: Callable[[Path], str], page: Page
) -> None:
    waiting: list[Route] = []
    page.route("**/data/search.js", lambda route: waiting.append(route))
    page.goto(serve(site) + "measures.html", wait_until="commit")
    everything = total(page)
    expect(rows(page)).to_have_count(everything)
    page.get_by_label("Status").select_option("withdrawn")
    found = rows(page).count()
    assert found < everything
    page.get_by_label("Status").select_option("")
    page.get_by_role("searchbox").fill("training")
    expect(rows(page)).to_have_count(0)  # rather than those in which the word does not stand
    for one in waiting:
        one.continue_()
    page.wait_for_load_state()
    assert 0 < rows(page).count() < everything


OVERLAPPING = """() => [...document.querySelectorAll(".axis")].flatMap((axis) => {
    const labels = [...axis.querySelectorAll("text")].map((one) => [one.textContent, one.getBoundingClientRect()]);
    return labels.flatMap(([one, a], place) => labels.slice(place + 1)
        .filter(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        .map(([two]) => `${one} on ${two}`));
})"""


@pytest.mark.parametrize("size", [PHONE, DOUBLED], ids=["phone", "doubled"])
@pytest.mark.parametrize("path", ["timeline.html", "measures/iru-nl.html", "nl/measures/cter-training.html"])
def test_the_labels_of_an_axis_stand_apart(path: str, size: Any, site: Path, page: Page) -> None:
    page.set_viewport_size(size)
    page.goto(f"{site.as_uri()}/{path}")
    assert page.locator(".axis text").count() > 2
    assert page.evaluate(OVERLAPPING) == []


def test_nothing_is_cut_on_any_page_of_a_measure(site: Path, page: Page) -> None:
    page.set_viewport_size(SMALLEST)
    pages = sorted((site / "nl" / "measures").iterdir())  # Dutch words are longer
    page.goto(pages[0].as_uri())
    found = {}
    for path in pages:  # the head is the same on all of them, and to open each anew takes ten times as long
        body = path.read_text(encoding="utf-8").partition("<body")[2].partition(">")[2].partition("</body>")[0]
        page.evaluate("(body) => { document.body.innerHTML = body }", body)
        found[path.name] = page.evaluate(CUT)
    assert len(found) > 100
    assert {name: cut for name, cut in found.items() if cut} == {}


# 5. without a script, on paper, and out to the sources


def test_without_a_script_it_is_all_there(site: Path, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    for path in KINDS:
        page.goto(f"{site.as_uri()}/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.locator("button:visible, input:visible, select:visible").count() == 0  # they would do nothing
    page.goto(f"{site.as_uri()}/measures.html")
    expect(rows(page)).to_have_count(total(page))
    assert total(page) > 100


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_printed_in_black_on_white_without_menus(theme: str, site: Path, page: Page) -> None:
    for path in KINDS:
        page.goto(f"{site.as_uri()}/{path}")
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
        page.emulate_media(media="print", color_scheme=theme)
        assert brightness(page, "backgroundColor") == 255
        assert brightness(page, "color") < 60
        assert page.locator("nav:visible, button:visible:not(th button), form:visible").count() == 0
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def printed(page: Page) -> list[str]:
    """Return the text of each sheet of paper."""
    with pdfium.PdfDocument(page.pdf(format="A4")) as paper:
        return [re.sub(r"\s+", " ", sheet.get_textpage().get_text_bounded()) for sheet in paper]


def named(page: Page, what: str) -> list[str]:
    """Return the texts of some of a page's elements, shown or not."""
    return [re.sub(r"\s+", " ", text.strip()) for text in page.locator(what).all_text_contents()]


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("dossiers/versterking-veiligheidsketen.html", ".member .name a, summary"),
        ("measures/versterking-veiligheidsketen.html", "aside a"),
        ("index.html", "dl.facts dt"),
    ],
)
def test_what_is_folded_is_printed(path: str, what: str, site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/{path}")
    assert page.locator("details:not([open])").count() > 0
    wanted, paper = named(page, what), re.sub(r"\W", "", "".join(printed(page)))  # where its lines end aside
    assert wanted
    assert [text for text in wanted if re.sub(r"\W", "", text) not in paper] == []
    assert "BibTeX" not in paper  # what is for other programs is not


def test_on_paper_each_sheet_of_a_dossier_has_the_days_of_its_letters(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/dossiers/versterking-veiligheidsketen.html")
    days, titles = named(page, ".letters .cell"), named(page, ".member .name > a")
    for sheet in printed(page):
        if any(title in sheet for title in titles):
            assert [day for day in days if day not in sheet] == []
            assert "announced" in sheet or "in progress" in sheet  # and not signs alone


def test_on_paper_no_row_of_a_timeline_is_torn_and_each_sheet_has_the_years(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/timeline.html")
    titles, years = named(page, ".rows a"), named(page, ".years-above text")
    sheets = [sheet for sheet in printed(page) if any(title in sheet for title in titles)]
    assert len(sheets) > 3
    for sheet in sheets:
        assert [year for year in years if year not in sheet] == []
        assert not sheet.rstrip().endswith(tuple(titles))  # below each stand its signs
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 900})
    assert page.evaluate(
        "Math.max(...[...document.querySelectorAll('.due')].map(one => one.getBoundingClientRect().right)) < innerWidth"
    )


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("measures.html?status=open&owner=politie", "Status: open; Owner: National Police"),
        ("nl/measures.html?q=training&status=closed", "Zoeken: training; Status: afgesloten"),
        ("search.html?q=training", "Words in the measures and in all paragraphs of the letters: training"),
    ],
)
def test_on_paper_stands_what_was_asked(path: str, said: str, site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/{path}")
    expect(page.get_by_text(said, exact=True)).to_be_hidden()
    assert said in printed(page)[0]


def test_without_a_script_a_page_that_needs_one_says_so(site: Path, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    for path, said in (
        ("measures.html?became=never", "The filters need JavaScript."),
        ("nl/measures.html?became=never", "De filters hebben JavaScript nodig."),
        ("search.html?q=training", "The search needs JavaScript."),
        ("nl/search.html?q=training", "Het zoeken heeft JavaScript nodig."),
    ):
        page.goto(f"{site.as_uri()}/{path}")
        note = page.locator("noscript p")
        expect(note).to_be_visible()
        assert said in (note.text_content() or "")
    page.locator("main").get_by_role("link").click()
    page.wait_for_url("**/nl/measures.html")


def test_a_source_opens_the_publication_at_the_quoted_words(site: Path, browser: Browser) -> None:
    context = browser.new_context()
    words = "Internet Referral Unit (IRU NL) opgericht"
    text = f"<!doctype html><meta charset=utf-8><title>Brief</title>{'<p>Water' * 200}<p id=here>de {words} is{'<p>Dijk' * 200}"
    context.route(re.compile("https:"), lambda route: route.fulfill(body=text, content_type="text/html"))
    page = context.new_page()
    page.goto(f"{site.as_uri()}/measures/iru-nl.html")
    link = page.get_by_role("link", name="open the publication at these words").first
    target = link.get_attribute("href") or ""
    assert target.startswith("https://zoek.officielebekendmakingen.nl/kst-29754-421.html#:~:text=")
    assert unquote(target.partition(":~:text=")[2]) == words
    assert "noreferrer" in (link.get_attribute("rel") or "")
    link.click()
    page.wait_for_url("https://zoek.officielebekendmakingen.nl/**")
    page.wait_for_function("scrollY > 0")
    place = page.locator("#here").bounding_box()
    assert place is not None
    assert 0 < place["y"] < page.viewport_size["height"]  # type: ignore[index]
    context.close()


# 6. other registries


def test_of_many_measures_two_hundred_are_shown_until_more_are_wanted(
    registry: Callable[..., Path], ct: Callable[..., Ran], page: Page, tmp_path: Path
) -> None:
    event = "{date: 2020-01-15, status: announced, letter: 2020-01-15-water}"
    one = "  - id: dike-{0}\n    title: Dike {0}\n    owner: waterbord\n    history: [{1}]\n"
    measures = "".join(one.format(number, event) for number in range(1000, 1450))
    folder = registry(
        f"version: 1\norganisations:\n  waterbord: {{name: Water board}}\n  ministerie: {{name: Ministry}}\nmeasures:\n{measures}"
    )
    assert ct("site", "--out", str(tmp_path / "many"), folder=folder).code == 0
    page.goto(f"{(tmp_path / 'many').as_uri()}/measures.html")
    expect(page.get_by_role("status")).to_have_text("450 of 450 measures")
    expect(rows(page)).to_have_count(200)
    page.get_by_label("Search").fill("dike 1449")
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()
    page.get_by_label("Search").fill("")
    page.get_by_role("button", name="Show more").click()
    expect(rows(page)).to_have_count(450)
    assert focused(page)["name"] == rows(page).nth(200).get_by_role("link").inner_text()
    page.reload()
    expect(rows(page)).to_have_count(200)
    assert "Dike 1449" in printed(page)[-1]  # on paper nobody can ask for more


def test_hostile_text_is_only_text(
    registry: Callable[..., Path], ct: Callable[..., Ran], page: Page, tmp_path: Path
) -> None:
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    letters = {path.name: path.read_text(encoding="utf-8") for path in (EXAMPLE / "letters").iterdir()}
    name = "2020-01-15-water.md"
    script = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))"
    letters[name] = (
        re.sub("^title: .*", f"title: '{script}'", letters[name], flags=re.MULTILINE).rstrip() + f" {script}\n"
    )
    assert ct("site", "--out", str(tmp_path / "site"), folder=registry(HOSTILE, letters)).code == 0
    assert faults(tmp_path / "site") == []
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        page.goto(path.as_uri())
        run = page.locator("script:not([type='application/ld+json'])")  # what has that type is data
        now = path.parent.parent.name != "at"  # an earlier moment is not searched, and not told to search engines
        assert run.count() == (3 if now and path.name in ("measures.html", "search.html") else 1)
        assert page.locator("script:not([src])").count() == (now and path.name == "index.html")
        assert page.locator("main").locator("b, i, img, [onerror]").count() == 0
    page.goto(f"{(tmp_path / 'site').as_uri()}/letters/2020-01-15-water.html")
    assert page.get_by_role("heading", level=1).inner_text() == script
    page.goto(f"{(tmp_path / 'site').as_uri()}/search.html?q=alert")
    assert page.locator("#answers > li").count() > 0
    assert page.locator("main").locator("b, i, img, script, [onerror]").count() == 0
    assert said == []


# 7. a measure's page and its dossier


def test_a_citation_is_copied_and_the_button_says_so(site: Path, browser: Browser) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{site.as_uri()}/measures/iru-nl.html")
        button = page.locator("button.copy").first
        button.click()
        page.wait_for_function("document.querySelector('button.copy').textContent === 'Copied'")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator(f"#{button.get_attribute('aria-describedby')}").inner_text()
        assert copied.startswith("Kamerstukken II 2016/17, 29754, nr. 421, paragraph")


def test_a_status_in_a_dossier_leads_to_its_event(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/dossiers/eu-pnr.html")
    page.locator("a.cell.status").last.click()
    page.wait_for_url("**/measures/*.html#e-*")
    assert page.locator(":target").count() == 1


def test_a_large_dossier_is_folded_and_opens(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/dossiers/versterking-veiligheidsketen.html")
    hidden = page.locator("a[href='../measures/kmar-pelotons.html']").first
    assert not hidden.is_visible()
    page.locator("summary").first.click()
    assert hidden.is_visible()


SQUEEZED = """() => {
    const wide = document.querySelector(".scroll"), found = [];
    if (wide.scrollWidth > wide.clientWidth) found.push(`scrolls ${wide.scrollWidth - wide.clientWidth}`);
    for (const cell of document.querySelectorAll(".cell")) {
        const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), range = document.createRange();
        while (texts.nextNode()) {
            if (texts.currentNode.parentElement.closest(".unseen") || texts.currentNode.parentElement.clientWidth === 1) continue;
            for (const word of texts.currentNode.data.matchAll(/\\S+/g)) {
                range.setStart(texts.currentNode, word.index);
                range.setEnd(texts.currentNode, word.index + word[0].length);
                if (range.getClientRects().length > 1) found.push(`breaks ${word[0]}`);
            }
        }
    }
    return found;
}"""


@pytest.mark.parametrize("width", [390, 768, 1024, 1440, 1920])
def test_a_dossier_is_all_in_sight_and_no_word_of_it_is_broken(width: int, site: Path, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for path in sorted(site.rglob("dossiers/*.html")):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        found[path.relative_to(site).as_posix()] = page.evaluate(SQUEEZED)
    assert len(found) > 20
    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize("folder", ["", "nl/"])
def test_where_a_dossier_has_signs_only_a_legend_says_what_they_mean(folder: str, site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/{folder}dossiers/eu-pnr.html")
    legend, said = page.locator(".legend"), page.locator(".cell .said")
    expect(legend).to_be_hidden()
    words = {one.partition(",")[0] for one in said.all_inner_texts()}
    page.set_viewport_size(PHONE)
    assert max(one.bounding_box()["width"] for one in said.all()) <= 1  # type: ignore[index]
    expect(legend).to_be_visible()
    assert {re.sub(r"^\W+", "", one) for one in legend.locator("li").all_inner_texts()} == words
