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
    """Draw two counts as one bar of up to `width` cells, which stand for `most`; neither is invisible where there is any (width 2 or more)."""
    cells = max(round((full + light) * width / most), bool(full) + bool(light)) if most > 0 else 0
    first = min(max(round(full * cells / ((full + light) or 1)), bool(full)), cells - bool(light))
    return FULL * first, LIGHT * (cells - first)
