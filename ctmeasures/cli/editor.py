"""A record that a person edits in their own editor."""

import os
import sys

from ctmeasures.cli.output import CannotRun, look, say
from ctmeasures.cli.prompts import can_ask, confirmed
from ctmeasures.model.place import Level
from ctmeasures.read.nodes import parse
from ctmeasures.read.text import decode
from ctmeasures.render import problems as drawn


def edit_text(text: str, name: str, typed: list[str]) -> str:
    """Return a record's text as the person leaves it; every version of it is put on `typed`.

    Raises CannotRun where there is no editor, or nothing that could be read is left.
    """
    text = _edited(text, name)
    typed.append(text)
    while text.strip() and (faults := _faults(text, name)):
        say(faults)
        if not (can_ask() and confirmed("Mend it in your editor?")):
            raise CannotRun("nothing was written")
        text = _edited(text, name)
        typed.append(text)
    if not text.strip():
        raise CannotRun("the text is empty; nothing was written")
    return text


def keep_typed(typed: list[str]) -> None:
    """Keep what a person has typed last, which could not be used, in a file, and say where."""
    import tempfile

    text = typed[-1] if typed else ""
    if text.strip():
        with tempfile.NamedTemporaryFile(
            "w", prefix="ctmeasures-", suffix=".yaml", delete=False, encoding="utf-8"
        ) as file:
            file.write(text)
        say(f"your text is in {file.name}\n")


def _faults(text: str, name: str) -> str:
    """Return what is wrong with a text that is no YAML, drawn; nothing where it can be read."""
    document, problems = decode(name, text.encode())
    _, more = parse(document)
    errors = [problem for problem in (*problems, *more) if problem.level is Level.ERROR]
    return drawn.text(errors, look(stream=sys.stderr))


def _edited(text: str, name: str) -> str:
    """Return a text as the person's editor leaves it; raise CannotRun where there is none or it fails."""
    import shlex
    import subprocess
    import tempfile

    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        if not can_ask():
            raise CannotRun(
                "nobody is at a terminal to edit it, and EDITOR names no editor; set it; nothing was written"
            )
        command = "notepad" if os.name == "nt" else "vi"
    with tempfile.TemporaryDirectory(prefix="ctmeasures-") as folder:
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        try:
            code = subprocess.run([*shlex.split(command), path], check=False).returncode  # noqa: S603  the user's own
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise CannotRun(f"the editor `{command}` cannot be started: {reason}; set EDITOR to one that can") from None
        if code:
            raise CannotRun(f"the editor `{command}` ended with {code}; nothing was written")
        try:
            with open(path, encoding="utf-8", newline="") as file:
                return file.read()
        except (OSError, UnicodeDecodeError) as error:
            raise CannotRun(f"what the editor left cannot be read: {error}; nothing was written") from None
