"""Part 6 of the review in Markdown: the waves of work."""

from collections.abc import Iterator, Sequence

from conformance.reporting.review.layout import NOTHING, table, words
from conformance.reporting.review.values import Report
from conformance.reporting.review.work import Unit, Wave
from conformance.reporting.words import counted

UNITS = 12
WAITS = 2


def order(report: Report) -> Iterator[str]:
    """Part 6: how the findings fall wave by wave, then the units of each wave."""
    plan = report.plan
    yield from ("## Part 6: Execution order", "")
    if not plan.waves:
        yield from ("There is nothing to do.", "")
        return
    yield "A unit is the work on one law in one domain. The units of a wave do not wait for each other, only for"
    yield "earlier waves; a finding of a later unit in a file that a unit deletes is gone with the file."
    yield ""
    heads = ("Wave", ">Units", ">Statements", ">Files", ">Gone with deleted files", ">Findings left")
    rows = [["start", "", "", "", "", str(plan.findings)], *map(_overview, plan.waves)]
    yield from table(heads, rows)
    if plan.dropped:
        circles = "they would have closed circles; those of least weight were given up"
        yield from (f"{plan.dropped} of {plan.wishes} wishes about the order were dropped: {circles}.", "")
    for wave in plan.waves:
        yield from _wave(wave, len(report.groups) + 2)


def _overview(wave: Wave) -> list[str]:
    numbers = (len(wave.units), wave.statements, wave.files, wave.gone, wave.left)
    return [str(wave.number), *map(str, numbers)]


def _wave(wave: Wave, listing: int) -> Iterator[str]:
    statements, files = counted(wave.statements, "statement"), counted(wave.files, "file")
    yield from (f"### Wave {wave.number}: {counted(len(wave.units), 'unit')}, {statements} in {files}", "")
    rows = [_unit(unit) for unit in wave.units[:UNITS]]
    rest = wave.units[UNITS:]
    if rest:
        rows.append([f"and {len(rest)} more: see 7.{listing}", "", "", str(sum(u.statements for u in rest)), "", ""])
    yield from table(("Unit", "Category", "Severity", ">Statements", ">Files", "Waits for"), rows)


def _unit(unit: Unit) -> list[str]:
    gone = f" ({unit.gone} gone with deleted files)" if unit.gone else ""
    deletes = f" ({len(unit.deletes)} deleted)" if unit.deletes else ""
    cells = [words(unit.id), words(unit.category), unit.severity, f"{unit.statements}{gone}", f"{unit.files}{deletes}"]
    return [*cells, _waits(unit)]


def _waits(unit: Unit) -> str:
    shown: Sequence[str] = [f"{words(wait.unit)} ({wait.reason})" for wait in unit.waits[:WAITS]]
    more = [f"and {len(unit.waits) - WAITS} more"] if len(unit.waits) > WAITS else []
    return "; ".join([*shown, *more]) or NOTHING
