"""The code base as parts and the bonds between them: what matrices, pictures and comparisons of two revisions show.

The words are those of reflexion models (Murphy, Notkin, Sullivan 1995): an import that the law allows is a convergence,
one that it does not allow a divergence, and an import that the law requires and the code lacks an absence.
Instability is Martin's (1994): efferent couplings over all couplings, counted here in import statements.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from conformance.model.codebase import Codebase, Import
from conformance.model.finding import Finding, Kind, State
from conformance.model.permission import Permission
from conformance.model.placement import Selection
from conformance.model.topology import Require, Topology

CELL, LAYER, PACKAGE = "cell", "layer", "package"
UNPLACED = "unplaced"
_IMPORT_RULES = frozenset({"layers", "forbid", "quarantine"})


@dataclass(frozen=True)
class Part:
    """A set of modules that stands as one: a layer, an axis value, a cell (both), or a package.

    key: unique in its structure, in words (`policies L5`). group: the parts above it, for collapsing: the axis values
    of a cell, the parents of a package. layer: "" where the part is not of one layer. findings, new: about its modules.
    afferent, efferent: import statements from and to other parts.
    """

    key: str
    layer: str = ""
    group: tuple[str, ...] = ()
    modules: int = 0
    findings: int = 0
    new: int = 0
    afferent: int = 0
    efferent: int = 0

    @property
    def instability(self) -> float | None:
        """0 for a part that only others import, 1 for one that only imports others, None for one alone."""
        both = self.afferent + self.efferent
        return self.efferent / both if both else None


@dataclass(frozen=True)
class Bond:
    """All imports of one part by another (or by itself), in statements.

    convergences + divergences = statements. new: the divergences that no baseline knows. absences: imports that laws
    require and that are lacking, one for each finding. laws: the ids of the laws that are broken here, sorted.
    """

    source: str
    target: str
    convergences: int = 0
    divergences: int = 0
    new: int = 0
    absences: int = 0
    laws: tuple[str, ...] = ()

    @property
    def statements(self) -> int:
        """Import statements there are."""
        return self.convergences + self.divergences


@dataclass(frozen=True)
class Structure:
    """Parts in the order of the law (axis values as declared, layers from the top down), bonds sorted by that order.

    by: `cell`, `layer`, `package`, or the name of an axis.
    """

    by: str
    parts: tuple[Part, ...]
    bonds: tuple[Bond, ...]

    def part(self, key: str) -> Part:
        """The part of a key."""
        return next(part for part in self.parts if part.key == key)


def structure(
    topology: Topology, codebase: Codebase, findings: Iterable[Finding], by: str = CELL, depth: int = 2
) -> Structure:
    """Group the modules into parts and count what lies between them.

    by: as in `Structure.by`. depth: with `package`, how many segments of a name make a part.
    Modules without a place stand together as `unplaced` (those without the axis as `no domain` and the like), except
    with `package`.
    """
    naming = Naming(topology, codebase, by, depth)
    held = tuple(findings)
    bonds = _bonds(topology, codebase, held, naming)
    sizes = Counter(naming.part(module) for module in codebase.modules)
    about, new = Counter[str](), Counter[str]()
    for finding in held:
        key = naming.of_finding(finding)
        about[key] += 1
        new[key] += finding.state is State.NEW
    named = {*sizes, *(end for bond in bonds for end in (bond.source, bond.target))}
    keys = sorted(named, key=naming.order)
    into, out = Counter[str](), Counter[str]()
    for bond in bonds:
        if bond.source != bond.target:
            out[bond.source] += bond.statements
            into[bond.target] += bond.statements
    parts = tuple(
        replace(
            naming.describe(key),
            modules=sizes[key],
            findings=about[key],
            new=new[key],
            afferent=into[key],
            efferent=out[key],
        )
        for key in keys
    )
    rank = {key: at for at, key in enumerate(keys)}
    return Structure(by, parts, tuple(sorted(bonds, key=lambda bond: (rank[bond.source], rank[bond.target]))))


class Naming:
    """Which part a module belongs to, and how parts are ordered."""

    def __init__(self, topology: Topology, codebase: Codebase, by: str, depth: int) -> None:
        self._topology, self._codebase, self._by, self._depth = topology, codebase, by, depth
        self._rest = UNPLACED if by in (CELL, LAYER) else f"no {by}"
        self._layers = {layer.name: at for at, layer in enumerate(topology.layers)}
        self._values = [{value: at for at, value in enumerate(axis.values)} for axis in topology.axes]
        self._parts: dict[str, Part] = {}
        self._orders: dict[str, tuple[object, ...]] = {}

    def part(self, module: str) -> str:
        """The key of a module's part; a module need not exist when it has no place to ask for."""
        if self._by == PACKAGE:
            return self._named(module.split(".")[: self._depth])
        at = self._codebase.places.get(module)
        axes = dict(at.axes) if at else {}
        if self._by == LAYER:
            return self._standing(at.layer if at else "", {})
        if self._by != CELL:
            return self._standing("", {self._by: axes[self._by]} if self._by in axes else {})
        return self._standing(at.layer if at else "", axes)

    def of_finding(self, finding: Finding) -> str:
        """The key of the part that a finding is about, as far as the finding tells its place."""
        if finding.module in self._codebase.places or self._by == PACKAGE:
            return self.part(finding.module)
        axes = dict(finding.axes)
        if self._by == LAYER:
            return self._standing(finding.layer, {})
        if self._by != CELL:
            return self._standing("", {self._by: axes[self._by]} if self._by in axes else {})
        return self._standing(finding.layer, axes)

    def describe(self, key: str) -> Part:
        """The part of a key that was given out."""
        return self._parts.get(key) or Part(key)

    def order(self, key: str) -> tuple[object, ...]:
        """Sort key: as the law declares them, what it does not declare behind, the unplaced last."""
        return self._orders[key]

    def _named(self, segments: list[str]) -> str:
        key = ".".join(segments)
        self._parts.setdefault(key, Part(key, group=tuple(".".join(segments[:at]) for at in range(1, len(segments)))))
        self._orders.setdefault(key, (0, key))
        return key

    def _standing(self, layer: str, axes: Mapping[str, str]) -> str:
        values = tuple(axes[axis.name] for axis in self._topology.axes if axis.name in axes)
        key = " ".join((*values, *((layer,) if layer else ()))) or self._rest
        if key not in self._parts:
            self._parts[key] = Part(key, layer, tuple(reversed(values)))
            known = (self._value_order(at, axes.get(axis.name)) for at, axis in enumerate(self._topology.axes))
            ranks = tuple(reversed(tuple(known)))
            self._orders[key] = (key == self._rest, ranks, self._layers.get(layer, len(self._layers)), key)
        return key

    def _value_order(self, at: int, value: str | None) -> tuple[int, str]:
        """Declared values as the law lists them, then others by name, then none."""
        if value is None:
            return len(self._values[at]) + 1, ""
        return self._values[at].get(value, len(self._values[at])), value


def _bonds(topology: Topology, codebase: Codebase, findings: tuple[Finding, ...], naming: Naming) -> tuple[Bond, ...]:
    broken = _broken(findings)
    found: dict[tuple[str, str], Bond] = {}
    for statement in codebase.imports:
        pair = naming.part(statement.importer), naming.part(statement.imported)
        bond = found.get(pair) or Bond(*pair)
        found[pair] = _more(bond, broken.get(_place(codebase, statement), ()))
    for finding, *ends in _absences(topology, codebase, findings, naming):
        pair = ends[0], ends[1]
        bond = found.get(pair) or Bond(*pair)
        found[pair] = replace(bond, absences=bond.absences + 1, laws=_with(bond, finding.law))
    return tuple(found.values())


def _more(bond: Bond, breaches: tuple[Finding, ...]) -> Bond:
    """A bond with one more statement, which some findings are about."""
    if not breaches:
        return replace(bond, convergences=bond.convergences + 1)
    new = any(finding.state is State.NEW for finding in breaches)
    laws = _with(bond, *(finding.law for finding in breaches))
    return replace(bond, divergences=bond.divergences + 1, new=bond.new + new, laws=laws)


def _with(bond: Bond, *laws: str) -> tuple[str, ...]:
    return tuple(sorted({*bond.laws, *laws}))


def _broken(findings: Iterable[Finding]) -> Mapping[tuple[str, int, str], tuple[Finding, ...]]:
    """The findings about imports, by path, line and imported module."""
    grouped: dict[tuple[str, int, str], list[Finding]] = {}
    for finding in findings:
        imported = finding.details.get("imported")
        if finding.rule in _IMPORT_RULES and isinstance(imported, str):
            grouped.setdefault((finding.path, finding.line, imported), []).append(finding)
    return {place: tuple(members) for place, members in grouped.items()}


def _place(codebase: Codebase, statement: Import) -> tuple[str, int, str]:
    return codebase.paths.get(statement.importer, ""), statement.line, statement.imported


def _absences(
    topology: Topology, codebase: Codebase, findings: Iterable[Finding], naming: Naming
) -> Iterator[tuple[Finding, str, str]]:
    """Each finding about a lacking import, with the part that should import and the one to be imported."""
    laws = {law.id: law for law in topology.require}
    select = Selection(codebase.modules, codebase.places)
    permission = Permission(topology, codebase.places)
    for finding in findings:
        law = laws.get(finding.law)
        if not law or finding.kind not in (Kind.ABSENCE, Kind.WRITE):
            continue
        targets = sorted(select.any_of(law.targets))
        if not targets:
            continue
        importer = finding.module if law.every == "module" else _starter(law, finding, codebase, select, permission)
        source = naming.part(importer) if importer in codebase.modules else naming.of_finding(finding)
        target = next((each for each in targets if permission.is_legal(importer, each)), targets[0])
        yield finding, source, naming.part(target)


def _starter(law: Require, finding: Finding, codebase: Codebase, select: Selection, permission: Permission) -> str:
    """The module of a whole axis value that may import what is required; the finding's own where none may."""
    scope = select.any_of(law.within) if law.within else codebase.modules
    targets = sorted(select.any_of(law.targets))
    bound = sorted(
        m for m in scope if m in codebase.places and codebase.places[m].axes.get(law.every) == finding.subject
    )
    legal = (module for module in bound if any(permission.is_legal(module, target) for target in targets))
    return next(legal, finding.module)


def ends(
    topology: Topology, codebase: Codebase, findings: Iterable[Finding], by: str = CELL, depth: int = 2
) -> tuple[tuple[str, str] | None, ...]:
    """For each finding the (source, target) of the bond that counts it; None for one about no import within the code.

    by, depth: as in `structure`.
    """
    naming = Naming(topology, codebase, by, depth)
    held = tuple(findings)
    lacking = {id(finding): (source, target) for finding, source, target in _absences(topology, codebase, held, naming)}
    return tuple(lacking.get(id(finding)) or _imported(codebase, finding, naming) for finding in held)


def _imported(codebase: Codebase, finding: Finding, naming: Naming) -> tuple[str, str] | None:
    imported = finding.details.get("imported")
    is_inside = finding.rule in _IMPORT_RULES and imported in codebase.modules
    return (naming.part(finding.module), naming.part(str(imported))) if is_inside else None
