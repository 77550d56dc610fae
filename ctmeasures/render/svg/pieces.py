"""What charts are made of: their values, their elements and colours, how wide a text is, the key to the colours.

Nothing here needs a style sheet or a script: each part has a class, by which a page's style colours it for light and dark, and a colour of its
own for where there is no such style.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from markupsafe import escape

from ctmeasures.render.safe import clean

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
SIZE = 15  # of texts, in units of the drawing, which are pixels unless it is scaled
LINE = 20  # from one line of text to the next
_WIDE = 0.58  # of a letter on the average, of the size of the text; no font is at hand to measure

SHADES = {
    "implemented": "#1b6b3a",
    "ended": "#6a3d92",
    "heard": "#0b5fa8",
    "heard-late": "#b3261e",
    "unheard-late": "#7d1f4c",
    "unheard": "#5a6672",
    "newest": "#2f6f7a",
    "series-1": "#0b5fa8",
    "series-2": "#8a4b00",
    "series-3": "#1b6b3a",
    "series-4": "#7b3f99",
    "series-5": "#a3324d",
    "series-6": "#2f6f7a",
    "series-7": "#5d6100",
    "series-8": "#5a6672",
}
"""The colours by the class of a part, in the order of the key, with white text on them in a contrast of 4.5 or more; a series begins again after its last."""


class Part(NamedTuple):
    """A part of a bar or column: what it is, how much, the name of its colour in SHADES, how the amount is written, where it leads."""

    label: str
    amount: Decimal | int
    shade: str
    said: str
    link: str | None = None


class Row(NamedTuple):
    """A bar or column: what it is, its parts in order, what is written at its end."""

    label: str
    parts: tuple[Part, ...]
    said: str

    @property
    def total(self) -> Decimal | int:
        """Return what its parts add up to."""
        return self.more - self.less

    @property
    def more(self) -> Decimal | int:
        """Return what its parts that are more than nothing add up to: how far it reaches."""
        return sum((part.amount for part in self.parts if part.amount > 0), 0)

    @property
    def less(self) -> Decimal | int:
        """Return what its parts that are less than nothing take away: how far it reaches below nothing."""
        return -sum((part.amount for part in self.parts if part.amount < 0), 0)


class Chart(NamedTuple):
    """What is drawn: a title, the same in words for those who do not see it, the bars or columns."""

    title: str
    described: str
    rows: tuple[Row, ...]

    @property
    def most(self) -> Decimal | int:
        """Return how far the longest reaches."""
        return max((row.more for row in self.rows), default=0)

    @property
    def least(self) -> Decimal | int:
        """Return how far the deepest reaches below nothing."""
        return max((row.less for row in self.rows), default=0)

    @property
    def linked(self) -> bool:
        """Tell whether something in it leads elsewhere."""
        return any(part.link for row in self.rows for part in row.parts)

    @property
    def key(self) -> dict[str, str]:
        """Return what each colour means, in the order of SHADES."""
        found = {part.shade: part.label for row in self.rows for part in row.parts if part.amount}
        return {shade: found[shade] for shade in SHADES if shade in found}


def series(place: int) -> str:
    """Return the name of the colour of one of a series, counted from 0."""
    return f"series-{place % 8 + 1}"


def wide(text: str, size: float = SIZE) -> float:
    """Return about how wide a text is; rather too much than too little."""
    return len(text) * size * _WIDE


def wrapped(text: str, room: float, most: int = 8) -> list[str]:
    """Return a text in lines that fit in a room, broken between words; what is beyond the `most` lines is told by an ellipsis."""
    lines: list[str] = []
    for word in clean(text).split():
        if lines and wide(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]


def tag(name: str, inside: str = "", **values: object) -> str:
    """Return an element; `inside` is markup already, a value of None is left out, `_` in a name is `-`."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_written(value))}"'
        for key, value in values.items()
        if value is not None
    )
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def _written(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else clean(str(value))


def text(said: str, x: float, y: float, **values: object) -> str:
    """Return a line of text."""
    return tag("text", str(escape(clean(said))), x=x, y=y, **values)


def linked(inside: str, href: str | None, label: str) -> str:
    """Return markup as a link with its name, or as it is where it leads nowhere."""
    return tag("a", inside, href=href, aria_label=label) if href else inside


def filled(part: Part, of: str, x: float, y: float, width: float, height: float, room: float) -> str:
    """Return a part of the bar or column `of`, with its amount written in it where there is `room` for that."""
    told = f"{of}: {part.label}, {part.said}"
    shade = SHADES[part.shade]
    box = tag("rect", x=x, y=y, width=width, height=height, class_=part.shade, fill=shade)
    if room >= wide(part.said) + 6 and height >= LINE - 2:
        middle = y + height / 2 + SIZE * 0.36
        box += text(part.said, x + width / 2, middle, class_="on", fill="#ffffff", text_anchor="middle")
    named = tag("title", str(escape(clean(told))))
    return linked(tag("g", named + box), part.link, clean(told))


def key(chart: Chart, width: float, top: float) -> tuple[str, float]:
    """Return the key to the colours, in as many lines as it needs, and how high it is."""
    found, x, y = "", 0.0, top
    for shade, label in chart.key.items():
        lines = wrapped(label, width - 24)
        room = 24 + max(map(wide, lines), default=0)
        if x and x + room > width:
            x, y = 0.0, y + LINE + 4
        found += tag("rect", x=x, y=y + 3, width=14, height=14, class_=shade, fill=SHADES[shade])
        found += "".join(text(line, x + 20, y + 15 + LINE * n) for n, line in enumerate(lines))
        x, y = x + room + 12, y + LINE * (len(lines) - 1)
    return found, y + LINE + 4 - top if found else 0.0


def whole(chart: Chart, inside: str, width: float, height: float) -> str:
    """Return the drawing.

    It is an image to those who hear it, unless there are links in it: an image has nothing inside that can be reached.
    """
    told = tag("title", str(escape(clean(chart.title)))) + tag("desc", str(escape(clean(chart.described))))
    drawn = tag("g", inside, font_family=FONT, font_size=SIZE, fill="currentColor")
    return tag(
        "svg",
        told + drawn,
        role="group" if chart.linked else "img",
        class_="drawn-chart",
        viewBox=f"0 0 {width:g} {height:g}",
        aria_label=f"{chart.title}. {chart.described}",
    )


def stacked(parts: Iterable[Part], scale: float, least: float = 2.0) -> Iterator[tuple[Part, float]]:
    """Yield the parts of which there is any, with how long each is; none is too small to be seen. A scale below nothing asks for what is less."""
    for part in parts:
        if float(part.amount) * scale > 0:
            yield part, max(float(part.amount) * scale, least)
