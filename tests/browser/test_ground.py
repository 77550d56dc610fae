"""The ground on which a site is tested in a browser: each thing that watches it is seen to find a fault."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import listen, violations
from playwright.sync_api import Browser, Page

POLICY = (
    "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; script-src 'self'; style-src 'self'\">"
)


def page_of(body: str, head: str = POLICY) -> str:
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Dikes</title>{head}</head>"
        f"<body><main><h1>Dikes</h1>{body}</main></body></html>"
    )


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], str]:
    def make(text: str) -> str:
        (tmp_path / "index.html").write_text(text, encoding="utf-8")
        return (tmp_path / "index.html").as_uri()

    return make


@pytest.mark.parametrize(
    ("body", "head", "heard"),
    [
        ("<script src=fault.js></script>", "", "error: gauge is not defined"),
        ("<p style='color: red'>Water", POLICY, "error: Applying inline style violates"),
        ("<script>1</script>", POLICY, "error: Executing inline script violates"),
        ("<img alt=Dike src=dike.png>", "", "error: Failed to load resource"),
        ("<script src=warn.js></script>", POLICY, "warning: The water rises"),
        ("<img alt=Dike src=https://example.invalid/dike.png>", "", "asked for https://example.invalid/dike.png"),
        ("<link rel=stylesheet href=//example.invalid/a.css>", "", "asked for file://example.invalid/a.css"),
    ],
)  # fmt: skip
def test_complaints_and_requests_are_heard(
    body: str, head: str, heard: str, write: Callable[[str], str], browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "fault.js").write_text("gauge();")
    (tmp_path / "warn.js").write_text("console.warn('The water rises');")
    context = browser.new_context()
    found = listen(context, (tmp_path.as_uri(),))
    page = context.new_page()
    page.goto(write(page_of(body, head)))
    context.close()
    assert [one for one in found if heard in one], found


def test_a_sound_page_is_quiet_also_from_a_server(
    write: Callable[[str], str], serve: Callable[[Path], str], page: Page, tmp_path: Path
) -> None:
    for address in (write(page_of("<p>Water")), serve(tmp_path)):
        page.goto(address)
        assert page.title() == "Dikes"
        assert violations(page) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<img src=data:,>", "image-alt (critical): <img src="),
        ("<p class=faint>Water", "color-contrast (serious): <p class="),
        ("<button class=small>a</button><button class=small>b</button>", "target-size (serious): <button class="),
        ("<h3>Water</h3>", "heading-order (moderate): <h3>"),
        ("<table><caption>Dikes<tr><td>1</table><input>", "label (critical): <input>"),
    ],
)  # fmt: skip
def test_axe_finds_what_readers_stumble_on_under_a_strict_policy(
    body: str, rule: str, write: Callable[[str], str], browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "a.css").write_text(".faint { color: #ccc } .small { width: 9px; height: 9px; padding: 0; border: 0 }")
    page = browser.new_page()
    page.goto(write(page_of(body, POLICY + "<link rel=stylesheet href=a.css>")))
    found = violations(page)
    page.context.close()
    assert [one for one in found if one.startswith(rule)], found


def test_axe_sees_the_colours_of_the_night(write: Callable[[str], str], page: Page, tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("@media (prefers-color-scheme: dark) { body { background: #000; color: #222 } }")
    page.goto(write(page_of("<p>Water", POLICY + "<link rel=stylesheet href=a.css>")))
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert [one.partition(" ")[0] for one in violations(page)] == ["color-contrast", "color-contrast"]
