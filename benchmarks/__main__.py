"""Lay the trees, see that the tools agree, measure, and write the page: `make bench`.

HOC names a checkout of the application, the folder that holds `app`; QUICK makes a short run that writes no page.
"""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import scenarios, trees
from benchmarks.agreement import Agreement, DisagreementError, agreed
from benchmarks.bounds import bounds
from benchmarks.measuring import Figures, measured
from benchmarks.page import PAGE, Session, rendered, written
from benchmarks.scenarios import Peer
from benchmarks.texts import compared
from benchmarks.trees import Tree

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".benchmarks"
LAW = ROOT / "topology.yaml"
QUICK = bool(os.environ.get("QUICK"))
SIZES = (1_000, 5_000) if QUICK else (1_000, 5_000, 20_000, 50_000)
ROUNDS = 3 if QUICK else 9
# Peers that take minutes where a tree is large: deply judges Django alone; the others no tree of the growth curve.
HEAVY = ("deply",)
SLOW = ("ArchUnitPython", "pytest-archon", "PyTestArch", *HEAVY)


def main() -> int:
    """Run the benchmark; return 1 when the tools do not agree."""
    began = time.monotonic()
    application = os.environ.get("HOC")
    real = list(_real(Path(application) if application else None))
    grown = [trees.generated(size, HOME) for size in SIZES]
    laid = {tree.label: tree for tree in (*real, *grown)}
    peers = {label: _taking_part(tree, generated=tree in grown) for label, tree in laid.items()}
    try:
        agreements = {label: _agreed(tree, peers[label]) for label, tree in laid.items()}
    except DisagreementError as error:
        _say(f"The tools do not agree, so nothing is measured:\n{error}")
        return 1
    results: dict[str, dict[str, Figures]] = {}
    loads: list[float] = []
    for label, tree in laid.items():
        loads.append(os.getloadavg()[0])
        _say(f"{label}: measured after {time.monotonic() - began:.0f} s, at a load of {loads[-1]:.1f}")
        results[label] = _measured(tree, peers[label], agreements[label])
    sizes = [(tree.label, size) for tree, size in zip(grown, SIZES, strict=True)]
    texts = {tree.label: compared(tree) for tree in real}
    promises = list(bounds(results, sizes))
    command = "make bench HOC=..." if application else "make bench"
    session = Session(command, laid, agreements, results, promises, texts, sizes, loads)
    _say(rendered(session))
    if not QUICK:
        PAGE.write_text(written(session))
    _say(f"{time.monotonic() - began:.0f} s in all")
    return 0


def _real(application: Path | None) -> Iterator[Tree]:
    if application:
        yield trees.application(application, HOME)
    if not QUICK:
        yield trees.home_assistant(HOME)
    yield trees.django(HOME)


def _taking_part(tree: Tree, *, generated: bool) -> list[Peer]:
    """Return the peers that can judge a tree in acceptable time."""
    leaves_out = SLOW if generated or QUICK else () if tree.label == "Django" else HEAVY
    return [peer for peer in scenarios.peers(tree) if peer.scenario.name not in leaves_out]


def _agreed(tree: Tree, peers: list[Peer]) -> list[Agreement]:
    _say(f"{tree.label}: {len(tree.files)} files; do the tools agree?")
    scenarios.prepare(tree)
    return agreed(tree, peers, HOME / "output")


def _measured(tree: Tree, peers: list[Peer], agreements: list[Agreement]) -> dict[str, Figures]:
    ours = scenarios.ours(tree)
    if tree.label == "application":
        ours += scenarios.all_laws(tree, LAW)
    # A state that was written down within two seconds of a change is not believed.
    time.sleep(2.5)
    every = [*ours, scenarios.bare(tree), *(peer.scenario for peer in peers)]
    return measured(every, ROUNDS, HOME / "output", {each.tool: each.sample for each in agreements})


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
