"""What one source file says, independent of where it lies: the same text gives the same facts."""

from dataclasses import dataclass

from conformance.model.topology import ImportKind


@dataclass(frozen=True, slots=True)
class ImportStatement:
    """An import as written.

    module: the dotted name after `from` or `import`, "" for `from . import x`; level: the number of leading dots.
    names: the names taken (`("*",)` for a star); None for `import module`. line, column: from 1.
    """

    line: int
    column: int
    module: str
    level: int
    names: tuple[str, ...] | None
    kind: ImportKind


@dataclass(frozen=True, slots=True)
class Shape:
    """The structure of a file's code, without comments, docstrings and layout.

    digest: of the whole syntax tree. shingles: hashes of each run of 12 neighbouring tokens of the tree.
    functions: (qualified name, digest) of each function, in the order of the file.
    """

    digest: bytes
    shingles: frozenset[int]
    functions: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one file; `shape` is None when no law asks for it."""

    imports: tuple[ImportStatement, ...] = ()
    shape: Shape | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file has no facts: a sentence, and the line and column (from 1) that it is about."""

    reason: str
    line: int = 1
    column: int = 1
