"""What is measured: each tool, in the states in which people run it."""

import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import laws
from benchmarks.laws import Pairs, Truth
from benchmarks.measuring import Scenario, editing, nothing
from benchmarks.trees import Tree

BIN = Path(sys.executable).parent
OURS = str(BIN / "conformance")
PYTEST = (
    str(BIN / "pytest"),
    "-q",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:conformance",
    "--show-capture=no",
    "--rootdir=.",
)
GRIMP = "import sys, grimp; sys.path.insert(0, '.'); grimp.build_graph(sys.argv[1], cache_dir=None)"
# The scenarios that others are compared with.
WARM, BARE, TACH = "lint-imports, warm", "grimp.build_graph alone", "tach check"
UNCHANGED, SAME_FACTS, NEW_FACTS = "nothing changed", "one line changed", "one import added"
COLD, FILLING, ON_CI = "no index", "empty index", "CI=1"
ALL_UNCHANGED, ALL_NEW_FACTS, ALL_COLD = "all laws, nothing changed", "all laws, one import added", "all laws, no index"
OURS_BY_NAME = (UNCHANGED, SAME_FACTS, NEW_FACTS, COLD, FILLING, ON_CI, ALL_UNCHANGED, ALL_NEW_FACTS, ALL_COLD)


@dataclass(frozen=True)
class Peer:
    """Another tool.

    Attributes:
        pairs: Reads the pairs from its output.
        expected: Returns the pairs that it should report.
        note: Why these are not simply the pairs of modules.
    """

    scenario: Scenario
    pairs: Callable[[str, Tree], Pairs]
    expected: Callable[[Truth], Pairs] = lambda truth: truth.pairs
    note: str = ""


def prepare(tree: Tree) -> None:
    """Write the laws for every tool, beside the code."""
    written = {
        tree.folder / "topology.yaml": laws.topology(tree),
        tree.complete / ".importlinter": laws.importlinter(tree),
        tree.plain / "tach.toml": laws.tach(tree),
        tree.plain / "deply.yaml": laws.deply(tree),
        tree.folder / "archon/test_law.py": laws.as_test(laws.ARCHON, tree, tree.complete),
        tree.folder / "pytestarch/test_law.py": laws.as_test(laws.PYTESTARCH, tree, tree.plain),
        tree.folder / "archunit/test_law.py": laws.as_test(laws.ARCHUNIT, tree, tree.plain),
        **{tree.plain / path: text for path, text in laws.ruff(tree).items()},
    }
    for path, text in written.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def peers(tree: Tree) -> list[Peer]:
    """All other tools, with the laws of a tree."""

    def tested(name: str) -> Scenario:
        paths = {"PYTHONPATH": str(tree.complete)} if name == "archon" else {}
        full = {"archon": "pytest-archon", "pytestarch": "PyTestArch", "archunit": "ArchUnitPython"}[name]
        return Scenario(full, (*PYTEST, "test_law.py"), tree.folder / name, paths)

    package = "reports the banned package, not the module"
    blind = f"{package}, and does not see `from package import module`"
    both = "counts the package, too, in `from package import module`"
    booked = "books `from package import module` on the package"
    ruff = (str(BIN / "ruff"), "check", "--no-cache", "--output-format", "json", ".")
    deply = (str(BIN / "deply"), "analyze", "--config", "deply.yaml", "--report-format", "json")
    return [
        *(Peer(scenario, laws.of_importlinter) for scenario in _importlinter(tree)),
        Peer(Scenario(TACH, (str(BIN / "tach"), "check", "--output", "json"), tree.plain), laws.of_tach),
        Peer(Scenario("ruff, banned-api", ruff, tree.plain), laws.of_ruff, lambda truth: truth.packages, package),
        Peer(tested("archunit"), laws.of_archunit, lambda truth: truth.booked, booked),
        Peer(tested("archon"), laws.of_archon),
        Peer(tested("pytestarch"), laws.of_pytestarch, lambda truth: truth.pairs | truth.booked, both),
        Peer(Scenario("deply", deply, tree.plain), laws.of_deply, lambda truth: truth.packages_by_content, blind),
    ]


def bare(tree: Tree) -> Scenario:
    """The import graph, and nothing done with it."""
    return Scenario(BARE, (sys.executable, "-c", GRIMP, tree.package), tree.complete)


def _importlinter(tree: Tree) -> list[Scenario]:
    command = str(BIN / "lint-imports")
    cold, warm = tree.folder / "cache-cold", tree.folder / "cache-warm"

    def forget(_: int) -> None:
        shutil.rmtree(cold, ignore_errors=True)

    return [
        Scenario(WARM, (command, "--no-logo", "--cache-dir", str(warm)), tree.complete),
        Scenario("lint-imports, cold", (command, "--no-logo", "--cache-dir", str(cold)), tree.complete, before=forget),
        Scenario("lint-imports, --no-cache", (command, "--no-logo", "--no-cache"), tree.complete),
    ]


def ours(tree: Tree) -> list[Scenario]:
    """This tool with the laws that all tools have."""
    return [
        _run(tree, UNCHANGED, tree.folder / "topology.yaml"),
        _run(tree, SAME_FACTS, tree.folder / "topology.yaml", edit="\n# remark {}\n"),
        _run(tree, NEW_FACTS, tree.folder / "topology.yaml", edit="\nimport outside_{}\n"),
        _run(tree, COLD, tree.folder / "topology.yaml", "--no-index"),
        _emptied(tree),
        _run(tree, ON_CI, tree.folder / "topology.yaml", env={"CI": "1"}),
    ]


def all_laws(tree: Tree, topology: Path) -> list[Scenario]:
    """This tool with a whole topology: calls, writes, duplicates, names, headers and cycles, too."""
    return [
        _run(tree, ALL_UNCHANGED, topology, "--no-baseline"),
        _run(tree, ALL_NEW_FACTS, topology, "--no-baseline", edit="\nimport outside_{}\n"),
        _run(tree, ALL_COLD, topology, "--no-baseline", "--no-index"),
    ]


def report(tree: Tree) -> Scenario:
    """What this tool finds, for programs."""
    return _run(tree, "report", tree.folder / "topology.yaml", "--no-index", "--format", "json", quiet=False)


def _run(  # noqa: PLR0913  # each is one word of the command, or what goes with it
    tree: Tree,
    name: str,
    topology: Path,
    *options: str,
    edit: str = "",
    env: Mapping[str, str] | None = None,
    quiet: bool = True,
) -> Scenario:
    """A run with an index of its own. edit: what is written at the end of a file before, and taken out after."""
    copy = tree.changing if edit else tree.plain
    words = (OURS, "check", "--topology", str(topology), "--source-root", str(copy), *options)
    kept = {"CONFORMANCE_CACHE_DIR": str(tree.folder / f"index {name}"), **(env or {})}
    before, after = editing(copy / tree.edited, edit) if edit else (nothing, nothing)
    return Scenario(name, (*words, "--quiet") if quiet else words, tree.folder, kept, before, after)


def _emptied(tree: Tree) -> Scenario:
    """A run that has to fill the index."""
    plain = _run(tree, FILLING, tree.folder / "topology.yaml")

    def forget(_: int) -> None:
        shutil.rmtree(plain.env["CONFORMANCE_CACHE_DIR"], ignore_errors=True)

    return Scenario(plain.name, plain.command, plain.folder, plain.env, forget)
