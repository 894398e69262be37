"""The laws as SARIF describes rules: what a law requires, why, how to satisfy it, and the page of its kind."""

from collections.abc import Iterable
from dataclasses import replace

from import_conformance.model.by_key import by_key
from import_conformance.model.finding import Confidence, Finding, Kind
from import_conformance.reporting.escaping import Prose, markdown, markdown_code, sarif_message
from import_conformance.reporting.machine.context import ERROR, LEVELS, NOTE, WARNING, ReportContext
from import_conformance.reporting.words import usual

WRITES = "coordinated-writes"
PROBLEMS = {ERROR: "error", WARNING: "warning", NOTE: "recommendation"}


def descriptors(findings: Iterable[Finding], context: ReportContext) -> list[dict[str, object]]:
    """Return a descriptor for each law that a finding names, in the order of the findings."""
    by_law = by_key((finding.law, finding) for finding in findings)
    return [_descriptor(members, context) for members in by_law.values()]


def _descriptor(members: list[Finding], context: ReportContext) -> dict[str, object]:
    # What is special to one finding is in its result; the rule states what all of them share.
    because, fix = (usual(texts) for texts in zip(*((f.because, f.fix) for f in members), strict=True))
    finding = replace(members[0], because=because, fix=fix)
    is_likely = any(each.confidence is Confidence.LIKELY for each in members)
    page = context.pages.get(WRITES if finding.kind is Kind.WRITE else finding.rule, "")
    title = page.partition("\n")[0].removeprefix("# ").partition(": ")[2] or f"a law of the kind {finding.rule}"
    summary = f"{finding.law}: {title}"
    level = LEVELS[finding.severity]
    return {
        "id": finding.law,
        "shortDescription": {"text": sarif_message(summary)},
        "fullDescription": {"text": sarif_message(finding.because or summary)},
        "help": {"text": _plain(finding, context), "markdown": Prose(_markdown(finding, context, page))},
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": ["architecture", finding.rule],
            "precision": "high" if is_likely else "very-high",
            "problem.severity": PROBLEMS[level],
        },
    }


def _plain(finding: Finding, context: ReportContext) -> str:
    place = f"The law {finding.law} stands in {context.topology}:{finding.law_line}."
    parts = (place, finding.because and f"Why: {finding.because}.", finding.fix and f"Fix: {finding.fix}.")
    return sarif_message(" ".join(part for part in parts if part))


def _markdown(finding: Finding, context: ReportContext, page: str) -> str:
    """Return the law in its own words, then the page of its kind."""
    lines = [f"{markdown_code(finding.law)} stands in {markdown_code(f'{context.topology}:{finding.law_line}')}."]
    if finding.because:
        lines.append(f"**Why:** {markdown(finding.because)}")
    if finding.fix:
        lines.append(f"**Fix:** {markdown(finding.fix)}")
    own = "\n\n".join(lines).replace("{", "{{").replace("}", "}}")
    return f"{own}\n\n{page.replace('{', '{{').replace('}', '}}')}" if page else f"{own}\n"
