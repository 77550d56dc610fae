"""One letter of our own words, and the same letter as the files of each form: small, and made here."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'  # fmt: skip
SIGNED = ("De Minister van Waterstaat,", "A.B. de Vries")

FIRST = "Met deze brief informeer ik uw Kamer over de voortgang van de maatregelen aan de dijken in het hele land."
NOTED = "Het waterschap heeft de twaalf dijken langs de rivier in het afgelopen jaar met een meter verhoogd{}."
LEAD = "Het kabinet zal de komende jaren met de provincies aan de volgende onderdelen werken:"
ITEMS = ("het verleggen van de dijken bij de grote rivieren;", "het vergroten van de voorraad zand aan de kust.")
ROWS = (("In mln euro", "2021", "2022"), ("Dijken", "3,5", "4"), ("Totaal", "3,5", "4"))
LAST = "Over de uitkomsten van het overleg met de provincies zal ik uw Kamer voor de zomer berichten."
NOTE = "Kamerstuk 12 345, nr. 6."


class Piece(NamedTuple):
    """One piece of a letter: a heading, a text, an item, or a table; with the text of its note, whose mark stands at `{}`."""

    kind: str
    text: str = ""
    note: str = ""
    rows: Sequence[Sequence[str]] = ()
    sign: str = "-"


LETTER = (
    Piece("text", FIRST),
    Piece("heading", "Voortgang"),
    Piece("text", NOTED, NOTE),
    Piece("text", LEAD),
    *(Piece("item", item) for item in ITEMS),
    Piece("table", rows=ROWS),
    Piece("heading", "Tot slot"),
    Piece("text", LAST),
)
KINDS = ["text", "text", "list", "table", "text"]


def numbered(pieces: Sequence[Piece]) -> list[tuple[Piece, str]]:
    """Return pieces with the number of their note."""
    found, number = [], 0
    for piece in pieces:
        number += bool(piece.note)
        found.append((piece, str(number) if piece.note else ""))
    return found


def plain(pieces: Sequence[Piece] = LETTER) -> bytes:
    """Return a letter as plain text with a ministry's opening."""
    lines = ["Aan de Voorzitter van de Tweede Kamer", "der Staten-Generaal", "Ons kenmerk", "4711", "Datum 1 maart 2021", "Betreft Voortgang dijken", ""]  # fmt: skip
    for piece, number in numbered(pieces):
        if piece.kind == "table":
            lines += ["\t".join(row) for row in piece.rows]
        elif piece.kind == "item":
            lines.append(f"{piece.sign} {piece.text}")
        else:
            lines.append(piece.text.replace("{}", number.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))))
        lines.append("")
        lines += (
            [f"{number.translate(str.maketrans('0123456789', '⁰¹²³⁴⁵⁶⁷⁸⁹'))} {piece.note}", ""] if piece.note else []
        )
    return "\n".join([*lines, *SIGNED, ""]).encode()


def kst(pieces: Sequence[Piece] = LETTER, old: bool = False) -> bytes:
    """Return a letter as XML, in the dialect of today or the old one."""
    parts, items = [], ""
    notes = ""

    def text(piece: Piece, number: str) -> str:
        nonlocal notes
        before, _, behind = escape(piece.text, quote=False).partition("{}")
        mark = f'<noot id="n{number}"><noot.nr>{number}</noot.nr><noot.al>{escape(piece.note)}</noot.al></noot>'
        if old:
            mark = f'<voetref refid="v{number}" nr="{number}"/>'
            notes += f'<voetnoot nr="{number}"><al>{escape(piece.note)}</al></voetnoot>' if piece.note else ""
        return before + (mark if piece.note else "") + behind

    for piece, number in numbered(pieces):
        if piece.kind == "item":
            items += f"<li><li.nr>{piece.sign}</li.nr><al>{text(piece, number)}</al></li>"
            continue
        parts.append(f"<lijst>{items}</lijst>" if items else "")
        items = ""
        if piece.kind == "heading":
            name = "tuskop" if old else "tussenkop"
            parts.append(f"<{name}>{text(piece, number)}</{name}>")
        elif piece.kind == "table":
            rows = "".join(
                f"<row>{''.join(f'<entry>{escape(cell)}</entry>' for cell in row)}</row>" for row in piece.rows
            )
            parts.append(f"<table><tgroup><tbody>{rows}</tbody></tgroup></table>")
        else:
            parts.append(f"<al>{text(piece, number)}</al>")
    parts.append(f"<lijst>{items}</lijst>" if items else "")
    opening = "<al>Aan de Voorzitter van de Tweede Kamer der Staten-Generaal</al><al>Den Haag, 1 maart 2021</al>"
    meta = '<metadata><meta name="OVERHEIDop.externMetadataRecord" content="https://zoek.officielebekendmakingen.nl/kst-12345-7/metadata.xml"/></metadata>'
    signed = f"<ondertekening><functie>{SIGNED[0]}</functie><naam><voornaam>A.B.</voornaam><achternaam>de Vries</achternaam></naam></ondertekening>"
    body = opening + "".join(parts)
    if old:
        inner = f"<kamerwrk>{meta}<frontm><onderw><nummer>12 345</nummer><naam>Dijken</naam></onderw></frontm><body><stuk><nummer>7</nummer><titel>BRIEF VAN DE MINISTER</titel>{body}{signed}{notes}</stuk></body></kamerwrk>"
    else:
        inner = f"<officiele-publicatie>{meta}<kamerstuk><dossier><titel>Dijken</titel></dossier><stuk><titel>BRIEF VAN DE MINISTER</titel><algemeen><vrije-tekst><tekst>{body}</tekst></vrije-tekst><tekst-sluiting>{signed}</tekst-sluiting></algemeen></stuk></kamerstuk></officiele-publicatie>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n{inner}'.encode()


def publication(pieces: Sequence[Piece] = LETTER) -> bytes:
    """Return a letter as a page of officielebekendmakingen.nl."""
    parts, notes, listed = [], [], False
    for piece, number in numbered(pieces):
        if listed and piece.kind != "item":
            parts.append("</ul>")
        mark = f'<sup><a class="nootnum" href="#n{number}">{number}</a></sup>' if piece.note else ""
        said = escape(piece.text).replace("{}", mark)
        notes += (
            [f'<div class="voet noot" id="n{number}"><p><sup>{number}</sup> {escape(piece.note)}</p></div>']
            if piece.note
            else []
        )
        if piece.kind == "heading":
            parts.append(f'<h2 class="tussenkop">{said}</h2>')
        elif piece.kind == "table":
            rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in piece.rows)
            parts.append(f"<table>{rows}</table>")
        elif piece.kind == "item":
            parts.append(("" if listed else '<ul class="expliciet">') + f"<li><p>{said}</p></li>")
        else:
            parts.append(f"<p>{said}</p>")
        listed = piece.kind == "item"
    parts.append("</ul>" if listed else "")
    head = '<meta name="DC.identifier" content="kst-12345-7"/><meta name="DCTERMS.issued" content="2021-03-04"/><meta name="DC.title" content="Dijken; Brief regering; Voortgang dijken"/>'
    opening = '<h1 class="stuk_titel">BRIEF VAN DE MINISTER</h1><p>Aan de Voorzitter van de Tweede Kamer</p><p>Den Haag, 1 maart 2021</p>'
    signed = f'<p class="ondertekening"><span class="functie">{SIGNED[0]}</span><br/><span class="naam">{SIGNED[1]}</span></p>'
    body = f'<nav><a>Home</a><p>Over deze site</p></nav><div id="broodtekst" class="stuk">{opening}{"".join(parts)}{signed}{"".join(notes)}</div><footer><p>Overheid.nl</p></footer>'
    return f"<!DOCTYPE html><html><head>{head}<title>x</title></head><body>{body}</body></html>".encode()


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return buffer.getvalue()


def docx(pieces: Sequence[Piece] = LETTER) -> bytes:
    """Return a letter as a Word document: numbering, styles and notes in their own parts."""
    body, notes = [], []

    def run(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    body += [f"<w:p>{run(line)}</w:p>" for line in ("Aan de Voorzitter van de Tweede Kamer", "Geachte voorzitter,")]
    cells = "".join(f"<w:tr><w:tc><w:p>{run(one)}</w:p></w:tc><w:tc><w:p>{run(two)}</w:p></w:tc></w:tr>" for one, two in (("Datum", "1 maart 2021"), ("Betreft", "Voortgang dijken")))  # fmt: skip
    body.insert(1, f"<w:tbl>{cells}</w:tbl>")
    for piece, number in numbered(pieces):
        before, _, behind = piece.text.partition("{}")
        mark = f'<w:r><w:footnoteReference w:id="{int(number) + 1}"/></w:r>' if piece.note else ""
        notes += (
            [
                f'<w:footnote w:id="{int(number) + 1}"><w:p><w:r><w:footnoteRef/></w:r>{run(piece.note)}</w:p></w:footnote>'
            ]
            if piece.note
            else []
        )
        style = {"heading": '<w:pStyle w:val="Kop1"/>', "item": f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{1 if piece.sign == "-" else 2}"/></w:numPr>'}.get(piece.kind, "")  # fmt: skip
        if piece.kind == "table":
            rows = "".join(
                f"<w:tr>{''.join(f'<w:tc><w:p>{run(cell)}</w:p></w:tc>' for cell in row)}</w:tr>" for row in piece.rows
            )
            body.append(f"<w:tbl>{rows}</w:tbl>")
        else:
            body.append(f"<w:p><w:pPr>{style}</w:pPr>{run(before)}{mark}{run(behind) if behind else ''}</w:p>")
    body.append(f"<w:p>{run(SIGNED[0])}<w:r><w:br/></w:r>{run(SIGNED[1])}</w:p>")
    levels = "".join(f'<w:abstractNum w:abstractNumId="{one}"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/></w:lvl></w:abstractNum>' for one, form in ((0, "bullet"), (1, "decimal")))  # fmt: skip
    names = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    return archive(
        {
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>',
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{"".join(notes)}</w:footnotes>',
            "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{levels}{names}</w:numbering>',
            "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style></w:styles>',
        }
    )


def odt(pieces: Sequence[Piece] = LETTER) -> bytes:
    """Return a letter as an open document."""
    body, listed = [], False
    for piece, number in numbered(pieces):
        note = f'<text:note><text:note-citation>{number}</text:note-citation><text:note-body><text:p>{escape(piece.note)}</text:p></text:note-body></text:note>' if piece.note else ""  # fmt: skip
        said = escape(piece.text).replace("{}", note)
        if listed and piece.kind != "item":
            body.append("</text:list>")
        if piece.kind == "heading":
            body.append(f"<text:h>{said}</text:h>")
        elif piece.kind == "table":
            rows = "".join(f"<table:table-row>{''.join(f'<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>' for cell in row)}</table:table-row>" for row in piece.rows)  # fmt: skip
            body.append(f"<table:table>{rows}</table:table>")
        elif piece.kind == "item":
            body.append(("" if listed else "<text:list>") + f"<text:list-item><text:p>{said}</text:p></text:list-item>")
        else:
            body.append(f"<text:p>{said}</text:p>")
        listed = piece.kind == "item"
    body.append("</text:list>" if listed else "")
    opening = "<text:p>Aan de Voorzitter van de Tweede Kamer</text:p><text:p>Den Haag, 1 maart 2021</text:p>"
    signed = f"<text:p>{SIGNED[0]}</text:p><text:p>{SIGNED[1]}</text:p>"
    content = f"<office:document-content {ODF}><office:body><office:text>{opening}{''.join(body)}{signed}</office:text></office:body></office:document-content>"
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


FORMS = {"text": plain, "kst": kst, "publication": publication, "docx": docx, "odt": odt}
