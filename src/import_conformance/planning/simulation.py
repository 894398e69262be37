"""The waves of work done in a copy of the code base, one after the other, and judged anew after each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from import_conformance.judging.judge import applied, without_waived
from import_conformance.model.answers.remedy import CodeChange, Rename, SimulatedWave, UnitDone
from import_conformance.model.answers.supposition import SimulatedOutcome
from import_conformance.model.finding import Finding
from import_conformance.model.progress import Tell, silent
from import_conformance.model.topology import Problem, Topology, TopologyError
from import_conformance.planning.altering import Workspace
from import_conformance.planning.mending import RemedyBuilder
from import_conformance.reading.codebase import Material
from import_conformance.rules.shared.base import Case

# A law, and the subject of its findings that the work is about.
Unit = tuple[str, str]
# What mending brings can be mended, too; beyond so many waves more it goes in circles.
FURTHER = 10


@dataclass(frozen=True)
class SimulatedState:
    """A code base, what is found in it, and what is wrong with the law there."""

    ground: Workspace
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()


def judged(ground: Workspace) -> SimulatedState:
    """What the whole law says of a code base; waived findings are set aside."""
    try:
        judgements, problems = applied(ground.topology, ground.codebase)
    except TopologyError as error:
        return SimulatedState(ground, (), error.problems)
    findings, _, more = without_waived(ground.topology, judgements)
    return SimulatedState(ground, findings, (*problems, *more))


def simulate(
    topology: Topology, material: Material, waves: Sequence[Sequence[Unit]], tell: Tell = silent
) -> tuple[SimulatedWave, ...]:
    """Do the waves, then mend what they brought for as long as that helps.

    waves: the units of each. tell: is told how many of them are done.
    """
    state = judged(Workspace(topology, material))
    steps: list[SimulatedWave] = []
    for units in waves:
        tell("trying waves", len(steps), len(waves))
        state, step = _done(state, units)
        steps.append(step)
    return (*steps, *_further(state))


def _further(state: SimulatedState) -> Iterator[SimulatedWave]:
    seen = {_fingerprints(state.findings)}
    for _ in range(FURTHER):
        units = sorted({(finding.law, finding.subject) for finding in state.findings})
        if not units:
            return
        state, step = _done(state, units, is_further=True)
        if _fingerprints(state.findings) in seen:
            return
        seen.add(_fingerprints(state.findings))
        yield step


def _fingerprints(findings: Iterable[Finding]) -> frozenset[tuple[str, int]]:
    return frozenset(Counter(finding.fingerprint for finding in findings).items())


def _done(
    before: SimulatedState, units: Sequence[Unit], *, is_further: bool = False
) -> tuple[SimulatedState, SimulatedWave]:
    """One wave: the changes of all its units, as the code was before the wave, then the law again."""
    mending = RemedyBuilder(Case(before.ground.topology, before.ground.codebase))
    mine = {unit: tuple(f for f in before.findings if (f.law, f.subject) == unit) for unit in units}
    changes = {unit: mending.changes(findings) for unit, findings in mine.items()}
    after = judged(before.ground.altered(change for some in changes.values() for change in some))
    match = Matching(before.findings, after.findings, new_names(one for some in changes.values() for one in some))
    done = tuple(UnitDone(*unit, mine[unit], changes[unit], len(mine[unit]) - match.kept(mine[unit])) for unit in units)
    gone = len(before.findings) - match.kept(before.findings) - sum(unit.mended for unit in done)
    told = set(before.problems)
    problems = tuple(problem for problem in after.problems if problem not in told)
    return after, SimulatedWave(done, gone, match.brought, after.findings, problems, is_further)


def outcome(before: SimulatedState, after: SimulatedState, new: Mapping[str, str]) -> SimulatedOutcome:
    """What a change did; new: as for `Matching`."""
    match = Matching(before.findings, after.findings, new)
    told = set(before.problems)
    problems = tuple(problem for problem in after.problems if problem not in told)
    return SimulatedOutcome(match.gone(before.findings), match.brought, match.kept(before.findings), problems)


def new_names(changes: Iterable[CodeChange]) -> dict[str, str]:
    """New paths and module names by old ones."""
    new: dict[str, str] = {}
    for change in changes:
        if isinstance(change, Rename):
            new |= {change.path: change.new_path, change.module: change.new_module}
    return new


class Matching:
    """Which findings are the same before and after a change; what was renamed is known by its new name.

    new: the new path or dotted name of what bears one now, by the old. brought: findings that were not there before.
    """

    def __init__(self, before: Iterable[Finding], after: Iterable[Finding], new: Mapping[str, str]) -> None:
        held = tuple(after)
        self._new = new
        self._after = Counter(map(_key, held))
        left = Counter(map(self._forward, before))
        self.brought = tuple(finding for finding in held if not _taken(left, _key(finding)))

    def kept(self, findings: Iterable[Finding]) -> int:
        """How many of these findings are there afterwards."""
        return (Counter(map(self._forward, findings)) & self._after).total()

    def gone(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Those of the findings that are not there afterwards."""
        left = Counter(self._after)
        return tuple(finding for finding in findings if not _taken(left, self._forward(finding)))

    def _forward(self, finding: Finding) -> tuple[str, ...]:
        return finding.law, finding.kind, self._new.get(finding.path, finding.path), self._renamed(finding.identity)

    def _renamed(self, identity: str) -> str:
        """What a finding is about, under the name that it has now, which may be that of something above it."""
        home, rest = identity, ""
        while home and home not in self._new:
            home, dot, last = home.rpartition(".")
            rest = f"{dot}{last}{rest}"
        return f"{self._new[home]}{rest}" if home else identity


def _key(finding: Finding) -> tuple[str, ...]:
    return finding.law, finding.kind, finding.path, finding.identity


def _taken(left: Counter[tuple[str, ...]], key: tuple[str, ...]) -> bool:
    """True when one of this key was left; it is taken away."""
    if not left[key]:
        return False
    left[key] -= 1
    return True
