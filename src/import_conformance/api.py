"""The public Python API: read a topology and a code base, judge, and write rules of your own.

docs/api.md shows it with examples. The names in `__all__`, with their fields and arguments, are covered by the promise
of semantic versioning; everything else in this package may change in any release. More fields and names may be added.
"""

from collections.abc import Iterable
from pathlib import Path

from import_conformance.judging.judge import consistent, rooted
from import_conformance.judging.session import Request, Session, session_of
from import_conformance.model.base.facts import Facts, Wanted
from import_conformance.model.codebase import Codebase, Fate, Import, Place, SourceFile, Unresolved
from import_conformance.model.custom import Answer, Breach, Example, Fault, GivesExamples, Question, Rule, WantsFacts
from import_conformance.model.finding import Confidence, Finding, Kind, Related, State
from import_conformance.model.topology import (
    Custom,
    ImportKind,
    Option,
    Position,
    Problem,
    Severity,
    Topology,
    TopologyError,
)
from import_conformance.model.verdict import KnownFinding, LawReport, Outcome, Verdict
from import_conformance.reading.day import current_date
from import_conformance.reading.topology import load

__all__ = [
    "Answer",
    "Breach",
    "Codebase",
    "Confidence",
    "Custom",
    "Example",
    "Facts",
    "Fate",
    "Fault",
    "Finding",
    "GivesExamples",
    "Import",
    "ImportKind",
    "Kind",
    "KnownFinding",
    "LawReport",
    "Option",
    "Outcome",
    "Place",
    "Position",
    "Problem",
    "Question",
    "Related",
    "Rule",
    "Severity",
    "SourceFile",
    "State",
    "Topology",
    "TopologyError",
    "Unresolved",
    "Verdict",
    "Wanted",
    "WantsFacts",
    "judge",
    "load_topology",
    "read_baseline",
    "read_codebase",
]


def load_topology(path: str | Path) -> Topology:
    """Read a topology file. No code is read, and no rule from outside is loaded.

    Args:
        path: The file; `read_codebase` looks for the source roots relative to its directory.

    Raises:
        TopologyError: With every problem of the file in `problems`, each with its position and one sentence.
    """
    return consistent(load.load_topology(Path(path)))


def read_codebase(
    topology: Topology, *, source_root: str | Path | None = None, facts: Wanted | None = None
) -> Codebase:
    """Read everything below the source roots once; none of it is imported or run.

    Args:
        topology: The topology, as `load_topology` returns it.
        source_root: A directory that stands in for all source roots of the topology.
        facts: Facts to read of every file, besides its imports and what the laws need.

    Raises:
        TopologyError: When a rule that the topology names cannot be used.
    """
    root = None if source_root is None else Path(source_root)
    request = Request(Path(topology.path), root, also=facts)
    return Session(request, *rooted(topology, request.topology.parent, root)).codebase


def read_baseline(topology: Topology) -> tuple[KnownFinding, ...]:
    """Return the known findings of the topology's own baseline; none where it names no file, or the file is missing.

    Raises:
        TopologyError: When the file is no baseline.
    """
    request = Request(Path(topology.path))
    return Session(request, topology, request.topology.parent).known


def judge(
    topology: Topology, codebase: Codebase, known: Iterable[KnownFinding] = (), *, today: str | None = None
) -> Verdict:
    """Apply every law, those of rules from outside included: the verdict of all entry points.

    Args:
        topology: The laws.
        codebase: The code.
        known: Tolerated findings, as `read_baseline` returns them.
        today: The date that waivers are checked against (ISO 8601: 2027-03-31); the current date by default.

    Raises:
        TopologyError: When a rule that the topology names cannot be used. What matches nothing, and a waiver that does
            not hold, are findings of kind `AT_FAULT`.
    """
    # Not the date of the process, as in a command: a program that uses this package may run for days.
    return session_of(topology, codebase).verdict_with(known, today or current_date())
