"""Answers to questions about the law: may this import that, what does a law require, where is a module placed."""

from dataclasses import dataclass

from import_conformance.model.base.law import ImportKind, Severity
from import_conformance.model.codebase import Place, SourceFile
from import_conformance.model.finding import Finding


@dataclass(frozen=True)
class Endpoint:
    """One side of a question about imports.

    Attributes:
        modules: The modules that it means; () for a package from outside.
    """

    text: str
    modules: tuple[str, ...]
    title: str
    external: bool = False


@dataclass(frozen=True)
class Ruling:
    """What the law says about one import.

    Attributes:
        allowed: None when no law applies to it.
        line: Of that law in the topology, from 1; 0 for none.
    """

    allowed: bool | None
    sentence: str
    law: str = ""
    line: int = 0
    because: str = ""
    fix: str = ""

    @property
    def word(self) -> str:
        """The ruling in one word."""
        return {True: "yes", False: "no", None: "not judged"}[self.allowed]


@dataclass(frozen=True)
class Clause:
    """A ruling that is the same for several pairs of modules, with the first pair as the example."""

    ruling: Ruling
    kinds: tuple[ImportKind, ...]
    pairs: int
    example: tuple[str, str]


@dataclass(frozen=True)
class ExplainedImport:
    """An import statement of the code, and what the law says about it."""

    importer: str
    imported: str
    path: str
    line: int
    kind: ImportKind
    ruling: Ruling


@dataclass(frozen=True)
class Passage:
    """One edge of a route that the law allows, whether or not an import takes it.

    Attributes:
        example: A module at the place that is imported; "" at the end of the route.
    """

    importer: str
    imported: str
    example: str
    ruling: Ruling


@dataclass(frozen=True)
class EdgeAnswer:
    """May the source import the target, does it, by which chain, and how could it.

    Attributes:
        clauses: What the law says about pairs of their modules.
        statements: The direct imports that exist.
        chain: The shortest chain of two or more imports that exists.
        way: The shortest route that the law allows between the places of both ends.
        ways: A sentence: what one end may import, and which layers may import the other.
    """

    source: Endpoint
    target: Endpoint
    clauses: tuple[Clause, ...]
    statements: tuple[ExplainedImport, ...]
    chain: tuple[ExplainedImport, ...]
    way: tuple[Passage, ...]
    ways: str = ""

    @property
    def is_one_pair(self) -> bool:
        """True when the question is about one module and one other thing."""
        return len(self.source.modules) == 1 and (self.target.external or len(self.target.modules) == 1)

    @property
    def is_legal(self) -> bool:
        """True when no law forbids any such import."""
        return all(clause.ruling.allowed is not False for clause in self.clauses)


@dataclass(frozen=True)
class Page:
    """The summary of the documentation of a kind of law."""

    title: str
    what: str
    why: str
    instead: str


@dataclass(frozen=True)
class SubjectState:
    """How far one subject meets an obligation.

    Attributes:
        witness: The chain of modules that shows it; () when there is none.
    """

    subject: str
    state: str
    witness: tuple[str, ...]
    is_met: bool


@dataclass(frozen=True)
class LawAnswer:
    """One law: its statement as a sentence, its subjects, and the state of the code.

    Attributes:
        owner: The team that the law itself names; "" for none.
    """

    id: str
    page: str
    says: str
    line: int
    severity: Severity
    because: str
    fix: str
    subjects: tuple[str, ...]
    states: tuple[SubjectState, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    owner: str = ""


@dataclass(frozen=True)
class Claim:
    """A pattern of a layer that matches a module; `why` states which other wins, "" for the one that places it."""

    pattern: str
    layer: str
    line: int
    why: str = ""


@dataclass(frozen=True)
class ApplicableLaw:
    """A law that applies to a module, and what it says about it."""

    law: str
    section: str
    line: int
    says: str


@dataclass(frozen=True)
class Traffic:
    """The number of import statements between a module and one layer, and of the other modules involved."""

    layer: str
    statements: int
    modules: int


@dataclass(frozen=True)
class Whereabouts:
    """Where a module or file is in the architecture.

    Attributes:
        file: Its file; None for a namespace package.
        place: Its place; None in no layer.
        because: Why there is its layer, in its author's words.
        owner: The team that its layer names, or the owners in CODEOWNERS; "" for none.
        claims: The pattern that places it, then the patterns that match and lose.
    """

    name: str
    file: SourceFile | None
    place: Place | None
    title: str
    below: int
    claims: tuple[Claim, ...]
    touches: tuple[ApplicableLaw, ...]
    imports: tuple[Traffic, ...]
    importers: tuple[Traffic, ...]
    packages: tuple[Traffic, ...]
    findings: tuple[Finding, ...]
    because: str = ""
    owner: str = ""
