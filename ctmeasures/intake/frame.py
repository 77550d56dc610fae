"""What stands around the text of a letter: its opening, its closing, and what each page repeats of them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ctmeasures.intake.blocks import Block, BlockKind
from ctmeasures.intake.prose import ends, goes_on, key, words
from ctmeasures.model.dates import DUTCH_MONTHS

DATE = rf"\d{{1,2}}\s+(?:{'|'.join(DUTCH_MONTHS)})\s+(?:19|20)\d\d"
REFERENCE = r"(?:Onze referentie|Ons kenmerk|Onze ref\.?|Kenmerk|Referentie)"
SUBJECT = re.compile(r"(?:Betreft|Onderwerp)\b\s*:?\s*", re.IGNORECASE)
OFFICE = (
    r"(?:vice[- ]?|vlaamse? |waalse? |federale? )*(?:minister(?:-president)?|staatssecretaris|nationaal coördinator|secretaris|directeur|burgemeester"
    r"|wethouder|gedeputeerde|gemeentesecretaris|griffier|korpschef|dijkgraaf|commissaris van de koning(?:in)?"
    r"|college van (?:burgemeester en wethouders|procureurs-generaal)|gedeputeerde staten|voorzitter)\b"
)
_SALUTATION = re.compile(
    r"(?:Geachte|Hooggeachte|Zeer geachte|Beste|Waarde)\b.{0,60}$|(?:Mijnheer|Mevrouw) de voorzitter\W*$", re.IGNORECASE
)
_PLACE = re.compile(rf"['’‘]?[A-Za-z][\w' -]{{2,25}}\s*,\s+{DATE}\W*$", re.IGNORECASE)
_LABEL = re.compile(
    rf"(?:Datum|{REFERENCE}|Uw kenmerk|Uw referentie|Pagina \d+ van \d+|\d{{1,3}})\s*$"
    rf"|(?:Datum\s+)?{DATE}$|{REFERENCE}\s+\S+$"
    r"|(?:Tweede|Eerste) Kamer, vergaderjaar\b.*|kst-\S+$|ISSN\b.*|['’]s-Gravenhage \d{4}$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    rf"(?:De|DE|Namens de|Het)\s+{OFFICE}[^.:;!?]*(?: (?:a\.i|b\.d|i\.o)\.)?,?\s*(?:,\s*(?:[A-Z][a-z]?\.\s?)+.{{2,40}})?$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:Hoogachtend|Met (?:de meeste |bijzondere )?hoogachting|(?:Met )?(?:\w+ )?groet(?:en)?)\W*$", re.IGNORECASE
)
_ABOVE = re.compile(
    rf"{_GREETING.pattern}|(?:Mede )?namens\b.*,\s*$|Dez[ei]\w* \w+ is (?:elektronisch|digitaal) ondertekend\b.*",
    re.IGNORECASE,
)
SIGNED = re.compile(r"\(?(?:w\.?g\.?|get\.?|was getekend)\)?:?(?:\s+|$)", re.IGNORECASE)  # in the place of a signature
NAME = re.compile(
    r"(?:(?:drs|mr|dr|ir|ing|prof|jhr|jkvr)\.\s*|(?:de heer|mevrouw) )*(?:(?:[A-Z][a-z]?\.\s?)+|[A-ZÀ-Ý][\wà-ÿ-]+ )"
    r"(?:\([A-ZÀ-Ý][\wà-ÿ-]+\) )?(?:(?:van|de|der|den|ten|ter|te|’t|'t|von|el|al)[ -])*[A-ZÀ-Ý][\wà-ÿ’'-]+(?:[ -][A-ZÀ-Ýa-z][\wà-ÿ’'-]+){0,3}$"
)
_ANEW = re.compile(
    rf"(?:Betreft|Onderwerp)\b|(?:Datum|{REFERENCE}|Uw (?:kenmerk|referentie|brief))\b(?:\s*:|\s*$|\s+\S*\d)"
    rf"|(?:Geachte|Hooggeachte|Beste|Waarde)\b[^.]{{0,60}},\s*$|(?:Mijnheer|Mevrouw) de [Vv]oorzitter\W*$"
    rf"|['’‘]?[A-Z][\w' -]{{2,25}},\s+{DATE}\W*$"
)
_LONGEST = 40  # words of a block that can still stand in an opening
_OPENING = 25  # blocks in which it is looked for, or a third of all
_SIGNERS = 10  # blocks behind the first office in which a name is looked for
_OFFICE = 25  # words of a line that names an office
_SHORT = 12  # words of a line of a page's head


class Framed(NamedTuple):
    """A letter's blocks: its opening, its body without what pages repeat, its closing with all behind it."""

    opening: tuple[Block, ...]
    body: tuple[Block, ...]
    closing: tuple[Block, ...]


def framed(blocks: Sequence[Block]) -> Framed:
    """Return the blocks of a letter in their three parts; what stood behind a head of a page is marked as `apart`."""
    blocks = _unfolded(blocks)
    start = _start(blocks)
    end = _end(blocks, start)
    opening = tuple(blocks[:start])
    return Framed(opening, tuple(_without_heads(blocks[start:end], opening)), tuple(blocks[end:]))


def _unfolded(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which a table of the opening that only sets labels beside their values is lines of text."""
    found: list[Block] = []
    for place, block in enumerate(blocks):
        labels = any(row and (_LABEL.match(row[0]) or SUBJECT.fullmatch(row[0])) for row in block.rows)
        if labels and place < _OPENING and all(len(row) <= 3 for row in block.rows):
            lines = (" ".join(filter(None, row)) for row in block.rows)
            found += [Block(BlockKind.TEXT, line, page=block.page) for line in lines if line]
        else:
            found.append(block)
    return found


def _start(blocks: Sequence[Block]) -> int:
    """Return the place of the first block of the body: that behind the salutation, the place and date, or the subject.

    A place and date below the salutation, or below a sentence, belong to the signature.
    """
    start = 0
    begun = False
    for place, block in enumerate(blocks[: max(_OPENING, len(blocks) // 3)]):
        if block.kind is BlockKind.TABLE:
            break
        text = block.text
        greeted = _SALUTATION.match(text) or (not begun and _PLACE.match(text))
        if greeted or (SUBJECT.match(text) and words(text) <= _LONGEST):
            start = place + 1
        begun = begun or bool(greeted) or (words(text) > _SHORT and text.endswith("."))
        if start and words(text) > _LONGEST:
            break
    if 0 < start < len(blocks) and SUBJECT.fullmatch(blocks[start - 1].text):
        start += 1  # the subject stands in a line of its own
    return start


def _end(blocks: Sequence[Block], start: int) -> int:
    """Return the place of the first block of the closing: who signs and the offices, in either order, with a greeting above them."""
    for first in range(start, len(blocks)):
        block = blocks[first]
        office = block.kind is BlockKind.TEXT and _SIGNED.match(block.text) and words(block.text) <= _OFFICE
        if (office and _signed(blocks, first)) or _greets(blocks, first):
            place = first
            while place > start and (_ABOVE.match(blocks[place - 1].text) or _PLACE.match(blocks[place - 1].text)):
                place -= 1
            return place
    return len(blocks)


def _greets(blocks: Sequence[Block], place: int) -> bool:
    """Tell whether a greeting stands here, and behind it one who signs or an office; or, without a greeting, a name with an office below it."""
    following = next((text for one in blocks[place + 1 : place + _SIGNERS] if (text := unsigned(one.text))), "")
    if not _GREETING.match(blocks[place].text):
        name = unsigned(blocks[place].text)
        named = place > 0 and ends(blocks[place - 1].text) and NAME.match(name) is not None and words(name) <= 6
        return named and re.match(rf"{OFFICE}[^.:;!?]*$", following, re.IGNORECASE) is not None
    named = NAME.match(re.split(r",\s", following)[0]) is not None
    office = re.match(rf"(?:(?:mede )?namens )?(?:de |het )?{OFFICE}|(?:mede )?namens\b", following, re.IGNORECASE)
    return not following or (words(following) <= _OFFICE and (named or office is not None))


def begins_anew(text: str, last: str) -> bool:
    """Tell whether a line of a page is one of its own below another: of an opening or a signature, by its words."""
    return (
        _ANEW.match(text) is not None
        or (text[:1].isupper() and _GREETING.match(text) is not None)
        or _GREETING.match(last) is not None
        or (last.endswith(",") and words(text) <= 6 and NAME.match(text) is not None)
    )


def unsigned(text: str) -> str:
    """Return a line without what stands in the place of a signature: `w.g.`."""
    return SIGNED.sub("", text.strip(), count=1).strip()


def _signed(blocks: Sequence[Block], place: int) -> bool:
    """Tell whether those are signatures that begin here: a name follows with nothing long before it, or the end."""
    office, _, name = blocks[place].text.rpartition(",")
    if office and NAME.match(name.strip()):
        return True
    for block in blocks[place + 1 : place + _SIGNERS]:
        text = unsigned(block.text)
        if NAME.match(text) and words(text) <= 6:
            return True
        if words(text) > _SHORT or block.kind is not BlockKind.TEXT or text.endswith((".", "?", ";", ":")):
            return False
    return place + _SIGNERS >= len(blocks) and place > 0


def _without_heads(body: Sequence[Block], opening: Sequence[Block]) -> list[Block]:
    """Return the body without the lines that each page repeats.

    A line that also stands in the opening is one only beside others of them, or in mid-sentence: a heading may repeat a word of the opening.
    """
    heads = {key(block.text) for block in opening if not SUBJECT.match(block.text) and words(block.text) <= _SHORT}
    kept: list[Block] = []
    place = 0
    while place < len(body):
        end = place
        while end < len(body) and _can_be_head(body[end], heads, end > place):
            end += 1
        if end > place and _is_head(body[place:end], kept, body[end:]):
            if end < len(body):
                kept.append(body[end]._replace(apart=True))
            place = end + 1
        else:
            kept += body[place : max(end, place + 1)]
            place = max(end, place + 1)
    return kept


def _can_be_head(block: Block, heads: set[str], among: bool) -> bool:
    if block.kind is BlockKind.TABLE or words(block.text) > _SHORT:
        return False
    crumb = among and words(block.text) <= 1 and re.search(r"\d", block.text) is not None  # a reference with a slip
    return crumb or _LABEL.match(block.text) is not None or key(block.text) in heads


def _is_head(run: Sequence[Block], before: Sequence[Block], after: Sequence[Block]) -> bool:
    """Tell whether lines that can be a page's head are one."""
    if len(run) > 1 or _LABEL.match(run[0].text):
        return True
    cut = bool(before) and before[-1].kind is not BlockKind.HEADING and not ends(before[-1].text)
    return cut and bool(after) and goes_on(after[0].text)
