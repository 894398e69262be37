"""Where a new rule must be registered besides the list of rules: without these entries something stays silent."""

from collections.abc import Iterator
from dataclasses import fields
from typing import get_args

import pytest

from import_conformance.compiling.plan import TITLES
from import_conformance.explaining.scopes import SECTIONS
from import_conformance.model.topology import Builtin, Law, Position, Source, Topology
from import_conformance.rules import RULES, custom
from import_conformance.testing.suite import TEST_OF

RULE_NAMES = [judge.__module__.rpartition(".")[2] for judge in (*RULES, custom.judge)]
# Rules whose contracts are named after the ends of their edges, or after the owner.
NAMED_BY_THEIR_LAW = {"layers", "forbid", "require", "own"}


def sections() -> Iterator[tuple[str, type[Law]]]:
    """The fields of a topology that hold laws, each with the class of its laws."""
    for field in fields(Topology):
        kind = next(iter(get_args(field.type)), None)
        if isinstance(kind, type) and issubclass(kind, Law):
            yield field.name, kind


def test_every_section_counts_as_written_laws() -> None:
    """A section left out of `written_laws` would be judged, but could not be waived or asked for by id."""
    laws = {name: (kind(name, Position(1)),) for name, kind in sections() if kind is not Builtin}
    topology = Topology("topology.yaml", "Test", Source((), ()), **laws)  # type: ignore[arg-type]  # each of its field's class

    assert {law.id for law in topology.written_laws()} == laws.keys()


def test_every_law_has_a_section_in_where_and_explain() -> None:
    """`where` and `explain` name the section of a law."""
    assert {kind for _, kind in sections()} - SECTIONS.keys() == set()


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_every_rule_has_a_contract_title_and_a_suite_function(rule: str) -> None:
    """Each rule has a title for its contract in .importlinter, and a test function of the suite."""
    assert rule in TITLES or rule in NAMED_BY_THEIR_LAW
    assert rule in TEST_OF
