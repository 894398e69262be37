"""The changes that must break import-linter's own contracts, and the parts of these that silently have no effect."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Any

from grimp import ImportGraph
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract
from importlinter.domain.contract import Contract
from importlinter.domain.imports import ModuleExpression

from import_conformance.model.dotted import lies_in, lies_in_any
from import_conformance.proving.material import MADE_UP

Edge = tuple[str, str]
MOST = 20


@dataclass(frozen=True)
class GraphChange:
    """Imports and modules that are added to a graph."""

    edges: tuple[Edge, ...] = ()
    modules: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The change in words."""
        edges = (f"+ {importer} -> {imported}" for importer, imported in self.edges)
        return ", ".join((*edges, *(f"+ {module}" for module in self.modules)))

    def apply(self, graph: ImportGraph) -> None:
        """Change a graph, which must be a copy."""
        for module in self.modules:
            graph.add_module(module)
        for importer, imported in self.edges:
            graph.add_import(importer=importer, imported=imported, line_number=1, line_contents=f"import {imported}")


@dataclass(frozen=True)
class ContractCheck:
    """A contract checked against a graph.

    Attributes:
        dead: Sentences about parts of the contract that have no effect.
        changes: What must break it.
        why_none: Why there are no changes.
    """

    dead: tuple[str, ...]
    changes: tuple[GraphChange, ...]
    why_none: str = ""


def of_forbidden(contract: ForbiddenContract, graph: ImportGraph) -> ContractCheck:
    """Add imports of forbidden modules by sources, unless one lies in the other: import-linter skips such pairs."""
    left, right = (_resolved(graph, _field(contract, name)) for name in ("source_modules", "forbidden_modules"))
    dead = [*_unmatched("source_modules", left), *_unmatched("forbidden_modules", right)]
    roots = {module.partition(".")[0] for module in graph.modules if not graph.is_module_squashed(module)}
    outside = [name for name in _names(right) if name not in graph.modules and name.partition(".")[0] not in roots]
    misspelt = "is imported nowhere, so it cannot be distinguished from a misspelt name"
    dead += [f"'{name}' in forbidden_modules {misspelt}" for name in outside]
    whole = bool(getattr(contract, "as_packages", True))
    present = {text: tuple(name for name in names if name in graph.modules) for text, names in right.items()}
    live = [pair for pair in product(_names(left), _names(present)) if not _overlap(*pair, whole)]
    if _names(left) and _names(present):
        dead += _skipped("source_modules", left, {source for source, _ in live})
        dead += _skipped("forbidden_modules", present, {target for _, target in live})
    return ContractCheck(tuple(dead), _edges(live), "it names no pair of modules that could import each other")


def of_layers(contract: LayersContract, graph: ImportGraph) -> ContractCheck:
    """Add imports of layers by those below them, and of independent layers by each other."""
    containers = _resolved(graph, _field(contract, "containers")) or {"": ("",)}
    dead = list(_unmatched("containers", containers))
    tails = [sorted(tail.name for tail in layer.module_tails) for layer in _field(contract, "layers")]
    below = [(low, high) for first, second in combinations(tails, 2) for high, low in product(first, second)]
    for layer, names in zip(_field(contract, "layers"), tails, strict=True):
        below += combinations(names, 2) if layer.is_independent else ()
    live: list[Edge] = []
    for text, meant in containers.items():
        pairs = [(_child(home, low), _child(home, high)) for home in meant for low, high in below]
        found = [pair for pair in pairs if graph.modules.issuperset(pair)]
        if text in meant and text and not found:
            dead.append(f"fewer than two of the layers exist in the container '{text}'")
        live += found
    homes = _names(containers)
    every = [name for names in tails for name in names] if homes else []
    missing = [name for name in every if not any(_child(home, name) in graph.modules for home in homes)]
    dead += [f"the layer '{name}' exists nowhere" for name in missing]
    is_closed = bool(getattr(contract, "exhaustive", False))
    closed = [GraphChange(modules=(_child(home, MADE_UP),)) for home in homes if is_closed]
    return ContractCheck(tuple(dead), (*_edges(live), *closed), "fewer than two of its layers exist")


def of_independence(contract: IndependenceContract, graph: ImportGraph) -> ContractCheck:
    """Add imports between two of the modules."""
    modules = _resolved(graph, _field(contract, "modules"))
    pairs = combinations(_names(modules), 2)
    return ContractCheck(tuple(_unmatched("modules", modules)), _edges(pairs), "it names fewer than two modules")


def of_protected(contract: ProtectedContract, graph: ImportGraph) -> ContractCheck:
    """Add imports of protected modules by modules that are neither allowed nor protected with them."""
    protected = _resolved(graph, _field(contract, "protected_modules"))
    allowed = _names(_resolved(graph, _field(contract, "allowed_importers")))
    whole = bool(getattr(contract, "as_packages", True))
    names = _names(protected)

    def live() -> Iterator[Edge]:
        importers = [module for module in sorted(graph.modules) if not graph.is_module_squashed(module)]
        for target, importer in product(names, importers):
            kin = (*allowed, target)
            if not (lies_in_any(importer, kin) if whole else importer in kin):
                yield importer, target

    dead = tuple(_unmatched("protected_modules", protected))
    return ContractCheck(dead, _edges(live()), "every module may import what it protects")


def of_acyclic(contract: AcyclicSiblingsContract, graph: ImportGraph) -> ContractCheck:
    """Let two siblings import each other."""
    ancestors = _names(_resolved(graph, _field(contract, "ancestors")))
    depth = int(getattr(contract, "depth", 0))
    skipped = set(_names(_resolved(graph, _field(contract, "skip_descendants"))))

    def live() -> Iterator[GraphChange]:
        for _ in range(depth + 1):
            level = [parent for parent in pending if parent in graph.modules and not graph.is_module_squashed(parent)]
            children = {parent: sorted(graph.find_children(parent)) for parent in level}
            for siblings in children.values():
                yield from (GraphChange(((a, b), (b, a))) for a, b in islice(combinations(siblings, 2), 2))
            pending[:] = [child for siblings in children.values() for child in siblings if child not in skipped]

    pending = list(ancestors)
    return ContractCheck((), tuple(islice(live(), MOST)), "no package of its scope has two children")


# The contract types of import-linter itself, each with the function that checks a contract of it.
TYPES: Mapping[str, tuple[type[Contract], Callable[..., ContractCheck]]] = {
    "forbidden": (ForbiddenContract, of_forbidden),
    "layers": (LayersContract, of_layers),
    "independence": (IndependenceContract, of_independence),
    "protected": (ProtectedContract, of_protected),
    "acyclic_siblings": (AcyclicSiblingsContract, of_acyclic),
}


def _field(contract: Contract, name: str) -> list[Any]:
    """Return the values of a field, which import-linter stores in its place; sets sorted by their strings."""
    values = getattr(contract, name, None) or ()
    return list(values) if isinstance(values, list) else sorted(values, key=str)


def _resolved(graph: ImportGraph, expressions: Iterable[ModuleExpression]) -> dict[str, tuple[str, ...]]:
    """Return the modules that each expression matches; a plain name stands for itself, even where it is missing."""
    return {
        each.expression: tuple(sorted(graph.find_matching_modules(each.expression)))
        if each.has_wildcard_expression()
        else (each.expression,)
        for each in expressions
    }


def _names(resolved: Mapping[str, tuple[str, ...]]) -> list[str]:
    return sorted({name for names in resolved.values() for name in names})


def _unmatched(option: str, resolved: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield from (f"'{text}' in {option} matches no module" for text, names in resolved.items() if not names)


def _skipped(option: str, resolved: Mapping[str, tuple[str, ...]], live: Collection[str]) -> Iterator[str]:
    for text, names in resolved.items():
        if names and not any(name in live for name in names):
            yield f"'{text}' in {option} overlaps with everything on the other side, and import-linter skips such pairs"


def _overlap(one: str, other: str, as_packages: bool) -> bool:
    return one == other or (as_packages and (lies_in(one, other) or lies_in(other, one)))


def _child(home: str, name: str) -> str:
    return f"{home}.{name}" if home else name


def _edges(pairs: Iterable[Edge]) -> tuple[GraphChange, ...]:
    return tuple(GraphChange((pair,)) for pair in islice(pairs, MOST))
