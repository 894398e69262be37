"""Suggestions for an import that leads nowhere."""

from difflib import get_close_matches

from import_conformance.model.codebase import Unresolved
from import_conformance.model.language.phrases import enumerated
from import_conformance.rules.shared.base import Case

REMEDY = "correct the name, name the module in `source.generated` if a build makes it, or delete the import"
# How alike two names must be for one to be a misspelling of the other: one of five letters differs, or two are swapped.
ALIKE = 0.75


def suggestion(case: Case, statement: Unresolved) -> str:
    """Return what the import may have meant: modules of its last name, nearest in the tree, or else a similar name."""
    target = statement.target
    parts = target.split(".")
    twins = [module for module in case.codebase.modules_by_last_name.get(parts[-1], ()) if module != target]
    if not twins:
        alike = _alike(case, parts, _bound(case, target) if is_of_name(case, statement) else ())
        return f"did you mean {alike}?" if alike else REMEDY
    shared = {module: len(set(module.split(".")) & set(parts)) for module in twins}
    nearest = max(shared.values())
    best = [module for module in twins if shared[module] == nearest]
    return f"did you mean {best[0]}?" if len(best) == 1 else f"did you mean one of {enumerated(best, 3)}?"


def _bound(case: Case, target: str) -> tuple[str, ...]:
    """Return the names that the package binds from which a missing one is imported."""
    facts = case.codebase.facts.get(target.rpartition(".")[0])
    return facts.bindings.names if facts and facts.bindings else ()


def _alike(case: Case, parts: list[str], bound: tuple[str, ...]) -> str:
    """Return the dotted name with each missing part replaced by the most similar existing one; "" when there is none.

    It is never the name itself, which exists where another module's import made a package of it.

    Args:
        case: The topology and the code.
        parts: The parts of the dotted name.
        bound: Names that the last part may mean besides modules.
    """
    found = ""
    for index, part in enumerate(parts):
        whole = f"{found}.{part}" if found else part
        if whole not in case.codebase.modules:
            others = bound if index == len(parts) - 1 else ()
            near = get_close_matches(part, sorted({*case.modules_below.get(found, ()), *others}), 1, ALIKE)
            if not near:
                return ""
            whole = f"{found}.{near[0]}" if found else near[0]
        found = whole
    return "" if found == ".".join(parts) else found


def is_of_name(case: Case, statement: Unresolved) -> bool:
    """Return whether a name is imported from a package that exists."""
    package, _, name = statement.target.rpartition(".")
    return statement.names == (name,) and case.is_package(package)
