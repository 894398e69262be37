"""SARIF 2.1.0 (OASIS, errata 01): the findings as code scanning and editors read them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from import_conformance.model.finding import Finding, Related, State
from import_conformance.model.topology import Waiver
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.escaping import plain, sarif_message, uri
from import_conformance.reporting.json_text import Streamed, pieces
from import_conformance.reporting.machine.context import (
    LEVELS,
    TOOL,
    Location,
    MachineReport,
    ReportContext,
    sentences,
    uniquely_named,
)
from import_conformance.reporting.machine.sarif_rules import descriptors
from import_conformance.reporting.words import counted

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "%SRCROOT%"
LINKED = 3

Object = dict[str, object]


def report(given: MachineReport) -> Iterable[str]:
    """Return the report in pieces."""
    return render(given.verdict, given.context)


def render(verdict: Verdict, context: ReportContext) -> Iterator[str]:
    """Return one run, in pieces: a rule for each broken law, a result for each finding, the waived ones last.

    A known finding is `unchanged` and suppressed, a waived one suppressed by the line of its waiver.
    """
    everything = (*verdict.findings, *(finding for _, finding in verdict.waived))
    rules = descriptors(everything, context)
    driver = {"name": TOOL, "version": context.version, "semanticVersion": context.version, "rules": rules}
    invocation = {"executionSuccessful": True, "toolConfigurationNotifications": _notifications(verdict, context)}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"conformance/{verdict.topology.name.replace('/', '-')}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "the top of the repository"}}},
        "invocations": [invocation],
        "results": Streamed(_results(verdict, context, {str(rule["id"]): index for index, rule in enumerate(rules)})),
    }
    return pieces(plain({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}))


def _results(verdict: Verdict, context: ReportContext, places: Mapping[str, int]) -> Iterator[Object]:
    """Yield a result for each finding; places: the index of each rule in the list of rules."""
    entries: list[tuple[Finding, Waiver | None]] = [(finding, None) for finding in verdict.findings]
    entries += [(finding, waiver) for waiver, finding in verdict.waived]
    named = uniquely_named(finding for finding, _ in entries)
    for (finding, name), (_, waiver) in zip(named, entries, strict=True):
        yield _result(finding, name, context) | {"ruleIndex": places[finding.law]} | _state(finding, waiver, context)


def _result(finding: Finding, name: str, context: ReportContext) -> Object:
    related = context.related(finding)
    result: Object = {
        "ruleId": finding.law,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding, related)},
        "locations": [_location(context.location_in_characters(finding), finding.module)],
        "partialFingerprints": {"conformance/v1": name},
        "properties": {
            "confidence": finding.confidence,
            "kind": finding.kind,
            "severity": finding.severity,
            "layer": finding.layer,
            "axes": finding.axes,
            **({"team": finding.owner} if finding.owner else {}),
        },
    }
    if related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": sarif_message(other.note)}, **_location(place, other.module)}
            for number, (other, place) in enumerate(related, 1)
        ]
    if finding.details.get("witness") and related:
        result["codeFlows"] = [_chain(related)]
    return result


def _message(finding: Finding, related: Sequence[tuple[Related, Location]]) -> str:
    """Return the sentences, and links to the first of the other places, which are numbered from 1."""
    links = [f"[{_link_text(other)}]({number})" for number, (other, _) in enumerate(related[:LINKED], 1)]
    more = f" See {', '.join(links)}." if links else ""
    return sarif_message(sentences(finding)) + more


def _link_text(other: Related) -> str:
    escaped = sarif_message(f"{other.note} {other.module}")
    return escaped.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _chain(related: Iterable[tuple[Related, Location]]) -> Object:
    """Return the chain of imports that the code has instead of the required one."""
    steps = [
        {"location": {"message": {"text": sarif_message(other.module)}, **_location(place, other.module)}}
        for other, place in related
    ]
    return {"threadFlows": [{"locations": steps}]}


def _location(place: Location, module: str) -> Object:
    physical = {
        "artifactLocation": artifact(place.path),
        "region": {"startLine": place.line, "startColumn": place.column},
    }
    location: Object = {"physicalLocation": physical}
    if module:
        location["logicalLocations"] = [{"fullyQualifiedName": module, "kind": "module"}]
    return location


def artifact(path: str) -> Object:
    """Return a file: relative to the top of the repository, or by its absolute path when it lies outside."""
    if path.startswith("/"):
        return {"uri": f"file://{uri(path)}"}
    return {"uri": uri(path), "uriBaseId": BASE}


def _state(finding: Finding, waiver: Waiver | None, context: ReportContext) -> Object:
    if finding.state is State.KNOWN:
        reason = context.reasons.get(finding.fingerprint) or "known: it is in the baseline"
        return {
            "baselineState": "unchanged",
            "suppressions": [{"kind": "external", "status": "accepted", "justification": reason}],
        }
    state: Object = {"baselineState": "new", "suppressions": []}
    if waiver:
        reason = f"{waiver.reason} ({waiver.owner}, until {waiver.until})"
        line = {"artifactLocation": artifact(context.topology), "region": {"startLine": waiver.position.line}}
        suppression = {"kind": "external", "status": "accepted", "justification": reason}
        state["suppressions"] = [suppression | {"location": {"physicalLocation": line}}]
    return state


def _notifications(verdict: Verdict, context: ReportContext) -> list[Object]:
    """Report fixed findings in the baseline, which fail the check without a result."""
    if not verdict.stale:
        return []
    text = (
        f"{counted(len(verdict.stale), 'baseline entry')} for findings that are gone: run `conformance baseline prune`"
    )
    place = {"physicalLocation": {"artifactLocation": artifact(context.topology)}}
    return [{"level": "error", "message": {"text": text}, "locations": [place]}]
