"""The descriptions in the dependency matrix."""

from import_conformance.model.structure.structure import Dependency
from import_conformance.reporting.html.matrix import describe_dependency


def test_a_dependency_is_described() -> None:
    """The number of statements comes first, then what is wrong with them."""
    bond = Dependency("a", "b", 3, 2, 1, 1, ("x", "y"))

    assert describe_dependency(bond) == "5 imports, 2 against the law, 1 required and missing (x, y)"
