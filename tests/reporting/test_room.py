"""A Markdown text that must not grow beyond a limit keeps its frames, and says what was cut."""

from hypothesis import given
from hypothesis import strategies as st

from import_conformance.reporting.comparison.size_budget import MarkdownSection, fill

ROWS = [f"row {number}" for number in range(100)]


def test_everything_is_told_while_there_is_room() -> None:
    """Open sections as they are, folded ones in an element of their own, no empty line at the end."""
    sections = [MarkdownSection(["# head", ""], ROWS[:2], [""]), MarkdownSection(["| a |"], ROWS[:1], [""], "more")]

    assert fill(sections, 10_000) == (
        "# head\n\nrow 0\nrow 1\n\n<details><summary>more</summary>\n\n| a |\nrow 0\n\n</details>\n"
    )


def test_what_is_cut_is_said() -> None:
    """The first rows stay, and the section says how many are missing."""
    text = fill([MarkdownSection(["# head"], ROWS)], 200)

    *rows, empty, cut = text.splitlines()
    assert rows == ["# head", *ROWS[: len(rows) - 1]]
    assert (len(rows), empty) == (18, "")
    assert cut == "... and 83 more, cut to fit; `conformance diff` without `--format` shows all."


def test_a_section_leaves_the_others_their_share() -> None:
    """A long section first does not starve those behind it, and what they do not need comes back."""
    sections = [MarkdownSection([], ROWS, share=0.5), MarkdownSection([], ROWS[:3], [], share=0.5)]

    text = fill(sections, 600)

    assert text.splitlines()[-3:] == ROWS[:3]
    assert text.count("row") == 65


@given(st.lists(st.tuples(st.lists(st.text(max_size=40)), st.floats(0, 1)), max_size=6), st.integers(1500, 4000))
def test_the_limit_holds(parts: list[tuple[list[str], float]], most: int) -> None:
    """Whatever the rows are, in bytes of UTF-8."""
    sections = [
        MarkdownSection(["head"], [row.replace("\n", " ") for row in rows], ["foot"], "f", s) for rows, s in parts
    ]

    assert len(fill(sections, most).encode("utf-8", "backslashreplace")) <= most
