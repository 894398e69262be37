"""No vacuous law: a layer, pattern or axis value without a module is an error, unless the law calls it optional."""

from collections.abc import Callable, Iterator

from import_conformance.model.topology import Problem
from import_conformance.rules.shared.base import Case


def vacuous(case: Case) -> Iterator[Problem]:
    """The declared places that no module of the code base stands in."""
    claimed = {at.by for at in case.codebase.places.values()}
    for layer in case.topology.layers:
        for located in layer.patterns:
            if not layer.optional and located not in claimed and not _claims_any(case, located.pattern.claims):
                yield case.problem(
                    located.position,
                    f"the pattern {located.pattern.text} of layer {layer.name} matches no module; correct it, take it "
                    "out, or say `optional: true` with a `because`",
                )
    taken = {(capture.axis, capture.value) for at in case.codebase.places.values() for capture in at.captures}
    for axis in case.topology.axes:
        for value, position in axis.values.items():
            if (axis.name, value) not in taken and value not in axis.optional:
                yield case.problem(
                    position,
                    f"'{value}' of axis {axis.name} has no module; correct it, take it out, or list it as optional",
                )
    for located in case.topology.source.exclude:
        if not any(file.module and located.pattern.claims(file.module) for file in case.codebase.files):
            yield case.problem(
                located.position, f"the pattern {located.pattern.text} of source.exclude matches no file"
            )


def _claims_any(case: Case, claims: Callable[[str], bool]) -> bool:
    """True when the pattern matches a module, even if a more specific pattern has it."""
    return any(map(claims, case.codebase.modules))
