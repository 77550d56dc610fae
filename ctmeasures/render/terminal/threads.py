"""A thread on a terminal: a tree of measures over time; of a large one what is far from the asked measure is folded."""

from collections.abc import Iterator

from rich.text import Text

from ctmeasures.model.records import Registry
from ctmeasures.render.look import Look
from ctmeasures.render.terminal import COLORS, draw, plain
from ctmeasures.render.terminal.lines import extent, folded
from ctmeasures.render.threads import ASKED, foot, hanging, letters, statuses, titled, told
from ctmeasures.render.words import SIGNS
from ctmeasures.reports.threads import Asked, Member

_ROOMY = 60  # columns from which on a level takes three
_DAY = 11  # columns of a day
_ON = "  "  # before what goes on in the next line


def tree(found: Asked, whole: bool, look: Look) -> str:
    """Draw the measures under what they hang on, each with what its letters say."""
    thread, lines = found.thread, list[Text]()
    near = frozenset(one.id for one in thread.members) if whole else thread.near(found.measure.id)
    shown = _shown(thread.members, near)
    depths = [depth for depth, _ in shown]
    for place, (_, members) in enumerate(shown):
        branch = _Branch(depths, place, look.width)
        if isinstance(members, Member):
            lines += _measure(members, branch, found, look)
        else:
            more = look.count(len(members), "more measure", "more measures")
            words = Text(f"… {more}: {statuses(members, look)}", style="dim")
            lines += branch.drawn(words, under=False)
    folds = len(near) < len(thread.members)
    hint = [plain(look.say("--all shows all measures of the thread."), "dim")] if folds else []
    told_by = [line for one in letters(thread, look) for line in _letter(one, look)]
    title = Text(look.say("Letters"), style="bold underline")
    return draw(look, *lines, Text(), title, *told_by, Text(), plain(foot(found, look), "dim"), *hint)


def _shown(members: tuple[Member, ...], near: frozenset[str]) -> list[tuple[int, Member | list[Member]]]:
    """Return the measures in their order, each with its depth; those that are not near stand as one behind what they hang on."""
    found: list[tuple[int, Member | list[Member]]] = []
    far: dict[int, list[Member]] = {}

    def close(depth: int) -> None:
        deeper = sorted((one for one in far if one > depth), reverse=True)
        found.extend((level, far.pop(level)) for level in deeper)

    level = None  # at which measures are folded
    for one in members:
        if one.id in near:
            close(one.depth)
            found.append((one.depth, one))
            level = None
        else:
            level = one.depth if level is None or one.depth < level else level
            close(level)
            far.setdefault(level, []).append(one)
    close(-1)
    return found


class _Branch:
    """Where an entry hangs in the tree: what is drawn before its first line, and before those under it."""

    def __init__(self, depths: list[int], place: int, width: int) -> None:
        depth, rest = depths[place], depths[place + 1 :]
        across = 3 if width >= _ROOMY else 2
        self._width = width
        follows = [_again(level, rest) for level in range(1, depth + 1)]
        below = bool(rest) and rest[0] > depth
        bars = [("│" if more else " ").ljust(across) for more in follows]
        turn = ("├" if follows and follows[-1] else "└") + "─" * (across - 2) + " "
        before = "".join(bars[:-1]) + turn if depth else ""
        behind = "".join(bars)
        most = width // 2  # a tree that is deeper is drawn without its outermost levels
        self._before, self._behind = before[-most:], behind[-most:]
        self._below = "│ " if below else "  "

    def drawn(self, text: Text, under: bool) -> Iterator[Text]:
        """Yield a text as lines, folded to the width: the entry itself, or what stands under it."""
        lead = self._behind + self._below
        return _lines(text, self._width, lead if under else self._before, lead)


def _lines(text: Text, width: int, first: str = "", lead: str = "") -> Iterator[Text]:
    """Yield a text as lines that fit a width, each behind what is drawn before it; what goes on is indented."""
    on = lead + (_ON if width >= _ROOMY else "")
    before = first
    for line, _ in folded([[(text, "", extent(text))]], width - max(len(first), len(on))):
        yield Text.assemble((before, "dim"), *(part for part, _, _ in line if isinstance(part, Text)))
        before = on


def _again(level: int, rest: list[int]) -> bool:
    """Tell whether another entry of a level follows before the tree goes back above it."""
    return next((depth for depth in rest if depth <= level), -1) == level


def _measure(member: Member, branch: _Branch, found: Asked, look: Look) -> Iterator[Text]:
    asked = member.state.measure is found.measure
    status = member.state.status
    sign = f"{ASKED} " if asked else ""
    name = Text.assemble(
        (sign, "bold"), (f"{SIGNS[status]} ", COLORS[status]), (titled(member, look), "bold" if asked else "")
    )
    yield from branch.drawn(name, under=False)
    said = hanging(member, look)
    if said:
        yield from branch.drawn(Text(said, style="italic dim"), under=True)
    for one in _steps(member, found.view.registry, look):
        yield from branch.drawn(one, under=True)


def _steps(member: Member, registry: Registry, look: Look) -> Iterator[Text]:
    for step, one in zip(member.steps, told(member, registry, look), strict=True):
        turn = f" ({one.turn})" if one.turn else ""
        yield Text.assemble(f"{one.day.rjust(_DAY)}  ", (one.what, COLORS[step.status]), (turn, "dim"))


def _letter(one: tuple[str, str, str], look: Look) -> Iterator[Text]:
    day, title, key = one
    return _lines(Text.assemble(f"{day.rjust(_DAY)}  {title}", (f" ({key})", "dim")), look.width)
