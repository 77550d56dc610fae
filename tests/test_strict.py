"""The strict reader: every scalar as written, with its exact place; every fault with its code, line and column."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from support import STUCK

from ctmeasures.checks import check
from ctmeasures.model.place import Document, Level, Problem
from ctmeasures.read.nodes import LOADERS, MAX_DEPTH, Mapping, Node, Scalar, Sequence, parse, place
from ctmeasures.read.registry import load
from ctmeasures.read.text import MAX_FAULTS, decode, one_line

HERE = "▸"  # stands in a text right before the place of the problem, and is taken out before reading

LOADER_IDS = ("libyaml", "python")
both_loaders = pytest.mark.parametrize("loader", list(LOADERS), ids=LOADER_IDS)
Loader = type[Any]


def read(text: str, loader: Loader = LOADERS[0]) -> Node:
    root, problems = parse(Document("f.yaml", text), loader=loader)
    assert root is not None
    assert problems == []
    return root


def tree(node: Node | None) -> object:
    """Return the texts of a node, as yaml.BaseLoader would."""
    if isinstance(node, Sequence):
        return [tree(item) for item in node.items]
    if isinstance(node, Mapping):
        assert list(node.keys) == list(node.entries)
        return {key: tree(entry) for key, entry in node.entries.items()}
    return node.text if isinstance(node, Scalar) else None


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield all keys and texts of a node, in the order of the file."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for key, word in node.keys.items():
            yield word
            yield from scalars(node.entries[key])


def faults(text: str, loader: Loader = LOADERS[0]) -> list[str]:
    """Return every problem of a text as `line:column code`."""
    document, problems = decode("f.yaml", text.encode())
    return said([*problems, *parse(document, loader=loader)[1]])


def said(problems: list[Problem]) -> list[str]:
    return [f"{one.place.line}:{one.place.column} {one.code}" for one in problems]


def marked(text: str) -> tuple[str, list[str]]:
    """Return a text without its marks, and `line:column` of each mark."""
    parts = text.split(HERE)
    before = ["".join(parts[:number]) for number in range(1, len(parts))]
    return "".join(parts), [f"{one.count(chr(10)) + 1}:{len(one) - one.rfind(chr(10))}" for one in before]


# What is read


@both_loaders
@pytest.mark.parametrize(
    "written",
    ["no", "yes", "on", "off", "y", "n", "true", "True", "null", "Null", "~", "012", "0o14", "0x1F", "1_000", "12:30",
     "12:30:45", "2017", "2017-09-01", "2017-09-01T12:00:00Z", "1.10", "1e3", ".5", ".inf", ".nan", "+1", "-0", "=", "<",
     "15,2 37 28,8", "a:b", "a#b", "it's", 'say "no"', "-1", "- x"[2:], "€ 10", "*"[1:] + "x*", "https://example.org/#a"],
)  # fmt: skip
def test_every_scalar_is_kept_as_written(written: str, loader: Loader) -> None:
    assert tree(read(f"key: {written}\n", loader)) == {"key": written}
    assert tree(read(f"- {written}\n", loader)) == [written]
    assert tree(read(f"{written if written != '=' else 'eq'}: x\n", loader)) == {
        written if written != "=" else "eq": "x"
    }
    quoted = written.replace("'", "''")
    assert tree(read(f"key: '{quoted}'\n", loader)) == {"key": written}


PLACES = """\
name: Café 🙂 über
🙂: "é 🙂 – x"
'quoted key': 'it''s é'
escaped: "a\\u00e9\\n\\"b\\""
empty:
quoted_empty: ''
list: [één, "twee", {drie: '4'}]
- x
"""
AS_WRITTEN = [
    ("name", "name"), ("Café 🙂 über", "Café 🙂 über"),
    ("🙂", "🙂"), ("é 🙂 – x", '"é 🙂 – x"'),
    ("quoted key", "'quoted key'"), ("it's é", "'it''s é'"),
    ("escaped", "escaped"), ('aé "b"', '"a\\u00e9\\n\\"b\\""'),
    ("empty", "empty"), ("", ""),
    ("quoted_empty", "quoted_empty"), ("", "''"),
    ("list", "list"), ("één", "één"), ("twee", '"twee"'), ("drie", "drie"), ("4", "'4'"),
]  # fmt: skip


@both_loaders
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no-bom", "bom"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_place_of_a_scalar_is_exact(end: str, mark: str, loader: Loader) -> None:
    text = PLACES.removesuffix("- x\n").replace("\n", end)
    document, problems = decode("f.yaml", (mark + text).encode())
    assert (document.text, problems) == (text, [])
    root, problems = parse(document, loader=loader)
    assert problems == []
    assert root is not None
    assert [(one.text, text[one.start : one.end]) for one in scalars(root)] == AS_WRITTEN
    offset = 0
    for one in scalars(root):
        assert one.start >= offset
        offset = one.end


@both_loaders
def test_a_text_of_several_lines_is_folded_and_its_place_is_all_of_them(loader: Loader) -> None:
    text = (
        'plain: een\n  twee # comment\nquoted: "drie\n  vier"\nblock: |\n  vijf\n  zes\nfolded: >-\n  zeven\n  acht\n'
    )
    root = read(text, loader)
    values = {key: (entry.text, text[entry.start : entry.end].rstrip()) for key, entry in root.entries.items()}
    assert values == {
        "plain": ("een twee", "een\n  twee"),
        "quoted": ("drie vier", '"drie\n  vier"'),
        "block": ("vijf zes", "|\n  vijf\n  zes"),
        "folded": ("zeven acht", ">-\n  zeven\n  acht"),
    }


@both_loaders
def test_part_of_a_text_keeps_the_places_of_the_whole(loader: Loader) -> None:
    text = "é---\na: 🙂\nb: [x]\n---\nno: [yaml\n"
    document = Document("letter.md", text)
    root, problems = parse(document, 5, text.index("---", 5), loader)
    assert problems == []
    assert root is not None
    assert [text[one.start : one.end] for one in scalars(root)] == ["a", "🙂", "b", "x"]
    assert str(place(document, root, ("b",))) == "letter.md:3:4"
    _, problems = parse(Document("letter.md", "--\na: 1\na: 2\n--\n"), 3, 13, loader)
    assert said(problems) == ["3:1 duplicate-key"]


@both_loaders
def test_a_field_knows_its_place_or_the_nearest_one_around_it(loader: Loader) -> None:
    document = Document("f.yaml", "- id: een\n  links: [a, b]\n  sub: {x: 1}\n- id: twee\n")
    root, _ = parse(document, loader=loader)
    assert root is not None
    paths: list[tuple[str | int, ...]] = [(), ("id",), ("links", 1), ("links", 9), ("none",), ("sub",)]
    assert [str(place(document, root, (0, *path))) for path in paths] == [
        "f.yaml:1:3", "f.yaml:1:7", "f.yaml:2:14", "f.yaml:2:10", "f.yaml:1:3", "f.yaml:3:9",
    ]  # fmt: skip
    assert str(place(document, root, (1, "id", "too", "deep"))) == "f.yaml:4:7"


@both_loaders
def test_it_is_known_whether_a_text_had_quotation_marks(loader: Loader) -> None:
    root = read("- null\n- 'null'\n- \"null\"\n- |\n  null\n", loader)
    assert [item.plain for item in root.items] == [True, False, False, False]


@both_loaders
@pytest.mark.parametrize("nothing", ["null", "Null", "NULL", "~"])
def test_null_is_no_value_for_a_field(registry: Callable[..., Path], nothing: str, loader: Loader) -> None:
    text = f"version: 1\nmeasures: []\norganisations:\n  politie:\n    name: {nothing}\n"
    assert said(list(load(str(registry(text, {}) / "measures.yaml"), loader).problems)) == ["5:11 empty-value"]


@both_loaders
@pytest.mark.parametrize("word", ["'null'", '"~"', "nul", "none", "nil"])
def test_null_in_quotation_marks_is_a_text(registry: Callable[..., Path], word: str, loader: Loader) -> None:
    text = f"version: 1\nmeasures: []\norganisations:\n  politie:\n    name: {word}\n"
    loaded = load(str(registry(text, {}) / "measures.yaml"), loader)
    assert loaded.problems == ()
    assert loaded.registry.organisations["politie"].name == word.strip("'\"")


# Faults, and where: a ▸ in the input marks the place that must be reported


@both_loaders
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("control-character", "a: 1\nbé🙂: x▸\x00y\n"),
        ("control-character", "a: x▸\x1b[31mred\n"),
        ("control-character", "a: x▸\x7fy\n"),
        ("control-character", "a: x▸\x85y\n"),
        ("control-character", "a: x▸\u2028y\n"),
        ("control-character", "a: x▸\u2029y\n"),
        ("control-character", "a: x▸\ufeffy\n"),
        ("control-character", "a: x▸\uffffy\n"),
        ("control-character", "a: x▸\ry\n"),
        ("control-character", "a: '▸\x08'\n"),
        ("control-character", "# ▸\x07\na: 1\n"),
        ("invisible-character", "a: x▸\u200by\n"),
        ("invisible-character", "é: 'x▸\u202ey'\n"),
        ("invisible-character", "# x▸\u00ady\na: 1\n"),
        ("tab-indentation", "a:\n▸\tb: 1\n"),
        ("tab-indentation", "a: 1\n▸\tb: 2\n"),
        ("tab-indentation", "measures:\n  - id: x\n▸\ttitle: y\n"),
        ("tab-indentation", "a:\n  - b: 1\n  ▸\tc: 2\n"),
        ("tab-indentation", "▸\ta: 1\n"),
        ("tab-indentation", "a:\n  -▸\tb: 1\n"),
        ("yaml-syntax", "a: b▸: c\n"),
        ("yaml-syntax", "title: Syria▸: a new plan\n"),
        ("yaml-syntax", "a: 1\n  b▸: 2\n"),
        ("yaml-syntax", "a:\n    b: 1\n  ▸c: 2\n"),
        ("yaml-syntax", "a: 1\n▸- b\n"),
        ("yaml-syntax", "- a\n▸b: 1\n"),
        ("yaml-syntax", "a: ▸[1, 2\nb: 3\n"),
        ("yaml-syntax", "a: ▸{b: 2\nc: 3\n"),
        ("yaml-syntax", "a: [1,▸,2]\n"),
        ("yaml-syntax", "a: ▸]\n"),
        ("yaml-syntax", "a: 1\nb: ▸'c\nd: e\n"),
        ("yaml-syntax", 'a: 1\nb: ▸"c\nd: e\n'),
        ("yaml-syntax", "a: 1\né: ▸%x\n"),
        ("yaml-syntax", "a: ▸@x\n"),
        ("yaml-syntax", "a: ▸`x`\n"),
        ("yaml-syntax", "a: 1\n...\n▸b: 2\n"),
        ("yaml-syntax", "▸%YAML 2.0\n---\na: 1\n"),
        ("duplicate-key", "a: 1\nb: 2\n▸a: 3\n"),
        ("duplicate-key", "a: 1\n▸'a': 2\n"),
        ("duplicate-key", "x:\n  é: {b: 1, ▸b: 2}\n"),
        ("duplicate-key", "2017: 1\n▸'2017': 2\n"),
        ("anchor", "a: ▸&x 1\nb: 2\n"),
        ("anchor", "a: ▸&x [1]\n"),
        ("anchor", "a: 1\nb: ▸*x\n"),
        ("anchor", "- ▸*x\n"),
        ("anchor", "▸*x : 1\n"),
        ("tag", "a: ▸!!str 1\n"),
        ("tag", "a: ▸!x {b: 1}\n"),
        ("tag", "a: ▸!!python/object/apply:os.system [id]\n"),
        ("tag", "▸! a\n"),
        ("key-not-text", "▸[a]: 1\n"),
        ("key-not-text", "? ▸{a: 1}\n: 2\n"),
        ("second-document", "a: 1\n▸---\nb: 2\n"),
        ("second-document", "---\na: 1\n...\n▸---\nb: 2\n"),
        ("conflict-marker", "a: 1\n▸<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> theirs\n"),
        ("conflict-marker", "a:\n  - 1\n▸<<<<<<< HEAD\n  - 2\n||||||| base\n=======\n  - 3\n>>>>>>> x: y\n"),
        ("too-deep", "[" * MAX_DEPTH + "▸[" + "]" * (MAX_DEPTH + 1)),
        ("too-deep", "- " * MAX_DEPTH + "▸- x\n"),
        ("empty-file", "▸"),
        ("empty-file", "▸# only a comment\n"),
        ("empty-file", "▸\n\n"),
    ],
)  # fmt: skip
def test_a_fault_has_its_code_and_its_place(code: str, text: str, loader: Loader) -> None:
    text, places = marked(text)
    assert faults(text, loader) == [f"{place} {code}" for place in places]


@both_loaders
def test_a_merge_key_is_refused(loader: Loader) -> None:
    text, (place,) = marked("a: 1\n▸<<: {b: 1}\n")
    assert faults(text, loader) == [f"{place} merge-key"]


@both_loaders
def test_a_merge_key_in_quotation_marks_is_a_word(loader: Loader) -> None:
    assert tree(read("'<<': 1\n", loader)) == {"<<": "1"}


@both_loaders
def test_a_merge_of_an_alias_is_refused(loader: Loader) -> None:
    text, _ = marked("a: &x {b: 1}\nc:\n  <<: *x\n")
    assert "1:4 anchor" in faults(text, loader)
    assert "3:7 anchor" in faults(text, loader)


@both_loaders
def test_an_unknown_escape_is_reported_on_its_line(loader: Loader) -> None:
    (fault,) = faults('a: 1\nb: "\\q"\n', loader)  # the loaders differ by one column: the backslash, or what follows it
    assert fault in ("2:5 yaml-syntax", "2:6 yaml-syntax")


@both_loaders
def test_conflict_markers_with_crlf(loader: Loader) -> None:
    text, places = marked("a: 1\n▸<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> theirs\n")
    assert faults(text.replace("\n", "\r\n"), loader) == [f"{place} conflict-marker" for place in places]


@both_loaders
@pytest.mark.parametrize("text", ["a: x <<<<<<< y\nb: [\n", "# <<<<<<< y\n\tb: 1\n", "  <<<<<<< HEAD\n: : :\n"])
def test_what_only_looks_like_a_conflict_hides_no_fault(text: str, loader: Loader) -> None:
    assert [fault.split()[1] for fault in faults(text, loader)] in (["yaml-syntax"], ["tab-indentation"])


@both_loaders
def test_two_aliases_as_keys_are_no_duplicates(loader: Loader) -> None:
    text, places = marked("▸*a : 1\n▸*b : 2\n")
    assert faults(text, loader) == [f"{place} anchor" for place in places]


@both_loaders
@pytest.mark.parametrize(
    "text",
    [
        'a: "\\U00110000"\n',  # ValueError: chr() arg not in range
        'a: "\\UFFFFFFFF"\n',  # OverflowError
        f"%YAML 1.{'9' * 5000}\n---\na: 1\n",  # ValueError: exceeds the limit for integer string conversion
        'a: "\\ud800"\n',  # no error, and a text that cannot be printed
    ],
    ids=["beyond-unicode", "beyond-an-int", "long-version", "surrogate"],
)
def test_a_number_out_of_range_is_a_problem_and_no_crash(text: str, loader: Loader) -> None:
    _, problems = parse(Document("f.yaml", text), loader=loader)
    assert [problem.code for problem in problems] == ["yaml-syntax"]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"a: \xff\n", "1:4"),
        ("a: 1\nbé🙂: caf".encode() + b"\xe9\n", "2:9"),
        (b"\xef\xbb\xbfa: \xff\n", "1:4"),
        (b"a: 1\r\nb: \x80\r\n", "2:4"),
        (b"a: \xed\xa0\x80\n", "1:4"),  # a surrogate
        (b"a: \xc0\xaf\n", "1:4"),  # an overlong form
        (b"a: \xe2\x82", "1:4"),  # cut off
        ("a: 1\n".encode("utf-16"), "1:1"),
    ],
)
def test_bytes_that_are_no_text_have_a_place(data: bytes, place: str) -> None:
    document, problems = decode("f.yaml", data)
    assert said(problems) == [f"{place} not-utf8"]
    assert document.path == "f.yaml"


def test_a_file_over_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTMEASURES_MAX_MIB", "1")
    data = b"a: 1\n#" + b"-" * (2**20 - 6)
    assert said(decode("f.yaml", data)[1]) == []
    document, problems = decode("f.yaml", data + b"-")
    assert (said(problems), document.text) == (["1:1 too-large"], "")


def test_of_very_many_forbidden_characters_the_first_are_reported() -> None:
    _, problems = decode("f.yaml", b"\x00" * 5000)
    assert [problem.code for problem in problems] == ["control-character"] * MAX_FAULTS + ["too-many-problems"]
    _, problems = decode("f.yaml", ("\x00" * 600 + "\u200b" * 5000).encode())
    assert len(problems) == MAX_FAULTS + 1
    assert problems[-1].code == "too-many-problems"


@both_loaders
def test_all_faults_are_reported_at_once(loader: Loader) -> None:
    text, places = marked("a: ▸&x 1\nb: ▸!t 2\n▸a: ▸*x\n▸[c]: {d: 1, ▸d: 2}\n")
    codes = ["anchor", "tag", "duplicate-key", "anchor", "key-not-text", "duplicate-key"]
    assert faults(text, loader) == [f"{place} {code}" for place, code in zip(places, codes, strict=True)]


@both_loaders
def test_what_was_refused_does_not_shift_what_follows(loader: Loader) -> None:
    root, _ = parse(Document("f", "a: 1\na: 2\n[k]: 3\nb: 4\nc: &x 5\nd: *x\n"), loader=loader)
    assert tree(root) == {"a": "1", "b": "4", "c": "5", "d": ""}


# Faults of the registry, as the last row but three of the table says


@pytest.mark.parametrize("loader", list(LOADERS), ids=LOADER_IDS)
@pytest.mark.parametrize(
    ("code", "old", "new", "nearest"),
    [
        ("unknown-key", "title: A dike", "▸titel: A dike\n    title: x", "title"),
        ("missing-key", "owner: waterbord", "partners: [waterbord]", None),
        ("unknown-status", "status: announced", "status: ▸anounced", "announced"),
        ("unknown-organisation", "owner: waterbord", "owner: ▸watrbord", "waterbord"),
        ("unknown-letter", "letter: 2020-01-15-water", "letter: ▸2020-01-16-water", "2020-01-15-water"),
        ("unknown-passage", "passage: 2", "passage: ▸5", "4"),
        ("bad-date", "date: 2020-01-15", "date: ▸2019-02-29", "2019-02-28"),
        ("bad-date", "date: 2020-01-15", "date: ▸2019-13", "2019-12"),
        ("event-after-letter", "date: 2020-01-15", "date: ▸2020-01-16", "2020-01-15"),
        ("duplicate-id", "id: mus", "id: ▸dijken", None),
        ("unsorted-id", "id: mus", "id: ▸aap", None),
        ("bad-id", "id: dijken", "id: ▸Dijken", "dijken"),
        ("empty-value", "title: A dike", "title:▸", None),
        ("empty-value", "title: A dike", "title: ▸''", None),
        ("wrong-shape", "title: A dike", "title: ▸[A dike]", None),
        ("bad-version", "version: 1", "version: ▸2", "1"),
    ],
)
def test_faults_of_the_registry_have_their_places_too(
    registry: Callable[[str], Path], code: str, old: str, new: str, nearest: str | None, loader: Loader
) -> None:
    text = """\
version: 1
organisations:
  ministerie: {name: Ministry}
  waterbord: {name: Water Board}
measures:
  - id: dijken
    title: A dike
    owner: waterbord
    history:
      - date: 2020-01-15
        status: announced
        letter: 2020-01-15-water
        passage: 2
        quote: Twelve dikes
  - id: mus
    title: A sparrow
    owner: waterbord
    history:
      - {date: 2020-01-15, status: announced, letter: 2020-01-15-water, passage: 2, quote: Twelve dikes}
"""
    text, places = marked(text.replace(old, new, 1))
    loaded = load(str(registry(text) / "measures.yaml"), loader)
    problems = [problem for problem in (*loaded.problems, *check(loaded.registry)) if problem.level is Level.ERROR]
    (place,) = places or ["6:5"]  # a missing key is reported at the record's first one
    assert said(problems) == [f"{place} {code}"]
    assert problems[0].nearest == nearest


@both_loaders
def test_markup_escapes_and_formulas_are_texts_like_others(loader: Loader) -> None:
    text = "- '[red]x[/]'\n- <script>x</script>\n- =1+1\n- '@x'\n- \"\\e[31m\"\n- '::error::x'\n"
    assert tree(read(text, loader)) == ["[red]x[/]", "<script>x</script>", "=1+1", "@x", "\x1b[31m", "::error::x"]


# Hostile depth and size

BOMB = "a: &a [lol]\n" + "".join(
    f"{name}: &{name} [{', '.join(9 * [f'*{before}'])}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "a million [": ("[" * 1_000_000, "1:33 too-deep"),
    "30,000 [": ("[" * 30_000, "1:33 too-deep"),
    "30,000 [ on lines": ("[\n" * 30_000, "33:1 too-deep"),
    "300,000 {a: ": ("{a: " * 300_000, "1:129 too-deep"),
    "500,000 - ": ("- " * 500_000, "1:65 too-deep"),
    "500,000 ? ": ("? " * 500_000, "1:65 too-deep"),
    "2,000 levels of indentation": ("".join(" " * level + "a:\n" for level in range(2000)), "33:33 too-deep"),
    "9 levels of aliases": (BOMB, "9:40 anchor"),
    "100,000 anchors": ("".join(f"- &a{number} x\n" for number in range(100_000)), "1001:3 too-many-problems"),
    "100,000 aliases": ("- *a\n" * 100_000, "1001:3 too-many-problems"),
    "100,000 times a key": ("a: 1\n" * 100_000, "1002:1 too-many-problems"),
    "100,000 ]": ("]" * 100_000, "1:1 yaml-syntax"),
    "a million quotation marks": ('"' * 1_000_001, "1:3 yaml-syntax"),
    "100,000 !": ("!" * 100_000, "1:1 tag"),
}  # fmt: skip


@pytest.mark.slow
@both_loaders
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_once(name: str, loader: Loader) -> None:
    text, last = HOSTILE[name]
    _, problems = parse(Document("f.yaml", text), loader=loader)
    assert said(problems)[-1] == last
    assert len(problems) <= MAX_FAULTS + 1


SURVIVE = """
import sys, yaml
from ctmeasures.model.place import Document
from ctmeasures.read.nodes import parse
for loader in (getattr(yaml, 'CSafeLoader', yaml.SafeLoader), yaml.SafeLoader):
    for text in ("[" * 1_000_000, "[" * 30_000, "{a: " * 300_000, "- " * 500_000, sys.stdin.read()):
        root, problems = parse(Document("f", text), loader=loader)
        print(root is None, problems[0].code)
"""


@pytest.mark.slow
def test_the_interpreter_survives_hostile_depth() -> None:
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", SURVIVE], input=BOMB, capture_output=True, text=True, timeout=STUCK, check=False
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    deep = ["True too-deep"] * 4
    assert ran.stdout.splitlines() == [*deep, "False anchor", *deep, "True empty-file"]


@pytest.mark.slow
def test_the_program_survives_hostile_depth(registry: Callable[..., Path]) -> None:
    folder = registry("[" * 1_000_000)
    ran = subprocess.run(
        [sys.executable, "-m", "ctmeasures", "check"], cwd=folder, capture_output=True, text=True, timeout=STUCK, check=False
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "measures.yaml:1:33: error: nested deeper than 32 levels [too-deep]" in ran.stdout
    assert len(ran.stdout) < 2000


@both_loaders
def test_32_levels_are_read(loader: Loader) -> None:
    assert MAX_DEPTH == 32
    node = read("[" * 32 + "x" + "]" * 32, loader)
    for _ in range(31):
        (node,) = node.items
    assert tree(node) == ["x"]


# Lines and excerpts


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb\nX", 3),
        ("a\r\nb\r\nX", 3),
        ("a\rb\rX", 3),
        ("a\r\nb\rc\nX", 4),
        ("a\n\r\nX", 3),
        ("a\r\r\nX", 3),
        ("a\u2028b\u2029c\x85d\x0be\x0cfX", 1),
        ("\u2028\nX", 2),
    ],
)
def test_lines_are_counted_as_editors_count_them(text: str, lines: int) -> None:
    place = Document("f", text).place(text.index("X"), len(text))
    assert place.line == lines
    assert place.excerpt[place.marker :] == "X"


@both_loaders
def test_a_line_separator_does_not_shift_the_lines_below_it(loader: Loader) -> None:
    text, places = marked("a: x▸\u2028y\nb: z▸\u2029\nc: ▸!t 1\n")
    codes = ["control-character", "control-character", "tag"]
    assert faults(text, loader) == [f"{place} {code}" for place, code in zip(places, codes, strict=True)]
    assert faults("a: 1\r\nb: !t 2\r\n", loader) == ["2:4 tag"]
    assert faults("# x\ry\na: !t 2\n", loader) == ["1:4 control-character", "3:4 tag"]


def test_the_end_of_a_text_has_a_place() -> None:
    assert str(Document("f", "").place(0, 0)) == "f:1:1"
    assert str(Document("f", "a\n").place(2, 2)) == "f:2:1"
    assert str(Document("f", "a").place(1, 1)) == "f:1:2"


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
@pytest.mark.parametrize("offset", [0, 5, 79, 80, 81, 500_000, 999_990])
def test_an_excerpt_of_a_line_of_a_megabyte_is_short_and_shows_the_place(offset: int, end: str) -> None:
    line = "x" * offset + "HERE" + "y" * (1_000_000 - offset - 4)
    place = Document("f", f"a: 1{end or chr(10)}{line}{end}z" if end else line).place(
        *(offset + (4 + len(end) if end else 0) + more for more in (0, 4))
    )
    assert (place.line, place.column) == (2 if end else 1, offset + 1)
    assert len(place.excerpt) <= 160
    assert place.excerpt[place.marker : place.marker + place.width] == "HERE"


def test_an_excerpt_is_cut_to_the_first_line_of_the_place() -> None:
    text = "a: 'x\n  y'\n"
    place = Document("f", text).place(3, 10)
    assert (place.excerpt, place.marker, place.width) == ("a: 'x", 3, 2)
    place = Document("f", "x" * 1_000_000).place(10, 1_000_000)
    assert place.marker + place.width <= len(place.excerpt) <= 160


# Laws

pieces = st.sampled_from(
    ["a", "b: ", "- ", "\n", "\n  ", "  ", "\t", "[", "]", "{", "}", ",", "'", '"', "&x ", "*x", "!t ", "|", "> ", ": ",
     "?", "? ", "#", " #", "---", "...", "%", "\\", "\\x41", "\\n", "é", "🙂", "\r\n", "\r", "\ufeff", "\u2028", "<<",
     "null", "~", "@", "`", "%YAML 1.2\n", "-1", "|2", "\x00", "\ud800", "\uffff"],
)  # fmt: skip
yaml_like = st.lists(pieces, max_size=20).map("".join)
any_text = st.text(st.characters(), max_size=60) | yaml_like


@pytest.mark.slow
@both_loaders
@given(text=any_text)
@example(text="\ud800")
@example(text="\x00\x01\ufeff\r")
@example(text="&a *a : !!x ? [")
def test_any_text_gives_a_tree_or_problems_with_places(text: str, loader: Loader) -> None:
    assume("<<<<<<< " not in text)  # see test_what_only_looks_like_a_conflict_hides_no_fault
    document, _ = decode("f", text.encode("utf-8", "replace"))
    root, problems = parse(document, loader=loader)
    assert root is not None or problems
    parse(Document("f", text), loader=loader)  # surrogates too
    lines = document.text.count("\n") + document.text.count("\r") + 1
    for problem in problems:
        assert 1 <= problem.place.line <= lines
        assert problem.place.column >= 1
        assert 0 <= problem.place.marker <= len(problem.place.excerpt) <= 160
    for one in scalars(root) if root is not None and not problems else ():
        assert 0 <= one.start <= one.end <= len(document.text)


@pytest.mark.slow
@given(st.binary(max_size=80) | any_text.map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"\xff\xfe\x00")
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    document, problems = decode("f", data)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        assert [problem.code for problem in problems] == ["not-utf8"]
    else:
        assert document.text == text.removeprefix("\ufeff")
        assert {problem.code for problem in problems} <= {
            "control-character",
            "invisible-character",
            "conflict-marker",
            "line-ends",
        }
    for problem in problems:
        assert 1 <= problem.place.line <= document.text.count("\n") + document.text.count("\r") + 1


# what the strict reader would rightly refuse or replace is left out: other line ends, a byte order mark
texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x85\u2028\u2029\ufeff"), max_size=30)
words = st.sampled_from(
    ["no", "null", "~", "012", "12:30", "1.10", "<<", "=", "", " ", "a: b", "#", "- x", "é\n\n ü", "'"]
)
leaves = words | texts
keys = (st.text("abcdé🙂 :#-'\"", min_size=1, max_size=8) | words).map(one_line).filter(bool)


def nested(leaf: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.recursive(
        leaf, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
    )


class Dumper(yaml.SafeDumper):
    """Writes a value out wherever it stands, without anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


layouts = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "allow_unicode": st.booleans(),
        "width": st.sampled_from([10, 80, 10_000]),
        "indent": st.sampled_from([2, 4]),
        "line_break": st.sampled_from(["\n", "\r\n"]),
        "explicit_start": st.booleans(),
    }
)
numbers = st.none() | st.booleans() | st.integers() | st.floats() | st.dates()


@pytest.mark.slow
@given(nested(leaves | numbers), layouts)
def test_the_tree_of_any_data_is_what_the_base_loader_gives(data: object, layout: dict[str, object]) -> None:
    agree(yaml.dump(data, Dumper=Dumper, **layout))


@pytest.mark.slow
@given(nested(leaves), layouts, st.sampled_from(["'", '"', "|", ">"]))
def test_the_tree_of_any_texts_in_any_style_is_what_the_base_loader_gives(
    data: object, layout: dict[str, object], style: str
) -> None:
    agree(yaml.dump(data, Dumper=Dumper, default_style=style, **layout))


def meant(said: Any) -> Any:
    """Return what YAML says with each text in one line."""
    if isinstance(said, dict):
        return {one_line(key): meant(one) for key, one in said.items()}
    return [meant(one) for one in said] if isinstance(said, list) else one_line(said)


def agree(text: str) -> None:
    """Assert that both loaders give the same tree as yaml.BaseLoader, and the same places."""
    one, two = (read(text, loader) for loader in LOADERS)
    assert tree(one) == tree(two) == meant(yaml.load(text, yaml.BaseLoader))
    places = [[(each.text, each.start, each.end) for each in scalars(root)] for root in (one, two)]
    assert places[0] == places[1]
    for each in scalars(two):
        if each.plain and "\n" not in text[each.start : each.end]:
            assert text[each.start : each.end] == each.text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf16_is_told_so(encoding: str) -> None:
    text = "version: 1\nmeasures:\n  - id: dijken\n    title: Raising twelve dikes\n"
    _, (problem,) = decode("f.yaml", text.encode(encoding))
    assert (problem.code, problem.message) == ("not-utf8", "this looks like UTF-16, not UTF-8 text")
