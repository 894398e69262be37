"""The code base as a tree of names with its imports counted: all that a proposal looks at."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from import_conformance.model.base.law import RUNNING_KINDS
from import_conformance.model.codebase import Codebase, Fate
from import_conformance.model.graphs.cutting import find_cycles

Arc = tuple[str, str]


@dataclass(frozen=True)
class Survey:
    """The modules of a code base and the number of import statements between them.

    Attributes:
        modules: Those that have a file, sorted.
        statements: How many import statements lead from one module to another.
        running: The same without those for type checkers.
        packages: The top packages of the topology.
        inits: The modules that are an `__init__.py`.
    """

    modules: tuple[str, ...]
    statements: Mapping[Arc, int]
    running: Mapping[Arc, int]
    packages: tuple[str, ...]
    inits: frozenset[str] = frozenset()

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """The last names of what lies directly below each package, sorted; only names that a pattern can spell."""
        found: dict[str, set[str]] = {}
        for module in self.modules:
            parts = module.split(".")
            for depth in range(1, len(parts)):
                found.setdefault(".".join(parts[:depth]), set()).add(parts[depth])
        return {parent: tuple(sorted(filter(str.isidentifier, names))) for parent, names in found.items()}

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """How many modules lie in each package, itself included."""
        found: Counter[str] = Counter()
        for module in self.modules:
            parts = module.split(".")
            found.update(".".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        return found

    @cached_property
    def typing(self) -> Mapping[Arc, int]:
        """The statements for type checkers only, which say nothing about the order of the parts."""
        return Counter(self.statements) - Counter(self.running)

    @cached_property
    def package_cycles(self) -> tuple[int, int]:
        """How many packages hold modules, and how many statements must go until the packages form no cycle."""
        package_of = {module: self._package(module) for module in self.modules}
        arcs = contracted(self.running, package_of)
        cut = (arc for cycle in find_cycles(arcs) for arc in cycle.cut)
        return len(set(package_of.values())), sum(arcs[arc] for arc in cut)

    def _package(self, module: str) -> str:
        return module if module in self.children or module in self.inits else module.rpartition(".")[0] or module


def contracted(statements: Mapping[Arc, int], part_of: Mapping[str, str]) -> Counter[Arc]:
    """Add up the statements from one part to another, without those inside a part.

    Args:
        statements: How many lead from one module, or smaller part, to another.
        part_of: The part of each of these that has one.
    """
    found: Counter[Arc] = Counter()
    for (importer, imported), count in statements.items():
        source, target = part_of.get(importer), part_of.get(imported)
        if source and target and source != target:
            found[source, target] += count
    return found


def survey(codebase: Codebase, packages: Iterable[str]) -> Survey:
    """Count what a code base holds; tests and unreadable files are left out, as the topology excludes them."""
    unread = {file.module for file in codebase.files if file.fate is Fate.UNPARSABLE}
    modules = tuple(sorted(module for module in codebase.paths if not is_test(module) and module not in unread))
    inits = frozenset(module for module in modules if codebase.paths[module].endswith("/__init__.py"))
    known = set(modules)
    counted = [
        each
        for each in codebase.imports
        if each.importer in known and not is_test(each.imported) and each.imported not in unread
    ]
    statements = Counter((each.importer, each.imported) for each in counted)
    running = Counter((each.importer, each.imported) for each in counted if each.kind in RUNNING_KINDS)
    return Survey(modules, statements, running, tuple(packages), inits)


def is_test(module: str) -> bool:
    """Return whether a module belongs to a test suite that lies inside a package."""
    parts = module.split(".")
    return "tests" in parts or parts[-1] == "conftest"
