"""The shared domains: what they provide, who uses it, and who should.

A domain is shared when a law points others at it: as the owner of an `own` law, as what a `require` law must import,
as the home of what a ban says to `use` instead, or as the target that an `allow` line reaches across the first axis.
Each of these names modules; when all of them have one and the same value on the first axis, the packages of that value
in which they lie are shared. An owner, target or home whose modules have no value is a shared domain of its own: the
package that holds them all. What has no value needs no line to be reached across the axis, so `allow` shares no such
package.
"""

from collections.abc import Iterable, Iterator, Mapping

from import_conformance.model.by_key import by_key
from import_conformance.model.codebase import Import
from import_conformance.model.dotted import lies_in
from import_conformance.model.finding import Finding
from import_conformance.model.laws.ban import Ban
from import_conformance.model.laws.own import Own
from import_conformance.model.permission import Permission
from import_conformance.model.topology import Allow, Require
from import_conformance.model.verdict import LawReport, Verdict
from import_conformance.reviewing.domain_index import DomainIndex
from import_conformance.reviewing.values import Component, Consumer, Folder, Obligation, Shared

STATES = {
    "absent": "missing",
    "illegal_path_only": "only by forbidden imports",
    "met_by_legal_path": "only through others",
}


def shared_domains(index: DomainIndex, verdict: Verdict) -> tuple[Shared, ...]:
    """Return every shared domain, ordered by package."""
    reasons: dict[str, set[str]] = {}
    for reason, modules in _pointers(index):
        for package in _packages(index, modules):
            reasons.setdefault(package, set()).add(reason)
    return tuple(_shared(index, verdict, package, tuple(sorted(why))) for package, why in sorted(reasons.items()))


def _pointers(index: DomainIndex) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the laws that point at a shared domain, each with the modules that it names."""
    for own in index.topology.of(Own):
        if own.owner:
            yield f"owner of {own.id}", index.select.any_of(own.owner)
    for law in index.topology.of(Require):
        for selector in law.targets:
            yield f"required by {law.id}", index.select(selector)
    for ban in index.topology.of(Ban):
        if ban.use.rpartition(".")[0] in index.codebase.modules:
            yield f"used instead by {ban.id}", frozenset({ban.use.rpartition(".")[0]})
    for line in index.topology.of(Allow):
        if index.axis in line.across:
            yield from ((f"open to all by {line.id}", modules) for modules in _opened(index, line))


def _opened(index: DomainIndex, line: Allow) -> Iterator[frozenset[str]]:
    sources = {selector.text for selector in line.sources}
    for selector in line.targets:
        placed = frozenset(index.select(selector) & index.codebase.places.keys())
        if selector.text not in sources and all(map(index.domain, placed)):
            yield placed


def _packages(index: DomainIndex, modules: frozenset[str]) -> frozenset[str]:
    with_file = {module for module in modules if module in index.codebase.paths}
    if len({index.domain(module) for module in with_file & index.codebase.places.keys()}) > 1 or not with_file:
        return frozenset()
    homes = {index.home(module) for module in with_file} - {""}
    return frozenset(homes or {_common(with_file)})


def _common(modules: Iterable[str]) -> str:
    """Return the package that holds all modules; a single module counts as a package."""
    names = [module.split(".") for module in sorted(modules)]
    shared = 0
    while all(len(name) > shared and name[shared] == names[0][shared] for name in names):
        shared += 1
    return ".".join(names[0][:shared])


def _shared(index: DomainIndex, verdict: Verdict, package: str, reasons: tuple[str, ...]) -> Shared:
    uses = [
        edge
        for edge in index.codebase.imports
        if lies_in(edge.imported, package) and not lies_in(edge.importer, package)
    ]
    name = next(filter(None, map(index.domain, _inside(index, package))), package)
    return Shared(
        name,
        package,
        reasons,
        tuple(_folders(index, package, uses)),
        tuple(_consumers(index, package, uses)),
        tuple(_obligations(index, verdict, package)),
    )


def _inside(index: DomainIndex, package: str) -> list[str]:
    return sorted(module for module in index.codebase.paths if lies_in(module, package))


def _folder(package: str, path: str) -> str:
    """Return the folder of a file in its domain, "" for files that lie in none."""
    parts = path.split("/")[package.count(".") + 1 :]
    return parts[0] if len(parts) > 1 else ""


def _folders(index: DomainIndex, package: str, uses: list[Import]) -> Iterator[Folder]:
    paths = index.codebase.paths
    found = by_key((_folder(package, paths[module]), module) for module in _inside(index, package))
    for name, modules in sorted(found.items()):
        files = [module for module in modules if not paths[module].endswith("__init__.py")]
        users = {edge.importer for edge in uses if edge.imported in modules}
        if files:
            components = tuple(_component(index, name, module, uses) for module in files)
            yield Folder(name, components, len(users), _domains(index, users))


def _domains(index: DomainIndex, modules: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(map(index.domain, modules))))


def _component(index: DomainIndex, folder: str, module: str, uses: list[Import]) -> Component:
    facts, path = index.codebase.facts.get(module), index.codebase.paths[module]
    source = facts.source if facts else None
    roles = [header.value for header in source.headers if header.key.lower() == "role"] if source else []
    place = index.codebase.places.get(module)
    return Component(
        file=path.rpartition(f"/{folder}/")[2] if folder else path.rpartition("/")[2],
        path=path,
        layer=place.layer if place else "",
        purpose=next(filter(None, (*roles, source.doc if source else "")), ""),
        exports=source.exports if source else (),
        imported_by=len({edge.importer for edge in uses if edge.imported == module}),
    )


def _consumers(index: DomainIndex, package: str, uses: list[Import]) -> Iterator[Consumer]:
    """Yield the domains that import something or lie beside the shared one, in the order of the topology."""
    declared = [value for axis in index.topology.axes[:1] for value in axis.values]
    parent = package.rpartition(".")[0]
    beside = {index.domain(m) for m in index.codebase.places if index.home(m).rpartition(".")[0] == parent}
    beside -= {"", *(index.domain(module) for module in _inside(index, package))}
    others = {index.domain(edge.importer) for edge in uses} | beside
    for domain in [*declared, *sorted(others - {*declared, ""}), ""]:
        used = [edge for edge in uses if index.domain(edge.importer) == domain]
        if used or domain in beside:
            yield _consumer(index, package, domain, used)


def _consumer(index: DomainIndex, package: str, domain: str, uses: list[Import]) -> Consumer:
    importers = sorted({edge.importer for edge in uses})
    names = {name for edge in uses for name in edge.names or (edge.imported.rpartition(".")[2],)}
    paths = index.codebase.paths
    folders = {_folder(package, paths.get(edge.imported, "")) for edge in uses} - {""}
    places = index.codebase.places
    layers = {places[module].layer for module in importers if module in places}
    return Consumer(
        domain,
        tuple(paths[module] for module in importers),
        tuple(sorted(names)),
        tuple(sorted(folders)),
        tuple(sorted(layers)),
    )


def _obligations(index: DomainIndex, verdict: Verdict, package: str) -> Iterator[Obligation]:
    reports = {report.id: report for report in verdict.laws if report.rule == "require"}
    for law in index.topology.of(Require):
        targets = index.select.any_of(law.targets)
        if law.id in reports and any(lies_in(module, package) for module in targets):
            failures = by_key(
                (finding.subject, finding)
                for finding in verdict.findings
                if finding.law == law.id and finding.rule == "require"
            )
            yield from _states(index, law, reports[law.id], failures)


def _states(
    index: DomainIndex, law: Require, report: LawReport, failures: Mapping[str, list[Finding]]
) -> Iterator[Obligation]:
    for subject in report.subjects:
        failed = failures.get(subject, [])
        if not failed:
            direct = _direct(index, law, subject)
            state = "met directly" if direct else "met through others"
            yield Obligation(law.id, law.position.line, subject, state, True, direct)
        elif law.every == "module":
            paths = tuple(sorted(finding.path for finding in failed))
            yield Obligation(law.id, law.position.line, subject, STATES["absent"], False, paths)
        else:
            state = STATES.get(str(failed[0].details.get("requirement_state")), STATES["absent"])
            shown_by = tuple(related.path for related in failed[0].related)
            yield Obligation(law.id, law.position.line, subject, state, False, shown_by)


def _direct(index: DomainIndex, law: Require, subject: str) -> tuple[str, ...]:
    """Return the files of a subject that import what is required themselves, by imports that the law allows."""
    axis = index.axis if law.every == "module" else law.every
    places = index.codebase.places
    permission = Permission(index.topology, places, index.codebase.modules)
    targets = index.select.any_of(law.targets)
    scope = index.select.any_of(law.within) if law.within else index.codebase.modules
    importers = {
        edge.importer
        for edge in index.codebase.imports
        if edge.imported in targets
        and edge.importer in (scope & places.keys()) - targets
        and places[edge.importer].axes.get(axis, "") == subject
        and edge.kind in law.kinds
        and permission.is_legal_import(edge)
    }
    return tuple(sorted(index.codebase.paths[module] for module in importers))
