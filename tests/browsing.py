"""What the tests ask of a browser: what it asked for and complained of, and what axe finds on a page."""

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": RULES,
    "resultTypes": ["violations"],  # of what passes, one element is enough: to tell of each takes most of the time
    "preload": False,  # it would fetch the style sheets anew, which a strict policy forbids
}


def listen(context: BrowserContext, allowed: tuple[str, ...]) -> list[str]:
    """Write down, from now on, what the pages complain of and every address that they ask for outside the allowed ones."""
    heard: list[str] = []

    def ask(url: str) -> None:
        if not url.startswith((*allowed, "data:")):
            heard.append(f"asked for {url}")

    def say(kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            heard.append(f"{kind}: {text}")

    context.on("request", lambda request: ask(request.url))
    context.on("console", lambda message: say(message.type, message.text))
    context.on("weberror", lambda failure: heard.append(f"error: {failure.error}"))
    return heard


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page against WCAG 2.2, levels A and AA, and good practice: the rule, its weight, the element."""
    found: list[dict[str, Any]] = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['html']} {shortened(node)}" for one in found for node in one["nodes"]
    ]


def shortened(node: dict[str, Any]) -> str:
    """Return in one line why axe minds an element."""
    return re.sub(r"\s+", " ", node.get("failureSummary", "")).removeprefix("Fix any of the following: ")
