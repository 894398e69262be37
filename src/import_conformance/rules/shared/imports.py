"""The parts that all findings about an import statement share: its place, its target, and when the import happens."""

from collections.abc import Mapping
from typing import TypedDict

from import_conformance.model.codebase import Import
from import_conformance.model.finding import Related
from import_conformance.model.topology import ImportKind
from import_conformance.rules.shared.base import Case

KIND_PHRASES = {
    ImportKind.RUNTIME: "",
    ImportKind.LAZY: " lazily",
    ImportKind.TYPING: " for type checkers",
    ImportKind.DYNAMIC: " by a call",
}


class OfImport(TypedDict):
    """Place, identity and details of a finding about an import, as keywords of a Finding."""

    path: str
    line: int
    column: int
    identity: str
    related: tuple[Related, ...]
    details: Mapping[str, object]
    module: str
    subject: str
    layer: str
    axes: Mapping[str, str]


def import_keywords(case: Case, statement: Import, **more: object) -> OfImport:
    """Return the keywords of a finding about a statement."""
    place = case.codebase.places.get(statement.imported)
    path = case.codebase.paths.get(statement.imported, "")
    return OfImport(
        path=case.codebase.paths[statement.importer],
        line=statement.line,
        column=statement.column,
        identity=statement.imported,
        related=(Related(path, 1, statement.imported, "the imported module"),) if path else (),
        details={
            "imported": statement.imported,
            "imported_layer": place.layer if place else "",
            "imported_axes": dict(place.axes) if place else {},
            "import_kind": str(statement.kind),
            "names": list(statement.names),
            **more,
        },
        **case.location(statement.importer),
    )
