"""The order of work with the figures of a simulation: what each wave mends, takes along, brings and leaves."""

from collections.abc import Iterator, Mapping, Sequence

from import_conformance.model.answers.remedy import Decide, DeleteFile, SimulatedWave, UnitDone
from import_conformance.model.finding import Finding
from import_conformance.reviewing.categories import category_of
from import_conformance.reviewing.precedence import unit_id
from import_conformance.reviewing.work import Left, Plan, Unit, Wave

AGAIN = "what mends it breaks another law, and the other way round"


def units_of(plan: Plan) -> list[list[tuple[str, str]]]:
    """Law and subject of each unit, by wave: what a simulation has to do."""
    return [[(unit.law, unit.domain) for unit in wave.units] for wave in plan.waves]


def simulated(plan: Plan, steps: Sequence[SimulatedWave]) -> Plan:
    """The plan with the figures of its steps, and with the waves that mend what the planned ones brought."""
    planned = {unit.id: unit for wave in plan.waves for unit in wave.units}
    waves = tuple(_wave(number, step, planned) for number, step in enumerate(steps, 1))
    return Plan(plan.findings, waves, plan.wishes, plan.dropped, tuple(_left(steps)))


def _wave(number: int, step: SimulatedWave, planned: Mapping[str, Unit]) -> Wave:
    units = [_unit(done, planned, is_further=step.is_further) for done in step.units]
    ordered = tuple(sorted(units, key=lambda unit: (unit.severity.rank, -unit.statements, unit.id)))
    return Wave(
        number=number,
        units=ordered,
        statements=step.mended,
        gone=step.gone,
        files=len({finding.path for done in step.units for finding in done.findings}),
        left=len(step.left),
        brought=len(step.brought),
        problems=tuple(map(str, step.problems)),
        is_further=step.is_further,
    )


def _unit(done: UnitDone, planned: Mapping[str, Unit], *, is_further: bool) -> Unit:
    known = planned.get(unit_id(done.law, done.subject))
    before = known.statements + known.gone if known and not is_further else len(done.findings)
    first = done.findings[0] if done.findings else None
    severities = [finding.severity for finding in done.findings] or ([known.severity] if known else [])
    return Unit(
        id=unit_id(done.law, done.subject),
        law=done.law,
        domain=done.subject,
        category=category_of(first).title if first else known.category if known else "",
        severity=min(severities, key=lambda severity: severity.rank),
        statements=done.mended,
        gone=max(0, before - len(done.findings)),
        files=len({finding.path for finding in done.findings}),
        deletes=tuple(sorted(change.path for change in done.changes if isinstance(change, DeleteFile))),
        waits=known.waits if known and not is_further else (),
    )


def _left(steps: Sequence[SimulatedWave]) -> Iterator[Left]:
    """What is left in the end, and why."""
    reasons = {
        (change.law, change.path): change.reason
        for step in steps
        for done in step.units
        for change in done.changes
        if isinstance(change, Decide)
    }
    left: Sequence[Finding] = steps[-1].left if steps else ()
    for finding in left:
        yield Left(finding.law, finding.path, finding.message, reasons.get((finding.law, finding.path), AGAIN))
