"""What was typed for a field, turned into what the registry writes: by the table of fields and the keys that exist."""

import re
from collections.abc import Mapping

from ctmeasures.cli.output import CannotRun, shortened
from ctmeasures.cli.registry import matching, unknown
from ctmeasures.cli.typed_dates import written_date
from ctmeasures.model.characters import UNSAFE
from ctmeasures.model.fields import (
    DATE,
    DAY,
    DECLARED,
    FLAG,
    FLAGS,
    MONEY,
    STATUS,
    Field,
    Kind,
    ListOf,
    MapOf,
    Shape,
    hint,
)
from ctmeasures.model.records import Area, Organisation, Registry
from ctmeasures.model.status import Status
from ctmeasures.read.nodes import Value

# the kinds that are keys of a section
_SECTIONS = {
    "an organisation": "organisations",
    "an area": "areas",
    "a package": "packages",
    "a letter": "letters",
    "a measure": "by_id",
}


def typed(field: Field, text: str | list[str], registry: Registry, option: str) -> Value:
    """Return what the registry writes for a typed value; raise CannotRun for what it cannot be.

    A list is typed item by item, or with commas where its items cannot hold any.
    """
    kind = field.kind
    if isinstance(kind, ListOf) and isinstance(kind.item, Kind):
        texts = [text] if isinstance(text, str) else text
        whole = kind.item.name in ("text", "an address")  # which can hold commas
        parts = texts if whole else [part for each in texts for part in each.split(",")]
        found = [read_one(kind.item, part.strip(), registry, option) for part in parts if part.strip()]
        if not found and any(map(str.strip, texts)):
            raise CannotRun(f"{option}: `{shortened(','.join(texts))}` names nothing; expected such as a,b")
        return list(dict.fromkeys(found))
    assert isinstance(kind, Kind)
    assert isinstance(text, str)
    return read_one(kind, text, registry, option)


def read_one(kind: Kind, text: str, registry: Registry, option: str) -> str:
    """Return one value as the registry writes it."""
    text = _one_line(text, option)
    if kind is DATE or kind is DAY:
        return written_date(text, option, whole=kind is DAY)
    section = _SECTIONS.get(kind.name)
    if section:
        return _key(section, text, registry, option)
    word = text.casefold() if kind is STATUS else text
    if kind is FLAG:
        word = FLAGS.get(text.casefold(), text)
    try:
        kind.read(word)
    except ValueError:
        expected, meant = hint(kind, text)
        said = f"did you mean {meant}?" if meant else f"expected {expected}"
        raise CannotRun(f"{option}: `{shortened(text)}` is not {kind.name}; {said}") from None
    return word


def refuse_thousandfold(kind: object, said: object, quote: str | None, option: str) -> None:
    """Raise CannotRun for an amount that can mean a thousand times more, unless the quote beside it shows what it means."""
    from decimal import Decimal

    from ctmeasures.model.figures import shortest, thousandfold

    many = thousandfold(Decimal(str(said)), quote) if kind is MONEY else None
    if many is not None:
        few = shortest(Decimal(str(said)))
        raise CannotRun(
            f"{option}: `{said}` can be {many} or {few}; write the one that is meant, or first quote the figure"
        )


def _one_line(text: str, option: str) -> str:
    """Return a typed text on one line; raise CannotRun where it is none."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise CannotRun(f"{option}: this is not UTF-8 text; set the terminal to UTF-8")
    plain = " ".join(text.split("\n")).strip()
    odd = re.search(f"\t|{UNSAFE}", plain)
    if odd:
        raise CannotRun(f"{option}: holds the invisible character U+{ord(odd[0]):04X}; leave it out")
    return plain


def _key(section: str, text: str, registry: Registry, option: str) -> str:
    """Return the key that a typed one means: in any case, for a letter also the only one that starts so."""
    records: Mapping[str, object] = getattr(registry, section)
    found = matching(text, records, start=section == "letters")
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise CannotRun(f"{option}: `{shortened(text)}` can be {', '.join(found[:3])}; write more of it")
    names = {key: record for key, record in records.items() if isinstance(record, Organisation | Area)}
    new = f"; a new one is declared under {section} in {registry.path}" if section in DECLARED else ""
    raise CannotRun(f"{option}: {unknown(text, records, names)}{new}")


def field_of(shape: Shape, name: str, option: str) -> Field:
    """Return a field by its name, hyphens or underscores; raise CannotRun with the nearest ones."""
    fields = {field.name: field for field in shape.fields}
    found = fields.get(name.replace("-", "_"))
    if found is None:
        raise CannotRun(f"{option}: {unknown(name, fields).replace('unknown value', 'no field', 1)}")
    return found


def choices_of(field: Field, registry: Registry) -> tuple[str, ...]:
    """Return what can be typed for a field, where that is one of a few or a key."""
    kind = field.kind.item if isinstance(field.kind, ListOf) else field.kind
    if not isinstance(kind, Kind):
        return ()
    if kind is FLAG:
        return ("true", "false")
    return tuple(Status) if kind is STATUS else tuple(getattr(registry, _SECTIONS.get(kind.name, ""), ()))


def is_list(field: Field) -> bool:
    """Tell whether a field is a list of single values."""
    return isinstance(field.kind, ListOf) and isinstance(field.kind.item, Kind)


def inner(field: Field) -> "Shape | MapOf | None":
    """Return what a field holds that has parts of its own: records, or values by key."""
    if isinstance(field.kind, ListOf) and isinstance(field.kind.item, Shape):
        return field.kind.item
    return field.kind if isinstance(field.kind, MapOf) else None
