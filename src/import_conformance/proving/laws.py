"""Proof of each law of a topology: one change, after which exactly this law must find more than before."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from import_conformance.judging.session import Session
from import_conformance.model.answers.proof import Proof
from import_conformance.model.finding import Kind
from import_conformance.model.language.phrases import enumerated
from import_conformance.model.laws.builtin import FOREIGN, UNMATCHED
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.model.topology import TopologyError
from import_conformance.proving import custom
from import_conformance.proving.material import Mutation
from import_conformance.proving.mutations import law_of, mutations, nameless
from import_conformance.rules.shared.base import Case, Judgement

MOST = 20
# Side effects that occur this often are taken to be unavoidable: no further change is tried.
OFTEN = 4
AMBIGUOUS = "ambiguous-layer"

Key = tuple[str, str]


@dataclass(frozen=True)
class ProofMaterial:
    """A judged code base, of which changed copies are made and judged."""

    session: Session

    @property
    def case(self) -> Case:
        """The unchanged code base."""
        return self.session.case

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements of the unchanged code base.

        Raises:
            TopologyError: When the law cannot be applied.
        """
        return self.session.judgements

    @cached_property
    def found(self) -> Mapping[Key, Counter[str]]:
        """How often each law finds each breach in the unchanged code base."""
        return counted(self.judgements)

    def changed(self, mutation: Mutation) -> Session | None:
        """Return the session of a changed copy; None where the law cannot be applied to it."""
        copy = self.session.with_material(mutation.apply(self.session.material))
        copy = self.session.with_material(mutation.apply(self.session.material))
        try:
            is_applicable = set(copy.applied[1]) <= set(self.session.applied[1])
        except TopologyError:
            return None
        return copy if is_applicable else None


def counted(judgements: Iterable[Judgement]) -> dict[Key, Counter[str]]:
    """Count how often each law, by rule and id, finds each breach."""
    return {
        (one.rule, one.id): Counter(f.fingerprint for f in one.findings if f.kind is not Kind.AT_FAULT)
        for one in judgements
    }


def prove_laws(
    material: ProofMaterial, only: Collection[str] = (), on_progress: ProgressCallback = silent
) -> tuple[Proof, ...]:
    """Prove each law, in the order of the rules.

    Args:
        material: The topology and the code.
        only: The ids of the laws to prove; all when there are none.
        on_progress: Is called with the number of laws that are proven.
    """
    wanted = [one for one in material.judgements if not only or one.id in only]
    proofs = []
    for done, one in enumerate(wanted):
        on_progress("proving laws", done, len(wanted))
        proofs.append(prove(material, one))
    return tuple(proofs)


def prove(material: ProofMaterial, judgement: Judgement) -> Proof:
    """Try changes until one breaks the law and no other; else take the one with the fewest side effects."""
    key = judgement.rule, judgement.id
    line = judgement.position.line
    # For these a finding of today is proof enough.
    is_shown = judgement.rule in ("require", custom.RULE) or judgement.id in (AMBIGUOUS, FOREIGN, UNMATCHED)
    if is_shown and judgement.findings:
        return Proof(*key, line)
    if judgement.rule == custom.RULE and custom.is_silent(material.case, judgement.id):
        return Proof(*key, line, reason=custom.SILENT, is_tried=False)
    best: Proof | None = None
    side_effects: Counter[tuple[str, ...]] = Counter()
    tried = []
    for mutation in islice(mutations(material.case, *key), MOST):
        grown, affected = _difference(material, mutation)
        tried.append((mutation, affected))
        if key in grown:
            also = tuple(sorted(f"{rule}.{law}" for rule, law in affected - {key}))
            if best is None or len(also) < len(best.also):
                best = Proof(*key, line, mutation.text, also)
            side_effects[also] += 1
            if not also or side_effects[also] == OFTEN:
                break
    return best or Proof(*key, line, reason=_reason(material, judgement, tried))


def _difference(material: ProofMaterial, mutation: Mutation) -> tuple[set[Key], set[Key]]:
    """Return the laws that find more after a change, and all whose findings differ."""
    changed = material.changed(mutation)
    before, after = material.found, counted(changed.judgements) if changed else material.found
    nothing: Counter[str] = Counter()
    pairs = {key: (before.get(key, nothing), after.get(key, nothing)) for key in before.keys() | after.keys()}
    grown = {key for key, (old, new) in pairs.items() if new - old}
    return grown, {key for key, (old, new) in pairs.items() if new != old}


def _reason(material: ProofMaterial, judgement: Judgement, tried: list[tuple[Mutation, set[Key]]]) -> str:
    empty = nameless(material.case, law_of(material.case, judgement.id))
    if empty:
        names = enumerated(f"'{text}'" for text in empty)
        return f"{names} {'names' if len(empty) == 1 else 'name'} no module of the code base"
    if not tried:
        return "no change is known that should break it; is there nothing that it speaks of?"
    mutation, affected = tried[0]
    others = enumerated(sorted(f"{rule}.{law_id}" for rule, law_id in affected)) or "no law"
    number = "it was" if len(tried) == 1 else f"{len(tried)} changes were"
    return f"{number} tried and found nothing; `{mutation.text}` changes the findings of {others}"
