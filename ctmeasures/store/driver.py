"""git's merge driver and hunk headers for a registry, in the configuration of one clone.

The forms: https://git-scm.com/docs/gitattributes, `merge` and `diff`.
"""

import contextlib
import os
import shlex

from ctmeasures.store.git import Repository
from ctmeasures.store.write import Unwritable

NAME = "ctmeasures"
_SECTIONS = (f"merge.{NAME}", f"diff.{NAME}")
_RECORD = r"^ *-? *id: *(.*)$"  # a measure's id names the change in a hunk's header
_ATTRIBUTES = f"merge={NAME} diff={NAME}"

# %O, %A, %B are files of git with the base, ours and theirs; the outcome is left in %A; %P is the registry's path, quoted. git's own merge is done first,
# so that whatever happens to the program there is an ordinary merge or an ordinary conflict.
_DRIVER = (
    "cp %A %A.ours; "
    "git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B; plain=$?; "
    "{program} merge %O %A.ours %B --output %A --name %P --marker-size %L; code=$?; "
    "rm -f %A.ours; "
    "if test $code -le 1; then exit $code; else exit $plain; fi"
)


def install(repository: Repository, program: list[str]) -> None:
    """Set the driver and the hunk headers, and the attributes where the repository does not have them.

    `program` are the words that start ctmeasures. Raises Unreadable and Unwritable.
    """
    settings = {
        f"merge.{NAME}.name": "merge of ctmeasures, by record",
        f"merge.{NAME}.driver": _DRIVER.format(program=shlex.join(program)),
        f"diff.{NAME}.xfuncname": _RECORD,
    }
    for key, said in settings.items():
        repository.configure("--replace-all", key, said)
    if repository.attributes("merge", "diff") != [NAME, NAME]:
        path, lines = _local_attributes(repository)
        _write(path, [*lines, _line(repository)])


def uninstall(repository: Repository) -> None:
    """Undo what `install` did."""
    for section in _SECTIONS:
        if any(key.startswith(f"{section}.") for key in repository.settings()):
            repository.configure("--remove-section", section)
    path, lines = _local_attributes(repository)
    if _line(repository) in lines:
        _write(path, [line for line in lines if line != _line(repository)])


def _line(repository: Repository) -> str:
    """Return the line that gives the registry its attributes; a name with odd characters is quoted as git wants it."""
    path, _ = repository.inside()
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"/{escaped}" {_ATTRIBUTES}' if escaped != path or " " in path else f"/{path} {_ATTRIBUTES}"


def _local_attributes(repository: Repository) -> tuple[str, list[str]]:
    """Return the path and the lines of the clone's own attributes, which no commit holds."""
    _, path = repository.inside()
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return path, file.read().splitlines()
    except FileNotFoundError:
        return path, []


def _write(path: str, lines: list[str]) -> None:
    try:
        with contextlib.suppress(FileExistsError):
            os.makedirs(os.path.dirname(path))
        with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write("".join(f"{line}\n" for line in lines))
    except OSError as error:
        raise Unwritable(f"{path} cannot be written: {error.strerror or error}") from None
