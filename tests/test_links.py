"""The addresses of sources: a letter's publication, opened at the quoted words."""

import pytest

from ctmeasures.model.dates import parse_date
from ctmeasures.model.links import passage_url
from ctmeasures.model.records import Letter


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
