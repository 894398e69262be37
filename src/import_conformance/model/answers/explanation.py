"""Answers to questions about the law: may this import that, what does a law require, where is a module placed."""

from dataclasses import dataclass

from import_conformance.model.codebase import Place, SourceFile
from import_conformance.model.finding import Finding
from import_conformance.model.laws.law import ImportKind, Severity


@dataclass(frozen=True)
class Endpoint:
    """One side of a question about imports.

    Attributes:
        text: What was asked for.
        modules: The modules that it means; () for a package from outside.
        title: How to name them in a sentence.
        external: Whether it is a package from outside.
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
        sentence: The reason.
        law: The id of the law that decides; "" for none.
        line: Of that law in the topology, from 1; 0 for none.
        because: Why that law exists.
        fix: How to satisfy it.
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
    """A ruling that is the same for several pairs of modules.

    Attributes:
        ruling: The ruling.
        kinds: The kinds of import that it holds for.
        pairs: The number of pairs of modules that it holds for.
        example: The first such pair.
    """

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
        importer: The place of the importing module.
        imported: The place of the imported module.
        example: A module at the place that is imported; "" at the end of the route.
        ruling: The line of the law that allows it.
    """

    importer: str
    imported: str
    example: str
    ruling: Ruling


@dataclass(frozen=True)
class EdgeAnswer:
    """May the source import the target, does it, by which chain, and how could it.

    Attributes:
        source: The importing side.
        target: The imported side.
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
        subject: The axis value or module that is bound.
        state: The state in words.
        witness: The chain of modules that shows it; () when there is none.
        is_met: Whether the law is satisfied.
    """

    subject: str
    state: str
    witness: tuple[str, ...]
    is_met: bool


@dataclass(frozen=True)
class LawAnswer:
    """One law: its statement, its subjects, and the state of the code.

    Attributes:
        id: The id of the law.
        page: The documentation page of its rule; "" for none.
        says: The law as one sentence.
        line: Its line in the topology, from 1.
        severity: How bad a breach is.
        because: Why it exists.
        fix: How to satisfy it.
        subjects: What it is applied to.
        states: For an obligation, the state of each subject.
        findings: Its findings.
        notes: Further sentences.
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


@dataclass(frozen=True)
class Claim:
    """A pattern of a layer that matches a module.

    Attributes:
        pattern: The pattern as written.
        layer: The layer that it belongs to.
        line: Its line in the topology, from 1.
        why: Why another pattern wins; "" for the pattern that places the module.
    """

    pattern: str
    layer: str
    line: int
    why: str = ""


@dataclass(frozen=True)
class ApplicableLaw:
    """A law that applies to a module.

    Attributes:
        law: The id of the law.
        section: The section of the topology that it is in.
        line: Its line, from 1.
        says: What it says about the module.
    """

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
        name: The module, or the path of a file that is no module.
        file: Its file; None for a namespace package.
        place: Its place; None in no layer.
        title: What people call its layer.
        below: The number of modules below it.
        claims: The pattern that places it, then the patterns that match and lose.
        touches: The laws that apply to it.
        imports: What it imports, by layer.
        importers: What imports it, by layer.
        packages: The packages from outside that it imports.
        findings: The findings in its file.
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
