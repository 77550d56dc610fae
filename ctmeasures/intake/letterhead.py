"""What a letter says of itself: its day, subject, reference, publication and who signed it, out of its opening and closing."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ctmeasures.intake.blocks import Block, Paper
from ctmeasures.intake.frame import DATE, NAME, OFFICE, REFERENCE, SUBJECT
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
_LOW = re.compile(r"\b(Van|De|Der|Den|En|Voor|Het|Ter)\b")


def letter_fields(paper: Paper, numbered: Numbered) -> Fields:
    """Return the fields of a letter's front matter that its file states, in its own data or in print; what is said in two ways is not stated."""
    opening = [block.text for block in numbered.opening]
    printed: dict[str, str | tuple[str, ...]] = {
        "date": _date(opening),
        "title_nl": _subject(opening),
        "reference": reference(opening),
        "publication": _publication(opening),
        "signatories": tuple(_signatories(numbered.closing)),
    }
    return {name: said for name, said in printed.items() if said} | dict(paper.fields)


def _one(found: Sequence[str]) -> str:
    """Return the only thing that was found; nothing where there are several."""
    return found[0] if len(set(found)) == 1 else ""


def _date(opening: Sequence[str]) -> str:
    """Return the day of the letter: that behind `Datum` or a place, else the only one there."""
    return labelled_day(opening) or _one([day for text in opening if (day := _day(text))])


def labelled_day(lines: Sequence[str]) -> str:
    """Return the day behind `Datum`, in the same line or the next, or behind a place; nothing where there are several."""
    found = []
    for place, text in enumerate(lines):
        labelled = re.fullmatch(rf"(?:Datum\s*:?\s*|[\w'’‘ -]+,\s*){DATE}\W*", text, re.IGNORECASE)
        if labelled or (place and re.fullmatch(r"Datum\W*", lines[place - 1], re.IGNORECASE)):
            found.append(_day(text))
    return _one([day for day in found if day])


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
    """Yield who signed with their offices, then on whose behalf too; nobody where names and offices do not go together one by one."""
    offices: list[str] = []
    names: list[str] = []
    behalf: list[str] = []
    for block in closing:
        text = block.text.strip()
        before, _, behind = text.rpartition(", ")
        if _BEHALF.match(text):
            behalf.append(_low(text.rstrip(" ,")[:1].lower() + text.rstrip(" ,")[1:]))
        elif _OFFICE.match(text):
            named = bool(before) and NAME.match(behind) is not None and not re.match(OFFICE, behind, re.IGNORECASE)
            offices.append(_office(before if named else text))
            names += [behind] if named else []
        elif NAME.match(text) and words(text) <= 6 and not re.match(OFFICE, text, re.IGNORECASE):
            names.append(text)
        elif offices and not names[len(offices) - 1 :] and words(text) <= 12:
            offices[-1] += f"{', ' if re.match(OFFICE, text, re.IGNORECASE) else ' '}{_office(text)}"
        elif names:
            break
    if names and len(names) == len(offices):
        yield from (f"{name}, {office}" for name, office in zip(names, offices, strict=True))
        yield from behalf


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
    ministry = re.match(r"(?:minister|staatssecretaris) van (.+)", office)
    found = [key for key, name in names.items() if ministry and name.casefold() == f"ministerie van {ministry[1]}"]
    return found[0] if len(found) == 1 else ""
