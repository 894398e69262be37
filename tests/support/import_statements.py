"""The imports of a text, read in each way that there is."""

from textwrap import dedent

from import_conformance.model.base.facts import Facts, ImportStatement, Wanted
from import_conformance.reading.source.facts import facts_of, facts_of_all


def statements(text: str) -> tuple[ImportStatement, ...]:
    """Return the imports of a text, which are the same whether or not a tree is built."""
    facts = facts_of(dedent(text).encode(), Wanted())
    assert isinstance(facts, Facts)
    assert facts_of_all([(dedent(text).encode(), Wanted())]) == [facts]
    return facts.imports
