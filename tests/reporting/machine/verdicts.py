"""Verdicts for machine formats: one with everything a verdict can have, one with hostile names, an empty one."""

from dataclasses import replace

from import_conformance.model.codebase import Fate, SourceFile
from import_conformance.model.finding import Confidence, Finding, Kind, Related
from import_conformance.model.structure.structure import Dependency, Part, Structure
from import_conformance.model.topology import Position, Severity, Waiver
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.machine.context import ReportContext
from tests.reporting.verdicts import ABSENT, KNOWN, STALE, UNREAD, UPWARD, verdict

HARM = "\x1b[31m\n::error::x%0A<img src=x onerror=alert(1)>|`[a](javascript:b)\udcff\u202e@everyone{0} **b**"
LOST = replace(ABSENT, path="", module="app.b", identity="b", message="no module of b imports app.run", fix="")
CHAIN = replace(
    LOST,
    identity="c",
    message="c reaches app.run only by imports that the law forbids",
    related=(
        Related("app/a/low.py", 1, "app.a.low", "on the chain"),
        Related("app/a/high.py", 1, "app.a.high", "on the chain"),
    ),
    details={"requirement_state": "illegal_path_only", "witness": ["app.a.low", "app.a.high"]},
)
SMALL = replace(
    UPWARD, severity=Severity.LOW, confidence=Confidence.LIKELY, law="low-names", kind=Kind.NAME, related=()
)
WAIVER = Waiver(Position(40), "until the move", "the platform team", "2999-12-31", "low-to-high")
HARMFUL = Finding(
    law=HARM,
    rule=HARM,
    kind=Kind.CALL,
    severity=Severity.MEDIUM,
    law_line=8,
    path=HARM,
    line=2,
    column=3,
    module=HARM,
    identity=HARM,
    message=HARM,
    layer=HARM,
    axes={"domain": HARM},
    because=HARM,
    fix=HARM,
    related=(Related(HARM, 1, HARM, HARM),),
)
AROUND = ReportContext(
    version="1.2.3",
    topology="law/topology.yaml",
    files=frozenset({"app/a/high.py", "app/a/low.py", "app/a/__init__.py", HARM}),
    source=lambda path, _="": f"src/{path}",
    pages={"layers": "# layers: an import that no line of `allow` permits\n\n**What it does.** Finds `{x}`.\n"},
    reasons={KNOWN.fingerprint: "until the store is split"},
    browse="https://host.example/o/r/blob/0",
)


def everything() -> Verdict:
    """Return repeated, known, new, likely and waived findings, a chain, an unread file, paid debt, and more."""
    findings = (ABSENT, LOST, CHAIN, UNREAD, UPWARD, replace(UPWARD, line=5), KNOWN, SMALL)
    held = verdict(*findings, stale=STALE)
    return replace(held, waived=((WAIVER, replace(UPWARD, line=20)),))


def harmful() -> Verdict:
    """Return a finding each of whose strings tries to break out of its place."""
    held = verdict(HARMFUL)
    return replace(held, files=(SourceFile(HARM, Fate.JUDGED, HARM),), topology=replace(held.topology, name=HARM))


def parts(name: str = "a") -> Structure:
    """Return two parts, the first of which imports the second against the law and has a required import missing."""
    bond = Dependency(name, "b", convergences=3, divergences=2, absences=1)
    return Structure("domain", (Part(name), Part("b")), (bond, Dependency(name, name, divergences=4)))


ALONE = Structure("domain", (Part("a"),), (Dependency("a", "a", convergences=4),))
VERDICTS = {"everything": everything(), "harmful": harmful(), "nothing": verdict()}
PICTURES = {"everything": parts(), "harmful": parts(HARM), "nothing": ALONE}
