"""Measure whole processes."""

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

# The time in seconds after which a scenario is not repeated; it is measured at least once.
PATIENCE = float(os.environ.get("BENCH_PATIENCE", "12"))


# Starts the command from a small process, because the reported peak of a process is never less than that of its parent;
# prints the cost to standard error, which the command itself does not get.
LAUNCHER = """
import os, sys, time
began = time.perf_counter()
child = os.fork()
if not child:
    os.dup2(1, 2)
    try:
        os.execv(sys.argv[1], sys.argv[1:])
    finally:
        os._exit(127)
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - began
os.write(2, f"{wall} {used.ru_utime + used.ru_stime} {used.ru_maxrss} {os.waitstatus_to_exitcode(status)}".encode())
"""


class Sample(NamedTuple):
    """One run. wall, cpu (user and system, children too): seconds; peak: of its largest process, bytes; code: exit."""

    wall: float
    cpu: float
    peak: int
    code: int


def nothing(_: int) -> None:
    """Do nothing before or after a run."""


@dataclass(frozen=True)
class Scenario:
    """A command in a folder. before: called with the number of the run; after: when it is over; env: besides PATH."""

    name: str
    command: Sequence[str]
    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[int], None] = nothing
    after: Callable[[int], None] = nothing


class Figures(NamedTuple):
    """The cost of a scenario: the number of runs, and the medians of the figures in `Sample`."""

    runs: int
    wall: float
    cpu: float
    peak: int


def editing(path: Path, line: str) -> tuple[Callable[[int], None], Callable[[int], None]]:
    """Return a function that appends a line with the number of the run to a file, and one that restores the file."""
    text = path.read_text()

    def edit(number: int) -> None:
        path.write_text(text + line.format(number))

    def restore(_: int) -> None:
        path.write_text(text)

    return edit, restore


def run(scenario: Scenario, number: int, output: Path) -> Sample:
    """Run a scenario once; its output goes to a file."""
    scenario.before(number)
    given = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "COLUMNS": "4000", "NO_COLOR": "1"}
    with output.open("wb") as out:
        launched = subprocess.run(  # noqa: S603  # commands of our own making
            (sys.executable, "-S", "-E", "-c", LAUNCHER, *scenario.command),
            cwd=scenario.folder,
            env={**given, **scenario.env},
            stdout=out,
            stderr=subprocess.PIPE,
            check=True,
        )
    scenario.after(number)
    wall, cpu, peak, code = launched.stderr.split()[-4:]
    return Sample(float(wall), float(cpu), int(peak) * (1 if sys.platform == "darwin" else 1024), int(code))


def measured(
    scenarios: Sequence[Scenario], rounds: int, output: Path, first: Mapping[str, Sample]
) -> dict[str, Figures]:
    """Return the figures of scenarios, which are run in turns.

    Runs in `first` were made before: they count only for scenarios that take long, and warm up all others.
    """
    samples: dict[str, list[Sample]] = {}
    for scenario in scenarios:
        known = first.get(scenario.name)
        samples[scenario.name] = [known] if known and known.wall > PATIENCE / 2 else []
        if known is None:
            run(scenario, 0, output)
    for number in range(1, rounds + 1):
        for scenario in scenarios:
            had = samples[scenario.name]
            if not had or (had[0].wall * (len(had) + 1) < PATIENCE and len(had) < rounds):
                had.append(run(scenario, number, output))
    return {name: _figures(had) for name, had in samples.items()}


def _figures(samples: Sequence[Sample]) -> Figures:
    walls, cpus, peaks, _ = zip(*samples, strict=True)
    return Figures(len(samples), statistics.median(walls), statistics.median(cpus), int(statistics.median(peaks)))
