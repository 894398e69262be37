"""What a change would do to the findings, and the small parts that all answers about changes share."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from import_conformance.model.answers.explanation import ExplainedImport
from import_conformance.model.answers.remedy import CodeChange
from import_conformance.model.answers.supposition import SimulatedOutcome
from import_conformance.model.finding import Finding
from import_conformance.reporting.review.layout import code, words
from import_conformance.reporting.view import INDENT, View
from import_conformance.reporting.words import counted

VERSION = 1
DEEPER = INDENT * 2


def document(kind: str, topology: str, content: dict[str, object]) -> str:
    """One JSON object: sorted keys, ASCII; paths are relative to the source root."""
    whole = {"version": VERSION, "kind": kind, "topology": topology} | content
    return json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=True) + "\n"


def summary(outcome: SimulatedOutcome) -> str:
    """The outcome in one sentence."""
    gone, brought = counted(len(outcome.gone), "finding"), len(outcome.brought)
    return f"{gone} gone, {brought} new, {outcome.kept} as before"


def text(outcome: SimulatedOutcome, view: View) -> Iterator[str]:
    """For people: how many findings would come and go, then which."""
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
    """Findings in the order given, place first; as many as the reader wants."""
    held = tuple(found)
    for finding in held[: view.limit]:
        yield from view.item(view.place(finding), f"{finding.law}: {finding.message}", DEEPER, 4)
    yield from view.more(len(held), DEEPER)


def told_at(change: CodeChange, view: View) -> str:
    """A change in words, its file as it can be opened from here."""
    return str(replace(change, path=view.locate(change.path)))


def markdown(outcome: SimulatedOutcome) -> Iterator[str]:
    """For documents: the same as lists."""
    yield from (f"What the law would say then: **{summary(outcome)}**.", "")
    for name, found in (("Gone", outcome.gone), ("New", outcome.brought)):
        if found:
            yield from (f"{name}:", "", *map(item, found), "")
    if outcome.problems:
        yield from ("The law itself would be at fault, until it is changed:", "")
        yield from (*(f"- {words(str(problem))}" for problem in outcome.problems), "")


def item(finding: Finding) -> str:
    """A finding in a list of a document."""
    return f"- {code(f'{finding.path}:{finding.line}')} {code(finding.law)}: {words(finding.message)}"


def told(outcome: SimulatedOutcome) -> dict[str, object]:
    """For machines."""
    return {
        "gone": [brief(finding) for finding in outcome.gone],
        "new": [brief(finding) for finding in outcome.brought],
        "kept": outcome.kept,
        "problems": list(map(str, outcome.problems)),
    }


def brief(finding: Finding) -> dict[str, object]:
    """What tells a finding from others, and what it says."""
    return {
        "fingerprint": finding.fingerprint,
        "law": finding.law,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
    }


def step(one: ExplainedImport) -> dict[str, object]:
    """An import statement for machines; allowed: None when no law speaks of it."""
    return {
        "importer": one.importer,
        "imported": one.imported,
        "path": one.path,
        "line": one.line,
        "kind": one.kind,
        "allowed": one.ruling.allowed,
        "law": one.ruling.law,
    }
