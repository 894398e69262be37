"""What a change would do to the findings, and what all answers about changes share."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from import_conformance.model.answers.explanation import ExplainedImport
from import_conformance.model.answers.remedy import CodeChange
from import_conformance.model.answers.supposition import SimulatedOutcome
from import_conformance.model.finding import Finding
from import_conformance.reporting.json_text import to_text
from import_conformance.reporting.review.layout import code, words
from import_conformance.reporting.view import INDENT, View
from import_conformance.reporting.words import counted, with_owner

VERSION = 1
DEEPER = INDENT * 2


def document(kind: str, topology: str, content: dict[str, object]) -> str:
    """Return one JSON object; paths are relative to the source root."""
    return to_text({"version": VERSION, "kind": kind, "topology": topology} | content)


def summary(outcome: SimulatedOutcome) -> str:
    """Return the outcome in one sentence."""
    gone, brought = counted(len(outcome.gone), "finding"), len(outcome.brought)
    return f"{gone} gone, {brought} new, {outcome.kept} as before"


def text(outcome: SimulatedOutcome, view: View) -> Iterator[str]:
    """Yield for people how many findings would come and go, then which."""
    yield f"What the law would say then: {summary(outcome)}."
    for name, found, look in (("gone", outcome.gone, "green"), ("new", outcome.brought, "red")):
        if found:
            yield f"{INDENT}{view.paint(name, 'bold', look)}"
            yield from findings(found, view)
    if outcome.problems:
        yield f"{INDENT}{view.paint('the law itself would be at fault, until it is changed', 'bold', 'red')}"
        for problem in outcome.problems:
            yield from view.block(str(problem), DEEPER, 4)


def findings(found: Iterable[Finding], view: View) -> Iterator[str]:
    """Yield findings in the order given, place first, up to the limit of the view."""
    listed = tuple(found)
    for finding in listed[: view.limit]:
        yield from view.item(view.place(finding), with_owner(f"{finding.law}: {finding.message}", finding), DEEPER, 4)
    yield from view.more(len(listed), DEEPER)


def opened(change: CodeChange, view: View) -> str:
    """Return a change in words, with its file as it opens from the reader's folder."""
    return str(replace(change, path=view.locate(change.path)))


def markdown(outcome: SimulatedOutcome) -> Iterator[str]:
    """Yield the outcome for documents, as lists."""
    yield from (f"What the law would say then: **{summary(outcome)}**.", "")
    for name, found in (("Gone", outcome.gone), ("New", outcome.brought)):
        if found:
            yield from (f"{name}:", "", *map(item, found), "")
    if outcome.problems:
        yield from ("The law itself would be at fault, until it is changed:", "")
        yield from (*(f"- {words(str(problem))}" for problem in outcome.problems), "")


def item(finding: Finding) -> str:
    """Return a finding for a list of a document."""
    return (
        f"- {code(f'{finding.path}:{finding.line}')} {code(finding.law)}: {words(with_owner(finding.message, finding))}"
    )


def figures(outcome: SimulatedOutcome) -> dict[str, object]:
    """Return the outcome for machines."""
    return {
        "gone": [brief(finding) for finding in outcome.gone],
        "new": [brief(finding) for finding in outcome.brought],
        "kept": outcome.kept,
        "problems": list(map(str, outcome.problems)),
    }


def brief(finding: Finding) -> dict[str, object]:
    """Return the name, place and message of a finding for machines."""
    return {
        "fingerprint": finding.fingerprint,
        "law": finding.law,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        **({"team": finding.owner} if finding.owner else {}),
    }


def step(one: ExplainedImport) -> dict[str, object]:
    """Return an import statement for machines; allowed is None when no law applies to it."""
    return {
        "importer": one.importer,
        "imported": one.imported,
        "path": one.path,
        "line": one.line,
        "kind": one.kind,
        "allowed": one.ruling.allowed,
        "law": one.ruling.law,
    }
