"""Reading the file of a letter that is to be added, and telling whether it is one that is known."""

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ctmeasures.cli.events import Given
from ctmeasures.cli.output import CannotRun, say, shortened
from ctmeasures.cli.prompts import standard_input
from ctmeasures.cli.typed_dates import typed_date
from ctmeasures.disk.files import Unreadable, open_ordinary
from ctmeasures.intake.blocks import Paper
from ctmeasures.intake.paragraphs import Numbered, paragraphs
from ctmeasures.model.dates import PartialDate
from ctmeasures.model.figures import whole
from ctmeasures.model.records import Registry
from ctmeasures.render.safe import clean

MOST = 400  # paragraphs of a letter
_MOST_PAGES = 100_000


class Brought(NamedTuple):
    """A letter's file: its name, what it says, and its numbered paragraphs."""

    file: str
    paper: Paper
    numbered: Numbered


def bring(file: str, pages: str | None, joins: Sequence[int], splits: Sequence[str]) -> Brought:
    """Read a letter's file, `-` for standard input; raise CannotRun with one sentence for whatever is no letter."""
    from ctmeasures.intake.forms import read_paper
    from ctmeasures.intake.language import refuse_foreign

    wanted = _pages(pages)
    cuts = [_split(one) for one in splits]
    name, data, stated = _brought(file)
    try:
        paper = _with_metadata(read_paper(data, wanted), stated)
        refuse_foreign(paragraphs(paper).paragraphs)
    except Unreadable as fault:
        raise CannotRun(f"{name}: {fault}") from None
    try:
        numbered = paragraphs(paper, joins, cuts)
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None
    if len(numbered.paragraphs) > MOST:
        raise CannotRun(
            f"{name}: it has {len(numbered.paragraphs):,} paragraphs, at most {MOST} are taken; choose the letter's own pages with --pages"
        )
    return Brought(name, paper, numbered)


def _brought(file: str) -> tuple[str, bytes, Mapping[str, str]]:
    """Return what a letter is called, its bytes, and what its publisher says of it: a file where there is one, else a publication that is fetched."""
    if file == "-":
        return "standard input", _bytes(file), {}
    there = os.path.lexists(file)
    if not there or file.casefold().startswith("kst-"):
        from ctmeasures.sources.identifiers import identifier

        known = identifier(file)
        if not there and known:
            from ctmeasures.cli.fetching import fetched

            found = fetched(known)
            return known, found.data, found.fields
        if not there and "://" in file:
            raise CannotRun(
                f"{shortened(file)} is no address of an official publication; expected one such as "
                "https://zoek.officielebekendmakingen.nl/kst-29754-421.html, or save the page or document, and give its file"
            )
        if there and known:
            say(f"reading the file {clean(file)} here; the publication of that name is not fetched\n")
    return file, _bytes(file), {}


def _with_metadata(paper: Paper, stated: Mapping[str, str]) -> Paper:
    """Return a paper with what its publisher says of it, which counts more than what is printed; raise Unreadable where it is another one."""
    own, said = str(paper.fields.get("publication", "")), stated.get("publication", "")
    if own and said and own.casefold() != said.casefold():
        raise Unreadable(f"what came is {own}; nothing was written")
    return paper._replace(fields={**paper.fields, **stated})


def _pages(said: str | None) -> range | None:
    """Return the pages that were asked for; raise CannotRun for what are none."""
    if said is None:
        return None
    first, dash, last = said.replace("–", "-").partition("-")
    start, end = (whole(each, _MOST_PAGES) for each in (first, last if dash else first))
    if start is None or end is None:
        raise CannotRun(f"--pages: `{shortened(said)}` are no pages; expected a page such as 3, or pages such as 1-8")
    if not 1 <= start <= end:
        raise CannotRun(
            f"--pages: `{shortened(said)}` are no pages; the first is 1, and the last comes behind it, as in 1-8"
        )
    return range(start, end + 1)


def _split(said: str) -> tuple[int, str]:
    """Return the number of a paragraph and the words before which it is split; raise CannotRun where they are not both there."""
    found, _, words = said.strip().partition(" ")
    number = whole(found)
    if number is None or not words.strip():
        raise CannotRun(
            f'--split: `{shortened(said)}` is no number with words; expected such as --split 12 "Deze leden"'
        )
    return number, words


def _bytes(file: str) -> bytes:
    """Return the bytes of a letter's file, one more than may be at most."""
    from ctmeasures.intake.forms import LARGEST
    from ctmeasures.intake.unpacked import MIB

    most = LARGEST * MIB + 1
    if file == "-":
        return standard_input(most, "the text of the letter")
    try:
        with open_ordinary(file) as opened:
            return opened.read(most)
    except FileNotFoundError:
        raise CannotRun(
            f"there is no file {shortened(file)}; give the letter's file, a publication such as kst-29754-421, or - for standard input"
        ) from None
    except IsADirectoryError:
        raise CannotRun(f"{shortened(file)} is a folder; give the letter's file in it") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CannotRun(f"{shortened(file)} cannot be read: {why}") from None


def refuse_known(registry: Registry, brought: Brought, given: Given) -> None:
    """Raise CannotRun where a text holds the quotes of a letter of the registry: it is that one, or one that cites it."""
    from ctmeasures.intake.known import likest

    found = likest(registry, brought.numbered.paragraphs)
    if found is None:
        return
    letter, share = found.letter, percent(found.found, found.quotes)
    why = f"{found.found} of its {found.quotes} quotes are in it ({share})"
    beside = as_known(letter)
    differs = differences(registry, brought, given, letter)
    if differs:
        raise CannotRun(
            f"{brought.file} may be the letter {letter}, which the registry has: {why}, but {' and '.join(differs)}; "
            f"if it is another one, which cites that, add --another; {beside}"
        )
    raise CannotRun(
        f"{brought.file} is the letter {letter}, which the registry has: {why}; {beside}; if it is another one, add --another"
    )


def refuse_published(registry: Registry, brought: Brought) -> None:
    """Raise CannotRun where the registry has the letter already, as its publication says, and something cites it."""
    publication = brought.paper.fields.get("publication")
    same = next((key for key, one in registry.letters.items() if publication and one.publication == publication), None)
    if same is not None and any(one.letter == same for one in registry.citations):
        raise CannotRun(
            f"{brought.file} is the letter {same}, which the registry has: both are {publication}; {as_known(same)}"
        )


def as_known(letter: str) -> str:
    """Say what to do with the file of a known letter."""
    return f"to keep its text, or lay another form of it beside the known one, add --as {letter}"


def day_of(registry: Registry, brought: Brought, given: Given) -> PartialDate | None:
    """Return the day of a letter's file, as it is given or stated; None where it is neither."""
    day = stated(registry, brought, given).get("date")
    return typed_date(str(day), "--date") if day else None


def differences(registry: Registry, brought: Brought, given: Given, known: str) -> list[str]:
    """Say in which of its day and reference a letter's file is another one than a known letter, and if so its number of paragraphs."""
    letter = registry.letters[known]
    day, reference = day_of(registry, brought, given), stated(registry, brought, given).get("reference")
    found = [f"it is of {day.words}, not of {letter.date.words}"] if day and day != letter.date else []
    if reference and letter.reference and reference != letter.reference:
        found.append(f"its reference is {reference}, not {letter.reference}")
    here, coded = len(brought.numbered.paragraphs), len(letter.passages)
    return [*found, *([f"it has {here} paragraphs, not {coded}"] if found and here != coded else [])]


def percent(part: int, whole: int) -> str:
    """Say a share: `96 %`; a share that is not whole is never 100 %."""
    return f"{100 * part // whole} %" if whole else "0 %"


def stated(registry: Registry, brought: Brought, given: Given) -> Given:
    """Return what was given for a letter's fields, and for the rest what its file states."""
    from ctmeasures.intake.letterhead import letter_fields, sender_of

    found = letter_fields(brought.paper, brought.numbered)
    signatories = found.get("signatories", ())
    names = {key: one.name_nl for key, one in registry.organisations.items() if one.name_nl}
    filled: dict[str, str | list[str] | None] = {
        name: said if isinstance(said, str) else list(said) for name, said in found.items()
    }
    filled["sender"] = sender_of(signatories if isinstance(signatories, tuple) else (), names) or None
    return {name: said if said is not None else filled.get(name) for name, said in given.items()}
