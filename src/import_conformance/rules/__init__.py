"""The rules: one file for each, pure functions from a case to judgements.

A rule is the module that has the name which `LawKind.categories` gives. It has a function `judge`, and may have `sides`
and `examples` (see `RuleModule`).
"""

from importlib import import_module
from types import ModuleType

from import_conformance.model.laws.kinds import KINDS
from import_conformance.rules.shared.base import Rule

# Rules from outside are asked apart, since their distributions must be loaded first.
OUTSIDE = "custom"
NAMES = tuple(name for kind in KINDS for name in kind.rules if name != OUTSIDE)


def module_of(rule: str) -> ModuleType | None:
    """Return the module of a rule; None for a name that no kind of law has."""
    return import_module(f"{__name__}.{rule}") if rule in (*NAMES, OUTSIDE) else None


def _judge(rule: str) -> Rule:
    judge: Rule = import_module(f"{__name__}.{rule}").judge
    return judge


RULES: tuple[Rule, ...] = tuple(map(_judge, NAMES))
