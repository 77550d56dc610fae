"""`review`: a person at a terminal decides a letter's coding sheet, a key at a time; every decision is saved at once."""

import json
import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from support import EXAMPLE, Ran
from typist import CTRL_C, KILL, typed
from uncoded import copy_of, loaded, take_out

Ct = Callable[..., Ran]
pytestmark = pytest.mark.slow  # a program of its own for each, at a terminal
PROGRESS = "2020-06-30-progress"
PASSAGES = {
    "version": 1,
    "passages": [
        {"n": 1, "kind": "text", "heading": "", "notes": [], "text": "Twelve dikes are to be raised, as promised. In 2021 the board will count the locks."},
        {"n": 2, "kind": "table", "heading": "Pumps", "notes": [{"n": "1", "text": "Act of 1990."}], "rows": [["Pumps", "2"], ["Towns", "3"]],
         "text": "The pumps are paid for by the towns, and a new act on pumps is being drafted together with them for all the villages. Pumps 2 Towns 3"},
        {"n": 3, "kind": "text", "heading": "Thanks", "notes": [], "text": "Thanks are due to all who helped the board."},
    ],
}  # fmt: skip
SUGGESTIONS = {
    "version": 1,
    "tool": "reader 0.1",
    "suggestions": [
        {"passage": 1, "quote": "Twelve dikes are to be raised", "measure": "dijken", "status": "in-progress"},
        {"passage": 1, "quote": "the board will count the locks", "measure": "new", "title": "Counting the locks",
         "status": "announced", "owner": "waterbord", "due": "2021", "confidence": 0.8},
        {"passage": 3, "quote": "all who helped the board", "measure": "new", "title": "Helping"},
    ],
}  # fmt: skip

ENTER = "\n"
# the dikes go on, as proposed: status, true from, due, note, note in Dutch
DIKES = ("1", *[ENTER] * 5)
# the locks are new: title, in Dutch, id, owner, inferred, area, partners, part of; status, true from, due, note, note in Dutch
LOCKS = ("n", ENTER, "Sluizen tellen\n", "sluizen\n", *[ENTER] * 5, *[ENTER] * 5)
FIRST = (*DIKES, *LOCKS, "The dikes go on; the locks are counted.\n", "Dijken en sluizen.\n")
PUMPS = (
    "a", "a new act on pump is being drafted\n", ENTER, ENTER, "Act on pumps\n", ENTER, "pompwet\n", "+kiwa\n", "Kiwa\n", ENTER, *[ENTER] * 4,
    "in-preparation\n", *[ENTER] * 4, "2021=1,5\n", "An act follows.\n", ENTER,
)  # fmt: skip
THANKS = ("c", "Thanks.\n", ENTER)


@pytest.fixture
def water(tmp_path: Path, ct: Ct) -> Path:
    """Lay out the example without its second letter's coding, with that letter's passages, and suggestions in its sheet."""
    folder = copy_of(EXAMPLE, tmp_path / "water")
    take_out(folder, PROGRESS)
    sheet_in(folder).unlink()
    headings = "".join(f"\n## {number}\n" for number in (1, 2, 3))
    front = "---\ndate: 2020-06-30\ntitle: Progress\nsender: ministerie\n---\n"
    (folder / "letters" / f"{PROGRESS}.md").write_text(front + headings, encoding="utf-8")
    (folder / "texts" / f"{PROGRESS}.passages.json").write_text(json.dumps(PASSAGES), encoding="utf-8")
    (folder / "s.json").write_text(json.dumps(SUGGESTIONS), encoding="utf-8")
    assert ct("suggest", PROGRESS, "--import", "s.json", folder=folder).code == 0
    return folder


def sheet_in(folder: Path) -> Path:
    return folder / "texts" / f"{PROGRESS}.sheet.yaml"


def decided(folder: Path) -> list[str]:
    """Return the decisions of the sheet's items."""
    return re.findall(r"^    decision: '?([a-z?]+)'?$", sheet_in(folder).read_text(encoding="utf-8"), re.MULTILINE)


def reviewed(folder: Path, *answers: str | Callable[[], object], **more: str) -> str:
    """Review the letter with these keys and answers; return what was shown."""
    ran = typed("review", "2020-06", answers=answers, folder=folder, **more)
    assert ran.code == 0, ran.text
    return ran.text


def test_the_whole_way_from_suggestions_to_the_registry(water: Path, ct: Ct) -> None:
    shown = reviewed(water, *FIRST, *PUMPS, *THANKS)
    assert "Paragraph 1 of 3\n" in shown
    assert "    status: in-progress?\n" in shown
    assert "    1 dijken: Raising twelve dikes / Twaalf dijken verhogen\n" in shown
    assert "| Pumps | 2\n| Towns | 3\n[1] Act of 1990.\n" in shown
    assert "quote: it is not in paragraph 2; the nearest words stand in brackets, Enter takes them\n" in shown
    assert "Known measures that look like it:" not in shown
    assert (
        "In this run: 2 taken as proposed, 1 added, 1 paragraph context, 3 digests written, 1 new key declared.\n"
        in shown
    )
    assert shown.endswith(f"Nothing is open.\nNext: ctmeasures accept {PROGRESS}\n")
    ran = ct("accept", PROGRESS, folder=water)
    assert ran.code == 0, ran.err
    found = loaded(water)
    assert found.by_id["dijken"].history[-1].status == "in-progress"
    assert found.by_id["sluizen"].title_nl == "Sluizen tellen"
    assert str(found.by_id["sluizen"].history[0].due) == "2021"
    assert found.by_id["pompwet"].owner == "kiwa"
    assert [(one.passage, one.amounts) for one in found.by_id["pompwet"].budget] == [(2, {2021: Decimal("1.5")})]
    assert found.letters[PROGRESS].context == (3,)
    assert [one.digest for one in found.letters[PROGRESS].passages] == [
        "The dikes go on; the locks are counted.",
        "An act follows.",
        "Thanks.",
    ]
    assert "Nothing is open." in reviewed(water, "q")


def test_a_sheet_is_made_where_there_is_none_and_keeps_its_comments(water: Path) -> None:
    sheet_in(water).unlink()
    reviewed(water, "a", "count the locks\n", "new\n", *["Locks\n", ENTER, ENTER, "waterbord\n", *[ENTER] * 4], "announced\n", *[ENTER] * 4, ENTER, ENTER, "q")  # fmt: skip
    text = sheet_in(water).read_text(encoding="utf-8")
    assert text.startswith("# Coding sheet of the letter below")
    assert "items:\n  - passage: 1\n    quote: count the locks\n    decision: accept\n    measure: new\n" in text


def test_what_is_left_with_q_goes_on_at_the_first_open_paragraph(water: Path) -> None:
    shown = reviewed(water, *DIKES, "q")
    assert "1: 1 item not decided, no digest\n" in shown
    assert f"Next: ctmeasures review {PROGRESS}\n" in shown
    shown = reviewed(water, *LOCKS, "The dikes go on.\n", ENTER, "q")
    assert "paragraph 1 of 3, item 2 of 2: New" in shown
    shown = reviewed(water, "q")
    assert "Paragraph 2 of 3" in shown
    assert "Paragraph 1 of 3" not in shown


def test_each_decision_is_taken_back_byte_by_byte(water: Path) -> None:
    seen: list[bytes] = []

    def look() -> None:
        seen.append(sheet_in(water).read_bytes())

    shown = reviewed(water, look, *DIKES, look, "d", look, "First.\n", "Eerst.\n", look, "u", look, "u", look, "u", look, "u", "q")  # fmt: skip
    assert seen[4:] == [*seen[2::-1]]
    assert "nothing was decided in this run" not in shown
    assert "no such key now; ? says what each does" in shown  # there is no Undo when nothing was done
    assert "In this run nothing was decided.\n" in shown


def test_any_decision_is_changed_later(water: Path) -> None:
    reviewed(water, "d", "d", "c", ENTER, "q")
    shown = reviewed(
        water, "g", "1\n", "n", "Dikes\n", ENTER, "dijken-2\n", "waterbord\n", *[ENTER] * 9, ENTER, ENTER, "q"
    )
    text = sheet_in(water).read_text(encoding="utf-8")
    assert "Context: it holds no measure." in shown
    assert "    context: true\n" not in text
    assert decided(water).count("accept") == 1


def test_what_kills_a_review_takes_only_the_decision_being_typed(water: Path) -> None:
    ran = typed("review", "2020-06", answers=(*DIKES, "n", "Locks\n", KILL), folder=water)
    assert ran.code == -9
    text = sheet_in(water).read_text(encoding="utf-8")
    assert decided(water).count("accept") == 1
    assert "title: Counting the locks?" in text
    assert sorted(os.listdir(water / "texts")) == [f"{PROGRESS}.passages.json", f"{PROGRESS}.sheet.yaml"]


def test_what_another_program_writes_meanwhile_stays(water: Path) -> None:
    path = sheet_in(water)

    def elsewhere() -> None:
        path.write_text(path.read_text("utf-8").replace("title: Helping?", "title: Help"), encoding="utf-8")

    def the_same() -> None:
        path.write_text(path.read_text("utf-8").replace("title: Counting the locks?", "title: Locks"), encoding="utf-8")

    shown = reviewed(water, "1", elsewhere, *[ENTER] * 5, "n", the_same, *LOCKS[1:], "u", elsewhere, "q")
    text = path.read_text(encoding="utf-8")
    assert "another program has changed this in the sheet meanwhile, so it was not saved" in shown
    assert "title: Help\n" in text
    assert "title: Locks\n" in text
    assert "id: sluizen" not in text


def test_digests_are_in_own_words_and_quotes_stand_once(water: Path) -> None:
    shown = reviewed(
        water, "g", "2\n", "i", "The pumps are paid for by the towns, and a new act follows.\n", "Towns pay pumps.\n", ENTER,
        "g", "1\n", "a", "the\n", "In 2021 the board will count the locks now and then\n", CTRL_C, "q",
    )  # fmt: skip
    assert "digest: it repeats 12 words in a row of the letter: The pumps are paid for by the towns and …" in shown
    assert "times; take words that stand there once" in shown
    assert "at most 8" in shown
    assert "left as it was" in shown
    assert sheet_in(water).read_text("utf-8").count("passage: ") == 3


def test_a_new_measure_is_compared_with_those_that_are_known(water: Path) -> None:
    shown = reviewed(
        water, "d", "n", "Raising the twelve dikes\n", ENTER, ENTER, *[ENTER] * 5, *[ENTER] * 5, "1\n", ENTER, "q"
    )
    assert "Known measures that look like it:\n    1 dijken: Raising twelve dikes" in shown
    text = sheet_in(water).read_text("utf-8")
    assert "measure: dijken\n" in text
    assert "1 changed and taken, 1 dropped" in shown


def test_an_act_is_split_and_a_field_edited(water: Path) -> None:
    shown = reviewed(water, "s", "as promised\n", "d", "e", "status\n", "announced\n", "e", "due\n", "eind 2021\n", "december 2021\n", "e", "budget\n", "<\n", "q")  # fmt: skip
    text = sheet_in(water).read_text("utf-8")
    assert decided(water) == ["?", "drop", "?", "?"]
    assert text.index("quote: Twelve dikes") < text.index("quote: as promised")
    assert "status: announced\n" in text
    assert "due: 2021-12\n" in text
    assert "2021-11/2021-12" in shown
    assert "money is changed in the sheet itself" in shown


@pytest.mark.parametrize("width", [40, 80])
def test_it_fits_a_narrow_terminal(water: Path, width: int) -> None:
    shown = reviewed(water, *DIKES, "b", "?", "x", "q", COLUMNS=str(width))
    lines = shown.split("\n")
    ours = [line for line in lines if ": " not in line or line.startswith(("  ", "digest"))]
    assert max(map(len, ours)) <= width
    keys = [number for number, line in enumerate(lines) if line.startswith(("New ", "Context "))]
    most = 1 if width == 80 else 2
    assert all(any(line.startswith("paragraph ") for line in lines[number : number + most + 1]) for number in keys)


@pytest.mark.parametrize("width", [40, 160])
def test_in_dutch_the_keys_are_the_same_and_no_word_of_ours_is_english(width: int, water: Path, ct: Ct) -> None:
    keys = (*DIKES, "?", *LOCKS, "The dikes go on.\n", ENTER, "a", CTRL_C, "u", "d", *THANKS[:1], "<\n", "q")
    ran = typed("review", "2020-06", "--lang", "nl", answers=keys, folder=water, COLUMNS=str(width))
    assert ran.code == 0, ran.text
    shown = " ".join(ran.text.split())
    for said in (
        "Alinea 1 van 3",
        "Punt 2: niet beslist, waarschijnlijk",
        "verantwoordelijke: waterbord?",
        "Het kan een van deze zijn:",
        "Nederlandse titel (Enter: geen)",
        "Samenvatting (in het Engels), in eigen woorden",
        "aannemen als nieuwe maatregel",
        "zo gelaten",
        "teruggenomen: samenvatting",
        "Nog open: ",
        "Hierna: ctmeasures review",
    ):
        assert said in shown, shown
    for english in ("Item", "not decided", "owner", "Paragraph", "Still open", "Enter: none", "Next", "Quit"):
        assert english not in shown


def item_of(folder: Path, quote: str) -> str:
    """Return the lines of an item behind its quote."""
    return (
        sheet_in(folder)
        .read_text("utf-8")
        .partition(f"quote: {quote}\n")[2]
        .partition("  - ")[0]
        .partition("\nend:")[0]
    )


@pytest.mark.parametrize("keys", [("k", "dijken\n", *[ENTER] * 3), ("e", "measure\n", "dijken\n")])
def test_what_was_new_and_becomes_known_keeps_nothing_of_the_new_one(
    keys: tuple[str, ...], water: Path, ct: Ct
) -> None:
    shown = reviewed(water, *FIRST, "g", "1\n", ">", *keys, "q")
    said = item_of(water, "the board will count the locks")
    assert "    measure: dijken\n" in said
    assert not re.search(r"^    (id|title|title_nl|owner):", said, re.MULTILINE)
    assert "    status: announced\n" in said
    assert "dijken keeps its own; of the other measure this goes: id, title, Dutch title, owner\n" in shown
    assert "    1 dijken: Raising" in shown.rpartition("Paragraph 1 of 3")[2]  # what the keys take is shown
    reviewed(water, "g", "2\n", "c", "Pumps.\n", ENTER, *THANKS)
    assert ct("accept", PROGRESS, folder=water).code == 0
    assert loaded(water).by_id["dijken"].title == "Raising twelve dikes"


def test_a_moment_that_is_left_open_is_shown_and_taken_away_with_enter(water: Path) -> None:
    text = sheet_in(water).read_text("utf-8").replace("due: 2021?", "due: ?")
    text = text.replace(
        "    text: In 2021 the board will count the locks.\n    decision",
        "    text: Voor de zomer van 2021 zal het bestuur de sluizen tellen.\n    decision",
    )
    sheet_in(water).write_text(text, encoding="utf-8")
    shown = reviewed(water, *DIKES, *LOCKS, "Locks.\n", ENTER, "q")
    assert "    due: ?\n" in shown
    assert "(Voor de zomer van 2021 may be 2021-05-31 / 2021-05 / 2021-01/2021-05) (Enter: none): " in shown
    assert "due:" not in item_of(water, "the board will count the locks")
    assert decided(water)[:2] == ["accept", "accept"]


MONEY = """\
  - passage: 2
    quote: paid for by the towns
    decision: '?'
    measure: '?'
    owner: waterbord?
"""


def with_money(folder: Path, more: str) -> None:
    text = sheet_in(folder).read_text("utf-8")
    sheet_in(folder).write_text(text.replace("  - passage: 3\n", f"{MONEY}{more}  - passage: 3\n"), encoding="utf-8")


def test_a_total_alone_is_accepted_without_the_guesses_of_a_measure(water: Path) -> None:
    with_money(water, "    restates: {package: veilig, total: {2021: 2?}}\n")
    shown = reviewed(water, "g", "2\n", "?", "y", "<\n", "y", "maybe\n", "yes\n", "The towns pay.\n", ENTER, "q")
    said = item_of(water, "paid for by the towns")
    assert "the total of a package, of no event" in " ".join(shown.split())
    assert "left as it was" in shown
    assert "write yes or no" in shown
    assert "Status" not in shown
    assert said.replace("'", "").startswith("    decision: accept\n    restates:")
    assert "2?" not in said


def test_money_alone_is_accepted_of_a_known_measure_and_one_can_go_back_from_it(water: Path) -> None:
    with_money(water, "    budget: [{amounts: {2021: 2?}}]\n")
    shown = reviewed(
        water, "g", "2\n", "y", "k", "dijken\n", "announced\n", *[ENTER] * 4, "<\n", "<\n", "<\n", "<\n", "<\n", "<\n", "dijken\n", "-\n", ENTER,
        "The towns pay.\n", ENTER, "q",
    )  # fmt: skip
    said = item_of(water, "paid for by the towns")
    assert "no such key now" in shown  # money without a measure is nobody's
    assert "(-: only money)" in shown
    assert said.replace("'", "").startswith("    decision: accept\n    measure: dijken\n    budget:")
    assert "?" not in said


@pytest.mark.parametrize("left", [CTRL_C, KILL])
def test_in_a_digest_one_goes_back_and_the_english_one_is_kept(left: str, water: Path) -> None:
    keys = ("g", "3\n", "c", "Thanks.\n", "<\n", "Thanks to all.\n", left)
    ran = typed("review", "2020-06", answers=keys if left == KILL else (*keys, "q"), folder=water)
    text = sheet_in(water).read_text("utf-8")
    if left == KILL:  # the digest is the decision that was being typed
        assert "digest:" not in text
        return
    assert "digest: Thanks to all.\n" in text
    assert "its Dutch digest is left for later" in ran.text
    assert "nothing was written" not in ran.text


def test_an_act_of_ones_own_is_gone_back_in_question_by_question(water: Path) -> None:
    reviewed(water, "g", "2\n", "a", "paid for by the towns\n", "<\n", "act on pumps is being drafted\n", "dijken\n", "<\n", "dijken\n", "announced\n", *[ENTER] * 4, "<\n", ENTER, "3\n", "Act.\n", ENTER, "q")  # fmt: skip
    said = item_of(water, "act on pumps is being drafted")
    assert "    measure: dijken\n" in said
    assert "      - amount: 3\n" in sheet_in(water).read_text("utf-8")


def test_without_a_terminal_it_says_so(water: Path, ct: Ct) -> None:
    ran = ct("review", PROGRESS, folder=water)
    assert ran.code == 2
    assert ran.err == "ctmeasures: review asks on a terminal; without one, edit the coding sheet itself (docs/coding-sheet.md)\n"  # fmt: skip


def test_a_letter_without_text_and_a_faulty_sheet_are_told(water: Path) -> None:
    (water / "texts" / "x").mkdir()
    ran = typed("review", PROGRESS, "--texts", "texts/x", folder=water)
    assert (ran.code, ran.text.count("\n")) == (2, 1)
    sheet_in(water).write_text("version: 1\nletter: [\n", encoding="utf-8")
    ran = typed("review", PROGRESS, folder=water)
    assert ran.code == 1
    assert "mend them in an editor" in ran.text
