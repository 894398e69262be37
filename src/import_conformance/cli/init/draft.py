"""A proposed topology, and the verdict of its laws on the code, before anything is written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from import_conformance.compiling.importlinter_text import Origin, compile_text
from import_conformance.judging.consistency import contradictions
from import_conformance.judging.session import Session, session_of
from import_conformance.model.codebase import Fate
from import_conformance.model.debt.ratchet import baseline_of
from import_conformance.model.finding import Finding, State
from import_conformance.model.topology import ImportKind, Topology, TopologyError
from import_conformance.model.verdict import KnownFinding
from import_conformance.proposing.proposal import Proposal
from import_conformance.proposing.text import BASELINE, render
from import_conformance.reading.codebase import Material
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
        session: The code judged by it; what its laws find today and tolerate is known.
        contracts: The text of .importlinter.
    """

    proposal: Proposal
    text: str
    session: Session
    contracts: str

    @property
    def typing(self) -> int:
        """The number of known findings that are imports for type checkers only."""
        known = (finding for finding in self.session.verdict.findings if finding.state is State.KNOWN)
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
    session = session_of(topology, restricted(material, topology, here))
    known = []
    for finding in session.verdict.findings:
        why = reason(finding)
        known += [replace(entry, reason=why) for entry in baseline_of([finding], ())] if why else []
    session = session.with_known(_merged(known))
    contracts = compile_text(topology, session.codebase, session.known, session.judgements, Origin())
    return Draft(proposal, text, session, contracts)


def _merged(known: list[KnownFinding]) -> tuple[KnownFinding, ...]:
    """Merge the entries of each fingerprint into one, with their total count."""
    found: dict[str, KnownFinding] = {}
    for entry in known:
        first = found.get(entry.fingerprint)
        found[entry.fingerprint] = replace(first, count=first.count + entry.count) if first else entry
    return tuple(found.values())


def restricted(material: Material, topology: Topology, here: Path) -> Material:
    """Return what was read without a topology as far as this one has it read: it may exclude some of it."""
    found = walk(topology.source, here, TOPOLOGY)
    healthy = [entry.file for entry in found.entries if entry.file.fate is Fate.UNPLACED]
    modules, paths = {file.module for file in healthy}, {file.path for file in healthy}
    facts = {module: read for module, read in material.facts.items() if module in modules}
    return Material(found, facts, {path: why for path, why in material.unreadable.items() if path in paths})
