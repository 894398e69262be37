"""What `--verbose` prints to standard error: the versions, the law, the code and the baseline of a run.

The texts are built only when the option is given.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from import_conformance.cli.options import VERBOSE, global_option
from import_conformance.model.topology import Topology
from import_conformance.model.verdict import KnownFinding, Verdict
from import_conformance.model.version import __version__
from import_conformance.reporting.escaping import terminal
from import_conformance.reporting.words import counted


def report(parts: Callable[[], Mapping[str, str]]) -> None:
    """Print the versions and each part by name, in their order, with `--verbose`; empty texts are left out."""
    if not global_option(VERBOSE):
        return
    # Imported here, because it takes as long as the rest of a small run.
    from import_conformance.reading.environment import tools
    from import_conformance.reading.text import switches

    package = Path(__file__).parents[1]
    installed = ", ".join(f"{tool.name} {tool.version or 'missing'}" for tool in tools())
    texts = {
        "version": f"conformance {__version__} ({package}), {installed}",
        "switches": switches.described(),
        **parts(),
    }
    for name, text in texts.items():
        if text:
            click.echo(terminal(f"{name + ':':<9} {text}"), err=True)


def judged(
    verdict: Verdict, base: Path, path: Path | None, known: Sequence[KnownFinding], *, left_out: bool
) -> dict[str, str]:
    """Describe the law, the code and the baseline of a verdict, and how long it took."""
    return {
        "law": law(verdict.topology, len(verdict.laws)),
        "code": code(verdict.topology, base, len(verdict.files)),
        "baseline": "left out" if left_out else baseline(path, known),
        "time": durations(verdict),
    }


def durations(verdict: Verdict) -> str:
    """Describe how long the parts of the work took, where the verdict has the times."""
    return ", ".join(f"{name} {spent:.0f} ms" for name, spent in (verdict.timings_ms or {}).items())


def law(topology: Topology, number: int | None = None) -> str:
    """Describe the topology file."""
    return str(Path(topology.path).resolve()) + (f", {counted(number, 'law')}" if number is not None else "")


def code(topology: Topology, base: Path, files: int) -> str:
    """Describe the code."""
    roots = ", ".join(str((base / root).resolve()) for root in topology.source.roots)
    return f"{', '.join(topology.source.packages)} in {roots}, {counted(files, 'file')} on disk"


def baseline(path: Path | None, known: Sequence[KnownFinding]) -> str:
    """Describe the file of the known findings, and how many there are."""
    if path is None:
        return "none, for the topology names none"
    if not path.exists():
        return f"{path.resolve()}, which does not exist"
    return f"{path.resolve()}, {counted(sum(entry.count for entry in known), 'known finding')}"
