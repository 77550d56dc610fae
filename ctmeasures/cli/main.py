"""The command line: options in, one call, one rendering, one exit code.

Exit codes: 0 done, 1 findings, 2 cannot run, 3 our own bug. Annotations are evaluated when a module is
imported (no `from __future__ import annotations`): typer reads them, and reading text costs start-up time.
"""

import os
import sys
from functools import cache
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from ctmeasures.cli import options
from ctmeasures.cli.commands import COMMANDS, function
from ctmeasures.cli.output import CannotRun, cannot_run, finish, forget_output, our_bug, prepare, shortened
from ctmeasures.model.manual import page

_PROGRAM = os.path.dirname(os.path.dirname(__file__))
_UNCACHED = {"diff", "log", "merge", "git install"}  # they read what is not the registry as it is now


class Commands(TyperGroup):
    """The commands by name, each built when it is asked for: Typer takes half a millisecond for each option of each.

    The types of what Typer hands over are in a private module of its own, hence Any.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build a command."""
        return _built(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Find the command of which the first word, or the first two, are the name; a shell asks for it too."""
        both = " ".join(args[:2])
        begun = [name for name in COMMANDS if name.startswith(f"{args[0]} ")]
        if both in COMMANDS:
            args = [both, *args[2:]]
        elif args[0] not in COMMANDS and not ctx.resilient_parsing:
            if begun and args[1:2] in (["--help"], ["-h"]):
                args = [begun[0], *args[1:]]
            elif begun:
                raise CannotRun(f"there is no command `{shortened(both)}`; did you mean `{'` or `'.join(begun)}`?")
            else:
                self.commands = {name: _built(name) for name in COMMANDS}  # where Typer looks for the nearest
        return super().resolve_command(ctx, args)


class Command(TyperCommand):
    """A command that refuses an option given twice where it takes one value: which of the two is meant cannot be known."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options; raise CannotRun for one that is given twice."""
        args = self._paired(args)
        if not ctx.resilient_parsing:
            *_, order = self.make_parser(ctx).parse_args(args=[*args])
            alone = [one for one in order if one.param_type_name == "option" and not one.multiple and not one.is_flag]  # type: ignore[attr-defined]
            for one in alone:
                if alone.count(one) > 1:
                    raise CannotRun(f"{one.opts[0]} is given more than once, and takes one value; leave out the others")
        return super().parse_args(ctx, args)

    def _paired(self, args: list[str]) -> list[str]:
        """Return arguments in which the two values of an option that takes a NUMBER and WORDS, and can be repeated, are one: Typer knows no such option."""
        pairs = {name for one in self.params if one.metavar == "NUMBER WORDS" for name in one.opts}
        found: list[str] = []
        for word in args:
            if len(found) > 1 and found[-2] in pairs and found[-1].isdecimal():
                found[-1] += f" {word}"
            else:
                found.append(word)
        return found


def application() -> typer.Typer:
    """Make the application."""
    app = typer.Typer(
        name="ctmeasures",
        cls=Commands,
        help="Track announced counter-terrorism measures: what was promised, by whom, for when, and what became of it.",
        epilog="Start with `ctmeasures list --status open`, then `ctmeasures show ID`.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(root)
    return app


@cache
def _built(name: str) -> Any:
    command = function(name)
    reads = "registry" in command.__annotations__ and name not in _UNCACHED
    alone = typer.Typer(add_completion=False)
    alone.command(name, cls=Command, help=page(command))(options.cached(command) if reads else command)
    return get_command(alone)


def root(version: bool = typer.Option(False, "--version", help="Show the version and exit.")) -> None:
    """Take the options that stand before a command."""
    if version:
        from ctmeasures import __version__

        typer.echo(f"ctmeasures {__version__}")
        raise typer.Exit


def _refuse_bad_limit() -> None:
    """Refuse a limit of files' sizes that is none, before anything is read."""
    if "CTMEASURES_MAX_MIB" in os.environ:
        from ctmeasures.disk.limit import BadLimit, max_bytes

        try:
            max_bytes()
        except BadLimit as fault:
            raise CannotRun(str(fault)) from None


def run() -> None:
    """Run the program and leave it with its exit code; nothing escapes as a traceback but our own bugs."""
    prepare()
    try:
        try:
            _refuse_bad_limit()
            application()()
        finally:
            finish()
    except SystemExit as end:  # typer calls a reader who closes the pipe of its help an error
        sys.exit(0 if isinstance(end.__context__, BrokenPipeError) else end.code)
    except CannotRun as fault:
        sys.exit(cannot_run(fault))
    except OSError as error:
        if error.filename is None:  # of a stream: what we open has a name
            forget_output()
            sys.exit(cannot_run(CannotRun(f"the answer cannot be written: {error.strerror or error}")))
        sys.exit(cannot_run(_unreadable(error)) if _is_program(error.filename) else our_bug(error))
    except Exception as error:  # noqa: BLE001  the one boundary at which everything ends
        sys.exit(our_bug(error))


def _is_program(path: object) -> bool:
    """Tell whether a file is one of the program, of what it needs, or of Python."""
    return isinstance(path, str) and os.path.abspath(path).startswith((_PROGRAM, sys.prefix, sys.base_prefix))


def _unreadable(error: OSError) -> CannotRun:
    return CannotRun(f"{error.filename}, a file of the program, cannot be read: {error.strerror}; install it anew")
