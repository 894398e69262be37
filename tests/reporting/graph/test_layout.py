"""The layout of a drawn graph: rows, their order, and the places of the boxes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.model.structure.structure import Dependency, Part, assembled
from import_conformance.reporting.graph import drawing, layout
from import_conformance.reporting.graph.label_spots import widths
from import_conformance.reporting.graph.ordering import crossings, ordered
from import_conformance.reporting.graph.ranks import rows_of
from import_conformance.reporting.graph.shapes import Box

GRAPHS = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 14), st.integers(0, 4), st.integers(0, 2), st.integers(0, 1)),
    max_size=30,
)


def drawn_from(ties: list[tuple[int, int, int, int, int]], by: str) -> Excerpt:
    """Return a structure of fifteen parts in three layers, with these dependencies."""
    parts = [Part(f"p{at}", f"L{at % 3}" if by != "package" else "", (), at) for at in range(15)]
    if by == "layer":
        parts = [Part(f"p{at}", f"p{at}", (), at) for at in range(15)]
    bonds = {(f"p{one}", f"p{other}"): counts for one, other, *counts in ties}
    return Excerpt(
        assembled(by, parts, [Dependency(*ends, counts[0], counts[1], 0, counts[2]) for ends, counts in bonds.items()]),
        "Any",
        dict.fromkeys([f"p{at}" for at in range(15)] if by == "layer" else ["L0", "L1", "L2"], ""),
    )


@given(GRAPHS, st.sampled_from(["layer", "cell", "package"]))
@settings(deadline=None, max_examples=60)
def test_every_part_has_a_place_of_its_own(ties: list[tuple[int, int, int, int, int]], by: str) -> None:
    """No box covers another, all are within the drawing, and one structure always gives the same drawing."""
    chosen = drawn_from(ties, by)
    plan = layout.plan(chosen, widths(chosen))

    assert sorted(box.key for box in plan.boxes) == sorted(part.key for part in chosen.structure.parts)
    assert [
        (one.key, other.key) for one in plan.boxes for other in plan.boxes if one.key < other.key and meet(one, other)
    ] == []
    assert all(
        box.x >= 0 and box.x + box.width <= plan.width and box.y + box.height <= plan.height for box in plan.boxes
    )
    assert drawing.render(chosen) == drawing.render(chosen)


def meet(one: Box, other: Box) -> bool:
    """Return whether two boxes overlap."""
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not beside and one.y < other.y + other.height and other.y < one.y + one.height


@given(GRAPHS)
@settings(deadline=None, max_examples=60)
def test_importers_are_above_what_they_import(ties: list[tuple[int, int, int, int, int]]) -> None:
    """Without a cycle all edges between packages lead down."""
    forward = [(min(tie[:2]), max(tie[:2]), *tie[2:]) for tie in ties]
    chosen = drawn_from(forward, "package")
    rank = {key: at for at, (_, keys) in enumerate(rows_of(chosen)) for key in keys}
    ways = [bond for bond in chosen.structure.bonds if bond.source != bond.target]

    assert all(rank[bond.source] < rank[bond.target] for bond in ways if bond.statements or bond.absences)


def test_a_cycle_is_cut_where_that_costs_least() -> None:
    """The lightest edge of a cycle leads up."""
    bonds = [Dependency("a", "b", 5), Dependency("b", "c", 5), Dependency("c", "a", 1)]

    assert rows_of(Excerpt(assembled("package", map(Part, "cab"), bonds))) == [("", ["a"]), ("", ["b"]), ("", ["c"])]


def test_rows_are_ordered_so_that_fewer_lines_cross() -> None:
    """Two edges that cross are uncrossed."""
    a, b, c, d = (("a", 0), ("b", 0), ("c", 0), ("d", 0))
    down = {a: [(d, 1.0)], b: [(c, 1.0)]}
    up = {d: [(a, 1.0)], c: [(b, 1.0)]}
    rows = [[a, b], [c, d]]

    assert (crossings(rows, down), crossings(ordered(rows, up, down), down)) == (1, 0)
