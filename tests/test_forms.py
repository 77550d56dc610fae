"""Every form in which a letter comes gives the same paragraphs; and what is no letter is refused in one sentence."""

import io
import re
import textwrap
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import pytest
from papers import (
    FIRST,
    FORMS,
    ITEMS,
    KINDS,
    LAST,
    LEAD,
    LETTER,
    NOTE,
    NOTED,
    ODF,
    ROWS,
    Piece,
    W,
    archive,
    docx,
    kst,
    odt,
    plain,
    publication,
)
from support import ROOT
from test_paragraphs import COUNTS, TEXTS

from ctmeasures.cli.registry import open_registry
from ctmeasures.disk.files import Unreadable
from ctmeasures.intake.forms import form_of, read_paper
from ctmeasures.intake.known import laid_beside
from ctmeasures.intake.language import LEAST, refuse_foreign, share
from ctmeasures.intake.letterhead import letter_fields, sender_of
from ctmeasures.intake.paragraphs import Numbered, paragraphs
from ctmeasures.intake.text import read_text

SAMPLES = ROOT.parent / "shared" / "intake" / "samples"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def cut(data: bytes) -> Numbered:
    return paragraphs(read_paper(data))


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_a_letter_gives_the_same_paragraphs(form: str) -> None:
    data = FORMS[form]()
    assert form_of(data) == form
    found = cut(data).paragraphs
    assert [one.kind for one in found] == KINDS
    assert [one.text.replace("¹", "") for one in found] == [
        FIRST,
        NOTED.format(""),
        f"{LEAD} - {ITEMS[0]} - {ITEMS[1]}",
        " ".join(cell for row in ROWS for cell in row),
        LAST,
    ]
    assert [one.heading for one in found] == ["", *["Voortgang"] * 3, "Tot slot"]
    assert [[tuple(note) for note in one.notes] for one in found] == [[], [("1", NOTE)], [], [], []]
    assert found[3].rows == ROWS


def test_both_dialects_of_the_xml_say_the_same() -> None:
    assert cut(kst(old=True)).paragraphs == cut(kst()).paragraphs


@pytest.mark.parametrize("form", FORMS)
def test_each_form_states_the_letter_s_day_and_who_signed(form: str) -> None:
    paper = read_paper(FORMS[form]())
    fields = letter_fields(paper, paragraphs(paper))
    assert (fields["date"], fields["signatories"]) == ("2021-03-01", ("A.B. de Vries, Minister van Waterstaat",))


def test_each_form_states_what_it_knows_more() -> None:
    found = {form: letter_fields(paper := read_paper(make()), paragraphs(paper)) for form, make in FORMS.items()}
    assert {form: fields.get("title_nl") for form, fields in found.items()} == {"text": "Voortgang dijken", "kst": None, "publication": "Voortgang dijken", "docx": "Voortgang dijken", "odt": None}  # fmt: skip
    assert {form: fields.get("publication") for form, fields in found.items()} == {"text": None, "kst": "kst-12345-7", "publication": "kst-12345-7", "docx": None, "odt": None}  # fmt: skip
    assert found["text"]["reference"] == "4711"


def stated(opening: str, closing: str = "") -> dict[str, object]:
    paper = read_text(f"{opening}\n\nGeachte voorzitter,\n\n{FIRST}\n\n{LAST}\n\n{closing}\n".encode())
    return dict(letter_fields(paper, paragraphs(paper)))


@pytest.mark.parametrize(
    ("opening", "found"),
    [
        ("29 754 Terrorismebestrijding\n\nNr. 421 BRIEF VAN DE MINISTER", {"publication": "kst-29754-421"}),
        ("29 754-X Defensie\n\nNr. 421 BRIEF", {"publication": "kst-29754-X-421"}),
        ("29 754 Terrorismebestrijding\n\n34 359 Wet\n\nNr. 421 BRIEF", {}),
        ("Nr. 421 BRIEF", {}),
        ("Datum 31 februari 2021", {}),
        ("Datum\n\n1 maart 2021", {"date": "2021-03-01"}),
        ("1 maart 2021\n\n2 maart 2021", {}),
        ("Datum 1 maart 2021\n\nUw brief van 2 februari 2021", {"date": "2021-03-01"}),
        ("Onze referentie\n\n12-A", {"reference": "12-A"}),
        ("Ons kenmerk: 2093054", {"reference": "2093054"}),
        ("Ons kenmerk 1\n\nOnze referentie 2", {}),
        ("Uw kenmerk 2093054", {}),
        ("Onderwerp: Dijken en kades", {"title_nl": "Dijken en kades"}),
        ("Uw brief van 2 februari 2021", {}),
        ("Uw brief van\n\n2 februari 2021", {}),
        ("Datum uw brief 2 februari 2021", {}),
        ("Datum uw brief\n\n2 februari 2021", {}),
        ("Uw kenmerk 2021Z1, 2 februari 2021", {}),
        ("Betreft Verzoek van het lid X van 2 februari 2021", {"title_nl": "Verzoek van het lid X van 2 februari 2021"}),
        ("Onderwerp\n\nMotie van 2 februari 2021", {"title_nl": "Motie van 2 februari 2021"}),
        ("1 maart 2021\n\nBetreft Motie van 2 februari 2021", {"date": "2021-03-01", "title_nl": "Motie van 2 februari 2021"}),
        ("Alphen aan den Rijn, 1 maart 2021\n\nUw brief van 2 februari 2021", {"date": "2021-03-01"}),
        ("Den Haag, maandag 1 maart 2021", {"date": "2021-03-01"}),
        ("Verzonden 1 maart 2021", {"date": "2021-03-01"}),
    ],
)  # fmt: skip
def test_only_what_is_printed_in_one_way_is_stated(opening: str, found: dict[str, str]) -> None:
    assert stated(f"Aan de Voorzitter\n\n{opening}") == found


@pytest.mark.parametrize(
    ("closing", "found"),
    [
        ("DE MINISTER VAN WATERSTAAT EN GROEN,\n\nA.B. de Vries", ("A.B. de Vries, Minister van Waterstaat en Groen",)),
        ("De Minister van Waterstaat, A.B. de Vries", ("A.B. de Vries, Minister van Waterstaat",)),
        ("De Minister van Waterstaat,\nA.B. de Vries\n\nDe Staatssecretaris van Groen,\nC. Jansen", ("A.B. de Vries, Minister van Waterstaat", "C. Jansen, Staatssecretaris van Groen")),
        ("De Minister van Waterstaat,\n\nDe Minister van Groen en\nNatuur,\n\nJan de Vries\n\nPiet Jansen", ("Jan de Vries, Minister van Waterstaat", "Piet Jansen, Minister van Groen en Natuur")),
        ("De Minister van Waterstaat,\n\nDe Minister van Groen,\n\nA.B. de Vries", None),
        ("Mede namens de Minister van Groen,\n\nDe Minister van Waterstaat,\n\nA.B. de Vries", ("A.B. de Vries, Minister van Waterstaat", "mede namens de Minister van Groen")),
        ("De Minister van Waterstaat,", None),
        ("Hoogachtend,\n\nJan de Vries\n\nMinister van Waterstaat", ("Jan de Vries, Minister van Waterstaat",)),
        ("Hoogachtend,\nJan de Vries\nMinister van Waterstaat\n\nC. Jansen\nStaatssecretaris van Groen en\nNatuur", ("Jan de Vries, Minister van Waterstaat", "C. Jansen, Staatssecretaris van Groen en Natuur")),
        ("Hoogachtend,\n\nA.B. de Vries, Minister van Waterstaat", ("A.B. de Vries, Minister van Waterstaat",)),
        ("Met vriendelijke groet,\n\nEls Jansen\n\nBurgemeester van Dijkstad", ("Els Jansen, Burgemeester van Dijkstad",)),
        ("Met vriendelijke groet,\n\nde burgemeester van Dijkstad,\n\nEls Jansen", ("Els Jansen, Burgemeester van Dijkstad",)),
        ("Hoogachtend,\n\nEls Jansen\n\nVlaams minister van Groen", ("Els Jansen, Vlaams minister van Groen",)),
        ("drs. A.B. de Vries\n\nMinister van Waterstaat", ("drs. A.B. de Vries, Minister van Waterstaat",)),
        ("Hoogachtend,\n\nA.B. de Vries", None),
        ("Hoogachtend,\n\nHet college van burgemeester en wethouders,\n\nde secretaris,\n\nJ. Jansen\n\nde burgemeester,\n\nP. de Vries", None),
        ("De Minister-President,\nnamens deze,\n\nA.B. de Vries", ("A.B. de Vries, namens de Minister-President",)),
        ("De Minister van Waterstaat,\nnamens deze,\nde Secretaris-Generaal,\n\nC. Jansen", ("C. Jansen, Secretaris-Generaal, namens de Minister van Waterstaat",)),
        ("De Minister van Waterstaat,\n\nw.g. A.B. de Vries", ("A.B. de Vries, Minister van Waterstaat",)),
        ("De Minister van Waterstaat,\n\n(w.g.)\n\nA.B. de Vries\n\nBijlagen:\n\n- Rapport Dijken", ("A.B. de Vries, Minister van Waterstaat",)),
        ("Den Haag, 2 maart 2021\n\nDe Minister van Waterstaat,\n\nA.B. de Vries", ("A.B. de Vries, Minister van Waterstaat",)),
        ("De Minister van Waterstaat,\n\nA.B. de Vries\n\nBijlage Rapport", ("A.B. de Vries, Minister van Waterstaat",)),
        ("Mede namens de Minister van Groen en de Staatssecretaris van Zand,\n\nDe Minister van Waterstaat,\n\nA.B. de Vries", ("A.B. de Vries, Minister van Waterstaat", "mede namens de Minister van Groen", "mede namens de Staatssecretaris van Zand")),
    ],
)  # fmt: skip
def test_who_signed_is_stated_where_names_and_offices_go_together(closing: str, found: tuple[str, ...] | None) -> None:
    assert stated("Aan de Voorzitter", closing).get("signatories") == found
    paper = read_text(f"Aan de Voorzitter\n\nGeachte voorzitter,\n\n{FIRST}\n\n{LAST}\n\n{closing}\n".encode())
    assert [one.text for one in paragraphs(paper).paragraphs] == [FIRST, LAST]


def in_docx(lines: Sequence[str], below: Sequence[str]) -> bytes:
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    above = "".join(f"<w:p>{run.format(escape(line))}</w:p>" for line in lines)
    signed = "<w:r><w:br/></w:r>".join(run.format(escape(line)) for line in below)
    return archive(
        {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{above}<w:p>{signed}</w:p></w:body></w:document>'}
    )


def in_html(lines: Sequence[str], below: Sequence[str]) -> bytes:
    text = "".join(f"<p>{escape(line)}</p>" for line in (*lines, *below))
    return f'<!DOCTYPE html><html><body><div id="broodtekst">{text}</div></body></html>'.encode()


def in_text(lines: Sequence[str], below: Sequence[str]) -> bytes:
    return "\n\n".join((*lines, *below)).encode()


def in_lines_of_a_page(lines: Sequence[str], below: Sequence[str]) -> bytes:
    """Return a letter of which only paragraphs have an empty line between them, in lines of 60 characters."""
    texts = ["\n".join(textwrap.wrap(line, 60)) for line in lines[-2:]]
    return "\n\n".join(("\n".join(lines[:-2]), *texts, "\n".join(below))).encode()


HEADS = {
    "a ministry's": (["Ministerie van Waterstaat", "> Retouradres Postbus 1 2500 EA Den Haag", "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Datum 1 maart 2021", "Betreft Beantwoording van de vragen van 4 februari 2021", "Ons kenmerk", "4711", "Uw kenmerk", "2021Z01234", "Geachte voorzitter,"], "Beantwoording van de vragen van 4 februari 2021", "4711"),
    "the place below": (["Aan de Voorzitter van de Tweede Kamer", "Uw brief van 4 februari 2021", "Ons kenmerk 4711", "Den Haag, 1 maart 2021", "Geachte mevrouw de Voorzitter,"], None, "4711"),
    "colons": (["Aan de Voorzitter van de Eerste Kamer der Staten-Generaal", "Datum: 1 maart 2021", "Onderwerp: Voortgang dijken", "Kenmerk: 4711", "Geachte heer Jansen,"], "Voortgang dijken", "4711"),
    "a Belgian": (["Brussel, 1 maart 2021", "Aan mevrouw de voorzitter van het Vlaams Parlement", "Betreft: voortgang dijken", "Mevrouw de voorzitter,"], "voortgang dijken", None),
    "a mayor's": (["Gemeente Dijkstad", "Aan de gemeenteraad", "Datum 1 maart 2021", "Behandeld door J. Jansen", "Onderwerp Voortgang dijken", "Beste leden van de raad,"], "Voortgang dijken", None),
}  # fmt: skip
CLOSINGS = {
    "three": (["De Minister van Waterstaat,", "A.B. de Vries", "De Minister voor Natuur,", "C. van der Wal-Jansen", "De Staatssecretaris van Groen,", "E. Jansen"], ("A.B. de Vries, Minister van Waterstaat", "C. van der Wal-Jansen, Minister voor Natuur", "E. Jansen, Staatssecretaris van Groen")),
    "behalf below": (["DE MINISTER VAN WATERSTAAT,", "mede namens de Staatssecretaris van Groen,", "A.B. de Vries"], ("A.B. de Vries, Minister van Waterstaat", "mede namens de Staatssecretaris van Groen")),
    "instead": (["de Minister-President,", "Minister van Algemene Zaken,", "namens deze,", "Mr. J. Jansen"], ("Mr. J. Jansen, namens de Minister-President, Minister van Algemene Zaken",)),
    "the place": (["Hoogachtend,", "Den Haag, 1 maart 2021", "De Minister van Waterstaat,", "A.B. de Vries"], ("A.B. de Vries, Minister van Waterstaat",)),
    "w.g.": (["w.g. A.B. de Vries", "Minister van Waterstaat"], ("A.B. de Vries, Minister van Waterstaat",)),
    "enclosures": (["Vriendelijke groet,", "A.B. de Vries", "Minister van Waterstaat", "Bijlagen:", "1. Rapport Dijken in Nederland"], ("A.B. de Vries, Minister van Waterstaat",)),
    "in a line": (["Hoogachtend,", "Anna de Vries, minister van Waterstaat", "Els Jansen, staatssecretaris van Groen"], ("Anna de Vries, Minister van Waterstaat", "Els Jansen, Staatssecretaris van Groen")),
    "a.i.": (["De Minister van Waterstaat a.i.,", "dr. A.B. (Anna) de Vries"], ("dr. A.B. (Anna) de Vries, Minister van Waterstaat a.i.",)),
    "a town's": (["Met vriendelijke groet,", "Gedeputeerde Staten van Dijkland", "de voorzitter,", "A. de Vries", "de secretaris,", "B. Jansen"], ("A. de Vries, Voorzitter", "B. Jansen, Secretaris")),
}  # fmt: skip


@pytest.mark.parametrize("made", [in_text, in_lines_of_a_page, in_html, in_docx])
@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("closing", CLOSINGS)
def test_heads_and_closings_of_many_letters(
    head: str, closing: str, made: Callable[[Sequence[str], Sequence[str]], bytes]
) -> None:
    lines, title, reference = HEADS[head]
    below, signatories = CLOSINGS[closing]
    paper = read_paper(made([*lines, FIRST, LAST], below))
    found = paragraphs(paper)
    fields = letter_fields(paper, found)
    assert [(one.heading, one.text) for one in found.paragraphs] == [("", FIRST), ("", LAST)]
    said = [fields.get(name) for name in ("date", "title_nl", "reference", "signatories")]
    assert said == ["2021-03-01", title, reference, signatories]


def test_the_day_can_stand_above_the_signature_only() -> None:
    closing = "Den Haag, 1 maart 2021\n\nDe Minister van Waterstaat,\n\nA.B. de Vries"
    assert stated("Uw brief van 2 februari 2021", closing)["date"] == "2021-03-01"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Mede namens de Minister van Groen en Natuur bied ik u het rapport over de dijken aan.", ("mede namens de Minister van Groen en Natuur",)),
        ("Hierbij bericht ik u, mede namens de minister-president en de Minister van Groen, over de dijken.", ("mede namens de minister-president", "mede namens de Minister van Groen")),
        ("Mede namens de ministers van Groen en Zand informeer ik u over de dijken.", ("mede namens de ministers van Groen en Zand",)),
        ("Op 3 maart heb ik, mede namens de Minister van Groen, een rapport over de dijken toegezegd.", ()),
        ("De gemeente spreekt mede namens de Minister van Groen over de dijken in het land.", ()),
    ],
)  # fmt: skip
def test_on_whose_behalf_the_text_speaks_too_is_stated(form: str, sentence: str, found: tuple[str, ...]) -> None:
    paper = read_paper(FORMS[form]((Piece("text", sentence), *LETTER)))
    assert letter_fields(paper, paragraphs(paper))["signatories"] == ("A.B. de Vries, Minister van Waterstaat", *found)


def test_the_sender_is_the_ministry_of_the_first_who_signed() -> None:
    names = {"ienw": "Ministerie van Waterstaat", "groen": "Ministerie van Groen"}
    assert sender_of(["A, Minister van Waterstaat", "B, Minister van Groen"], names) == "ienw"
    assert sender_of(["A, Minister van Zand"], names) == ""
    assert sender_of([], names) == ""


def test_lists_with_numbers_have_them_in_word() -> None:
    data = docx(
        [
            Piece("text", FIRST),
            Piece("text", LEAD),
            Piece("item", ITEMS[0], sign="1."),
            Piece("item", ITEMS[1], sign="2."),
        ]
    )
    assert cut(data).paragraphs[1].text == f"{LEAD} 1. {ITEMS[0]} 2. {ITEMS[1]}"


def test_wide_and_high_cells_keep_the_columns_in_order() -> None:
    table = "<table><tr><td rowspan='2'>Jaar</td><td colspan='2'>In mln</td></tr><tr><td>2021</td><td>2022</td></tr></table>"
    data = publication([Piece("text", FIRST), Piece("text", "X")]).replace(b"<p>X</p>", table.encode())
    assert cut(data).paragraphs[-1].rows == (("Jaar", "In mln", ""), ("", "2021", "2022"))
    spans = "<table><tgroup><colspec colname='a'/><colspec colname='b'/><colspec colname='c'/><tbody><row><entry morerows='1'>Jaar</entry><entry namest='b' nameend='c'>In mln</entry></row><row><entry>2021</entry><entry>2022</entry></row></tbody></tgroup></table>"
    data = kst([Piece("text", FIRST), Piece("text", "X")]).replace(b"<al>X</al>", spans.encode())
    assert cut(data).paragraphs[-1].rows == (("Jaar", "In mln", ""), ("", "2021", "2022"))


def test_an_instruction_inside_a_word_of_the_xml_does_not_break_it() -> None:
    data = kst([Piece("text", FIRST.replace("maatregelen", "maat@regelen"))]).replace(b"@", b"<?xpp afbreek?>")
    assert cut(data).paragraphs[0].text == FIRST


def test_an_attachment_of_the_xml_is_no_text_of_the_letter() -> None:
    data = kst().replace(b"</stuk>", b"<bijlage><al>Dit is een bijlage bij de brief.</al></bijlage></stuk>")
    assert len(cut(data).paragraphs) == 5


def test_what_was_deleted_in_word_is_gone_and_what_was_inserted_is_there() -> None:
    changed = FIRST.replace("de voortgang van ", "@")
    marks = b'</w:t></w:r><w:del><w:r><w:delText>niets van </w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve">de voortgang van </w:t></w:r></w:ins><w:r><w:t xml:space="preserve">'
    parts = {
        name: zipfile.ZipFile(io.BytesIO(docx([Piece("text", changed)]))).read(name) for name in ("word/document.xml",)
    }
    data = archive({name: part.replace(b"@", marks) for name, part in parts.items()})
    assert cut(data).paragraphs[0].text == FIRST


SECRET = "Deze woorden zijn niet voor de lezer van de brief en staan nergens op het papier."
_BEFORE, _, _BEHIND = FIRST.partition("de voortgang van ")
RUN = '</w:t></w:r><w:r><w:rPr>{}</w:rPr><w:t xml:space="preserve">@</w:t></w:r><w:r><w:t xml:space="preserve">'
STYLES = '<w:style w:styleId="Geheim"><w:basedOn w:val="Basis"/></w:style><w:style w:styleId="Basis"><w:rPr><w:vanish/></w:rPr></w:style>'
AUTOMATIC = (
    '<office:automatic-styles><style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" style:name="G">'
    '<style:text-properties text:display="none"/></style:style></office:automatic-styles><office:body>'
)


def put_into(data: bytes, changes: dict[str, str]) -> bytes:
    """Return a file, or the parts of an archive, with texts in the place of others."""
    if not data.startswith(b"PK"):
        return replaced(data, changes)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return archive({name: replaced(file.read(name), changes) for name in file.namelist()})


def replaced(data: bytes, changes: dict[str, str]) -> bytes:
    for before, behind in changes.items():
        data = data.replace(before.encode(), behind.encode())
    return data


@pytest.mark.parametrize(
    ("form", "changes"),
    [
        ("docx", {"@@": RUN.format("<w:vanish/>")}),
        ("docx", {"@@": RUN.format('<w:vanish w:val="1"/>')}),
        ("docx", {"@@": RUN.format('<w:rStyle w:val="Geheim"/>'), "</w:styles>": f"{STYLES}</w:styles>"}),
        ("odt", {"@@": '<text:hidden-text text:is-hidden="true">@</text:hidden-text>'}),
        ("odt", {"@@": '<text:span text:style-name="G">@</text:span>', "<office:body>": AUTOMATIC}),
        ("publication", {"@@": "<span hidden>@</span>"}),
        ("publication", {"@@": '<span style="color: red; display : none">@</span>'}),
        ("publication", {"@@": '<b style="visibility:hidden">@</b>'}),
    ],
)
def test_what_is_hidden_is_no_text_of_the_letter(form: str, changes: dict[str, str]) -> None:
    letter = (Piece("text", f"{_BEFORE}@@de voortgang van {_BEHIND}"), Piece("text", "@@"), Piece("text", LAST))
    data = put_into(FORMS[form](letter), {**changes, "@": SECRET})
    assert [one.text for one in cut(data).paragraphs] == [FIRST, LAST]


@pytest.mark.parametrize(
    ("form", "changes"),
    [
        ("docx", {"@@": RUN.format('<w:vanish w:val="0"/>')}),
        ("docx", {"@@": RUN.format('<w:rStyle w:val="Geheim"/><w:vanish w:val="false"/>'), "</w:styles>": f"{STYLES}</w:styles>"}),
        ("odt", {"@@": '<text:span text:style-name="H">@</text:span>', "<office:body>": AUTOMATIC}),
        ("publication", {"@@": '<span style="display:inline">@</span>'}),
    ],
)  # fmt: skip
def test_what_is_marked_as_shown_stays(form: str, changes: dict[str, str]) -> None:
    letter = (Piece("text", FIRST), Piece("text", "@@"), Piece("text", LAST))
    data = put_into(FORMS[form](letter), {**changes, "@": SECRET})
    assert [one.text for one in cut(data).paragraphs] == [FIRST, SECRET, LAST]


def test_a_paragraph_a_row_and_a_section_that_are_hidden_are_none() -> None:
    letter = (Piece("text", FIRST), Piece("text", "@"), Piece("table", rows=ROWS), Piece("text", LAST))
    word = {"<w:pPr></w:pPr><w:r><w:t xml:space=\"preserve\">@": f'<w:pPr><w:pStyle w:val="Geheim"/></w:pPr><w:r><w:t>{SECRET}', "</w:styles>": f"{STYLES}</w:styles>"}  # fmt: skip
    found = cut(put_into(docx(letter), {**word, "<w:tr><w:tc><w:p><w:r><w:t xml:space=\"preserve\">Totaal": "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>Totaal"}))  # fmt: skip
    assert [one.text for one in found.paragraphs if not one.rows] == [FIRST, LAST]
    assert [one.rows for one in found.paragraphs if one.rows] == [ROWS[:2]]
    section = {"<text:p>@</text:p>": f'<text:section text:display="none"><text:p>{SECRET}</text:p></text:section>'}
    rows = {"<table:table-row><table:table-cell><text:p>Totaal": '<table:table-row table:visibility="collapse"><table:table-cell><text:p>Totaal'}  # fmt: skip
    assert cut(put_into(odt(letter), section | rows)).paragraphs == found.paragraphs


@pytest.mark.slow
@pytest.mark.parametrize("form", ["kst", "publication", "docx", "odt"])
@pytest.mark.parametrize("letter", COUNTS)
def test_the_letters_in_every_form_have_the_same_numbers_and_quotes(letter: str, form: str) -> None:
    if not TEXTS.is_dir():
        pytest.skip("the letters' own texts are not at hand")
    (path,) = TEXTS.glob(f"{letter}*.txt")
    read = paragraphs(read_text(path.read_bytes()))
    found = cut(FORMS[form](pieces(read))).paragraphs
    assert len(found) == COUNTS[letter]
    laid = laid_beside(open_registry(str(ROOT / "measures.yaml")), path.stem, found)
    assert [one for one in laid if one.coded not in one.here] == []
    assert [len(one.notes) for one in found] == [len(one.notes) for one in read.paragraphs]


def pieces(read: Numbered) -> list[Piece]:
    """Return the pieces of a letter that was read as text, its items and notes where they were."""
    from ctmeasures.render.passages import before_rows

    found, heading = [], ""
    for one in read.paragraphs:
        found += [Piece("heading", one.heading)] if one.heading != heading else []
        heading = one.heading
        items = re.split(r" (?=(?:-|\d\.) [A-ZÀ-Ýa-z])", before_rows(one)) if one.kind == "list" else [before_rows(one)]
        for place, text in enumerate(item for item in items if item):
            said = text.replace("{", "(").replace("}", ")")
            note = one.notes[0].text if one.notes and not place else ""
            if place:
                sign, _, said = said.partition(" ")
                found.append(Piece("item", said, sign=sign))
            else:
                found.append(Piece("text", said + ("{}" if note else ""), note))
        found += [Piece("table", rows=one.rows)] if one.rows else []
    return found


def test_the_samples_are_read_or_refused() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the samples are not at hand")
    assert len(cut((SAMPLES / "kst-skeleton.xml").read_bytes()).paragraphs) == 16
    assert (
        cut((SAMPLES / "empty.docx").read_bytes()).paragraphs
        == cut((SAMPLES / "empty.odt").read_bytes()).paragraphs
        == ()
    )
    for name in (
        "stb.xml",
        "stb.html",
        "stcrt.xml",
        "stcrt.html",
        "gmb.xml",
        "gmb.html",
        "opmeta1.xml",
        "opmeta2.xml",
        "searchrec.xml",
        "empty-pw.docx",
    ):
        with pytest.raises(Unreadable):
            read_paper((SAMPLES / name).read_bytes())


ENGLISH = b"With this letter I inform the House about the progress of the measures that the government has taken on the dikes in the whole country and of the talks with the provinces about them."
GERMAN = "Mit diesem Brief informiere ich die Kammer über den Fortschritt der Maßnahmen an den Deichen im ganzen Land, die von der Regierung in der letzten Zeit getroffen wurden, und über die Gespräche mit den Ländern.".encode()
FRISIAN = "Mei dizze brief ynformearje ik jo Keamer oer de fuortgong fan de maatregels oan de diken yn it hiele lân, dy't de regearing nommen hat, en oer de petearen dy't wy mei de provinsjes hân ha oer it wetter foar de kommende jierren.".encode()
BROKEN = (
    b"\x00".join([b""])
    + "Ḿëẗ ďëżë břïëf ïńfôřmëëř ïķ ûẅ Ḱâmëř ôṽëř ďë ṽôôřťğâńğ ṽâń ďë mââťřëğëľëń ďïë ẅïj ḣëḃḃëń ğëńômëń âḿ ėň óṕ ḋě ṗľàńńěń ẃäťěř öńďěř ńâţűůř".encode()
)
BAD = {  # what a file is -> its bytes, and what is said of it
    "empty": (b" \n", "the file is empty"),
    "English": (ENGLISH, "no readable Dutch text (share of common words 0."),
    "German": (GERMAN, "no readable Dutch text"),
    "Frisian": (FRISIAN, "no readable Dutch text"),
    "broken text layer": (BROKEN, "no readable Dutch text"),
    "a few words": (b"Hallo, dit is een test.", "the file holds no letter: 5 words"),
    "old Word": (OLE, "an old Word document (.doc) or another one of its kind; save it as DOCX or ODT"),
    "Word with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "has a password; save an open copy"),
    "RTF": (b"{\\rtf1\\ansi Met deze brief}", "an RTF document, and a letter is read as PDF, DOCX, ODT"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture (PNG), and a letter is read as"),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture (JPEG)"),
    "gzip": (b"\x1f\x8b\x08\0\0\0", "an archive (gzip)"),
    "ZIP": (archive({"a.txt": "x"}), "an archive (ZIP)"),
    "Excel": (archive({"xl/workbook.xml": "<x/>"}), "an Excel workbook"),
    "an open spreadsheet": (archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "an open document that is no text (spreadsheet)"),
    "ODT with a password": (archive({"content.xml": b"\x01\x02", "META-INF/manifest.xml": "<m><encryption-data/></m>"}), "has a password"),
    "UTF-16": (b"\xff\xfe" + FIRST.encode("utf-16-le"), "text in UTF-16"),
    "Latin-1": ("Financiële maatregelen".encode("latin-1"), "this is no UTF-8 text: byte 8 is 0xeb"),
    "a program": (b"\x7fELF\x02\x01\x01" + b"\0" * 9, "is no text and no document that is known"),
    "a saved e-mail": (b"From: <x@example.org>\r\nMIME-Version: 1.0\r\n\r\nx", "an e-mail or a page saved as an archive"),
    "another page": (b"<!DOCTYPE html><html><body><main><p>" + FIRST.encode() + b"</p></main></body></html>", "has no text of a publication"),
    "another publication's page": (publication().replace(b"kst-12345-7", b"stb-2021-1"), "the web page is stb-2021-1"),
    "another publication's XML": (b"<officiele-publicatie><metadata/><staatsblad/></officiele-publicatie>", "an official publication of another kind (<staatsblad>), not a paper of parliament"),
    "other XML": (b"<?xml version='1.0'?><owms-metadata/>", "the XML file is <owms-metadata>, not a paper of parliament"),
    "XML with entities": (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + kst()[38:], "defines entities"),
    "XML that reads a file": (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><kamerwrk><body><stuk><al>&a;</al></stuk></body></kamerwrk>', "defines entities"),
    "XML with a bomb in UTF-16": ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><kamerwrk/>'.encode("utf-16"), "UTF-16"),
    "XML with an unknown entity": (kst().replace(b"voortgang", b"voort&euml;gang"), "does not hold together"),
    "XML cut off": (kst()[:-200], "ends in the middle"),
    "a page cut off": (publication()[:-200], "ends in the middle"),
    "DOCX cut off": (docx()[:-40], "ends in the middle or is damaged"),
    "ODT cut off": (odt()[: len(odt()) // 2], "ends in the middle or is damaged"),
    "DOCX with a damaged part": (docx().replace(b"PK\x03\x04", b"PK\x03\x05", 1), "ends in the middle or is damaged"),
    "DOCX without text": (archive({"word/document.xml": f'<w:document xmlns:w="{W}"/>'}), "has no text in it"),
    "DOCX with entities": (archive({"word/document.xml": f'<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="{W}"/>'}), "defines entities"),
    "ODT without text": (archive({"content.xml": f"<office:document-content {ODF}/>"}), "has no text in it"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_letter_is_refused_in_one_sentence(what: str) -> None:
    data, said = BAD[what]
    with pytest.raises(Unreadable) as fault:
        refuse_foreign(cut(data).paragraphs)
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)


@pytest.mark.slow
def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(Unreadable, match="more than 64 MiB unpacked"):
        cut(archive({"word/document.xml": b" " * (65 * 2**20)}))
    with pytest.raises(Unreadable, match="the file has 34 MiB, at most 32 are read"):
        cut(b"de " * (11 * 2**20 + 2**18))


def test_the_letter_of_these_tests_is_readable_dutch() -> None:
    refuse_foreign(cut(plain()).paragraphs)
    assert share(f"{FIRST} {LAST} {LEAD}") > LEAST > share(FRISIAN.decode())


@pytest.mark.parametrize("form", ["kst", "publication", "docx", "odt"])
def test_law_a_file_cut_anywhere_is_read_or_refused(form: str) -> None:
    data, refused = FORMS[form](LETTER), 0
    for end in range(1, len(data), max(1, len(data) // 60)):
        try:
            paragraphs(read_paper(data[:end]))
        except Unreadable:
            refused += 1
    assert refused
    assert paragraphs(read_paper(data)).paragraphs


def test_pages_are_for_a_form_that_has_them() -> None:
    with pytest.raises(Unreadable, match="--pages is for PDF"):
        read_paper(plain(), range(1, 3))


def test_nothing_is_fetched_and_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.dtd"
    secret.write_text("<!ELEMENT x ANY>", encoding="utf-8")
    data = kst().replace(b"?>\n", f'?>\n<!DOCTYPE officiele-publicatie SYSTEM "{secret}">'.encode(), 1)
    assert len(cut(data).paragraphs) == 5
