"""Compare the laws of two revisions, and find what the difference hides in the later code."""

from collections.abc import Iterator
from dataclasses import replace

from import_conformance.comparing.revisions import JudgedRevision, RevisionCheckout, RevisionJudge
from import_conformance.model.base.law import LawEffect
from import_conformance.model.changes.comparing import MatchedFindings, Moves, breach_under_any_law, match
from import_conformance.model.changes.comparison import LawDelta, debt_changes
from import_conformance.model.changes.hiding import PlacedCode, with_reasons_for_loosening
from import_conformance.model.changes.law_changes import law_changes
from import_conformance.model.changes.law_fields import LawChange
from import_conformance.model.changes.layer_names import renamed_layers, with_layers_renamed
from import_conformance.model.changes.loosening import digests
from import_conformance.model.codebase import Fate
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.topology import Topology, TopologyError
from import_conformance.reading.excerpts.line_reader import line_reader
from import_conformance.reading.foreign.contract_files import is_generated
from import_conformance.reading.history.git import GitError

# The files that laws are applied to.
_READ = frozenset({Fate.JUDGED, Fate.UNPLACED, Fate.UNPARSABLE})


def law_delta(
    judging: RevisionJudge, before: RevisionCheckout, later: RevisionCheckout, matched: MatchedFindings, moves: Moves
) -> LawDelta:
    """Compare the laws and the baselines of two revisions; where the laws differ, judge the later code by both."""
    old, new = before.law.topology, later.law.topology
    if old is None or new is None:
        return LawDelta(unavailable_reason=before.law.unavailable_reason or later.law.unavailable_reason)
    renamed = {one.fingerprint: other.fingerprint for one, other in matched.kept}
    ids = {entry.law for entry in later.law.known} - _law_ids(old)
    debt = tuple(debt_changes(before.law.known, later.law.known, renamed, ids))
    contracts = _contract_changes(before.law.contracts, later.law.contracts)
    delta = LawDelta(changes=(*contracts, *law_changes(old, new)), debt=debt)
    # A renamed layer has the same findings under its new name.
    old = with_layers_renamed(old, renamed_layers(old, new))
    if digests(old) == digests(new):
        return delta
    try:
        return _with_effects(delta, judging, (before, old), (later, new), moves)
    except (TopologyError, GitError) as error:
        message = " ".join(str(error).split())
        return replace(
            delta, unavailable_reason=f"what the change of the law hides is unknown: {message}", is_unknown=True
        )


def _contract_changes(before: str, later: str) -> Iterator[LawChange]:
    """Yield the change of the contracts for `lint-imports`, where they were compiled before and are not any more."""
    if is_generated(before) and not is_generated(later):
        change = "is no longer what `conformance compile` writes" if later else "is taken out"
        yield LawChange(
            LawEffect.LOOSENED, "contracts", f".importlinter {change}, so lint-imports judges by another law"
        )


def _law_ids(topology: Topology) -> set[str]:
    """Return the ids of laws that findings can have, including the edges between layers that `allow` leaves out."""
    layers = [layer.name for layer in topology.layers] if topology.allow_position else []
    edges = {f"{source}-to-{target}" for source in layers for target in layers}
    return edges | {law.id for law in topology.laws}


def _with_effects(
    delta: LawDelta,
    judging: RevisionJudge,
    before: tuple[RevisionCheckout, Topology],
    later: tuple[RevisionCheckout, Topology],
    moves: Moves,
) -> LawDelta:
    """Add what only one of the two laws finds in the later code, and what of that the earlier code has as well."""
    then, by_new = judging.judge(*before), judging.judge(*later)
    by_old = judging.judge(later[0], before[1])
    hidden, revealed = _apart(by_old, by_new, later[0])
    lines = line_reader(then.locator.open_at), line_reader(by_old.locator.open_at)
    lost = by_old.codebase.places.keys() - by_new.codebase.places.keys()
    sights = PlacedCode(before[1], by_old.codebase), PlacedCode(later[1], by_new.codebase)
    return replace(
        delta,
        changes=with_reasons_for_loosening(delta.changes, sights, _gone(by_old, by_new), hides=bool(hidden)),
        hidden=hidden,
        hidden_new=match(then.verdict.findings, hidden, moves, lines).introduced,
        locate=by_old.locator.source,
        revealed=revealed,
        unplaced=tuple(sorted(lost & by_new.codebase.modules)),
    )


def _apart(
    by_old: JudgedRevision, by_new: JudgedRevision, checkout: RevisionCheckout
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what only the earlier law finds, and what only the later one finds, each in the files that it judges."""
    # Files below different source roots may have the same path; from the top of the repository each path is unique.
    sides = [list(_located(judged)) for judged in (by_old, by_new)]
    as_found = {id(located): finding for side in sides for located, finding in side}
    old, new = ([located for located, _ in side] for side in sides)
    lines = line_reader(lambda path: checkout.top / path)
    apart = match(old, new, Moves(), (lines, lines), breach_under_any_law)
    # A module that had no layer and has one now is not hidden: more laws apply to it.
    in_layers = by_new.codebase.places
    hidden = (each for each in apart.fixed if each.kind is not Kind.UNPLACED or each.module not in in_layers)
    return tuple(as_found[id(each)] for each in hidden), tuple(as_found[id(each)] for each in apart.introduced)


def _located(judged: JudgedRevision) -> Iterator[tuple[Finding, Finding]]:
    """Yield each finding with its path from the top of the repository, and as it is."""
    for finding in judged.verdict.findings:
        yield replace(finding, path=judged.locator.source(finding.path)), finding


def _gone(by_old: JudgedRevision, by_new: JudgedRevision) -> tuple[str, ...]:
    """Return the files that only the earlier law reads, from the top of the repository."""
    seen = [
        {judged.locator.source(file.path) for file in judged.codebase.files if file.fate in _READ}
        for judged in (by_old, by_new)
    ]
    return tuple(sorted(seen[0] - seen[1]))
