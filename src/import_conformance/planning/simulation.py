"""The waves of work, done in a copy of the code base one after the other; the copy is judged again after each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from import_conformance.judging.session import Session
from import_conformance.model.answers.remedy import CodeChange, Decide, Rename
from import_conformance.model.answers.supposition import SimulatedOutcome
from import_conformance.model.answers.work import Unfixed, Unit, Wave, WorkPlan, units_of
from import_conformance.model.finding import Finding
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.model.topology import Problem, TopologyError
from import_conformance.planning.altering import altered
from import_conformance.planning.order import Order
from import_conformance.planning.remedies import RemedyBuilder

# Findings that fixing introduces can be fixed, too; where so many further waves do not suffice, fixing repeats itself.
FURTHER = 10
AGAIN = "what fixes it breaks another law, and the other way round"


@dataclass(frozen=True)
class SimulatedState:
    """A judged code base.

    Attributes:
        findings: Those that are not waived.
        problems: What is wrong with the law when it is applied to this code.
    """

    session: Session
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()


def judged(session: Session) -> SimulatedState:
    """Judge a code base by the whole law; waived findings are set aside."""
    try:
        return SimulatedState(session, *session.unwaived())
    except TopologyError as error:
        return SimulatedState(session, (), error.problems)


def simulate(start: SimulatedState, order: Order, on_progress: ProgressCallback = silent) -> WorkPlan:
    """Do the waves of an order, then fix what they introduced for as long as that helps.

    Args:
        start: The code as it is, read with `Wanted(headers=True)`.
        order: The units of each wave.
        on_progress: Is called with the number of waves that are done.
    """
    state = start
    waves: list[Wave] = []
    for number, units in enumerate(order.waves, 1):
        on_progress("trying waves", number - 1, len(order.waves))
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
    """Yield the findings that remain in the end, each with the reason."""
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
    """Do one wave: make the changes of all its units in the code as it was before the wave, and judge the result."""
    remedies = RemedyBuilder(before.session.case)
    present = {unit.id: unit.planned for unit in units_of(before.findings)}
    met = [replace(unit, findings=present.get(unit.id, ())) for unit in units]
    tried = [replace(unit, changes=remedies.changes(unit.findings)) for unit in met]
    changes = [change for unit in tried for change in unit.changes]
    # Where people have to decide about everything that is left, the code is as it was judged before.
    is_changed = not all(isinstance(change, Decide) for change in changes)
    after = judged(altered(before.session, changes)) if is_changed else before
    match = Matching(before.findings, after.findings, new_names(changes))
    done = [replace(unit, fixed=len(unit.findings) - match.kept(unit.findings)) for unit in tried]
    ordered = tuple(sorted(done, key=lambda unit: (unit.severity.rank, -unit.fixed, unit.id)))
    gone = len(before.findings) - match.kept(before.findings) - sum(unit.fixed for unit in done)
    return after, Wave(number, ordered, gone, match.brought, after.findings, _new_problems(before, after), is_further)


def _new_problems(before: SimulatedState, after: SimulatedState) -> tuple[Problem, ...]:
    known = set(before.problems)
    return tuple(problem for problem in after.problems if problem not in known)


def outcome(before: SimulatedState, after: SimulatedState, new: Mapping[str, str]) -> SimulatedOutcome:
    """Compare the findings before and after a change; `new` is as for `Matching`."""
    match = Matching(before.findings, after.findings, new)
    new_problems = _new_problems(before, after)
    return SimulatedOutcome(match.gone(before.findings), match.brought, match.kept(before.findings), new_problems)


def new_names(changes: Iterable[CodeChange]) -> dict[str, str]:
    """Return the new paths and module names, by the old ones."""
    new: dict[str, str] = {}
    for change in changes:
        if isinstance(change, Rename):
            new |= {change.path: change.new_path, change.module: change.new_module}
    return new


class Matching:
    """Matches the findings before a change with those after it.

    Attributes:
        brought: The findings that were not there before.
    """

    def __init__(self, before: Iterable[Finding], after: Iterable[Finding], new: Mapping[str, str]) -> None:
        """Match findings.

        Args:
            before: All findings before the change.
            after: All findings after it.
            new: The new path or dotted name of what was renamed, by the old one.
        """
        findings = tuple(after)
        self._new = new
        self._after = Counter(map(_key, findings))
        unmatched = Counter(map(self._forward, before))
        self.brought = tuple(finding for finding in findings if not _taken(unmatched, _key(finding)))

    def kept(self, findings: Iterable[Finding]) -> int:
        """Return how many of these findings are still there afterwards."""
        return (Counter(map(self._forward, findings)) & self._after).total()

    def gone(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return those of the findings that are no longer there afterwards."""
        unmatched = Counter(self._after)
        return tuple(finding for finding in findings if not _taken(unmatched, self._forward(finding)))

    def _forward(self, finding: Finding) -> tuple[str, ...]:
        return finding.law, finding.kind, self._new.get(finding.path, finding.path), self._renamed(finding.identity)

    def _renamed(self, identity: str) -> str:
        """Return the identity of a finding after the change; a package that contains it may have been renamed."""
        home, rest = identity, ""
        while home and home not in self._new:
            home, dot, last = home.rpartition(".")
            rest = f"{dot}{last}{rest}"
        return f"{self._new[home]}{rest}" if home else identity


def _key(finding: Finding) -> tuple[str, ...]:
    return finding.law, finding.kind, finding.path, finding.identity


def _taken(unmatched: Counter[tuple[str, ...]], key: tuple[str, ...]) -> bool:
    """Remove one finding of this key, and return whether there was one."""
    if not unmatched[key]:
        return False
    unmatched[key] -= 1
    return True
