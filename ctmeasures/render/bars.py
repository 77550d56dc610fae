"""Bars of block characters: they need no colour and survive a pipe."""

from decimal import Decimal

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


def bar(amount: Decimal | int, most: Decimal | int, width: int) -> str:
    """Draw an amount as a bar of up to `width` cells, which stand for `most`; what is more than nothing is never invisible."""
    if amount <= 0 or most <= 0:
        return ""
    eighths = max(1, round(amount * width * 8 / most))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8]
