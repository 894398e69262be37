"""The modules that each law applies to, and a sentence about each side of a law."""

from collections.abc import Iterator
from dataclasses import dataclass

from import_conformance.model.base.law import Law
from import_conformance.model.language.terms import Scope
from import_conformance.model.laws.kinds import kind_of
from import_conformance.rules import module_of
from import_conformance.rules.shared.base import Case, Side


@dataclass(frozen=True)
class LawScope:
    """One side of a law: what it says about the modules on this side."""

    law: Law
    says: str
    modules: frozenset[str]

    @property
    def is_narrow(self) -> bool:
        """False for a law that applies to the whole code base because the topology does not restrict it."""
        return kind_of(self.law).is_narrow(self.law)

    @property
    def section(self) -> str:
        """The section of the topology that the law is in."""
        return kind_of(self.law).section.name


def scopes(case: Case) -> Iterator[LawScope]:
    """Yield every side of every law that the author wrote; laws with two sides have two scopes."""
    for law in case.topology.written_laws():
        sides = getattr(module_of(kind_of(law).rules[0]), "sides", _bound)
        for sentence, modules in sides(case, law):
            yield LawScope(law, sentence, modules)


def _bound(case: Case, law: Law) -> Iterator[Side]:
    """Yield the one side of a law whose rule does not say more."""
    bound = (key.attribute for key in kind_of(law).all_keys() if key.scope is Scope.BOUND)
    modules = case.within(selector for name in bound for selector in getattr(law, name))
    yield "is bound by it", frozenset(module for module in modules if module in case.codebase.paths)
