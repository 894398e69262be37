"""Frozen dataclasses of our own making: in everything that can be seen they are those of the standard library."""

import copy
import dataclasses
import inspect
import pickle
from functools import cached_property
from typing import Any, ClassVar, get_type_hints

import pytest

from import_conformance.model.value import dataclass as ours

BOTH = pytest.mark.parametrize("declare", [dataclasses.dataclass(frozen=True), ours(frozen=True)])


def made(declare: Any) -> Any:  # noqa: ANN401
    """A class as a decorator makes it."""

    @declare
    class Route:
        """Stops in order, and a number of notes."""

        name: str
        stops: tuple[str, ...] = ()
        notes: dict[str, int] = dataclasses.field(default_factory=dict, compare=False, repr=False)
        first: str = dataclasses.field(init=False, default="")
        seen: list[str] = dataclasses.field(init=False, default_factory=list, compare=False)
        kind: ClassVar[str] = "plain"

        def __post_init__(self) -> None:
            object.__setattr__(self, "first", next(iter(self.stops), ""))

        @cached_property
        def length(self) -> int:
            """The number of stops."""
            return len(self.stops)

    Route.__qualname__ = "Route"
    return Route


@BOTH
def test_values_are_made_and_told(declare: Any) -> None:  # noqa: ANN401
    """By place and by name, with defaults of their own; what is not to be shown is not."""
    route = made(declare)
    one = route("a", stops=("x", "y"))

    assert (one.name, one.stops, one.notes, one.length, one.kind) == ("a", ("x", "y"), {}, 2, "plain")
    assert repr(one) == "Route(name='a', stops=('x', 'y'), first='x', seen=[])"
    assert one.notes is not route("a").notes
    with pytest.raises(TypeError, match=r"__init__\(\) missing 1 required positional argument: 'name'$"):
        route()
    with pytest.raises(TypeError, match=r"__init__\(\) got an unexpected keyword argument 'first'$"):
        route("a", first="x")


@BOTH
def test_values_are_equal_when_what_they_hold_is(declare: Any) -> None:  # noqa: ANN401
    """And never to those of another class; what is not to be compared is not."""
    route, other = made(declare), made(declare)

    assert route("a", notes={"x": 1}) == route("a")
    assert hash(route("a", ("x",))) == hash(("a", ("x",), "x"))
    assert {route("a"), route("a"), route("b")} == {route("b"), route("a")}
    assert route("a") != route("a", ("x",))
    assert route("a") != other("a")
    assert route("a") != ("a", ())


@BOTH
def test_values_cannot_be_changed(declare: Any) -> None:  # noqa: ANN401
    """But be copied with a change, and taken apart."""
    one = made(declare)("a")
    with pytest.raises(dataclasses.FrozenInstanceError, match=r"^cannot assign to field 'name'$"):
        one.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match=r"^cannot delete field 'name'$"):
        del one.name

    assert dataclasses.replace(one, name="b").name == "b"
    assert dataclasses.asdict(one) == {"name": "a", "stops": (), "notes": {}, "first": "", "seen": []}
    assert [each.name for each in dataclasses.fields(one)] == ["name", "stops", "notes", "first", "seen"]
    assert copy.deepcopy(one) == one
    assert type(one).__match_args__ == ("name", "stops", "notes")


@ours(frozen=True)
class Base:
    """Something with a name."""

    name: str
    size: int = 0

    def __repr__(self) -> str:
        return f"<{self.name}>"


@ours(frozen=True)
class Heir(Base):
    """More of it."""

    more: str = ""


def test_heirs_have_the_fields_of_their_parents() -> None:
    """A text of one's own is kept by the class that has it."""
    assert repr(Base("a")) == "<a>"
    assert repr(Heir("a", more="b")) == "Heir(name='a', size=0, more='b')"
    assert Heir("a") != Base("a")
    assert [each.name for each in dataclasses.fields(Heir)] == ["name", "size", "more"]


@pytest.mark.parametrize("declare", [dataclasses.dataclass(frozen=True), ours(frozen=True)])
def test_heirs_of_any_kind(declare: Any) -> None:  # noqa: ANN401
    """Whoever uses the API may declare them by the standard library, or have attributes besides the fields."""
    route = made(declare)

    @dataclasses.dataclass(frozen=True)
    class Weighed(route):  # type: ignore[misc, valid-type]
        """By the standard library."""

        weight: int = 0

    class Noted(route):  # type: ignore[misc, valid-type]
        """No dataclass."""

        def __init__(self, name: str) -> None:
            super().__init__(name)
            self.note = "n"

    one = Noted("a")
    one.other = "o"
    del one.other
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.name = "b"
    with pytest.raises(TypeError, match="cannot inherit non-frozen dataclass from a frozen one"):
        dataclasses.dataclass(type("Open", (route,), {}))

    assert (Weighed("a", weight=2).weight, one.note, one.name) == (2, "n", "a")


def test_what_tools_ask_of_a_class_is_answered() -> None:
    """Signature, types and flags."""
    theirs, mine = made(dataclasses.dataclass(frozen=True)), made(ours(frozen=True))
    flags = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")

    assert list(inspect.signature(mine).parameters) == list(inspect.signature(theirs).parameters)
    assert get_type_hints(mine.__init__) == get_type_hints(theirs.__init__)
    assert [getattr(mine.__dataclass_params__, flag) for flag in flags] == [
        getattr(theirs.__dataclass_params__, flag) for flag in flags
    ]


def test_what_a_class_says_itself_holds() -> None:
    """A comparison of its own, and fields with wishes."""

    @ours(frozen=True)
    class Odd:
        """Equal to everything."""

        name: str = dataclasses.field(kw_only=True, hash=False)

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    assert (Odd(name="a") == 3, hash(Odd(name="b"))) == (True, 7)
    with pytest.raises(TypeError, match="takes 1 positional argument but 2 were given"):
        Odd("a")  # type: ignore[call-arg]


def test_other_options_are_left_to_the_standard_library() -> None:
    """A class that can be changed, or that has slots."""

    @ours(slots=True, eq=False)
    class Open:
        """One that can be changed."""

        name: str

    one = Open("a")
    one.name = "b"
    assert (one.name, one == Open("b")) == ("b", False)


def test_values_go_between_processes() -> None:
    """As pytest's workers hand them over."""
    assert pickle.loads(pickle.dumps(Heir("a", 1, "b"))) == Heir("a", 1, "b")  # noqa: S301
