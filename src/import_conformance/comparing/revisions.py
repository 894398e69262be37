"""The two revisions that `diff` compares: on disk, each with its law, judged by one law or another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from import_conformance.cli.session import Target
from import_conformance.comparing.checkout import check_out
from import_conformance.judging.judge import compared, consistent, known_of
from import_conformance.model.codebase import Codebase
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.model.topology import Problem, Source, Topology, TopologyError
from import_conformance.model.verdict import KnownFinding, Verdict
from import_conformance.reading.baseline_file import parse_baseline, read_baseline
from import_conformance.reading.cache.index import Index
from import_conformance.reading.codebase import read_codebase
from import_conformance.reading.foreign.contract_files import OURS, text_of
from import_conformance.reading.foreign.gate_files import LintPlaces, folders_of, foreign_files, watched
from import_conformance.reading.history.git import GitError
from import_conformance.reading.history.revisions import Revision
from import_conformance.reading.history.site import Site
from import_conformance.reading.project.locating import Locator
from import_conformance.reading.topology.load import load_topology, parse_topology
from import_conformance.reading.topology.packages_on_disk import is_package_there
from import_conformance.writing.folders import make_folder, put_file, temporary_folder

WORK_TREE = "the work tree"


@dataclass(frozen=True)
class Law:
    """The law of a revision, and what its baseline knows.

    untold: why there is no law, "" when there is one. contracts: the text of the `.importlinter` beside it.
    """

    topology: Topology | None
    known: tuple[KnownFinding, ...] = ()
    untold: str = ""
    contracts: str = ""


@dataclass(frozen=True)
class Ground:
    """A revision on disk. top: the directory that stands for the top of the repository; base: for `Site.base`.

    beside: the folders that `lint-imports` looks in first; None where the law is that of no revision.
    """

    name: str
    commit: str
    top: Path
    base: Path
    law: Law
    beside: LintPlaces | None = None
    unread: tuple[str, ...] = ()


class Judged(NamedTuple):
    """A revision judged by a law."""

    codebase: Codebase
    verdict: Verdict
    problems: tuple[Problem, ...]
    locator: Locator


@dataclass(frozen=True)
class Court:
    """Judges revisions; what two of them have in common is read once. tell: is told how far each of them is."""

    tell: ProgressCallback = silent
    memory: Index = field(default_factory=Index)
    judged: dict[tuple[str, int], Judged] = field(default_factory=dict)

    def judge(self, ground: Ground, law: Topology) -> Judged:
        """The code of a revision, judged by a law that need not be its own.

        Raises:
            TopologyError: when the law cannot be applied to this code.
            GitError: when the revision holds nothing of what the law speaks of.
        """
        key = (ground.name, id(law))
        if key not in self.judged:
            fitted = _fitted(law, ground)
            codebase = read_codebase(fitted, ground.base, on_progress=self.tell, index=self.memory)
            if ground.beside:
                foreign = foreign_files(ground.beside, ground.base / fitted.source.roots[0])
                codebase = replace(codebase, foreign=foreign)
            verdict, problems = compared(fitted, codebase, ground.law.known)
            missing = tuple(_missing(law, fitted, ground.name))
            roots = tuple(ground.base / root for root in fitted.source.roots)
            locator = Locator(roots, ground.top, ground.base, ground.top / fitted.path)
            self.judged[key] = Judged(codebase, verdict, (*missing, *problems), locator)
        return self.judged[key]


def _fitted(law: Topology, ground: Ground) -> Topology:
    """The law, pointed at where the code lies in this revision, which may be where the revision's own law says."""
    own = ground.law.topology or law
    choices = (law.source, replace(law.source, roots=own.source.roots), own.source)
    for source in choices:
        roots, packages = _present(source, ground.base)
        if packages:
            return replace(law, source=replace(law.source, roots=roots, packages=packages))
    told = " or ".join(law.source.packages)
    raise GitError(f"{ground.name} has no package {told} below {' or '.join(law.source.roots)}; {law.path} says it has")


def _missing(law: Topology, fitted: Topology, name: str) -> Iterator[Problem]:
    """The packages of a law that a revision has not."""
    for package in law.source.packages:
        if package not in fitted.source.packages:
            yield Problem(law.path, law.source.position, f"the package '{package}' was not found in {name}")


def _present(source: Source, base: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    roots = tuple(root for root in source.roots if (base / root).is_dir())
    packages = (p for p in source.packages if any(is_package_there(base / root, p) for root in roots))
    return roots, tuple(packages)


@contextmanager
def on_disk(site: Site, target: Target, base: str, head: str | None) -> Iterator[tuple[Ground, Ground]]:
    """Both revisions, in directories that are gone afterwards; head: None for the work tree as it is.

    Raises:
        GitError: when git cannot answer. TopologyError: when the law of `head` is none.
    """
    named = [name for name in (base, head) if name is not None]
    revisions = [Revision(site.repository, site.repository.commit(name)) for name in named]
    laws = _laws(site, target, list(zip(named, revisions, strict=True)))
    sources = [law.topology.source for law in laws if law.topology]
    places = {place for source in sources for place in site.places(source)}
    with temporary_folder() as folder:
        grounds = []
        for number, revision in enumerate(revisions):
            top = folder / str(number) / (site.repository.top.name or "top")
            mirror = site.mirrored(top)
            for directory in (top, mirror):
                make_folder(directory)
            unread = check_out(revision, sorted(places), top)
            # Links are followed to the end of the repository, which is the top here, too.
            put_file(top / ".git", b"")
            beside = _laid_beside(site, revision, top)
            grounds.append(Ground(named[number], revision.commit, top, mirror, laws[number], beside, unread))
        if head is None:
            top = site.repository.top
            grounds.append(Ground(WORK_TREE, "", top, site.base, laws[1], _beside(site, top)))
        yield grounds[0], grounds[1]


def _beside(site: Site, top: Path) -> LintPlaces | None:
    """The folders that `lint-imports` looks in first, where `top` stands for the top of the repository."""
    if site.law is None:
        return None
    mine = site.repository.top
    home = mine / os.path.dirname(site.law)
    folders = (folder for folder in folders_of(home) if folder.is_relative_to(mine))
    moved = tuple(top / folder.relative_to(mine) for folder in folders)
    return LintPlaces(moved[0], moved, lambda path: mine / path.relative_to(top))


def _laid_beside(site: Site, revision: Revision, top: Path) -> LintPlaces | None:
    """The same for a revision, whose files in those folders are laid out."""
    beside = _beside(site, top)
    for path in watched(beside.home, beside.folders) if beside else ():
        data = None if os.path.lexists(path) else revision.read(path.relative_to(top).as_posix())
        if data is not None:
            put_file(path, data)
    return beside


def _laws(site: Site, target: Target, revisions: list[tuple[str, Revision]]) -> list[Law]:
    """The laws of both sides; one and the same where the topology lies in another repository."""
    if site.law is None:
        return [_law_here(site, target)] * 2
    laws = [_law_at(site.law, site, target, *revision) for revision in revisions]
    return [*laws, *([_law_here(site, target)] if len(laws) < 2 else [])]


def _law_here(site: Site, target: Target) -> Law:
    """The law on disk."""
    topology = consistent(load_topology(target.topology))
    known = known_of(topology, target.baseline) if target.use_baseline else ()
    return Law(_shown(topology, site, target), known, contracts=text_of(target.topology.parent / OURS))


def _law_at(path: str, site: Site, target: Target, name: str, revision: Revision) -> Law:
    """The law of a revision, at its path in the repository."""
    data = revision.read(path)
    if data is None:
        return Law(None, untold=f"{name} has no {path}")
    try:
        topology = consistent(parse_topology(data, f"{name}:{path}"))
        known = _known_at(path, target, name, revision, topology)
    except TopologyError as error:
        more = f" (and {len(error.problems) - 1} more problems)" if len(error.problems) > 1 else ""
        return Law(None, untold=f"{error.problems[0]}{more}")
    contracts = revision.read(_sibling(path, OURS)) or b""
    return Law(_shown(topology, site, target), known, contracts=contracts.decode("utf-8", "replace"))


def _sibling(law: str, name: str) -> str:
    """A path in the repository, from one that is relative to the topology."""
    return os.path.normpath(os.path.join(os.path.dirname(law), name)).replace(os.sep, "/")


def _known_at(law: str, target: Target, name: str, revision: Revision, topology: Topology) -> tuple[KnownFinding, ...]:
    if not target.use_baseline:
        return ()
    if target.baseline:
        return read_baseline(target.baseline)
    if not topology.source.baseline:
        return ()
    path = _sibling(law, topology.source.baseline)
    data = revision.read(path)
    return parse_baseline(data, Path(f"{name}:{path}")) if data is not None else ()


def _shown(topology: Topology, site: Site, target: Target) -> Topology:
    """The law under the name that output gives it, and about the directory that stands in for its roots."""
    source = replace(topology.source, roots=(site.root,)) if site.root else topology.source
    return replace(topology, path=site.law or str(target.topology), source=source)
