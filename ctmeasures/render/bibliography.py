"""Letters for reference managers: BibTeX (as biblatex has it) and CSL-JSON; neither says more than the letter's own file.

Formats: https://ctan.org/pkg/biblatex, https://docs.citationstyles.org/en/stable/specification.html (variables of an item).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ctmeasures.model.links import letter_url
from ctmeasures.render.citation import official
from ctmeasures.render.look import LANGUAGES
from ctmeasures.render.safe import clean

if TYPE_CHECKING:
    from ctmeasures.model.records import Letter, Registry

_DUTCH = LANGUAGES[1]  # the letters' own language
_SPECIAL = re.compile(r"[\\{}%&#$_~^]")
_COMMANDS = {  # BibTeX counts braces, whatever stands before them
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def bibtex(letters: Iterable[Letter], registry: Registry) -> str:
    """Return an entry for each letter."""
    return "\n".join(entry(one, registry) for one in letters)


def entry(letter: Letter, registry: Registry) -> str:
    """Return the entry of one letter, with a line end."""
    fields = {
        "author": _sender(letter, registry),
        "title": _DUTCH.title(letter),
        "date": letter.date.first.isoformat(),
        "type": "brief",
        "number": official(letter) or clean(letter.publication or letter.reference or ""),
        "url": letter_url(letter) or "",
        "langid": "dutch",
        "note": _remark(letter),
    }
    lines = [f"  {key} = {{{_value(key, value)}}},\n" for key, value in fields.items() if value]
    return f"@report{{{letter.id},\n{''.join(lines)}}}\n"


def _value(key: str, text: str) -> str:
    """Return a text that LaTeX shows as it is; what is in braces is one name, or keeps its capitals."""
    if key == "url":
        return text
    shown = _SPECIAL.sub(lambda found: _COMMANDS.get(found[0], f"\\{found[0]}"), text)
    return f"{{{shown}}}" if key in ("author", "title") else shown


def _sender(letter: Letter, registry: Registry) -> str:
    return _DUTCH.name(registry.organisations[letter.sender]) if letter.sender else ""


def _remark(letter: Letter) -> str:
    return "publication number inferred" if letter.publication_inferred else ""


def csl(letters: Iterable[Letter], registry: Registry) -> str:
    """Return the letters as one list of items, a variable a line."""
    return listed(item(one, registry) for one in letters)


def listed(items: Iterable[str]) -> str:
    """Return items as one list."""
    return f"[{', '.join(items)}]\n"


def item(letter: Letter, registry: Registry) -> str:
    """Return the item of one letter."""
    found = _variables(letter, registry).items()
    lines = ",\n".join(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in found)
    return f"{{\n{lines}\n}}"


def _variables(letter: Letter, registry: Registry) -> dict[str, object]:
    day, sender = letter.date.first, _sender(letter, registry)
    found = {
        "id": letter.id,
        "type": "report",
        "genre": "brief",
        "title": _DUTCH.title(letter),
        "author": [{"literal": sender}] if sender else None,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "number": official(letter) or clean(letter.publication or letter.reference or ""),
        "URL": letter_url(letter),
        "language": "nl-NL",
        "note": _remark(letter),
    }
    return {key: value for key, value in found.items() if value}
