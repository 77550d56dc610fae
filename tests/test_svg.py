"""Charts as SVG: whole without any style, the same amounts in them as went in, and nothing in them that could do harm."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctmeasures.render.svg.bars import bars
from ctmeasures.render.svg.columns import columns
from ctmeasures.render.svg.pieces import SHADES, Chart, Part, Row, series, wrapped

DRAWN = (bars, columns)


def brightness(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    found = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in found)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", SHADES)
def test_white_text_is_read_on_every_colour(name: str) -> None:
    assert 1.05 / (brightness(SHADES[name]) + 0.05) >= 4.5


def chart(*amounts: int, label: str = "one", link: str | None = None) -> Chart:
    parts = tuple(Part(f"{label} {n}", one, series(n), str(one), link) for n, one in enumerate(amounts))
    return Chart(f"Title {label}", f"In words {label}", (Row(label, parts, str(sum(amounts))),))


texts = st.text(st.characters(codec="utf-8"), max_size=30)


@pytest.mark.slow
@pytest.mark.parametrize("draw", DRAWN)
@given(texts, st.lists(st.integers(0, 10**6), max_size=9), st.sampled_from([960, 360]), st.booleans())
def test_any_values_make_a_whole_drawing(draw, label: str, amounts: list[int], width: int, linked: bool) -> None:  # type: ignore[no-untyped-def]
    found = draw(chart(*amounts, label=label, link=f"x.html?{label}" if linked else None), width)
    root = ET.fromstring(found)
    assert root.tag == "svg"
    boxes = [one for one in root.iter("rect") if float(one.get("x", "0")) < 0 or float(one.get("width", "0")) <= 0]
    assert boxes == []
    ends = [float(one.get("x", "0")) + float(one.get("width", "0")) for one in root.iter("rect")]
    assert max(ends, default=0) <= width + 1
    named = [one for one in root.iter("g") if one.find("title") is not None]
    assert len(named) == sum(amount > 0 for amount in amounts)  # every part there is of, and no other
    assert root.get("role") == ("group" if linked and amounts else "img")
    assert len(list(root.iter("a"))) == (len(named) if linked else 0)


@pytest.mark.parametrize("draw", DRAWN)
def test_it_needs_no_style_no_script_and_nothing_from_elsewhere(draw) -> None:  # type: ignore[no-untyped-def]
    found = draw(chart(3, 4))
    assert re.findall(r"<style|<script|style=|url\(|@import", found) == []
    assert re.findall(r"https?://[^\"]+", found) == []
    assert found.count("<title>Title one</title>") == 1
    assert "<desc>In words one</desc>" in found


def test_lengths_stand_to_one_another_as_the_amounts_do() -> None:
    root = ET.fromstring(bars(chart(10, 30)))
    first, second = (float(one.find("rect").get("width")) for one in root.iter("g") if one.find("title") is not None)  # type: ignore[union-attr, arg-type]
    assert second == pytest.approx(3 * first, abs=0.1)


def test_money_is_drawn_as_exactly_as_it_is() -> None:
    parts = (Part("track", Decimal("0.1"), "series-1", "0.1"),)
    assert 'aria-label="2016: track, 0.1"' not in columns(Chart("t", "d", (Row("2016", parts, "0.1"),)))
    assert "<title>2016: track, 0.1</title>" in columns(Chart("t", "d", (Row("2016", parts, "0.1"),)))


def test_what_is_less_than_nothing_hangs_below_the_line() -> None:
    root = ET.fromstring(columns(chart(30, -10)))
    (line,) = (float(one.get("d", "").split()[1].split("H")[0]) for one in root.iter("path"))
    above, below = (one.find("rect") for one in root.iter("g") if one.find("title") is not None)
    assert above is not None
    assert below is not None
    assert float(above.get("y", "")) + float(above.get("height", "")) == pytest.approx(line - 1, abs=0.1)
    assert float(below.get("y", "")) == line + 1
    assert float(above.get("height", "")) == pytest.approx(3 * float(below.get("height", "")), rel=0.01)
    assert [row.total for row in chart(30, -10).rows] == [20]


def test_a_label_breaks_between_words_and_tells_that_it_goes_on() -> None:
    assert wrapped("one two three", 70) == ["one two", "three"]
    assert wrapped("one two three four five six", 70, most=2) == ["one two", "three …"]


def test_the_style_of_the_website_has_every_colour() -> None:
    style = files("ctmeasures.render.site").joinpath("assets/site.css").read_text(encoding="utf-8")
    assert [name for name in SHADES if f".drawn-chart .{name} {{ fill: var(--" not in style] == []


def test_the_key_has_each_colour_once_in_its_order_and_breaks_what_is_long() -> None:
    parts = tuple(Part(f"label {n} " * 20, 1, series(n), "1") for n in (2, 0, 1))
    found = Chart("t", "d", (Row("a", parts, "3"), Row("b", parts, "3")))
    assert list(found.key) == ["series-1", "series-2", "series-3"]
    boxes = [one for one in ET.fromstring(bars(found, 360)).iter("rect") if one.get("width") == "14"]
    assert len({one.get("y") for one in boxes}) == len(boxes) == 3
