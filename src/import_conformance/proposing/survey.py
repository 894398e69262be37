"""The code base as a tree of names with its imports counted: all that a proposal looks at."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from import_conformance.model.codebase import Codebase, Fate
from import_conformance.model.graphs.cutting import find_cycles
from import_conformance.model.laws.law import RUNNING_KINDS
from import_conformance.proposing.words import TESTS

Arc = tuple[str, str]


@dataclass(frozen=True)
class Survey:
    """What is there.

    modules: those that have a file, sorted. statements: how many import statements lead from one to another; running:
    the same without those for type checkers. packages: the top packages of the topology. inits: the modules that are
    an `__init__.py`.
    """

    modules: tuple[str, ...]
    statements: Mapping[Arc, int]
    running: Mapping[Arc, int]
    packages: tuple[str, ...]
    inits: frozenset[str] = frozenset()

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """The last names below each package, sorted; tests and private names are no parts of an architecture."""
        found: dict[str, set[str]] = {}
        for module in self.modules:
            parts = module.split(".")
            for at in range(1, len(parts)):
                found.setdefault(".".join(parts[:at]), set()).add(parts[at])
        return {parent: tuple(sorted(names)) for parent, names in found.items()}

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """How many modules lie in each package, itself included."""
        found: Counter[str] = Counter()
        for module in self.modules:
            parts = module.split(".")
            found.update(".".join(parts[:at]) for at in range(1, len(parts) + 1))
        return found

    @cached_property
    def typing(self) -> Mapping[Arc, int]:
        """The statements for type checkers only."""
        return Counter(self.statements) - Counter(self.running)

    def between(self, part_of: Mapping[str, str]) -> Counter[Arc]:
        """How many statements lead from one part to another when the code runs; what type checkers read tells no order.

        part_of: the part of each module that has one.
        """
        return _between(self.running, part_of)

    def for_checkers(self, part_of: Mapping[str, str]) -> Counter[Arc]:
        """How many statements lead from one part to another for type checkers only."""
        return _between(self.typing, part_of)

    @cached_property
    def package_circles(self) -> tuple[int, int]:
        """How many packages hold modules, and how many statements must go until no circle of packages is left."""
        held = {module: self._package(module) for module in self.modules}
        arcs = self.between(held)
        cut = (arc for circle in find_cycles(arcs) for arc in circle.cut)
        return len(set(held.values())), sum(arcs[arc] for arc in cut)

    def _package(self, module: str) -> str:
        return module if module in self.children or module in self.inits else module.rpartition(".")[0] or module


def _between(statements: Mapping[Arc, int], part_of: Mapping[str, str]) -> Counter[Arc]:
    found: Counter[Arc] = Counter()
    for (importer, imported), count in statements.items():
        source, target = part_of.get(importer), part_of.get(imported)
        if source and target and source != target:
            found[source, target] += count
    return found


def survey(codebase: Codebase, packages: Iterable[str]) -> Survey:
    """Count what a code base holds; tests and what cannot be read are left out, as the topology leaves them out."""
    unread = {file.module for file in codebase.files if file.fate is Fate.UNPARSABLE}
    modules = tuple(sorted(module for module in codebase.paths if not is_test(module) and module not in unread))
    inits = frozenset(module for module in modules if codebase.paths[module].endswith("/__init__.py"))
    held = set(modules)
    kept = [s for s in codebase.imports if s.importer in held and not is_test(s.imported) and s.imported not in unread]
    statements = Counter((s.importer, s.imported) for s in kept)
    running = Counter((s.importer, s.imported) for s in kept if s.kind in RUNNING_KINDS)
    return Survey(modules, statements, running, tuple(packages), inits)


def is_test(module: str) -> bool:
    """True for a module of a test suite that lies inside a package."""
    parts = module.split(".")
    return not TESTS.isdisjoint(parts) or parts[-1] == "conftest"
