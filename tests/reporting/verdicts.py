"""Verdicts built by hand for the tests of the formats."""

from dataclasses import replace

from import_conformance.model.codebase import Fate, SourceFile
from import_conformance.model.finding import Finding, Kind, Related, State
from import_conformance.model.patterns.pattern import Pattern
from import_conformance.model.topology import Layer, LocatedPattern, Position, Severity, Source, Topology
from import_conformance.model.verdict import KnownFinding, LawReport, StaleEntry, Verdict

LAYER = Layer("high", (LocatedPattern(Pattern("app.{domain}.high"), Position(5)),), Position(4))
TOPOLOGY = Topology("topology.yaml", "Test", Source(("src",), ("app",)), (LAYER,))
FILES = (
    SourceFile("app/a/high.py", Fate.JUDGED, "app.a.high", recovered=True),
    SourceFile("app/a/low.py", Fate.UNPLACED, "app.a.low", "no layer claims it"),
    SourceFile("app/x-y.py", Fate.NOT_IMPORTABLE, None, "'x-y' is not a Python name"),
)
LAWS = (
    LawReport("low-to-high", "layers", Severity.HIGH, 8, ("a", "b"), 1, 1),
    LawReport("use-runtime", "require", Severity.CRITICAL, 12, ("a",), 1, 0),
)
UPWARD = Finding(
    law="low-to-high",
    rule="layers",
    kind=Kind.DIVERGENCE,
    severity=Severity.HIGH,
    law_line=8,
    path="app/a/low.py",
    line=3,
    column=5,
    module="app.a.low",
    identity="app.a.high",
    message="low imports app.a.high (high)",
    layer="low",
    axes={"domain": "a"},
    because="what is below does not know what is above",
    fix="low may import low",
    related=(Related("app/a/high.py", 1, "app.a.high", "the imported module"),),
    details={"imported": "app.a.high", "import_kind": "runtime", "message": "never instead of the real one"},
)
KNOWN = replace(UPWARD, line=9, state=State.KNOWN)
ABSENT = Finding(
    law="use-runtime",
    rule="require",
    kind=Kind.ABSENCE,
    severity=Severity.CRITICAL,
    law_line=12,
    path="app/a/__init__.py",
    line=1,
    column=1,
    module="app.a",
    identity="a",
    message="no module of a imports app.run\x1b[2J",
    fix="import app.run where a starts its work",
)
UNREAD = replace(ABSENT, law="unparsable-files", rule="builtin", kind=Kind.UNPARSABLE, message="this file is no Python")
STALE = (
    StaleEntry(KnownFinding("00", "low-to-high", "app/a/low.py", "low imports app.a.gone", 3, "until May"), 1),
    StaleEntry(KnownFinding("01", "dropped-law", "app/b.py", "b was bad"), 0),
)


def verdict(*findings: Finding, stale: tuple[StaleEntry, ...] = ()) -> Verdict:
    """Return a verdict with these findings, whose ledger gives unparsable files that fate."""
    unread = {finding.path for finding in findings if finding.kind is Kind.UNPARSABLE}
    files = (*FILES, *(SourceFile(path, Fate.UNPARSABLE) for path in sorted(unread)))
    return Verdict(TOPOLOGY, files, LAWS, findings, stale)
