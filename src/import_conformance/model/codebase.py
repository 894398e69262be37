"""The code under judgement: every file with its fate, every module with its place, every import with its statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from import_conformance.model.by_key import by_key
from import_conformance.model.facts import Facts
from import_conformance.model.likeness import Likeness
from import_conformance.model.patterns.pattern import Capture
from import_conformance.model.topology import Guard, ImportKind, LocatedPattern

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
    """Where a module stands in the architecture: its layer, its captured axis values, and the pattern that says so."""

    layer: str
    captures: tuple[Capture, ...]
    by: LocatedPattern

    @cached_property
    def axes(self) -> Mapping[str, str]:
        """Value by axis."""
        return {capture.axis: capture.value for capture in self.captures}

    def __str__(self) -> str:
        """The place for people: `policies L5`."""
        return " ".join((*(capture.value for capture in reversed(self.captures)), self.layer))


class SourceFile(NamedTuple):
    """A file on disk under a source root.

    path: relative to its source root, with `/`. module: its dotted name where it can have one.
    reason: why its fate is not `judged`, with the line and column that it is about.
    recovered: True when plain grimp, given the same packages, would not have seen it.
    root: its source root, "" where there is only one. advice: what to do about it, where that is not the usual.
    same_as: where the file is counted already, for a further name that links give it; "" for any other.
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
    """Python beside the declared packages, which no law judges: a file, or a folder (`tools/`) that holds some.

    path: relative to its source root. root: as for a file of the ledger.
    """

    path: str
    root: str = ""

    @property
    def module(self) -> str:
        """The name under which it is imported."""
        return self.path.removesuffix("/").removesuffix(".py").replace("/", ".")


class Unread(NamedTuple):
    """Something that the topology names and that is not read, because a link to it leads out of the repository.

    path, root: as for a file of the ledger. what: it in words, `the source root 'src'`. is_code: False for a baseline.
    """

    path: str
    root: str
    what: str
    is_code: bool = True


class Import(NamedTuple):
    """One import statement as far as it reaches one module: the unit in which divergences are counted.

    imported: a module of the code base, or the full dotted name of an external one. line, column: from 1.
    guard: whether the code goes on without it.
    """

    importer: str
    imported: str
    line: int
    column: int
    kind: ImportKind
    names: tuple[str, ...] = ()
    guard: Guard = Guard.NONE


class Unresolved(NamedTuple):
    """An import of a module that should be in the code base and is not there."""

    importer: str
    target: str
    line: int
    column: int
    kind: ImportKind
    names: tuple[str, ...] = ()
    guard: Guard = Guard.NONE


class ForeignConfiguration(NamedTuple):
    """A file that decides what `lint-imports` reports, and is none of this tool's.

    path: from the first source root, with `/`. identity: what tells it from others in the same file.
    """

    path: str
    line: int
    identity: str
    message: str
    fix: str


def graph_name(module: str) -> str:
    """A module's name for grimp's graph, which takes no undecodable bytes, and whose names are printed as markup."""
    if module.isprintable() and "[" not in module:
        return module
    return "".join(letter if letter.isprintable() and letter != "[" else f"\\u{ord(letter):04x}" for letter in module)


@dataclass(frozen=True)
class Codebase:
    """Everything that rules may know.

    files: the ledger, sorted by path. places: of each placed module. paths: file of each module that has one.
    imports: internal ones, sorted; externals: those that leave the code base. facts: by module.
    likeness: what is known of how alike their contents are. foreign: what may speak for `lint-imports` in its place.
    roots: the source root of each module that has a file, where there are several. beside: Python beside the packages.
    unread: what the topology names and was not read. declared: the dependencies that the project declares, by the name
    under which they are most likely imported, each with the file that says so; read where a law asks for it.
    ambiguous: the modules that two layers claim with equal right; they have no place. optional: imports of modules that
    do not exist, whose failure the code handles.
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
    unread: Sequence[Unread] = ()
    declared: Mapping[str, str] = field(default_factory=dict)
    optional: Sequence[Unresolved] = ()
    ambiguous: Mapping[str, tuple[Place, Place]] = field(default_factory=dict)

    @cached_property
    def graph(self) -> "ImportGraph":
        """The grimp graph over the modules and internal imports, as import-linter's contracts want it.

        Its names are those of `graph_name`.
        """
        # Loaded here, for most runs need no such graph.
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
        """The files that are not read for what they are: links out of the repository, pipes."""
        return tuple(file for file in self.files if file.fate is Fate.NOT_REGULAR)

    @cached_property
    def imports_by_importer(self) -> Mapping[str, tuple[Import, ...]]:
        """Internal imports of each module that has any."""
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
        """A name as a module's facts have it (`..time.utc_now`), without the dots of a relative import."""
        bare = name.lstrip(".")
        level = len(name) - len(bare)
        if not level:
            return name
        parts = module.split(".")
        drop = level - self.paths.get(module, "").endswith("/__init__.py")
        return ".".join([*parts[: len(parts) - drop], bare]) if drop < len(parts) else bare

    def count(self, fate: Fate) -> int:
        """The number of files with a fate."""
        return sum(file.fate is fate for file in self.files)
