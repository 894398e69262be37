"""What a whole process costs."""

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

# A scenario that takes long is measured less often: in all about so many seconds, but once at least.
PATIENCE = float(os.environ.get("BENCH_PATIENCE", "12"))


# Starts the command from a process of its own, for the peak of a process is never told to be less than that of the one
# which started it; says what it cost on standard error, which the command itself does not get.
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
    """What most scenarios need before a run."""


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
    """What the runs of a scenario cost. runs: how many; the rest are medians, as in `Sample`."""

    runs: int
    wall: float
    cpu: float
    peak: int


def editing(path: Path, line: str) -> tuple[Callable[[int], None], Callable[[int], None]]:
    """What writes a line at the end of a file, with the number of the run in it, and what takes it out again."""
    text = path.read_text()

    def edit(number: int) -> None:
        path.write_text(text + line.format(number))

    def restore(_: int) -> None:
        path.write_text(text)

    return edit, restore


def run(scenario: Scenario, number: int, output: Path) -> Sample:
    """Run a scenario once; what it says goes to a file."""
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
    """The figures of scenarios that take turns.

    first: runs that were made before; they only warm things up, but of scenarios that take long they are the figures.
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
