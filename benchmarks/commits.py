"""Measure this checkout against another commit: `make bench BASE=REV`.

Both are installed, each in an environment of its own, and take turns; a ratio is that of two runs which follow each
other. The unit is the CPU time of the whole process and of those that it starts, for it says more on a busy machine
than the time that passes. HOC names a checkout of the application; QUICK makes fewer rounds.
"""

import io
import os
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import laws, trees
from benchmarks.measuring import Scenario, editing, nothing, run
from benchmarks.trees import Tree

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".benchmarks/commits"
QUICK = bool(os.environ.get("QUICK"))
MODULES = 1_000 if QUICK else 5_000
ROUNDS = 5 if QUICK else 15
# What takes less than a tenth of a second is run so often in each round.
SHORT, TIMES = ("start-up", "nothing changed"), 3
# A median above it is called slower.
MOST = 1.1
PYTEST = ("-q", "-p", "no:cacheprovider", "--pyargs")
ALL_LAWS = """\
topology: 1
name: Grown
source: {roots: [src], packages: [grown]}
layers:
  top: {modules: grown.top}
  mid: {modules: grown.mid}
  low: {modules: grown.low}
allow: [top -> top mid low, mid -> mid low, low -> low]
forbid:
  no-pickle: {from: low, to: pickle, optional: true, because: it is nowhere yet}
require:
  top-reaches-low: {every: module, in: grown.top.p0, must_import: low, optional: true, because: it stands on it}
own:
  top-owns: {owner: top, among: grown, similarity: 0.99}
ban:
  no-exit: {calls: sys.exit, in: grown, optional: true, because: it is nowhere yet}
acyclic:
  layers: {over: layer}
"""


@dataclass(frozen=True)
class Side:
    """One of the two: what it is called, and where its commands are."""

    name: str
    commands: Path

    def command(self, name: str) -> str:
        """A command of its environment."""
        return str(self.commands / name)

    @property
    def suite(self) -> str:
        """The installed suite; older revisions have it under the former name of the package."""
        packages = self.commands.parent.glob("lib/python*/site-packages/import_conformance/suite")
        return "import_conformance.suite" if any(packages) else "conformance"


@dataclass(frozen=True)
class Pair:
    """The same run by both."""

    name: str
    base: Scenario
    this: Scenario

    @property
    def times(self) -> int:
        """How often it is made in a round."""
        return TIMES if self.name.endswith(SHORT) else 1


@dataclass(frozen=True)
class Row:
    """What the rounds of a pair took. note: why they cannot be compared."""

    name: str
    base: tuple[float, ...]
    this: tuple[float, ...]
    note: str = ""

    @property
    def ratios(self) -> list[float]:
        """This one by the other, in each round."""
        return [this / base for base, this in zip(self.base, self.this, strict=True)]


def main() -> int:
    """1 where something is slower."""
    began = time.monotonic()
    revision = _git("rev-parse", "--short", os.environ["BASE"]).strip()
    base, this = _installed_commit(revision), _installed_checkout()
    _say(f"installed after {time.monotonic() - began:.0f} s")
    pairs = list(_pairs(base, this, revision))
    # A state that was written down within two seconds of a change is not believed.
    time.sleep(2.5)
    rows = list(_measured(pairs))
    _say("\n".join(table(rows, revision)))
    _say(f"{time.monotonic() - began:.0f} s in all, at a load of {os.getloadavg()[0]:.1f}")
    return int(any(row.ratios and median(row.ratios) > MOST for row in rows))


def table(rows: list[Row], revision: str) -> Iterator[str]:
    """The ratios as Markdown."""
    yield f"| CPU seconds, medians | {revision} | this checkout | ratio | from | to | |"
    yield "|--|--:|--:|--:|--:|--:|--|"
    for row in rows:
        if row.note:
            yield f"| {row.name} | | | | | | {row.note} |"
            continue
        ratio = median(row.ratios)
        word = "**slower**" if ratio > MOST else ""
        figures = f"{median(row.base):.2f} | {median(row.this):.2f} | {ratio:.2f} | {min(row.ratios):.2f}"
        yield f"| {row.name} | {figures} | {max(row.ratios):.2f} | {word} |"


def _measured(pairs: list[Pair]) -> Iterator[Row]:
    """The figures of all pairs, whose runs take turns: first one side, then the other, then the other way round."""
    codes = {pair.name: [_once(scenario, 0)[1] for scenario in (pair.base, pair.this)] for pair in pairs}
    taken: dict[str, list[tuple[float, float]]] = {pair.name: [] for pair in pairs}
    comparable = [pair for pair in pairs if len({*codes[pair.name]}) == 1 and codes[pair.name][0] in {0, 1}]
    for number in range(1, ROUNDS + 1):
        for pair in comparable:
            order = (pair.base, pair.this) if number % 2 else (pair.this, pair.base)
            cpu = {id(side): sum(_once(side, number * TIMES + at)[0] for at in range(pair.times)) for side in order}
            taken[pair.name].append((cpu[id(pair.base)] / pair.times, cpu[id(pair.this)] / pair.times))
    for pair in pairs:
        note = "" if pair in comparable else "not compared: exit codes {} and {}".format(*codes[pair.name])
        base, this = zip(*taken[pair.name], strict=True) if taken[pair.name] else ((), ())
        yield Row(pair.name, base, this, note)


def _once(scenario: Scenario, number: int) -> tuple[float, int]:
    sample = run(scenario, number, HOME / "output")
    return sample.cpu, sample.code


def _pairs(base: Side, this: Side, revision: str) -> Iterator[Pair]:
    """All that is measured."""
    tree = trees.generated(MODULES, HOME)
    yield Pair("start-up", *(Scenario("", (side.command("conformance"), "--version"), HOME) for side in (base, this)))
    yield from _checks(tree, ALL_LAWS, (base, this))
    if os.environ.get("HOC"):
        application = trees.application(Path(os.environ["HOC"]), HOME)
        yield from _checks(application, _git("show", f"{revision}:topology.yaml"), (base, this))
    for side in (base, this):
        _lay_project(side, tree)
    yield Pair("lint-imports", *(_in_project(side, tree, "lint-imports", "--no-logo") for side in (base, this)))
    yield Pair("pytest", *(_in_project(side, tree, "pytest", *PYTEST, side.suite) for side in (base, this)))


def _checks(tree: Tree, whole: str, sides: tuple[Side, Side]) -> Iterator[Pair]:
    """The runs of `conformance check` on a tree; whole: a topology with laws of every kind."""
    topologies = {"imports only": tree.folder / "imports.yaml", "all laws": tree.folder / "whole.yaml"}
    topologies["imports only"].write_text(laws.topology(tree))
    topologies["all laws"].write_text(whole)
    for name, topology in topologies.items():
        yield Pair(f"{tree.label}: {name}, no index", *(_check(side, tree, topology, "--no-index") for side in sides))
    topology = topologies["all laws"]
    yield Pair(f"{tree.label}: nothing changed", *(_check(side, tree, topology) for side in sides))
    for name, edit in (("one line changed", "\n# remark {}\n"), ("one import added", "\nimport outside_{}\n")):
        yield Pair(f"{tree.label}: {name}", *(_check(side, tree, topology, edit=edit) for side in sides))


def _check(side: Side, tree: Tree, topology: Path, *options: str, edit: str = "") -> Scenario:
    """A run with an index of its own. edit: what is written at the end of a file before, and taken out after."""
    copy = tree.changing if edit else tree.plain
    words = (side.command("conformance"), "check", "--topology", str(topology), "--source-root", str(copy))
    kept = tree.folder / f"index {side.name} {topology.stem} {edit.strip()}"
    before, after = editing(copy / tree.edited, edit) if edit else (nothing, nothing)
    every = (*words, "--quiet", "--no-baseline", *options)
    return Scenario("", every, tree.folder, {"CONFORMANCE_CACHE_DIR": str(kept)}, before, after)


def _project(side: Side, tree: Tree) -> Path:
    return tree.folder / f"project {side.name}"


def _lay_project(side: Side, tree: Tree) -> None:
    """A project of its own for a side, whose contracts that side has compiled."""
    folder = _project(side, tree)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(tree.plain, folder / "src")
    (folder / "topology.yaml").write_text(ALL_LAWS)
    # Without settings of its own, pytest would take those of this checkout, whose folders hide older revisions.
    (folder / "pytest.ini").write_text("[pytest]\n")
    subprocess.run((side.command("conformance"), "compile"), cwd=folder, check=False, capture_output=True)  # noqa: S603  # our own command


def _in_project(side: Side, tree: Tree, name: str, *words: str) -> Scenario:
    kept = {"CONFORMANCE_CACHE_DIR": str(tree.folder / f"index {side.name} {name}"), "PYTHONPATH": "src"}
    return Scenario("", (side.command(name), *words), _project(side, tree), kept)


def _installed_commit(revision: str) -> Side:
    """An environment with a commit; it is made once."""
    environment = HOME / revision
    # Made only as a whole: the file says so.
    if not (environment / "made").exists():
        source = HOME / f"{revision}-source"
        shutil.rmtree(source, ignore_errors=True)
        source.mkdir(parents=True)
        archive = subprocess.run(("git", "archive", revision), cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603, S607  # git
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            packed.extractall(source, filter="data")
        _install(environment, source)
        (environment / "made").touch()
    return Side(revision, environment / "bin")


def _installed_checkout() -> Side:
    """An environment with this checkout as it is."""
    _install(HOME / "this", ROOT)
    return Side("this", HOME / "this/bin")


def _install(environment: Path, source: Path) -> None:
    """Install from source, compiled to bytecode as pip does; what it depends on comes with it at first."""
    fresh = not (environment / "bin/pip").exists()
    if fresh:
        subprocess.run((sys.executable, "-m", "venv", str(environment)), check=True)  # noqa: S603  # this Python
    pip = (str(environment / "bin/python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    options = () if fresh else ("--force-reinstall", "--no-deps")
    subprocess.run((*pip, *options, str(source)), check=True)  # noqa: S603  # pip


def _git(*words: str) -> str:
    return subprocess.run(("git", *words), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603, S607  # git


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
