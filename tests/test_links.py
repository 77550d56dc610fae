"""The addresses of sources: a letter's publication, opened at the quoted words."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from ctmeasures.model.dates import parse_date
from ctmeasures.model.links import is_row, passage_url, text_fragment
from ctmeasures.model.records import Letter
from ctmeasures.read.registry import load


@pytest.mark.parametrize(
    ("link", "words", "address"),
    [
        ("https://example.org/x", "a word", "https://example.org/x#:~:text=a%20word"),
        ("https://example.org/x", "a-b", "https://example.org/x#:~:text=a%2Db"),
        ("https://example.org/x#part", "a word", "https://example.org/x#part:~:text=a%20word"),
        ("https://example.org/x#part", None, "https://example.org/x#part"),
    ],
)
def test_the_words_are_found_from_the_place_that_a_link_names(link: str, words: str | None, address: str) -> None:
    assert passage_url(Letter("2020-01-15-x", parse_date("2020-01-15"), "A letter", links=(link,)), words) == address


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        ("15,2 37 28,8 41", "15%2C2-,37,41"),
        ("BZ - 9,4 10", "BZ-,%2D,10"),
        ("24,9 53 43,2 43,2", "24%2C9-,53,43%2C2"),
        ("31,1 51,4 55, 1 60,1", "31%2C1-,51%2C4,60%2C1"),
        ("14 40", "14-,40"),
        ("1.250 in 2026", "1.250%20in%202026"),
        ("van 0,5 mln", "van%200%2C5%20mln"),
        ("summer 2017", "summer%202017"),
        ("2017", "2017"),
        ("- -", "%2D%20%2D"),
    ],
)
def test_a_row_of_a_table_is_named_by_its_ends(words: str, fragment: str) -> None:
    """No part of a text fragment goes on from one cell to the next."""
    assert text_fragment(words) == fragment


def test_of_the_real_registry_nothing_but_the_rows_of_tables_is_named_by_its_ends() -> None:
    registry = load(str(ROOT / "measures.yaml")).registry
    rows = [one.record.quote for one in registry.citations if one.record.quote and is_row(one.record.quote)]
    assert len(rows) >= 19
    assert all("," in text_fragment(row) and "%20" not in text_fragment(row) for row in rows)
    others = [one.record.quote for one in registry.citations if one.record.quote and not is_row(one.record.quote)]
    assert not [quote for quote in others if "," in text_fragment(quote)]


@pytest.mark.slow
@given(st.lists(st.from_regex(r"[0-9]{1,3}(,[0-9])?", fullmatch=True), min_size=2, max_size=8))
def test_each_part_of_a_rows_fragment_stands_in_one_cell_of_it(cells: list[str]) -> None:
    first, second, *last = text_fragment(" ".join(cells)).split(",")
    assert [unquote(first).removesuffix("-"), unquote(second)] == cells[:2]
    assert [unquote(one) for one in last] == cells[2:][-1:]
