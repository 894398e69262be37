"""The code base as parts and dependencies: what matrices, pictures and comparisons of two revisions show.

The terms are those of reflexion models (Murphy, Notkin, Sullivan 1995): an import that the law allows is a convergence,
one that it does not allow a divergence, and an import that the law requires and the code does not have an absence. An
import that a waiver excuses counts as allowed. An import with an end in no layer is neither, because no line of `allow`
applies to it. Instability is Martin's (1994): efferent couplings over all couplings, counted here in import statements.
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
    """A set of modules that is shown as one: a layer, an axis value, a cell (both), or a package.

    Attributes:
        key: Unique in its structure, in words (`policies L5`).
        layer: Its layer; "" where the part is not of one layer.
        group: The parts above it, outermost first, for collapsing: the axis values of a cell, the parents of a package.
        afferent: Import statements in other parts that import it.
        efferent: Its import statements that import other parts.
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
        """From 0 for a part that is only imported to 1 for one that only imports; None for an isolated part."""
        both = self.afferent + self.efferent
        return self.efferent / both if both else None


@dataclass(frozen=True)
class Structure:
    """The parts of a code base and the dependencies between them.

    Attributes:
        by: `cell`, `layer`, `package`, or the name of an axis.
        parts: In the order of the topology: axis values as declared, layers from the top down.
    """

    by: str
    parts: tuple[Part, ...]
    bonds: tuple[Dependency, ...]

    def part(self, key: str) -> Part:
        """Return the part with a key."""
        for part in self.parts:
            if part.key == key:
                return part
        raise KeyError(key)


def structure(
    topology: Topology, codebase: Codebase, findings: Iterable[Finding], by: str = CELL, depth: int = 2
) -> Structure:
    """Group the modules into parts and count the imports between them.

    Every module is in one part, every import in one dependency, and every finding about one part. Modules without a
    place form one part `unplaced` (those without the axis `no domain` and the like), except with `package`.

    Args:
        topology: The topology.
        codebase: The code.
        findings: The findings of the verdict.
        by: As in `Structure.by`.
        depth: With `package`, how many segments of a name make a part.
    """
    naming = Naming(topology, codebase, by, depth)
    listed = tuple(findings)
    missing = {id(finding): ends for finding, ends in absences(topology, codebase, listed, naming)}
    bonds = dependencies_between(topology, codebase, listed, naming, missing)
    sizes = Counter(naming.part(module) for module in codebase.modules)
    about, new = Counter[str](), Counter[str]()
    for finding in listed:
        source, _ = missing.get(id(finding)) or (naming.of_finding(finding), "")
        about[source] += 1
        new[source] += finding.state is State.NEW
    keys = {*sizes, *about, *(end for bond in bonds for end in (bond.source, bond.target))}
    identities = {key: naming.identity(key) for key in keys}
    parts = (
        Part(key, identity.layer, identity.group, sizes[key], about[key], new[key])
        for key, identity in sorted(identities.items(), key=lambda item: item[1].order)
    )
    return assembled(by, parts, bonds)


def assembled(by: str, parts: Iterable[Part], bonds: Iterable[Dependency]) -> Structure:
    """Return a structure of parts in their order, with couplings counted and dependencies sorted."""
    listed, ordered = tuple(bonds), tuple(parts)
    into, out = Counter[str](), Counter[str]()
    for bond in listed:
        if bond.source != bond.target:
            out[bond.source] += bond.statements
            into[bond.target] += bond.statements
    rank = {part.key: index for index, part in enumerate(ordered)}
    return Structure(
        by,
        tuple(replace(part, afferent=into[part.key], efferent=out[part.key]) for part in ordered),
        tuple(sorted(listed, key=lambda bond: (rank[bond.source], rank[bond.target]))),
    )


def ends(
    topology: Topology, codebase: Codebase, findings: Iterable[Finding], by: str = CELL, depth: int = 2
) -> tuple[tuple[str, str] | None, ...]:
    """Return, for each finding, the (source, target) of the dependency that counts it; arguments as of `structure`.

    Returns:
        In the order of the findings; None for one that is about no import within the code.
    """
    return dependency_ends(topology, codebase, findings, Naming(topology, codebase, by, depth))
