"""The quick way to read a file finds what the careful way finds, places included, or leaves the file to it."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import spelled

from ctmeasures.model.place import NOWHERE, Document, Located
from ctmeasures.model.records import Measure
from ctmeasures.read.file import FileContents, read_carefully, read_quickly
from ctmeasures.read.nodes import LOADERS
from ctmeasures.read.places import Doubt
from ctmeasures.read.text import decode

ROOT = Path(__file__).parent.parent
FIELDS = ("id", "title", "owner", "partners", "status", "letter", "quote", "note", "amount", "amounts", "nothing")
HEAD = "version: 1\norganisations: {a: {name: A}}\nmeasures:\n"
ONE = "  - id: a\n    title: A\n    owner: a\n    history:\n      - {date: 2017, status: announced, letter: 2017-01-01-x}\n"
TOKENS = (" ", "\n", ":", "-", "#", " #x", "&a ", "*a", "!!str ", '"', "'", "[", "]", "{", "}", ",", "|", ">", "<<: ", "~", "null",
          "\t", "\r", "---", "\n---\n", "\n...\n", "%", "\ufeff", "\u2028", "measures:", "? ", "\\e", "é", "0", "2017-13")  # fmt: skip


def sources(part: FileContents) -> Iterator[Located]:
    measure: Measure
    for measure in part.values.get("measures", ()):
        yield measure.source
        yield from (event.source for event in measure.history)
        yield from (allocation.source for allocation in measure.budget)


def agree(text: str) -> bool:
    """Tell whether a text was read quickly; both ways must then have read the same."""
    document, problems = decode("measures.yaml", text.encode())
    if problems:
        return False
    try:
        quick = read_quickly(document, LOADERS[0])
    except Doubt:
        return False
    careful = read_carefully(Document("measures.yaml", document.text), [], LOADERS[0])
    assert quick._replace(source=NOWHERE) == careful._replace(source=NOWHERE)
    assert not careful.problems
    for one, other in zip(sources(quick), sources(careful), strict=True):
        assert one.place() == other.place()
        for field in FIELDS:
            assert one.has(field) == other.has(field)
            assert one.place(field) == other.place(field)
        assert one.place("partners", 0) == other.place("partners", 0)
    return True


@pytest.mark.slow
@pytest.mark.parametrize("path", ["measures.yaml", "tests/example/measures.yaml"])
def test_real_registries_are_read_quickly(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert agree(text)
    assert agree(text.replace("\n", "\r\n"))


@pytest.mark.slow
def test_random_registries() -> None:
    quick = 0
    for seed in range(400):
        rng = Random(seed)
        said = spelled.sound(rng)
        speller = spelled.Speller(rng)
        speller.odd *= 0.3
        quick += agree(speller.document(spelled.calm(said)))
    assert quick > 100


@pytest.mark.slow
def test_random_faults() -> None:
    quick = 0
    for seed in range(3000):
        rng = Random(seed)
        speller = spelled.Speller(rng)
        speller.odd = 0.02
        text = (
            speller.document(spelled.calm(spelled.sound(rng)))
            if seed % 3
            else HEAD + ONE + ONE.replace("id: a", "id: b")
        )
        start = rng.randrange(len(text))
        quick += agree(text[:start] + rng.choice(TOKENS) + text[start + rng.randrange(3) :])
    assert quick > 150


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        HEAD + "\n  {}\n",
        HEAD + "  - text\n",
        HEAD + "  - text\n" + ONE,
        HEAD + ONE + "  - text\n",
        HEAD + "  - [a]\n",
        HEAD + "  [{id: a}]\n",
        HEAD + ONE + "title: X\n",
        HEAD + ONE + "more:\n" + ONE,
        HEAD + ONE + "measures:\n" + ONE,
        HEAD + ONE + "---\n",
        HEAD + ONE + "...\n---\nb: 1\n",
        "version: 1\n...\n" + HEAD,
        'version: 1\ntitle: "\nmeasures:\n' + ONE + '"\nmeasures:\n' + ONE,
        HEAD + ONE.replace("title: A", "title: A #1"),
        HEAD + ONE.replace("title: A", 'title: "\\u200b"'),
        HEAD + ONE.replace("title: A", "title: ''"),
        HEAD + ONE.replace("title: A", "title: ' '"),
        HEAD + ONE.replace("title: A", "title: “A”"),
        HEAD + ONE.replace("owner: a", 'owner: a\n    " owner": a'),
        HEAD + ONE.replace("owner: a", 'owner: a\n    "": a'),
        HEAD + ONE.replace("title: A", "title: ~"),
        HEAD + ONE.replace("title: A", "title: !x A"),
        HEAD + ONE.replace("title: A", "title: &x A"),
        HEAD + ONE.replace("owner: a", "owner: a\n    owner: a"),
        HEAD + ONE.replace("owner: a", "owner: a\n    <<: {area: a}"),
        HEAD + ONE.replace("owner: a", "owner: a\n    ? [x]\n    : b"),
        HEAD + ONE.replace("status: announced", "status: anounced"),
        HEAD + ONE.replace("2017,", "[2017],"),
        HEAD + ONE.replace("history:", "partners: {}\n    history:"),
        HEAD + ONE.replace("history:", "budget: [{letter: x, amounts: [a]}]\n    history:"),
        HEAD + ONE[: ONE.index("    history")] + "    history: []\n",
        HEAD + "  - " * 5000 + "a\n",
        HEAD + ONE.replace("title: A", "title: " + "[" * 500),
    ],
)
def test_what_is_wrong_or_odd_is_left_to_the_careful_way(text: str) -> None:
    assert not agree(text)


BLOCKS = ("A", ">\n      A\n", ">+\n      A\n\n", "|-\n      A", '" A "', "' A\n      '", "\n      A")
TWO = ("A b", ">\n      A\n      b\n", "|\n      A\n\n      b", '"A\\n b\\t"', "A\n\n      b", "'A\n\n      b'")


@pytest.mark.parametrize(("said", "spelled"), [*((BLOCKS[0], one) for one in BLOCKS), *((TWO[0], one) for one in TWO)])
def test_a_text_says_the_same_however_it_is_laid_out(said: str, spelled: str) -> None:
    for end in ("\n", "\r\n"):
        text = (HEAD + ONE.replace("title: A", f"title: {spelled}")).replace("\n", end)
        assert agree(text)
        found = read_quickly(decode("measures.yaml", text.encode())[0], LOADERS[0])
        assert [one.title for one in found.values["measures"]] == [said]
    for field in ("id: a", "owner: a", "letter: 2017-01-01-x", "status: announced", "date: 2017"):
        name, _, value = field.partition(": ")
        assert agree(HEAD + ONE.replace(field, f'{name}: " {value} "'))


def test_comments_and_blank_lines_and_a_first_line_of_dashes_are_no_doubt() -> None:
    assert agree(f"---\n{HEAD}{ONE}")
    assert agree(f"---\r\n{HEAD}{ONE}".replace("\r", ""))
    assert not agree(f"---\n---\n{HEAD}{ONE}")
    assert not agree(f"--- a\n{HEAD}{ONE}")
    assert agree(f"# a\n\n{HEAD}# b\n\n  # c\n{ONE}\n    # d\n\n{ONE.replace('id: a', 'id: b  # e')}# f\n\n")
