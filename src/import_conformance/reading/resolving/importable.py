"""What can be imported: the modules of a code base, and the names that its packages bind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from import_conformance.model.dotted import lies_in_any
from import_conformance.model.facts import Bindings, Facts
from import_conformance.model.patterns.pattern import Pattern
from import_conformance.reading.source.module_bindings import PATH, STAR

if TYPE_CHECKING:
    from import_conformance.reading.resolving.resolution import Reach

# Every module has these names, whatever its text binds.
_OF_EVERY_MODULE = frozenset(
    {"__annotations__", "__builtins__", "__cached__", "__dict__", "__doc__", "__file__", "__loader__", "__name__"}
    | {"__package__", "__path__", "__spec__", "__class__"}
)
# Reads of a module what is asked for of its names.
ReadBindings = Callable[[str, frozenset[str]], Bindings]


@dataclass(frozen=True, eq=False)
class ImportableNames:
    """What can be imported.

    Attributes:
        modules: All modules that exist in whatever sense, also those that are not read.
        packages: Those that can hold others; namespaces: those of them that have no file.
        roots: The top-level packages, below which all modules are own code.
        bindings: What is known of the names that modules bind; a module without an entry may bind any.
        generated: Patterns of modules that exist whether or not a file is there.
        above: The names of the folders that own packages lie in, as an import from above them has them.
        stubbed: Packages for which a stub speaks, too.
        folders: Folders by their dotted names; Python imports those that hold no module, too.
        shared: Namespaces that have modules below several source roots, with a regular package among them.
        above_generated: Patterns of packages that are there because generated modules lie in them.
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
        """True when the code base should hold the module, whether or not it does."""
        known = self._asked.get(module)
        if known is None:
            known = lies_in_any(module, self.roots)
            self._asked[module] = known
        return known

    @cached_property
    def _asked(self) -> dict[str, bool]:
        """The answers so far: the same few names are imported all over a code base."""
        return {}

    @cached_property
    def reached(self) -> "dict[tuple[str, tuple[str, ...] | None], tuple[Reach, ...]]":
        """What has been reached so far, by an absolute name and the names taken from it."""
        return {}

    @cached_property
    def made(self) -> set[str]:
        """What was imported so far of what exists only when it is imported: generated modules, and bare folders."""
        return set()

    def own(self, name: str) -> str | None:
        """The module that a dotted name means, if it is own code: `src.app.x` is `app.x` where `src` is a root."""
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
        """What lies above the roots: `acme`, where `acme.core` is a root."""
        return frozenset(root[:at] for root in self.roots for at, sign in enumerate(root) if sign == ".")

    def may_lie_elsewhere(self, package: str) -> bool:
        """Whether other distributions may hold more of a package: it is a namespace that several source roots share.

        All that lies above it within the roots is a namespace, too. A folder without `__init__.py` below one root alone
        is most likely a package whose file was forgotten.
        """
        if package not in self.shared:
            return False
        above = (package[:at] for at, sign in enumerate(package) if sign == ".")
        return all(each in self.namespaces or not self.is_internal(each) for each in above)

    def is_generated(self, module: str) -> bool:
        """Whether a module exists because the topology says that it is generated."""
        return any(pattern.claims(module) for pattern in self.generated)

    def is_folder(self, module: str) -> bool:
        """Whether a module that no file makes is a folder, on disk or when the generated modules in it are there."""
        if module in self.folders:
            return True
        return module not in self.modules and any(pattern.claims(module) for pattern in self.above_generated)

    def exists(self, module: str) -> bool:
        """Whether a module is there, in whatever sense."""
        if module in self.modules:
            return True
        if self.is_folder(module) or (self.generated and self.is_generated(module)):
            self.made.add(module)
            return True
        return False

    def base(self, importer: str, level: int, module: str) -> str | None:
        """The absolute name that a statement imports or imports from; None when its dots lead above the top."""
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
        """Where dots in a module lead to; "" for above the top."""
        return {}

    def nearest(self, module: str) -> str:
        """The nearest package above a missing module, which Python runs before it misses the rest; "" for none."""
        parent = module.rpartition(".")[0]
        while parent and not self.exists(parent):
            parent = parent.rpartition(".")[0]
        return parent

    def offers(self, module: str, name: str) -> bool:
        """False only when a package is sure to have no such name, neither of its own nor by star imports."""
        pending, seen = [module], {module}
        while pending:
            at = pending.pop()
            known = self.bindings.get(at)
            if at in self.namespaces or at not in self.modules:
                continue
            if known is None or known.is_open or not known.is_whole or name in known.names:
                return True
            for source in self.star_sources(at, known):
                # A module below the source may be one of the names that it has, or names in its `__all__`.
                if source is None or f"{source}.{name}" in self.modules:
                    return True
                if source not in seen:
                    seen.add(source)
                    pending.append(source)
        return name in _OF_EVERY_MODULE

    def star_sources(self, module: str, known: Bindings) -> list[str | None]:
        """The modules that a module takes all names from; None for one of which nothing is known."""
        bases = (self.base(module, level, name) for level, name in known.stars)
        own = (self.own(base) if base else None for base in bases)
        return [name if name in self.modules else None for name in own]


def bindings_asked(facts: Mapping[str, Facts], names: ImportableNames, read: ReadBindings) -> dict[str, Bindings]:
    """Find out of the modules from which names are taken, that are no modules, whether they bind those names.

    Args:
        facts: By module, those that can be asked.
        names: What can be imported.
        read: Looks into a module for the names that are asked of it.
    """
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
    """What statements take from packages that is no module, and which modules might make those that are missing."""
    taken_from: set[tuple[str, tuple[str, ...]]] = set()
    others: set[tuple[str, tuple[str, ...]]] = set()
    modules, packages = names.modules, names.packages - names.namespaces
    own = tuple(f"{name}." for name in (*names.roots, *names.above)) + names.roots
    for importer, known in facts.items():
        # A loop over all imports of a code base: nothing is called in it that need not be.
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
    """Of what no module is named by, the modules that are not there, which the nearest one above may make.

    Own code under the name of a root, `src.app` for `app`, is there: if it is a package, what is taken from it is asked
    of it as under its own name.
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
    """What modules are asked for because others, which do not bind it themselves, take all of their names."""
    further: dict[str, set[str]] = {}
    for module, wanted in asked.items():
        found = known[module]
        missing = set() if found.is_open or not found.is_whole else wanted.difference(found.names, (STAR, PATH))
        for source in names.star_sources(module, found) if missing else ():
            if source is not None:
                further.setdefault(source, set()).update(missing)
    return further
