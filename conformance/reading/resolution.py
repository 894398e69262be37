"""From import statements to edges: which module of the code base, or which external one, an import reaches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from conformance.model.codebase import Import, Unresolved
from conformance.model.facts import ImportStatement


@dataclass(frozen=True, eq=False)
class Names:
    """What can be imported: all modules of the code base, which of them are packages, which packages have no file."""

    modules: frozenset[str]
    packages: frozenset[str]
    namespaces: frozenset[str]
    roots: tuple[str, ...]

    def is_internal(self, module: str) -> bool:
        """True when the code base should hold the module, whether or not it does."""
        known = self._asked.get(module)
        if known is None:
            known = any(module == root or module.startswith(root + ".") for root in self.roots)
            self._asked[module] = known
        return known

    @cached_property
    def _asked(self) -> dict[str, bool]:
        """The answers so far: the same few names are imported all over a code base."""
        return {}


def resolve(importer: str, statements: Iterable[ImportStatement], names: Names) -> Iterator[Import | Unresolved]:
    """Say where each import of a module leads.

    `from a import b` reaches the module a.b where there is one and the module a otherwise; the names that are taken
    from one module by one statement form one edge.
    """
    for statement in statements:
        base = _base(importer, statement, names)
        if base is None:
            dots = "." * statement.level
            yield _unresolved(importer, statement, f"{dots}{statement.module}", statement.names or ())
        elif statement.names is None:
            yield from _whole(importer, statement, base, names)
        else:
            yield from _parts(importer, statement, base, statement.names, names)


def _base(importer: str, statement: ImportStatement, names: Names) -> str | None:
    """The absolute name that the statement imports or imports from; None when its dots lead above the top."""
    if not statement.level:
        return statement.module
    parts = importer.split(".")
    drop = statement.level - (importer in names.packages)
    if drop >= len(parts):
        return None
    kept = parts[: len(parts) - drop]
    return ".".join([*kept, statement.module] if statement.module else kept)


def _whole(importer: str, statement: ImportStatement, target: str, names: Names) -> Iterator[Import | Unresolved]:
    """`import a.b`: where a.b does not exist, Python has still imported a by then."""
    if not names.is_internal(target) or target in names.modules:
        yield _edge(importer, statement, target, ())
        return
    yield _unresolved(importer, statement, target, ())
    parent = target.rpartition(".")[0]
    if parent in names.modules:
        yield _edge(importer, statement, parent, ())


def _parts(
    importer: str, statement: ImportStatement, base: str, taken: tuple[str, ...], names: Names
) -> Iterator[Import | Unresolved]:
    """`from base import taken`."""
    if not names.is_internal(base):
        yield _edge(importer, statement, base, taken)
        return
    attributes = []
    modules = names.modules
    for name in taken:
        whole = f"{base}.{name}"
        if whole in modules:
            yield _edge(importer, statement, whole, (name,))
        else:
            attributes.append(name)
    if attributes and base in modules:
        yield _edge(importer, statement, base, tuple(attributes))
        if base in names.namespaces and attributes != ["*"]:
            for name in attributes:
                yield _unresolved(importer, statement, f"{base}.{name}", (name,))
    elif attributes:
        yield _unresolved(importer, statement, base, tuple(attributes))


def _edge(importer: str, statement: ImportStatement, imported: str, taken: tuple[str, ...]) -> Import:
    line, column, _, _, _, kind = statement
    return Import(importer, imported, line, column, kind, taken)


def _unresolved(importer: str, statement: ImportStatement, target: str, taken: tuple[str, ...]) -> Unresolved:
    return Unresolved(importer, target, statement.line, statement.column, statement.kind, taken)
