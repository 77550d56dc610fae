"""Figures as letters write them: the decimal sign is a comma or a point, and the other one can stand between thousands."""

import re
from decimal import Decimal
from functools import cache, lru_cache

MOST_PARAGRAPHS = 999_999  # of a letter
_TIMES = {
    word: Decimal(times)
    for times, words in (("0.001", "duizend thousand"), ("1000", "miljard mld billion"))
    for word in words.split()
}
_SUM = re.compile(
    rf"([0-9]{{1,3}}(?:\s[0-9]{{3}})+(?![0-9])|[0-9][0-9.,]*)(?:\s?({'|'.join(_TIMES)})\b)?", re.IGNORECASE
)
_IN_FULL = 1000  # from which a sum can be one of euros
_FIGURE = re.compile(r"[-−]?[0-9]+(?:[.,] ?[0-9]+)*")


def whole(said: str, most: int = MOST_PARAGRAPHS) -> int | None:
    """Return the whole number that a text writes in plain digits; None where it writes none, or one above `most`."""
    written = said.strip()
    plain = written.isascii() and written.isdecimal()
    if not plain or len(written) > len(str(most)):  # int() takes no text of any length
        return None
    return int(written) if int(written) <= most else None


def readings(figure: str, decimal: str | None = None) -> tuple[Decimal, ...]:
    """Return every number that a figure can mean, the smallest first; `decimal` is the decimal sign where it is known.

    `24,9` is one number; `1.250` is 1.25 and 1250, since one sign before three digits can be either.
    """
    plain = figure.replace("−", "-")
    found = []
    for sign in (decimal,) if decimal else (",", "."):
        other = "." if sign == "," else ","
        if _with(sign, other).fullmatch(plain):
            found.append(Decimal(plain.replace(other, "").replace(sign, ".")))
    return tuple(sorted(set(found), key=abs))


@cache
def _with(decimal: str, thousands: str) -> re.Pattern[str]:
    """Return the form of a figure with these signs."""
    return re.compile(rf"-?(?:[0-9]+|[1-9][0-9]{{0,2}}(?:\{thousands}[0-9]{{3}})+)(?:\{decimal}[0-9]+)?")


@lru_cache(maxsize=1)  # a quote stands beside several amounts
def figures(quote: str) -> frozenset[Decimal]:
    """Return every number that a quote can be read to hold.

    Behind the decimal sign there may be a space, as in a badly set table.
    """
    sign = _decimal_sign(quote)
    return frozenset(number for piece in _pieces(quote) for number in readings(piece, sign) or readings(piece))


def in_millions(quote: str) -> frozenset[Decimal]:
    """Return the sums of a quote in millions that it writes in thousands, in billions or in full: `750 duizend`, `1,3 miljard`, `€ 12.500.000`."""
    found = set()
    for figure, word in _SUM.findall(quote):
        times = _TIMES.get(word.casefold(), Decimal("0.000001"))
        plain = re.sub(r"\s", "", figure).rstrip(".,")
        found |= {one * times for one in readings(plain) if word or one >= _IN_FULL}
    return frozenset(found)


def thousandfold(amount: Decimal, quote: str | None = None) -> Decimal | None:
    """Return what an amount such as `1.250` also means, 1250; None where only one reading is left.

    A quote leaves one where its own figure has a decimal comma, or where its other figures show which sign is the decimal one.
    """
    if amount.as_tuple().exponent != -3 or not 1 <= abs(amount) < 1000:
        return None
    many = amount.scaleb(3)
    sign = _decimal_sign(quote or "")
    for piece in _pieces(quote or ""):
        said = readings(piece, sign)
        if amount in said and (many not in said or "," in piece):
            return None
    return many


def shortest(amount: Decimal) -> str:
    """Return an amount without zeros at the end."""
    return f"{amount.normalize():f}"


def _pieces(quote: str) -> list[str]:
    """Return the figures of a quote; what has a space behind its sign is one figure or two."""
    found = _FIGURE.findall(quote)
    return [
        piece for text in found for piece in dict.fromkeys((text.replace(" ", ""), *re.sub("[.,] ", " ", text).split()))
    ]


def _decimal_sign(quote: str) -> str | None:
    """Return the decimal sign that the figures of a quote show by themselves, or None."""
    shown = set()
    for text in re.findall("[0-9]+(?:[.,][0-9]+)+", quote):
        if len(found := readings(text)) == 1:
            last = re.findall("[.,]", text)[-1]
            whole = found[0] == found[0].to_integral_value() and text.count(last) > 1
            shown.add({",": ".", ".": ","}[last] if whole else last)
    return shown.pop() if len(shown) == 1 else None
