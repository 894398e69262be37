"""The verdict as JSON: keys that machines may rely on, sorted, in ASCII, the same bytes for the same verdict."""

from collections.abc import Iterator

from import_conformance.model.codebase import Fate, Place, SourceFile
from import_conformance.model.finding import Finding, State
from import_conformance.model.placement import place
from import_conformance.model.topology import Topology, Waiver
from import_conformance.model.verdict import LawReport, StaleEntry, Verdict
from import_conformance.reporting.json_text import Streamed, pieces

VERSION = 1
_WITH_A_PLACE = (Fate.JUDGED, Fate.UNPARSABLE, Fate.LINKED)


def render(verdict: Verdict, *, full_ledger: bool = False) -> Iterator[str]:
    """Return the verdict as one JSON object, in pieces.

    full_ledger: List every file with its fate, and not only their number.
    """
    counts = verdict.ledger
    ledger: dict[str, object] = {
        "on_disk": counts.on_disk,
        "recovered": counts.recovered,
        **{fate.value: counts.by_fate.get(fate, 0) for fate in Fate},
        "beside": counts.beside,
    }
    if full_ledger:
        ledger["files"] = Streamed(_file(file, verdict.topology) for file in verdict.files)
        if verdict.beside:
            ledger["files_beside"] = [{"path": each.path, **_of_root(each.root)} for each in verdict.beside]
    document: dict[str, object] = {
        "version": VERSION,
        "topology": verdict.topology.path,
        "verdict": verdict.outcome,
        "ledger": ledger,
        "laws": [_law(report) for report in verdict.laws],
        "findings": Streamed(map(finding_keys, verdict.findings)),
        "baseline": {
            "known": sum(finding.state is State.KNOWN for finding in verdict.findings),
            "stale": [_stale(entry) for entry in verdict.stale],
        },
        "waived": [_waived(*pair) for pair in verdict.waived],
        "contracts_due": verdict.contracts_due,
    }
    if verdict.timings_ms is not None:
        document["timings_ms"] = dict(verdict.timings_ms)
    return pieces(document)


def _of_root(root: str) -> dict[str, str]:
    """Return the source root of a path, where there are several."""
    return {"root": root} if root else {}


def _file(file: SourceFile, topology: Topology) -> dict[str, object]:
    """Return a line of the ledger; keys that would be empty are left out."""
    line: dict[str, object] = {"path": file.path, "fate": file.fate, **_of_root(file.root)}
    if file.module:
        line["module"] = file.module
    found = place(file.module, topology) if file.module and file.fate in _WITH_A_PLACE else None
    if isinstance(found, Place):
        line |= {"layer": found.layer, "axes": dict(found.axes)}
    if file.reason:
        line["reason"] = file.reason
    return line


def _law(report: LawReport) -> dict[str, object]:
    """Return a law and its figures; of one that cannot be applied as written, its state and fault, too."""
    fault = {"state": "at-fault", "fault": report.fault} if report.fault else {}
    return fault | {
        "id": report.id,
        "rule": report.rule,
        "severity": report.severity,
        "line": report.line,
        "subjects": len(report.subjects),
        "new": report.new,
        "known": report.known,
    }


def finding_keys(finding: Finding) -> dict[str, object]:
    """Return the keys of every finding and those of its kind; the former win where a rule chose the same name."""
    return {
        **finding.details,
        "fingerprint": finding.fingerprint,
        "law": finding.law,
        "law_line": finding.law_line,
        "subject": finding.subject,
        "rule": finding.rule,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "state": finding.state,
        "kind": finding.kind,
        "path": finding.path,
        **_of_root(finding.root),
        "line": finding.line,
        "column": finding.column,
        "module": finding.module,
        "layer": finding.layer,
        "axes": dict(finding.axes),
        "message": finding.message,
        "because": finding.because,
        "fix": finding.fix,
        **({"team": finding.owner} if finding.owner else {}),
        "related": [
            {"path": other.path, **_of_root(other.root), "line": other.line, "module": other.module, "note": other.note}
            for other in finding.related
        ],
    }


def _stale(entry: StaleEntry) -> dict[str, object]:
    known = entry.known
    return {
        "fingerprint": known.fingerprint,
        "law": known.law,
        "path": known.path,
        **_of_root(known.root),
        "message": known.message,
        "reason": known.reason,
        "count": known.count,
        "found": entry.found,
    }


def _waived(waiver: Waiver, finding: Finding) -> dict[str, object]:
    return {
        "law": finding.law,
        "path": finding.path,
        **_of_root(finding.root),
        "line": finding.line,
        "message": finding.message,
        "reason": waiver.reason,
        "owner": waiver.owner,
        "until": waiver.until,
        "fingerprint": finding.fingerprint,
    }
