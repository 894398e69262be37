"""Which ORM models a file writes to, resolved to the modules that define them."""

from dataclasses import dataclass

from conformance.model.codebase import Codebase
from conformance.rules.base import Case

FURTHEST = 8


@dataclass(frozen=True)
class Written:
    """The models of one file: those that were found, and the number of writes whose model the file does not tell."""

    models: tuple[str, ...]
    untold: int
    line: int


def written_by(case: Case, module: str) -> Written:
    """The ORM models that a module adds, merges, inserts, updates or deletes, by their qualified names."""
    facts = case.codebase.facts.get(module)
    writes = facts.source.writes if facts and facts.source else ()
    found: dict[str, int] = {}
    for write in writes:
        if write.model is not None:
            model = defining(case.codebase, module, write.model)
            if model:
                found.setdefault(model, write.line)
    untold = sum(write.model is None for write in writes)
    return Written(tuple(sorted(found)), untold, min(found.values(), default=1))


def defining(codebase: Codebase, module: str, name: str) -> str | None:
    """The qualified name of an ORM model, followed through re-exports to where its class is; None when it is none."""
    absolute = codebase.absolute(module, name)
    home, _, last = absolute.rpartition(".")
    if not home:
        home, last = module, absolute
    for _ in range(FURTHEST):
        if (home, last) in codebase.tables:
            return f"{home}.{last}"
        onward = _imported_from(codebase, home, last)
        if onward is None:
            return None
        home, last = onward
    return None


def _imported_from(codebase: Codebase, module: str, name: str) -> tuple[str, str] | None:
    """Where a module has a name from, when it imports it from another module of the code base."""
    for edge in codebase.imports_by_importer.get(module, ()):
        if (name in edge.names or edge.names == ("*",)) and edge.imported != module:
            return edge.imported, name
    return None
