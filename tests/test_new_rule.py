"""Every kind of law is complete: what is not there would be missing at some entry point, without a word."""

import importlib
import inspect
import pkgutil

import pytest

from import_conformance import suite
from import_conformance.model.base.law import Position
from import_conformance.model.laws.kind import LawKind
from import_conformance.model.laws.kinds import KINDS
from import_conformance.model.laws.sections import TOPOLOGY
from import_conformance.model.topology import Builtin, Source, Topology
from import_conformance.reading.shipped.rule_pages import page_of
from import_conformance.reviewing.categories import BY_KEY, category_of_rule
from import_conformance.rules import module_of

FUNCTIONS = {
    name
    for module in pkgutil.iter_modules(suite.__path__)
    if module.name.startswith("test_")
    for name, each in vars(importlib.import_module(f"{suite.__name__}.{module.name}")).items()
    if inspect.isfunction(each)
}
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.section.name)


@every_kind
def test_a_kind_of_law_is_complete(kind: LawKind) -> None:
    """It has a section, a rule with a page for each of its categories, a test function, a title and a sentence."""
    law = kind.law("some-id", Position(1))

    assert kind.section in TOPOLOGY.keys
    assert kind.test in FUNCTIONS
    assert kind.title(law)
    assert kind.sentence(law, ()) or kind.law is Builtin
    for rule in kind.rules:
        assert callable(module_of(rule).judge)  # type: ignore[union-attr]  # there is one, or this test fails
        assert category_of_rule(rule).key in BY_KEY
        assert page_of(rule)


@every_kind
def test_each_key_sets_a_field_of_the_law(kind: LawKind) -> None:
    """A key that sets nothing would be read and forgotten."""
    fields = set(kind.law.__dataclass_fields__)
    unread = {key.name for key in kind.all_keys() if key.attribute not in fields}

    # Both are read by hand: the ends of an edge, and a short form of another key.
    assert unread <= {"edge", "typing_only"}


def test_written_laws_are_all_but_the_built_in_ones() -> None:
    """A section left out would be judged, but could not be waived or asked for by id."""
    laws = tuple(kind.law(kind.section.name, Position(1)) for kind in KINDS)
    topology = Topology("topology.yaml", "Test", Source((), ()), laws=laws)

    assert {law.id for law in topology.written_laws()} == {law.id for law in laws} - {"builtin"}
