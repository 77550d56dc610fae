"""Why YAML cannot be read, in our own words."""

from collections.abc import Iterator

import yaml

from ctmeasures.model.place import Document, Problem
from ctmeasures.read import faults
from ctmeasures.read.text import OURS

# libyaml and pure PyYAML word the same faults differently; ours are found by what both messages share.
_SYNTAX = (
    ("mapping values are not allowed", "a `: ` inside a plain text, or a wrongly indented key", "the text in quotation marks, or the key under its neighbours"),
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
    ("block", "wrong indentation", "the key or dash under its neighbours"),
)  # fmt: skip


def syntax_faults(document: Document, base: int, text: str, error: yaml.MarkedYAMLError) -> Iterator[Problem]:
    """Say in our own words why YAML cannot be read, and where; a conflict, which `decode` reports, is reason enough."""
    if OURS.search(text):
        return
    said = error.problem or ""
    opens_here = "end of stream" in said or "',' or" in said or "expected ':'" in said
    mark = (opens_here and error.context_mark) or error.problem_mark or error.context_mark
    index = mark.index if mark else 0
    place = document.place(base + index, base + index + 1)
    if "\t" in text[index : index + 1] and ("token" in said or "tab" in said):
        yield faults.tab_indentation(place)
        return
    if "block" in (error.context or ""):
        before = text[:index].rstrip(" ")
        if before.endswith(("'", '"', "]", "}")):
            message = f"text after a closing `{before[-1]}`"
            yield faults.yaml_syntax(place, message, "the whole text in quotation marks")
            return
    for words, problem, expected in _SYNTAX:
        if words in said or words in (error.context or ""):
            yield faults.yaml_syntax(place, problem, expected)
            return
    yield faults.yaml_syntax(place, said, "valid YAML")
