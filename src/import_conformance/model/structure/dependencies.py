"""The dependencies between the parts of a structure: imports that exist, allowed or not, and missing imports."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from import_conformance.model.codebase import Codebase, Import
from import_conformance.model.finding import Finding, Kind, State
from import_conformance.model.laws.kinds import KINDS
from import_conformance.model.permission import Permission
from import_conformance.model.placement import Selection
from import_conformance.model.structure.naming import Naming
from import_conformance.model.topology import Require, Topology

_IMPORT_RULES = frozenset(rule for kind in KINDS if kind.by_import for rule in kind.rules)


@dataclass(frozen=True)
class Dependency:
    """All imports of one part by another (or by itself), in statements: convergences + divergences + unjudged.

    Attributes:
        convergences: Imports that the law allows.
        divergences: Imports that it does not allow.
        new: The divergences that no baseline knows.
        absences: Imports that laws require and that are missing, one for each finding.
        laws: The sorted ids of the laws that are broken here.
        unjudged: Imports that no line of `allow` applies to, because an end is in no layer, and that break no law.
    """

    source: str
    target: str
    convergences: int = 0
    divergences: int = 0
    new: int = 0
    absences: int = 0
    laws: tuple[str, ...] = ()
    unjudged: int = 0

    @property
    def statements(self) -> int:
        """The number of import statements."""
        return self.convergences + self.divergences + self.unjudged

    def with_all_of(self, other: "Dependency") -> "Dependency":
        """Return this dependency with everything added that another one counts."""
        return replace(
            self,
            convergences=self.convergences + other.convergences,
            divergences=self.divergences + other.divergences,
            new=self.new + other.new,
            absences=self.absences + other.absences,
            laws=_with(self, *other.laws),
            unjudged=self.unjudged + other.unjudged,
        )


def dependencies_between(
    topology: Topology,
    codebase: Codebase,
    findings: tuple[Finding, ...],
    naming: Naming,
    missing: Mapping[int, tuple[str, str]],
) -> tuple[Dependency, ...]:
    """Return the dependencies, in no order; `missing` has the ends of missing imports by the id() of their finding."""
    broken = _broken(findings)
    permission = Permission(topology, codebase.places)
    found: dict[tuple[str, str], Dependency] = {}
    for statement in codebase.imports:
        pair = naming.part(statement.importer), naming.part(statement.imported)
        dependency = found.get(pair) or Dependency(*pair)
        breaches = broken.get(_place(codebase, statement), ())
        if not breaches and permission.leaves_open(statement.importer, statement.imported):
            found[pair] = replace(dependency, unjudged=dependency.unjudged + 1)
        else:
            found[pair] = _more(dependency, breaches)
    for finding in findings:
        if id(finding) in missing:
            pair = missing[id(finding)]
            dependency = found.get(pair) or Dependency(*pair)
            found[pair] = replace(dependency, absences=dependency.absences + 1, laws=_with(dependency, finding.law))
    return tuple(found.values())


def _more(dependency: Dependency, breaches: tuple[Finding, ...]) -> Dependency:
    """Return a dependency with one more statement, which some findings are about."""
    if not breaches:
        return replace(dependency, convergences=dependency.convergences + 1)
    new = any(finding.state is State.NEW for finding in breaches)
    laws = _with(dependency, *(finding.law for finding in breaches))
    return replace(dependency, divergences=dependency.divergences + 1, new=dependency.new + new, laws=laws)


def _with(dependency: Dependency, *laws: str) -> tuple[str, ...]:
    return tuple(sorted({*dependency.laws, *laws}))


def _broken(findings: Iterable[Finding]) -> Mapping[tuple[str, int, int, str], tuple[Finding, ...]]:
    """Return the findings about imports, by path, line, column and imported module."""
    grouped: dict[tuple[str, int, int, str], list[Finding]] = {}
    for finding in findings:
        imported = finding.details.get("imported")
        if finding.rule in _IMPORT_RULES and isinstance(imported, str):
            grouped.setdefault((finding.path, finding.line, finding.column, imported), []).append(finding)
    return {place: tuple(members) for place, members in grouped.items()}


def _place(codebase: Codebase, statement: Import) -> tuple[str, int, int, str]:
    return codebase.paths.get(statement.importer, ""), statement.line, statement.column, statement.imported


def absences(
    topology: Topology, codebase: Codebase, findings: Iterable[Finding], naming: Naming
) -> Iterator[tuple[Finding, tuple[str, str]]]:
    """Yield each finding about a missing import, with the part that should import and the one to be imported."""
    laws = {law.id: law for law in topology.of(Require)}
    select = Selection(codebase.modules, codebase.places)
    permission = Permission(topology, codebase.places, codebase.modules)
    for finding in findings:
        law = laws.get(finding.law)
        targets = sorted(select.any_of(law.targets)) if law else []
        if not law or not targets or finding.kind not in (Kind.ABSENCE, Kind.WRITE):
            continue
        importer = finding.module if law.every == "module" else _starter(law, finding, codebase, select, permission)
        source = naming.part(importer) if importer in codebase.places else naming.of_finding(finding)
        target = next((each for each in targets if permission.is_legal(importer, each)), targets[0])
        yield finding, (source, naming.part(target))


def _starter(law: Require, finding: Finding, codebase: Codebase, select: Selection, permission: Permission) -> str:
    """Return the module of an axis value that may import what is required; the finding's own module where none may."""
    scope = select.any_of(law.within) if law.within else codebase.modules
    targets = sorted(select.any_of(law.targets))
    bound = sorted(
        m for m in scope if m in codebase.places and codebase.places[m].axes.get(law.every) == finding.subject
    )
    legal = (module for module in bound if any(permission.is_legal(module, target) for target in targets))
    return next(legal, finding.module)


def dependency_ends(
    topology: Topology, codebase: Codebase, findings: Iterable[Finding], naming: Naming
) -> tuple[tuple[str, str] | None, ...]:
    """Return, for each finding, the (source, target) of the dependency that counts it; None where none does."""
    listed = tuple(findings)
    missing = {id(finding): between for finding, between in absences(topology, codebase, listed, naming)}
    return tuple(missing.get(id(finding)) or _imported(codebase, finding, naming) for finding in listed)


def _imported(codebase: Codebase, finding: Finding, naming: Naming) -> tuple[str, str] | None:
    imported = finding.details.get("imported")
    is_inside = finding.rule in _IMPORT_RULES and imported in codebase.modules
    return (naming.part(finding.module), naming.part(str(imported))) if is_inside else None
