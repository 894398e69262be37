"""What is chosen of a structure, and what is taken as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from import_conformance.model.structure.excerpt import (
    Only,
    UnknownPartError,
    collapsed,
    heaviest,
    named,
    near,
    only,
    without,
)
from import_conformance.model.structure.structure import Dependency, Part, Structure, assembled

PARTS = (
    Part("a high", "high", ("x", "a"), 1, 2, 1),
    Part("a low", "low", ("x", "a"), 2, 1, 0),
    Part("b low", "low", ("x", "b"), 3),
    Part("c low", "low", ("y", "c"), 4),
    Part("hub", "hub", (), 5),
)
BONDS = (
    Dependency("a high", "a low", convergences=4),
    Dependency("a low", "a low", convergences=9),
    Dependency("a low", "b low", convergences=1, divergences=2, new=1, laws=("one",)),
    Dependency("b low", "c low", convergences=3),
    Dependency("b low", "hub", absences=1, laws=("two",)),
    Dependency("c low", "hub", convergences=5),
)
WHOLE = assembled("cell", PARTS, BONDS)


def shown(structure: Structure) -> tuple[list[str], list[str]]:
    """Return the keys of the parts, and of the dependencies as `source > target`."""
    return [part.key for part in structure.parts], [f"{bond.source} > {bond.target}" for bond in structure.bonds]


def test_a_group_becomes_one_part() -> None:
    """What was between its parts is inside it, what went out of them goes out of it; the rest stays."""
    one = collapsed(WHOLE, ["a"])

    assert one.parts[:2] == (
        Part("a", "", ("x",), 3, 3, 1, afferent=0, efferent=3),
        Part("b low", "low", ("x", "b"), 3, afferent=3, efferent=3),
    )
    assert one.bonds[:2] == (Dependency("a", "a", convergences=13), Dependency("a", "b low", 1, 2, 1, laws=("one",)))


def test_of_two_nested_groups_the_outer_one_becomes_a_part() -> None:
    """The order of the names does not matter, and a group that is swallowed whole is no mistake."""
    assert shown(collapsed(WHOLE, ["a", "x"])) == shown(collapsed(WHOLE, ["x", "a"]))
    assert shown(collapsed(WHOLE, ["a", "x"]))[0] == ["x", "c low", "hub"]


def test_a_layer_becomes_one_part_and_stays_a_layer() -> None:
    """Its parts keep no group in common."""
    assert collapsed(WHOLE, ["low"]).part("low") == Part("low", "low", (), 9, 1, 0, afferent=4, efferent=5)


def test_a_package_becomes_one_with_all_below_it() -> None:
    """The part of the package itself is included."""
    parts = (
        Part("p", group=()),
        Part("p.a", group=("p",)),
        Part("p.a.x", group=("p", "p.a")),
        Part("p.b", group=("p",)),
    )

    assert shown(collapsed(assembled("package", parts, ()), ["p.a"]))[0] == ["p", "p.a", "p.b"]


def test_a_name_that_another_part_has_is_not_taken_twice() -> None:
    """The group says that it is all of it."""
    whole = assembled("cell", (Part("shop low", "low", ("shop",)), Part("shop", "shop")), ())

    assert shown(collapsed(whole, ["shop"]))[0] == ["all shop", "shop"]


def test_a_name_may_be_that_of_a_part_a_group_or_a_layer() -> None:
    """The name selects all parts, groups and layers of that name."""
    assert [sorted(named(WHOLE, [name])) for name in ("hub", "y", "low")] == [
        ["hub"],
        ["c low"],
        ["a low", "b low", "c low"],
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [("hubs", "nearest: hub"), ("Q", "there are: a high, x, a, high, a low, low, b low, b...")],
)
def test_an_unknown_name_is_reported_with_the_nearest(name: str, hint: str) -> None:
    """Without a near name the message lists the first of all names."""
    with pytest.raises(UnknownPartError) as caught:
        named(WHOLE, [name])

    assert str(caught.value) == f"no part by cell is called {name!r}, and no group of parts; {hint}"


@pytest.mark.parametrize(
    ("distance", "parts", "bonds"),
    [
        (0, ["b low"], []),
        (1, ["a low", "b low", "c low", "hub"], ["a low > a low", "a low > b low", "b low > c low", "b low > hub"]),
        (2, [part.key for part in PARTS], [f"{bond.source} > {bond.target}" for bond in BONDS]),
    ],
)
def test_a_part_is_shown_with_its_neighbours(distance: int, parts: list[str], bonds: list[str]) -> None:
    """Neighbours in both directions are shown, without the dependencies between the farthest of them."""
    assert shown(near(WHOLE, frozenset({"b low"}), distance)) == (parts, bonds)


def test_parts_requested_together_show_the_dependencies_between_them() -> None:
    """They do so even where no neighbours are requested."""
    assert shown(near(WHOLE, frozenset({"b low", "hub"}), 0)) == (["b low", "hub"], ["b low > hub"])


def test_figures_count_what_the_excerpt_leaves_out() -> None:
    """A part's couplings are those of the whole code base."""
    assert without(WHOLE, frozenset({"a low"})).part("b low") == WHOLE.part("b low")


@pytest.mark.parametrize(
    ("wanted", "bonds"),
    [
        (Only.ALL, shown(WHOLE)[1]),
        (Only.DIVERGENCES, ["a low > b low"]),
        (Only.ABSENCES, ["b low > hub"]),
    ],
)
def test_an_excerpt_may_hold_broken_dependencies_only(wanted: Only, bonds: list[str]) -> None:
    """Parts without a broken dependency are not shown."""
    assert shown(only(WHOLE, wanted))[1] == bonds


@pytest.mark.parametrize(
    ("most", "bonds"),
    [
        (5, ["a high > a low", "a low > a low", "a low > b low", "b low > c low", "b low > hub", "c low > hub"]),
        (3, ["a low > a low", "a low > b low", "b low > hub", "c low > hub"]),
        (1, ["a low > a low", "a low > b low"]),
        (0, []),
    ],
)
def test_a_limit_keeps_broken_dependencies_first_then_heavy_ones(most: int, bonds: list[str]) -> None:
    """A dependency inside a part is no edge, and is not counted as one."""
    assert shown(heaviest(WHOLE, most))[1] == bonds


@given(st.lists(st.sampled_from(["a", "b", "x", "y", "low", "hub"]), max_size=4))
def test_collapsing_loses_nothing(names: list[str]) -> None:
    """Modules, findings and statements are as many as before."""

    def sums(structure: Structure) -> tuple[int, ...]:
        parts, bonds = structure.parts, structure.bonds
        return (
            sum(part.modules for part in parts),
            sum(part.findings for part in parts),
            sum(part.new for part in parts),
            *(
                sum(getattr(bond, name) for bond in bonds)
                for name in ("convergences", "divergences", "new", "absences")
            ),
        )

    assert sums(collapsed(WHOLE, names)) == sums(WHOLE)
