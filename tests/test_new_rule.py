"""Every kind of law is complete: what is not there would be missing at some entry point, without a word."""

import importlib
import inspect
import pkgutil

import pytest

from import_conformance import suite
from import_conformance.model.base.law import LawEffect, Position
from import_conformance.model.language.terms import Number, Scope, Texts
from import_conformance.model.laws.kind import LawKind
from import_conformance.model.laws.kinds import KINDS
from import_conformance.model.laws.sections import TOPOLOGY
from import_conformance.model.topology import Builtin, Source, Topology
from import_conformance.proving.mutations import PROVEN
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


@every_kind
def test_each_key_says_what_a_change_of_it_does(kind: LawKind) -> None:
    """Otherwise `diff` would show a loosened law as one that is only different."""
    silent = {
        key.name
        for key in kind.all_keys()
        if isinstance(key.holds, Number) and key.more is LawEffect.CHANGED and not kind.own_reader
    }
    unscoped = {
        key.name
        for key in kind.all_keys()
        if isinstance(key.holds, Texts) and key.holds.item.what == "selector" and key.scope is Scope.NONE
    }

    assert silent == set()
    # The owner of copies is neither bound nor exempt.
    assert unscoped <= {"owner"}


@every_kind
def test_a_rule_can_be_proven_to_fail(kind: LawKind) -> None:
    """`prove` has a change for it, or the rule gives examples."""
    for rule in kind.rules:
        assert rule in PROVEN or hasattr(module_of(rule), "examples"), rule
