"""Changes of the code that fix findings, as values; each refers to a file as it is before its wave of work.

Such a change is small and plain enough to be made in a copy of the code, by a person, or by a script. It states what
must be different afterwards for a law to be satisfied, not how good the code is then: an import that is removed was
there for something, and that needs another solution.
"""

from dataclasses import asdict, dataclass

from import_conformance.model.base.law import ImportKind


@dataclass(frozen=True)
class CodeChange:
    """What all changes have: the path relative to the source root, and the module ("" for none)."""

    path: str
    module: str


@dataclass(frozen=True)
class DeleteFile(CodeChange):
    """Delete the file; its importers import `instead`, unless that is ""."""

    instead: str = ""

    def __str__(self) -> str:
        """Return the change as an instruction for people."""
        return f"delete {self.path}" + (f", and let its importers import {self.instead}" if self.instead else "")


@dataclass(frozen=True)
class RemoveImport(CodeChange):
    """Remove the names, or () for the whole module, that an import statement takes from a module."""

    line: int
    imported: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the change as an instruction for people."""
        return f"take the import of {self.imported} out of {self.path}:{self.line}"


@dataclass(frozen=True)
class AddImport(CodeChange):
    """Add an import of names, or of a whole module when there are none."""

    imported: str
    names: tuple[str, ...] = ()
    kind: ImportKind = ImportKind.RUNTIME

    def __str__(self) -> str:
        """Return the change as an instruction for people."""
        names = f"{', '.join(self.names)} from " if self.names else ""
        return f"import {names}{self.imported} in {self.path}"


@dataclass(frozen=True)
class RemoveUse(CodeChange):
    """Remove a call of something banned, or a reference to it; `instead` is the qualified name to use, if any."""

    line: int
    column: int
    name: str
    instead: str = ""

    def __str__(self) -> str:
        """Return the change as an instruction for people."""
        what = f"use {self.instead} instead of {self.name}" if self.instead else f"do without {self.name}"
        return f"{what} in {self.path}:{self.line}:{self.column}"


@dataclass(frozen=True)
class RemoveDefinition(CodeChange):
    """Remove the definition of a function, class or variable."""

    line: int
    name: str

    def __str__(self) -> str:
        """Return the change as an instruction for people."""
        return f"delete the definition of {self.name} in {self.path}:{self.line}"


@dataclass(frozen=True)
class Rename(CodeChange):
    """Rename the file, and update its importers. Any other name that the laws accept would do as well."""

    new_path: str
    new_module: str

    def __str__(self) -> str:
        """Return the change as an instruction for people."""
        return f"rename {self.path} to {self.new_path.rpartition('/')[2]}"


@dataclass(frozen=True)
class SetHeader(CodeChange):
    """Correct the comment `# KEY: VALUE` on a line, or add it where the line is 0."""

    line: int
    key: str
    value: str

    def __str__(self) -> str:
        """Return the change as an instruction for people."""
        return f"say '# {self.key}: {self.value}' at the top of {self.path}"


@dataclass(frozen=True)
class Decide(CodeChange):
    """A person has to decide how to fix a finding: the change does not follow from the law, so none is simulated."""

    law: str
    reason: str

    def __str__(self) -> str:
        """Return the change as an instruction for people."""
        return f"decide about {self.path} ({self.law}): {self.reason}"


_WORDS: dict[type[CodeChange], str] = {
    DeleteFile: "delete file",
    RemoveImport: "take out import",
    AddImport: "add import",
    RemoveUse: "take out use",
    RemoveDefinition: "take out definition",
    Rename: "rename file",
    SetHeader: "set header",
    Decide: "decide",
}


def described(change: CodeChange) -> dict[str, object]:
    """Return a change for machines: `change` is its kind, the other keys are its fields."""
    return {"change": _WORDS[type(change)]} | asdict(change)
