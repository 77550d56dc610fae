"""Showing the file of a new letter, asking, and writing it: with its headings alone, or with its text."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ctmeasures.cli.anew import refuse_loss, refuse_second, replaced
from ctmeasures.cli.events import Given
from ctmeasures.cli.new_letter import new_letter, write_letter
from ctmeasures.cli.output import CannotRun, emit, report, say
from ctmeasures.cli.prompts import can_ask, confirmed
from ctmeasures.cli.read_letter import Brought
from ctmeasures.model.place import Problem
from ctmeasures.model.records import Registry
from ctmeasures.render import written
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean, visible

_REQUIRED = ("date", "title")  # of a letter whose file states the rest


def add(
    registry: Registry,
    problems: Sequence[Problem],
    given: Given,
    subject: str | None,
    paragraphs: int | None,
    folder: str,
    dutch: bool,
    dry_run: bool,
    yes: bool,
    reader: Look,
) -> None:
    """Start the file of a letter of which only the number of paragraphs is known."""
    sure = yes or dry_run or can_ask()
    texts = new_letter(registry, problems, given, subject, paragraphs, folder, sure, dutch, reader=reader)
    old = replaced(registry, texts)
    if dry_run:
        emit(_shown(texts))
        return
    _confirm(texts, yes, reader)
    write_letter(registry.path, texts, old)
    _report(texts, "", written.next_digests(reader), reader)


class Wanted(NamedTuple):
    """A letter's file, which of its pages, where its paragraphs are joined and split, and which known letter it is, or that it is another."""

    file: str | None
    pages: str | None
    joins: Sequence[int]
    splits: Sequence[str]
    known: str | None
    another: bool


def start(
    registry: str | None,
    given: Given,
    subject: str | None,
    paragraphs: int | None,
    wanted: Wanted,
    texts: str | None,
    dutch: bool,
    dry_run: bool,
    yes: bool,
    reader: Look,
) -> None:
    """Start the file of a letter, with or without its text, of which the file is `wanted`; or lay it beside a known one."""
    from ctmeasures.cli.registry import writable
    from ctmeasures.disk.texts import texts_folder

    file, pages, joins, splits, known, another = wanted
    if file is None and (joins or splits or pages is not None or known is not None or another):
        raise CannotRun(
            "--join, --split, --pages, --as and --another are for a letter's FILE; give it, or leave them out"
        )
    if known is not None and another:
        raise CannotRun("--as says that it is a known letter, --another that it is none; leave one of them out")
    if file is not None and paragraphs is not None:
        raise CannotRun(
            "--paragraphs is for a letter without its FILE, of which the paragraphs are counted; leave one of them out"
        )
    found, problems = writable(registry)
    folder = texts_folder(found.path, texts)
    if file is None:
        add(found, problems, given, subject, paragraphs, folder, dutch, dry_run, yes, reader)
        return
    from ctmeasures.cli.read_letter import bring, refuse_known

    brought = bring(file, pages, joins, splits)
    if known is not None:
        from ctmeasures.cli.laying import lay

        lay(found, brought, known, given, folder, dry_run, yes, reader)
        return
    if not another:
        refuse_known(found, brought, given)
    add_file(found, problems, given, subject, brought, folder, dutch, dry_run, yes, reader)


def add_file(
    registry: Registry,
    problems: Sequence[Problem],
    given: Given,
    subject: str | None,
    brought: Brought,
    folder: str,
    dutch: bool,
    dry_run: bool,
    yes: bool,
    reader: Look,
) -> None:
    """Start the file of a letter of which the text is there, and keep the text: first that, then the letter, so that a letter always has its text."""
    import os

    from ctmeasures.cli.read_letter import refuse_published, stated
    from ctmeasures.disk.texts import asked_folder
    from ctmeasures.disk.write import Unwritable
    from ctmeasures.intake.keeping import keeping, lost
    from ctmeasures.render.passages import cut

    refuse_published(registry, brought)
    lines = cut(brought.numbered, reader)
    if can_ask() and not yes and not dry_run:
        say(lines)
    count = len(brought.numbered.paragraphs)
    sure = yes or dry_run or can_ask()
    fields = stated(registry, brought, given)
    texts = new_letter(registry, problems, fields, subject, count, folder, sure, dutch, _REQUIRED, reader)
    letter, old = os.path.basename(next(iter(texts))).removesuffix(".md"), replaced(registry, texts)
    refuse_second(registry, brought, letter, folder)
    if dry_run:
        emit(f"{lines}\n{_shown(texts)}")
        return
    _confirm(texts, yes, reader)
    refuse_loss(lost(folder, letter, brought.numbered.paragraphs), yes, reader)
    try:
        with keeping(folder, letter, brought.numbered.paragraphs) as kept:
            write_letter(registry.path, texts, old)
    except Unwritable as fault:
        raise CannotRun(str(fault)) from None
    asked = can_ask() and not yes
    wrote = ("" if asked else lines) + "".join(written.wrote([path], reader) for path in kept)
    _report(texts, wrote, written.next_review(letter, asked_folder(registry.path, folder), reader), reader)


def _shown(texts: Mapping[str, str]) -> str:
    return "\n".join(f"# {clean(path)}\n{visible(text)}" for path, text in texts.items())


def _confirm(texts: Mapping[str, str], yes: bool, reader: Look) -> None:
    """Show the files and ask; raise CannotRun where they are not wanted."""
    if can_ask() and not yes:
        say(_shown(texts))
        if not confirmed(reader.say("Write this?"), reader):
            raise CannotRun("nothing was written")


def _report(texts: Mapping[str, str], before: str, after: str, reader: Look) -> None:
    paths = " and ".join(map(clean, texts))
    wrote = written.wrote(texts, reader).rstrip("\n")
    report(f"{before}{wrote}; {after}", f"{paths} {'were' if len(texts) > 1 else 'was'} written")
