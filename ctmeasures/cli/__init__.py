"""The command line: options in, one call, one rendering, one exit code.

Exit codes: 0 done, 1 findings, 2 cannot run, 3 our own bug. Annotations are evaluated when a module is
imported (no `from __future__ import annotations`): typer reads them, and reading text costs start-up time.
"""

import os
import sys
from importlib import import_module

import typer

from ctmeasures.cli import options
from ctmeasures.cli.output import CannotRun, cannot_run, finish, our_bug, prepare, shortened

# Every command: its name, its module in this room, its function there.
COMMANDS = {
    "list": ("list", "list_"),
    "show": ("show", "show"),
    "timeline": ("timeline", "timeline"),
    "due": ("due", "due"),
    "letters": ("letters", "letters"),
    "budget": ("budget", "budget"),
    "stats": ("stats", "stats"),
    "report": ("report", "report"),
    "brief": ("brief", "brief"),
    "export": ("export", "export"),
    "check": ("check", "check"),
    "verify": ("verify", "verify"),
    "update": ("update", "update"),
    "add": ("add", "add"),
    "set": ("set", "set_"),
    "letters add": ("letters_add", "letters_add"),
    "diff": ("diff", "diff"),
    "log": ("log", "log"),
    "merge": ("merge", "merge"),
    "git install": ("git_install", "git_install"),
    "site": ("site", "site"),
    "cache clear": ("cache_clear", "cache_clear"),
    "schema": ("schema", "schema"),
    "init": ("init", "init"),
}

_UNCACHED = {"diff", "log", "merge", "git install"}  # they read what is not the registry as it is now

_TYPED = {"COMP_WORDS", "_TYPER_COMPLETE_ARGS"}  # where shells leave what was typed so far, for completion


def application(only: str | None = None) -> typer.Typer:
    """Build the application with all its commands, or with the `only` one that is going to run.

    Typer builds every option of every command that it is told of, which costs half a millisecond each.
    """
    app = typer.Typer(
        name="ctmeasures",
        help="Track announced counter-terrorism measures: what was promised, by whom, for when, and what became of it.",
        epilog="Start with `ctmeasures list --status open`, then `ctmeasures show ID`.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(root)
    for name in [only] if only and only in COMMANDS else COMMANDS:
        module, function = COMMANDS[name]
        command = getattr(import_module(f"ctmeasures.cli.commands.{module}"), function)
        reads = "registry" in command.__annotations__ and name not in _UNCACHED
        app.command(name)(options.cached(command) if reads else command)
    return app


def root(version: bool = typer.Option(False, "--version", help="Show the version and exit.")) -> None:
    """Take the options that stand before a command."""
    if version:
        from ctmeasures import __version__

        typer.echo(f"ctmeasures {__version__}")
        raise typer.Exit


def _words(given: list[str]) -> list[str]:
    """Return the command line with the two words of a command such as `letters add` as one, also in what a shell wants completed."""
    two = {name.partition(" ")[0]: name for name in COMMANDS if " " in name}
    for variable in _TYPED & os.environ.keys():
        program, _, typed = os.environ[variable].partition(" ")
        for name in two.values():
            if typed.startswith(f"{name} "):
                os.environ[variable] = f"{program} '{name}'{typed.removeprefix(name)}"
                word = os.environ.get("COMP_CWORD", "")
                os.environ["COMP_CWORD"] = str(int(word) - 1) if word.isdecimal() else "1"
    both = " ".join(given[:2])
    if both in COMMANDS:
        return [both, *given[2:]]
    if given and given[0] in two and given[0] not in COMMANDS:
        if given[1:2] in (["--help"], ["-h"]):
            return [two[given[0]], *given[1:]]
        raise CannotRun(f"there is no command `{shortened(both)}`; did you mean `{two[given[0]]}`?")
    return given


def _refuse_bad_limit() -> None:
    """Refuse a limit of files' sizes that is none, before anything is read."""
    if "CTMEASURES_MAX_MIB" in os.environ:
        from ctmeasures.disk.limit import BadLimit, max_bytes

        try:
            max_bytes()
        except BadLimit as fault:
            raise CannotRun(str(fault)) from None


def _completed() -> str | None:
    """Return the command of which a shell wants something completed, if its name stands there already."""
    import shlex

    for variable in _TYPED & os.environ.keys():
        try:
            typed = shlex.split(os.environ[variable])
        except ValueError:  # a quotation mark that is still open
            return None
        begun = 1 if os.environ[variable].endswith(" ") else 2  # words behind which the command's name is complete
        return typed[1] if len(typed) > begun else None
    return None


def run() -> None:
    """Run the program and leave it with its exit code; nothing escapes as a traceback but our own bugs."""
    prepare()
    try:
        try:
            _refuse_bad_limit()
            words = _words(sys.argv[1:])
            application(words[0] if words else _completed())(words)
        finally:
            finish()
    except SystemExit as end:  # typer calls a reader who closes the pipe of its help an error
        sys.exit(0 if isinstance(end.__context__, BrokenPipeError) else end.code)
    except CannotRun as fault:
        sys.exit(cannot_run(fault))
    except Exception as error:  # noqa: BLE001  the one boundary at which everything ends
        sys.exit(our_bug(error))
