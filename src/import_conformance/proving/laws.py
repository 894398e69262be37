"""Each law of a topology put to the proof: one change, and exactly this law must find more than before."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from import_conformance.judging.judge import judge
from import_conformance.model.answers.proof import Proof
from import_conformance.model.codebase import Codebase
from import_conformance.model.language.whole import FOREIGN
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.model.topology import Topology, TopologyError
from import_conformance.proving import custom
from import_conformance.proving.material import Mutation
from import_conformance.proving.mutations import law_of, mutations, nameless
from import_conformance.reading.codebase import Material, assemble
from import_conformance.rules.shared.base import Case, Judgement, enumerated

MOST = 20
# Side effects that come this often are taken to be unavoidable: no further change is tried.
OFTEN = 4
AMBIGUOUS = "ambiguous-layer"

Key = tuple[str, str]


@dataclass(frozen=True)
class ProofMaterial:
    """A law and the material of a code base, from which changed copies are made."""

    topology: Topology
    material: Material

    @cached_property
    def case(self) -> Case:
        """The code base as it is."""
        return Case(self.topology, assemble(self.topology, *self.material))

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """What is found in it.

        Raises:
            TopologyError: when the law cannot be applied.
        """
        return judge(self.topology, self.case.codebase)

    @cached_property
    def found(self) -> Mapping[Key, Counter[str]]:
        """How often each law finds each breach."""
        return counted(self.judgements)

    def changed(self, mutation: Mutation) -> tuple[Codebase, tuple[Judgement, ...]] | None:
        """A changed copy, judged; None where the law cannot be applied to it."""
        try:
            codebase = assemble(self.topology, *mutation.apply(self.material))
            return codebase, judge(self.topology, codebase)
        except TopologyError:
            return None


def counted(judgements: Iterable[Judgement]) -> dict[Key, Counter[str]]:
    """How often each law, by rule and id, finds each breach."""
    return {(one.rule, one.id): Counter(finding.fingerprint for finding in one.findings) for one in judgements}


def prove_laws(ground: ProofMaterial, only: Collection[str] = (), tell: ProgressCallback = silent) -> tuple[Proof, ...]:
    """The proof of each law, in the order of the rules; only: of those with these ids, if any are given."""
    wanted = [one for one in ground.judgements if not only or one.id in only]
    proofs = []
    for done, one in enumerate(wanted):
        tell("proving laws", done, len(wanted))
        proofs.append(prove(ground, one))
    return tuple(proofs)


def prove(ground: ProofMaterial, judgement: Judgement) -> Proof:
    """Try changes until one breaks the law and no other; else keep the one with the fewest side effects."""
    key = judgement.rule, judgement.id
    line = judgement.position.line
    # A law that is judged only where it is broken needs no further proof.
    is_shown = judgement.rule in ("require", custom.RULE) or judgement.id in (AMBIGUOUS, FOREIGN)
    if is_shown and judgement.findings:
        return Proof(*key, line)
    if judgement.rule == custom.RULE and custom.is_silent(ground.case, judgement.id):
        return Proof(*key, line, reason=custom.SILENT, is_tried=False)
    best: Proof | None = None
    met: Counter[tuple[str, ...]] = Counter()
    tried = []
    for mutation in islice(mutations(ground.case, *key), MOST):
        grown, affected = _difference(ground, mutation)
        tried.append((mutation, affected))
        if key in grown:
            also = tuple(sorted(f"{rule}.{law}" for rule, law in affected - {key}))
            if best is None or len(also) < len(best.also):
                best = Proof(*key, line, mutation.text, also)
            met[also] += 1
            if not also or met[also] == OFTEN:
                break
    return best or Proof(*key, line, reason=_reason(ground, judgement, tried))


def _difference(ground: ProofMaterial, mutation: Mutation) -> tuple[set[Key], set[Key]]:
    """The laws that find more after a change, and all whose findings differ."""
    changed = ground.changed(mutation)
    before, after = ground.found, counted(changed[1]) if changed else ground.found
    nothing: Counter[str] = Counter()
    pairs = {key: (before.get(key, nothing), after.get(key, nothing)) for key in before.keys() | after.keys()}
    grown = {key for key, (then, now) in pairs.items() if now - then}
    return grown, {key for key, (then, now) in pairs.items() if now != then}


def _reason(ground: ProofMaterial, judgement: Judgement, tried: list[tuple[Mutation, set[Key]]]) -> str:
    law = law_of(ground.case, judgement.id)
    empty = nameless(ground.case, law)
    if empty:
        names = enumerated(f"'{text}'" for text in empty)
        return f"{names} {'names' if len(empty) == 1 else 'name'} no module of the code base"
    if not tried:
        return "no change is known that should break it; is there nothing that it speaks of?"
    mutation, affected = tried[0]
    others = enumerated(sorted(f"{rule}.{law_id}" for rule, law_id in affected)) or "no law"
    number = "it was" if len(tried) == 1 else f"{len(tried)} changes were"
    return f"{number} tried and found nothing; `{mutation.text}` changes the findings of {others}"
