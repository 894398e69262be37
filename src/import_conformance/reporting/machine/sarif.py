"""SARIF 2.1.0 (OASIS, errata 01): the findings as code scanning and editors read them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from import_conformance.model.finding import Finding, Related, State
from import_conformance.model.topology import Waiver
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.escaping import machine, sarif_message, uri
from import_conformance.reporting.json_pieces import Streamed, pieces
from import_conformance.reporting.machine.sarif_rules import descriptors
from import_conformance.reporting.machine.surroundings import LEVELS, TOOL, Spot, Surroundings, sentences, told_apart
from import_conformance.reporting.words import counted

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "%SRCROOT%"
LINKED = 3

Object = dict[str, object]


def render(verdict: Verdict, around: Surroundings) -> Iterator[str]:
    """One run, in pieces: a rule for each law that is broken, a result for each finding, the waived ones last.

    A known finding is `unchanged` and suppressed, a waived one suppressed where the law says so.
    """
    everything = (*verdict.findings, *(finding for _, finding in verdict.waived))
    rules = descriptors(everything, around)
    driver = {"name": TOOL, "version": around.version, "semanticVersion": around.version, "rules": rules}
    invocation = {"executionSuccessful": True, "toolConfigurationNotifications": _notifications(verdict, around)}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"conformance/{verdict.topology.name.replace('/', '-')}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "the top of the repository"}}},
        "invocations": [invocation],
        "results": Streamed(_results(verdict, around, {str(rule["id"]): at for at, rule in enumerate(rules)})),
    }
    yield from pieces({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, machine)
    yield "\n"


def _results(verdict: Verdict, around: Surroundings, places: Mapping[str, int]) -> Iterator[Object]:
    """places: of each rule in the list of rules."""
    standing: list[tuple[Finding, Waiver | None]] = [(finding, None) for finding in verdict.findings]
    standing += [(finding, waiver) for waiver, finding in verdict.waived]
    named = told_apart(finding for finding, _ in standing)
    for (finding, name), (_, waiver) in zip(named, standing, strict=True):
        yield _result(finding, name, around) | {"ruleIndex": places[finding.law]} | _state(finding, waiver, around)


def _result(finding: Finding, name: str, around: Surroundings) -> Object:
    related = around.related(finding)
    result: Object = {
        "ruleId": finding.law,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding, related)},
        "locations": [_location(around.spot_in_characters(finding), finding.module)],
        "partialFingerprints": {"conformance/v1": name},
        "properties": {
            "confidence": finding.confidence,
            "kind": finding.kind,
            "severity": finding.severity,
            "layer": finding.layer,
            "axes": finding.axes,
        },
    }
    if related:
        result["relatedLocations"] = [
            {"id": at, "message": {"text": sarif_message(other.note)}, **_location(spot, other.module)}
            for at, (other, spot) in enumerate(related, 1)
        ]
    if finding.details.get("witness") and related:
        result["codeFlows"] = [_chain(related)]
    return result


def _message(finding: Finding, related: Sequence[tuple[Related, Spot]]) -> str:
    """The sentences, and links to the first of the other places, which are numbered from 1."""
    links = [f"[{_link_text(other)}]({at})" for at, (other, _) in enumerate(related[:LINKED], 1)]
    more = f" See {', '.join(links)}." if links else ""
    return sarif_message(sentences(finding)) + more


def _link_text(other: Related) -> str:
    escaped = sarif_message(f"{other.note} {other.module}")
    return escaped.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _chain(related: Iterable[tuple[Related, Spot]]) -> Object:
    """The way that the code takes instead of the one that the law asks for."""
    steps = [
        {"location": {"message": {"text": sarif_message(other.module)}, **_location(spot, other.module)}}
        for other, spot in related
    ]
    return {"threadFlows": [{"locations": steps}]}


def _location(spot: Spot, module: str) -> Object:
    physical = {
        "artifactLocation": artifact(spot.path),
        "region": {"startLine": spot.line, "startColumn": spot.column},
    }
    location: Object = {"physicalLocation": physical}
    if module:
        location["logicalLocations"] = [{"fullyQualifiedName": module, "kind": "module"}]
    return location


def artifact(path: str) -> Object:
    """A file: relative to the top of the repository, or by its absolute path when it lies outside."""
    if path.startswith("/"):
        return {"uri": f"file://{uri(path)}"}
    return {"uri": uri(path), "uriBaseId": BASE}


def _state(finding: Finding, waiver: Waiver | None, around: Surroundings) -> Object:
    if finding.state is State.KNOWN:
        reason = around.reasons.get(finding.fingerprint) or "known: it is in the baseline"
        return {
            "baselineState": "unchanged",
            "suppressions": [{"kind": "external", "status": "accepted", "justification": reason}],
        }
    state: Object = {"baselineState": "new", "suppressions": []}
    if waiver:
        reason = f"{waiver.reason} ({waiver.owner}, until {waiver.until})"
        at = {"artifactLocation": artifact(around.topology), "region": {"startLine": waiver.position.line}}
        suppression = {"kind": "external", "status": "accepted", "justification": reason}
        state["suppressions"] = [suppression | {"location": {"physicalLocation": at}}]
    return state


def _notifications(verdict: Verdict, around: Surroundings) -> list[Object]:
    """Debt that was paid makes the check fail without a result."""
    if not verdict.stale:
        return []
    text = (
        f"{counted(len(verdict.stale), 'baseline entry')} for findings that are gone: run `conformance baseline prune`"
    )
    place = {"physicalLocation": {"artifactLocation": artifact(around.topology)}}
    return [{"level": "error", "message": {"text": text}, "locations": [place]}]
