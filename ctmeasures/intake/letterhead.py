"""What a letter says of itself: its day, subject, reference, publication and who signed it, out of its opening and closing."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ctmeasures.intake.blocks import Block, Paper, Paragraph
from ctmeasures.intake.frame import DATE, NAME, OFFICE, REFERENCE, SUBJECT, unsigned
from ctmeasures.intake.paragraphs import Numbered
from ctmeasures.intake.prose import words
from ctmeasures.model.dates import DUTCH_MONTHS

Fields = Mapping[str, str | tuple[str, ...]]

_DAY = re.compile(rf"(\d{{1,2}})\s+({'|'.join(DUTCH_MONTHS)})\s+((?:19|20)\d\d)", re.IGNORECASE)
_REFERENCE = re.compile(rf"{REFERENCE}\s*:?\s*(\S+(?: \S+)?)?$", re.IGNORECASE)
_DOSSIER = re.compile(r"(\d{2}) (\d{3})(?:[ -]([A-Z]{1,5}|\([A-Z0-9]+\)))?(?=\s|$)")
_NUMBER = re.compile(r"Nr\. ?([0-9]{1,4}|[A-Z]{1,2})\b")
_OFFICE = re.compile(rf"(?:(?:de|het|namens de)\s+)(?={OFFICE})", re.IGNORECASE)
_BEHALF = re.compile(r"Mede namens\b.*", re.IGNORECASE)
_FOR_ANOTHER = re.compile(r"namens (?:deze[nr]?|hem|haar)\W*$", re.IGNORECASE)
_BEHIND = re.compile(r"(?:Bijlagen?|Afschrift|Kopie|Cc|Pagina|Datum)\b", re.IGNORECASE)  # what stands below a signature
# In the text: the offices for which the letter speaks too, and the sentence in which it does, now.
_SPEAKS = re.compile(
    rf"\b[Mm]ede (?P<whom>namens de (?i:{OFFICE[:-2]}(?:s|sen)?\b)(?:,? (?:van|voor|en|de|het|(?i:{OFFICE[:-2]}(?:s|sen)?\b)|[A-ZÀ-Ý][\w&’'-]*))*)"
)
_NOW = re.compile(r"\b(?:ik|wij)\b", re.IGNORECASE)
_THEN = re.compile(r"\b(?:heb|hebben|heeft|had|hadden|zal|zullen)\b", re.IGNORECASE)
_AND = re.compile(rf",? en de (?={OFFICE[:-2]}(?:s|sen)?\b (?:van|voor)|{OFFICE}$)", re.IGNORECASE)
_PLACE = r"(?!(?:Uw|Ons|Onze|Brief|Motie|Verzoek|Reactie|Antwoord|Betreft|Onderwerp|Kenmerk|Referentie)\b)['’‘]?[^\W\d_][^\W\d_'’‘-]*(?: [^\W\d_'’‘-]+){0,4}"
_WEEKDAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s+)?"
_OWN = re.compile(rf"(?:(?:Onze )?Datum\s*:?\s*|{_PLACE},\s*){_WEEKDAY}{DATE}\W*", re.IGNORECASE)
_ALONE = re.compile(
    rf"(?:Den Haag|['’‘]s-Gravenhage|Verzonden(?: op)?:?|Verzenddatum:?|Datum verzending:?)?\s*{_WEEKDAY}{DATE}\W*",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(rf"(?:Datum )?Uw\b|.*\b(?:van|d\.d\.)$|{SUBJECT.pattern}", re.IGNORECASE)  # label above a date
_LOW = re.compile(r"\b(Van|De|Der|Den|En|Voor|Het|Ter)\b")


def letter_fields(paper: Paper, numbered: Numbered) -> Fields:
    """Return the fields of a letter's front matter that its file states, in its own data or in print; what is said in two ways is not stated."""
    opening = [block.text for block in numbered.opening]
    printed: dict[str, str | tuple[str, ...]] = {
        "date": _date(opening)
        or _one([_day_in(block.text) for block in numbered.closing if _OWN.fullmatch(block.text)]),
        "title_nl": _subject(opening),
        "reference": reference(opening),
        "publication": _publication(opening),
        "signatories": tuple(_signatories(numbered.closing)),
    }
    found = {name: said for name, said in printed.items() if said} | dict(paper.fields)
    signed = found.get("signatories", ())
    if signed and not any("namens" in one for one in signed):
        found["signatories"] = (*signed, *_spoken_for(numbered.paragraphs))
    return found


def _one(found: Sequence[str]) -> str:
    """Return the only thing that was found; nothing where there are several."""
    return found[0] if len(set(found)) == 1 else ""


def _date(opening: Sequence[str]) -> str:
    """Return the day of the letter: that behind `Datum` or a place, else the only one that stands alone; never that of a letter it answers."""
    named, alone = _days(opening)
    return _one(named or alone)


def labelled_day(lines: Sequence[str]) -> str:
    """Return the day behind `Datum`, in the same line or the next, or behind a place; nothing where there are several."""
    return _one(_days(lines)[0])


def _days(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the days behind `Datum` or a place, and with them those that stand alone."""
    named = []
    days = []
    for place, text in enumerate(lines):
        above = lines[place - 1] if place else ""
        own, alone = _OWN.fullmatch(text), _ALONE.fullmatch(text)
        if not (own or alone) or not (day := _day_in(text)) or (not own and _OF_ANOTHER.match(above)):
            continue
        days.append(day)
        if own or re.fullmatch(r"Datum\W*", above):
            named.append(day)
    return named, days


def _day_in(text: str) -> str:
    found = re.search(DATE, text, re.IGNORECASE)
    return _day(found[0]) if found else ""


def _day(text: str) -> str:
    """Return the first day that a text names as YYYY-MM-DD; nothing for one that is in no calendar."""
    from datetime import date

    found = _DAY.search(text)
    if found is None:
        return ""
    try:
        return date(int(found[3]), DUTCH_MONTHS.index(found[2].casefold()) + 1, int(found[1])).isoformat()
    except ValueError:
        return ""


def _subject(opening: Sequence[str]) -> str:
    """Return what stands behind `Betreft` or `Onderwerp`, in the same line or the next."""
    for place, text in enumerate(opening):
        found = SUBJECT.match(text)
        if found:
            behind = text[found.end() :].strip()
            return behind or (opening[place + 1] if place + 1 < len(opening) else "")
    return ""


def reference(lines: Sequence[str]) -> str:
    """Return what stands behind `Ons kenmerk` or `Onze referentie`, in the same line or the next; it holds a figure."""
    found = []
    for place, text in enumerate(lines):
        match = _REFERENCE.match(text)
        if match:
            said = match[1] or (lines[place + 1] if place + 1 < len(lines) else "")
            if words(said) <= 6 and re.search(r"\d", said) and not re.search(DATE, said):
                found.append(said)
    return _one(found)


def _publication(opening: Sequence[str]) -> str:
    """Return the id of the publication where one dossier and its number are printed: `29 754` and `Nr. 421`."""
    named = [text for text in opening if re.fullmatch(r"kst-[0-9A-Za-z()-]+", text)]
    if named:
        return _one(named)
    dossiers = [found for text in opening if (found := _DOSSIER.match(text))]
    numbers = [found[1] for text in opening if (found := _NUMBER.match(text))]
    if len(dossiers) != 1 or len(numbers) != 1:
        return ""
    first, last, chapter = dossiers[0].groups()
    return f"kst-{first}{last}{f'-{chapter}' if chapter else ''}-{numbers[0]}"


def _signatories(closing: Sequence[Block]) -> Iterator[str]:
    """Yield who signed with their offices, then on whose behalf too; nobody where names and offices do not go together one by one.

    The name stands below the office, above it, or in its line.
    """
    offices: list[str] = []
    names: list[str] = []
    behalf: list[str] = []
    instead = open_ = False
    for text in filter(None, (unsigned(block.text) for block in closing)):
        name, office = _name_and_office(text)
        if _BEHALF.match(text):
            behalf += _apart(text.rstrip(" ,"))
        elif _FOR_ANOTHER.match(text):
            instead = bool(offices) and len(offices) > len(names)
        elif _BEHIND.match(text) and names:
            break
        elif office and (_OFFICE.match(text) or len(names) + bool(name) > len(offices)):
            if instead:
                offices[-1] = f"{_office(office)}, namens de {offices[-1]}"
            else:
                offices.append(_office(office))
            instead = False
            names += [name] if name else []
        elif name:
            names.append(name)
            if instead:
                offices[-1] = f"namens de {offices[-1]}"
            instead = False
        elif offices and (len(offices) > len(names) or open_) and words(text) <= 12:
            offices[-1] += f"{', ' if re.match(OFFICE, text, re.IGNORECASE) else ' '}{_office(text)}"
        elif names:
            break
        open_ = re.search(r"(?:,|\b(?:en|van|voor|de|het))$", text) is not None
    if names and len(names) == len(offices):
        yield from (f"{name}, {office}" for name, office in zip(names, offices, strict=True))
        yield from behalf


def _name_and_office(text: str) -> tuple[str, str]:
    """Return the name and the office that a line of a signature holds, each empty where it holds none."""
    before, _, behind = text.rpartition(", ")
    if _OFFICE.match(text):
        return (behind, before) if before and _is_name(behind) else ("", text)
    if re.match(OFFICE, text, re.IGNORECASE):
        return "", text
    name, _, office = text.partition(", ")
    if re.match(rf"(?:(?:de|het) )?{OFFICE}", office, re.IGNORECASE) and _is_name(name):
        return name, office
    return (text, "") if _is_name(text) else ("", "")


def _is_name(text: str) -> bool:
    return NAME.match(text) is not None and words(text) <= 6 and not re.match(OFFICE, text, re.IGNORECASE)


def _apart(behalf: str) -> list[str]:
    """Return each office, or each kind of office, of words that name those on whose behalf a letter speaks: `mede namens de Minister van X`."""
    said = re.sub(r"^Mede namens (?:de )?", "", behalf, flags=re.IGNORECASE)
    return [f"mede namens de {_low(one)}" for one in _AND.split(said)]


def _spoken_for(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return on whose behalf too the first sentence of a letter that says so speaks, of now and by who writes it."""
    for one in paragraphs:
        for sentence in re.split(r"(?<=[.?!])\s+(?=[A-ZÀ-Ý])", one.text):
            found = _SPEAKS.search(sentence)
            if found and _NOW.search(sentence) and not _THEN.search(sentence):
                return _apart(re.sub(r"(?:,? (?:van|voor|en|de|het))+$", "", f"mede {found['whom']}"))
    return []


def _office(text: str) -> str:
    """Return an office as it is written in a register: `Minister van Justitie en Veiligheid`."""
    found = _OFFICE.match(text)
    office = text[found.end() if found else 0 :].strip().rstrip(",").strip()
    if office.isupper():
        office = _low(office.title())
    return office[:1].upper() + office[1:]


def _low(text: str) -> str:
    return _LOW.sub(lambda found: found[0].lower(), text)


def sender_of(signatories: Sequence[str], names: Mapping[str, str]) -> str:
    """Return the key of the ministry of the first who signed, by the Dutch `names` of organisations; nothing where none or several fit."""
    if not signatories:
        return ""
    office = signatories[0].partition(", ")[2].casefold()
    ministry = re.match(r"(?:.*\bnamens de )?(?:minister|staatssecretaris) van (.+)", office)
    found = [key for key, name in names.items() if ministry and name.casefold() == f"ministerie van {ministry[1]}"]
    return found[0] if len(found) == 1 else ""
