"""Hostile text does no harm: it is shown as text at every sink."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support import Ran

Ct = Callable[..., Ran]

HOSTILE = r"""
version: 1
organisations:
  waterbord:
    name: "=cmd|' /C calc'!A0 [bold]"
  ministerie:
    name: Ministry
areas:
  build:
    name: "<b>area</b> | x"
packages:
  veilig-water:
    title: "[link=file:///etc/passwd]package[/link]"
    unit: "EUR \e]0;title\a"
    letter: 2020-01-15-water
    total: {2020: 10}
measures:
  - id: dijken
    title: "[red]alarm[/] \e[31mred\e[0m <script>alert(1)</script> [/] :warning: a | b \\"
    title_nl: "=HYPERLINK(\"x\")\u202Eabc"
    area: build
    owner: waterbord
    budget:
      - letter: 2020-01-15-water
        passage: 3
        quote: "[x](javascript:alert)"
        package: veilig-water
        line: "\x9b31m | line"
        amounts: {2020: 10}
    history:
      - date: 2020-01-15
        status: announced
        letter: 2020-01-15-water
        passage: 2
        quote: "a-b, c & d [/] <i>"
        note: |
          ::error file=x::a workflow command
          @everyone `code` [x](http://example.org) https://example.org
"""
TITLE = "[red]alarm[/] \\x1b[31mred\\x1b[0m <script>alert(1)</script> [/] :warning: a | b \\"


@pytest.fixture
def hostile(registry: Callable[..., Path]) -> Path:
    return registry(HOSTILE)


SINKS = [
    *(("list", "--format", form) for form in ("table", "plain", "json", "jsonl", "csv", "md")),
    *(("show", "dijken", "--format", form) for form in ("table", "plain", "json", "md")),
    *(("timeline", "--format", form) for form in ("table", "plain", "json", "jsonl", "csv", "md")),
    *(("letters", "2020-01", "--format", form) for form in ("table", "plain", "json", "md")),
    ("list", "--lang", "nl"),
    ("check",),
    ("check", "--format", "json"),
]


@pytest.mark.parametrize("words", SINKS, ids=" ".join)
def test_nothing_harmful_reaches_an_output(words: tuple[str, ...], hostile: Path, ct: Ct) -> None:
    ran = ct(*words, folder=hostile, columns=400)
    assert ran.code == 0
    assert ran.err == ""
    for harmful in ("\x1b", "\x9b", "\x07", "\u202e", "\x00"):
        assert harmful not in ran.out
    assert not any(line.startswith("::") for line in ran.out.splitlines())


@pytest.mark.parametrize("form", ["table", "plain"])
def test_text_is_shown_as_written(form: str, hostile: Path, ct: Ct) -> None:
    assert TITLE in ct("list", "--format", form, folder=hostile, columns=400).out
    assert TITLE in ct("show", "dijken", "--format", form, folder=hostile, columns=400).out


def test_json_keeps_every_character(hostile: Path, ct: Ct) -> None:
    text = ct("list", "--format", "json", folder=hostile).out
    assert text.isascii()
    measure = json.loads(text)["measures"][0]
    assert measure["title"] == "[red]alarm[/] \x1b[31mred\x1b[0m <script>alert(1)</script> [/] :warning: a | b \\"
    assert measure["title_nl"] == '=HYPERLINK("x")\u202eabc'


def test_no_cell_of_a_spreadsheet_is_a_formula(hostile: Path, ct: Ct) -> None:
    for command in (("list",), ("timeline",)):
        rows = list(csv.reader(io.StringIO(ct(*command, "--format", "csv", folder=hostile).out)))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert '\'=HYPERLINK("x")\\u202eabc' in ct("list", "--format", "csv", folder=hostile).out.replace('""', '"')


def test_markdown_has_no_markup_but_ours(hostile: Path, ct: Ct) -> None:
    from markdown_it import MarkdownIt

    for command in (("list",), ("show", "dijken"), ("timeline",)):
        text = ct(*command, "--format", "md", folder=hostile).out
        html = MarkdownIt("commonmark").enable("table").render(text)
        assert "<script" not in html
        assert "<i>" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert 'href="javascript' not in html
        assert "example.org" not in [part.split('"')[0] for part in html.split('href="http://')[1:]]
        assert "<code>" not in html


def test_a_link_carries_every_character_of_the_quote(hostile: Path, ct: Ct) -> None:
    ran = ct("show", "dijken", "--format", "plain", folder=hostile)
    assert "#:~:text=a%2Db%2C%20c%20%26%20d%20%5B%2F%5D%20%3Ci%3E" in ran.out


def test_a_hostile_argument_is_shown_as_text(ct: Ct) -> None:
    ran = ct("show", "x\x1b[31m\u202ey")
    assert (ran.code, ran.out) == (2, "")
    assert "\x1b[31m" not in ran.err
    assert "x\\x1b[31m\\u202ey" in ran.err


def test_a_path_that_looks_like_an_option_is_a_path(ct: Ct, tmp_path: Path) -> None:
    ran = ct("list", "--registry", "--help", folder=tmp_path)
    assert ran.code == 2
    assert "there is no file --help" in ran.err


def test_what_python_calls_printable_is_safe() -> None:
    from ctmeasures.render import safe
    from ctmeasures.store import strict

    printable = "".join(chr(code) for code in range(0x110000) if chr(code).isprintable())
    for pattern in (safe._UNSAFE, strict._FORBIDDEN, strict._INVISIBLE):
        assert re.search(pattern, printable) is None
        assert re.search(pattern, "\u202e\x00\ufeff") is not None
