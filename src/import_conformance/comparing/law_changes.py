"""How the laws of two revisions differ, and what of the later code the difference hides."""

from collections.abc import Iterator
from dataclasses import replace

from import_conformance.comparing.revisions import Court, Ground, Judged
from import_conformance.model.changes.comparing import MatchedFindings, Moves, breach_under_any_law, match
from import_conformance.model.changes.comparison import LawDelta, debt_changes
from import_conformance.model.changes.hiding import PlacedCode, with_reasons_for_loosening
from import_conformance.model.changes.law_changes import law_changes
from import_conformance.model.changes.layer_names import renamed_layers, with_layers_renamed
from import_conformance.model.changes.loosening import digests
from import_conformance.model.codebase import Fate
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.laws.fields import Effect, LawChange
from import_conformance.model.topology import Topology, TopologyError
from import_conformance.reading.excerpts.line_reader import line_reader
from import_conformance.reading.foreign.contract_files import is_generated
from import_conformance.reading.history.git import GitError

# The files that laws are applied to.
_READ = frozenset({Fate.JUDGED, Fate.UNPLACED, Fate.UNPARSABLE})


def law_delta(court: Court, before: Ground, later: Ground, matched: MatchedFindings, moves: Moves) -> LawDelta:
    """The changes of law and baseline; where the law finds something else, the later code is judged by both."""
    old, new = before.law.topology, later.law.topology
    if old is None or new is None:
        return LawDelta(unavailable_reason=before.law.untold or later.law.untold)
    renamed = {one.fingerprint: other.fingerprint for one, other in matched.kept}
    ids = {entry.law for entry in later.law.known} - _law_ids(old)
    debt = tuple(debt_changes(before.law.known, later.law.known, renamed, ids))
    contracts = _contract_changes(before.law.contracts, later.law.contracts)
    delta = LawDelta(changes=(*contracts, *law_changes(old, new)), debt=debt)
    # A layer that only bears another name finds the same, under that name.
    old = with_layers_renamed(old, renamed_layers(old, new))
    if digests(old) == digests(new):
        return delta
    try:
        return _with_effects(delta, court, (before, old), (later, new), moves)
    except (TopologyError, GitError) as error:
        said = " ".join(str(error).split())
        return replace(
            delta, unavailable_reason=f"what the change of the law hides cannot be told: {said}", is_unknown=True
        )


def _contract_changes(before: str, later: str) -> Iterator[LawChange]:
    """What becomes of the contracts by which `lint-imports` judges, where they were compiled before."""
    if is_generated(before) and not is_generated(later):
        said = "is no longer what `conformance compile` writes" if later else "is taken out"
        yield LawChange(Effect.LOOSENED, "contracts", f".importlinter {said}, so lint-imports judges by another law")


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


def _apart(by_old: Judged, by_new: Judged, ground: Ground) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What only the earlier law finds, and what only the later one finds, each in the files that it judges."""
    # Below different roots two files may have one path; from the top of the repository they have not.
    sides = [list(_located(judged)) for judged in (by_old, by_new)]
    as_found = {id(located): finding for side in sides for located, finding in side}
    old, new = ([located for located, _ in side] for side in sides)
    lines = line_reader(lambda path: ground.top / path)
    apart = match(old, new, Moves(), (lines, lines), breach_under_any_law)
    # What had no layer and has one now is not hidden: more laws see it.
    placed = by_new.codebase.places
    hidden = (each for each in apart.fixed if each.kind is not Kind.UNPLACED or each.module not in placed)
    return tuple(as_found[id(each)] for each in hidden), tuple(as_found[id(each)] for each in apart.introduced)


def _located(judged: Judged) -> Iterator[tuple[Finding, Finding]]:
    """Each finding with its path from the top of the repository, and as it is."""
    for finding in judged.verdict.findings:
        yield replace(finding, path=judged.locator.source(finding.path)), finding


def _gone(by_old: Judged, by_new: Judged) -> tuple[str, ...]:
    """The files, from the top of the repository, that only the earlier law reads."""
    seen = [
        {judged.locator.source(file.path) for file in judged.codebase.files if file.fate in _READ}
        for judged in (by_old, by_new)
    ]
    return tuple(sorted(seen[0] - seen[1]))
