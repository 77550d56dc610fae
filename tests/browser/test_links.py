"""The links to quoted words scroll there in a real browser, in whatever of a page the words stand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from ctmeasures.model.dates import parse_date
from ctmeasures.model.links import passage_url
from ctmeasures.model.records import Letter

TALL = "<div style='height: 3000px'></div>"


def row(name: str, *cells: str, inside: str = "{}") -> str:
    return f"<tr id={name}>{''.join(f'<td>{inside.format(cell)}</td>' for cell in cells)}</tr>"


# The figures of rows stand in the running text above and in other rows too, as in the letters.
PARTS = (
    "<p id=running>In all 24,9 million, then 0,5 million; 14 of the 40 dikes, 43,2 in the end.</p>",
    f"<table>{row('total', 'All', '24,9', '105,4', '128,8')}</table>",
    f"<table>{row('track', 'Track 3', '24,9', '53', '43,2', '43,2')}{row('dash', 'BZ', '-', '9,4', '10', '5')}</table>",
    f"<table>{row('same', 'Supervision', '0,5', '0,5', '0,5', inside='<p>{}</p>')}</table>",
    f"<table>{row('two', 'Dikes', '14', '40', inside='<b>{}</b>')}</table>",
    "<ul><li id=item>The first of them is long</li><li id=second>The second has words of its own</li></ul>",
    "<p id=footnote>The approach<sup>12</sup> becomes stronger and is then <a href='#n'>extended<sup>3</sup></a> to all.</p>",
    "<p id=plain>What is to be done in co-operation, and with <em>whom</em>, is not yet known.</p>",
)


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("24,9 105,4 128,8", "total"),
        ("24,9 53 43,2 43,2", "track"),
        ("BZ - 9,4 10 5", "dash"),
        ("9,4 10 5", "dash"),
        ("0,5 0,5 0,5", "same"),
        ("14 40", "two"),
        ("40 dikes, 43,2 in the end", "running"),
        ("The first of them", "item"),
        ("has words of its own", "second"),
        ("becomes stronger and is then", "footnote"),
        ("to be done in co-operation, and with whom", "plain"),
    ],
)
def test_a_link_scrolls_to_the_quoted_words(
    quote: str, place: str, serve: Callable[[Path], str], tmp_path: Path, page: Page
) -> None:
    body = TALL.join(("", *PARTS, ""))
    (tmp_path / "letter.html").write_text(
        f"<!doctype html><html lang=en><meta charset=utf-8><title>A letter</title><body>{body}", encoding="utf-8"
    )
    (tmp_path / "favicon.ico").write_bytes(b"")
    letter = Letter("2020-01-15-x", parse_date("2020-01-15"), "A letter", links=(f"{serve(tmp_path)}letter.html",))
    page.goto(passage_url(letter, quote) or "")
    page.wait_for_function(
        """name => { const box = document.getElementById(name).getBoundingClientRect();
                     return scrollY > 0 && box.top >= 0 && box.bottom <= innerHeight; }""",
        arg=place,
    )
