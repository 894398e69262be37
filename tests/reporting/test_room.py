"""A Markdown text with a limit keeps its frame, and says what was cut."""

from hypothesis import given
from hypothesis import strategies as st

from import_conformance.reporting.comparison.size_budget import MarkdownSection, fill

ROWS = [f"row {number}" for number in range(100)]


def test_everything_is_shown_while_there_is_room() -> None:
    """Open sections stay open, folded ones get an element, and no empty line is at the end."""
    sections = [MarkdownSection(["# head", ""], ROWS[:2], [""]), MarkdownSection(["| a |"], ROWS[:1], [""], "more")]

    assert fill(sections, 10_000) == (
        "# head\n\nrow 0\nrow 1\n\n<details><summary>more</summary>\n\n| a |\nrow 0\n\n</details>\n"
    )


def test_a_cut_section_says_how_much_is_missing() -> None:
    """The first rows stay, and the section gives the number of missing ones."""
    text = fill([MarkdownSection(["# head"], ROWS)], 200)

    *rows, empty, cut = text.splitlines()
    assert rows == ["# head", *ROWS[: len(rows) - 1]]
    assert (len(rows), empty) == (18, "")
    assert cut == "... and 83 more, cut to fit; `conformance diff` without `--format` shows all."


def test_a_section_leaves_the_others_their_share() -> None:
    """A long first section leaves room for later ones, and takes what these do not need."""
    sections = [MarkdownSection([], ROWS, share=0.5), MarkdownSection([], ROWS[:3], [], share=0.5)]

    text = fill(sections, 600)

    assert text.splitlines()[-3:] == ROWS[:3]
    assert text.count("row") == 65


@given(st.lists(st.tuples(st.lists(st.text(max_size=40)), st.floats(0, 1)), max_size=6), st.integers(1500, 4000))
def test_the_limit_holds(parts: list[tuple[list[str], float]], most: int) -> None:
    """The limit in bytes of UTF-8 holds for any rows."""
    sections = [
        MarkdownSection(["head"], [row.replace("\n", " ") for row in rows], ["foot"], "f", s) for rows, s in parts
    ]

    assert len(fill(sections, most).encode("utf-8", "backslashreplace")) <= most
