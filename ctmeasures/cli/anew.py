"""Starting the file of a letter anew, where it was cut or dated wrongly: only what nobody has worked on yet is replaced."""

import os

from ctmeasures.cli.output import CannotRun, say
from ctmeasures.cli.prompts import can_ask, confirmed
from ctmeasures.cli.read_letter import Brought, as_known
from ctmeasures.disk.files import DUTCH, Unreadable, read_bytes
from ctmeasures.disk.texts import SHEET_ENDING, read_texts
from ctmeasures.intake.keeping import same_words
from ctmeasures.intake.kept import letter_text, passages_path, text_path
from ctmeasures.model.records import Registry
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean


def _untouched(registry: Registry, key: str, folder: str) -> bool:
    """Tell whether nobody has worked on a letter: nothing cites it, and it has no digest, context, Dutch file or coding sheet."""
    letter = registry.letters[key]
    files = (_dutch(registry, key), os.path.join(folder, key + SHEET_ENDING))
    return not (
        _cited(registry, key)
        or letter.context
        or any(one.digest or one.digest_nl for one in letter.passages)
        or any(map(os.path.lexists, files))
    )


def _cited(registry: Registry, key: str) -> bool:
    return any(one.letter == key for one in registry.citations)


def _dutch(registry: Registry, key: str) -> str:
    return registry.letters[key].source.place().path.removesuffix(".md") + DUTCH


def _files(registry: Registry, key: str, folder: str) -> str:
    """Return the names of all files of a letter that are there."""
    own = registry.letters[key].source.place().path
    sheet = os.path.join(folder, key + SHEET_ENDING)
    every = (own, _dutch(registry, key), text_path(folder, key), passages_path(folder, key), sheet)
    return ", ".join(path for path in every if os.path.lexists(path))


def refuse_taken(registry: Registry, key: str, folder: str, sure: bool) -> None:
    """Raise CannotRun where there is a letter of this id, unless nobody has worked on it and it is sure that it is to be written anew."""
    if key not in registry.declared.get("letters", registry.letters):
        return
    there = f"there is a letter {key} already"
    if key not in registry.letters or _cited(registry, key):
        raise CannotRun(f"{there}; choose another --subject")
    if not _untouched(registry, key, folder):
        files = _files(registry, key, folder)
        raise CannotRun(
            f"{there}, and work of somebody is in it; to start it anew, delete {files}; or choose another --subject"
        )
    if not sure:
        raise CannotRun(f"{there}, which nothing cites; add --yes to start it anew, or choose another --subject")
    say(f"{there}, which nothing cites; it is started anew\n")


def refuse_second(registry: Registry, brought: Brought, key: str, folder: str) -> None:
    """Raise CannotRun where a letter's file is that of a letter which nothing cites, under another id, as of a wrong date."""
    publication = brought.paper.fields.get("publication")
    text = letter_text(brought.numbered.paragraphs)
    cited = {one.letter for one in registry.citations}
    others = [one for one in registry.letters if one != key and one not in cited]
    try:
        kept = read_texts(folder, others).texts if others and os.path.isdir(folder) else {}
    except Unreadable:
        kept = {}
    for other in others:
        same = bool(publication) and registry.letters[other].publication == publication
        if same or (other in kept and same_words(kept[other], text)):
            why = f"both are {publication}" if same else "it has the same text"
            new = _untouched(registry, other, folder)
            way = f"to give it another id, delete {_files(registry, other, folder)} first" if new else as_known(other)
            raise CannotRun(f"{brought.file} is the letter {other}, which the registry has: {why}; {way}")


def replaced(registry: Registry, texts: dict[str, str]) -> dict[str, bytes]:
    """Return the bytes of the letters' files that are written anew, as they are now."""
    known = {one.source.place().path for one in registry.letters.values()}
    try:
        return {path: read_bytes(path) for path in texts if path in known}
    except Unreadable as fault:
        raise CannotRun(str(fault)) from None


def refuse_loss(lost: str | None, yes: bool, reader: Look) -> None:
    """Ask before the kept text of a letter is replaced by another one, which is in no git; raise CannotRun where it is not wanted."""
    if lost is None or yes:
        return
    if not can_ask():
        raise CannotRun(f"{lost} holds another text, and is in no git; add --yes to replace it; nothing was written")
    say(f"{clean(lost)}: {reader.say('another text stands there, and is in no git')}\n")
    if not confirmed(reader.say("Replace it?"), reader):
        raise CannotRun("nothing was written")
