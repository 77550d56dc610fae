"""No command refuses because of the very fault that it mends: for each fault a command that mends it, tried; and what none can mend."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import Ran
from test_checks import CASES, CODES, IN_A_FOLDER, MADE, WARNINGS, example_letters, texts

from ctmeasures.read.faults import UNREAD

Ct = Callable[..., Ran]

LETTER = ("letters", "add", "--paragraphs", "2", "--date")
EVENT = ("--status", "in-progress", "--letter", "2020-06-30")

# What a command mends, and how it is called in the folder of that fault.
COMMANDS = {
    "ambiguous-amount": ("set", "dijken", "budget.1.amounts.2026=1250", "budget.2.amount=3125"),
    "amount-missing": ("set", "dijken", "budget.1.amount=10"),
    "bad-date": ("set", "dijken", "history.1.due=2021-09-30"),
    "bad-flag": ("set", "dijken", "owner_inferred=true"),
    "bad-reference": ("set", "dijken", "references=dossier:10000"),
    "circular-relation": ("set", "dijken", "follows="),
    "contradicting-events": ("set", "dijken", "history.1.date=2019-06"),
    "distant-date": ("set", "dijken", "budget.1.structural_from=2021", "budget.1.amounts.2201=", "history.1.date=2020-01-15", "history.1.due=2021"),
    "due-before-event": ("set", "dijken", "history.1.due=2021"),
    "empty-value": ("set", "dijken", "title_nl=Dijken", "area="),
    "event-after-letter": ("set", "dijken", "history.1.date=2020-01-15"),
    "invisible-character": ("set", "dijken", "title=Raising twelve dikes"),
    "long-quote": ("set", "dijken", "history.1.quote=Twelve dikes will be raised"),
    "missing-key": ("set", "dijken", "owner=waterbord"),
    "missing-passage": ("set", "dijken", "history.1.passage=2"),
    "missing-quote": ("set", "dijken", "history.1.quote=Twelve dikes"),
    "moved-due-without-note": ("set", "dijken", "history.3.note=Eight dikes are still to be raised."),
    "no-letters": (*LETTER, "2020-01-15", "--title", "Plan", "--subject", "water"),
    "no-successor": ("set", "alarm", "supersedes=dijken"),
    "not-contained": ("set", "alarm", "budget.1.within=dijken"),
    "money-before-event": ("set", "alarm", "budget.1.letter=2020-06-30-progress"),
    "other-unit": ("set", "dijken", "budget.1.unit=EUR million", "budget.2.unit=EUR million"),
    "reopened-without-note": ("set", "dijken", "history.1.note=Eight dikes are not high enough."),
    "repeated-line": ("set", "dijken", "budget.1.amounts.2020=6"),
    "track-without-package": ("set", "dijken", "budget.2.package=veilig-water"),
    "unknown-area": ("set", "dijken", "area=build"),
    "unknown-letter": (*LETTER, "2020-01-16", "--title", "Plan", "--subject", "water"),
    "unknown-measure": ("add", "--id", "dijk", "--title", "A dike", "--owner", "waterbord", *EVENT),
    "unknown-organisation": ("set", "dijken", "owner=waterbord"),
    "unknown-package": ("set", "dijken", "budget.1.package=veilig-water"),
    "unknown-passage": ("set", "dijken", "history.1.passage=2"),
    "unknown-status": ("set", "dijken", "history.1.status=announced"),
    "unknown-track": ("set", "dijken", "budget.1.track=1"),
    "uncited-letter": ("update", "dijken", *EVENT),
}  # fmt: skip
MERGE = {"conflict-marker"}  # `merge` mends it, of what git keeps: tests/test_driver.py
# In an editor: what stands in a letter's file or in the registry's head, what is twice, and what has no name that `set` could call.
BY_HAND = {
    "amount-not-quoted", "bad-id", "bad-number", "hash-in-text", "typographic-quotes", "bad-link", "bad-version", "cited-context", "coded-in-part", "declared-twice", "duplicate-id", "empty-digest", "future-letter", "letter-date", "letter-name",
    "missing-translation", "paragraph-number", "repeated-event", "surplus-translation", "unknown-key", "unsorted-id", "unused-area", "unused-organisation", "unused-package", "wrong-shape",
}  # fmt: skip


@pytest.fixture
def case(registry: Callable[..., Path]) -> Callable[[str], Path]:
    """Lay out the registry that has a fault; return its folder."""

    def lay(code: str) -> Path:
        own = CASES / code / "bad-letters"
        letters = own if own.is_dir() else example_letters(texts(code, "good"))
        folder = registry((CASES / code / "bad.yaml").read_bytes(), letters)
        if code == "no-letters":
            for path in (folder / "letters").iterdir():
                path.unlink()
            (folder / "letters").rmdir()
        return folder

    return lay


def test_every_fault_has_a_remedy() -> None:
    assert {*COMMANDS} | MERGE | BY_HAND | UNREAD == {*CODES}
    assert not {*COMMANDS} & (MERGE | BY_HAND | UNREAD)


@pytest.mark.parametrize("code", COMMANDS)
def test_a_command_mends_the_fault_whose_remedy_it_is(code: str, case: Callable[[str], Path], ct: Ct) -> None:
    folder = case(code)
    assert f"[{code}]" in ct("check", folder=folder).out
    ran = ct(*COMMANDS[code], folder=folder)
    assert ran.code == 0, ran.err
    assert f"[{code}]" not in ct("check", folder=folder).out


@pytest.mark.parametrize("code", sorted({*COMMANDS} - WARNINGS))
def test_an_error_that_stands_elsewhere_blocks_no_command_and_is_not_made_twice(
    code: str, case: Callable[[str], Path], ct: Ct
) -> None:
    folder = case(code)
    ran = ct(*LETTER, "2020-03-01", "--title", "Another", folder=folder)
    assert ran.code == 0, ran.err
    path = folder / "measures.yaml"
    before = path.read_bytes()
    ran = ct("set", "dijken", "title=Dikes", folder=folder)
    assert ran.code == 0, ran.err
    assert path.read_bytes() != before
    if code != "no-letters":
        assert "to mend; `ctmeasures check` shows all" in ran.err
        ran = ct("set", "dijken", "part_of=dijken", folder=folder)  # which makes an error of its own
        assert (ran.code, "nothing was written" in ran.err) == (1, True)


@pytest.mark.parametrize("code", sorted(UNREAD - MADE.keys() - IN_A_FOLDER - {"front-matter"}))
def test_nothing_is_changed_in_a_file_that_cannot_be_read_as_a_whole(
    code: str, case: Callable[[str], Path], ct: Ct
) -> None:
    folder = case(code)
    path = folder / "measures.yaml"
    before = path.read_bytes()
    for words in (
        ("set", "dijken", "title=Dikes"),
        ("update", "dijken", *EVENT),
        ("add", "--id", "x", "--title", "X", "--owner", "waterbord", *EVENT),
        (*LETTER, "2020-03-01", "--title", "Another"),
    ):
        ran = ct(*words, folder=folder)
        assert (ran.code, f"[{code}]" in ran.err, "Traceback" in ran.err) == (1, True, False)
    assert path.read_bytes() == before


def test_events_that_cannot_be_read_are_counted(registry: Callable[..., Path], ct: Ct) -> None:
    event = "{date: 2020-01-15, status: announced, letter: 2020-01-15-water, passage: 2, quote: Twelve dikes}"
    head = "version: 1\norganisations: {ministerie: {name: M}, waterbord: {name: W}}\nmeasures:\n"
    text = f"{head}  - id: dijken\n    title: Dikes\n    owner: waterbord\n    history:\n"
    text += f"      - {event.replace('date: 2020-01-15', 'date: 2020-02-30')}\n      - {event.replace('announced', 'lapsed')}\n"
    folder = registry(text, example_letters(text))
    assert ct("set", "dijken", "history.2.note=second", folder=folder).code == 0
    lines = (folder / "measures.yaml").read_text(encoding="utf-8").splitlines()
    assert ["second" in line for line in lines[-2:]] == [False, True]
    assert ct("set", "dijken", "history.1.date=2020-01-14", folder=folder).code == 0
    assert ct("check", folder=folder).code == 0
