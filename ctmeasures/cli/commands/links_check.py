"""`ctmeasures links check`: every address of the registry, and the quotes on the pages that they open."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ctmeasures.cli import options

if TYPE_CHECKING:
    from ctmeasures.checks.addresses import Links, Published
    from ctmeasures.model.addresses import Address, Visit
    from ctmeasures.model.records import Registry
    from ctmeasures.render.look import Look

Form = Literal["table", "text", "json", "github", "sarif", "junit"]
Format = Annotated[
    Form | None,
    typer.Option(
        "--format",
        help="Default: a table on a terminal, text elsewhere; github: annotations in a workflow's log; "
        "sarif and junit: for forges and build servers.",
        show_default=False,
    ),
]


def links_check(form: Format = None, registry: options.Registry = None, no_color: options.NoColor = False) -> None:
    """Ask for every address of the registry, publications, links and references, and look its quotes up on the pages.

    An address is right, moved for good, gone, or cannot be reached. A letter's quotes are looked up in its publication as it
    is now: a link to words that it does not hold opens at its top.

    Each address is asked once, one at a time, with a pause for each host; a page that has not changed is not sent again.
    Nothing is written. The exit code is 1 where anything is not right, and 2 without a network.

    \b
    Examples:
      ctmeasures links check
      ctmeasures links check --format json
      ctmeasures links check --format github
    """
    from ctmeasures.cli.output import look, watched
    from ctmeasures.cli.registry import open_registry

    answer = _asked(open_registry(registry))
    _show(answer, form or ("table" if watched() else "text"), look(no_color))
    if answer.problems:
        raise typer.Exit(1)


def _asked(registry: "Registry") -> "Links":
    """Ask for all addresses; raise CannotRun where none answers."""
    from ctmeasures.checks.addresses import check_links
    from ctmeasures.cli.output import CannotRun, progress
    from ctmeasures.intake.published import published
    from ctmeasures.model.addresses import addresses
    from ctmeasures.sources.client import Unanswered
    from ctmeasures.sources.visits import Visitor

    asked = addresses(registry)
    visits: dict[Address, Visit] = {}
    papers: dict[str, Published] = {}
    try:
        for address, visit, content in progress(Visitor().visits(asked), len(asked), "Asking"):
            visits[address] = visit
            if content and address.letters:
                papers |= dict.fromkeys(address.letters, published(content))
    except Unanswered as fault:
        raise CannotRun(str(fault)) from None
    return check_links(registry, visits, papers)


def _show(answer: "Links", form: Form, reader: "Look") -> None:
    """Print what became of the addresses in one of the forms."""
    from ctmeasures.cli.findings import tell
    from ctmeasures.cli.output import emit
    from ctmeasures.render import links, problems

    if form == "json":
        from ctmeasures.render.data.links import links as document

        emit(document(answer), form=form)
    elif form == "table":
        from ctmeasures.render.terminal.links import links as table

        emit(table(answer, reader))
    elif form == "text":
        emit(problems.text(answer.problems, reader))
        emit(links.listed(answer))
    else:
        tell(form, answer.problems, "ctmeasures links check", links.outcome(answer), strict=True)
