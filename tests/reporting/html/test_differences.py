"""Functions of a copy and its original side by side."""

from import_conformance.reporting.html.differences import MOST, difference
from tests.reporting.html.reports import Reader


def sides(*both: list[str]) -> list[str]:
    """The texts of a comparison, the name first."""
    return Reader(difference("run", *both)).texts


def test_lines_that_differ_stand_beside_each_other() -> None:
    """Each with its mark, and one line of what is around them; the rest is left out."""
    left = ["def run():", "    start()", "    return 1", "    # end", "    # far"]
    right = ["def run():", "    start()", "    return 2", "    # end", "    # far"]

    assert sides(left, right) == [
        "run", "start()", "start()", "-     return 1", "+     return 2", "# end", "# end",
    ]  # fmt: skip


def test_what_one_side_lacks_is_said() -> None:
    """Of a function that only one file has there is nothing to compare."""
    assert sides(["def run():", "    ..."], []) == ["run", "only in the copy, 2 lines"]
    assert sides([], ["def run(): ..."]) == ["run", "only in the original, 1 line"]


def test_a_long_difference_is_cut() -> None:
    """What is left out is counted."""
    texts = sides([f"a{at}" for at in range(100)], [f"b{at}" for at in range(100)])

    assert len(texts) == 2 + 2 * MOST
    assert texts[-1] == f"and {100 - MOST} lines more"
