"""Laying another form of a known letter beside it, by the quotes that the registry has of it."""

from ctmeasures.cli.output import CannotRun, emit, look, report
from ctmeasures.cli.read_letter import Brought, percent
from ctmeasures.cli.registry import one_of
from ctmeasures.model.records import Registry


def lay(registry: Registry, brought: Brought, known: str, folder: str, dry_run: bool) -> None:
    """Show where a form of a letter holds the letter's quotes, and keep its text; the numbers of the coded form stay.

    Its paragraphs are kept where they are numbered as those of the coded form. Raises CannotRun where it is another letter.
    """
    from ctmeasures.disk.write import Unwritable
    from ctmeasures.intake.keeping import keeping
    from ctmeasures.intake.known import SHARE, laid_beside
    from ctmeasures.render.laid import beside
    from ctmeasures.render.passages import cut
    from ctmeasures.render.safe import clean

    letter = one_of(known, registry.letters, "letter", "ctmeasures letters")
    coded, here = len(registry.letters[letter].passages), len(brought.numbered.paragraphs)
    quotes = laid_beside(registry, letter, brought.numbered.paragraphs)
    found = sum(bool(one.here) for one in quotes)
    if found < SHARE * len(quotes):
        share = percent(found, len(quotes))
        raise CannotRun(
            f"{brought.file} is not the letter {letter}: {found} of its {len(quotes)} quotes are in it ({share}); look for another letter"
        )
    same = coded == here and all(one.coded in one.here for one in quotes if one.here)
    if not same and not quotes:
        raise CannotRun(
            f"{brought.file} has {here} paragraphs and the letter {letter} {coded}; make them the same with --join and --split"
        )
    shown = f"{cut(brought.numbered, look())}\n{beside(letter, quotes, coded, here, same, look())}"
    if dry_run:
        emit(shown)
        return
    try:
        with keeping(folder, letter, brought.numbered.paragraphs, numbered=same) as kept:
            pass
    except Unwritable as fault:
        raise CannotRun(str(fault)) from None
    told = "".join(f"wrote {clean(path)}\n" for path in kept) or "the text that is kept stays as it is\n"
    report(shown + told, "the text was kept")
