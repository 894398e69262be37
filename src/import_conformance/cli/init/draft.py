"""A proposed topology, and the verdict of its laws on the code, before anything is written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from import_conformance.compiling.importlinter_text import Origin, compile_text
from import_conformance.judging.consistency import contradictions
from import_conformance.judging.judge import conclude, judge
from import_conformance.model.codebase import Codebase, Fate
from import_conformance.model.debt.ratchet import baseline_of
from import_conformance.model.finding import Finding, State
from import_conformance.model.topology import ImportKind, Topology, TopologyError
from import_conformance.model.verdict import KnownFinding, Verdict
from import_conformance.proposing.proposal import Proposal
from import_conformance.proposing.text import BASELINE, render
from import_conformance.reading.codebase import Material, assemble
from import_conformance.reading.topology.load import parse_topology
from import_conformance.reading.tree.ledger import walk

__all__ = ["BASELINE", "CONTRACTS", "TOPOLOGY", "Draft", "evaluate", "reason_of_init"]

TOPOLOGY, CONTRACTS = "topology.yaml", ".importlinter"
REASON = "there when the law was written by `conformance init`; not looked at yet"


@dataclass(frozen=True)
class Draft:
    """A proposed topology with its verdict.

    Attributes:
        text: The text of topology.yaml.
        known: What its laws find today and tolerate.
        contracts: The text of .importlinter.
    """

    proposal: Proposal
    text: str
    topology: Topology
    codebase: Codebase
    verdict: Verdict
    known: tuple[KnownFinding, ...]
    contracts: str

    @property
    def typing(self) -> int:
        """The number of known findings that are imports for type checkers only."""
        known = (finding for finding in self.verdict.findings if finding.state is State.KNOWN)
        return sum(finding.details.get("import_kind") == ImportKind.TYPING for finding in known)


def reason_of_init(_: Finding) -> str:
    """Explain why a finding is tolerated that has not been looked at."""
    return REASON


def evaluate(proposal: Proposal, here: Path, material: Material, reason: Callable[[Finding], str]) -> Draft:
    """Judge the code by a proposal; `reason` explains why a finding is tolerated, "" for one that is not.

    Raises:
        TopologyError: when the proposal is not a valid topology.
    """
    text = render(proposal)
    topology = parse_topology(text, TOPOLOGY)
    problems = tuple(contradictions(topology))
    if problems:
        raise TopologyError(problems)
    codebase = reassemble(topology, here, material)
    judgements = judge(topology, codebase)
    findings = conclude(topology, codebase, judgements, ()).findings
    known = []
    for finding in findings:
        why = reason(finding)
        known += [replace(entry, reason=why) for entry in baseline_of([finding], ())] if why else []
    merged = _merged(known)
    verdict = conclude(topology, codebase, judgements, merged)
    return Draft(
        proposal,
        text,
        topology,
        codebase,
        verdict,
        merged,
        compile_text(topology, codebase, merged, judgements, Origin()),
    )


def _merged(known: list[KnownFinding]) -> tuple[KnownFinding, ...]:
    """Merge the entries of each fingerprint into one, with their total count."""
    found: dict[str, KnownFinding] = {}
    for entry in known:
        first = found.get(entry.fingerprint)
        found[entry.fingerprint] = replace(first, count=first.count + entry.count) if first else entry
    return tuple(found.values())


def reassemble(topology: Topology, here: Path, material: Material) -> Codebase:
    """Assemble the code base under a topology, which may exclude some of what was read without one."""
    found = walk(topology.source, here, TOPOLOGY)
    healthy = [entry.file for entry in found.entries if entry.file.fate is Fate.UNPLACED]
    modules, paths = {file.module for file in healthy}, {file.path for file in healthy}
    facts = {module: read for module, read in material.facts.items() if module in modules}
    return assemble(topology, found, facts, {p: why for p, why in material.unreadable.items() if p in paths})
