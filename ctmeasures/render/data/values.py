"""How a value and a record are written for other programs: by the table of fields."""

from decimal import Decimal
from enum import Enum

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.fields import SHAPES, Shape
from ctmeasures.model.record import Record

Json = dict[str, object]


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
