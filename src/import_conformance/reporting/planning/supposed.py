"""What if: the findings that would come and go, the modules elsewhere, and what would lie between the parts."""

from collections.abc import Iterator
from dataclasses import asdict

from import_conformance.model.answers.supposition import DependencyDelta, MovedPart, WhatIfResult
from import_conformance.model.structure.structure import Dependency
from import_conformance.reporting.planning import outcome
from import_conformance.reporting.review.layout import table, words
from import_conformance.reporting.view import View
from import_conformance.reporting.words import counted

NOTHING = "nothing"


def render(supposed: WhatIfResult, view: View) -> str:
    """For people: what would be changed, then what of it."""
    lines = [line for said in supposed.changes for line in view.block(f"If {said}", "")]
    lines += [f"{counted(supposed.statements, 'import statement')} would be written anew or taken out.", ""]
    lines += [*outcome.text(supposed.outcome, view), ""]
    lines += [*_moved(supposed, view), *_bonds(supposed, view)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _moved(supposed: WhatIfResult, view: View) -> Iterator[str]:
    if not supposed.moved:
        return
    yield f"{counted(len(supposed.moved), 'file')} with another name:"
    for one in supposed.moved[: view.limit]:
        yield from view.block(f"{one.module} -> {one.name}: {_place(one)}", hang=4)
    yield from view.more(len(supposed.moved))
    yield ""


def _place(one: MovedPart) -> str:
    before, after = one.before or "no layer", one.after or "no layer"
    return f"still in {after}" if before == after else f"from {before} to {after}"


def _bonds(supposed: WhatIfResult, view: View) -> Iterator[str]:
    if not supposed.bonds:
        yield "What lies between the parts would stay as it is."
        return
    yield f"What would lie between the parts, where it differs ({counted(len(supposed.bonds), 'pair')}):"
    for change in supposed.bonds[: view.limit]:
        yield from view.block(f"{' -> '.join(ends(change))}: {said(change.before)}, then {said(change.after)}", hang=4)
    yield from view.more(len(supposed.bonds))


def ends(change: DependencyDelta) -> tuple[str, str]:
    """The two parts."""
    bond = change.before or change.after or Dependency("", "")
    return bond.source, bond.target


def said(bond: Dependency | None) -> str:
    """What lies between two parts, in words."""
    if bond is None or not (bond.statements or bond.absences):
        return NOTHING
    lacking = f"{bond.absences} lacking" if bond.absences else ""
    against = f" ({bond.divergences} against the law)" if bond.divergences else ""
    imports = f"{counted(bond.statements, 'import')}{against}" if bond.statements else ""
    return " and ".join(filter(None, (imports, lacking)))


def markdown(supposed: WhatIfResult) -> str:
    """For documents."""
    lines = ["# What if", "", *(f"- {words(said)}" for said in supposed.changes), ""]
    lines += outcome.markdown(supposed.outcome)
    if supposed.moved:
        rows = [[words(one.module), words(one.name), words(_place(one))] for one in supposed.moved]
        lines += table(("Module", "New name", "Place"), rows)
    if supposed.bonds:
        pairs = [(*ends(change), said(change.before), said(change.after)) for change in supposed.bonds]
        lines += table(("Part", "Imports", "Today", "Then"), [[words(cell) for cell in row] for row in pairs])
    return "\n".join(lines).rstrip("\n") + "\n"


def to_json(supposed: WhatIfResult, topology: str) -> str:
    """For machines."""
    content = {
        "changes": list(supposed.changes),
        "statements": supposed.statements,
        "outcome": outcome.told(supposed.outcome),
        "modules": [asdict(one) for one in supposed.moved],
        "bonds": [_change(change) for change in supposed.bonds],
    }
    return outcome.document("what-if", topology, content)


def _change(change: DependencyDelta) -> dict[str, object]:
    source, target = ends(change)
    return {"source": source, "target": target, "before": _bond(change.before), "after": _bond(change.after)}


def _bond(bond: Dependency | None) -> dict[str, object]:
    held = bond or Dependency("", "")
    figures: dict[str, object] = {
        "convergences": held.convergences,
        "divergences": held.divergences,
        "absences": held.absences,
    }
    return figures | {"unjudged": held.unjudged}
