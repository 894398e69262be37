"""The code that is judged: every file with its fate, every module with its place, every import with its statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from import_conformance.model.base.facts import Facts
from import_conformance.model.by_key import by_key
from import_conformance.model.likeness import Likeness
from import_conformance.model.patterns.pattern import Capture
from import_conformance.model.topology import Guard, ImportKind, LocatedPattern, Problem

if TYPE_CHECKING:
    from grimp import ImportGraph


class Fate(StrEnum):
    """What became of a file on disk; each file has exactly one."""

    JUDGED = "judged"
    UNPLACED = "unplaced"
    UNPARSABLE = "unparsable"
    EXCLUDED = "excluded"
    GENERATED = "generated"
    OPAQUE = "opaque"
    NOT_REGULAR = "not_regular"
    NOT_IMPORTABLE = "not_importable"
    SHADOWED = "shadowed"
    LINKED = "linked"


@dataclass(frozen=True)
class Place:
    """The place of a module in the architecture.

    Attributes:
        captures: What the `{axis}` segments of the pattern took from the module's name.
    """

    layer: str
    captures: tuple[Capture, ...]
    by: LocatedPattern

    @cached_property
    def axes(self) -> Mapping[str, str]:
        """The value on each axis, by the name of the axis."""
        return {capture.axis: capture.value for capture in self.captures}

    def __str__(self) -> str:
        """Return the place as people write it: `policies L5`."""
        return " ".join((*(capture.value for capture in reversed(self.captures)), self.layer))


class SourceFile(NamedTuple):
    """A file on disk below a source root.

    Attributes:
        path: Relative to its source root, with `/`.
        reason: Why its fate is not `judged`; "" where that needs no explanation.
        line: Where the reason applies, from 1.
        column: Where the reason applies, from 1.
        recovered: Whether plain grimp, given the same packages, would have missed it.
        root: Its source root; "" where there is only one.
        advice: What to do about it, where that is not the usual.
        same_as: The path under which the file is counted already, for a further name that a link gives it; "" for any
            other file.
    """

    path: str
    fate: Fate
    module: str | None = None
    reason: str = ""
    line: int = 1
    column: int = 1
    recovered: bool = False
    root: str = ""
    advice: str = ""
    same_as: str = ""


class Beside(NamedTuple):
    """Python code beside the declared packages, which no law judges: a file, or a folder (`tools/`)."""

    path: str
    root: str = ""

    @property
    def module(self) -> str:
        """The name under which it is imported."""
        return self.path.removesuffix("/").removesuffix(".py").replace("/", ".")


class Unread(NamedTuple):
    """Something that the topology names and that is not read, because a link to it leads out of the repository.

    Attributes:
        path: Relative to its source root, with `/`.
        what: A phrase for messages: `the source root 'src'`.
        is_code: Whether it is code; False for a baseline.
    """

    path: str
    root: str
    what: str
    is_code: bool = True


class Import(NamedTuple):
    """One import statement as far as it reaches one module: the unit in which divergences are counted.

    Attributes:
        imported: A module of the code base, or the full dotted name of an external one.
        line: From 1.
        column: From 1.
        names: The names that are taken from the module; () for `import module`.
        guard: Whether the code works without the import.
    """

    importer: str
    imported: str
    line: int
    column: int
    kind: ImportKind
    names: tuple[str, ...] = ()
    guard: Guard = Guard.NONE


class Unresolved(NamedTuple):
    """An import of a module that should be in the code base and is not there.

    The fields are those of `Import`; `target` is the dotted name that leads nowhere.
    """

    importer: str
    target: str
    line: int
    column: int
    kind: ImportKind
    names: tuple[str, ...] = ()
    guard: Guard = Guard.NONE


class ForeignConfiguration(NamedTuple):
    """A file outside the topology that decides what `lint-imports` reports.

    Attributes:
        path: Relative to the first source root, with `/`.
        line: From 1.
        identity: Distinguishes it from other findings in the same file.
    """

    path: str
    line: int
    identity: str
    message: str
    fix: str


def graph_name(module: str) -> str:
    """Return a module's name in grimp's graph.

    The graph takes no undecodable bytes, and its names are printed as rich markup.
    """
    if module.isprintable() and "[" not in module:
        return module
    return "".join(c if c.isprintable() and c != "[" else f"\\u{ord(c):04x}" for c in module)


@dataclass(frozen=True)
class Codebase:
    """Everything that a rule may know about the code.

    Attributes:
        files: The ledger: every file on disk, sorted by path.
        modules: The dotted names of all modules, namespace packages included.
        paths: The file of each module that has one, relative to its source root.
        unresolved: The imports of modules that should exist and do not.
        facts: What was read of each file, by module.
        likeness: Similarities of file contents that are known from an earlier run.
        foreign: Files that may decide what `lint-imports` reports in place of the compiled contracts.
        roots: The source root of each module that has a file; empty where there is only one root.
        beside: Python code beside the declared packages.
        missing: What is wrong with the source roots and packages: those that are not there.
        declared: The dependencies that the project declares, by the name under which they are most likely imported,
            each with the file that declares it; read only where a law needs them.
        optional: Imports of modules that do not exist, where the code handles the failure.
        ambiguous: The modules that patterns of two layers claim with equal right; they have no place.
    """

    files: tuple[SourceFile, ...]
    modules: frozenset[str]
    paths: Mapping[str, str]
    places: Mapping[str, Place]
    imports: Sequence[Import]
    externals: Sequence[Import]
    unresolved: Sequence[Unresolved]
    facts: Mapping[str, Facts]
    likeness: Likeness = field(default_factory=Likeness, repr=False, compare=False)
    foreign: tuple[ForeignConfiguration, ...] = ()
    roots: Mapping[str, str] = field(default_factory=dict)
    beside: Sequence[Beside] = ()
    missing: Sequence[Problem] = ()
    unread: Sequence[Unread] = ()
    declared: Mapping[str, str] = field(default_factory=dict)
    optional: Sequence[Unresolved] = ()
    ambiguous: Mapping[str, tuple[Place, Place]] = field(default_factory=dict)

    @cached_property
    def graph(self) -> "ImportGraph":
        """The grimp graph over the modules and internal imports, as import-linter's contracts need it.

        Its module names are those of `graph_name`.
        """
        # Imported here because most runs need no such graph.
        from grimp import ImportGraph

        graph = ImportGraph()
        for module in sorted(self.modules):
            graph.add_module(graph_name(module))
        for statement in self.imports:
            imported = graph_name(statement.imported)
            graph.add_import(
                importer=graph_name(statement.importer),
                imported=imported,
                line_number=statement.line,
                line_contents=f"import of {imported}",
            )
        return graph

    @cached_property
    def irregular(self) -> tuple[SourceFile, ...]:
        """The files that are not read because they are not regular files: links out of the repository, pipes."""
        return tuple(file for file in self.files if file.fate is Fate.NOT_REGULAR)

    @cached_property
    def imports_by_importer(self) -> Mapping[str, tuple[Import, ...]]:
        """The internal imports of each module that has any."""
        grouped = by_key((statement.importer, statement) for statement in self.imports)
        return {module: tuple(statements) for module, statements in grouped.items()}

    @cached_property
    def modules_by_last_name(self) -> Mapping[str, tuple[str, ...]]:
        """The modules of each last name, sorted."""
        grouped = by_key((module.rpartition(".")[2], module) for module in sorted(self.modules))
        return {name: tuple(modules) for name, modules in grouped.items()}

    @cached_property
    def tables(self) -> frozenset[tuple[str, str]]:
        """The ORM models of the code base, as (module, class)."""
        return frozenset(
            (module, found.name)
            for module, facts in self.facts.items()
            if facts.source
            for found in facts.source.orm_classes
        )

    def absolute(self, module: str, name: str) -> str:
        """Return the absolute name of what a module's facts call `name`.

        Args:
            module: The module whose facts contain the name.
            name: A dotted name, with the dots of a relative import (`..time.utc_now`).
        """
        bare = name.lstrip(".")
        level = len(name) - len(bare)
        if not level:
            return name
        parts = module.split(".")
        drop = level - self.paths.get(module, "").endswith("/__init__.py")
        return ".".join([*parts[: len(parts) - drop], bare]) if drop < len(parts) else bare

    def count(self, fate: Fate) -> int:
        """Return the number of files with a fate."""
        return sum(file.fate is fate for file in self.files)
