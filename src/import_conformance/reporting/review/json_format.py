"""The review as JSON, the same content as the Markdown, in keys that machines may rely on; sorted, in ASCII.

    version     1
    name, topology, outcome, laws, stale
                the application, the law's file, the verdict, the number of laws applied, findings that are fixed and
                still in the baseline
    waived      path, line, law, message, reason, owner, until
    ledger      on_disk, recovered, sentence: every file has one fate
    total       findings, files, critical, high, medium, low, new, known
    groups      part 1 and 4, by category: key, title, tally (keys of total), laws, gaps
      laws      law, line, severity, findings, files, because, fix, change (null, or before and after as code)
      gaps      path, home, file, layer, law, severity, count, new, lines, patterns (text, count, is_code),
                copy (null, or owner, similarity, differs, imported_by)
    shared      part 2 and 3, by shared domain: name, package, reasons, folders, consumers, obligations
      folders   name, components (file, path, layer, purpose, exports, imported_by), imported_by, domains
      consumers domain, files, names, folders, layers
      obligations  law, line, subject, state, is_met, shown_by
    advice      part 5, by domain: domain, folder, actions (priority, action, law, severity, findings, files)
    plan        part 6: findings, wishes, dropped, waves, left
      waves     number, units, statements, gone, brought, files, left, problems, is_further
      units     id, law, domain, category, severity, statements, gone, files, deletes, waits (unit, reason)
      left      law, path, message, reason: what the last wave leaves

Paths are relative to the source root, and complete: what the Markdown cuts short is whole here.
"""

import json
from dataclasses import asdict, replace

from import_conformance.model.answers.work import Unit, Wave, WorkPlan
from import_conformance.reviewing.categories import category_of
from import_conformance.reviewing.values import Review

VERSION = 1


def render(report: Review) -> str:
    """The review as one JSON object."""
    content = asdict(replace(report, plan=WorkPlan())) | {"plan": plan_figures(report.plan)}
    return json.dumps({"version": VERSION} | content, indent=1, sort_keys=True, ensure_ascii=True) + "\n"


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
    }
