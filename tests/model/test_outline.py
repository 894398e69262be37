"""The rows of the matrix: groups with their totals, and the dependency between any two rows."""

from import_conformance.model.structure.outline import MatrixRow, outline
from import_conformance.model.structure.structure import Dependency, Part, Structure

PARTS = (
    Part("bills high", "high", ("bills",), modules=2, findings=1, new=1, afferent=0, efferent=3),
    Part("bills low", "low", ("bills",), modules=3, findings=2, new=0, afferent=3, efferent=1),
    Part("users low", "low", ("users",), modules=1),
    Part("tools", "tools"),
)
BONDS = (
    Dependency("bills high", "bills low", 2, 1, 1, 0, ("no-low",)),
    Dependency("bills low", "tools", 1),
    Dependency("users low", "bills low", absences=1, laws=("needs",)),
)


def test_a_group_comes_before_its_parts_and_one_part_is_no_group() -> None:
    """The figures of a group are totals without imports between its own parts."""
    rows = outline(Structure("cell", PARTS, BONDS)).rows
    bills = Part("bills", group=("bills",), modules=5, findings=3, new=1, afferent=0, efferent=1)

    assert rows == (
        MatrixRow("bills", bills, (0, 1)),
        MatrixRow("high", PARTS[0], (0,), 0),
        MatrixRow("low", PARTS[1], (1,), 0),
        MatrixRow("users low", PARTS[2], (2,)),
        MatrixRow("tools", PARTS[3], (3,)),
    )


def test_dependencies_are_summed_for_every_pair_of_rows() -> None:
    """A part and its group both have the part's dependencies, and those within a group are its own."""
    bonds = outline(Structure("cell", PARTS, BONDS)).bonds

    assert bonds[1, 2] == Dependency("bills high", "bills low", 2, 1, 1, 0, ("no-low",))
    assert bonds[0, 0] == Dependency("bills", "bills", 2, 1, 1, 0, ("no-low",))
    assert bonds[0, 4] == Dependency("bills", "tools", 1)
    assert bonds[3, 0] == Dependency("users low", "bills", absences=1, laws=("needs",))
    assert (4, 0) not in bonds
