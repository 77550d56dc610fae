"""Every code point at every sink: what cannot be seen, or commands, is shown as its escape; what is drawn can be parsed."""

import csv
import io
import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import pytest
import yaml
from support import Ran

from ctmeasures.model.characters import FORBIDDEN, INVISIBLE, UNSAFE, harmless
from ctmeasures.render.look import Look
from ctmeasures.render.patch import patch
from ctmeasures.render.safe import clean

Ct = Callable[..., Ran]

EMOJI = "\ufe0e\ufe0f"
# Unicode's own list (DerivedCoreProperties.txt, Default_Ignorable_Code_Point), and what is blank though it is no space
IGNORABLE = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff"
    "\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\u2800]"
)


def bad(character: str) -> bool:
    """Tell, by Unicode's data, whether a character is a command, half of one, the end of a line, or none."""
    code = ord(character)
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    kind = unicodedata.category(character)
    return noncharacter or kind in ("Cc", "Cs", "Zl", "Zp")


@cache
def every() -> list[str]:
    """Return every code point of Unicode as a character."""
    return [chr(code) for code in range(0x110000)]


@cache
def all_bad() -> frozenset[str]:
    """Return those that must not come through as they are."""
    return frozenset(filter(bad, every())) | frozenset(re.findall(IGNORABLE, "".join(every())))


def left(text: str) -> set[str]:
    """Return the characters in a text that should not be there; its own line ends may."""
    return (set(text) & all_bad()) - {"\n"}


@pytest.mark.slow
def test_the_table_says_what_unicode_says() -> None:
    wanted, unsafe = all_bad() - {"\t", "\n"}, re.compile(UNSAFE)
    assert {one for one in every() if unsafe.search(f"x{one}y")} == wanted
    any_of = re.compile(f"{FORBIDDEN}|{INVISIBLE}|{UNSAFE}")
    assert not [one for one in every() if harmless(one) and any_of.search(one)]
    assert not left(clean("".join(every())))


def test_a_variation_selector_stands_behind_a_character_only() -> None:
    assert clean("❤\ufe0f and ☎\ufe0e") == "❤\ufe0f and ☎\ufe0e"
    assert clean("\ufe0fa \ufe0fb c\ufe0f\ufe0e\ufe0f") == "\\ufe0fa \\ufe0fb c\ufe0f\\ufe0e\\ufe0f"


def batches() -> tuple[list[str], list[str]]:
    """Return what must not come through and what may; of the letters of great scripts, and of what is assigned to nobody, some.

    That none of those is changed is shown above, where it takes no time.
    """
    points = [one for one in every() if not "\ud800" <= one <= "\udfff"]  # of pairs, halves come in no file
    return (
        [one for one in points if (one in all_bad() and one not in "\t\n\r") or one in EMOJI],
        [
            one
            for one in points
            if one not in all_bad() and (unicodedata.category(one) not in ("Lo", "Cn", "Co") or ord(one) % 97 < 2)
        ],
    )


def spelled(characters: list[str], between: str) -> str:
    """Return them as YAML writes them in double quotes."""
    return "".join(f"{between}\\U{ord(one):08x}" for one in characters)


REGISTRY = """version: 1
title: "{0}"
organisations: {{waterbord: {{name: "{0}", name_nl: "{0}"}}, ministerie: {{name: Ministry}}}}
areas: {{build: {{name: "{0}"}}}}
measures:
  - id: dijken
    title: "{0}"
    title_nl: "{0}"
    area: build
    owner: waterbord
    budget: [{{letter: 2020-01-15-water, passage: 3, quote: "{1}", amount: 3, unit: EUR million, note: "{0}"}}]
    history: [{{date: 2020-01-15, status: announced, letter: 2020-01-15-water, passage: 2, quote: "{1}", note: "{0}", due: 2021}}]
"""
TEXTS = (
    *(("list", "--format", form) for form in ("table", "plain", "md", "json", "jsonl", "csv")),
    *(("show", "dijken", "--format", form) for form in ("table", "plain", "md", "json")),
    *(("export", form) for form in ("csv", "json", "jsonl", "md", "ics")),
    *(("report", "--format", form) for form in ("md", "html")),
    *(("check", "--format", form) for form in ("text", "json", "md", "github")),
)


class Page(HTMLParser):
    """All texts and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for _, value in attrs if value]


def page(text: str) -> str:
    parser = Page()
    parser.feed(text)
    parser.close()
    return "".join(parser.said)


def parsed(text: str, form: str) -> str:
    """Return what an independent parser finds in a text; JSON keeps every character, as an escape in the text itself."""
    if form == "json":
        json.loads(text)
    elif form == "jsonl":
        [json.loads(line) for line in text.splitlines()]
    elif form == "csv":
        csv.field_size_limit(2**24)
        return "".join("".join(row) for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    elif form == "ics":
        said = icalendar.Calendar.from_ical(text).walk()
        return "".join(str(value) for part in said for value in part.values())
    elif form == "html":
        return page(text)
    return text.replace("@\u200b", "@")


@pytest.fixture(params=[0, pytest.param(1, marks=pytest.mark.slow)], ids=["bad", "good"])
def folder(request: pytest.FixtureRequest, registry: Callable[..., Path]) -> Path:
    found = batches()[request.param]
    between = "" if request.param else "x"  # behind which a variation selector may stand
    words = [one for one in found if not one.isspace()]  # a long quote is an error
    return registry(REGISTRY.format(spelled(found, between), spelled(words, between)))


@pytest.mark.slow
def test_texts(folder: Path, ct: Ct) -> None:
    for words in TEXTS:
        ran = ct(*words, folder=folder, columns=400)
        assert (ran.code, ran.err) == (0, ""), words
        said = ran.out.removeprefix("\ufeff").replace("\r\n", "\n")
        assert not left(said), words
        assert not left(parsed(said if words[-1] != "ics" else ran.out, words[-1])), words


@pytest.mark.slow
def test_the_database(folder: Path, ct: Ct, tmp_path: Path) -> None:
    assert ct("export", "sqlite", "--out", str(tmp_path / "x.db"), folder=folder).code == 0
    with sqlite3.connect(tmp_path / "x.db") as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            for row in database.execute(f'select * from "{table}"'):
                assert not any(left(one) for one in row if isinstance(one, str)), table
    database.close()


@pytest.mark.slow
def test_the_site_and_its_feeds(folder: Path, ct: Ct, tmp_path: Path) -> None:
    assert ct("site", "--out", str(tmp_path / "site"), folder=folder).code == 0
    feeds = 0
    for path in (tmp_path / "site").rglob("*"):
        if path.suffix == ".html":
            text = path.read_text(encoding="utf-8")
            assert not left(text) | left(page(text)), path.name
        elif path.suffix in (".xml", ".atom"):
            text = path.read_text(encoding="utf-8")
            assert not left(text) | left("".join(ET.fromstring(text).itertext())), path.name
            assert not feedparser.parse(text).bozo
            feeds += 1
    assert feeds >= 2  # in both languages


@pytest.mark.slow
def test_a_patch() -> None:
    for odd in sorted(all_bad() - set("\t\n")):
        assert not left(patch("x", "a\n", f"a x{odd}y\n", Look()))


@pytest.mark.parametrize("odd", ["\u115f", "\u2800", "\ufdd0", "\U0001ffff", "\U000e0041", "\u206a", "\t", "\x1b"])
def test_what_is_typed_is_held_to_the_same_table(odd: str, registry: Callable[..., Path], ct: Ct) -> None:
    folder = registry(REGISTRY.format("x", "x"))
    ran = ct("set", "dijken", f"title=a{odd}b", folder=folder)
    assert ran.code == 2
    assert f"the invisible character U+{ord(odd):04X}" in ran.err


@pytest.mark.slow
def test_what_stands_in_a_file_is_named(registry: Callable[..., Path], ct: Ct) -> None:
    odd = sorted(all_bad() - set("\t\n\r"))
    folder = registry(
        REGISTRY.format("x", "x")
        + "".join(f"# x{one}y\n" for one in odd if not "\ud800" <= one <= "\udfff" and one != "\ufeff")
    )
    found = json.loads(ct("check", "--format", "json", folder=folder).out)
    assert found["problems"]


def test_an_emoji_survives_a_change_of_its_quoted_text(registry: Callable[..., Path], ct: Ct) -> None:
    folder = registry(REGISTRY.format("x", "x"))
    assert ct("set", "dijken", "title=a ❤\ufe0f b", folder=folder).code == 0
    text = (folder / "measures.yaml").read_text(encoding="utf-8")
    assert "a ❤\ufe0f b" in text
    assert yaml.safe_load(text)["measures"][0]["title"] == "a ❤\ufe0f b"
