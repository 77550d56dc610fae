"""`ctmeasures suggest`: which sentences of a letter become items of its sheet, and what is guessed of them."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from support import HERE, ROOT, Ran, environment
from uncoded import copy_of, loaded, take_out

from ctmeasures.intake.blocks import Note, Paragraph, words_of
from ctmeasures.intake.kept import letter_text, paragraphs_of
from ctmeasures.intake.prose import one_line
from ctmeasures.intake.sheet import read_sheet
from ctmeasures.intake.sheet_text import sheet_text
from ctmeasures.intake.suggestions.acts import Quotes, acts, own_clauses
from ctmeasures.intake.suggestions.dutch import stems
from ctmeasures.intake.suggestions.evaluation import Evaluation, Figure
from ctmeasures.intake.suggestions.learning import score, trained
from ctmeasures.intake.suggestions.likeness import Aliases, Likeness, long_form
from ctmeasures.intake.suggestions.model import FILE, Model, Scored, own_model, packed, scored, unpacked
from ctmeasures.intake.suggestions.moments import Moments, due
from ctmeasures.intake.suggestions.money import amounts
from ctmeasures.intake.suggestions.suggested import items, references, suggest
from ctmeasures.intake.suggestions.teaching import bounds
from ctmeasures.intake.suggestions.units import Unit, sentences, units
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Passage
from ctmeasures.render import evaluation
from ctmeasures.render.data.answers import schema
from ctmeasures.render.look import Look

Ct = Callable[..., Ran]
DUTCH = HERE / "dutch-letters"
TEXTS = ROOT.parent / "shared" / "letters"
LETTER = "2020-06-05-voortgang"


@pytest.fixture
def dutch(tmp_path: Path) -> Path:
    folder = tmp_path / "registry"
    shutil.copytree(DUTCH, folder)
    return folder


def sheet_in(folder: Path) -> Path:
    return folder / "texts" / f"{LETTER}.sheet.yaml"


# the command


NEXT = f"now `ctmeasures review {LETTER}` decides them, paragraph by paragraph\n"


@pytest.mark.slow
def test_a_letter_becomes_a_sheet(dutch: Path, ct: Ct, golden: Callable[[str, Path], None]) -> None:
    ran = ct("suggest", "2020-06", folder=dutch)
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(
        rf"\d+ suggestions put into texts/{LETTER}\.sheet\.yaml \(\d+ likely, \d+ possible\)\n{re.escape(NEXT)}",
        ran.out,
    )
    text = sheet_in(dutch).read_text(encoding="utf-8")
    golden(text, HERE / "golden" / "suggest-sheet.yaml")
    read = read_sheet("sheet", text.encode())
    assert read.problems == ()
    ran = ct("accept", LETTER, folder=dutch)
    assert ran.code == 1
    assert set(re.findall(r"\[([a-z-]+)\]", ran.err)) <= {
        "still-guessed", "undecided-item", "incomplete-item", "open-paragraph", "missing-digest",
    }  # fmt: skip


def test_the_next_step_names_the_folder_of_texts_that_is_not_the_usual_one(dutch: Path, ct: Ct) -> None:
    (dutch / "texts").rename(dutch / "my texts")
    ran = ct("suggest", LETTER, "--texts", "my texts", folder=dutch)
    step = re.search("`(.*)`", ran.out.splitlines()[1])
    assert step
    assert shlex.split(step[1]) == ["ctmeasures", "review", LETTER, "--texts", "my texts"]


def test_suggesting_again_changes_nothing(dutch: Path, ct: Ct) -> None:
    ct("suggest", LETTER, folder=dutch)
    text = sheet_in(dutch).read_bytes()
    ran = ct("suggest", LETTER, folder=dutch)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("0 suggestions put into")
    assert sheet_in(dutch).read_bytes() == text


def test_a_sheet_without_items_gets_them_as_a_new_one(dutch: Path, ct: Ct) -> None:
    ct("suggest", LETTER, folder=dutch)
    whole = sheet_in(dutch).read_text(encoding="utf-8")
    head, _, _ = whole.partition("items:\n")
    sheet_in(dutch).write_text(head + "items: []\nend: true\n", encoding="utf-8")
    ct("suggest", LETTER, folder=dutch)
    assert sheet_in(dutch).read_text(encoding="utf-8") == whole


def test_what_a_person_has_decided_or_begun_stays(dutch: Path, ct: Ct) -> None:
    sheet_in(dutch).write_text(
        f"version: 1\nletter: {LETTER}\nitems:\n"
        "  - passage: 2\n    quote: nieuwe molens  # shorter\n    decision: drop\n"
        "  - passage: 4\n    quote: pompen in het noorden\n    decision: ?\n    title: Pumps\n",
        encoding="utf-8",
    )
    before = sheet_in(dutch).read_text(encoding="utf-8")
    ran = ct("suggest", LETTER, folder=dutch)
    assert ran.code == 0
    assert "2 decided or there already" in ran.out
    after = sheet_in(dutch).read_text(encoding="utf-8")
    for item in before.split("  - ")[1:]:
        assert item.strip().replace("decision: ?", "decision: '?'") in after
    rows = yaml.load(after, yaml.BaseLoader)["items"]
    assert sum("molens" in row["quote"] for row in rows) == 1
    assert sum("pompen" in row["quote"] for row in rows) == 1
    assert [int(row["passage"]) for row in rows] == sorted(int(row["passage"]) for row in rows)


def test_an_item_that_nobody_has_touched_gives_way_to_a_newer_suggestion(dutch: Path, ct: Ct) -> None:
    ct("suggest", LETTER, folder=dutch)
    first = sheet_in(dutch).read_text(encoding="utf-8")
    path = dutch / "measures.yaml"
    path.write_text(path.read_text("utf-8").replace("id: waterwet", "id: watervloedwet"), encoding="utf-8")
    ct("suggest", LETTER, folder=dutch)
    assert sheet_in(dutch).read_text(encoding="utf-8") == first.replace("waterwet", "watervloedwet")
    touched = sheet_in(dutch).read_text("utf-8").replace("status: in-preparation?", "status: in-preparation")
    sheet_in(dutch).write_text(touched, encoding="utf-8")
    path.write_text(path.read_text("utf-8").replace("id: watervloedwet", "id: waterwet"), encoding="utf-8")
    ct("suggest", LETTER, folder=dutch)
    again = yaml.load(sheet_in(dutch).read_text("utf-8"), yaml.BaseLoader)["items"]
    assert [row["candidates"] for row in again if row["status"] == "in-preparation"] == [["watervloedwet"]]


def test_what_the_registry_says_of_the_letter_is_not_suggested(dutch: Path, ct: Ct) -> None:
    ran = ct("suggest", "2019-03", folder=dutch)
    assert "decided or there already" in ran.out
    rows = yaml.load((dutch / "texts" / "2019-03-01-hoogwater.sheet.yaml").read_text("utf-8"), yaml.BaseLoader)["items"]
    assert not [row for row in rows if "zullen twaalf dijken" in row["text"] or "in voorbereiding" in row["text"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "the letter is missing; name it: ctmeasures suggest LETTER"),
        ((LETTER, "--format", "json"), "--format is for --evaluate"),
        ((LETTER, "--letters", "2019-03"), "--letters is for --evaluate"),
        ((LETTER, "--texts", "elsewhere"), f"the text of {LETTER} is not in elsewhere"),
        (("--evaluate", "--texts", "elsewhere"), "no coded letter has its text in elsewhere"),
        (("--evaluate", "--letters", LETTER), f"{LETTER} has no coded events"),
        (("--evaluate", "--import", "x.json"), "the letter is missing"),
        ((LETTER, "--evaluate", "--import", "none.json"), "none.json"),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...], said: str, dutch: Path, ct: Ct) -> None:
    ran = ct("suggest", *words, folder=dutch)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_the_ways_named_for_a_letter_in_another_language_work(dutch: Path, ct: Ct) -> None:
    english = "The board will count the locks before the summer.\n\nThanks are due to all of those who have helped with the dikes.\n"
    (dutch / "letter.txt").write_text(english, encoding="utf-8")
    refused = ct("letters", "add", "letter.txt", "--title", "Locks", "--date", "2020-07-01", folder=dutch)
    assert (refused.code, refused.out) == (2, "")
    assert (
        "of a letter in another language, start its file with `ctmeasures letters add --paragraphs NUMBER`"
        in refused.err
    )
    assert (
        ct(
            "letters", "add", "--title", "Locks", "--date", "2020-07-01", "--paragraphs", "2", "--yes", folder=dutch
        ).code
        == 0
    )
    refused = ct("suggest", "2020-07", folder=dutch)
    assert "or save it as plain text in texts/2020-07-01-locks.txt, an empty line between paragraphs" in refused.err
    (dutch / "letter.txt").rename(dutch / "texts" / "2020-07-01-locks.txt")
    assert ct("letters", "passages", "2020-07", "--format", "ids", folder=dutch).out.split() == ["1", "2"]
    ran = ct("suggest", "2020-07", folder=dutch)
    assert (ran.code, ran.err) == (0, "")
    assert "0 suggestions put into" in ran.out
    assert "Nothing is suggested of a text that is not in readable Dutch" in ran.out
    said = ct("suggest", "2020-07", "--lang", "nl", folder=dutch).out
    assert "Van een tekst die geen leesbaar Nederlands is, wordt niets voorgesteld" in said


def test_a_sheet_that_cannot_be_read_is_left_alone(dutch: Path, ct: Ct) -> None:
    sheet_in(dutch).write_bytes(b"\xff")
    ran = ct("suggest", LETTER, folder=dutch)
    assert ran.code in (1, 2)
    assert sheet_in(dutch).read_bytes() == b"\xff"


@pytest.mark.slow
def test_it_is_the_same_in_every_process(dutch: Path) -> None:
    seen = set()
    (dutch / "without").mkdir()
    (dutch / "without" / "sitecustomize.py").write_text("import sys; sys.modules['yaml._yaml'] = None\n")
    pure = f"{dutch / 'without'}{os.pathsep}{ROOT}"  # where the C reader of YAML cannot be imported
    for seed, language, utf8, path in (
        ("0", "C", "1", ROOT), ("1", "C", "0", pure), ("2", "nl_NL.UTF-8", "1", ROOT), ("3", "tr_TR.UTF-8", "0", ROOT),
    ):  # fmt: skip
        env = environment(PYTHONPATH=str(path), PYTHONHASHSEED=seed, LC_ALL=language, PYTHONUTF8=utf8)
        command = [sys.executable, "-m", "ctmeasures", "suggest", LETTER]
        subprocess.run(command, cwd=dutch, env=env, check=True, capture_output=True)
        seen.add(sheet_in(dutch).read_bytes())
        sheet_in(dutch).unlink()
    assert len(seen) == 1


# units and acts


def test_sentences_end_where_a_reader_ends_them() -> None:
    text = (
        "Op 5 februari jl. is dit gezegd.¹ Het kost 3,5 mln. euro in 2015. Dit geldt o.a. voor Kamerstuk 29 754, nr. 391 en art. 3. "
        "Prof. Jansen zei: “Dat kan.” Is dat zo? De vergadering is a.s. Zij wordt voortgezet."
    )
    assert sentences(text) == [
        "Op 5 februari jl. is dit gezegd.¹", "Het kost 3,5 mln. euro in 2015.", "Dit geldt o.a. voor Kamerstuk 29 754, nr. 391 en art. 3.",
        "Prof. Jansen zei: “Dat kan.”", "Is dat zo?", "De vergadering is a.s.", "Zij wordt voortgezet.",
    ]  # fmt: skip


words = st.lists(st.sampled_from("De dijk wordt verhoogd. jl. (zie) a.s. 2018 “Zo” nr. 3 Het €".split()), max_size=30)  # noqa: SIM905


@pytest.mark.slow
@given(words)
def test_sentences_lose_no_word(words: list[str]) -> None:
    assert " ".join(sentences(" ".join(words))) == " ".join(words)


def test_units_are_sentences_items_rows_and_notes() -> None:
    found = [(unit.passage, unit.kind, unit.text[:12]) for unit in units(paragraphs_of(str(DUTCH / "texts"), LETTER))]
    assert found == [
        (1, "sentence", "De dreiging "), (1, "sentence", "Is dat nieuw"), (2, "sentence", "Vier van de "), (2, "sentence", "Vanaf septem"),
        (2, "sentence", "Om dit te be"), (2, "note", "Kamerstuk 29"), (3, "sentence", "De verdeling"), (3, "row", "Waterschappe"),
        (3, "row", "OM 0,8 1,3 2"), (4, "sentence", "Het kabinet "), (4, "item", "- Versterkin"), (4, "item", "- Uitbreidin"),
        (5, "sentence", "Op vrijdag 2"), (5, "sentence", "Het kabinet "), (5, "sentence", "Het wetsvoor"),
    ]  # fmt: skip


def test_a_sentence_with_two_acts_is_two_and_one_that_goes_on_is_none() -> None:
    both = "Het kabinet heeft de eerste dijken verhoogd, en de tweede sluis wordt in het najaar opnieuw geopend."
    assert [part[:12] for part in own_clauses(unit(both))] == ["Het kabinet ", "en de tweede"]
    assert len(own_clauses(unit("Het kabinet heeft de dijken, de sluizen en de pompen verhoogd."))) == 1
    letter = [
        unit("De waterschappen krijgen nieuwe pompen voor het noorden."),
        unit("Deze pompen staan straks in het noorden.", 1),
    ]
    found = acts(letter, Scored((0.9, 0.8), 0.5, 0.7, True))
    assert [act.places for act in found] == [(0, 1)]


def unit(text: str, place: int = 0, kind: str = "sentence", **more: tuple[str, ...]) -> Unit:
    return Unit(1, place, kind, text, **more)


letters = st.lists(
    st.text(alphabet="abcdef  .,;“”()¹²-0123 ABC€", min_size=1, max_size=80).map(lambda text: " ".join(text.split())).filter(bool),
    min_size=1, max_size=4,
)  # fmt: skip


@pytest.mark.slow
@given(letters)
def test_a_quote_stands_once_in_its_paragraph_and_has_at_most_eight_words(texts: list[str]) -> None:
    paragraphs = [Paragraph(number, "text", "", text) for number, text in enumerate(texts, 1)]
    quotes, whole = Quotes(paragraphs), LetterText(letter_text(paragraphs))
    for one in units(paragraphs):
        quote = quotes.quote(one, one.text, set())
        if quote is not None:
            assert len(quote.split()) <= 8
            assert whole.times(quote) == 1
            assert LetterText(words_of(paragraphs[one.passage - 1])).times(quote) == 1
            assert not set(quote) & set("“”¹²")


# what is guessed

DAY = date(2017, 6, 19)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vanaf september zal de politie dit doen.", "2017-09"),
        ("In maart zal de politie dit doen.", "2018-03"),
        ("Dit zal op 23 juni gebeuren.", "2017-06-23"),
        ("Dit zal op 3 juni gebeuren.", "2018-06-03"),
        ("De bijeenkomst op 11–13 juli a.s. zal dit bespreken.", "2017-07-11/2017-07-13"),
        ("Het programma wordt deze zomer afgerond.", "2017-22"),
        ("In het voorjaar van 2018 wordt u geïnformeerd.", "2018-21"),
        ("Dit zal na de zomer gereed zijn.", "2017-09/2017-12"),
        ("Dit komt begin juli 2017 beschikbaar.", "2017-07"),
        ("Dit zal eind 2018 gereed zijn.", "2018"),
        ("Dit zal in de tweede helft van 2018 gebeuren.", "2018-07/2018-12"),
        ("Dit zal voor 1 juli 2018 gebeuren.", ""),
        ("Dit is op 6 juni jl. verzocht en wordt bezien.", None),
        ("De strategie 2016-2020 wordt uitgevoerd.", None),
        ("Dit is sinds 2018 zo en zal zo blijven.", None),
        ("Er zal € 3 miljoen in 2018 zijn.", None),
        ("In september was het mooi.", None),
    ],
)
def test_moments(text: str, found: str | None) -> None:
    moment = due(text, DAY)
    assert (moment and (moment.date.text if moment.date else "")) == found


def test_a_moment_that_a_name_goes_back_to() -> None:
    letter = [unit("Op 23 juni a.s. is er een JBZ-Raad."), unit("Het kabinet zal tijdens deze JBZ-Raad steunen.", 1)]
    found = Moments(letter, DAY).of(1, letter[1].text, letter[1].text)
    assert found is not None
    assert found.date is not None
    assert found.date.text == "2017-06-23"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Er is € 13 miljoen voor.", ["13"]),
        ("Er is 13 miljoen euro, later 2,5 mln. euro.", ["13", "2.5"]),
        ("Het pakket is € 1,3 miljard.", ["1300"]),
        ("Het kost € 250.000.", []),  # in two readings
        ("Er zijn 13 dijken.", []),
        ("Een subsidie van € 1.234.567.", []),  # more than three decimals of a million
        ("Een subsidie van € 12.500.000,- per jaar.", ["12.5"]),
        ("Een subsidie van € 25 per deelnemer.", []),
        ("De gemeenten krijgen € 750 duizend.", ["0.75"]),
        ("De gemeenten krijgen 750 duizend euro.", ["0.75"]),
        ("Er is EUR 12 500 000 voor.", ["12.5"]),
        ("Er is 12 500 000,50 euro voor.", []),
        ("Het budget is in 2015 213 mln. euro.", ["213"]),
        ("Er is 13\u00a0miljoen\u00a0euro voor.", ["13"]),
        ("Er is € 12 500 000 000 000 000 000 voor.", []),
        ("Voor 2 miljoen jongeren komt er subsidie.", []),
        ("Voor 2 miljoen jongeren komt er € 3 miljoen.", ["3"]),
        ("De provincie telt 2 miljoen.", []),
        ("De investering is 2 miljoen in 2018.", ["2"]),
        ("Het budget is 13 miljoen dollar.", []),
        ("Het budget is 13 miljoen Amerikaanse dollar.", []),
        ("Het budget is US$ 13 miljoen, of £ 9 mln.", []),
        ("Het kost € 3 tot 5 miljoen.", []),  # in two readings
        ("Het kost 3-5 miljoen euro.", []),
        ("Dit loopt op van € 3 miljoen tot € 5 miljoen.", []),
    ],
)
def test_money(text: str, found: list[str]) -> None:
    assert amounts(unit(text), text) == [{"amount": amount} for amount in found]


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("De gemeenten krijgen 750 duizend euro, en de AIVD krijgt 2,5 mln.", "gemeenten krijgen", ["0.75"]),
        ("De gemeenten krijgen 750 duizend euro, en de AIVD krijgt 2,5 mln.", "AIVD krijgt", ["2.5"]),
        ("De gemeenten versterken hun aanpak, en de AIVD krijgt 2,5 mln. euro.", "gemeenten versterken", []),
        ("Er is € 3 mln. voor de politie, € 1 mln. voor het OM.", "voor het OM", ["1"]),
        ("De politie krijgt 8 mln. euro en extra officieren van het OM krijgen 2,1 mln.", "De politie krijgt", ["8"]),
        ("De politie krijgt 8 mln. euro, oplopend naar 9 mln. vanaf 2018.", "De politie krijgt", ["8", "9"]),
        (
            "Een bijdrage aan de diensten voor Inlichtingen en Veiligheid is 0,5 mln. structureel.",
            "Een bijdrage",
            ["0.5"],
        ),
    ],
)
def test_money_of_another_receiver_is_not_that_of_the_words_that_are_quoted(
    text: str, quote: str, found: list[str]
) -> None:
    assert amounts(unit(text), text, quote) == [{"amount": amount} for amount in found]


_WORDS = (
    "€ EUR euro $ duizend miljoen mln. miljard 1.234.567 12 500 000 2018 0000 - en de AIVD krijgt , . ; : ? ' “ # |"
    " vanaf eind 31 februari Kamerstuk 29 nr. 391 richtlijn 2016/681 null true"
)
_SUM = st.from_regex(r"(€ ?|EUR |)\d{1,3}([., ]\d{1,6}){0,2}( duizend| miljoen| miljard|)( euro|)", fullmatch=True)
_SAID = st.lists(st.one_of(st.sampled_from(_WORDS.split()), _SUM, st.text(max_size=6)), max_size=12).map(" ".join)
_PROMISED = _SAID.map(lambda said: f"Het kabinet zal vanaf september voor het programma {said} beschikbaar stellen.")


@pytest.mark.slow
@given(st.lists(_PROMISED, min_size=1, max_size=4), st.lists(st.lists(_SAID, min_size=2, max_size=4), max_size=3))
def test_law_a_suggested_sheet_is_one_that_can_be_read_whatever_the_letter_says(
    texts: list[str], rows: list[list[str]]
) -> None:
    registry = loaded(DUTCH)
    said = [(one_line(text), ()) for text in texts]
    cells = tuple(tuple(one_line(cell) for cell in row) for row in [["In mln euro", "2018", "2019", "2020"], *rows])
    said += [(" ".join(cell for row in cells for cell in row if cell), cells)]
    letter = [
        Paragraph(number, "table" if table else "text", "", text, rows=table)
        for number, (text, table) in enumerate((one for one in said if one[0]), 1)
    ]
    own = replace(registry.letters[LETTER], passages=tuple(Passage(one.number, "") for one in letter))
    text = sheet_text(own, letter, items(suggest(registry, own, letter, None)))
    assert read_sheet("sheet", text.encode()).problems == ()


def test_money_of_a_row_has_its_years() -> None:
    head = ("In mln", "2015", "2016", "2017")
    row = unit("Kmar - 15,2 37", 0, "row", cells=("Kmar", "-", "15,2", "37"), head=head)
    assert amounts(row, row.text) == [{"line": "Kmar", "amounts": {"2016": "15.2", "2017": "37"}}]
    for cells in (("Kmar", "x", "1", "2"), ("Kmar", "1", "2", "3", "4")):
        assert amounts(row._replace(cells=cells), "") == []


def test_references() -> None:
    text = (
        "Zie Kamerstuk 29 754, nr. 391, Kamerstukken II 2014/15, 34 359, Kamerstuk 21 501-02, nr. 1458,"
        " Richtlijn (EU) 2016/681 en verordening 2017/12."
    )
    assert references(text) == (
        "kst:29754-391", "dossier:34359", "kst:21501-02-1458", "celex:32016L0681", "celex:32017R0012",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("short", "before", "long"),
    [
        ("PNR", "de uitwisseling van passenger name record ", "passenger name record"),
        ("IND", "door de Inspectie Nederlandse Dijken ", "Inspectie Nederlandse Dijken"),
        ("NCTV", "de Nationaal Coördinator Terrorismebestrijding en Veiligheid ", "Nationaal Coördinator Terrorismebestrijding en Veiligheid"),
        ("ABC", "geheel iets anders ", ""),
        ("X", "", ""),
    ],
)  # fmt: skip
def test_abbreviations_are_read_out_of_the_letter(short: str, before: str, long: str) -> None:
    assert long_form(short, before) == long


def test_either_form_of_an_abbreviation_finds_the_measure() -> None:
    known = Likeness(loaded(DUTCH).measures, ["Het wetsvoorstel overstromingen (WVO) is er."])
    assert known.aliases.both("De WVO komt.") == "De WVO komt. wetsvoorstel overstromingen"
    assert known.ranked("de WVO", "De WVO komt.") == ["waterwet"]
    assert Aliases([]).both("De WVO komt.") == "De WVO komt."


def test_the_likest_measure_comes_first() -> None:
    known = Likeness(loaded(DUTCH).measures)
    assert known.ranked("twaalf dijken worden verzwaard", "")[0] == "dijkverzwaring"
    assert known.ranked("overstroming", "")[0] == "waterwet"
    assert known.ranked("xyz", "") == []
    assert Likeness(()).ranked("dijken", "dijken") == []


# what is learned


def test_learning_tells_examples_apart() -> None:
    examples = [{"a": 1.0}, {"a": 1.0, "c": 1.0}, {"b": 1.0}, {"b": 1.0, "c": 1.0}]
    weights = trained(examples, [True, True, False, False], 10)
    assert [score(weights, one) > 0.8 for one in examples] == [True, True, False, False]
    assert abs(weights["c"]) < 0.01
    assert weights == trained(examples, [True, True, False, False], 10)
    assert score({}, {"a": 1}) == 0.5


@pytest.mark.slow
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.integers(0, 3)), max_size=20))
def test_what_is_likely_is_possible(rows: list[tuple[float, bool, int]]) -> None:
    possible, likely = bounds(rows)
    assert possible <= likely


def test_the_weights_of_the_package_say_the_same_everywhere(golden: Callable[[str, Path], None]) -> None:
    letter = units(paragraphs_of(str(DUTCH / "texts"), LETTER))
    found = scored(letter, Likeness(loaded(DUTCH).measures), own_model())
    lines = [f"{each:.9f} {one.text[:40]}\n" for each, one in zip(found.scores, letter, strict=True)]
    golden("".join(lines), HERE / "golden" / "suggest-scores.txt")
    assert own_model() is not None


def test_weights_are_small_and_come_back_as_they_were() -> None:
    model = own_model()
    assert model is not None
    data = packed(model)
    assert len(data) < 100 * 1024
    assert unpacked(data) == model
    assert set(model.about) == {"letters", "units", "figures"}
    assert packed(Model({"a": 0.00001}, {}, 0.1, 0.2, {})) == packed(Model({}, {}, 0.1, 0.2, {}))


def test_weights_of_other_rules_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(Model({}, {}, 0.1, 0.2, {}))
    monkeypatch.setattr("ctmeasures.intake.suggestions.model.VERSION", "0")
    assert unpacked(data) is None


def test_without_weights_rules_alone_suggest() -> None:
    registry = loaded(DUTCH)
    found = suggest(registry, registry.letters[LETTER], paragraphs_of(str(DUTCH / "texts"), LETTER), None)
    said = [item["quote"] for item in items(found)]
    assert any("molens" in str(quote) for quote in said)
    assert not any("nieuw?" in str(quote) for quote in said)


@pytest.mark.slow
def test_a_missing_file_of_weights_is_said(dutch: Path, tmp_path: Path) -> None:
    copy = tmp_path / "program"
    shutil.copytree(ROOT / "ctmeasures", copy / "ctmeasures", ignore=shutil.ignore_patterns("__pycache__", FILE))
    env = environment(PYTHONPATH=str(copy))
    command = [sys.executable, "-P", "-m", "ctmeasures", "suggest", LETTER]
    ran = subprocess.run(command, cwd=dutch, env=env, check=True, capture_output=True, text=True)
    assert ran.stderr == "there are no trained weights, so rules alone suggest: more will be wrong\n"
    assert "suggestions put into" in ran.stdout


def test_stems_are_those_of_one_stemmer() -> None:
    assert stems("De maatregelen in 2018 zijn versterkt; 12 dijken") == [
        "de",
        "maatregeel",
        "in",
        "2018",
        "zijn",
        "versterk",
        "dijk",
    ]


def test_a_note_gives_its_sentence_the_reference() -> None:
    registry = loaded(DUTCH)
    one = Paragraph(
        1,
        "text",
        "",
        "Het kabinet heeft een maatregel getroffen en zal de dijken verhogen.¹",
        (Note("1", "Kamerstuk 29 754, nr. 391."),),
    )
    found = suggest(registry, registry.letters[LETTER], [one], None)
    assert found[0].references == ("kst:29754-391",)


# what it is worth


@pytest.mark.slow
def test_evaluation_of_one_letter_judges_rules_alone(dutch: Path, ct: Ct) -> None:
    ran = ct("suggest", "--evaluate", folder=dutch)
    assert ran.code == 0
    assert "only one coded letter" in ran.err
    assert re.search(r"events found +1\.00 \(0\.00–1\.00\) 2 of 2, aim 0\.95", ran.out)
    assert max(map(len, ct("suggest", "--evaluate", folder=dutch, columns=40).out.splitlines())) <= 40
    assert ct("suggest", "--evaluate", "--format", "md", folder=dutch).out.startswith(
        "|  | aim | rules alone | every sentence |\n"
    )
    found = json.loads(ct("suggest", "--evaluate", "--format", "json", "--letters", "2019-03", folder=dutch).out)
    assert (found["kind"], [one["events"] for one in found["letters"]]) == ("evaluation", [2])
    assert set(found["figures"]) == {"rules alone", "every sentence"}
    Draft202012Validator(schema("suggest")).validate(found)


def test_another_tool_is_judged_by_the_same_figures(dutch: Path, ct: Ct) -> None:
    rows = [
        {
            "passage": 2,
            "quote": "zullen twaalf dijken verzwaren",
            "measure": "new",
            "status": "announced",
            "owner": "waterschappen",
            "confidence": 1,
        },
        {"passage": 1, "quote": "De rivieren stonden hoog", "measure": "new"},
        {"passage": 1, "quote": "stands nowhere", "measure": "new"},
    ]
    (dutch / "x.json").write_text(json.dumps({"version": 1, "tool": "reader 1", "suggestions": rows}), encoding="utf-8")
    ran = ct("suggest", "2019-03", "--evaluate", "--import", "x.json", "--format", "json", folder=dutch)
    assert ran.code == 0
    assert ran.err.startswith("1 suggestion refused and not judged")
    Draft202012Validator(schema("suggest")).validate(json.loads(ran.out))
    found = {one["name"]: (one["right"], one["of"]) for one in json.loads(ran.out)["figures"]["reader 1"]}
    assert found["events found"] == (1, 2)
    assert found["acts right"] == (1, 2)
    assert found["status right"] == found["owner of new ones right"] == (1, 1)


@pytest.mark.slow
def test_the_figures_have_not_fallen(ct: Ct) -> None:
    if not TEXTS.is_dir():
        pytest.skip("the letters' texts are not beside the project")
    model = own_model()
    assert model is not None
    found = json.loads(ct("suggest", "--evaluate", "--texts", str(TEXTS), "--format", "json", folder=ROOT).out)
    now = {one["name"]: one["share"] for one in found["figures"]["suggestions"]}
    assert {name: share for name, share in model.about["figures"].items() if now[name] < share - 0.02} == {}


@pytest.mark.slow
def test_a_letter_of_the_project_that_nobody_has_coded(tmp_path: Path, ct: Ct) -> None:
    if not TEXTS.is_dir():
        pytest.skip("the letters' texts are not beside the project")
    letter = "2015-11-17-aanslagen-parijs"  # without which no measure that is left names one that is gone
    folder = copy_of(ROOT, tmp_path / "registry")
    take_out(folder, letter)
    (folder / "texts" / f"{letter}.sheet.yaml").unlink()
    ran = ct("suggest", letter, "--texts", str(copied(folder)), folder=folder)
    assert (ran.code, ran.err) == (0, "")
    data = (folder / "texts" / f"{letter}.sheet.yaml").read_bytes()
    assert read_sheet("sheet", data).problems == ()
    whole = LetterText(letter_text(paragraphs_of(str(folder / "texts"), letter)))
    for row in yaml.load(data, yaml.BaseLoader)["items"]:
        assert whole.times(row["quote"]) == 1


def copied(folder: Path) -> Path:
    for path in TEXTS.glob("*.txt"):
        shutil.copy(path, folder / "texts")
    return folder / "texts"


def test_a_table_of_what_was_compared_has_every_figure_of_each() -> None:
    ours = (Figure("events found", 1, 2, 0.1, 0.9, 0.95),)
    theirs = (Figure("sentences right", 1, 4, 0.1, 0.9), Figure("events found", 1, 4, 0.1, 0.9, 0.95))
    rows = evaluation.markdown(Evaluation({}, {"suggestions": ours, "tool": theirs}), Look()).splitlines()
    assert [row.split("|")[1:-1] for row in rows[2:]] == [
        [" events found ", " 0.95 ", " 0.50 (0.10–0.90) ", " 0.25 (0.10–0.90) "],
        [" sentences right ", "  ", "  ", " 0.25 (0.10–0.90) "],
    ]
