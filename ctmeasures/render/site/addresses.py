"""What search engines ask a website for: where its pages are."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
_MOST = 50_000  # addresses of one sitemap, by its protocol; what is beyond is found by links


def sitemap(base: str, pages: Iterable[str]) -> bytes:
    """Return the list of the pages, by https://www.sitemaps.org; without days of change, which nobody has written down."""
    listed = "".join(f"<url><loc>{base}{path}</loc></url>\n" for path in islice(pages, _MOST))
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{opening}{listed}</urlset>\n".encode()


def robots(base: str) -> bytes:
    """Return what is open to all robots, everything, by RFC 9309; they ask for it only where the site is at the root of its host."""
    return f"User-agent: *\nAllow: /\nSitemap: {base}{SITEMAP}\n".encode()
