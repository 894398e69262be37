"""The one way from a topology file to a verdict: every entry point opens a session, and asks it for what it needs."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from import_conformance.judging import judge as judging
from import_conformance.judging.faults import with_faults, with_unmatched
from import_conformance.judging.owners import OwnerLookup, owned, with_owners
from import_conformance.model.base.facts import Wanted
from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding
from import_conformance.model.likeness import Likeness
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.model.topology import Problem, Topology
from import_conformance.model.verdict import KnownFinding, Verdict
from import_conformance.reading.cache.index import Index
from import_conformance.reading.codebase import Material, assemble, read_material
from import_conformance.rules.shared.base import Case, Judgement

# The parts of a session that depend on what was read, and those that depend on the laws as well.
_READ = frozenset({"index", "likeness", "material", "codebase", "owners"})
_JUDGED = frozenset({"case", "applied", "judgements", "_of_laws"})


def no_index() -> Index | None:
    """Return no index: nothing is remembered from earlier runs, and nothing is stored for later ones."""
    return None


@dataclass(frozen=True)
class Request:
    """What an entry point was asked to judge, and how to read it.

    Attributes:
        topology: The topology file.
        source_root: A directory that stands in for all source roots of the topology.
        baseline: A file that stands in for the topology's own baseline.
        use_baseline: False to treat every finding as new.
        also: Facts to read of every file, besides those that the laws need.
        open_index: Opens the facts cached by earlier runs; called when the code is read.
        report_progress: Is called with the number of files that are read, and of rules that are applied.
    """

    topology: Path
    source_root: Path | None = None
    baseline: Path | None = None
    use_baseline: bool = True
    also: Wanted | None = None
    open_index: Callable[[], Index | None] = no_index
    report_progress: ProgressCallback = silent


@dataclass(frozen=True)
class Session:
    """A topology and the code that it is applied to; each part is read or computed once, when it is first needed.

    Attributes:
        base: The directory that the source roots are relative to.
    """

    request: Request
    topology: Topology
    base: Path

    @property
    def roots(self) -> tuple[Path, ...]:
        """The directories of the source roots."""
        return tuple(self.base / root for root in self.topology.source.roots)

    @property
    def baseline(self) -> Path | None:
        """The file of the known findings, used or not; None where there is none."""
        return judging.baseline_path(self.topology, self.request.baseline)

    @cached_property
    def known(self) -> tuple[KnownFinding, ...]:
        """The entries of the baseline.

        Raises:
            TopologyError: When the file is no baseline.
        """
        return judging.known_of(self.topology, self.request.baseline) if self.request.use_baseline else ()

    @cached_property
    def index(self) -> Index | None:
        """The facts cached by earlier runs; None where they are not used."""
        return self.request.open_index()

    @cached_property
    def likeness(self) -> Likeness:
        """The similarities of contents that are known already; those of changed copies are nearly all the same."""
        return self.index.likeness if self.index else Likeness()

    @cached_property
    def material(self) -> Material:
        """What was read of the code, from which changed copies can be made.

        Raises:
            TopologyError: When a source root or package is missing.
        """
        request = self.request
        return read_material(self.topology, self.base, request.also, request.report_progress, self.index)

    @cached_property
    def codebase(self) -> Codebase:
        """The code base as the rules see it."""
        return assemble(self.topology, *self.material, self.likeness)

    @cached_property
    def owners(self) -> OwnerLookup:
        """Names the team that answers for a finding."""
        return OwnerLookup(self.topology, self.base)

    @cached_property
    def case(self) -> Case:
        """The topology and the code base, as rules take them."""
        return Case(self.topology, self.codebase)

    @cached_property
    def applied(self) -> tuple[tuple[Judgement, ...], tuple[Problem, ...]]:
        """What each law finds, and the problems because of which the topology cannot be applied to this code."""
        found = judging.applied(self.topology, self.codebase, self.request.report_progress)
        if self.index:
            self.index.save_likeness()
        return found

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """What each law finds; what matches nothing, and a waiver that does not hold, are findings themselves.

        Raises:
            TopologyError: When a rule from outside cannot be used.
        """
        _, _, problems = judging.without_waived(self.topology, self._of_laws)
        is_whole = not any(each.is_code for each in self.codebase.unread)
        return with_unmatched(self.topology, self._of_laws, problems if is_whole else ())

    @cached_property
    def _of_laws(self) -> tuple[Judgement, ...]:
        """The judgements of the laws, whatever the date."""
        return with_faults(self.topology, *self.applied)

    @cached_property
    def verdict(self) -> Verdict:
        """The verdict, in which the findings that the baseline knows are marked.

        Raises:
            TopologyError: When a rule from outside cannot be used.
        """
        return self.verdict_with(self.known)

    def verdict_with(self, known: Iterable[KnownFinding], today: str | None = None) -> Verdict:
        """Return the verdict under another baseline.

        Args:
            known: Its entries.
            today: The date (ISO 8601) that waivers are checked against; by default that of the process.

        Raises:
            TopologyError: As for `verdict`.
        """
        made = judging.conclude(self.topology, self.codebase, self._of_laws, known, today=today)
        return with_owners(made, self.owners)

    def verdict_of_another_law(self, known: Iterable[KnownFinding]) -> tuple[Verdict, tuple[Problem, ...]]:
        """Return the verdict of a law that was not written for this code, and why it would be refused here."""
        return judging.compared(self.topology, self.codebase, known)

    def unwaived(self) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
        """Return the findings that are not waived, and all that is wrong with the laws and the waivers."""
        judgements, problems = self.applied
        findings, _, of_waivers = judging.without_waived(self.topology, judgements)
        return tuple(owned(findings, self.owners)), (*problems, *of_waivers)

    def with_material(self, material: Material) -> "Session":
        """Return the session of a changed copy of the code, in memory."""
        return self._in_memory(material=material)

    def with_codebase(self, codebase: Codebase) -> "Session":
        """Return the session of another code base, in memory."""
        return self._in_memory(codebase=codebase)

    def with_known(self, known: tuple[KnownFinding, ...]) -> "Session":
        """Return the session of the same code under another baseline."""
        return self._with(_READ | _JUDGED, known=known)

    def with_verdict(self, verdict: Verdict) -> "Session":
        """Return the session with another verdict on the same code, such as one that is narrowed to some laws."""
        return self._with(_READ | _JUDGED | {"known"}, verdict=verdict)

    def _in_memory(self, **given: object) -> "Session":
        request = replace(self.request, open_index=no_index, report_progress=silent)
        return replace(self, request=request)._with((), **_parts(self, {"known", "likeness", "owners"}), **given)

    def _with(self, kept: Collection[str], **given: object) -> "Session":
        """Return a session with some parts of this one, and some that are given; the others are found when needed."""
        made = replace(self)
        vars(made).update(_parts(self, kept), **given)
        return made


def _parts(session: Session, names: Collection[str]) -> dict[str, object]:
    """Return the parts with these names that a session has found so far."""
    return {name: part for name, part in vars(session).items() if name in names}


def open_session(request: Request) -> Session:
    """Read the topology of a request; its code and baseline are read when they are needed.

    Raises:
        TopologyError: When the file is not a valid topology, or its laws contradict each other.
    """
    return Session(request, *judging.open_topology(request.topology, request.source_root))


def session_of(topology: Topology, code: Material | Codebase) -> Session:
    """Return the session of a topology and code that are there already; nothing is read, and no finding is known."""
    session = Session(Request(Path(topology.path), use_baseline=False), topology, Path(topology.path).parent)
    return session.with_codebase(code) if isinstance(code, Codebase) else session.with_material(code)
