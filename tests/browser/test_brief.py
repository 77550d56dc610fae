"""The page of a brief in a browser: on paper, one sheet and what stands behind it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import violations
from playwright.sync_api import Page
from support import ROOT, Ran

Ct = Callable[..., Ran]


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("since", ["2015-03-01", "2015-11-01", "2017-06-01"])
def test_a_brief_is_one_sheet_of_paper_and_begins_another_for_the_rest(
    since: str, ct: Ct, tmp_path: Path, page: Page
) -> None:
    path = tmp_path / "brief.html"
    assert ct("brief", "--since", since, "--as-of", "2017-11-30", "--out", str(path), folder=ROOT).code == 0
    page.goto(path.as_uri())
    assert violations(page) == []
    whole = sheets(page)
    page.evaluate(
        "document.querySelectorAll('h1, hr ~ p, hr ~ h3, hr ~ ul, hr ~ table, hr ~ h2 ~ h2, h1 ~ :has(~ hr)').forEach(one => one.remove())"
    )
    assert page.locator("main").inner_text() == "In full"
    page.evaluate("document.querySelector('main').prepend('A short sheet.')")
    assert sheets(page) == 2
    page.reload()
    page.evaluate("document.querySelectorAll('hr ~ *').forEach(one => one.remove())")
    assert sheets(page) == 1 < whole
