"""The waves of work, each change with them: what is mended, what goes along, what comes instead, what is left."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from import_conformance.model.answers.remedy import CodeChange, SimulatedWave, described
from import_conformance.reporting.planning import outcome
from import_conformance.reporting.review.layout import table, words
from import_conformance.reporting.review.markdown_plan import left, problems
from import_conformance.reporting.view import INDENT, PAINT, View
from import_conformance.reporting.words import counted
from import_conformance.reviewing.precedence import unit_id
from import_conformance.reviewing.work import Plan, Unit, Wave

HEADS = ("wave", "units", "mended", "gone along", "brought", "left")
ByUnit = Mapping[str, Sequence[CodeChange]]


def answer(plan: Plan) -> str:
    """The whole in one sentence."""
    if not plan.waves:
        return "There is nothing to do."
    waves, last = counted(len(plan.waves), "wave"), plan.waves[-1].left or "none"
    return f"{counted(plan.findings, 'finding')}; {waves} of work, simulated on a copy of the code, leave {last}."


def render(plan: Plan, steps: Sequence[SimulatedWave], view: View) -> str:
    """For people: the figures, then each wave with its units and their changes."""
    lines = [answer(plan)]
    if plan.waves:
        rows = [HEADS, ("start", "", "", "", "", str(plan.findings)), *map(_row, plan.waves)]
        widths = [max(len(row[at]) for row in rows) for at in range(len(HEADS))]
        lines += ["", *("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)]
    for wave, step in zip(plan.waves, steps, strict=True):
        lines += ["", *_wave(wave, step, view)]
    if plan.left:
        lines += ["", f"{counted(len(plan.left), 'finding')} that no wave mends:"]
        lines += [
            line
            for one in plan.left
            for line in view.block(f"{view.locate(one.path)}: {one.message}; {one.reason}", hang=4)
        ]
    return "\n".join(lines) + "\n"


def _row(wave: Wave) -> tuple[str, ...]:
    numbers = (wave.number, len(wave.units), wave.statements, wave.gone, wave.brought, wave.left)
    return tuple(map(str, numbers))


def _changes(step: SimulatedWave) -> ByUnit:
    return {unit_id(done.law, done.subject): done.changes for done in step.units}


def _wave(wave: Wave, step: SimulatedWave, view: View) -> Iterator[str]:
    mended = counted(wave.statements, "finding")
    why = ", for what the others brought" if wave.is_further else ""
    yield view.paint(f"Wave {wave.number}: {counted(len(wave.units), 'unit')}, {mended} mended{why}", "bold")
    changes = _changes(step)
    for unit in wave.units:
        yield from _unit(unit, changes[unit.id], view)
    if step.brought:
        yield f"{INDENT}{view.paint('and brings', 'bold', 'red')}"
        yield from outcome.findings(step.brought, view)
    for problem in wave.problems:
        yield from view.block(f"then the law itself must be changed: {problem}", hang=4)


def _unit(unit: Unit, changes: Sequence[CodeChange], view: View) -> Iterator[str]:
    gone = f", {unit.gone} gone before" if unit.gone else ""
    severity = view.paint(unit.severity, "bold", PAINT[unit.severity])
    yield f"{INDENT}{view.paint(unit.id, 'bold')} ({severity}): {counted(unit.statements, 'finding')}{gone}"
    for change in changes[: view.limit]:
        yield from view.block(outcome.told_at(change, view), outcome.DEEPER, 4)
    yield from outcome.more(len(changes), view)


def markdown(plan: Plan, steps: Sequence[SimulatedWave]) -> str:
    """For documents: the figures as a table, the changes as lists."""
    lines = ["# The order of work", "", answer(plan), ""]
    heads = ("Wave", *(f">{head.capitalize()}" for head in HEADS[1:]))
    lines += table(heads, [["start", "", "", "", "", str(plan.findings)], *map(list, map(_row, plan.waves))])
    lines += [*problems(plan), *left(plan)]
    for wave, step in zip(plan.waves, steps, strict=True):
        lines += [f"## Wave {wave.number}", ""]
        changes = _changes(step)
        for unit in wave.units:
            lines += [f"### {words(unit.id)} ({unit.severity}, {counted(unit.statements, 'finding')})", ""]
            lines += [*(f"- {words(str(change))}" for change in changes[unit.id]), *([""] if changes[unit.id] else [])]
        lines += [f"Wave {wave.number} brings:", "", *map(outcome.item, step.brought), ""] if step.brought else []
    return "\n".join(lines).rstrip("\n") + "\n"


def to_json(plan: Plan, steps: Sequence[SimulatedWave], topology: str) -> str:
    """For machines: the plan as in the review, with every change and every finding that is brought."""
    waves = []
    for wave, step in zip(plan.waves, steps, strict=True):
        changes = _changes(step)
        units = [asdict(unit) | {"changes": [described(one) for one in changes[unit.id]]} for unit in wave.units]
        brought = [outcome.brief(finding) for finding in step.brought]
        by_law = Counter(finding.law for finding in step.left)
        waves.append(asdict(wave) | {"units": units, "brought": brought, "left_by_law": dict(sorted(by_law.items()))})
    return outcome.document("waves", topology, asdict(plan) | {"waves": waves})
