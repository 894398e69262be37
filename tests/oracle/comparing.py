"""Compare the imports that the tool finds in a distribution with the extract, and classify each difference."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from import_conformance.judging.session import session_of
from import_conformance.model.codebase import Codebase, Import
from import_conformance.model.topology import Topology
from import_conformance.reading.topology.load import parse_topology
from tests.oracle import manifests
from tests.oracle.disk import Disk, tree_of
from tests.oracle.distributions import Distribution
from tests.oracle.extracting import Edge, Extract, extracted
from tests.support.building import read_codebase

NEWER = "syntax of another Python"
LATER = "syntax of a later Python: kind"
MADE = "made when it runs"
PUT_TOGETHER = "name put together"
KINDS = {
    NEWER: "no Python that was there can parse the file, so that the tool alone reads it",
    LATER: "the Python that runs the tool cannot parse the file, and a later one can: the tool reports that it "
    "sees the import, and not when it runs",
    MADE: "no file has the module; one above puts it into `sys.modules` when it runs, as `six` does with `six.moves`",
    PUT_TOGETHER: "the file puts the name together that a call imports; the extract reads names written out in it",
}


@dataclass
class Comparison:
    """Both sides.

    files: that end in .py. edges: imports that agree. missing: how many imports the tool calls missing, and of how many
    of them the extract says so, too. differences: by kind, an empty one for what no kind explains. note: what else was
    compared.
    """

    distribution: Distribution
    files: int
    edges: int
    missing: tuple[int, int]
    differences: dict[str, list[str]] = field(default_factory=dict)
    note: str = ""

    def differs(self, kind: str, text: str) -> None:
        """Count one more difference."""
        self.differences.setdefault(kind, []).append(text)


def compare(distribution: Distribution, python: str | None = None) -> Comparison:
    """Read a distribution with both, and compare; python: what parses the files for the extract, None: this one."""
    roots = distribution.roots()
    disk = Disk(roots, distribution.packages)
    theirs = extracted(roots, distribution.packages, python)
    ours = _by_tool(distribution, roots)
    same = sum(
        len(mine & other) for mine, other in zip(ours.sides[:2], (theirs.internal, theirs.external), strict=True)
    )
    called = ours.sides[2]
    made = Comparison(distribution, theirs.count, same, (len(called), len(called & theirs.missing)))
    if theirs.count != ours.python_files:
        made.differs("", f"{theirs.count} files end in .py, and the tool counts {ours.python_files}")
    found = list(_differing(disk, theirs, ours))
    kinds = defaultdict[tuple[str, str, int], set[str]](set)
    for edge, _ in found:
        kinds[edge[:3]].add(edge.kind)
    for edge, text in found:
        # Both have the import; they differ in nothing but its kind.
        is_of_kind = len(kinds[edge[:3]]) > 1 and _is_for_later(disk, edge.importer)
        made.differs(LATER if is_of_kind else _kind(disk, theirs, edge), text)
    if "homeassistant" in distribution.packages:
        _compare_manifests(made, ours.sides[0], roots[0] / "homeassistant", python, theirs.unparsed)
    return made


class Sides(NamedTuple):
    """What the tool says.

    python_files: how many end in .py. sides: imports inside, those from outside, those called missing.
    """

    python_files: int
    sides: tuple[set[Edge], set[Edge], set[Edge]]


def _by_tool(distribution: Distribution, roots: tuple[Path, ...]) -> Sides:
    source = json.dumps({"roots": [root.name for root in roots], "packages": distribution.packages})
    text = f"topology: 1\nname: {json.dumps(distribution.name)}\nsource: {source}\n"
    topology = parse_topology(text, "topology.yaml")
    codebase = read_codebase(topology, roots[0].parent)
    called = set(_called_missing(topology, codebase))
    count = sum(file.path.endswith(".py") for file in codebase.files)
    return Sides(count, (set(_edges(codebase.imports)), set(_edges(codebase.externals)), called))


def _edges(imports: Iterable[Import]) -> Iterator[Edge]:
    return (
        Edge(each.importer, each.imported, each.line, str(each.kind))
        for each in imports
        if each.importer != each.imported
    )


def _called_missing(topology: Topology, codebase: Codebase) -> Iterator[Edge]:
    """Return what the findings of the tool call missing."""
    for judgement in session_of(topology, codebase).judgements:
        for finding in judgement.findings:
            if finding.law == "unresolved-imports":
                imported, kind = str(finding.details["imported"]), str(finding.details["import_kind"])
                yield Edge(finding.module or "", imported, finding.line, kind)


def _differing(disk: Disk, theirs: Extract, ours: Sides) -> Iterator[tuple[Edge, str]]:
    words = ("import of {}", "import from outside, of {}", "{} is called missing")
    for mine, other, word in zip(ours.sides, (theirs.internal, theirs.external, theirs.missing), words, strict=True):
        # A portion of a namespace that lies in another distribution is from outside, or nothing.
        only = {edge for edge in mine - other if word != words[1] or not disk.owns(edge.target)}
        for edge, side in sorted(
            [(edge, "the tool") for edge in only] + [(edge, "the extract") for edge in other - mine]
        ):
            yield edge, f"{edge.importer}:{edge.line}: {word.format(edge.target)} ({edge.kind}), only by {side}"


def _kind(disk: Disk, theirs: Extract, edge: Edge) -> str:
    if edge.importer in theirs.unparsed:
        return NEWER
    if disk.makes(edge.target):
        return MADE
    # Of such a call the extract reads nothing at all.
    read = {(each.importer, each.line) for each in theirs.internal | theirs.external | theirs.missing}
    is_call = edge.kind == "dynamic" and (edge.importer, edge.line) not in read
    return PUT_TOGETHER if is_call else ""


def _is_for_later(disk: Disk, module: str) -> bool:
    return module in disk.texts and tree_of(disk.texts[module]) is None


def _compare_manifests(
    comparison: Comparison, edges: set[Edge], package: Path, python: str | None, unparsed: set[str]
) -> None:
    """Compare Home Assistant's own rule by the imports that the tool lists and by the texts."""
    ours, theirs = manifests.by_edges(edges, package), manifests.undeclared(package, python)
    for user, used in sorted({*ours, *theirs}):
        for file in sorted(ours.get((user, used), frozenset()) ^ theirs.get((user, used), frozenset())):
            kind = NEWER if manifests.PREFIX + file in unparsed else ""
            comparison.differs(kind, f"{file} uses {used}, which no manifest names: one side alone says so")
    comparison.note = (
        "By Home Assistant's own rule a manifest must name what an integration imports of another. "
        f"{len(theirs)} pairs of integrations break it by a reading of the texts, and {len(ours)} by the imports that "
        "the tool lists."
    )
