"""Write the measured part of docs/performance.md."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from benchmarks import scenarios as names
from benchmarks.agreement import Agreement
from benchmarks.bounds import MEGABYTE, Bound
from benchmarks.measuring import Figures
from benchmarks.texts import Comparison
from benchmarks.trees import WHEELS, Tree

PAGE = Path(__file__).parents[1] / "docs/performance.md"
BEGIN, END = "<!-- from here on written by `make bench` -->\n", "<!-- until here -->\n"
PACKAGES = ("import-linter", "grimp", "tach", "ruff", "ArchUnitPython", "pytest-archon", "PyTestArch", "deply")


class Session(NamedTuple):
    """The results of one session of `make bench`, by the label of the tree; `loads` are one-minute load averages."""

    command: str
    trees: Mapping[str, Tree]
    agreements: Mapping[str, Sequence[Agreement]]
    results: Mapping[str, Mapping[str, Figures]]
    bounds: Sequence[Bound]
    texts: Mapping[str, Comparison]
    sizes: Sequence[tuple[str, int]]
    loads: Sequence[float]


def written(session: Session) -> str:
    """Return the page with the figures of a session."""
    page = PAGE.read_text()
    head, _, rest = page.partition(BEGIN)
    tail = rest.partition(END)[2]
    return head + BEGIN + rendered(session) + END + tail


def rendered(session: Session) -> str:
    """Return the figures as Markdown."""
    return "\n".join(
        [*_head(session), *_bounds(session.bounds), *_trees(session), *_growth(session), *_texts(session), ""]
    )


def _head(session: Session) -> Iterator[str]:
    """Yield what was measured, and with which versions."""
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    wheels = ", ".join(wheel.replace("==", " ") for wheel in WHEELS.values())
    yield from ("", f"`{session.command}`: {versions}, all on Python {platform.python_version()}; {platform.system()},")
    yield f"{len(os.sched_getaffinity(0))} cores. Wheels as code: {wheels}. In seconds of wall time, medians."
    yield f"The load average was {min(session.loads):.1f} to {max(session.loads):.1f} while it was measured."
    yield from ("", "| tree | files | lines | MB |", "|--|--|--|--|")
    for label, tree in session.trees.items():
        lines, size = tree.size
        yield f"| {label} | {len(tree.files):,} | {lines:,} | {size / MEGABYTE:.1f} |"
    yield ""


def _bounds(bounds: Sequence[Bound]) -> Iterator[str]:
    yield from ("### What is promised", "", "| | measured | at most | |", "|--|--|--|--|")
    for bound in bounds:
        figures = f"{bound.figure:.2f}{bound.unit} | {bound.most:g}{bound.unit}"
        yield f"| {bound.what} | {figures} | {'pass' if bound.holds else '**not met**'} |"
    yield ""


def _trees(session: Session) -> Iterator[str]:
    sized = dict(session.sizes)
    for label, figures in session.results.items():
        if label not in sized:
            yield from (f"### {label[0].upper()}{label[1:]}", "")
            yield from _table(figures)
            yield from ("", *_agreement(session.agreements[label]), "")


def _table(figures: Mapping[str, Figures]) -> Iterator[str]:
    """Yield the scenarios, ours first, each beside the fastest way to run import-linter."""
    yield from ("| | runs | wall s | CPU s | peak MB | x lint-imports, warm | x tach |", "|--|--|--|--|--|--|--|")
    for name, each in figures.items():
        mine = f"**{name}**" if name in names.OURS_BY_NAME else name
        cells = f"{each.runs} | {each.wall:.2f} | {each.cpu:.2f} | {each.peak / MEGABYTE:.0f}"
        ratios = [each.wall / figures[other].wall for other in (names.WARM, names.TACH)]
        yield f"| {mine} | {cells} | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} |"


def _agreement(agreements: Sequence[Agreement]) -> Iterator[str]:
    """Yield in how many pairs the tools agree, and what some of them report in another way."""
    ours, *others = agreements
    same = [each.tool for each in others if not each.note]
    yield f"{ours.pairs} importing and imported modules break a law; so say {', '.join(same)}."
    for each in others:
        if each.note:
            yield f"{each.tool} {each.note}: {each.pairs} pairs, and those are the ones."
    broken = [f"{each.tool} ({each.broken})" for each in others if each.broken]
    if broken:
        start = "Imports of modules that do not exist, which here break a law of their own, are counted besides by"
        yield f"{start} {', '.join(broken)}."


def _growth(session: Session) -> Iterator[str]:
    if not session.sizes:
        return
    labels = [label for label, _ in session.sizes]
    yield from ("### Growth", "", "Generated trees; seconds of wall time, and in brackets the peak in MB.", "")
    yield f"| | {' | '.join(labels)} |"
    yield "|--" * (len(labels) + 1) + "|"
    for name in session.results[labels[-1]]:
        mine = f"**{name}**" if name in names.OURS_BY_NAME else name
        cells = [session.results[label][name] for label in labels]
        yield f"| {mine} | {' | '.join(f'{each.wall:.2f} ({each.peak / MEGABYTE:.0f})' for each in cells)} |"
    yield ""


def _texts(session: Session) -> Iterator[str]:
    yield from ("### Imports read from the text", "")
    yield "| tree | files | different from the tree's | left to the tree | scan | syntax check | trees |"
    yield "|--|--|--|--|--|--|--|"
    for label, each in session.texts.items():
        share = f"{each.left} ({100 * each.left / each.files:.1f} %)"
        seconds = " | ".join(f"{spent:.2f} s" for spent in (each.scan, each.check, each.parse))
        yield f"| {label} | {each.files:,} | {each.wrong} | {share} | {seconds} |"
    yield ""
