"""Frozen dataclasses that take a third of the time to declare: what all of them do alike is not compiled for each.

A command declares some seventy of them before it begins. The standard library compiles six methods for each class, in
about half a millisecond (Python 3.11 to 3.13); here a class gets its `__init__`, and shares the others. Fields,
`replace`, equality, hash and text are those of a frozen dataclass, and type checkers see nothing else.
"""

import dataclasses
from collections.abc import Callable, Iterable, Set
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: Any = None, /, *, frozen: bool = False, **options: bool) -> Any:  # noqa: ANN401
        """As `dataclasses.dataclass`; a class that is frozen, and asks for nothing else, is a light one."""
        plain = dataclasses.dataclass(frozen=frozen, **options)

        def made(of: Any) -> Any:  # noqa: ANN401
            return _light(of) if frozen and not options and _is_simple(of) else plain(of)

        return made if cls is None else made(cls)


def _is_simple(cls: Any) -> bool:  # noqa: ANN401
    """Whether a class writes none of the shared methods but a text itself, and its fields ask for nothing special."""
    told = (each for each in cls.__dict__.values() if isinstance(each, dataclasses.Field))
    is_plain = all(each.hash is None and each.kw_only is dataclasses.MISSING for each in told)
    return is_plain and _SHARED.isdisjoint(cls.__dict__)


def _light(cls: Any) -> Any:  # noqa: ANN401  # a class of any kind, and the same one back
    is_heir = any(dataclasses.is_dataclass(base) for base in cls.__mro__[1:])
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, frozen=is_heir)(cls)
    fields = dataclasses.fields(made)
    made.__init__ = _init(made, fields)
    made.__eq__, made.__hash__ = _is_equal, _hash
    made.__setattr__, made.__delattr__ = _refusals(made, frozenset(each.name for each in fields))
    if "__repr__" not in cls.__dict__:
        made.__repr__ = _repr
    made._compared = tuple(each.name for each in fields if each.compare)
    made._shown = tuple(each.name for each in fields if each.repr)
    for flag in ("init", "repr", "eq", "frozen"):
        setattr(made.__dataclass_params__, flag, True)
    return made


def _init(cls: Any, fields: Iterable[dataclasses.Field[Any]]) -> Any:  # noqa: ANN401  # a method of any signature
    """The only method that is compiled for each class, for it is called for each value."""
    given: dict[str, Any] = {"_set": object.__setattr__, "_absent": dataclasses.MISSING}
    heads, lines = ["self"], list[str]()
    types = dict[str, Any]()
    for each in fields:
        name, default, make = each.name, f"_default_{each.name}", f"_make_{each.name}"
        given |= {default: each.default, make: each.default_factory}
        types |= {name: each.type} if each.init else {}
        value = name
        if each.default_factory is not dataclasses.MISSING:
            value = f"{make}() if {name} is _absent else {name}" if each.init else f"{make}()"
            heads += [f"{name}=_absent"] if each.init else []
        elif each.default is not dataclasses.MISSING:
            heads += [f"{name}={default}"] if each.init else []
        else:
            heads += [name] if each.init else []
        if each.init or value != name:
            lines.append(f" _set(self, {name!r}, {value})")
    lines += [" self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    exec("\n".join([f"def __init__({', '.join(heads)}):", *(lines or [" pass"])]), given)  # noqa: S102  # names of fields
    method = given["__init__"]
    method.__qualname__, method.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    method.__annotations__ = {**types, "return": None}
    return method


def _is_equal(self: Any, other: Any) -> Any:  # noqa: ANN401
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self is other or all(getattr(self, name) == getattr(other, name) for name in self._compared)


def _hash(self: Any) -> int:  # noqa: ANN401
    return hash(tuple([getattr(self, name) for name in self._compared]))


def _repr(self: Any) -> str:  # noqa: ANN401
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._shown)
    return f"{self.__class__.__qualname__}({shown})"


def _refusals(cls: Any, names: Set[str]) -> tuple[Callable[..., None], Callable[..., None]]:  # noqa: ANN401
    """What refuses to change a field; an heir that is no dataclass may have attributes of its own."""

    def refuse_set(self: Any, name: str, value: object) -> None:  # noqa: ANN401
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def refuse_delete(self: Any, name: str) -> None:  # noqa: ANN401
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return refuse_set, refuse_delete


_SHARED = frozenset({"__init__", "__eq__", "__hash__", "__setattr__", "__delattr__"})
