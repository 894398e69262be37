"""Two revisions as JSON; docs/diff.md lists the keys."""

from collections.abc import Iterable
from dataclasses import asdict, replace

from import_conformance.model.changes.comparison import Comparison, DependencyChange, Side
from import_conformance.model.changes.law_changes import LawChange, LawEffect
from import_conformance.model.finding import Finding, State
from import_conformance.reporting.comparison import sentences
from import_conformance.reporting.json_format import finding_keys
from import_conformance.reporting.json_text import to_text

VERSION = 1


def render(comparison: Comparison) -> str:
    """Return the comparison as one JSON object."""
    matched, base, head = comparison.matched, comparison.base, comparison.head
    document: dict[str, object] = {
        "version": VERSION,
        "base": _side(base),
        "head": _side(head),
        "judge": comparison.judge,
        "topology": comparison.topology,
        "fixed_law": comparison.law.fixed,
        "introduced": _findings(head, matched.introduced),
        "fixed": _findings(base, matched.fixed),
        "unread": _findings(base, matched.unread),
        "kept": {
            "findings": len(matched.kept),
            "known": sum(after.state is State.KNOWN for _, after in matched.kept),
            "moved": sum(before.path != after.path for before, after in matched.kept),
        },
        "moved": [
            {"before": base.locate(before), "after": head.locate(after)}
            for before, after in sorted(comparison.moves.paths.items())
        ],
        "edges": [_edge(edge) for edge in comparison.edges],
        "law": _law(comparison),
    }
    return to_text(document)


def _side(side: Side) -> dict[str, object]:
    return {
        "name": side.name,
        "commit": side.commit,
        "figures": dict(side.figures),
        "problems": [str(problem) for problem in side.problems],
        "unread_submodules": list(side.unread),
    }


def _findings(side: Side, findings: Iterable[Finding]) -> list[dict[str, object]]:
    return [
        {**finding_keys(finding), "repository_path": side.locate(finding.path, finding.root)} for finding in findings
    ]


def _edge(edge: DependencyChange) -> dict[str, object]:
    return {
        "source": edge.source,
        "target": edge.target,
        "statements": list(edge.statements),
        "divergences": list(edge.divergences),
        "laws": list(edge.laws),
    }


def _law(comparison: Comparison) -> dict[str, object]:
    law = comparison.law
    return {
        "untold": law.unavailable_reason,
        **{effect.value: [_change(change) for change in law.of(effect)] for effect in LawEffect},
        "baseline": [asdict(debt) for debt in law.debt],
        "hidden": [
            {**keys, "introduced": is_new}
            for (finding, is_new) in sentences.hidden_findings(comparison)
            for keys in _findings(replace(comparison.head, locate=law.locate), [finding])
        ],
        "revealed": _findings(comparison.head, law.revealed),
        "unplaced": list(law.unplaced),
    }


def _change(change: LawChange) -> dict[str, object]:
    return {
        "part": change.part,
        "sentence": change.sentence,
        "line_before": change.before.line if change.before else None,
        "line_after": change.after.line if change.after else None,
    }
