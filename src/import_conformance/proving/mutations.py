"""For each rule, the changes that must break its laws; a rule that is not listed here gives examples itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields

from import_conformance.model.topology import Law, Selector
from import_conformance.proving import contents, custom, imports
from import_conformance.proving.imports import Accept, everything
from import_conformance.proving.material import Mutation
from import_conformance.rules import module_of
from import_conformance.rules.shared.base import Case

Source = Callable[..., Iterator[Mutation]]

# The rules whose laws are single entries of the topology, except `forbid`.
_BY_RULE: Mapping[str, Source] = {
    "require": imports.of_require,
    "acyclic": imports.of_acyclic,
    "quarantine": imports.of_quarantine,
    "own": contents.of_own,
    "symbols": contents.of_symbols,
    "ban": contents.of_ban,
    "name": contents.of_name,
    "headers": contents.of_headers,
    "custom": custom.of_custom,
}
_BUILTIN: Mapping[str, Source] = {
    "unresolved-imports": contents.of_unresolved,
    "shadowed-modules": contents.of_shadowed,
    "unparsable-files": contents.of_unparsable,
    "undeclared-values": contents.of_undeclared,
    "unplaced-modules": contents.of_unplaced,
}


# The rules whose laws are broken by changes that are known here; all others give examples themselves.
PROVEN = frozenset({"layers", "forbid", "builtin", *_BY_RULE})


def mutations(case: Case, rule: str, law_id: str, accept: Accept = everything) -> Iterator[Mutation]:
    """Yield changes that should each break the law, the plainest first, always in the same order.

    Args:
        case: The code base and its topology.
        rule: What judges the law.
        law_id: Its id.
        accept: For `layers` and `forbid`, decides which imports to try, by importer and imported module.
    """
    law = law_of(case, law_id)
    if rule == "layers":
        yield from imports.of_layers(case, law_id, accept)
    elif rule == "forbid" and law:
        yield from imports.of_forbid(case, law, accept)  # type: ignore[arg-type]  # laws of a section are of its class
    elif law and (rule in _BY_RULE or law_id in _BUILTIN):
        yield from (_BY_RULE.get(rule) or _BUILTIN[law_id])(case, law)
    elif law:
        for examples in getattr(module_of(rule), "examples", _no_examples)(case, law):
            yield custom.planting(case, examples)


def _no_examples(*_: object) -> tuple[()]:
    return ()


def law_of(case: Case, law_id: str) -> Law | None:
    """Return the law as the topology states it; None for a pair of layers."""
    laws = case.topology.laws
    return next((law for law in laws if law.id == law_id), None)


def nameless(case: Case, law: Law | None) -> tuple[str, ...]:
    """Return the selectors of a law that name no module."""
    values = [getattr(law, field.name) for field in fields(law)] if law else []
    parts = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
    return tuple(part.text for part in parts if isinstance(part, Selector) and not case.select(part))
