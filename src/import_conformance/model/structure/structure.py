"""The code base as parts and the bonds between them: what matrices, pictures and comparisons of two revisions show.

The words are those of reflexion models (Murphy, Notkin, Sullivan 1995): an import that the law allows is a convergence,
one that it does not allow a divergence, and an import that the law requires and the code lacks an absence. What a
waiver lets pass counts as allowed. An import with an end in no layer is neither: no line of `allow` applies to it.
Instability is Martin's (1994): efferent couplings over all couplings, counted here in import statements.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding, State
from import_conformance.model.structure.dependencies import Dependency, absences, dependencies_between, dependency_ends
from import_conformance.model.structure.naming import CELL, LAYER, PACKAGE, UNPLACED, Naming
from import_conformance.model.topology import Topology

__all__ = ["CELL", "LAYER", "PACKAGE", "UNPLACED", "Dependency", "Part", "Structure", "assembled", "structure"]


@dataclass(frozen=True)
class Part:
    """A set of modules that stands as one: a layer, an axis value, a cell (both), or a package.

    key: unique in its structure, in words (`policies L5`). group: the parts above it, outermost first, for collapsing:
    the axis values of a cell, the parents of a package. layer: "" where the part is not of one layer.
    modules: how many. findings, new: about its modules. afferent, efferent: import statements from and to other parts.
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
class Structure:
    """Parts in the order of the law (axis values as declared, layers from the top down), bonds sorted by that order.

    by: `cell`, `layer`, `package`, or the name of an axis.
    """

    by: str
    parts: tuple[Part, ...]
    bonds: tuple[Dependency, ...]

    def part(self, key: str) -> Part:
        """The part of a key.

        Raises:
            KeyError: when no part has it.
        """
        for part in self.parts:
            if part.key == key:
                return part
        raise KeyError(key)


def structure(
    topology: Topology, codebase: Codebase, findings: Iterable[Finding], by: str = CELL, depth: int = 2
) -> Structure:
    """Group the modules into parts and count what lies between them.

    Every module is in one part, every import in one bond, and every finding about one part.

    by: as in `Structure.by`. depth: with `package`, how many segments of a name make a part.
    Modules without a place stand together as `unplaced` (those without the axis as `no domain` and the like), except
    with `package`.
    """
    naming = Naming(topology, codebase, by, depth)
    held = tuple(findings)
    missing = {id(finding): ends for finding, ends in absences(topology, codebase, held, naming)}
    bonds = dependencies_between(topology, codebase, held, naming, missing)
    sizes = Counter(naming.part(module) for module in codebase.modules)
    about, new = Counter[str](), Counter[str]()
    for finding in held:
        source, _ = missing.get(id(finding)) or (naming.of_finding(finding), "")
        about[source] += 1
        new[source] += finding.state is State.NEW
    keys = {*sizes, *about, *(end for bond in bonds for end in (bond.source, bond.target))}
    standings = {key: naming.standing(key) for key in keys}
    parts = (
        Part(key, at.layer, at.group, sizes[key], about[key], new[key])
        for key, at in sorted(standings.items(), key=lambda item: item[1].order)
    )
    return assembled(by, parts, bonds)


def assembled(by: str, parts: Iterable[Part], bonds: Iterable[Dependency]) -> Structure:
    """A structure of parts in their order: couplings are counted, bonds are sorted."""
    held, ordered = tuple(bonds), tuple(parts)
    into, out = Counter[str](), Counter[str]()
    for bond in held:
        if bond.source != bond.target:
            out[bond.source] += bond.statements
            into[bond.target] += bond.statements
    rank = {part.key: at for at, part in enumerate(ordered)}
    return Structure(
        by,
        tuple(replace(part, afferent=into[part.key], efferent=out[part.key]) for part in ordered),
        tuple(sorted(held, key=lambda bond: (rank[bond.source], rank[bond.target]))),
    )


def ends(
    topology: Topology, codebase: Codebase, findings: Iterable[Finding], by: str = CELL, depth: int = 2
) -> tuple[tuple[str, str] | None, ...]:
    """For each finding the (source, target) of the bond that counts it; None for one about no import within the code.

    by, depth: as in `structure`.
    """
    return dependency_ends(topology, codebase, findings, Naming(topology, codebase, by, depth))
