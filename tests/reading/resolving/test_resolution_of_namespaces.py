"""Namespaces whose portions lie in several distributions: what is own code, and what may lie elsewhere."""

import pytest

from import_conformance.model.base.facts import ImportStatement
from import_conformance.model.codebase import Import, Unresolved
from import_conformance.model.topology import ImportKind
from import_conformance.reading.resolving.importable import ImportableNames
from import_conformance.reading.resolving.resolution import resolve

MODULES = frozenset({"acme.core", "acme.billing", "acme.billing.due"})
TWO = ImportableNames(MODULES, frozenset({"acme.core", "acme.billing"}), frozenset(), ("acme.core", "acme.billing"))
SHARED = ImportableNames(
    MODULES | {"acme", "acme.cloud", "acme.cloud.one", "acme.plain", "acme.plain.a"},
    frozenset({"acme", "acme.core", "acme.billing", "acme.cloud", "acme.cloud.one", "acme.plain"}),
    frozenset({"acme", "acme.cloud", "acme.plain"}),
    ("acme",),
    shared=frozenset({"acme", "acme.cloud"}),
)


def reached(names: ImportableNames, module: str, *taken: str, level: int = 0) -> list[tuple[str, str]]:
    """Return where an import of `acme.core` leads, and whether that is own, outside or missing."""
    statement = ImportStatement(1, 1, module, level, taken or None, ImportKind.RUNTIME)
    found = []
    for each in resolve("acme.core", [statement], names):
        if isinstance(each, Unresolved):
            found.append((each.target, "missing"))
        elif isinstance(each, Import):
            found.append((each.imported, "own" if names.is_internal(each.imported) else "outside"))
    return found


@pytest.mark.parametrize(
    ("module", "taken", "level"),
    [("acme", ("billing",), 0), ("", ("billing",), 2), ("acme.billing", ("due",), 0), ("acme.billing.due", (), 0)],
)
def test_a_declared_portion_is_own_code_in_every_spelling(module: str, taken: tuple[str, ...], level: int) -> None:
    """Also where it is taken from the namespace above."""
    assert [kind for _, kind in reached(TWO, module, *taken, level=level)] == ["own"]


def test_an_undeclared_portion_taken_from_the_namespace_is_external() -> None:
    """One statement may take a declared portion and another one."""
    assert reached(TWO, "acme", "billing", "other") == [("acme.billing", "own"), ("acme", "outside")]


@pytest.mark.parametrize(
    ("module", "taken"), [("acme.storage", ()), ("acme", ("storage",)), ("acme.storage.blob", ("Client",)),
                          ("acme.cloud.two", ()), ("acme.cloud", ("two",))],
)  # fmt: skip
def test_another_portion_of_a_shared_namespace_is_not_missing(module: str, taken: tuple[str, ...]) -> None:
    """It may come from another distribution: nothing above it has an `__init__.py`, and several roots share it."""
    statement = ImportStatement(1, 1, module, 0, taken or None, ImportKind.RUNTIME)

    assert not [each for each in resolve("acme.core", [statement], SHARED) if isinstance(each, Unresolved)]


@pytest.mark.parametrize(("module", "taken"), [("acme.plain.b", ()), ("acme.plain", ("b",)), ("acme.billing.dew", ())])
def test_a_folder_below_one_root_is_no_shared_namespace(module: str, taken: tuple[str, ...]) -> None:
    """Its `__init__.py` was most likely forgotten, and a regular package has no portions elsewhere."""
    assert "missing" in [kind for _, kind in reached(SHARED, module, *taken)]
