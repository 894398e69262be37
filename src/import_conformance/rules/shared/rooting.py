"""The source root of each finding, where there are several: filled in here once for all rules."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding
from import_conformance.rules.shared.base import Judgement


def rooted_findings(judgements: Iterable[Judgement], codebase: Codebase) -> Iterator[Judgement]:
    """Yield the judgements with the source root of each path in their findings.

    Nothing changes where there is only one root, or where the rule has set the root itself: it does so for a file that
    is not the one that is imported under its path.
    """
    if not codebase.roots:
        yield from judgements
        return
    roots = {path: codebase.roots[module] for module, path in codebase.paths.items() if module in codebase.roots}
    for judgement in judgements:
        yield replace(judgement, findings=tuple(_rooted(finding, roots) for finding in judgement.findings))


def _rooted(finding: Finding, roots: dict[str, str]) -> Finding:
    related = tuple(
        other if other.root else replace(other, root=roots.get(other.path, "")) for other in finding.related
    )
    return replace(finding, root=finding.root or roots.get(finding.path, ""), related=related)
