"""Quotes are found in a letter's text however it was set, and only where they are really copied."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctmeasures.model.quotes import LetterText


@pytest.mark.parametrize(
    ("text", "quote", "times"),
    [
        # white space
        ("Twelve dikes\nwill  be\traised.", "dikes will be raised", 1),
        ("Twelve\r\ndikes", "Twelve dikes", 1),
        ("Twelve\u00a0dikes", "Twelve dikes", 1),
        # hyphens at the ends of lines: those of the line and those of the word
        ("will be rais-\ned soon", "be raised soon", 1),
        ("will be rais- \r\n  ed soon", "be raised soon", 1),
        ("counter-\nterrorism act", "counter-terrorism act", 1),
        ("counter-terrorism act", "counter-terrorism act", 1),
        ("risk-\nand care", "risk- and care", 1),
        ("risk- and care", "risk- and care", 1),
        ("low-risk and rais-\ned", "low-risk and raised", 1),
        ("police-\nand justice", "and justice", 1),
        ("counter-\nterrorism act", "terrorism act", 1),
        ("the pre-\nwar", "the pre", 1),
        ("rais-\ned and rais-\ned", "raised", 2),
        ("pre-\nwar and pre-war", "pre-war", 2),
        ("buil\u00ad\nding and so on", "building and", 1),
        ("build\u2011\nup", "build-up", 1),
        ("zero\u200bwidth", "zerowidth", 1),
        ("counter-terrorism", "counterterrorism", 0),
        ("a dash -\nhere", "dash - here", 1),
        ("BZ\t-\t9,4\t10", "BZ - 9,4 10", 1),
        ("15-\n20 percent", "15-20 percent", 1),
        ("a pre- and-post", "pre- and-post", 1),
        ("it ends in a pre-", "in a pre-", 1),
        # quotation marks, markup, soft hyphens
        ("They say: “build”, it’s", 'say: "build", it\'s', 1),
        ("They say: «build»", "say: “build”", 1),
        ("<b>Total</b>\t12\t14.5", "Total 12 14.5", 1),
        ("| Total | 12 |", "Total 12", 1),
        ("<td>Total</td><td>12</td>", "Total 12", 1),
        ("one<br>two", "one two", 1),
        ("5 * 3 is", "5 * 3 is", 1),
        ("<b>Total</b> 12", "<b>Total</b> 12", 1),
        ("see the *plan* of **May**", "the plan of May", 1),
        ("buil\u00adding", "building", 1),
        ("build\u2011up", "build-up", 1),
        ("the e\ufb00ect of \ufb01re", "the effect of fire", 1),
        ("cafe\u0301 open", "café open", 1),
        # what must not match
        ("Twelve dikes", "twelve dikes", 0),
        ("Twelve dikes", "Twelve dike", 0),
        ("redikes", "dikes", 0),
        ("Coordinator", "Coördinator", 0),
        ("1,5 2,5", "5 2,5", 0),
        ("9,4 10,6", "9,4 10", 0),
        ("9.4 10.6", "4 10.6", 0),
        ("in 2015, 16 dikes", "in 2015", 1),
        ("in 2015.", "in 2015", 1),
        ("in London¹ they", "in London", 1),
        ("in London1 they", "in London", 0),
        ("11,5 2", "1,5 2", 0),
        ("a counter-terrorism", "a counter-terror", 0),
        ("x < y and y > z", "x < y and y > z", 1),
        # how often
        ("one dike and one dike", "one dike", 2),
        ("4 4 4 4", "4 4", 3),
        ("pre-war and pre-war", "pre-war", 2),
        ("- 5 - 5 -", "- 5 -", 2),
        ("a b a b a", "a b a", 2),
        ("anything", "", 0),
        ("anything", "   ", 0),
        ("", "anything", 0),
    ],
)
def test_times(text: str, quote: str, times: int) -> None:
    assert LetterText(text).times(quote) == times


WORD = st.text("abcdeéŻ0123", min_size=1, max_size=8)
WORDS = st.lists(WORD | st.tuples(WORD, WORD).map("-".join), min_size=3, max_size=30, unique=True)


@given(WORDS, st.data())
def test_a_copied_stretch_is_found_however_the_lines_are_broken(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[start : start + data.draw(st.integers(1, 8))])
    set_ = data.draw(st.lists(st.sampled_from([" ", "\n", "\t", "  \n "]), min_size=len(words), max_size=len(words)))
    text = "".join(word + space for word, space in zip(words, set_, strict=True))
    place_of = data.draw(st.sampled_from([r"(?<=\w)(?=\w)", r"(?<=\w-)(?=\w)"]))  # a line's own hyphen, or the word's
    for place in sorted(
        data.draw(st.sets(st.sampled_from([match.start() for match in re.finditer(place_of, text)] or [0]))),
        reverse=True,
    ):
        if place:
            text = text[:place] + ("\n" if text[place - 1] == "-" else "-\n") + text[place:]
    assert LetterText(text).times(quote) >= 1


@given(st.lists(WORD, min_size=1, max_size=30, unique=True), st.data())
def test_a_stretch_of_different_words_is_found_once_and_a_changed_one_never(
    words: list[str], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    stretch = words[start : start + 8]
    text = LetterText(". ".join(words))
    assert text.times(". ".join(stretch)) == 1
    assert text.times(". ".join([*stretch[:-1], stretch[-1] + "q"])) == 0


def test_the_nearest_stretch_is_offered() -> None:
    text = LetterText("It is said that twelve old dikes will be rais-\ned before the end of 2021.")
    assert text.nearest("twelve dikes will be raised", 8) == "old dikes will be raised"
    assert text.nearest("Twelve old dykes will be raised", 8) == "twelve old dikes will be raised"
    assert text.nearest("nothing of the kind at all", 8) is None
    assert text.nearest("", 8) is None
    assert text.nearest("twelve dikes " * 30, 8) is None
    assert text.nearest("Twelve old dykes will be raised", 3) == "twelve old dikes"
    assert LetterText("short").nearest("two words", 8) is None
    assert LetterText("ab" * 2000 + " x").nearest("ba" * 2000 + " x", 8) is None  # comparing these takes minutes
