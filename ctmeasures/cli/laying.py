"""Laying another form of a known letter beside it, by the quotes that the registry has of it."""

from ctmeasures.cli.anew import refuse_loss
from ctmeasures.cli.events import Given
from ctmeasures.cli.output import CannotRun, emit, report
from ctmeasures.cli.read_letter import Brought, day_of, percent
from ctmeasures.cli.registry import one_of
from ctmeasures.model.records import Registry
from ctmeasures.render.look import Look


def lay(
    registry: Registry, brought: Brought, known: str, given: Given, folder: str, dry_run: bool, yes: bool, reader: Look
) -> None:
    """Show where a form of a letter holds the letter's quotes, and keep its text; the numbers of the coded form stay.

    Its paragraphs are kept where they are numbered as those of the coded form. Raises CannotRun where it is another letter.
    """
    from ctmeasures.disk.write import Unwritable
    from ctmeasures.intake.keeping import keeping, lost
    from ctmeasures.intake.known import SHARE, laid_beside
    from ctmeasures.render import written
    from ctmeasures.render.laid import beside
    from ctmeasures.render.passages import cut

    letter = one_of(known, registry.letters, "letter", "ctmeasures letters")
    coded, here = len(registry.letters[letter].passages), len(brought.numbered.paragraphs)
    quotes = laid_beside(registry, letter, brought.numbered.paragraphs)
    found = sum(bool(one.here) for one in quotes)
    if found < SHARE * len(quotes):
        share = percent(found, len(quotes))
        raise CannotRun(
            f"{brought.file} is not the letter {letter}: {found} of its {len(quotes)} quotes are in it ({share}); look for another letter"
        )
    day, its = day_of(registry, brought, given), registry.letters[letter].date
    if day and day != its:
        raise CannotRun(
            f"{brought.file} is of {day.words}, and the letter {letter} of {its.words}; "
            f"if it is another one, leave out --as; if it is that one all the same, add --date {its.text}"
        )
    same = coded == here and all(one.coded in one.here for one in quotes if one.here)
    if not same and not quotes:
        raise CannotRun(
            f"{brought.file} has {here} paragraphs and the letter {letter} {coded}; make them the same with --join and --split"
        )
    shown = f"{cut(brought.numbered, reader)}\n{beside(letter, quotes, coded, here, same, reader)}"
    if dry_run:
        emit(shown)
        return
    refuse_loss(lost(folder, letter, brought.numbered.paragraphs, same), yes, reader)
    try:
        with keeping(folder, letter, brought.numbered.paragraphs, numbered=same) as kept:
            pass
    except Unwritable as fault:
        raise CannotRun(str(fault)) from None
    told = "".join(written.wrote([path], reader) for path in kept) or written.kept_as_it_is(reader)
    report(shown + told, "the text was kept")
