"""The waves of work with each change: what is fixed, what goes with it, what comes instead, and what remains."""

from collections import Counter
from collections.abc import Iterator

from import_conformance.model.answers.remedy import described
from import_conformance.model.answers.work import Unit, Wave, WorkPlan
from import_conformance.reporting.planning import outcome
from import_conformance.reporting.review.json_format import plan_figures, unit_figures, wave_figures
from import_conformance.reporting.review.layout import table, words
from import_conformance.reporting.review.markdown_plan import left, problems
from import_conformance.reporting.view import INDENT, PAINT, View
from import_conformance.reporting.words import counted

HEADS = ("wave", "units", "fixed", "gone along", "brought", "left")


def answer(plan: WorkPlan) -> str:
    """Return the whole in one sentence."""
    if not plan.waves:
        return "There is nothing to do."
    waves, last = counted(len(plan.waves), "wave"), len(plan.waves[-1].left) or "none"
    return f"{counted(plan.findings, 'finding')}; {waves} of work, simulated on a copy of the code, leave {last}."


def render(plan: WorkPlan, view: View) -> str:
    """Return the plan for people: the figures, then each wave with its units and their changes."""
    lines = [answer(plan)]
    if plan.waves:
        rows = [HEADS, ("start", "", "", "", "", str(plan.findings)), *map(_row, plan.waves)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines += ["", *("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)]
    for wave in plan.waves:
        lines += ["", *_wave(wave, view)]
    if plan.left:
        lines += ["", f"{counted(len(plan.left), 'finding')} that no wave fixes:"]
        lines += [
            line
            for one in plan.left
            for line in view.block(f"{view.locate(one.finding.path)}: {one.finding.message}; {one.reason}", hang=4)
        ]
    return "\n".join(lines) + "\n"


def _row(wave: Wave) -> tuple[str, ...]:
    numbers = (wave.number, len(wave.units), wave.fixed, wave.gone, len(wave.brought), len(wave.left))
    return tuple(map(str, numbers))


def _wave(wave: Wave, view: View) -> Iterator[str]:
    fixed = counted(wave.fixed, "finding")
    why = ", for what the others brought" if wave.is_further else ""
    yield view.paint(f"Wave {wave.number}: {counted(len(wave.units), 'unit')}, {fixed} fixed{why}", "bold")
    for unit in wave.units:
        yield from _unit(unit, view)
    if wave.brought:
        yield f"{INDENT}{view.paint('and brings', 'bold', 'red')}"
        yield from outcome.findings(wave.brought, view)
    for problem in wave.problems:
        yield from view.block(f"then the law itself must be changed: {problem}", hang=4)


def _unit(unit: Unit, view: View) -> Iterator[str]:
    gone = f", {unit.gone} gone before" if unit.gone else ""
    severity = view.paint(unit.severity, "bold", PAINT[unit.severity])
    yield f"{INDENT}{view.paint(unit.id, 'bold')} ({severity}): {counted(unit.fixed, 'finding')}{gone}"
    yield from view.labelled(("owner", ", ".join(unit.teams)), indent=outcome.DEEPER)
    for change in unit.changes[: view.limit]:
        yield from view.block(outcome.opened(change, view), outcome.DEEPER, 4)
    yield from view.more(len(unit.changes), outcome.DEEPER)


def markdown(plan: WorkPlan) -> str:
    """Return the plan for documents: the figures as a table, the changes as lists."""
    lines = ["# The order of work", "", answer(plan), ""]
    heads = ("Wave", *(f">{head.capitalize()}" for head in HEADS[1:]))
    lines += table(heads, [["start", "", "", "", "", str(plan.findings)], *map(list, map(_row, plan.waves))])
    lines += [*problems(plan), *left(plan)]
    for wave in plan.waves:
        lines += [f"## Wave {wave.number}", ""]
        for unit in wave.units:
            lines += [f"### {words(unit.id)} ({unit.severity}, {counted(unit.fixed, 'finding')})", ""]
            lines += [f"Owner: {words(', '.join(unit.teams))}", ""] if unit.teams else []
            lines += [*(f"- {words(str(change))}" for change in unit.changes), *([""] if unit.changes else [])]
        lines += [f"Wave {wave.number} brings:", "", *map(outcome.item, wave.brought), ""] if wave.brought else []
    return "\n".join(lines).rstrip("\n") + "\n"


def to_json(plan: WorkPlan, topology: str) -> str:
    """Return the plan for machines: that of the review, with every change and every finding that is introduced."""
    return outcome.document("waves", topology, plan_figures(plan) | {"waves": list(map(_wave_in_full, plan.waves))})


def _wave_in_full(wave: Wave) -> dict[str, object]:
    by_law = Counter(finding.law for finding in wave.left)
    return wave_figures(wave) | {
        "units": [unit_figures(unit) | {"changes": list(map(described, unit.changes))} for unit in wave.units],
        "brought": list(map(outcome.brief, wave.brought)),
        "left_by_law": dict(sorted(by_law.items())),
    }
