"""The form of a letter's file, known by its bytes, and the one reader of each."""

import re
from importlib import import_module

from ctmeasures.disk.files import Unreadable
from ctmeasures.intake.blocks import Paper
from ctmeasures.intake.unpacked import MIB, Archive

LARGEST = 32  # MiB of a file
TAKEN = "a letter is read as PDF, DOCX, ODT, the web page or XML of officielebekendmakingen.nl, plain text or Markdown"
_READERS = {  # form -> module of this package and function
    "text": "text:read_text",
    "kst": "kst:read_kst",
    "publication": "publication:read_publication",
    "docx": "docx:read_docx",
    "odt": "odt:read_odt",
    "pdf": "pdf:read_pdf",
}
_OTHERS = (  # what a file begins with, what it is, and what to do
    (b"{\\rtf", "an RTF document", "save it as DOCX or ODT"),
    (b"\x89PNG", "a picture (PNG)", "run OCR and give the text"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "run OCR and give the text"),
    (b"GIF8", "a picture (GIF)", "run OCR and give the text"),
    (b"II*\0", "a picture (TIFF)", "run OCR and give the text"),
    (b"MM\0*", "a picture (TIFF)", "run OCR and give the text"),
    (b"BM", "a picture (BMP)", "run OCR and give the text"),
    (b"RIFF", "a picture or sound (RIFF)", "run OCR and give the text"),
    (b"\x1f\x8b", "an archive (gzip)", "unpack it and give the letter in it"),
    (b"7z\xbc\xaf", "an archive (7z)", "unpack it and give the letter in it"),
    (b"Rar!", "an archive (RAR)", "unpack it and give the letter in it"),
    (b"BZh", "an archive (bzip2)", "unpack it and give the letter in it"),
    (b"\xfd7zXZ", "an archive (xz)", "unpack it and give the letter in it"),
    (b"\xff\xfe", "text in UTF-16", "save it as UTF-8"),
    (b"\xfe\xff", "text in UTF-16", "save it as UTF-8"),
)
_IN_TEXT = {
    b"a",
    b"b",
    b"br",
    b"center",
    b"div",
    b"em",
    b"font",
    b"h1",
    b"h2",
    b"i",
    b"p",
    b"span",
    b"strong",
    b"sup",
    b"u",
}  # of Markdown
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_paper(data: bytes, pages: range | None = None) -> Paper:
    """Return a letter's file as read; `pages` chooses those of a form that has them.

    Raises Unreadable with one sentence for what is no letter in a form that is taken, damaged, or too large.
    """
    if len(data) > LARGEST * MIB:
        raise Unreadable(
            f"the file has {len(data) / MIB:.0f} MiB, at most {LARGEST} are read; give the letter without its attachments"
        )
    form = form_of(data)
    if pages is not None and form != "pdf":
        raise Unreadable("--pages is for PDF, which alone has pages; leave it out")
    module, _, function = _READERS[form].partition(":")
    read = getattr(import_module(f"ctmeasures.intake.{module}"), function)
    paper: Paper = read(data, pages) if form == "pdf" else read(data)
    return paper


def form_of(data: bytes) -> str:
    """Return the name of the form that a file has; raise Unreadable where it is none that is taken."""
    if not data.strip():
        raise Unreadable("the file is empty; give the letter itself")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable("the Word document has a password; save an open copy")
        raise Unreadable("the file is an old Word document (.doc) or another one of its kind; save it as DOCX or ODT")
    for start, what, do in _OTHERS:
        if data.startswith(start) and (b"\0" in data[:4096] or start[:1] == b"{" or len(start) > 2):
            raise Unreadable(f"the file is {what}, and {TAKEN}; {do}")
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", head, re.IGNORECASE | re.DOTALL):
        return "publication"
    begin = re.match(rb"<([A-Za-z_][\w.:-]*)[\s>]", head)
    if head.startswith((b"<?xml", b"<!DOCTYPE")) or (begin and begin[1].lower() not in _IN_TEXT):
        return "kst"
    if re.match(rb"(?:[A-Za-z-]+: .*\r?\n)*(?:MIME-Version: )", head):
        raise Unreadable(
            f"the file is an e-mail or a page saved as an archive (MHT), and {TAKEN}; save the page as HTML"
        )
    if b"\0" in data:
        raise Unreadable(f"the file is no text and no document that is known, and {TAKEN}")
    return "text"


def _zipped(data: bytes) -> str:
    """Return the form of an archive by its parts."""
    archive = Archive(data, "the document")
    names = archive.names
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names:
        kind = (archive.read("mimetype") or b"").strip()
        if kind in (
            b"",
            b"application/vnd.oasis.opendocument.text",
            b"application/vnd.oasis.opendocument.text-template",
        ):
            return "odt"
        raise Unreadable(
            f"the file is an open document that is no text ({kind.rpartition(b'.')[2].decode('ascii', 'replace')}), and {TAKEN}"
        )
    kinds = {"xl/workbook.xml": "an Excel workbook", "ppt/presentation.xml": "a PowerPoint presentation"}
    what = next((said for name, said in kinds.items() if name in names), "an archive (ZIP)")
    raise Unreadable(f"the file is {what}, and {TAKEN}; unpack it, or copy its text")
