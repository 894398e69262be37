"""Patterns claim modules by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from import_conformance.model.patterns.pattern import Capture, Pattern, PatternError


@pytest.mark.parametrize(
    ("pattern", "module", "claims"),
    [
        ("app.a", "app.a", True),
        ("app.a", "app.a.b.c", True),
        ("app.a", "app.ab", False),
        ("app.a", "app", False),
        ("app.*", "app", False),
        ("app.L5_*", "app.L5_engines.x", True),
        ("app.L5_*", "app.L6_drivers", False),
        ("app.*_service", "app.user_service", True),
        ("app.a*b*c", "app.aXbYc", True),
        ("app.a*b*c", "app.acb", False),
        ("app.**.engines", "app.engines", True),
        ("app.**.engines", "app.x.y.engines.z", True),
        ("app.**.engines", "app.x.y", False),
        ("**", "anything.at.all", True),
        ("app.__init__", "app", True),
        ("app.__init__", "app.a", False),
        ("app.*.__init__", "app.a", True),
        ("app.*.__init__", "app.a.b", False),
        ("app.**.__init__", "app.a.b", True),
        ("app.{domain}.x", "app.policies.x", True),
        ("app.{domain=general}.x", "app.policies.x", False),
    ],
)
def test_a_pattern_claims_what_it_matches_and_everything_below(pattern: str, module: str, claims: bool) -> None:
    """A pattern claims the module it matches and all modules below, and nothing else."""
    assert Pattern.parse(pattern).claims(module) is claims


def test_axes_capture_one_segment_and_its_place() -> None:
    """`{axis}` takes one segment, `{axis=value}` that literal one, each with its index in the name."""
    found = Pattern.parse("app.{audience}.{domain=general}.L4").match("app.cus.general.L4.engines")

    assert found == (Capture("audience", "cus", 1), Capture("domain", "general", 2))


def test_more_literal_segments_are_more_specific() -> None:
    """Whole literal segments outweigh partial ones; a fixed axis value counts as literal."""
    ordered = ["a.{x}.L5_*.drivers", "a.{x=g}.L4", "a.{x}.L5_*", "a.*.**"]

    assert [Pattern.parse(text).specificity for text in ordered] == [(2, 1), (3, 0), (1, 1), (1, 0)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("app..x", "'' is not a segment of a pattern: write a name, * or ** or {axis}, joined by single dots"),
        ("app.x|y", "'x|y' is not a segment of a pattern: write a name, * or ** or {axis}, joined by single dots"),
        ("app.core_{n}", "'core_{n}': an {axis} takes a whole segment; write * for a part of one"),
        ("app.a**", "'a**': ** must be a segment of its own"),
        ("app.{d}.{d}", "the axis {d} stands twice in one pattern"),
        ("a" * 257, "the pattern is longer than 256 characters"),
    ],
)
def test_a_bad_pattern_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    """What is no pattern is refused with the segment and what would do."""
    with pytest.raises(PatternError) as refused:
        Pattern.parse(text)

    assert str(refused.value) == sentence


SEGMENTS = st.lists(st.sampled_from(["a", "ab", "b"]), min_size=1, max_size=6)


@given(SEGMENTS, st.lists(st.sampled_from(["a", "b", "*", "a*", "**", "*b"]), min_size=1, max_size=5))
def test_matching_agrees_with_a_naive_definition(name: list[str], pattern: list[str]) -> None:
    """The matcher gives what the definition of the wildcards gives, tried by brute force."""

    def matches(at: int, position: int) -> bool:
        if at == len(pattern):
            return True
        if pattern[at] == "**":
            return any(matches(at + 1, later) for later in range(position, len(name) + 1))
        if position == len(name):
            return False
        first, _, last = pattern[at].partition("*")
        word = name[position]
        fits = (
            word == first
            if "*" not in pattern[at]
            else (len(word) >= len(first) + len(last) and word.startswith(first) and word.endswith(last))
        )
        return fits and matches(at + 1, position + 1)

    assert Pattern.parse(".".join(pattern)).claims(".".join(name)) is matches(0, 0)


def test_many_double_stars_are_matched_in_linear_time() -> None:
    """A hostile pattern against a long name ends at once: 50 `**` against 400 segments is no problem."""
    pattern = Pattern.parse(".".join(["**.a"] * 50))

    assert not pattern.claims(".".join(["b"] * 400))
