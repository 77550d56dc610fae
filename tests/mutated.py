"""Damaged registries and letters: small sound ones, changed at random in the ways that break readers of YAML."""

import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

import sound
import spelled
import yaml
from support import EXAMPLE, HERE, ROOT

from ctmeasures.model.fields import EVENT, LETTER, MEASURE, PACKAGE, REGISTRY
from ctmeasures.model.place import Document
from ctmeasures.read.nodes import Mapping, Node, Scalar, parse

Span = tuple[int, int]


class Files(NamedTuple):
    """A registry's bytes and those of its letter files by their paths; no letters: no folder of them."""

    registry: bytes
    letters: dict[str, bytes] | None


TOKENS = (
    "&a ", "*a", "<<: ", "<<: *a", "!!x ", "!!python/object ", "! ", "? ", ": ", "- ", "|+", "|", ">-", ">9", "|0", "'", '"', "''", "[", "]",
    "{", "}", ",", "\t", "\r", "\r\n", "\n", "\n\n", "\n---\n", "\n...\n", "%YAML 1.2\n", "%TAG ! x\n", "#", " #", "# ", "@", "`", "%", "\\",
    "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\xa0", "\xad", "\u2028", "\u2029", "\u200b", "\u202e", "\u2066", "\ufeff", "\ufffe", "\uffff",
    "\U0001f600", "\U000e0041", "\U0010ffff", "e\u0301", "İ", "ß", "\\ud800", '"\\ud800"', '"\\U00110000"', '"\\x00"', '"\\e[31m"', '"\\u202e"', "~",
    "null", "''", '""', "no", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "<script>", "]]>", "[/]", "[red]", "::error::", "=1+1", "|", "${{",
    "{{ x }}", "{% x %}", "%s", "{0}", "../../x", "http://", "javascript:x",
)  # fmt: skip
VALUES = (
    "0000", "0001", "9999", "9999-12", "9999-24", "9999-12-31", "0001-01-01", "2016-02-30", "2017-02-29", "2017-13", "2017-00", "2017-20", "2017-25",
    "2017/2016", "2017/", "/2017", "2017-01-01/2017-01-01", "0001/9999", "9999-23/9999-24", "20170901", "1 March 2017", "Q3 2018", "２０１７", "٢٠١٧",
    "-1", "0", "1", "01", "1.0000", "1e9", "1e999999999", "-0", "0.001", "999999999999.999", "9" * 40, "9" * 5000, "0." + "0" * 400 + "1", "NaN",
    "Infinity", "1_000", "1,5", "0x10", "0o7", "true", "false", "True", "yes", "~", "null", "''", "a: b", "x #y", "a" * 3000, "é" * 300, "- - x", "announced",
    "implemented", "superseded", "withdrawn", "politie", "2020-01-15-water", "2017-01-01-x", "dijken", "kst:29754-391", "celex:32016L0681", "dossier:34359",
    "handelingen:tk-20162017-83-5", "kst-29754-421", "kst:", "https://x.y/(z)", "https://[", "http://x:99999999/", "https://é", "x" * 9 + " " + "y" * 9,
)  # fmt: skip
DATES = (
    "2017", "2017-09", "2017-09-01", "2017-22", "2018-07/2018-09", "1 March 2018", "summer 2018", "Q3 2018", "first half of 2019", "1-3-2017", "1 mrt. 2018",
    "eerste helft van 2019", "H1 2020", "90d", "6 months", "2y", "9999999 years", "31 December 9999", "0 January 0000", "vrijdag 1 maart 2018", "12:30 1 May 2018",
)  # fmt: skip
KINDS = (
    "[]", "{}", "[a, b]", "{a: b}", "[[a], {b: c}]", "{a: [b, {c: d}]}", "[,]", "{a}", "{? a : b}", "|\n      x\n", ">\n  x", "? x", "[~]", "{~: ~}",
    "!!str x", "&b x", "*b", "'x\n\n  y'", '"x\\\n  y"', "- x", "{2015: 1.5}", "{2015: 1.5, 2015: 2}", "[{letter: x}]", "[{date: 2017, status: announced, letter: x}]",
)  # fmt: skip
NAMES = sorted({field.name for shape in (REGISTRY, MEASURE, EVENT, PACKAGE, LETTER) for field in shape.fields})


def pool(rng: Random, random_ones: int = 120) -> list[Files]:
    """Return small registries, nearly all of them sound: those of the tests, random ones, pieces of the repository's own."""
    example = {f"letters/{file.name}": file.read_bytes() for file in sorted((EXAMPLE / "letters").glob("*.md"))}
    found = [Files((EXAMPLE / "measures.yaml").read_bytes(), example)] * 8
    for path in sorted((HERE / "checks").glob("*/*.yaml")):
        own = path.with_name(f"{path.stem}-letters")
        letters = {f"letters/{file.name}": file.read_bytes() for file in sorted(own.glob("*.md"))}
        found.append(Files(path.read_bytes(), letters or example))
    for _ in range(random_ones):
        said = _holding(rng, spelled.sound(rng))
        text = spelled.Speller(rng).document(said) if rng.random() < 0.5 else yaml.dump(said, allow_unicode=True)
        found.append(Files(text.encode(), sound.letters()))
        found.append(_piece(rng))
    found.append(Files(found[0].registry, None))
    return found


def _holding(rng: Random, said: Any) -> Any:
    """Make the checks hold in random data too: no event after its letter, no long quote."""
    for one in said["measures"]:
        for event in one["history"]:
            event["date"] = rng.choice(("2016", "2016-09", "2016-22", "2016-12-31", "2017-01-01", "2016-01/2016-02"))
            event["quote"] = " ".join(event.get("quote", "x").split()[:8])
    return said


def _piece(rng: Random) -> Files:
    """Cut one or two measures out of the repository's own registry, with what they refer to."""
    text = (ROOT / "measures.yaml").read_text(encoding="utf-8")
    heads = re.split(r"^(?=[a-z_]+:)", text, flags=re.MULTILINE)
    *above, last = heads
    records = re.split(r"^(?=  - id:)", last, flags=re.MULTILINE)
    chosen = "".join(records[number] for number in sorted(rng.sample(range(1, len(records)), rng.choice((1, 1, 2)))))
    chosen = re.sub(r"^ +(part_of|supersedes|follows|within|on_top_of):.*\n", "", chosen, flags=re.MULTILINE)
    letters = {f"letters/{file.name}": file.read_bytes() for file in sorted((ROOT / "letters").glob("*-*.md"))}
    letters = {path: data for path, data in letters.items() if path[8:-3] in chosen} or letters
    named_by = chosen + "".join(data.decode().partition("\n##")[0] for data in letters.values())
    kept = []
    for section in reversed(above):  # packages first: they name letters
        head, *entries = re.split(r"^(?=  [a-z][a-z0-9-]*:)", section, flags=re.MULTILINE)
        named = "".join(
            one for one in entries if re.search(rf"(?<![\w-]){one.partition(':')[0].strip()}(?![\w-])", named_by)
        )
        if named or not entries:
            kept.append(head + named)
    return Files(("".join(reversed(kept)) + records[0] + chosen).encode(), letters)


def damaged(rng: Random, pool: list[Files]) -> Files:
    """Return one of the pool's registries with one to eight changes in it or in its letters."""
    base, other = rng.choice(pool), rng.choice(pool)
    registry, letters = base.registry, base.letters
    where = rng.random()
    if where < 0.75 or not letters:
        registry = _bytes(rng, registry, other.registry)
    if where > 0.65 and letters:
        path = rng.choice([*letters])
        changed = _bytes(rng, letters[path], rng.choice([registry, *(other.letters or letters).values()]))
        letters = letters | {path: changed}
        if rng.random() < 0.1:
            del letters[path]
            letters[f"letters/{text(rng, path[8:-3])}.md"] = changed
    return Files(registry, letters)


def _bytes(rng: Random, data: bytes, other: bytes) -> bytes:
    """Return bytes with one to eight changes, some of them below the level of characters."""
    changed = text(rng, data.decode("utf-8", "replace"), other.decode("utf-8", "replace")).encode("utf-8", "replace")
    if rng.random() < 0.08:
        found = bytearray(changed)
        for _ in range(rng.choice((1, 1, 2, 5))):
            place = rng.randrange(len(found) + 1)
            what = rng.randrange(3)
            if what == 0:
                found[place:place] = rng.randbytes(rng.choice((1, 1, 2, 4)))
            elif what == 1:
                del found[place : place + rng.choice((1, 1, 3, 50))]
            elif place < len(found):
                found[place] ^= 1 << rng.randrange(8)
        changed = bytes(found)
        if rng.random() < 0.05:
            changed = changed.decode("utf-8", "replace").encode(rng.choice(("utf-16", "utf-16-le", "utf-32", "latin-1")), "replace")  # fmt: skip
    return changed


def text(rng: Random, said: str, other: str = "") -> str:
    """Return a text with one to eight changes."""
    for _ in range(rng.choice((1, 1, 1, 1, 1, 1, 2, 2, 3, 8))):
        said = rng.choice(CHANGES)(rng, said, other)
    return said


def touched(rng: Random, said: str, other: str) -> str:
    """Return a text with one or two changes that often leave it readable."""
    for _ in range(rng.choice((1, 1, 2))):
        said = rng.choice((_value, _characters, _characters, _node, _lines))(rng, said, other)
    return said


def _token(rng: Random, said: str, _: str) -> str:
    """Put something special anywhere, most often where a value or a line starts."""
    places = [found.end() for found in re.finditer(r": |- |\n *|$", said)] if rng.random() < 0.6 else []
    place = rng.choice(places) if places else rng.randrange(len(said) + 1)
    return said[:place] + rng.choice(TOKENS) + said[place + rng.choice((0, 0, 0, 1, 2)) :]


def _value(rng: Random, said: str, other: str) -> str:
    """Give a field the value of another one, or an odd one, or one of another kind."""
    fields = [found.span(1) for found in re.finditer(r"(?:: |- )([^\n]+)", said)]
    if not fields:
        return said + rng.choice(VALUES)
    start, end = rng.choice(fields)
    elsewhere = re.findall(r": ([^\n]+)", other)
    new = rng.choice(rng.choice((VALUES, VALUES, KINDS, elsewhere or KINDS, TOKENS)))
    return said[:start] + new + said[end:]


def _characters(rng: Random, said: str, _: str) -> str:
    """Put other characters into the middle of a value, which often stays one."""
    words = [found.start() for found in re.finditer(r"(?<=\w)\w(?=\w* )", said)]
    if not words:
        return said
    place = rng.choice(words)
    new = "".join(chr(rng.choice((rng.randrange(33, 127), rng.randrange(0xA1, 0x250), rng.randrange(0x600, 0x3000), rng.randrange(0x10000, 0x20000)))) for _ in range(rng.choice((1, 3, 20))))  # fmt: skip
    return said[:place] + new + said[place + rng.choice((0, 1)) :]


def _node(rng: Random, said: str, _: str) -> str:
    """Take a node away, double it, put it elsewhere, or another kind in its place: by the reader's own positions."""
    root, _problems = parse(Document("x", said))
    spans = list(_spans(root)) if root is not None else []
    if not spans:
        return said
    (start, end), (left, right) = rng.choice(spans), rng.choice(spans)
    what = rng.choice((said[left:right], said[start:end] * 2, "", rng.choice(KINDS), rng.choice(VALUES)))
    return said[:start] + what + said[end:]


def _spans(node: Node) -> Iterator[Span]:
    """Yield where keys and values of a node stand."""
    yield node.start, node.end
    if not isinstance(node, Scalar):
        for inner in node.entries.values() if isinstance(node, Mapping) else node.items:
            yield from _spans(inner)
        if isinstance(node, Mapping):
            yield from ((key.start, key.end) for key in node.keys.values())


def _lines(rng: Random, said: str, other: str) -> str:
    """Double, move, drop, indent or borrow lines."""
    lines = said.split("\n")
    start = rng.randrange(len(lines))
    end = start + rng.choice((1, 1, 2, 5, 20))
    piece = lines[start:end]
    what = rng.randrange(6)
    if what == 0:
        piece = piece * 2
    elif what == 1:
        piece = []
    elif what == 2:
        piece = [rng.choice((" ", "  ", "\t", "    ", "- ", "# ")) + line for line in piece]
    elif what == 3:
        piece = [line[rng.choice((1, 2, 4)) :] for line in piece]
    elif what == 4:
        borrowed = other.split("\n")
        place = rng.randrange(len(borrowed))
        piece += borrowed[place : place + rng.choice((1, 3, 10))]
    else:
        place = rng.randrange(len(lines))
        lines[place:place] = piece
        piece = []
    lines[start:end] = piece
    return "\n".join(lines)


def _key(rng: Random, said: str, _: str) -> str:
    """Give a field another name."""
    keys = [found.span(1) for found in re.finditer(r"^[ -]*([a-z_0-9]+):", said, re.MULTILINE)]
    if not keys:
        return said
    start, end = rng.choice(keys)
    return said[:start] + rng.choice((rng.choice(NAMES), said[start:end][:-1], rng.choice(VALUES)[:60])) + said[end:]


def _splice(rng: Random, said: str, other: str) -> str:
    return said[: rng.randrange(len(said) + 1)] + other[rng.randrange(len(other) + 1) :]


def _cut(rng: Random, said: str, _: str) -> str:
    start, end = sorted((rng.randrange(len(said) + 1), rng.randrange(len(said) + 1)))
    return rng.choice((said[:end], said[start:], said[:start] + said[end:]))


def _deep(rng: Random, said: str, _: str) -> str:
    """Nest deeply, or repeat something until it is long."""
    place = rng.randrange(len(said) + 1)
    many = rng.choice((5, 31, 33, 200, 2000))
    what = rng.choice(
        (
            "[",
            "{a: ",
            "- ",
            "? ",
            "[{",
            "&a [",
            "\n",
            " ",
            "'",
            "#",
            "## 1\n",
            "!",
            "- - ",
            '"',
            "\\",
            "x: ",
            "*a ",
            "a,",
        )
    )
    return said[:place] + what * many + said[place:]


def _ends(rng: Random, said: str, _: str) -> str:
    """Write all line ends, quotation marks or spaces in another way."""
    old, new = rng.choice((("\n", "\r\n"), ("\n", "\r"), ("\n", "\n\n"), ("\n", "\u2028"), ("  ", "\t"), ("  ", " "), (": ", ":"), (": ", " : "), ("'", '"'), ("-", "–"), ("\n", "\x85"), (" ", "\xa0"), ("---\n", "--- \n")))  # fmt: skip
    return said.replace(old, new)


def _json(rng: Random, said: str, _: str) -> str:
    """Write the same as JSON, or as a YAML library would, with something of another kind in it."""
    try:
        whole: Any = yaml.load(said, yaml.CBaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return said
    if not isinstance(whole, dict):
        return said
    holder: Any = whole
    while isinstance(holder, dict | list) and holder:
        step = rng.choice([*holder]) if isinstance(holder, dict) else rng.randrange(len(holder))
        if not isinstance(holder[step], dict | list) or not holder[step] or rng.random() < 0.3:
            holder[step] = rng.choice((None, [], {}, "", 1, 1.5, True, ["x"], {"x": "y"}, rng.choice(VALUES)[:99], whole.get("measures"), [[]]))  # fmt: skip
            break
        holder = holder[step]
    try:
        return json.dumps(whole, ensure_ascii=rng.random() < 0.5) if rng.random() < 0.5 else yaml.dump(whole, Dumper=yaml.CSafeDumper)  # fmt: skip
    except (ValueError, TypeError, RecursionError):
        return said


CHANGES: tuple[Callable[[Random, str, str], str], ...] = (
    *(_token, _value, _characters) * 4, *(_node, _lines) * 3, _key, _splice, _cut, _deep, _ends, _json,
)  # fmt: skip
