"""`ctmeasures letters add`: the file of a new letter."""

from typing import Annotated

import typer

from ctmeasures.cli import complete, options

Day = Annotated[str | None, typer.Option("--date", metavar="DATE", help="The letter's own day.")]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="English title.")]
TitleNl = Annotated[
    str | None, typer.Option("--title-nl", metavar="TEXT", help="Dutch title: the letter's own subject.")
]
Sender = Annotated[
    str | None, typer.Option("--sender", metavar="KEY", autocompletion=complete.organisations, help="Who sent it.")
]
Signatory = Annotated[
    list[str] | None, typer.Option("--signatory", metavar="TEXT", help="Who signed it, with the office; repeatable.")
]
Reference = Annotated[str | None, typer.Option("--reference", metavar="TEXT", help="The letter's own reference.")]
Publication = Annotated[
    str | None, typer.Option("--publication", metavar="ID", help="Id of the official publication: kst-29754-421.")
]
Link = Annotated[list[str] | None, typer.Option("--link", metavar="URL", help="An address of the letter; repeatable.")]
Paragraphs = Annotated[
    int | None,
    typer.Option("--paragraphs", min=1, max=999, metavar="NUMBER", help="How many it has; else one heading."),
]
Subject = Annotated[
    str | None,
    typer.Option("--subject", metavar="WORDS", help="The end of its id, behind the date; else made of its title."),
]
Dutch = Annotated[bool, typer.Option("--dutch", help="Start a file of its Dutch digests, too.")]

_NEXT = """\
now put a digest of each paragraph under its heading
and the numbers of the paragraphs that hold no measure under `context`, as in context: [1, 4]
"""


def letters_add(
    date: Day = None,
    title: Title = None,
    title_nl: TitleNl = None,
    sender: Sender = None,
    signatory: Signatory = None,
    reference: Reference = None,
    publication: Publication = None,
    link: Link = None,
    paragraphs: Paragraphs = None,
    subject: Subject = None,
    dutch: Dutch = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the file; write nothing.")] = False,
    yes: options.Yes = False,
    registry: options.Registry = None,
) -> None:
    """Start the file of a new letter: its fields, and a heading for each paragraph.

    On a terminal, asks for what is missing and shows the file before it is
    written.

    \b
    Examples:
      ctmeasures letters add
      ctmeasures letters add --date "1 March 2018" --title Progress --paragraphs 14
      ctmeasures letters add --dutch
    """
    from ctmeasures.cli.new_letter import new_letter, write_letter
    from ctmeasures.cli.output import CannotRun, emit, report, say
    from ctmeasures.cli.prompts import can_ask, confirmed
    from ctmeasures.cli.registry import writable
    from ctmeasures.render.safe import clean, visible

    found, problems = writable(registry)
    given = {
        "date": date, "title": title, "title_nl": title_nl, "sender": sender, "signatories": signatory,
        "reference": reference, "publication": publication, "links": link,
    }  # fmt: skip
    texts = new_letter(found, problems, given, subject, paragraphs, dutch)
    paths = " and ".join(map(clean, texts))
    shown = "\n".join(f"# {clean(path)}\n{visible(text)}" for path, text in texts.items())
    if dry_run:
        emit(shown)
        return
    if can_ask() and not yes:
        say(shown)
        if not confirmed("Write this?"):
            raise CannotRun("nothing was written")
    write_letter(texts)
    report(f"wrote {paths}; {_NEXT}", f"{paths} {'were' if dutch else 'was'} written")
