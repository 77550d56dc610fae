"""Figures however they are written: what we say of a letter is held against what its text can be read to hold."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctmeasures.model.numerals import held, paragraphs, said

PAIRS = [
    ("7 teams, seven teams", "zeven teams"),
    ("seven teams", "7 teams"),
    ("EUR 128.8 million", "€ 128,8 mln. structureel"),
    ("EUR 128.8 million", "128.800.000 euro"),
    ("1.2 billion", "1,2 miljard"),
    ("31,500 staff", "ruim 31.500 medewerkers"),
    ("Kamerstuk 29754", "Kamerstuk 29 754, nr. 391"),
    ("Kamerstuk 29 754", "Kamerstuk 29754"),
    ("1 July 2017", "1 juli 2017"),
    ("1 July 2017", "1-7-2017"),
    ("2017-07-01", "1 jul. 2017"),
    ("in May 2017", "mei 2017"),
    ("five lines", "een vijftal lijnen"),
    ("a two-day and a three-day training", "een twee- en driedaagse training"),
    ("two ministers", "beide ministers"),
    ("24 countries", "vierentwintig landen"),
    ("forty-two countries", "tweeënveertig landen"),
    ("300 people", "driehonderd personen"),
    ("two hundred", "200"),
    ("2018/2019", "winter 2018/19"),
    ("2018/19", "2018-2019"),
    ("20 countries", "20. Twintig landen"),
    ("article 42(7)", "artikel 42, zevende lid, 7"),
    ("100 %", "100%"),
    ("\u017feven, \u017fix, f\u0131ve, AUGU\u017fT", "zeven, zes, vijf, augu\u017ftu\u017f"),
    ("12.5", "in a badly set table: 10 12, 5"),
    ("the G4, an A4 and H264 video", "nothing of that kind"),
    ("one of them, who may march in a second act", "nothing of that kind"),
    ("as paragraphs 7 to 9, 11 and 12 say (footnote 3)", "nothing of that kind"),
]


@pytest.mark.parametrize(("ours", "letter"), PAIRS)
def test_a_letter_holds_what_is_written_otherwise(ours: str, letter: str) -> None:
    assert [one.written for one in said(ours, "en") if not one.is_in(held(letter))] == []


@pytest.mark.parametrize(
    ("ours", "letter", "missing"),
    [
        ("8 teams", "zeven teams", ["8"]),
        ("EUR 12.9 million", "128,9 mln", ["12.9 million"]),
        ("5 platoons", "15 pelotons, 5,5 per jaar", ["5"]),
        ("1 August 2017", "1 juli 2017", ["August"]),
        ("1-8-2017", "1 juli 2017", ["1-8-2017"]),
        ("15 and 20", "1520", ["15", "20"]),
        ("eight", "7", ["eight"]),
        ("Kamerstuk 29754", "Kamerstuk 29 745", ["29754"]),
        ("24,9 and 24.8", "24,9", ["24.8"]),
    ],
)
def test_a_letter_does_not_hold_what_is_another_figure(ours: str, letter: str, missing: list[str]) -> None:
    assert [one.written for one in said(ours, "en") if not one.is_in(held(letter))] == missing


@pytest.mark.parametrize("text", ["ten behoeve van", "het kabinet acht een brief nodig"])
def test_dutch_words_that_are_seldom_numbers_are_none(text: str) -> None:
    assert list(said(text, "nl")) == []


def test_the_paragraphs_that_a_text_names() -> None:
    assert paragraphs("zie alinea 7 en 9, paragraphs 4 to 6, § 2; 8 teams") == {7, 9, 4, 6, 2}
    assert paragraphs("no paragraph") == paragraphs(f"paragraph {'9' * 5000}") == set()


_WORDS = {"en": ("two", "twelve", "ninety-nine"), "nl": ("twee", "twaalf", "negenennegentig")}


def test_numbers_in_words_are_those_in_digits() -> None:
    for words in _WORDS.values():
        for word, number in zip(words, (2, 12, 99), strict=True):
            assert Decimal(number) in held(word)


@pytest.mark.slow
@given(
    st.text(st.sampled_from("0123456789 ., -/–€abcdefgG%\n²ıſK"), max_size=30)
    | st.lists(st.sampled_from([*(one for pair in PAIRS for one in pair)]), max_size=3).map(" ".join),
    st.sampled_from(["en", "nl"]),
)
def test_a_text_holds_its_own_figures(text: str, language: str) -> None:
    own = held(text)
    assert [one for one in said(text, language) if not one.is_in(own)] == []
