"""`ctmeasures letters find`: letters that were published and are not in the registry."""

from typing import Annotated, Literal

import typer

from ctmeasures.cli import complete, options

Dossier = Annotated[
    list[str] | None,
    typer.Option(
        "--dossier",
        metavar="NUMBER",
        help="Only this dossier, 29754; repeatable. Else those of the registry's letters, and those that measures refer to.",
    ),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Published since then; else since the first letter.")
]
Of = Annotated[
    str | None,
    typer.Option(
        "--id",
        metavar="LETTER",
        autocompletion=complete.letters,
        help="Propose the publication of this letter, by its date, sender and title.",
    ),
]
Read = Annotated[
    int,
    typer.Option(
        "--read",
        metavar="NUMBER",
        min=0,
        max=25,
        help="Fetch so many of them, the newest, and say which letters they cite; with --id the likeliest, and how many of its quotes they hold.",
        show_default=False,
    ),
]
Save = Annotated[
    str | None,
    typer.Option("--save", metavar="DIR", help="Keep the answers as they came, in new files of this folder."),
]
Pass = Annotated[
    str | None,
    typer.Option("--pass", metavar="ID", help="Note that this publication is no letter for the registry; asks nobody."),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why, with --pass.")]
Format = Annotated[
    Literal["table", "plain", "json", "jsonl", "csv", "md", "issue", "ids"] | None,
    typer.Option(
        "--format",
        help="Default: a table on a terminal, plain columns elsewhere; issue: the text of one issue that is kept up to date.",
        show_default=False,
    ),
]


def letters_find(
    dossier: Dossier = None,
    since: Since = None,
    of: Of = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what is known, was passed over, or is no letter of the government.")
    ] = False,
    read: Read = 0,
    save: Save = None,
    passed: Pass = None,
    reason: Reason = None,
    form: Format = None,
    lang: options.Lang = "en",
    registry: options.Registry = None,
    no_color: options.NoColor = False,
) -> None:
    """Ask the official publications for letters that the registry does not have, newest first.

    What is not of interest is noted with --pass and its reason in passed.yaml, beside
    the registry, and not offered again; take its lines out to have it back.

    \b
    Examples:
      ctmeasures letters find
      ctmeasures letters find --dossier 29754 --since 2018
      ctmeasures letters find --read 5
      ctmeasures letters find --id 2017-06-23 --read 3
      ctmeasures letters find --pass kst-29754-430 --reason "a motion"
      ctmeasures letters find --format ids
    """
    from ctmeasures.cli.output import CannotRun, look, show

    if passed is not None:
        if dossier or since is not None or of is not None or everything or read or save is not None or form is not None:
            raise CannotRun("--pass notes one publication and asks nobody; give it with --reason alone")
        from ctmeasures.cli.passing import pass_over

        pass_over(registry, passed, reason)
        return
    if reason is not None:
        raise CannotRun("--reason is for --pass ID; give both, or leave it out")
    if of is not None and form == "issue":
        raise CannotRun("--format issue is for letters that the registry does not have; leave out --id")
    from ctmeasures.cli.finding import found_papers

    show("papers", form, look(no_color, lang), found_papers(registry, dossier or (), since, of, everything, save, read))
