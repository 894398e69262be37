"""Patterns looked up by name: none that claims a module is missed, whatever the patterns are."""

from hypothesis import given
from hypothesis import strategies as st

from import_conformance.model.patterns.pattern import Pattern
from import_conformance.model.patterns.pattern_index import PatternIndex

SEGMENTS = st.sampled_from(["a", "b", "*", "a*", "*b", "**", "{x}", "{x=a}", "{y}", "__init__"])
# An axis stands once in a pattern.
PATTERNS = st.lists(SEGMENTS, min_size=1, max_size=4).filter(lambda each: "".join(each).count("{") < 2)
NAMES = st.lists(st.sampled_from(["a", "b", "ab", "ba", "c"]), min_size=1, max_size=5).map(".".join)


@given(st.lists(PATTERNS.map(".".join), max_size=6), NAMES)
def test_the_patterns_that_claim_a_module_are_among_the_candidates(texts: list[str], name: str) -> None:
    """Candidates come in the order in which the patterns were given, each once."""
    patterns = [Pattern.parse(text) for text in texts]
    index = PatternIndex((pattern, at) for at, pattern in enumerate(patterns))
    found = list(index.candidates(name))

    assert [at for at in found if patterns[at].claims(name)] == [at for at, p in enumerate(patterns) if p.claims(name)]
    assert found == sorted(set(found))
