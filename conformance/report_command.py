"""What `report` does, apart from its options: judge, review, write."""

from pathlib import Path

from conformance.commands import CONFORMS, Target, show, write
from conformance.model.facts import Wanted
from conformance.planning.simulation import simulate
from conformance.reading.baseline_file import read_baseline
from conformance.reading.codebase import assemble, read_material
from conformance.reporting.review import json_format, markdown
from conformance.reporting.review.atlas import Atlas
from conformance.reporting.review.content import review
from conformance.reporting.review.plan import plan
from conformance.reporting.review.simulated import simulated, units_of
from conformance.reporting.review.values import Report
from conformance.run import baseline_path, conclude, judge, open_topology

FORMATS = {"markdown": markdown.render, "json": json_format.render}


def report(target: Target, form: str, output: Path | None) -> int:
    """Write the architecture review; that the code has gaps is its content, not its failure."""
    text = FORMATS[form](reviewed(target))
    if output:
        write(output, text)
    else:
        show(text)
    return CONFORMS


def reviewed(target: Target) -> Report:
    """The review of what a command is about."""
    topology, base = open_topology(target.topology, target.source_root)
    baseline = baseline_path(topology, target.baseline)
    known = read_baseline(baseline) if baseline and target.use_baseline else ()
    material = read_material(topology, base, also=Wanted(headers=True))
    codebase = assemble(topology, *material)
    verdict = conclude(topology, codebase, judge(topology, codebase), known)
    wanted = plan(Atlas.of(topology, codebase), verdict.findings)
    work = simulated(wanted, simulate(topology, material, units_of(wanted)))
    return review(topology, codebase, verdict, work)
