"""The review as JSON, the same content as the Markdown; docs/report.md lists the keys."""

from dataclasses import asdict, replace

from import_conformance.model.answers.work import Unit, Wave, WorkPlan
from import_conformance.reporting.json_text import to_text
from import_conformance.reporting.scoreboard import ledger
from import_conformance.reviewing.categories import category_of
from import_conformance.reviewing.values import Review

VERSION = 1


def render(report: Review) -> str:
    """The review as one JSON object."""
    counts = report.ledger
    content = asdict(replace(report, plan=WorkPlan())) | {
        "ledger": {"on_disk": counts.on_disk, "recovered": counts.recovered, "sentence": ledger(counts)},
        "plan": plan_figures(report.plan),
    }
    for law in (law for group in content["groups"] for law in group["laws"] if not law["teams"]):
        del law["teams"]
    return to_text({"version": VERSION} | content)


def plan_figures(plan: WorkPlan) -> dict[str, object]:
    """Return the order of work without the changes and findings in it."""
    return {
        "findings": plan.findings,
        "wishes": plan.precedences,
        "dropped": plan.dropped,
        "waves": list(map(wave_figures, plan.waves)),
        "left": [
            {"law": one.finding.law, "path": one.finding.path, "message": one.finding.message, "reason": one.reason}
            for one in plan.left
        ],
    }


def wave_figures(wave: Wave) -> dict[str, object]:
    """Return one wave: its findings as numbers."""
    return {
        "number": wave.number,
        "units": list(map(unit_figures, wave.units)),
        "statements": wave.fixed,
        "gone": wave.gone,
        "brought": len(wave.brought),
        "files": wave.files,
        "left": len(wave.left),
        "problems": list(map(str, wave.problems)),
        "is_further": wave.is_further,
    }


def unit_figures(unit: Unit) -> dict[str, object]:
    """Return one unit of a wave: its findings as numbers."""
    return {
        "id": unit.id,
        "law": unit.law,
        "domain": unit.domain,
        "category": category_of(unit.typical).title,
        "severity": unit.severity,
        "statements": unit.fixed,
        "gone": unit.gone,
        "files": unit.files,
        "deletes": unit.deletes,
        "waits": [asdict(each) for each in unit.prerequisites],
        **({"teams": list(unit.teams)} if unit.teams else {}),
    }
