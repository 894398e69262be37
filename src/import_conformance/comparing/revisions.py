"""Two revisions to compare: checked out to disk, each with its law, and judged by one law or another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from import_conformance.comparing.checkout import check_out
from import_conformance.judging.judge import consistent, known_of
from import_conformance.judging.session import Request, Session
from import_conformance.model.codebase import Codebase
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.model.topology import Problem, Source, Topology, TopologyError
from import_conformance.model.verdict import KnownFinding, Verdict
from import_conformance.reading.baseline_file import parse_baseline, read_baseline
from import_conformance.reading.cache.index import Index
from import_conformance.reading.foreign.contract_files import OURS, text_of
from import_conformance.reading.foreign.gate_files import LintPlaces, folders_of, foreign_files, watched
from import_conformance.reading.history.git import GitError
from import_conformance.reading.history.revisions import Revision
from import_conformance.reading.history.site import Site
from import_conformance.reading.project.locating import Locator
from import_conformance.reading.topology.load import load_topology, parse_topology
from import_conformance.reading.tree.packages_on_disk import is_package_there
from import_conformance.writing.folders import make_folder, put_file, temporary_folder

WORK_TREE = "the work tree"


@dataclass(frozen=True)
class LawFiles:
    """Where the law and its known findings are read from.

    Attributes:
        baseline: The file that stands in for the topology's own baseline; None for that one.
        use_baseline: False to treat every finding as new.
    """

    topology: Path
    baseline: Path | None = None
    use_baseline: bool = True


@dataclass(frozen=True)
class RevisionLaw:
    """The law of a revision.

    Attributes:
        known: The entries of its baseline.
        unavailable_reason: Why there is no law; "" when there is one.
    """

    topology: Topology | None
    known: tuple[KnownFinding, ...] = ()
    unavailable_reason: str = ""
    contracts: str = ""


@dataclass(frozen=True)
class RevisionCheckout:
    """A revision on disk.

    Attributes:
        commit: Its commit; "" for the work tree.
        top: The directory that stands for the top of the repository.
        base: The directory that stands for `Site.base`.
        beside: The folders that `lint-imports` looks in first; None where the law belongs to no revision.
        unread: The paths that could not be written to disk.
    """

    name: str
    commit: str
    top: Path
    base: Path
    law: RevisionLaw
    beside: LintPlaces | None = None
    unread: tuple[str, ...] = ()


class JudgedRevision(NamedTuple):
    """A revision judged by a law; `problems` are what would make the law invalid for this code."""

    codebase: Codebase
    verdict: Verdict
    problems: tuple[Problem, ...]
    locator: Locator


@dataclass(frozen=True)
class RevisionJudge:
    """Judges revisions; files that two of them share are read once.

    Attributes:
        judged: The results, by the name of the revision and the identity of the law.
    """

    report_progress: ProgressCallback = silent
    index: Index = field(default_factory=Index)
    judged: dict[tuple[str, int], JudgedRevision] = field(default_factory=dict)

    def judge(self, checkout: RevisionCheckout, law: Topology) -> JudgedRevision:
        """Judge the code of a revision by a law, which need not be its own.

        Raises:
            TopologyError: when the law cannot be applied to this code.
            GitError: when the revision has none of the packages that the law names.
        """
        key = (checkout.name, id(law))
        if key not in self.judged:
            fitted = _fitted(law, checkout)
            session = self._session(checkout, fitted)
            verdict, problems = session.verdict_of_another_law(checkout.law.known)
            missing = tuple(_missing(law, fitted, checkout.name))
            locator = Locator(session.roots, checkout.top, checkout.base, checkout.top / fitted.path)
            self.judged[key] = JudgedRevision(session.codebase, verdict, (*missing, *problems), locator)
        return self.judged[key]

    def _session(self, checkout: RevisionCheckout, law: Topology) -> Session:
        """Return the session of a revision and a law whose source roots it has."""
        request = Request(Path(law.path), open_index=lambda: self.index, report_progress=self.report_progress)
        session = Session(request, law, checkout.base)
        if not checkout.beside:
            return session
        foreign = foreign_files(checkout.beside, checkout.base / law.source.roots[0])
        return session.with_codebase(replace(session.codebase, foreign=foreign))


def _fitted(law: Topology, checkout: RevisionCheckout) -> Topology:
    """Adapt the source roots of a law to a revision, whose own law may name others.

    Raises:
        GitError: when the revision has none of the packages.
    """
    own = checkout.law.topology or law
    choices = (law.source, replace(law.source, roots=own.source.roots), own.source)
    for source in choices:
        roots, packages = _present(source, checkout.base)
        if packages:
            return replace(law, source=replace(law.source, roots=roots, packages=packages))
    packages_named, roots_named = (" or ".join(names) for names in (law.source.packages, law.source.roots))
    raise GitError(f"{checkout.name} has no package {packages_named} below {roots_named}; {law.path} says it has")


def _missing(law: Topology, fitted: Topology, name: str) -> Iterator[Problem]:
    """Yield a problem for each package of a law that a revision does not have."""
    for package in law.source.packages:
        if package not in fitted.source.packages:
            yield Problem(law.path, law.source.position, f"the package '{package}' was not found in {name}")


def _present(source: Source, base: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the roots and the packages that exist below a directory."""
    roots = tuple(root for root in source.roots if (base / root).is_dir())
    packages = (p for p in source.packages if any(is_package_there(base / root, p) for root in roots))
    return roots, tuple(packages)


@contextmanager
def checked_out(
    site: Site, files: LawFiles, base: str, head: str | None
) -> Iterator[tuple[RevisionCheckout, RevisionCheckout]]:
    """Check out both revisions to directories that are deleted when the block is left.

    Args:
        site: Where the law and the code lie in the repository.
        files: Where the law is read from.
        base: The name of the earlier revision.
        head: The name of the later revision; None for the work tree, which is not copied.

    Raises:
        GitError: when git cannot answer.
        TopologyError: when the law of the work tree is not valid.
    """
    named = [name for name in (base, head) if name is not None]
    revisions = [Revision(site.repository, site.repository.commit(name)) for name in named]
    laws = _laws(site, files, list(zip(named, revisions, strict=True)))
    sources = [law.topology.source for law in laws if law.topology]
    places = {place for source in sources for place in site.places(source)}
    with temporary_folder() as folder:
        checkouts = []
        for number, revision in enumerate(revisions):
            top = folder / str(number) / (site.repository.top.name or "top")
            mirror = site.mirrored(top)
            for directory in (top, mirror):
                make_folder(directory)
            unread = check_out(revision, sorted(places), top)
            # Marks the top of the repository, which links may not lead out of.
            put_file(top / ".git", b"")
            beside = _laid_beside(site, revision, top)
            checkouts.append(
                RevisionCheckout(named[number], revision.commit, top, mirror, laws[number], beside, unread)
            )
        if head is None:
            top = site.repository.top
            checkouts.append(RevisionCheckout(WORK_TREE, "", top, site.base, laws[1], _beside(site, top)))
        yield checkouts[0], checkouts[1]


def _beside(site: Site, top: Path) -> LintPlaces | None:
    """Return the folders that `lint-imports` looks in first, where `top` stands for the top of the repository."""
    if site.law is None:
        return None
    mine = site.repository.top
    home = mine / os.path.dirname(site.law)
    folders = (folder for folder in folders_of(home) if folder.is_relative_to(mine))
    moved = tuple(top / folder.relative_to(mine) for folder in folders)
    return LintPlaces(moved[0], moved, lambda path: mine / path.relative_to(top))


def _laid_beside(site: Site, revision: Revision, top: Path) -> LintPlaces | None:
    """Return the same folders for a revision, after writing its files in them to disk."""
    beside = _beside(site, top)
    for path in watched(beside.home, beside.folders) if beside else ():
        data = None if os.path.lexists(path) else revision.read(path.relative_to(top).as_posix())
        if data is not None:
            put_file(path, data)
    return beside


def _laws(site: Site, files: LawFiles, revisions: list[tuple[str, Revision]]) -> list[RevisionLaw]:
    """Read the laws of both revisions; they are the same where the topology lies in another repository."""
    if site.law is None:
        return [_law_here(site, files)] * 2
    laws = [_law_at(site.law, site, files, *revision) for revision in revisions]
    return [*laws, *([_law_here(site, files)] if len(laws) < 2 else [])]


def _law_here(site: Site, files: LawFiles) -> RevisionLaw:
    """Read the law on disk."""
    topology = consistent(load_topology(files.topology))
    known = known_of(topology, files.baseline) if files.use_baseline else ()
    return RevisionLaw(_shown(topology, site, files), known, contracts=text_of(files.topology.parent / OURS))


def _law_at(path: str, site: Site, files: LawFiles, name: str, revision: Revision) -> RevisionLaw:
    """Read the law of a revision at its path in the repository."""
    data = revision.read(path)
    if data is None:
        return RevisionLaw(None, unavailable_reason=f"{name} has no {path}")
    try:
        topology = consistent(parse_topology(data, f"{name}:{path}"))
        known = _known_at(path, files, name, revision, topology)
    except TopologyError as error:
        more = f" (and {len(error.problems) - 1} more problems)" if len(error.problems) > 1 else ""
        return RevisionLaw(None, unavailable_reason=f"{error.problems[0]}{more}")
    contracts = revision.read(_sibling(path, OURS)) or b""
    return RevisionLaw(_shown(topology, site, files), known, contracts=contracts.decode("utf-8", "replace"))


def _sibling(law: str, name: str) -> str:
    """Convert a path that is relative to the topology to one in the repository."""
    return os.path.normpath(os.path.join(os.path.dirname(law), name)).replace(os.sep, "/")


def _known_at(law: str, files: LawFiles, name: str, revision: Revision, topology: Topology) -> tuple[KnownFinding, ...]:
    """Read the baseline of a revision."""
    if not files.use_baseline:
        return ()
    if files.baseline:
        return read_baseline(files.baseline)
    if not topology.source.baseline:
        return ()
    path = _sibling(law, topology.source.baseline)
    data = revision.read(path)
    return parse_baseline(data, Path(f"{name}:{path}")) if data is not None else ()


def _shown(topology: Topology, site: Site, files: LawFiles) -> Topology:
    """Give a law the path that output names, and the directory that stands in for its source roots."""
    source = replace(topology.source, roots=(site.root,)) if site.root else topology.source
    return replace(topology, path=site.law or str(files.topology), source=source)
