"""Hostile text does no harm: it is shown as text at every sink."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from support import EXAMPLE, Ran, commit

from ctmeasures.intake.blocks import Note, Paragraph
from ctmeasures.intake.kept import passages_text
from ctmeasures.render.formats import FORMATS

Ct = Callable[..., Ran]

HOSTILE = r"""
version: 1
title: "<script>alert(1)</script> =1+1 | [x](javascript:a) \e[31m"
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
    passage: 3
    quote: "::error::\u202Ethe money"
    total: {2020: 11}
    restated:
      - {letter: 2020-01-15-water, passage: 3, quote: "the <b>money</b>", total: {2020: 12}, note: "::warning::[x](javascript:a) \e[31m"}
    tracks:
      1: {title: "=1+1 <script>alert(1)</script> | \e[31m", passage: 3, quote: "a | b", total: {2020: 9}}
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
        track: 1
        amounts: {2020: 10}
        note: "@everyone <i>x</i> ::error::y \e[31m"
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
ODD = "[red]a[/] \x1b[31mred\x1b[0m \u202e<script> | b \x9b\x07\x00"
TITLE = "[red]alarm[/] \\x1b[31mred\\x1b[0m <script>alert(1)</script> [/] :warning: a | b \\"


@pytest.fixture
def hostile(registry: Callable[..., Path]) -> Path:
    folder = registry(HOSTILE)
    kept = [
        Paragraph(number, "table", f"::error::h{ODD}", f"::error::{number} {ODD}", (Note(ODD, ODD),), ((ODD, "=1+1"),))
        for number in range(1, 5)
    ]
    (folder / "texts").mkdir()
    (folder / "texts" / "2020-01-15-water.passages.json").write_text(passages_text(kept), encoding="utf-8")
    return folder


COMMANDS = {
    "measures": ("list",),
    "measure": ("show", "dijken"),
    "thread": ("thread", "dijken"),
    "find": ("find", "alert"),
    "letter": ("letters", "2020-01"),
    "passages": ("letters", "passages", "2020-01"),
    "budget-chart": ("budget", "--chart"),
    "timeline-chart": ("timeline", "--chart"),
    "brief": ("brief", "--since", "2020-01-01"),
    "diff": ("diff", str(EXAMPLE)),
    "log": ("log", "dijken"),
}
SINKS = [
    *(
        (*COMMANDS.get(view, (view,)), "--format", form)
        for view, forms in FORMATS.items()
        for form in forms
        if view not in ("export", "papers")  # the latter come from a server: test_sources_find.py
        and form not in ("svg", "docx")
    ),
    *(("export", form) for form in FORMATS["export"]),
    *(("budget", "--by", "owner", "--format", form) for form in FORMATS["budget"]),
    *(("diff", ".", str(EXAMPLE), "--format", form) for form in FORMATS["diff"]),
    ("list", "--lang", "nl"),
    *(
        ("timeline", "--chart", "--by", "letter", "--lang", "nl", "--format", form)
        for form in FORMATS["timeline-chart"]
    ),
    *(("check", "--format", form) for form in ("text", "json", "md", "github")),
    *(("verify", "--texts", str(EXAMPLE / "texts"), "--format", form) for form in ("text", "json", "github")),
]


FILES = {
    "stats.svg": ("stats", "--by", "owner"),
    "due.svg": ("due",),
    "timeline.svg": ("timeline", "--chart"),
    "report.docx": ("report",),
    "brief.docx": ("brief", "--since", "2020-01-01"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_nothing_harmful_reaches_a_picture_or_a_document(name: str, hostile: Path, ct: Ct, tmp_path: Path) -> None:
    from lxml import etree

    ran = ct(*FILES[name], "--out", str(tmp_path / name), folder=hostile)
    assert (ran.code, ran.err) == (0, "")
    data = (tmp_path / name).read_bytes()
    if name.endswith(".docx"):
        with zipfile.ZipFile(tmp_path / name) as file:
            data = file.read("word/document.xml")
            targets = etree.fromstring(file.read("word/_rels/document.xml.rels")).xpath("//@Target[../@TargetMode]")
        assert all(one.startswith("https://") for one in targets)
    text = data.decode()
    for harmful in ("\x1b", "\x9b", "\x07", "\u202e", "\x00"):
        assert harmful not in text
    tags = {etree.QName(one).localname for one in etree.fromstring(data).iter()}
    assert not tags & {"script", "foreignObject", "image", "iframe", "b"} - ({"b"} if name.endswith(".docx") else set())


@pytest.mark.parametrize("words", SINKS, ids=" ".join)
def test_nothing_harmful_reaches_an_output(
    words: tuple[str, ...], hostile: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    if words[0] == "log":
        commit(
            hostile, "::error::\x1b[31m a | <b>b</b> [/] \u202e", author="::warning:: \x9b[x](javascript:a) @everyone"
        )
    ran = ct(*words, folder=hostile, columns=400)
    assert ran.code == (1 if words[0] == "verify" else 0)
    assert ran.err == ""
    for harmful in ("\x1b", "\x9b", "\x07", "\u202e", "\x00"):
        assert harmful not in ran.out
    commands = [line for line in ran.out.splitlines() if line.lstrip().startswith("::")]
    assert all("github" in words and re.match("::(error|warning) file=[^:]*::", line) for line in commands)


WRITES = [
    ("update", "dijken", "--status", "implemented", "--letter", "2020-06", "--note", "::error::x [red]y[/] <b> a | b =1"),
    ("set", "dijken", "title=::error::x [red]y[/] <b> a | b =1", "owner=ministerie", "budget.1.note="),
    ("set", "dijken", "history.1.note=", "title_nl=", "--dry-run"),
    ("add", "--id", "x", "--title", "::warning::[bold]x", "--owner", "ministerie", "--status", "announced", "--letter", "2020-06"),
    ("letters", "add", "--date", "2021-01-01", "--title", "::error::[red]", "--reference", "::error::x", "--dry-run"),
    ("merge", "measures.yaml", "measures.yaml", "other.yaml"),
]  # fmt: skip


@pytest.mark.parametrize("words", WRITES, ids=lambda words: " ".join(words)[:40])
def test_nothing_harmful_reaches_an_output_of_what_writes(
    words: tuple[str, ...], hostile: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (hostile / "other.yaml").write_text(HOSTILE.replace("name: Ministry", "name: '::error::x'"), encoding="utf-8")
    ran = ct(*words, folder=hostile, columns=400)
    assert ran.code == 0
    assert ran.out
    for harmful in ("\x1b", "\x9b", "\x07", "\u202e", "\x00"):
        assert harmful not in ran.out + ran.err
    assert not [line for line in (ran.out + ran.err).splitlines() if line.lstrip().startswith("::")]
    assert ct("check", folder=hostile).code == 0


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


def test_outside_a_workflow_text_that_looks_like_a_command_is_shown_as_written(hostile: Path, ct: Ct) -> None:
    assert "    ::error file=x::a workflow command" in ct("show", "dijken", folder=hostile).out


def test_no_cell_of_a_spreadsheet_is_a_formula(hostile: Path, ct: Ct) -> None:
    for command in (("list",), ("timeline",), ("due",), ("budget",), ("stats",)):
        rows = list(csv.reader(io.StringIO(ct(*command, "--format", "csv", folder=hostile).out)))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert '\'=HYPERLINK("x")\\u202eabc' in ct("list", "--format", "csv", folder=hostile).out.replace('""', '"')


@pytest.mark.slow
def test_markdown_has_no_markup_but_ours(hostile: Path, ct: Ct) -> None:
    from markdown_it import MarkdownIt

    commit(hostile, "<script>alert(1)</script> `a` http://example.org", author="<i>[x](javascript:a)")
    for command in (
        ("list",),
        ("show", "dijken"),
        ("timeline",),
        ("due",),
        ("budget",),
        ("report",),
        ("brief", "--since", "2020-01-01"),
        ("diff", str(EXAMPLE)),
        ("log", "dijken"),
    ):
        text = ct(*command, "--format", "md", folder=hostile).out
        html = MarkdownIt("commonmark").enable("table").render(text)
        assert re.search("@[a-z]", html) is None  # nobody is mentioned
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


LETTER = """---
date: 2020-01-15
title: "[red]letter[/] \\e[31m <b> =1+1"
title_nl: "\\u202Eabc"
sender: waterbord
signatories: ["\\x9bsigner | x", "@everyone"]
reference: "=HYPERLINK(1)"
links: ["https://example.org/a_b*c"]
---

## 1

A digest with [red]markup[/] and <script>alert(1)</script>.
"""


@pytest.mark.parametrize("form", ["table", "plain", "json", "jsonl", "csv", "md"])
def test_a_hostile_letter_does_no_harm(form: str, registry: Callable[..., Path], ct: Ct) -> None:
    text = "version: 1\norganisations: {waterbord: {name: Water Board}}\nmeasures: []\n"
    folder = registry(text, {"2020-01-15-water.md": LETTER})
    whole = [("letters",)] if form in ("jsonl", "csv") else [("letters",), ("letters", "2020-01-15-water")]
    for words in whole:
        ran = ct(*words, "--format", form, folder=folder, columns=300)
        assert (ran.code, ran.err) == (0, "")
        for harmful in ("\x1b", "\x9b", "\u202e"):
            assert harmful not in ran.out
        assert "[red]letter[/]" in ran.out.replace("\\[", "[").replace("\\]", "]")
        if form == "md":
            assert "<script" not in ran.out.replace("\\<", "")


def test_a_hostile_path_does_no_harm(ct: Ct, tmp_path: Path) -> None:
    folder = tmp_path / "e\x1b[31mv"
    folder.mkdir()
    (folder / "measures.yaml").write_text("version: 1\nmeasures: [x]\n", encoding="utf-8")
    for words in (("list",), ("check",)):
        ran = ct(*words, "--registry", str(folder / "measures.yaml"), folder=tmp_path)
        assert "\x1b" not in ran.out + ran.err
        assert "e\\x1b[31mv" in ran.out + ran.err


def test_nothing_that_a_shell_could_run_is_offered_by_completion(registry: Callable[..., Path]) -> None:
    from ctmeasures.cli.complete import _harmless, measures
    from ctmeasures.read.names import names

    folder = registry(
        "version: 1\nmeasures:\n  - {id: a-b, title: 'x \\$(touch y) `z` [/] \"q\" ; | é 12'}\n  - {id: 'bb$(touch y)', title: x}\n"
    )
    assert [key for key, _ in names(str(folder), "measures")] == ["a-b", "bb$(touch y)"]

    context = SimpleNamespace(params={"registry": str(folder)})
    assert measures(context, "") == [("a-b", "x (touch y) z q é 12")]
    assert _harmless("a [b] $c `d` \\e") == "a b c d e"


@pytest.mark.parametrize(
    ("text", "cell"),
    [("-1+1", "'-1+1"), ("plan;=1", "plan;'=1"), ("a, @x", "a, '@x"), ("a-b = c", "a-b = c"), ("＝1", "'＝1")],
)
def test_a_cell_is_text_in_every_spreadsheet(text: str, cell: str) -> None:
    from ctmeasures.render.data.forms import _cell

    assert all(_cell(text, ("false", "true"), dutch) == cell for dutch in (False, True))
