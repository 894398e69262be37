"""The names that can be imported: the modules of a code base, and the names that its packages bind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from import_conformance.model.base.facts import PATH, STAR, Bindings, Facts
from import_conformance.model.dotted import lies_in_any, names_above
from import_conformance.model.patterns.pattern import Pattern

if TYPE_CHECKING:
    from import_conformance.reading.resolving.resolution import Reach

# Every module has these names, whatever its code binds.
_OF_EVERY_MODULE = frozenset(
    {"__annotations__", "__builtins__", "__cached__", "__dict__", "__doc__", "__file__", "__loader__", "__name__"}
    | {"__package__", "__path__", "__spec__", "__class__"}
)
# Reads which of some names a module binds.
ReadBindings = Callable[[str, frozenset[str]], Bindings]


@dataclass(frozen=True, eq=False)
class ImportableNames:
    """The modules and names of a code base that can be imported.

    Attributes:
        roots: The declared packages, below which all modules are own code.
        bindings: The known names that modules bind; a module without an entry may bind any.
        generated: Patterns of modules that exist even if there is no file.
        above: The dotted prefixes by which own code can be imported from a folder above a source root.
        stubbed: Packages that have a stub as well.
        folders: All folders by their dotted names: Python imports also those that hold no module.
        shared: Namespaces that have modules in several source roots, with a regular package among them.
        above_generated: Patterns of packages that exist because generated modules are in them.
    """

    modules: frozenset[str]
    packages: frozenset[str]
    namespaces: frozenset[str]
    roots: tuple[str, ...]
    bindings: Mapping[str, Bindings] = field(default_factory=dict)
    generated: tuple[Pattern, ...] = ()
    above: tuple[str, ...] = ()
    stubbed: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    above_generated: tuple[Pattern, ...] = ()

    def is_internal(self, module: str) -> bool:
        """Return whether the code base should hold a module, whether or not it does."""
        known = self._asked.get(module)
        if known is None:
            known = lies_in_any(module, self.roots)
            self._asked[module] = known
        return known

    @cached_property
    def _asked(self) -> dict[str, bool]:
        """Cache the answers of `is_internal`: the same few names are imported all over a code base."""
        return {}

    @cached_property
    def reached(self) -> "dict[tuple[str, tuple[str, ...] | None], tuple[Reach, ...]]":
        """Cache the results of `resolution`, by an absolute name and the names that are imported from it."""
        return {}

    @cached_property
    def made(self) -> set[str]:
        """Collect the modules that exist only because they are imported: generated modules, and bare folders."""
        return set()

    def own(self, name: str) -> str | None:
        """Return the module that a dotted name means, if it is own code: for `src.app.x` in the root `src`, `app.x`."""
        if self.is_internal(name):
            return name
        for prefix in self.above:
            if name.startswith(prefix + "."):
                rest = name[len(prefix) + 1 :]
                if self.is_internal(rest):
                    return rest
        return None

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """Return the packages above the declared ones: `acme`, where `acme.core` is declared."""
        return frozenset(name for root in self.roots for name in names_above(root))

    def may_lie_elsewhere(self, package: str) -> bool:
        """Return whether other distributions may hold more of a package, a namespace in several source roots.

        All internal packages above it must be namespaces, too. A folder without `__init__.py` in one source root alone
        is most likely a package whose file was forgotten.
        """
        if package not in self.shared:
            return False
        return all(each in self.namespaces or not self.is_internal(each) for each in names_above(package))

    def is_generated(self, module: str) -> bool:
        """Return whether a module exists because the topology declares it generated."""
        return any(pattern.claims(module) for pattern in self.generated)

    def is_folder(self, module: str) -> bool:
        """Return whether a module without a file is a folder, on disk or once the generated modules in it exist."""
        if module in self.folders:
            return True
        return module not in self.modules and any(pattern.claims(module) for pattern in self.above_generated)

    def exists(self, module: str) -> bool:
        """Return whether a module exists; record it in `made` if it exists only because it is imported."""
        if module in self.modules:
            return True
        if self.is_folder(module) or (self.generated and self.is_generated(module)):
            self.made.add(module)
            return True
        return False

    def base(self, importer: str, level: int, module: str) -> str | None:
        """Return the absolute name that a statement imports from; None where its dots lead above the top package."""
        if not level:
            return module
        prefix = self._prefixes.get((importer, level))
        if prefix is None:
            parts = importer.split(".")
            # Below zero, the level counts from the module's own name, as if it were a package.
            drop = -level - 1 if level < 0 else level - (importer in self.packages)
            prefix = ".".join(parts[: len(parts) - drop]) if drop < len(parts) else ""
            self._prefixes[importer, level] = prefix
        return f"{prefix}.{module}" if prefix and module else prefix or None

    @cached_property
    def _prefixes(self) -> dict[tuple[str, int], str]:
        """Cache the packages that the dots in a module lead to; "" for above the top-level package."""
        return {}

    def nearest(self, module: str) -> str:
        """Return the nearest package above a missing module, which Python imports before it fails; "" for none."""
        parent = module.rpartition(".")[0]
        while parent and not self.exists(parent):
            parent = parent.rpartition(".")[0]
        return parent

    def offers(self, module: str, name: str) -> bool:
        """Return False only when a package certainly does not have a name, neither of its own nor by star imports."""
        pending, seen = [module], {module}
        while pending:
            current = pending.pop()
            known = self.bindings.get(current)
            if current in self.namespaces or current not in self.modules:
                continue
            if known is None or known.is_open or not known.is_whole or name in known.names:
                return True
            for source in self.star_sources(current, known):
                # A module below the source may be one of the names that it has, or names in its `__all__`.
                if source is None or f"{source}.{name}" in self.modules:
                    return True
                if source not in seen:
                    seen.add(source)
                    pending.append(source)
        return name in _OF_EVERY_MODULE

    def star_sources(self, module: str, known: Bindings) -> list[str | None]:
        """Return the modules that a module imports all names from; None for each unknown one."""
        bases = (self.base(module, level, name) for level, name in known.stars)
        own = (self.own(base) if base else None for base in bases)
        return [name if name in self.modules else None for name in own]


def bindings_asked(facts: Mapping[str, Facts], names: ImportableNames, read: ReadBindings) -> dict[str, Bindings]:
    """Find out, by module, whether it binds the names that others import from it, as far as these are no modules."""
    asked: dict[str, set[str]] = {}
    known: dict[str, Bindings] = {}
    pending = _asked_by_statements(facts, names)
    while pending:
        for module, wanted in pending.items():
            asked.setdefault(module, set()).update(wanted)
            if module not in known or not known[module].is_whole:
                known[module] = read(module, frozenset(asked[module]))
        pending = _asked_through_stars(pending, known, names)
        for module in [*pending]:
            pending[module] -= asked.get(module, set())
            if not pending[module] or not _can_be_asked(module, facts, names):
                del pending[module]
    return known


def _can_be_asked(module: str, facts: Mapping[str, Facts], names: ImportableNames) -> bool:
    return module in facts and not facts[module].unread and module not in names.stubbed


def _asked_by_statements(facts: Mapping[str, Facts], names: ImportableNames) -> dict[str, set[str]]:
    """Return the names to look up by module: those imported from it that are no modules, and what may make modules."""
    taken_from: set[tuple[str, tuple[str, ...]]] = set()
    others: set[tuple[str, tuple[str, ...]]] = set()
    modules, packages = names.modules, names.packages - names.namespaces
    own = tuple(f"{name}." for name in (*names.roots, *names.above)) + names.roots
    for importer, known in facts.items():
        # This loop runs over all imports of a code base, so it avoids calls.
        for _, _, module, level, taken, _, _ in known.imports:
            base = names.base(importer, level, module) if level else module
            if base in packages:
                if taken:
                    taken_from.add((base or "", taken))
            elif base and base not in modules and base.startswith(own):
                others.add((base, taken or ()))
    missing = _missing(others, packages, taken_from, names)
    asked: dict[str, set[str]] = {}
    for base, taken in taken_from:
        wanted = {name for name in taken if name == STAR or f"{base}.{name}" not in modules}
        if wanted:
            asked.setdefault(base, set()).update(wanted)
    for module in missing:
        asked.setdefault(names.nearest(module), set()).add(PATH)
    return {module: asked[module] for module in sorted(asked) if _can_be_asked(module, facts, names)}


def _missing(
    bases: Iterable[tuple[str, tuple[str, ...]]],
    packages: frozenset[str],
    taken_from: set[tuple[str, tuple[str, ...]]],
    names: ImportableNames,
) -> set[str]:
    """Return the missing modules among imported names; the nearest package above each may create it when it runs.

    Own code that is named from above its root, as `src.app` for `app`, exists: the names imported from such a package
    are added to `taken_from`.
    """
    missing: set[str] = set()
    for base, taken in bases:
        own = names.own(base)
        if own in packages:
            if taken:
                taken_from.add((own, taken))
        elif own is not None and own not in names.modules and not (names.generated and names.is_generated(own)):
            missing.add(own)
    return missing


def _asked_through_stars(
    asked: Mapping[str, set[str]], known: Mapping[str, Bindings], names: ImportableNames
) -> dict[str, set[str]]:
    """Return the names to look up in modules from which others, which do not bind them, import all names."""
    further: dict[str, set[str]] = {}
    for module, wanted in asked.items():
        found = known[module]
        missing = set() if found.is_open or not found.is_whole else wanted.difference(found.names, (STAR, PATH))
        for source in names.star_sources(module, found) if missing else ():
            if source is not None:
                further.setdefault(source, set()).update(missing)
    return further
