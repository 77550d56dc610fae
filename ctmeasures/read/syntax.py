"""Why YAML cannot be read, in our own words."""

import re
from collections.abc import Callable

import yaml

from ctmeasures.model.place import Place, Problem
from ctmeasures.read import faults

_INSIDE = "a `: ` inside a text without quotation marks"
INDENTED = ("wrong indentation", "the key or dash under its neighbours")

# libyaml and pure PyYAML word the same faults differently; ours are found by what both messages share.
_SYNTAX = (
    ("mapping values are not allowed", _INSIDE, "the text in quotation marks"),
    ("unexpected end of stream", "a quotation mark opens here and never closes", "a closing quotation mark"),
    ("',' or ']'", "a list in brackets opens here and never closes", "a comma or `]`"),
    ("',' or '}'", "a mapping in braces opens here and never closes", "a comma or `}`"),
    ("expected ':'", "a line that is no `key: value`", "`key: value`, with a space after the colon"),
    ("escape character", "an unknown escape in a text in double quotation marks", "a known escape, or single quotation marks"),
    ("cannot start any token", "this character cannot start a text", "the text in quotation marks"),
    ("node content", "a value is missing", "a value"),
    ("document start", "text after the end of the document", "one document in a file"),
    ("an alias", "`*` starts a reference here", "the text in quotation marks"),
    ("an anchor", "`&` starts a name here", "the text in quotation marks"),
    ("block", *INDENTED),
)  # fmt: skip


def syntax_fault(place_of: Callable[[int, int], Place], text: str, error: yaml.MarkedYAMLError) -> tuple[Problem, int]:
    """Say in our own words why YAML cannot be read, and at which offset of the text; `place_of` turns two of them into a place."""
    said = error.problem or ""
    opens_here = "end of stream" in said or "',' or" in said or "expected ':'" in said
    mark = (opens_here and error.context_mark) or error.problem_mark or error.context_mark
    index = mark.index if mark else 0
    place = place_of(index, index + 1)
    if "\t" in text[index : index + 1] and ("token" in said or "tab" in said):
        return faults.tab_indentation(place), index
    if "block" in (error.context or ""):
        before = text[:index].rstrip(" ")
        if before.endswith(("'", '"', "]", "}")):
            message = f"text after a closing `{before[-1]}`"
            return faults.yaml_syntax(place, message, "the whole text in quotation marks"), index
    for words, problem, expected in _SYNTAX:
        if words in said or words in (error.context or ""):
            if problem == _INSIDE and _first_colon(text, index):
                return faults.yaml_syntax(place, *INDENTED), index
            return faults.yaml_syntax(place, problem, expected), index
    return faults.yaml_syntax(place, said, "valid YAML"), index


def _first_colon(text: str, index: int) -> bool:
    """Tell whether a colon is the first one of its line, behind a word: it is that of a key."""
    line = text[max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1 : index]
    return re.fullmatch(r" *(?:- +)*[\w-]+ *", line) is not None
