"""How the laws of two revisions differ, and what of the later code the difference hides."""

from dataclasses import replace

from conformance.diff_sides import Court, Ground
from conformance.model.comparing import Matched, Moves, lawless, match
from conformance.model.comparison import LawDelta, debt_changes
from conformance.model.law_changes import law_changes
from conformance.model.loosening import digests
from conformance.model.topology import Topology, TopologyError
from conformance.reading.git import GitError
from conformance.reading.lines import line_reader


def law_delta(court: Court, before: Ground, later: Ground, matched: Matched, moves: Moves) -> LawDelta:
    """The changes of law and baseline; where the law finds something else, the later code is judged by both."""
    old, new = before.law.topology, later.law.topology
    if old is None or new is None:
        return LawDelta(untold=before.law.untold or later.law.untold)
    renamed = {one.fingerprint: other.fingerprint for one, other in matched.kept}
    ids = {entry.law for entry in later.law.known} - _law_ids(old)
    debt = tuple(debt_changes(before.law.known, later.law.known, renamed, ids))
    delta = LawDelta(changes=law_changes(old, new), debt=debt)
    if digests(old) == digests(new):
        return delta
    try:
        return _with_effects(delta, court, (before, old), (later, new), moves)
    except (TopologyError, GitError) as error:
        said = " ".join(str(error).split())
        return replace(delta, untold=f"what the change of the law hides cannot be told: {said}")


def _law_ids(topology: Topology) -> set[str]:
    """The ids that findings can have under a law, the edges that `allow` leaves out among them."""
    layers = [layer.name for layer in topology.layers] if topology.allow_position else []
    edges = {f"{source}-to-{target}" for source in layers for target in layers}
    return edges | {law.id for law in (*topology.written_laws(), *topology.builtin)}


def _with_effects(
    delta: LawDelta, court: Court, before: tuple[Ground, Topology], later: tuple[Ground, Topology], moves: Moves
) -> LawDelta:
    """What only one of the two laws finds in the later code, and what of that the earlier code has as well."""
    then, by_new = court.judge(*before), court.judge(*later)
    by_old = court.judge(later[0], before[1])
    lines = line_reader(then.locator.open_at), line_reader(by_new.locator.open_at)
    apart = match(by_old.verdict.findings, by_new.verdict.findings, Moves(), (lines[1], lines[1]), lawless)
    lost = by_old.codebase.places.keys() - by_new.codebase.places.keys()
    return replace(
        delta,
        hidden=apart.fixed,
        hidden_new=match(then.verdict.findings, apart.fixed, moves, lines).introduced,
        revealed=apart.introduced,
        unplaced=tuple(sorted(lost & by_new.codebase.modules)),
    )
