"""A letter as PDF: what stands where on its pages decides what is a paragraph, a note, an item, a table, and what is none of them."""

import contextlib
import zlib

import pdfs
import pytest
from pdfs import MINISTRY, OFFICIAL, Layout, heading, item, one_page, placed, raw_pdf, raw_stream, set_pdf, table, text
from support import ROOT
from test_forms import pieces
from test_paragraphs import COUNTS, TEXTS

from ctmeasures.cli.registry import open_registry
from ctmeasures.disk.files import Unreadable
from ctmeasures.intake.blocks import Block, BlockKind, Note, Paper
from ctmeasures.intake.known import laid_beside
from ctmeasures.intake.paragraphs import Numbered, paragraphs
from ctmeasures.intake.pdf import read_pdf
from ctmeasures.intake.pdf_blocks import blocks_of
from ctmeasures.intake.pdf_pages import read_pages
from ctmeasures.intake.pdf_process import fields_beside
from ctmeasures.intake.text import read_text

LONG = (
    "De gemeenten hebben in het voorjaar een gezamenlijke werkgroep ingesteld, die de komende maanden onderzoekt hoe bibliotheken, "
    "zwembaden en sporthallen langer open kunnen blijven zonder dat de kosten voor bezoekers stijgen."
)
OTHER = (
    "Daarnaast wordt gekeken naar de mogelijkheden van vrijwilligers. Zij krijgen een opleiding en een vergoeding voor hun reiskosten, "
    "zodat ook inwoners van kleine kernen kunnen meedoen."
)
LAYOUTS = pytest.mark.parametrize(
    "layout", [OFFICIAL, MINISTRY, MINISTRY._replace(justified=True)], ids=["official", "ministry", "justified"]
)
SENTENCE = b"BT /F1 10 Tf 80 700 Td (De minister heeft gisteren een brief aan de Kamer gestuurd.) Tj ET "


def read(blocks: list[Block], layout: Layout = OFFICIAL) -> list[Block]:
    found = blocks_of(read_pages(set_pdf(blocks, layout), None))[0]
    return (
        found[1:] if layout.around is OFFICIAL.around else found
    )  # without the name of the chamber above the first page


@pytest.mark.slow
@LAYOUTS
def test_each_paragraph_is_one_text_whatever_lines_and_pages_it_is_set_on(layout: Layout) -> None:
    # No page may end with a whole line: whether the paragraph ends with it, nobody can tell.
    blocks = [
        text(f"{word} {said}")
        for word in ("Eerst.", "Toen.", "Later.", "Straks.", "Nu.", "Ook.", "Al.", "Dan.")
        for said in (f"{LONG} {OTHER} {LONG}", OTHER, LONG)
    ]
    found = read(blocks, layout)
    assert [block.text for block in found] == [block.text for block in blocks]
    assert found[0].page == 1
    assert found[-1].page > 1


def test_paragraphs_without_room_between_them_are_told_by_the_room_behind_a_sentence() -> None:
    said = ["Dat is alles voor dit jaar.", "Zo gaat het hier.", LONG]
    assert [block.text for block in read([text(one) for one in said], OFFICIAL._replace(gap=0))] == said


@pytest.mark.slow
def test_the_short_end_of_a_paragraph_stays_where_another_page_has_the_same_words_there() -> None:
    assert {block.text for block in read([text(LONG)] * 40, MINISTRY)} == {LONG}


@LAYOUTS
def test_a_note_hangs_at_the_text_that_calls_it(layout: Layout) -> None:
    first, second = Note("1", "Kamerstuk 12 345, nr. 6."), Note("2", f"Zie de brief van 3 maart. {LONG}")
    (one, two, three) = read(
        [text(f"{LONG} Zo is het.¹ {OTHER}", first), text(OTHER), text(f"{OTHER}²", second)], layout
    )
    assert (one.text, one.notes) == (f"{LONG} Zo is het. {OTHER}", (first,))
    assert (two.text, two.notes) == (OTHER, ())
    assert (three.text, three.notes) == (OTHER, (second,))


def test_a_raised_number_that_calls_no_note_stays() -> None:
    assert read([text(f"Het zwembad van 50 m² is open. {LONG}")])[0].text.startswith("Het zwembad van 50 m² is open.")


@LAYOUTS
def test_headings_and_items(layout: Layout) -> None:
    blocks = [
        heading("Openingstijden"),
        text("Het gaat om:"),
        item(f"- {LONG}"),
        item(f"- {OTHER}"),
        item("1. Kort."),
        text(LONG),
    ]
    found = read(blocks, layout)
    assert [(block.kind, block.text) for block in found] == [(block.kind, block.text) for block in blocks]


@pytest.mark.slow
@LAYOUTS
def test_a_table_is_whole_also_over_the_end_of_a_page(layout: Layout) -> None:
    rows = [("In euro", "2018", "2019"), *((f"Bad {number}", f"{number},5", f"{number}0") for number in range(90))]
    found = read([text(LONG), table(*rows), text(OTHER)], layout)
    assert [block.kind for block in found] == [BlockKind.TEXT, BlockKind.TABLE, BlockKind.TEXT]
    assert found[1].rows == tuple(rows)


def test_hyphens_of_line_ends_go_and_those_of_words_stay() -> None:
    lines = ["De regen-", "boog en de in-", "en uitvoer van EU-", "landen, twee-", "maandelijks geteld."]
    drawn = b"".join(
        b"BT /F1 10 Tf 80 %d Td (%s) Tj ET " % (700 - 12 * place, line.encode()) for place, line in enumerate(lines)
    )
    (found,) = blocks_of(read_pages(one_page(drawn), None))[0]
    assert found.text == "De regenboog en de in- en uitvoer van EU-landen, tweemaandelijks geteld."


@pytest.mark.slow
def test_what_stands_beside_the_text_gives_fields_and_no_paragraph() -> None:
    blocks = [text(LONG)] * 30
    assert read_pdf(set_pdf(blocks)).fields == {"publication": "kst-29754-999"}
    paper = read_pdf(set_pdf(blocks, MINISTRY))
    assert paper.fields == {"reference": "1234567", "date": "2018-03-01"}
    assert {block.text for block in paper.blocks} == {LONG}
    assert {block.page for block in read_pdf(set_pdf(blocks), range(2, 3)).blocks} == {2}
    assert fields_beside([]) == {}


def test_a_day_beside_the_text_is_one_of_the_calendar() -> None:
    lines = ["Datum", "31 februari 2018", "Ons kenmerk", "1234567", "kst-29754-999"]
    assert fields_beside(lines) == {"publication": "kst-29754-999", "reference": "1234567"}
    assert fields_beside(["Datum: 28 februari 2018", "Ons kenmerk", "Datum"]) == {"date": "2018-02-28"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (set_pdf([text(LONG)])[:-400], "this PDF ends in the middle"),
        (set_pdf([text(LONG)])[:-400] + b"\n%%EOF", "damaged"),
        (b"%PDF-1.7\n" + b"x" * 1000 + b"\n%%EOF", "damaged"),
        (raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"), "PDF"),
        (raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), "damaged"),
        (one_page(b""), "no readable text on page 1; run OCR and add the text"),
        (one_page(b"0 0 m 9 9 l S " * 400), "no readable text on page 1"),
        (one_page(b"BT /F1 1 Tf 80 700 Td (" + b"ab " * 10_400 + b") Tj ET "), "at most 30,000 are read"),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_pdf(data)


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        one_page(b"BT /F1 1e38 Tf 1e38 0 0 1e38 1e38 1e38 Tm (aaaaaaaaaaaaaaa) Tj ET " + SENTENCE),
        one_page(b"BT /F1 0 Tf 80 600 Td (aaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET " + SENTENCE),
        one_page(SENTENCE, page=b"/Rotate 90"),
        one_page(
            b"/X Do " + SENTENCE,
            b"",
            raw_stream(b"/X Do " + SENTENCE, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"),
        ),
    ],
)
def test_an_odd_file_is_read_or_refused_and_ends(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        assert read_pdf(data).blocks


@pytest.mark.slow
def test_a_page_that_unpacks_to_a_lot_is_read_or_refused_and_ends() -> None:
    bomb = zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9)
    test_an_odd_file_is_read_or_refused_and_ends(one_page(bomb, b"/Filter [/FlateDecode /FlateDecode]"))


@pytest.mark.slow
def test_pages_are_those_that_are_there_and_not_too_many() -> None:
    pages = pdfs.Setter(OFFICIAL)
    for _ in range(61):
        pages.page()
    long = bytes(pages.pdf.output())
    with pytest.raises(Unreadable, match="61 pages are more than the 60 that are read"):
        read_pdf(long)
    with pytest.raises(Unreadable, match="this PDF has the pages 1-61; name pages of it with --pages"):
        read_pdf(long, range(60, 70))


@pytest.mark.slow
def test_a_password_is_told() -> None:
    pages = pdfs.Setter(OFFICIAL)
    pages.pdf.set_encryption(owner_password="eigenaar", user_password="geheim")
    with pytest.raises(Unreadable, match="has a password; save an open copy"):
        read_pdf(pages.set([text(LONG)]))


@pytest.mark.slow
@pytest.mark.parametrize("letter", COUNTS)
def test_the_long_paragraphs_of_the_letters_are_whole_where_their_lines_are_stretched(letter: str) -> None:
    if not TEXTS.is_dir():
        pytest.skip("the letters' own texts are not at hand")
    (path,) = TEXTS.glob(f"{letter}*.txt")
    said = [
        one.text.encode("cp1252", "ignore").decode("cp1252")
        for one in paragraphs(read_text(path.read_bytes())).paragraphs
    ]
    wanted = [" ".join(one.split()) for one in said if len(one) > 300]
    found = [block.text for block in read([text(one) for one in wanted], MINISTRY._replace(justified=True))]
    assert ["".join(filter(str.isalnum, one)) for one in found] == ["".join(filter(str.isalnum, one)) for one in wanted]


def as_set(read: Numbered) -> list[Block]:
    """Return the blocks of a letter that was read as text: its headings, items and tables, and its notes where their numbers stand or, where none is raised, behind the text."""
    notes = [note for paragraph in read.paragraphs for note in paragraph.notes]
    found = []
    for one in pieces(read):
        if one.kind == "table":
            found.append(table(*one.rows))
            continue
        shown = [note for note in notes if raised(note) in one.text]
        behind = [note for note in notes if note.text == one.note and note not in shown]
        said = one.text.replace("{}", "".join(map(raised, behind))).encode("cp1252", "ignore").decode("cp1252")
        kind = BlockKind(one.kind)
        found.append(Block(kind, f"{one.sign} {said}" if kind is BlockKind.ITEM else said, (*shown, *behind)))
    return found


def raised(note: Note) -> str:
    return "".join(pdfs.RAISED[int(digit)] for digit in note.number)


@pytest.mark.slow
@pytest.mark.parametrize("layout", [OFFICIAL, MINISTRY], ids=["official", "ministry"])
@pytest.mark.parametrize("letter", COUNTS)
def test_the_letters_of_the_registry_as_pdf_have_the_same_numbers_quotes_and_notes(letter: str, layout: Layout) -> None:
    if not TEXTS.is_dir():
        pytest.skip("the letters' own texts are not at hand")
    (path,) = TEXTS.glob(f"{letter}*.txt")
    coded = paragraphs(read_text(path.read_bytes()))
    found = paragraphs(Paper(tuple(read(as_set(coded), layout)))).paragraphs
    assert len(found) == COUNTS[letter]
    laid = laid_beside(open_registry(str(ROOT / "measures.yaml")), path.stem, found)
    assert laid
    assert [one for one in laid if one.coded not in one.here] == []
    assert [one.rows for one in found] == [one.rows for one in coded.paragraphs]
    assert [len(one.notes) for one in found] == [len(one.notes) for one in coded.paragraphs]


def test_a_letter_before_a_hyphen_at_the_end_of_a_line_stands_for_itself() -> None:
    lines = [
        (80, 100, "De leden van ENTSO-E-"),
        (80, 112, "verband sturen een e-"),
        (80, 124, "mail aan de gemeenten."),
    ]
    (found,) = blocks_of(read_pages(placed(lines, size=10), None))[0]
    assert found.text == "De leden van ENTSO-E-verband sturen een e-mail aan de gemeenten."


def lined(*texts: str, x: float = 221, y: float = 60) -> list[tuple[float, float, str]]:
    """Return lines below each other; an empty one is room."""
    return [(x, y + 9.6 * place, said) for place, said in enumerate(texts) if said]


FULL = "De gemeenten hebben in het voorjaar een gezamenlijke werkgroep ingesteld, die nu"


def test_a_short_line_right_above_its_text_is_a_heading_and_a_short_answer_is_none() -> None:
    said = lined("Vraag 9", FULL, "onderzoekt wat er kan?", "", "Antwoord 9", "Ja", "", "Vraag 10", FULL, "klaar is?", "", "Antwoord 10", FULL, "klaar is.")  # fmt: skip
    blocks = blocks_of(read_pages(placed(said), None))[0]
    found = paragraphs(Paper(tuple(blocks))).paragraphs
    assert [(one.heading, one.text.split()[-1]) for one in found] == [
        ("Vraag 9", "kan?"), ("Antwoord 9", "Ja"), ("Vraag 10", "is?"), ("Antwoord 10", "is.")
    ]  # fmt: skip


def test_a_name_below_an_office_makes_no_heading_of_it() -> None:
    said = lined(FULL, "klaar is.", "", "De Minister van Waterstaat", "A.B. de Vries")
    found = paragraphs(Paper(tuple(blocks_of(read_pages(placed(said), None))[0])))
    assert [block.text for block in found.closing] == ["De Minister van Waterstaat", "A.B. de Vries"]
    assert len(found.paragraphs) == 1


def test_a_line_without_an_end_that_leaves_room_for_the_next_word_ends_there() -> None:
    said = [*lined(FULL, "bekend is.", "", FULL, "bekend is.", "", FULL + ":"), (221, 127.2, "1.")]
    said += [(243, 127.2, "Het openen van zwembaden en bibliotheken in de zomer van dit jaar")]
    said += lined("De gemeenten hebben daarvoor een plan gemaakt.", x=243, y=136.8)
    found = blocks_of(read_pages(placed(said), None))[0]
    assert [(block.text.split()[0], block.continues) for block in found] == [
        *[("De", False)] * 3, ("1.", False), ("De", True)
    ]  # fmt: skip


def test_the_title_of_a_table_in_its_small_letters_is_a_heading() -> None:
    rows = [("~In euro", "~2018", "~2019"), ("~Zwembaden", "~1,5", "~2,5"), ("~Sporthallen", "~3,5", "~4,5")]
    cells = [(221 + 110 * column, 130 + 9 * place, cell) for place, row in enumerate(rows) for column, cell in enumerate(row)]  # fmt: skip
    said = [*lined(FULL, "klaar is.", FULL, "klaar is."), (221, 119, "~Kosten (zonder die van vrijwilligers)"), *cells]
    found = blocks_of(read_pages(placed(said), None))[0]
    assert [block.kind for block in found] == [BlockKind.TEXT, BlockKind.TEXT, BlockKind.HEADING, BlockKind.TABLE]
    assert found[2].text == "Kosten (zonder die van vrijwilligers)"


def test_the_name_of_a_row_goes_on_with_a_number() -> None:
    rows = [(100, "In euro", "2018", "2019"), (114, "Zwembaden in", "1", "2"), (123, "wijk", "", ""), (137, "Sporthal", "3", "4"), (146, "7", "", "")]  # fmt: skip
    cells = [(221 + 110 * column, y, cell) for y, *row in rows for column, cell in enumerate(row) if cell]
    (_, found) = blocks_of(read_pages(placed([*lined(FULL, "zo goed als klaar", "is."), *cells]), None))[0]
    assert found.rows == (("In euro", "2018", "2019"), ("Zwembaden in wijk", "1", "2"), ("Sporthal 7", "3", "4"))


def test_two_tables_that_begin_their_pages_keep_the_same_first_row() -> None:
    def page(*names: str) -> list[tuple[float, float, str]]:
        rows = [("In euro", "2018", "2019"), *((name, "1,5", "2,5") for name in names)]
        cells = [(221 + 110 * column, 60 + 9.6 * place, cell) for place, row in enumerate(rows) for column, cell in enumerate(row)]  # fmt: skip
        return [*cells, *lined(FULL, "klaar is.", y=130)]

    found = blocks_of(read_pages(placed(page("Bad", "Hal"), page("Park", "Plein")), None))[0]
    assert [block.rows[0] for block in found if block.rows] == [("In euro", "2018", "2019")] * 2


def test_the_only_note_of_a_page_is_no_foot_of_it() -> None:
    note = Note("1", "Kamerstuk 12 345, nr. 6.")
    found = read([text(f"{LONG}¹", note), *[text(OTHER)] * 3], MINISTRY)
    assert found[0].notes == (note,)


@pytest.mark.slow
def test_official_samples_and_a_scan_where_they_are_at_hand() -> None:
    samples = ROOT.parent / "shared" / "intake" / "samples"
    if not samples.is_dir():
        pytest.skip("the samples are not beside the project")
    for path in sorted((samples / "pdf").glob("*.pdf")):
        blocks = read_pdf(path.read_bytes()).blocks
        assert not [block.text for block in blocks if block.kind is BlockKind.NOTE]
        assert not [block.text for block in blocks if block.kind is BlockKind.TEXT and block.text[0].islower()]
    with pytest.raises(Unreadable, match="no readable text on page 1; run OCR and add the text"):
        read_pdf((samples / "image.pdf").read_bytes())
