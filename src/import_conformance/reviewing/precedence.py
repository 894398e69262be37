"""Units of work, and which of them should come before which.

A unit waits for another one

- that deletes a file which it would edit: what it would mend there goes with the file;
- that deletes copies of what it wires its domain to, or that reroutes imports of the modules which it wires;
- whose files its own files import, where both change which module uses which;
- that wires the modules in which it moves calls to who may make them;
- that edits a file which it gives a true header or a new name; who imports a file is mended before its renaming, too.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from import_conformance.model.finding import Finding, Kind
from import_conformance.model.topology import Law, Require
from import_conformance.reviewing.categories import Category, Work, category_of, is_mechanical, laws_by_id
from import_conformance.reviewing.domain_index import DomainIndex

# What a wish weighs when wishes go in circles; one that follows from imports weighs their number.
FIRM, STRONG, MILD = 1_000_000, 100_000, 10_000
REBUILDING = frozenset({Work.DELETES, Work.REROUTES})
# Who edits its files in the light of what they import; who deletes them does not.
MENDING = frozenset({Work.REROUTES, Work.WIRES})


@dataclass(frozen=True)
class Job:
    """All findings of one law in one domain.

    stays: its files that no other unit deletes; concerns: those whose imports or calls its change is about.
    outlasts_files: its findings are about a whole domain, and go with no file.
    """

    id: str
    domain: str
    law: str
    category: Category
    work: Work
    findings: tuple[Finding, ...]
    files: frozenset[str]
    stays: frozenset[str]
    concerns: frozenset[str]
    owners: frozenset[str]
    wires_to: frozenset[str]
    outlasts_files: bool = False

    @property
    def deletes(self) -> frozenset[str]:
        """The files that are gone once the unit is done."""
        return self.files if self.work is Work.DELETES else frozenset()


@dataclass(frozen=True)
class Wish:
    """One unit before another."""

    first: str
    then: str
    weight: int
    reason: str


def jobs(atlas: DomainIndex, findings: Sequence[Finding]) -> tuple[Job, ...]:
    """The units of work, by id."""
    laws = laws_by_id(atlas.topology)
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        grouped.setdefault((finding.law, finding.subject), []).append(finding)
    found = [_job(atlas, laws.get(law), law, domain, members) for (law, domain), members in sorted(grouped.items())]
    return tuple(_without_deleted(job, found) for job in found)


def _without_deleted(job: Job, others: Sequence[Job]) -> Job:
    doomed = frozenset().union(*(other.deletes for other in others if other.id != job.id)) - job.deletes
    return replace(job, stays=job.files - doomed, concerns=job.concerns - doomed)


def _job(atlas: DomainIndex, law: Law | None, name: str, domain: str, members: Sequence[Finding]) -> Job:
    category = category_of(members[0])
    files = frozenset(finding.path for finding in members)
    of_domain = isinstance(law, Require) and law.every != "module"
    return Job(
        id=unit_id(name, domain),
        domain=domain,
        law=name,
        category=category,
        work=Work.EDITS if category.work is Work.MOVES_CALLS and is_mechanical(law) else category.work,
        findings=tuple(members),
        files=files,
        stays=files,
        concerns=files | _bound(atlas, law, domain) if isinstance(law, Require) and of_domain else files,
        owners=frozenset(o.module for f in members for o in f.related if f.kind is Kind.DUPLICATE),
        wires_to=atlas.select.any_of(law.targets) if isinstance(law, Require) else frozenset(),
        outlasts_files=of_domain or members[0].kind is Kind.UNDECLARED,
    )


def unit_id(law: str, domain: str) -> str:
    """What the work on one law in one domain is called."""
    return f"{law} in {domain}" if domain else f"{law} outside the domains"


def _bound(atlas: DomainIndex, law: Require, subject: str) -> frozenset[str]:
    """The files of a subject that a whole axis value is: any of them may be the one that gets wired."""
    scope = atlas.select.any_of(law.within) if law.within else atlas.codebase.modules
    bound = {m for m, at in atlas.codebase.places.items() if m in scope and at.axes.get(law.every) == subject}
    return frozenset(path for module, path in atlas.codebase.paths.items() if module in bound)


def wishes(atlas: DomainIndex, units: Sequence[Job]) -> tuple[Wish, ...]:
    """Every wish, one for each pair of units: the weightiest."""
    best: dict[tuple[str, str], Wish] = {}
    for wish in (*_between(units), *_along_imports(atlas, units)):
        pair = wish.first, wish.then
        if pair not in best or best[pair].weight < wish.weight:
            best[pair] = wish
    return tuple(best[pair] for pair in sorted(best))


def _between(units: Sequence[Job]) -> Iterator[Wish]:
    for first in units:
        for then in units:
            if first is not then:
                yield from _of_pair(first, then)


def _of_pair(first: Job, then: Job) -> Iterator[Wish]:
    if (first.deletes & then.files) - then.deletes and not then.outlasts_files:
        yield Wish(first.id, then.id, FIRM, "deletes files of it")
    if then.work is Work.WIRES and first.domain == then.domain and first.owners & then.wires_to:
        yield Wish(first.id, then.id, FIRM, "deletes copies of what it wires to")
    if then.work is Work.WIRES and first.work is Work.REROUTES and first.concerns & then.concerns:
        yield Wish(first.id, then.id, STRONG, "reroutes imports of the same modules")
    if then.work is Work.MOVES_CALLS and first.work is Work.WIRES and first.concerns & then.concerns:
        yield Wish(first.id, then.id, MILD, "wires the same modules")
    if _is_late(then) > _is_late(first) and first.stays & then.stays:
        yield Wish(first.id, then.id, STRONG, "edits the same files")


def _is_late(unit: Job) -> int:
    """Renaming comes after all else, headers before it: what a file says last is where it has come to lie."""
    return {Work.LABELS: 1, Work.RENAMES: 2}.get(unit.work, 0)


def _along_imports(atlas: DomainIndex, units: Sequence[Job]) -> Iterator[Wish]:
    """The imported first, except that a file is renamed after those who import it."""
    of_file: dict[str, list[Job]] = {}
    for unit in units:
        if unit.work in REBUILDING or unit.work is Work.RENAMES or unit.category.key == "writes":
            for path in sorted(unit.stays):
                of_file.setdefault(path, []).append(unit)
    paths, weights = atlas.codebase.paths, Counter[tuple[str, str, str]]()
    for edge in atlas.codebase.imports:
        for source in of_file.get(paths.get(edge.importer, ""), ()):
            for target in of_file.get(paths.get(edge.imported, ""), ()):
                if target.work is Work.RENAMES and source.work is not Work.RENAMES:
                    weights[source.id, target.id, "edits files that import its files"] += 1
                elif source.work in MENDING and target.work in REBUILDING | MENDING and source is not target:
                    weights[target.id, source.id, "mends files that it imports"] += 1
    for (first, then, reason), weight in sorted(weights.items()):
        yield Wish(first, then, weight, reason)
