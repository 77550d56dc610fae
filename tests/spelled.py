"""Random registries and random ways to write them down: what the edits and the merge are tried on."""

import json
from random import Random
from typing import Any

Data = dict[str, Any]

WORDS = (
    "alarm", "dike", "Überwachung", "€ 15,2 mln", "12", "007", "no", "2017-09", "null", "~", "a: b", "x #y", "# z", "- dash",
    "it's", 'say "so"', "[x]", "{y}", "&a", "*b", "!t", "%d", "@e", "`f`", "|", ">", "a, b", "q?", "? r", "1_000", "true",
    "emoji 😀", "back\\slash", "colon:", ":lead", "-", "=", "<<", "tab\tinside", "::error::x", "C:\\temp", "50 %",
)  # fmt: skip
KEYS = "abcdefghijklmnopqrstuvwxyz"


def text(rng: Random) -> str:
    """Return a text of one to nine words."""
    return " ".join(rng.choice(WORDS) for _ in range(rng.choice((1, 1, 2, 3, 9))))


def key(rng: Random) -> str:
    """Return an id."""
    return "".join(rng.choice(KEYS) for _ in range(rng.randint(1, 6)))


def event(rng: Random) -> Data:
    """Return an event."""
    said: Data = {"date": rng.choice(("2017", "2017-09", "2017-22")), "status": "announced", "letter": "2017-01-01-x"}
    for name in ("passage", "quote", "due", "note", "note_nl"):
        if rng.random() < 0.4:
            said[name] = text(rng)
    return said


def measure(rng: Random, name: str) -> Data:
    """Return a measure."""
    said: Data = {"id": name, "title": text(rng)}
    if rng.random() < 0.3:
        said["title_nl"] = text(rng)
    said["owner"] = key(rng)
    if rng.random() < 0.3:
        said["partners"] = [key(rng) for _ in range(rng.randint(0, 3))]
    if rng.random() < 0.3:
        said["budget"] = [
            {"letter": "2017-01-01-x", "amounts": {str(2015 + number): "1.5" for number in range(rng.randint(1, 3))}}
            for _ in range(rng.randint(1, 2))
        ]
    said["history"] = [event(rng) for _ in range(rng.choice((1, 1, 1, 2, 4)))]
    return said


def registry(rng: Random) -> Data:
    """Return a registry of none to five measures, sorted by id."""
    names = sorted({key(rng) for _ in range(rng.choice((0, 1, 2, 3, 5)))})
    said: Data = {"version": "1"}
    for name in ("title", "title_nl"):
        if rng.random() < 0.2:
            said[name] = text(rng)
    if rng.random() < 0.7:
        said["organisations"] = {key(rng): {"name": text(rng)} for _ in range(rng.randint(1, 3))}
    said["measures"] = [measure(rng, name) for name in names]
    return said


def sound(rng: Random) -> Data:
    """Return a registry that refers only to what it declares and to paragraphs 1 to 3 of the letters 2017-01-01-x and 2018-01-01-y."""
    said = registry(rng)
    letters = ("2017-01-01-x", "2018-01-01-y")
    names = [one["id"] for one in said["measures"]]
    said["organisations"] = {"owner": {"name": text(rng)}, **said.get("organisations", {})}
    said["packages"] = {
        "money": {
            "title": text(rng), "unit": text(rng), "letter": rng.choice(letters), "total": amounts(rng),
            "restated": [{"letter": rng.choice(letters), "total": amounts(rng), "note": text(rng)}],
            "tracks": {"1": {"title": text(rng), "total": amounts(rng)}},
        }
    }  # fmt: skip
    for one in said["measures"]:
        one["owner"] = "owner"
        one["partners"] = [rng.choice([*said["organisations"]]) for _ in one.get("partners", [])]
        one["follows"] = rng.sample(names, rng.randint(0, len(names)))
        for cites in (*one["history"], *one.get("budget", [])):
            cites |= {"letter": rng.choice(letters), "passage": rng.choice("123")}
        for event in one["history"]:
            event["status"] = rng.choice(("announced", "in-progress", "implemented"))
            event.pop("due", None)
            if rng.random() < 0.5:
                event["due"] = rng.choice(("2018", "2018-22", "2018-03/2019", "2018-02-03"))
        for money in one.get("budget", []):
            money |= rng.choice(
                (
                    {"amounts": amounts(rng)},
                    {"amounts": amounts(rng), "package": "money", "track": "1", "line": text(rng)},
                )
            )
    return said


def amounts(rng: Random) -> Data:
    """Return an amount for each of one to three years."""
    choices = ("0", "1.5", "-3.25", "0.001", "10.0", "999999999999.999")
    return {str(2015 + number): rng.choice(choices) for number in range(rng.randint(1, 3))}


def calm(said: Any) -> Any:
    """Return what a registry says without the words at which the quick way to read gives up, and with the measures at its end."""
    if isinstance(said, dict):
        return {name: calm(one) for name, one in sorted(said.items(), key=lambda pair: pair[0] == "measures")}
    if isinstance(said, list):
        return [calm(one) for one in said]
    return "word" if any(odd in said for odd in ("#", "\t", "\n", "null", "~")) else said


class Speller:
    """Writes a registry down in one of many ways, all of which say the same."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.odd = rng.choice((0.0, 0.05, 0.3))  # how often it departs from the house style

    def often(self, share: float = 1.0) -> bool:
        return self.rng.random() < self.odd * share

    def document(self, said: Data) -> str:
        lines: list[str] = []
        if self.often():
            lines += self.rng.choice((["# yaml-language-server: $schema=x"], ["# a", "", "# b"], ["---"], ["", ""]))
        if said["measures"] or not self.often():
            lines += self.mapping(said, 0, wide=True)
        else:
            lines += self.mapping(said, 0, wide=False)
        if self.often():
            lines += self.rng.choice(([""], ["", "# --- footer", "# end"], ["# end"], ["", "", ""], ["..."]))
        whole = "\n".join(lines) + "\n"
        if self.often():
            whole = whole.removesuffix("\n")
        if self.rng.random() < 0.15:
            whole = whole.replace("\n", "\r\n")
        return whole

    def mapping(self, said: Data, column: int, wide: bool = False) -> list[str]:
        lines: list[str] = []
        for name, one in said.items():
            if wide and lines and not self.often():
                lines.append("")
            lines += self.remarks(column)
            lines += self.entry(name, one, column)
        return lines

    def remarks(self, column: int) -> list[str]:
        if not self.often(0.6):
            return []
        near = " " * column + "# " + self.rng.choice(("about this", "- not: an item", "TODO"))
        far = " " * self.rng.choice((0, column + 2, column)) + "# " + self.rng.choice(("far", "id: no"))
        return self.rng.choice(([near], [near, near], [far, "", near], ["", far, ""], [near, ""], [""]))

    def trailing(self) -> str:
        return self.rng.choice(("  # why", " # x: y", "   ")) if self.often(0.5) else ""

    def entry(self, name: str, one: Any, column: int) -> list[str]:
        shown = self.rng.choice((f"'{name}'", f'"{name}"')) if self.often(0.2) else name
        start = " " * column + shown + (" " if self.often(0.1) else "") + ":"
        if isinstance(one, list | dict) and (not one or self.often(0.3) or self.small(one)) and not self.often(0.5):
            return [f"{start} {self.flow(one)}{self.trailing()}"]
        if isinstance(one, dict):
            return [start + self.trailing(), *self.mapping(one, column + self.step())] if one else [start + " {}"]
        if isinstance(one, list):
            return [start + self.trailing(), *self.sequence(one, column)] if one else [start + " []"]
        return self.scalar(start, one, column)

    def small(self, one: Any) -> bool:
        inner = one if isinstance(one, list) else one.values()
        return (
            all(isinstance(item, str) for item in inner)
            and not (isinstance(one, dict) and "date" in one)
            and self.rng.random() < 0.8
        )

    def step(self) -> int:
        return self.rng.choice((1, 3, 4)) if self.often(0.5) else 2

    def sequence(self, items: list[Any], column: int) -> list[str]:
        inside = column + (0 if self.often(0.5) else self.step())
        offset = self.rng.choice((3, 4)) if self.often(0.5) else 2
        records = bool(items) and isinstance(items[0], dict) and "id" in items[0]
        lines: list[str] = []
        for one in items:
            if lines and (records != self.often(0.5)):
                lines.append("")
            lines += self.remarks(inside)
            mark = " " * inside + "-"
            if isinstance(one, str):
                lines += self.scalar(mark, one, inside)
            elif self.often(0.15):
                lines.append(f"{mark} {self.flow(one)}{self.trailing()}")
            elif self.often(0.1):
                lines += [mark + self.trailing(), *self.mapping(one, inside + offset)]
            else:
                first, *rest = self.mapping(one, inside + offset)
                while not first.strip() or first.lstrip().startswith("#"):  # a remark cannot stand behind the dash
                    first, *rest = self.mapping(one, inside + offset)
                lines += [mark + " " * (offset - 1) + first.lstrip(), *rest]
        if self.often(0.3):
            lines.append(" " * (inside + 2) + "# at the end of the list")
        return lines

    def flow(self, said: Any) -> str:
        if isinstance(said, list):
            wide = self.often(0.1) and said
            comma = ",\n          " if wide else ", " if not self.often(0.2) else ","
            end = "," if said and self.often(0.2) else ""
            return "[" + comma.join(self.flow(one) for one in said) + end + "]"
        if isinstance(said, dict):
            return "{" + ", ".join(f"{name}: {self.flow(one)}" for name, one in said.items()) + "}"
        return self.quoted(said)

    def quoted(self, said: str) -> str:
        if said.isascii() and said.isalnum() and said not in ("null", "no", "true") and not self.often():
            return said
        if "\t" in said or self.often():
            said = f" {said}\n" if self.often() else said
            return (
                json.dumps(said, ensure_ascii=self.often())
                if not any(ord(one) > 0xFFFF for one in said)
                else json.dumps(said, ensure_ascii=False)
            )
        return "'" + said.replace("'", "''") + "'"

    def scalar(self, start: str, said: str, column: int) -> list[str]:
        from ctmeasures.edit.spelling import scalar

        if " " in said and "\t" not in said and self.rng.random() < 0.03:
            return self.block(start, said, column)
        plain = scalar(said)
        if plain == said and not self.often():
            if " " in said and "\t" not in said and self.often():  # over several lines
                first, _, rest = said.partition(" ")
                if (
                    not rest.startswith(("#", " ", "-", "?", ":"))
                    and ":" not in said
                    and "#" not in said
                    and rest.strip()
                ):
                    return [f"{start} {first}", " " * (column + 3) + rest + self.trailing()]
            return [f"{start} {plain}{self.trailing()}"]
        if self.often() and "\t" not in said:
            mark = self.rng.choice((">-", "|-"))
            return [f"{start} {mark}{self.rng.choice(('', ' # why'))}", " " * (column + 2) + said]
        return [f"{start} {self.quoted(said)}{self.trailing()}"]

    def block(self, start: str, said: str, column: int) -> list[str]:
        """Spell a text in several lines, with or without line ends and blank lines at its end."""
        lines = [""]
        for word in said.split(" "):
            lines[-1:] = [lines[-1], word] if lines[-1] and self.rng.random() < 0.3 else [f"{lines[-1]} {word}".strip()]
        mark = self.rng.choice("|>") + self.rng.choice(("", "-", "+"))
        return [f"{start} {mark}", *(" " * (column + 2) + line for line in lines), *[""] * self.rng.randint(0, 2)]
