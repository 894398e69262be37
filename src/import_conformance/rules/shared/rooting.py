"""Below which source root a finding lies, where there are several: said once for all rules."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding
from import_conformance.rules.shared.base import Judgement


def rooted_findings(judgements: Iterable[Judgement], codebase: Codebase) -> Iterator[Judgement]:
    """The judgements, each path of their findings with its source root; as they are where there is only one.

    A rule that speaks of a file which is not the one that is imported under its path has said its root itself.
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
