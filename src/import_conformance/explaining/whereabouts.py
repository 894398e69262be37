"""Where a module is in the architecture: the pattern that places it, the laws that apply, its imports and importers."""

from collections.abc import Iterable, Sequence

from import_conformance.explaining.scopes import scopes
from import_conformance.model.answers.explanation import ApplicableLaw, Claim, Traffic, Whereabouts
from import_conformance.model.by_key import by_key
from import_conformance.model.codebase import Import, SourceFile
from import_conformance.model.finding import Finding
from import_conformance.rules.shared.base import Case

OUTSIDE_ALL = "in no layer"


def whereabouts(case: Case, name: str, file: SourceFile | None, findings: Sequence[Finding]) -> Whereabouts:
    """Return everything about a module, or about a file that is no module and is named by its path."""
    codebase = case.codebase
    place = codebase.places.get(name)
    layer = case.topology.layer_by_name.get(place.layer) if place else None
    outgoing = [edge for edge in codebase.imports if edge.importer == name]
    incoming = [edge for edge in codebase.imports if edge.imported == name]
    path = file.path if file else None
    return Whereabouts(
        name=name,
        file=file,
        place=place,
        title=layer.title if layer else "",
        because=layer.because if layer else "",
        below=sum(module.startswith(f"{name}.") for module in codebase.modules),
        claims=tuple(claims(case, name)) if name in codebase.modules else (),
        touches=touches(case, name),
        imports=_by_layer(case, ((edge, edge.imported) for edge in outgoing)),
        importers=_by_layer(case, ((edge, edge.importer) for edge in incoming)),
        packages=_packages(edge for edge in codebase.externals if edge.importer == name),
        findings=tuple(finding for finding in findings if finding.path == path) if path else (),
    )


def claims(case: Case, module: str) -> list[Claim]:
    """Return every pattern that matches a module: the one that places it first, then the others with the reason."""
    place = case.codebase.places.get(module)
    found = []
    for layer in case.topology.layers:
        for located in layer.patterns:
            if located.pattern.match(module) is None:
                continue
            why = "" if place and located == place.by else "it is less specific"
            if why and place and located.pattern.specificity == place.by.pattern.specificity:
                why = "it is as specific, and of the same layer"
            found.append(Claim(located.pattern.text, layer.name, located.position.line, why))
    return sorted(found, key=lambda claim: bool(claim.why))


def touches(case: Case, module: str) -> tuple[ApplicableLaw, ...]:
    """Return what each law says about a module, in the order of the sections."""
    return tuple(
        ApplicableLaw(scope.law.id, scope.section, scope.law.position.line, scope.says)
        for scope in scopes(case)
        if module in scope.modules
    )


def _by_layer(case: Case, ends: Iterable[tuple[Import, str]]) -> tuple[Traffic, ...]:
    """Count statements by the layer of their other end, in the order of the topology."""
    found: dict[str, list[str]] = {}
    for _, module in ends:
        place = case.codebase.places.get(module)
        found.setdefault(place.layer if place else OUTSIDE_ALL, []).append(module)
    order = [layer.name for layer in case.topology.layers]
    return tuple(
        Traffic(name, len(found[name]), len({*found[name]})) for name in (*order, OUTSIDE_ALL) if name in found
    )


def _packages(edges: Iterable[Import]) -> tuple[Traffic, ...]:
    found = by_key((edge.imported.partition(".")[0], edge.imported) for edge in edges)
    return tuple(Traffic(name, len(reached), len({*reached})) for name, reached in sorted(found.items()))
