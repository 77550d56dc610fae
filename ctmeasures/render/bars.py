"""Bars of block characters: they need no colour and survive a pipe."""

from decimal import Decimal

FULL, LIGHT = "█", "░"
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


def bar(amount: Decimal | int, most: Decimal | int, width: int) -> str:
    """Draw an amount as a bar of up to `width` cells, which stand for `most`; what is more than nothing is never invisible."""
    if amount <= 0 or most <= 0:
        return ""
    eighths = max(1, round(amount * width * 8 / most))
    return FULL * (eighths // 8) + _EIGHTHS[eighths % 8]


def divided(full: int, light: int, most: int, width: int) -> tuple[str, str]:
    """Draw two counts as one bar of up to `width` cells, which stand for `most`; neither is invisible where it is more than nothing."""
    cells = round((full + light) * width / most) if most else 0
    first = min(max(round(full * cells / ((full + light) or 1)), bool(full)), width)
    second = min(max(cells - first, bool(light)), width - first) if width > first else 0
    return FULL * first, LIGHT * second
