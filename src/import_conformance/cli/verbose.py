"""What `--verbose` says on standard error: by what, of what and from where a command speaks.

Nothing is put together unless it was asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from import_conformance.cli.options import VERBOSE, wish
from import_conformance.model.topology import Topology
from import_conformance.model.verdict import KnownFinding, Verdict
from import_conformance.model.version import __version__
from import_conformance.reporting.escaping import terminal
from import_conformance.reporting.words import counted


def tell(parts: Callable[[], Mapping[str, str]]) -> None:
    """Say the versions, then each part by its name, where `--verbose` was given.

    parts: what to say by name, in its order; empty texts are left out.
    """
    if not wish(VERBOSE):
        return
    # Loaded here, for it takes as long as the rest of a small run.
    from import_conformance.reading.environment import tools
    from import_conformance.reading.text import switches

    installed = ", ".join(f"{tool.name} {tool.version or 'missing'}" for tool in tools())
    version = f"conformance {__version__} ({Path(__file__).parents[1]}), {installed}"
    said = {"version": version, "switches": switches.described(), **parts()}
    for name, text in said.items():
        if text:
            click.echo(terminal(f"{name + ':':<9} {text}"), err=True)


def judged(
    verdict: Verdict, base: Path, path: Path | None, known: Sequence[KnownFinding], *, left_out: bool
) -> dict[str, str]:
    """The law, the code and the baseline of a verdict, and how long it took.

    path: the file of the known findings; left_out: True where it was not read.
    """
    return {
        "law": law(verdict.topology, len(verdict.laws)),
        "code": code(verdict.topology, base, len(verdict.files)),
        "baseline": "left out" if left_out else baseline(path, known),
        "time": durations(verdict),
    }


def durations(verdict: Verdict) -> str:
    """How long the parts of the work took, where the verdict carries it."""
    return ", ".join(f"{name} {spent:.0f} ms" for name, spent in (verdict.timings_ms or {}).items())


def law(topology: Topology, number: int | None = None) -> str:
    """Where the law lies. number: how many laws it makes, where that is known."""
    return str(Path(topology.path).resolve()) + (f", {counted(number, 'law')}" if number is not None else "")


def code(topology: Topology, base: Path, files: int) -> str:
    """Where the code lies. files: how many there are on disk."""
    roots = ", ".join(str((base / root).resolve()) for root in topology.source.roots)
    return f"{', '.join(topology.source.packages)} in {roots}, {counted(files, 'file')} on disk"


def baseline(path: Path | None, known: Sequence[KnownFinding]) -> str:
    """Where the known findings lie, and how many there are."""
    if path is None:
        return "none, for the topology names none"
    if not path.exists():
        return f"{path.resolve()}, which does not exist"
    return f"{path.resolve()}, {counted(sum(entry.count for entry in known), 'known finding')}"
