"""git's merge driver and hunk headers for a registry, in the configuration of one clone.

The forms: https://git-scm.com/docs/gitattributes, `merge` and `diff`.
"""

import os
import re
import shlex

from ctmeasures.disk.files import ENDING, open_ordinary
from ctmeasures.disk.git import Repository
from ctmeasures.disk.write import Unwritable, create, lock, replace

NAME = "ctmeasures"
_SECTIONS = (f"merge.{NAME}", f"diff.{NAME}")
_RECORD = r"^ *-? *id: *(.*)$"  # a measure's id names the change in a hunk's header
_ATTRIBUTES = f"merge={NAME} diff={NAME}"

# %O, %A, %B are files of git with the base, ours and theirs; the outcome is left in %A; %P is the registry's path, quoted.
# git's own merge is done first, and ours takes its place only where there is one: whatever happens to the program, there
# is an ordinary merge or an ordinary conflict. (Python ends with 1 for many a reason, so its exit code alone says nothing; but
# one of another kind, such as that of a killed process, would make git believe in a conflict where no marker stands.)
_DRIVER = (
    "cp %A %A.ours; "
    "style=$(git config merge.conflictStyle); "
    'case "$style" in diff3|zdiff3) ;; *) style=merge;; esac; '
    "test $style = merge && shown= || shown=--$style; "
    "git merge-file -q $shown --marker-size=%L -L ours -L base -L theirs %A %O %B; code=$?; "
    "{program} merge %O %A.ours %B --output %A.merged --name %P --marker-size %L --labels %X %Y --conflict-style $style; own=$?; "
    "if test $own -le 1 && test -f %A.merged; then mv -f %A.merged %A; code=$own; fi; "
    "rm -f %A.ours %A.merged; "
    "exit $code"
)


def install(repository: Repository, program: list[str]) -> None:
    """Set the driver and the hunk headers, and the attributes where the repository does not have them.

    `program` are the words that start ctmeasures. Raises Unreadable and Unwritable.
    """
    settings = {
        f"merge.{NAME}.name": "merge of ctmeasures, by record",
        f"merge.{NAME}.driver": _DRIVER.replace("{program}", shlex.join(program).replace("%", "%%")),
        f"diff.{NAME}.xfuncname": _RECORD,
    }
    if repository.attributes("merge", "diff") != {
        (NAME, NAME)
    }:  # first: without the driver git merges as it always does
        path, lines = _local_attributes(repository)
        _write(path, [*lines, f"{_line(repository)}\n"])
        if repository.attributes("merge", "diff") != {(NAME, NAME)}:
            uninstall(repository)
            raise Unwritable(f"git does not apply attributes to {repository.path}; give its folder a plain name")
    for key, said in settings.items():
        repository.configure("--replace-all", key, said)


def uninstall(repository: Repository) -> None:
    """Undo what `install` did."""
    for section in _SECTIONS:
        if any(key.startswith(f"{section}.") for key in repository.settings()):
            repository.configure("--remove-section", section)
    path, lines = _local_attributes(repository)
    left = [line for line in lines if line.strip() != _line(repository)]
    if left != lines:
        _write(path, left)


def _line(repository: Repository) -> str:
    """Return the line that gives the registry's files their attributes; a name with odd characters is a pattern to git, and quoted."""
    path, _ = repository.inside()
    files = f"/*{ENDING}" if os.path.isdir(repository.path) else ""
    pattern = re.sub(r"([\\*?\[\]])", r"\\\1", f"/{path}") + files
    quoted = pattern.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{quoted}" {_ATTRIBUTES}' if quoted != pattern or " " in pattern else f"{pattern} {_ATTRIBUTES}"


def _local_attributes(repository: Repository) -> tuple[str, list[str]]:
    """Return the path and the lines of the clone's own attributes, which no commit holds."""
    _, path = repository.inside()
    if os.path.islink(path):
        raise Unwritable(f"{path} is a link, and what it leads to is left alone; remove it first")
    try:
        with open_ordinary(path) as file:
            lines = file.read().decode("utf-8", "surrogateescape").splitlines(keepends=True)
    except FileNotFoundError:
        return path, []
    except OSError as error:
        raise Unwritable(f"{path} cannot be read: {error.strerror or error}; mend that first") from None
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return path, lines


def _write(path: str, lines: list[str]) -> None:
    """Write the clone's attributes, which may hold what somebody else wrote, at once and whole."""
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
    except OSError as error:
        raise Unwritable(f"{path} cannot be written: {error.strerror or error}") from None
    with lock(path):
        (replace if os.path.exists(path) else create)(path, "".join(lines).encode("utf-8", "surrogateescape"))
