"""The order of parts: names first, imports second, and the parts that form a cycle."""

import pytest

from import_conformance.proposing.layering import PackageCycle, arrange


def test_imports_decide_the_order_where_names_do_not() -> None:
    """The importing part is above the imported one; the minority of imports goes up."""
    found = arrange(("x", "y", "z"), {("x", "y"): 9, ("y", "z"): 9, ("z", "x"): 2})

    assert (found.order, found.against, found.total) == (("x", "y", "z"), 2, 20)
    assert found.cycles == (PackageCycle(("x", "y", "z"), 2, 20),)


def test_names_decide_where_there_are_hardly_any_imports() -> None:
    """Two imports up do not put the models over the API, four do."""
    assert arrange(("api", "models"), {("models", "api"): 2}).order == ("api", "models")
    assert arrange(("api", "models"), {("models", "api"): 4}).order == ("models", "api")


def test_numbers_win_over_any_number_of_imports() -> None:
    """Numbered layers keep the order of their numbers, whatever they import."""
    assert arrange(("L5", "L3"), {("L5", "L3"): 1000}).order == ("L3", "L5")


@pytest.mark.parametrize("weights", [{}, {("b", "a"): 1}])
def test_parts_of_one_height_are_sorted_by_name(weights: dict[tuple[str, str], int]) -> None:
    """The order depends on nothing but names and imports."""
    assert arrange(("c", "a", "b"), weights).order == (("b", "a", "c") if weights else ("a", "b", "c"))
