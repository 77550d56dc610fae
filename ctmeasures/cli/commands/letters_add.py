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

File = Annotated[
    str | None,
    typer.Argument(
        metavar="[FILE]",
        help="The letter: PDF, DOCX, ODT, a web page or XML of officielebekendmakingen.nl, text or Markdown; - reads standard input; kst-29754-421 or its official address is fetched.",
        show_default=False,
    ),
]
Join = Annotated[
    list[int] | None,
    typer.Option(
        "--join", metavar="NUMBER", help="This paragraph of the file belongs to the one before it; repeatable."
    ),
]
Split = Annotated[
    list[str] | None,
    typer.Option(
        "--split", metavar="NUMBER WORDS", help="In this paragraph a new one begins with these words; repeatable."
    ),
]
Pages = Annotated[str | None, typer.Option("--pages", metavar="PAGES", help="The letter's own pages of a PDF: 1-8.")]
As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="ID",
        autocompletion=complete.letters,
        help="The file is another form of this known letter: lay it beside by its quotes, and keep its text.",
    ),
]
Another = Annotated[
    bool, typer.Option("--another", help="The file is a new letter, though it holds the quotes of a known one.")
]


def letters_add(
    file: File = None,
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
    join: Join = None,
    split: Split = None,
    pages: Pages = None,
    known: As = None,
    another: Another = False,
    texts: options.Texts = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the file; write nothing.")] = False,
    yes: options.Yes = False,
    lang: options.Lang = "en",
    registry: options.Registry = None,
) -> None:
    """Start the file of a new letter: its fields, and a heading for each paragraph.

    With the letter's FILE, its fields are read from it and its paragraphs numbered; a line for each shows how they were cut. What the
    file does not state, options do. Its text is kept in the folder of texts, outside git. Only a publication, given by its id or
    address where there is no file of that name, is fetched.

    On a terminal, asks for what is missing and shows the file before it is written. One on which nobody has worked is started anew.

    \b
    Examples:
      ctmeasures letters add letter.pdf --title Progress
      ctmeasures letters add kst-29754-448 --title Progress
      ctmeasures letters add letter.docx --join 7 --split 12 "Deze leden" --dry-run
      ctmeasures letters add kst-29754-421.xml --as 2017-06-19
      ctmeasures letters add --date "1 March 2018" --title Progress --paragraphs 14
      ctmeasures letters add --dutch
    """
    from ctmeasures.cli.adding_letters import Wanted, start
    from ctmeasures.cli.output import look

    given = {
        "date": date, "title": title, "title_nl": title_nl, "sender": sender, "signatories": signatory,
        "reference": reference, "publication": publication, "links": link,
    }  # fmt: skip
    wanted = Wanted(file, pages, join or (), split or (), known, another)
    start(registry, given, subject, paragraphs, wanted, texts, dutch, dry_run, yes, look(lang=lang))
