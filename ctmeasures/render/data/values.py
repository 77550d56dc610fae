"""How a value and a record are written for other programs: by the table of fields."""

from decimal import Decimal
from enum import Enum

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.fields import SHAPES, Shape
from ctmeasures.model.record import Record
from ctmeasures.model.shift import Shift, exactly

Json = dict[str, object]


def shift_json(one: Shift | None, days: str) -> Json:
    """Return how a due date stands to the one before it: its days where they are exact, the least and the most, and in a word."""
    if one is None:
        return {days: None, f"{days}_least": None, f"{days}_most": None, "shift": None}
    known = (None, None) if one.days is None and not one.moved else (one.least, one.most)
    return {days: one.days, f"{days}_least": known[0], f"{days}_most": known[1], "shift": one.how.value}


def span_json(span: tuple[int, int], days: str) -> Json:
    """Return a number of days where it is exact, its least and its most."""
    return {days: exactly(*span), f"{days}_least": span[0], f"{days}_most": span[1]}


def value(found: object) -> object:
    """Return a field's value as JSON has it: dates as EDTF text, money as a number, absent as null."""
    if found is None or type(found) is str:
        return found
    match found:
        case PartialDate():
            return found.text
        case Decimal():
            return int(found) if found == found.to_integral_value() and "." not in str(found) else float(found)
        case Enum():
            return found.value
        case tuple():
            return [value(one) for one in found]
        case dict():
            return {str(key): value(one) for key, one in found.items()}
        case Record():
            return record(_SHAPES[type(found)], found)
        case _:
            return found


def record(shape: Shape, found: object) -> Json:
    """Return all fields of a record by the table of fields."""
    return {field.name: value(getattr(found, field.name)) for field in shape.fields}


_SHAPES = {shape.make: shape for shape in SHAPES}
