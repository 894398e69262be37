"""What if: the findings that would come and go, the modules with new names, and the dependencies of the parts."""

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
    """Return the answer for people: the changes, then what they would do."""
    lines = [line for change in supposed.changes for line in view.block(f"If {change}", "")]
    lines += [f"{counted(supposed.statements, 'import statement')} would be rewritten or removed.", ""]
    lines += [*outcome.text(supposed.outcome, view), ""]
    lines += [*_renamed(supposed, view), *_bonds(supposed, view)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _renamed(supposed: WhatIfResult, view: View) -> Iterator[str]:
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
        yield from view.block(
            f"{' -> '.join(ends(change))}: {in_words(change.before)}, then {in_words(change.after)}", hang=4
        )
    yield from view.more(len(supposed.bonds))


def ends(change: DependencyDelta) -> tuple[str, str]:
    """Return the two parts."""
    bond = change.before or change.after or Dependency("", "")
    return bond.source, bond.target


def in_words(bond: Dependency | None) -> str:
    """Return the dependency between two parts in words."""
    if bond is None or not (bond.statements or bond.absences):
        return NOTHING
    missing = f"{bond.absences} missing" if bond.absences else ""
    against = f" ({bond.divergences} against the law)" if bond.divergences else ""
    imports = f"{counted(bond.statements, 'import')}{against}" if bond.statements else ""
    return " and ".join(filter(None, (imports, missing)))


def markdown(supposed: WhatIfResult) -> str:
    """Return the answer for documents."""
    lines = ["# What if", "", *(f"- {words(change)}" for change in supposed.changes), ""]
    lines += outcome.markdown(supposed.outcome)
    if supposed.moved:
        rows = [[words(one.module), words(one.name), words(_place(one))] for one in supposed.moved]
        lines += table(("Module", "New name", "Place"), rows)
    if supposed.bonds:
        pairs = [(*ends(change), in_words(change.before), in_words(change.after)) for change in supposed.bonds]
        lines += table(("Part", "Imports", "Today", "Then"), [[words(cell) for cell in row] for row in pairs])
    return "\n".join(lines).rstrip("\n") + "\n"


def to_json(supposed: WhatIfResult, topology: str) -> str:
    """Return the answer for machines."""
    content = {
        "changes": list(supposed.changes),
        "statements": supposed.statements,
        "outcome": outcome.figures(supposed.outcome),
        "modules": [asdict(one) for one in supposed.moved],
        "bonds": [_change(change) for change in supposed.bonds],
    }
    return outcome.document("what-if", topology, content)


def _change(change: DependencyDelta) -> dict[str, object]:
    source, target = ends(change)
    return {"source": source, "target": target, "before": _bond(change.before), "after": _bond(change.after)}


def _bond(bond: Dependency | None) -> dict[str, object]:
    figures = asdict(bond or Dependency("", ""))
    return {name: figures[name] for name in ("convergences", "divergences", "absences", "unjudged")}
