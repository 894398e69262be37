"""The waves of work done in a copy of the code base, one after the other, and judged again after each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from import_conformance.judging.judge import applied, without_waived
from import_conformance.model.answers.remedy import CodeChange, Decide, Rename
from import_conformance.model.answers.supposition import SimulatedOutcome
from import_conformance.model.answers.work import Unfixed, Unit, Wave, WorkPlan, units_of
from import_conformance.model.finding import Finding
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.model.topology import Problem, TopologyError
from import_conformance.planning.altering import Workspace
from import_conformance.planning.mending import RemedyBuilder
from import_conformance.planning.order import Order
from import_conformance.rules.shared.base import Case, Judgement

# What fixing brings can be fixed, too; beyond so many waves more it goes round in a cycle.
FURTHER = 10
AGAIN = "what mends it breaks another law, and the other way round"


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
    return concluded(ground, judgements, problems)


def concluded(ground: Workspace, judgements: Iterable[Judgement], problems: Iterable[Problem] = ()) -> SimulatedState:
    """What judgements say of a code base; waived findings are set aside."""
    findings, _, more = without_waived(ground.topology, judgements)
    return SimulatedState(ground, findings, (*problems, *more))


def simulate(start: SimulatedState, order: Order, tell: ProgressCallback = silent) -> WorkPlan:
    """Do the waves of an order, then fix what they brought for as long as that helps.

    Args:
        start: the code as it is, read with `Wanted(headers=True)`.
        order: the units of each wave.
        tell: is called with how many waves are done, of how many.
    """
    state = start
    waves: list[Wave] = []
    for number, units in enumerate(order.waves, 1):
        tell("trying waves", number - 1, len(order.waves))
        state, wave = _done(state, number, units)
        waves.append(wave)
    waves += _further(state, len(waves) + 1)
    return WorkPlan(len(start.findings), tuple(waves), order.precedences, order.dropped, tuple(_unfixed(waves)))


def _further(state: SimulatedState, first: int) -> Iterator[Wave]:
    seen = {_fingerprints(state.findings)}
    for number in range(first, first + FURTHER):
        if not state.findings:
            return
        state, wave = _done(state, number, units_of(state.findings), is_further=True)
        if _fingerprints(state.findings) in seen:
            return
        seen.add(_fingerprints(state.findings))
        yield wave


def _unfixed(waves: Sequence[Wave]) -> Iterator[Unfixed]:
    """What is left in the end, and why."""
    reasons = {
        (change.law, change.path): change.reason
        for wave in waves
        for unit in wave.units
        for change in unit.changes
        if isinstance(change, Decide)
    }
    for finding in waves[-1].left if waves else ():
        yield Unfixed(finding, reasons.get((finding.law, finding.path), AGAIN))


def _fingerprints(findings: Iterable[Finding]) -> frozenset[tuple[str, int]]:
    return frozenset(Counter(finding.fingerprint for finding in findings).items())


def _done(
    before: SimulatedState, number: int, units: Sequence[Unit], *, is_further: bool = False
) -> tuple[SimulatedState, Wave]:
    """One wave: the changes of all its units, as the code was before the wave, then the law again."""
    mending = RemedyBuilder(Case(before.ground.topology, before.ground.codebase))
    there = {unit.id: unit.planned for unit in units_of(before.findings)}
    met = [replace(unit, findings=there.get(unit.id, ())) for unit in units]
    tried = [replace(unit, changes=mending.changes(unit.findings)) for unit in met]
    changes = [change for unit in tried for change in unit.changes]
    after = judged(before.ground.altered(changes))
    match = Matching(before.findings, after.findings, new_names(changes))
    done = [replace(unit, fixed=len(unit.findings) - match.kept(unit.findings)) for unit in tried]
    ordered = tuple(sorted(done, key=lambda unit: (unit.severity.rank, -unit.fixed, unit.id)))
    gone = len(before.findings) - match.kept(before.findings) - sum(unit.fixed for unit in done)
    return after, Wave(number, ordered, gone, match.brought, after.findings, _new_problems(before, after), is_further)


def _new_problems(before: SimulatedState, after: SimulatedState) -> tuple[Problem, ...]:
    known = set(before.problems)
    return tuple(problem for problem in after.problems if problem not in known)


def outcome(before: SimulatedState, after: SimulatedState, new: Mapping[str, str]) -> SimulatedOutcome:
    """What a change did; new: as for `Matching`."""
    match = Matching(before.findings, after.findings, new)
    new_problems = _new_problems(before, after)
    return SimulatedOutcome(match.gone(before.findings), match.brought, match.kept(before.findings), new_problems)


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
