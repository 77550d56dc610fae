"""What writes words in their style: as a console of rich would, but each style is worked out once."""

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from rich.text import Text

from ctmeasures.render.terminal.lines import Ink, Opens, Runs

_LINK = "markdown.link_url"  # rich's own style of a link in Markdown


class Pen:
    """Writes words for a terminal, in colours or without any."""

    def __init__(self, console: Console, color: bool) -> None:
        self._console = console
        self._color = color
        self._codes: dict[str | Style, tuple[str, str]] = {}

    def __call__(self, text: str, ink: Ink) -> str:
        """Return words with what a terminal needs before and after them."""
        if not self._color or not ink or not text:
            return text
        if isinstance(ink, Opens):
            before, after = self._around(_LINK)
            return f"\x1b]8;id={ink.number};{ink.url}\x1b\\{before}{text}{after}\x1b]8;;\x1b\\"
        before, after = self._around(ink)
        return f"{before}{text}{after}"

    def _around(self, ink: str | Style) -> tuple[str, str]:
        found = self._codes.get(ink)
        if found is None:
            written = self._console.get_style(ink).render("\0", color_system=ColorSystem.STANDARD)
            before, _, after = written.partition("\0")
            found = self._codes[ink] = before, after
        return found

    def drawn(self, text: Text | Runs) -> str:
        """Return a text that has several styles; rich itself gives one whose style is all of one piece no style here."""
        if isinstance(text, Runs):
            return "".join([self(one, ink) for one, ink in text.parts])
        if text.spans:
            return "".join([self(one.text, one.style or "") for one in text.render(self._console)])
        return self(str(text), text.style)
