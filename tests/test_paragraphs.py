"""A letter's text cut into numbered paragraphs: every trap in small letters of our own words, and the project's letters where they are at hand."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import FIRST, ITEMS, LAST, LEAD, ROWS
from support import ROOT

from ctmeasures.cli.registry import open_registry
from ctmeasures.disk.files import Unreadable
from ctmeasures.intake.blocks import Paragraph
from ctmeasures.intake.kept import letter_text
from ctmeasures.intake.known import laid_beside
from ctmeasures.intake.paragraphs import Numbered, Split, paragraphs
from ctmeasures.intake.text import read_text

TEXTS = ROOT.parent / "shared" / "letters"
COUNTS = {"2015-02-27": 31, "2015-11-17": 28, "2017-06-19": 14, "2017-06-23": 12, "2017-11-24": 6}
OPENING = "Aan de Voorzitter van de Tweede Kamer\n\nDirectie Water\n\nPostbus 1\n\nOns kenmerk\n\n4711\n\nDatum 1 maart 2021\n\nBetreft Voortgang dijken\n\n"
LONG = "De provincies hebben in het voorjaar een voorstel gedaan waarin wordt beschreven hoe de bewoners aan de rivier bij de plannen"


def cut(text: str, joins: Sequence[int] = (), splits: Sequence[Split] = ()) -> Numbered:
    return paragraphs(read_text(text.encode()), joins, splits)


def texts(text: str) -> list[str]:
    return [one.text for one in cut(text).paragraphs]


@pytest.mark.slow
@pytest.mark.parametrize("letter", COUNTS)
def test_the_letters_have_as_many_paragraphs_as_coded_and_every_quote_in_its_own(letter: str) -> None:
    if not TEXTS.is_dir():
        pytest.skip("the letters' own texts are not at hand")
    (path,) = TEXTS.glob(f"{letter}*.txt")
    found = cut(path.read_text(encoding="utf-8")).paragraphs
    assert len(found) == COUNTS[letter]
    laid = laid_beside(open_registry(str(ROOT / "measures.yaml")), path.stem, found)
    assert [one for one in laid if one.coded not in one.here] == []
    again = cut(letter_text(found)).paragraphs  # what is kept says the same
    assert [(one.number, one.text, one.notes) for one in again] == [(one.number, one.text, one.notes) for one in found]


def test_the_quotes_of_all_letters_are_proved() -> None:
    registry = open_registry(str(ROOT / "measures.yaml"))
    assert sum(bool(one.record.quote) for one in registry.citations) == 228


def test_the_opening_and_the_signature_are_no_paragraphs() -> None:
    found = cut(
        f"{OPENING}{FIRST}\n\n{LAST}\n\nHoogachtend,\n\nMede namens de Minister van Defensie,\n\nDe Minister van Waterstaat,\n\nA.B. de Vries\n"
    )
    assert [one.text for one in found.paragraphs] == [FIRST, LAST]
    assert found.opening[-1].text == "Betreft Voortgang dijken"
    assert [block.text for block in found.closing][:2] == ["Hoogachtend,", "Mede namens de Minister van Defensie,"]


@pytest.mark.parametrize(
    "salutation",
    [
        "Geachte voorzitter,",
        "Geachte mevrouw de voorzitter,",
        "Den Haag, 1 maart 2021",
        "'s-Gravenhage, 1 maart 2021",
        "Onderwerp: Dijken",
    ],
)
def test_the_text_begins_behind_the_salutation_the_place_or_the_subject(salutation: str) -> None:
    assert texts(f"Aan de Voorzitter\n\n{salutation}\n\n{FIRST}\n\n{LAST}") == [FIRST, LAST]


def test_what_has_neither_opening_nor_signature_is_all_text() -> None:
    found = cut(f"{FIRST}\n\n{LAST}")
    assert [one.text for one in found.paragraphs] == [FIRST, LAST]
    assert (found.opening, found.closing) == ((), ())


def test_an_attachment_behind_the_signature_is_no_paragraph_and_is_not_hidden() -> None:
    found = cut(f"{OPENING}{FIRST}\n\nDe Minister van Waterstaat,\n\nA.B. de Vries\n\nBijlage\n\n{LAST}")
    assert [one.text for one in found.paragraphs] == [FIRST]
    assert found.closing[-1].text == LAST


def test_a_minister_in_a_sentence_or_a_heading_signs_nothing() -> None:
    said = "De Minister van Defensie heeft in de zomer met de provincies gesproken over het leveren van schepen."
    assert texts(f"{OPENING}{FIRST}\n\nDe Minister van Defensie\n\n{said}\n\n{LAST}") == [FIRST, said, LAST]


def test_a_page_s_head_in_mid_sentence_splits_nothing() -> None:
    head = "**Directie Water**\n\nDatum\n\n1 maart 2021\n\nOns kenmerk\n\n4711a\n\n"
    assert texts(f"{OPENING}{LONG}\n\n{head}worden betrokken.\n\n{head}{LAST}") == [f"{LONG} worden betrokken.", LAST]


def test_a_page_s_foot_in_mid_sentence_splits_nothing() -> None:
    foot = "Tweede Kamer, vergaderjaar 2020–2021, 12 345, nr. 7\n\n2\n\n"
    assert texts(f"{OPENING}{LONG}\n\n{foot}Rijnland zijn betrokken.\n\n{LAST}") == [
        f"{LONG} Rijnland zijn betrokken.",
        LAST,
    ]


def test_a_heading_that_repeats_a_line_of_the_opening_stays_a_heading() -> None:
    (one, two) = cut(f"{OPENING}{FIRST}\n\nDirectie Water\n\n{LAST}").paragraphs
    assert (one.heading, two.heading) == ("", "Directie Water")


def test_a_short_text_between_two_headings_that_are_named_is_none() -> None:
    found = cut(f"{OPENING}{FIRST}\n\nDijken\n\n## Antwoord 1\n\nJa\n\n## Vraag 2\n\n{LAST}").paragraphs
    assert [(one.heading, one.text) for one in found] == [("", FIRST), ("Antwoord 1", "Ja"), ("Vraag 2", LAST)]


def test_a_heading_can_come_twice() -> None:
    found = cut(f"{OPENING}Geld\n\n{FIRST}\n\nMensen\n\n{LEAD[:-1]}.\n\nGeld\n\n{LAST}").paragraphs
    assert [one.heading for one in found] == ["Geld", "Mensen", "Geld"]


@pytest.mark.parametrize("heading", ["Wat gaat er gebeuren?", "Tot slot", "1. Dijken", "De rol van de provincies:"])
@pytest.mark.parametrize("mark", ["**{}**", "## {}", "## **{}**"])
def test_a_bold_line_is_a_heading_whatever_it_ends_in(mark: str, heading: str) -> None:
    found = cut(f"{OPENING}{FIRST}\n\n{mark.format(heading)}\n\n{LAST}").paragraphs
    assert [(one.text, one.heading) for one in found] == [(FIRST, ""), (LAST, heading)]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("de hoog-\nwaterveiligheid", "hoogwaterveiligheid"),
        ("de in-\nen uitlaat", "in- en uitlaat"),
        ("de Noord-\nHollandse kust", "Noord- Hollandse kust"),
        ("de zee\u00adwering", "zeewering"),
    ],
)
def test_hyphens_at_the_ends_of_lines(lines: str, said: str) -> None:
    page = "\n".join(
        [
            *["Deze regel is een volle regel van een bladzijde die zo breed is gezet"] * 8,
            f"en gaat over {lines} van het land.",
        ]
    )
    (one,) = texts(page)
    assert f"{said} van het land." in one


def test_lines_of_a_page_are_one_paragraph_until_an_empty_line() -> None:
    lines = "Met deze brief wil ik uw Kamer berichten over de stand van de zaken die\nmet de dijken te maken hebben.\n"
    assert len(texts(f"{OPENING}{lines}\n{lines}\n{lines}\n{lines}\n{lines}")) == 5


@pytest.mark.parametrize(
    "signs",
    [("- ", "- "), ("• ", "• "), ("1. ", "2. "), ("a. ", "b. "), ("a) ", "b) "), ("(1) ", "(2) "), ("* ", "* ")],
)
def test_a_list_belongs_to_the_line_that_announces_it(signs: tuple[str, str]) -> None:
    found = cut(f"{OPENING}{LEAD}\n\n{signs[0]}{ITEMS[0]}\n\n{signs[1]}{ITEMS[1]}\n\n{LAST}").paragraphs
    assert [one.kind for one in found] == ["list", "text"]
    assert found[0].text == f"{LEAD} {signs[0]}{ITEMS[0]} {signs[1]}{ITEMS[1]}"


def test_a_list_right_below_a_heading_does_not_belong_above_it() -> None:
    found = cut(f"{OPENING}{FIRST}\n\n**Onderdelen**\n\n- {ITEMS[0]}\n- {ITEMS[1]}\n\n{LAST}").paragraphs
    assert [(one.kind, one.heading) for one in found] == [("text", ""), ("list", "Onderdelen"), ("text", "Onderdelen")]


def test_an_item_that_a_page_cuts_is_one() -> None:
    found = cut(
        f"{OPENING}{LEAD}\n\n- {LONG}\n\nDatum\n\n1 maart 2021\n\nworden betrokken;\n- {ITEMS[1]}\n\n{LAST}"
    ).paragraphs
    assert len(found) == 2
    assert "plannen worden betrokken;" in found[0].text


@pytest.mark.parametrize(
    "form",
    [
        "\n".join("\t".join(row) for row in ROWS),
        "\n".join(f"| {' | '.join(row)} |" for row in [ROWS[0], ("---",) * 3, *ROWS[1:]]),
    ],
)
def test_a_table_is_a_paragraph(form: str) -> None:
    found = cut(f"{OPENING}{FIRST}\n\n{form}\n\n{LAST}").paragraphs
    assert [one.kind for one in found] == ["text", "table", "text"]
    assert found[1].rows == ROWS
    assert found[1].text == "In mln euro 2021 2022 Dijken 3,5 4 Totaal 3,5 4"


@pytest.mark.parametrize(
    ("lead", "count"),
    [("De versterking is als volgt", 3), ("De versterking is als volgt:", 3), ("De versterking gaat door.", 4)],
)
def test_a_table_is_together_with_a_line_that_only_announces_it(lead: str, count: int) -> None:
    rows = "\n".join("\t".join(row) for row in ROWS)
    assert len(cut(f"{OPENING}{FIRST}\n\n{lead}\n\n{rows}\n\n{LAST}").paragraphs) == count


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("¹", "¹ Kamerstuk 12 345, nr. 6."),
        ("1", "1 Kamerstuk 12 345, nr. 6."),
        ("[^1]", "[^1]: Kamerstuk 12 345, nr. 6."),
    ],
)
def test_a_note_belongs_to_the_paragraph_that_holds_its_mark(mark: str, note: str) -> None:
    found = cut(f"{OPENING}{FIRST}{mark}\n\n{LAST}\n\n{note}\n\n{LEAD[:-1]}.").paragraphs
    assert [[(one.number, one.text) for one in each.notes] for each in found] == [
        [("1", "Kamerstuk 12 345, nr. 6.")],
        [],
        [],
    ]


def test_a_note_in_mid_sentence_splits_nothing() -> None:
    found = cut(
        f"{OPENING}{LONG.replace('voorstel', 'voorstel¹')}\n\n¹ Kamerstuk 12 345, nr. 6.\n\nRijnland zijn betrokken.\n\n{LAST}"
    ).paragraphs
    assert len(found) == 2
    assert found[0].text.endswith("plannen Rijnland zijn betrokken.")


def test_a_text_that_begins_with_a_number_is_no_note_where_nothing_marks_it() -> None:
    said = "12 Provincies hebben in het voorjaar een voorstel gedaan voor de dijken in het land."
    assert texts(f"{OPENING}{FIRST}\n\n{said}\n\n{LAST}") == [FIRST, said, LAST]


THREE = f"{OPENING}{FIRST} Deze leden vragen om meer.\n\n{LEAD[:-1]}.\n\n{LAST}"


def test_paragraphs_can_be_joined_and_split_by_the_numbers_as_read() -> None:
    found = cut(THREE, joins=[3], splits=[(1, "Deze leden")])
    assert [one.text for one in found.paragraphs] == [FIRST, "Deze leden vragen om meer.", f"{LEAD[:-1]}. {LAST}"]
    assert found.read == (1, 1, 2)


@pytest.mark.parametrize(
    ("joins", "splits", "said"),
    [
        ([1], [], "--join 1: there is no such paragraph to join to the one before it; it can be 2 to 3"),
        ([4], [], "it can be 2 to 3"),
        ([], [(4, "x")], "--split 4: there is no such paragraph; it can be 1 to 3"),
        ([], [(1, "Deze geleden")], "does not stand in that paragraph"),
        ([], [(1, "de")], "times; give more words"),
        ([], [(1, "Met deze")], "begins the paragraph already"),
    ],
)
def test_what_cannot_be_joined_or_split_is_refused(joins: list[int], splits: list[Split], said: str) -> None:
    with pytest.raises(Unreadable, match=r"^--") as fault:
        cut(THREE, joins, splits)
    assert said in str(fault.value)


SENTENCES = st.lists(
    st.sampled_from([FIRST, LAST, LEAD[:-1] + ".", "Dat is goed voor het land en voor de mensen."]),
    min_size=1,
    max_size=8,
)


@pytest.mark.slow
@given(SENTENCES, st.data())
def test_law_a_split_undoes_a_join_and_no_word_is_lost(sentences: list[str], data: st.DataObject) -> None:
    said = [f"{one[:-1]} {number}x." for number, one in enumerate(sentences)]
    text = OPENING + "\n\n".join(said)
    plain = cut(text).paragraphs
    assert [one.text for one in plain] == said
    joins = sorted(data.draw(st.sets(st.integers(2, len(said))))) if len(said) > 1 else []
    joined = cut(text, joins).paragraphs
    assert len(joined) == len(said) - len(joins)
    assert " ".join(one.text for one in joined) == " ".join(said)
    again = cut(OPENING + "\n\n".join(one.text for one in joined), splits=_splits(joined, said)).paragraphs
    assert [one.text for one in again] == said


def _splits(joined: Sequence[Paragraph], said: Sequence[str]) -> list[Split]:
    return [(one.number, text) for one in joined for text in said if text in one.text and not one.text.startswith(text)]
