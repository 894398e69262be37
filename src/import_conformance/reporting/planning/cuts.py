"""What to cut: the statements, why fewer are not enough, what prevents it, and the findings then."""

from collections.abc import Iterator

from import_conformance.model.answers.explanation import ExplainedImport
from import_conformance.model.answers.remedy import described
from import_conformance.model.answers.supposition import Cut, CutPlan
from import_conformance.reporting.planning import outcome
from import_conformance.reporting.review.layout import code, words
from import_conformance.reporting.view import View
from import_conformance.reporting.words import counted


def render(plan: CutPlan, topology: str, view: View) -> str:
    """Return the cuts for people."""
    lines = [*view.block(plan.question, ""), ""]
    for cut in plan.cuts:
        lines += [*_cut(cut, topology, view), ""]
    if plan.changes:
        lines += [f"It asks for {counted(len(plan.changes), 'change')}, none of which is a cut:"]
        lines += [
            line for change in plan.changes[: view.limit] for line in view.block(outcome.opened(change, view), hang=4)
        ]
        lines += [*view.more(len(plan.changes)), ""]
    elif not plan.cuts:
        lines += ["There is nothing to cut.", ""]
    lines += outcome.text(plan.outcome, view)
    return "\n".join(lines) + "\n"


def answer(cut: Cut) -> str:
    """Return what to cut, in one sentence."""
    if cut.hindrance:
        return f"No cut that spares what the law sanctions ends {cut.what}, for this is sanctioned"
    if not cut.steps:
        return f"There is nothing to cut: {cut.what} is closed already"
    how = f" ({cut.how})" if cut.how else ""
    return f"Cut {counted(len(cut.steps), 'import')} to end {cut.what}{how}"


def _cut(cut: Cut, topology: str, view: View) -> Iterator[str]:
    shown = cut.hindrance or cut.steps
    yield from view.block(f"{answer(cut)}{':' if shown else '.'}", "")
    for step in shown[: view.limit]:
        place = view.paint(f"{view.locate(step.path)}:{step.line}", "bold")
        yield from view.item(place, f"{step.importer} -> {step.imported}: {_permission(step, topology)}", hang=4)
    yield from view.more(len(shown))


def _permission(step: ExplainedImport, topology: str) -> str:
    """Return whether the topology allows an import statement."""
    word = {True: "allowed", False: "against the law", None: "not judged"}[step.ruling.allowed]
    law = f" ({step.ruling.law}, {topology}:{step.ruling.line})" if step.ruling.law else ""
    return f"{step.kind}, {word}{law}"


def markdown(plan: CutPlan, topology: str) -> str:
    """Return the cuts for documents."""
    lines = [f"# What to cut: {words(plan.question)}", ""]
    for cut in plan.cuts:
        shown = cut.hindrance or cut.steps
        lines += [f"{words(answer(cut))}{':' if shown else '.'}", ""]
        for step in shown:
            edge = f"{code(step.importer)} → {code(step.imported)}"
            lines.append(f"- {code(f'{step.path}:{step.line}')} {edge}: {words(_permission(step, topology))}")
        lines += [""] if shown else []
    if plan.changes:
        lines += [*(f"- {words(str(change))}" for change in plan.changes), ""]
    elif not plan.cuts:
        lines += ["There is nothing to cut.", ""]
    return "\n".join([*lines, *outcome.markdown(plan.outcome)]).rstrip("\n") + "\n"


def to_json(plan: CutPlan, topology: str) -> str:
    """Return the cuts for machines."""
    cuts = [
        {
            "what": cut.what,
            "why_not_fewer": cut.how,
            "statements": [outcome.step(step) for step in cut.steps],
            "hindrance": [outcome.step(step) for step in cut.hindrance],
        }
        for cut in plan.cuts
    ]
    content: dict[str, object] = {
        "question": plan.question,
        "cuts": cuts,
        "changes": [described(change) for change in plan.changes],
        "outcome": outcome.figures(plan.outcome),
    }
    return outcome.document("cuts", topology, content)
