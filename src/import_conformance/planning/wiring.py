"""Where an import that a law requires can be added: the module, and which of the required modules it imports."""

from collections.abc import Iterator

from import_conformance.model.answers.remedy import AddImport
from import_conformance.model.finding import Finding
from import_conformance.model.topology import ImportKind, Require
from import_conformance.rules.shared.base import Case

# As people write imports: at the top of a file where that is allowed.
_KINDS = (ImportKind.RUNTIME, ImportKind.LAZY, ImportKind.TYPING)


def wirings(case: Case, law: Require, finding: Finding) -> Iterator[AddImport]:
    """Yield the legal imports that would meet an obligation, the plainest first; only between files.

    Args:
        case: The code base and its topology.
        law: What requires an import.
        finding: Of that law.
    """
    targets = sorted(case.select.any_of(law.targets) & case.codebase.paths.keys())
    for module in [finding.module] if law.every == "module" else _bound(case, law, finding.subject):
        for target in targets:
            for kind in _KINDS:
                legal = kind in law.kinds and case.permission.is_legal(module, target, (kind,))
                if legal and module != target:
                    yield AddImport(case.codebase.paths[module], module, target, (), kind)


def _bound(case: Case, law: Require, subject: str) -> list[str]:
    """Return the files of a subject that is the value of an axis: those of the topmost layer first, packages last."""
    places = case.codebase.places
    layers = {layer.name: index for index, layer in enumerate(case.topology.layers)}
    scope = case.within(law.within) - case.select.any_of(law.targets)
    files = scope & case.codebase.facts.keys() & places.keys()
    bound = [module for module in files if places[module].axes.get(law.every) == subject]
    return sorted(bound, key=lambda module: (layers[places[module].layer], case.is_package(module), module))
