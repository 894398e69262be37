"""What a new rule must be told to, besides being a rule: places that would go on without it and say less."""

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
# Their contracts are named after the ends of their edges, or after the owner.
NAMED_BY_THEIR_LAW = {"layers", "forbid", "require", "own"}


def sections() -> Iterator[tuple[str, type[Law]]]:
    """The fields of a topology that hold laws, each with the class of its laws."""
    for field in fields(Topology):
        kind = next(iter(get_args(field.type)), None)
        if isinstance(kind, type) and issubclass(kind, Law):
            yield field.name, kind


def test_a_written_law_is_one_of_the_topology_whatever_its_section() -> None:
    """A section that is left out could be judged, and neither waived nor asked for by its id."""
    laws = {name: (kind(name, Position(1)),) for name, kind in sections() if kind is not Builtin}
    topology = Topology("topology.yaml", "Test", Source((), ()), **laws)  # type: ignore[arg-type]  # each of its field's class

    assert {law.id for law in topology.written_laws()} == laws.keys()


def test_every_law_can_be_told_by_its_section() -> None:
    """`where` and `explain` say in which section a law stands."""
    assert {kind for _, kind in sections()} - SECTIONS.keys() == set()


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_every_rule_has_words_at_the_other_doors(rule: str) -> None:
    """A title for its contract in .importlinter, and a test function of the suite."""
    assert rule in TITLES or rule in NAMED_BY_THEIR_LAW
    assert rule in TEST_OF
