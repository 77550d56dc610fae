"""Running git: harmlessly, whatever the settings of a stranger's repository say.

git runs as a program, with a list of arguments and never through a shell. Only its plumbing is asked, whose output no
one's settings change: https://git-scm.com/docs/git#_low_level_commands_plumbing

The settings of a stranger's repository can name programs. Plumbing that only reads runs no hook, alias, filter, editor or program
for signatures, and compares nothing, so no `diff.external` or `textconv` either. What remains is disarmed by the lists below.
"""

import os
import re
import subprocess

from ctmeasures.disk.files import Unreadable

_SAFE = (
    "--no-pager",  # `pager.<command>` names a program; since git 1.5.6
    # a program that is asked which files have changed: the empty name is none; since git 2.16, and older ones know no such setting
    *("-c", "core.fsmonitor="),
    # a folder in a clone that looks like a repository without a work tree is not believed; since git 2.38, older ones are asked
    *("-c", "safe.bareRepository=explicit"),
)
_DISARMED = {
    # No object that is missing is fetched from a `promisor` remote: that runs its `uploadpack`, `core.sshCommand`, `core.gitProxy`,
    # helpers for credentials, or an `ext::` address. Unlike `protocol.allow` no setting overrules this; since git 2.6.1.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",  # the same, but nothing is started in vain; since git 2.45, and 2.39.4 of the older ones
    "GIT_OPTIONAL_LOCKS": "0",  # nothing is written in passing; since git 2.15
    "GIT_TERMINAL_PROMPT": "0",  # nobody is asked for a password; since git 2.3
    "GIT_LITERAL_PATHSPECS": "1",  # a file's name is no pattern; since git 1.8.3
    "LC_ALL": "C",  # its words are looked at
}
# Of the environment's own GIT_* only these stay: where the user's settings and git's programs are, and how far up a repository is
# looked for. A hook sets others for the repository that it runs in; the one that is asked here is that of the registry's folder.
_KEPT = re.compile(
    r"(?!GIT_)|GIT_CONFIG_(?!PARAMETERS)|GIT_(CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH)$"
)
_PATIENCE = 300  # seconds; git waits without end for a pipe in a place of its own files


def run_git(folder: str, path: str, *words: str, fed: bytes = b"", wrong: str | None = None) -> bytes:
    """Run git in a folder for a registry's path; where it fails, raise Unreadable with what is `wrong`, else with its own words."""
    kept = {name: value for name, value in os.environ.items() if _KEPT.match(name)}
    try:
        ran = subprocess.run(  # noqa: S603  a list of arguments; what a user typed stands behind --end-of-options
            ["git", *_SAFE, *words],  # noqa: S607  the reader's own git
            input=fed,
            capture_output=True,
            cwd=folder,
            env=kept | _DISARMED,
            check=False,
            timeout=_PATIENCE,
        )
    except FileNotFoundError:
        raise Unreadable("there is no git program, which knows what was; install git") from None
    except subprocess.TimeoutExpired:
        raise Unreadable(f"git has not answered about {path} for {_PATIENCE} seconds; try `git status`") from None
    if ran.returncode:
        said = " ".join(ran.stderr.decode("utf-8", "replace").split()).removeprefix("fatal: ")
        if "not a git repository" in said:
            said = "not a git repository; go to a clone, or `git init` there first"
        raise Unreadable(wrong or f"git cannot help with {path}: {said or 'it does not say why'}")
    return ran.stdout
