"""The command line: options in, one call, one rendering, one exit code.

Exit codes: 0 done, 1 findings, 2 cannot run, 3 our own bug. Annotations are evaluated when a module is
imported (no `from __future__ import annotations`): typer reads them, and reading text costs start-up time.
"""

import sys

import typer

from ctmeasures.cli.check import check
from ctmeasures.cli.letters import letters
from ctmeasures.cli.list import list_
from ctmeasures.cli.output import CannotRun, cannot_run, our_bug, prepare
from ctmeasures.cli.schema import schema
from ctmeasures.cli.show import show
from ctmeasures.cli.timeline import timeline

app = typer.Typer(
    name="ctmeasures",
    help="Track announced counter-terrorism measures: what was promised, by whom, for when, and what became of it.",
    epilog="Start with `ctmeasures list --status open`, then `ctmeasures show ID`.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("list")(list_)
app.command()(show)
app.command()(timeline)
app.command()(letters)
app.command()(check)
app.command()(schema)


@app.callback(invoke_without_command=True)
def root(version: bool = typer.Option(False, "--version", help="Show the version and exit.")) -> None:
    """Take the options that stand before a command."""
    if version:
        from ctmeasures import __version__

        typer.echo(f"ctmeasures {__version__}")
        raise typer.Exit


def run() -> None:
    """Run the program and leave it with its exit code; nothing escapes as a traceback but our own bugs."""
    prepare()
    try:
        app()
    except CannotRun as fault:
        sys.exit(cannot_run(fault))
    except Exception as error:  # noqa: BLE001  the one boundary at which everything ends
        sys.exit(our_bug(error))
