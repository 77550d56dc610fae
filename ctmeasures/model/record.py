"""What a record is: a frozen class of slots, made without the cost of the standard library's dataclasses."""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, ClassVar, NamedTuple, TypeVar, dataclass_transform

T = TypeVar("T")


_PLACES = frozenset(("source", "source_nl"))


class _Slot(NamedTuple):
    """A field of a record: its name, what puts it into its slot, and what stands there if nothing is given."""

    name: str
    put: Callable[[object, object], None]
    default: object
    factory: Any


class Record:
    """What all records share: they never change, and are equal when their fields are, wherever they stand in a file.

    Written once here, because `dataclass` would write and compile these methods anew for every class, which costs a short
    command 5 of its 90 ms (measured, Python 3.11).
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # some fields are mappings

    spec: ClassVar[tuple[_Slot, ...]] = ()

    def __init__(self, *given: object, **named: object) -> None:
        if given:
            names = [slot.name for slot in self.spec]
            if len(given) > len(names) or not named.keys().isdisjoint(names[: len(given)]):
                raise TypeError(f"{type(self).__name__} has {', '.join(names)}, each once")
            named |= zip(names, given, strict=False)
        found = 0
        for name, put, default, factory in self.spec:
            if name in named:
                put(self, named[name])
                found += 1
            elif factory is not MISSING:
                put(self, factory())
            elif default is not MISSING:
                put(self, default)
            else:
                raise TypeError(f"{type(self).__name__} needs {name}")
        if found < len(named):
            unknown = named.keys() - {slot.name for slot in self.spec}
            raise TypeError(f"{type(self).__name__} has no {', '.join(unknown)}")

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"{type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"{type(self).__name__} cannot be changed")

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Record)
            and self.__dataclass_fields__ is other.__dataclass_fields__  # type: ignore[attr-defined]
            and self._values() == other._values()
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._values().items())})"

    def _values(self) -> dict[str, object]:
        names = self.__dataclass_fields__  # type: ignore[attr-defined]
        return {name: getattr(self, name) for name in names if name not in _PLACES}


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def record(made: type[T]) -> type[T]:
    """Make a class of records: its fields are slots, the rest is `Record`'s."""
    made = dataclass(init=False, repr=False, eq=False, slots=True)(made)
    puts = {name: slot.__set__ for name, slot in vars(made).items() if hasattr(slot, "__set__")}
    given = fields(made)  # type: ignore[arg-type]
    made.spec = tuple(_Slot(one.name, puts[one.name], one.default, one.default_factory) for one in given)  # type: ignore[attr-defined]
    return made
