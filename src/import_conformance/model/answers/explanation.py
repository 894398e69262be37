"""Answers to questions about the law: may this import that, what does a law ask for, where does a module stand."""

from dataclasses import dataclass

from import_conformance.model.codebase import Place, SourceFile
from import_conformance.model.finding import Finding
from import_conformance.model.laws.law import ImportKind, Severity


@dataclass(frozen=True)
class Endpoint:
    """One side of a question about imports: what was asked for, the modules that it means, and how to call them.

    external: a package from outside, which has no modules here.
    """

    text: str
    modules: tuple[str, ...]
    title: str
    external: bool = False


@dataclass(frozen=True)
class Ruling:
    """What the law says of one import. allowed: None when no law speaks of it; line: in the topology, 0 for none."""

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
    """A ruling, the kinds of import and the number of pairs of modules that it holds for, and the first such pair."""

    ruling: Ruling
    kinds: tuple[ImportKind, ...]
    pairs: int
    example: tuple[str, str]


@dataclass(frozen=True)
class ExplainedImport:
    """An import statement of the code, and what the law says of it."""

    importer: str
    imported: str
    path: str
    line: int
    kind: ImportKind
    ruling: Ruling


@dataclass(frozen=True)
class Passage:
    """One edge of a way that the law allows, whether or not somebody takes it: two places and the line between them."""

    importer: str
    imported: str
    example: str
    ruling: Ruling


@dataclass(frozen=True)
class EdgeAnswer:
    """May the source import the target, does it, by which chain, and how could it.

    chain: the shortest that there is, of two imports or more. way: the shortest that the law allows between the places
    of both ends; ways: in words, what one end may import and who may import the other.
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
        """True when the question was about one module and one other thing."""
        return len(self.source.modules) == 1 and (self.target.external or len(self.target.modules) == 1)

    @property
    def is_legal(self) -> bool:
        """True when nothing stands against any such import."""
        return all(clause.ruling.allowed is not False for clause in self.clauses)


@dataclass(frozen=True)
class Page:
    """What the documentation says of a kind of law."""

    title: str
    what: str
    why: str
    instead: str


@dataclass(frozen=True)
class SubjectState:
    """How far one subject meets an obligation, and the chain of modules that shows it."""

    subject: str
    state: str
    witness: tuple[str, ...]
    is_met: bool


@dataclass(frozen=True)
class LawAnswer:
    """One law: what it says, where, of whom, and how the code stands to it. page: that of its rule, "" for none."""

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


@dataclass(frozen=True)
class Claim:
    """A pattern of a layer that matches a module, and whether it has the module; why: it has not."""

    pattern: str
    layer: str
    line: int
    why: str = ""


@dataclass(frozen=True)
class ApplicableLaw:
    """A law and what it says of a module. section: the part of the topology that it stands in."""

    law: str
    section: str
    line: int
    says: str


@dataclass(frozen=True)
class Traffic:
    """Import statements between a module and one layer, and with how many other modules."""

    layer: str
    statements: int
    modules: int


@dataclass(frozen=True)
class Whereabouts:
    """Where a module or file stands. claims: the pattern that has it first, then those that lost it."""

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
