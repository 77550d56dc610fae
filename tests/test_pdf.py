"""A letter as PDF: what stands where on its pages decides what is a paragraph, a note, an item, a table, and what is none of them."""

import contextlib
import zlib
from pathlib import Path

import pdfs
import pytest
from pdfs import MINISTRY, OFFICIAL, Layout, heading, item, one_page, raw_pdf, raw_stream, set_pdf, table, text
from support import ROOT

from ctmeasures.disk.files import Unreadable
from ctmeasures.intake.blocks import Block, BlockKind, Note
from ctmeasures.intake.paragraphs import paragraphs
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


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html>", "this is no PDF"),
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
        one_page(zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9), b"/Filter [/FlateDecode /FlateDecode]"),
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
        assert read_pdf(data).form == "PDF"


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
@LAYOUTS
@pytest.mark.parametrize("name", ["2015-02-27", "2015-11-17", "2017-06-19", "2017-06-23", "2017-11-24"])
def test_the_letters_of_the_registry_as_pdf_where_they_are_at_hand(name: str, layout: Layout) -> None:
    texts = ROOT.parent / "shared" / "letters"
    if not texts.is_dir():
        pytest.skip("the texts of the letters are not beside the project")
    (path,) = Path(texts).glob(f"{name}-*.txt")
    said = [
        one.text.encode("cp1252", "ignore").decode("cp1252")
        for one in paragraphs(read_text(path.read_bytes())).paragraphs
    ]
    wanted = [" ".join(one.split()) for one in said if len(one) > 300]
    assert wanted
    found = [block.text for block in read([text(one) for one in wanted], layout)]
    assert ["".join(filter(str.isalnum, one)) for one in found] == ["".join(filter(str.isalnum, one)) for one in wanted]


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
