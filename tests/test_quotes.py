"""Quotes are found in a letter's text however it was set, and only where they are really copied."""

import re
import unicodedata
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from ctmeasures.model.quotes import FOLDED, LetterText


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
        ("from 2015\u2013\n2017 on", "2015-2017 on", 1),
        ("the plan \u2013\nnew", "plan - new", 1),
        ("covid-\n19 plan", "covid-19 plan", 1),
        # as it comes
        ("b\u0133dragen", "bijdragen", 1),
        ("\u0132ssel", "IJssel", 1),
        ("bijdragen aan", "b\u0133dragen", 1),
        ("2015\u20132017 and", "2015-2017", 1),
        ("a plan \u2014 new", "plan - new", 1),
        ("by \u22125 percent", "-5 percent", 1),
        ("foto\u00b4s van", "foto's van", 1),
        ("and so on\u2026 then", "so on... then", 1),
        ("1\u2009000 places", "1 000 places", 1),
        ("nr.\u202f421", "nr. 421", 1),
        ("caf&eacute;&nbsp;&ndash; open", "café - open", 1),
        ("buil&shy;ding and buil&shy;\nding", "building", 2),
        ("Fish &amp; Co", "Fish & Co", 1),
        ("R&D and AT&T; and &unknown;", "R&D and AT&T; and &unknown;", 1),
        ("&amp;eacute; is", "&eacute; is", 0),
        # what would be another number
        ("15-\n20 percent", "1520 percent", 0),
        ("1 000 places", "1000 places", 0),
        ("by \u22125 percent", "5 percent", 0),
        ("(-5 percent)", "5 percent", 0),
        ("-5 percent", "5 percent", 0),
        ("2015-2017 and", "2017 and", 1),
        ("1.250", "1,250", 0),
        ("10\u20ac", "10 EUR", 0),
        ("m\u00b2", "m2", 0),
        ("\u00bd of", "1/2 of", 0),
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
        ("in 5,6 of", "in 5", 0),
        ("5,6 of", "5", 0),
        ("of 5.6", "6", 0),
        (",5 of", "5 of", 1),
        ("in 5,a of", "in 5", 1),
        ("in a,5 of", "5 of", 1),
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


@pytest.mark.parametrize(
    ("written", "read"),
    [pytest.param(one, fold.read, id=f"{fold.what} {one!r}") for fold in FOLDED for one in fold.written],
)
def test_what_is_folded_is_found_both_ways(written: str, read: str) -> None:
    assert LetterText(f"that twelve{written}dikes stand").times(f"twelve{read}dikes stand") == 1
    assert LetterText(f"that twelve{read}dikes stand").times(f"twelve{written}dikes stand") == 1
    assert LetterText(f"that twelve{written}dikes stand").times(f"twelve{written}dikes stand") == 1


def test_what_is_folded_is_in_the_guide(golden: Callable[[str, Path], None]) -> None:
    path = ROOT / "CONTRIBUTING.md"
    start, end = "<!-- folded: made by pytest --snapshot-update -->\n", "<!-- end of folded -->"
    before, _, rest = path.read_text(encoding="utf-8").partition(start)
    rows = ["| What | Written | Read as |", "| --- | --- | --- |"]
    for what, folds in groupby(FOLDED, key=lambda fold: fold.what):
        all_of = list(folds)
        written = ", ".join(shown(one) for fold in all_of for one in fold.written)
        read = ", ".join(shown(fold.read) for fold in all_of)
        rows.append(f"| {what} | {written} | {read} |")
    table = "\n".join(rows)
    golden(f"{before}{start}\n{table}\n\n{end}{rest.partition(end)[2]}", path)


def shown(text: str) -> str:
    """Return a text as the guide shows it: what cannot be seen or stands for something there by its number."""
    if not text:
        return "nothing"
    if len(text) == 2 and unicodedata.combining(text[1]):
        return f"{text[0]} U+{ord(text[1]):04X}"
    if len(text) == 1 and (not text.isprintable() or text.isspace() or text in "|`"):
        return "a space" if text == " " else f"U+{ord(text):04X}"
    return f"`{text}`" if text.isascii() else f"{text} (U+{ord(text):04X})" if len(text) == 1 else text


WORD = st.text("abcdeéŻ0123", min_size=1, max_size=8)
WORDS = st.lists(WORD | st.tuples(WORD, WORD).map("-".join), min_size=3, max_size=30, unique=True)


@pytest.mark.slow
@given(WORDS, st.data())
def test_a_copied_stretch_is_found_however_the_lines_are_broken(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[start : start + data.draw(st.integers(1, 8))])
    set_ = data.draw(st.lists(st.sampled_from([" ", "\n", "\t", "  \n "]), min_size=len(words), max_size=len(words)))
    text = "".join(word + space for word, space in zip(words, set_, strict=True))
    letter = r"[^\W\d]"  # between which alone a line makes a hyphen of its own
    place_of = data.draw(st.sampled_from([rf"(?<={letter})(?={letter})", r"(?<=\w-)(?=\w)"]))
    for place in sorted(
        data.draw(st.sets(st.sampled_from([match.start() for match in re.finditer(place_of, text)] or [0]))),
        reverse=True,
    ):
        if place:
            text = text[:place] + ("\n" if text[place - 1] == "-" else "-\n") + text[place:]
    assert LetterText(text).times(quote) >= 1


@pytest.mark.slow
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
    assert LetterText("two worts").nearest("two words", 8) == "two worts"
    for place in (0, 30, 60):  # wherever it stands in a long letter
        filler = [f"{number} is said" for number in range(60)]
        long = LetterText(" ".join([*filler[:place], "that twelve old dikes will", *filler[place:]]))
        assert long.nearest("twelve old dykes", 8) == "twelve old dikes"
    assert LetterText("ab" * 2000 + " x").nearest("ba" * 2000 + " x", 8) is None  # comparing these takes minutes


LETTERS = st.lists(st.text("abcdefgh", min_size=1, max_size=3), min_size=12, max_size=40)


@pytest.mark.slow
@given(
    words=LETTERS, start=st.integers(0, 40), count=st.integers(1, 12), end=st.sampled_from([" ", ", ", "\n", " 1,5 "])
)
def test_a_run_of_words_is_told_from_its_length_on_however_it_was_set(
    words: list[str], start: int, count: int, end: str
) -> None:
    run = words[start : start + count]
    letter = LetterText(end.join(words))
    found = letter.repeated(f"Xyz {'; '.join(run).upper()} xyz", 9)
    assert found == ([word.upper() for word in run] if len(run) >= 9 else [])


def test_a_word_broken_at_the_end_of_a_line_is_copied_whole_or_with_its_hyphen() -> None:
    letter = LetterText("one two three four counter-\nterrorism six seven eight\nnine ten")
    for word in ("counter-terrorism", "counterterrorism"):
        copy = f"one two three four {word} six seven eight nine"
        assert letter.repeated(f"Said is: {copy}.", 9) == copy.split()
        assert letter.repeated(copy.removesuffix(" nine"), 9) == []


@pytest.mark.parametrize(
    "text", ["one two three four five", "one rais-\ned two three\nfour-\nfive", "een <b>twee</b> — drie"]
)
def test_a_stretch_between_two_places(text: str) -> None:
    letter = LetterText(text)
    assert letter.stretch().startswith(text.split()[0])
    (first,) = letter.places(text.split()[0])
    (last,) = letter.places("three" if "three" in text else "drie")
    between = letter.stretch(first, last)
    assert "two" in between or "twee" in between
    assert not {"three", "drie"} & set(between.split())
    assert letter.stretch(last).split()[0] in ("three", "drie")


def test_footnotes_are_told_apart_from_the_text() -> None:
    text = "First 2015.\n\n¹ Kamerstuk 29 754\n² Kamerstuk 391\n\nThen 12 teams.\n\n[3] A third\n"
    assert LetterText(text).footnotes == "¹ Kamerstuk 29 754 ² Kamerstuk 391 [3] A third"
