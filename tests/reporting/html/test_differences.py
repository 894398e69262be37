"""Functions of a copy and its original, side by side."""

from import_conformance.reporting.html.differences import MOST, difference
from tests.reporting.html.reports import Reader


def sides(*both: list[str]) -> list[str]:
    """Return the texts of a comparison, the name first."""
    return Reader(difference("run", *both)).texts


def test_differing_lines_are_shown_side_by_side() -> None:
    """Each has its mark and one line of context, and the rest is left out."""
    left = ["def run():", "    start()", "    return 1", "    # end", "    # far"]
    right = ["def run():", "    start()", "    return 2", "    # end", "    # far"]

    assert sides(left, right) == [
        "run", "start()", "start()", "-     return 1", "+     return 2", "# end", "# end",
    ]  # fmt: skip


def test_a_function_of_one_side_is_not_compared() -> None:
    """For a function that only one file has there is a sentence instead of a comparison."""
    assert sides(["def run():", "    ..."], []) == ["run", "only in the copy, 2 lines"]
    assert sides([], ["def run(): ..."]) == ["run", "only in the original, 1 line"]


def test_a_long_difference_is_cut() -> None:
    """The number of omitted lines is shown."""
    texts = sides([f"a{at}" for at in range(100)], [f"b{at}" for at in range(100)])

    assert len(texts) == 2 + 2 * MOST
    assert texts[-1] == f"and {100 - MOST} lines more"
