"""Part 6 of the review in Markdown: the waves of work."""

from collections.abc import Iterator

from import_conformance.model.answers.work import Unit, Wave, WorkPlan
from import_conformance.reporting.review.layout import NOTHING, code, table, words
from import_conformance.reporting.words import counted, cut_short
from import_conformance.reviewing.categories import category_of
from import_conformance.reviewing.values import Review

UNITS = 12
WAITS = 2


def order(report: Review) -> Iterator[str]:
    """Yield part 6: how the findings fall wave by wave, then the units of each wave."""
    plan = report.plan
    yield from ("## Part 6: Execution order", "")
    if not plan.waves:
        yield from ("There is nothing to do.", "")
        return
    yield "A unit is the work on one law in one domain. The units of a wave do not wait for each other, only for"
    yield "earlier waves. The figures are simulated: the changes of each wave are made in a copy of the code"
    yield "base, which is then judged again. A finding of another unit may go along, mostly with a file that is"
    yield "deleted; and a fix may bring findings, which a further wave fixes. `conformance plan` shows each change."
    yield ""
    heads = ("Wave", ">Units", ">Statements", ">Files", ">Gone along", ">Brought", ">Findings left")
    rows = [["start", "", "", "", "", "", str(plan.findings)], *map(_overview, plan.waves)]
    yield from table(heads, rows)
    yield from problems(plan)
    yield from left(plan)
    if plan.dropped:
        why = "they would have closed cycles; those of least weight were given up"
        yield from (f"{plan.dropped} of {plan.precedences} constraints on the order were dropped: {why}.", "")
    for wave in plan.waves:
        yield from _wave(wave, len(report.groups) + 2)


def problems(plan: WorkPlan) -> Iterator[str]:
    """List what has to change in the topology, because the work leaves a law without subjects."""
    for wave in plan.waves:
        for problem in wave.problems:
            yield from (f"After wave {wave.number} the law itself must be changed: {words(str(problem))}", "")


def left(plan: WorkPlan) -> Iterator[str]:
    """List what no wave fixes, and why."""
    if plan.left:
        yield from (f"{counted(len(plan.left), 'finding')} that no wave fixes:", "")
        yield from (f"- {code(one.finding.law)} at {code(one.finding.path)}: {words(one.reason)}" for one in plan.left)
        yield ""


def _overview(wave: Wave) -> list[str]:
    numbers = (len(wave.units), wave.fixed, wave.files, wave.gone, len(wave.brought), len(wave.left))
    return [str(wave.number), *map(str, numbers)]


def _wave(wave: Wave, listing: int) -> Iterator[str]:
    statements, files = counted(wave.fixed, "statement"), counted(wave.files, "file")
    why = ", for what the others brought" if wave.is_further else ""
    yield from (f"### Wave {wave.number}: {counted(len(wave.units), 'unit')}, {statements} in {files}{why}", "")
    rows = [_unit(unit) for unit in wave.units[:UNITS]]
    rest = wave.units[UNITS:]
    if rest:
        rows.append([f"and {len(rest)} more: see 7.{listing}", "", "", str(sum(unit.fixed for unit in rest)), "", ""])
    yield from table(("Unit", "Category", "Severity", ">Statements", ">Files", "Waits for"), rows)


def _unit(unit: Unit) -> list[str]:
    gone = f" ({unit.gone} gone before)" if unit.gone else ""
    deletes = f" ({len(unit.deletes)} deleted)" if unit.deletes else ""
    cells = [
        words(unit.id),
        words(category_of(unit.typical).title),
        unit.severity,
        f"{unit.fixed}{gone}",
        f"{unit.files}{deletes}",
    ]
    return [*cells, _waits(unit)]


def _waits(unit: Unit) -> str:
    waits = [f"{words(wait.unit)} ({wait.reason})" for wait in unit.prerequisites]
    return "; ".join(cut_short(waits, WAITS)) or NOTHING
