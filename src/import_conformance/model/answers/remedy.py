"""What mending does to the code, as values: each names a file as it is before the wave of work that it belongs to.

Such a change is small and plain enough that it can be made in a copy of what was read, by a person, or by a script. It
says what must be different afterwards for a law to be kept, not how good the code is then: who takes an import out
also has to find another way to do what it was for.
"""

from dataclasses import asdict, dataclass

from import_conformance.model.laws.law import ImportKind


@dataclass(frozen=True)
class CodeChange:
    """What all changes have. path: of the file, from its source root; module: its dotted name, "" where it has none."""

    path: str
    module: str


@dataclass(frozen=True)
class DeleteFile(CodeChange):
    """The file is gone; whoever imported it imports `instead`, unless that is ""."""

    instead: str = ""

    def __str__(self) -> str:
        """The change for people."""
        return f"delete {self.path}" + (f", and let its importers import {self.instead}" if self.instead else "")


@dataclass(frozen=True)
class RemoveImport(CodeChange):
    """An import statement no longer reaches a module. names: those that it takes from there, () for a whole module."""

    line: int
    imported: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The change for people."""
        return f"take the import of {self.imported} out of {self.path}:{self.line}"


@dataclass(frozen=True)
class AddImport(CodeChange):
    """One more import: of names, or of a whole module when there are none."""

    imported: str
    names: tuple[str, ...] = ()
    kind: ImportKind = ImportKind.RUNTIME

    def __str__(self) -> str:
        """The change for people."""
        names = f"{', '.join(self.names)} from " if self.names else ""
        return f"import {names}{self.imported} in {self.path}"


@dataclass(frozen=True)
class RemoveUse(CodeChange):
    """A call of something banned, or a reference to it, is gone. instead: the qualified name that is used there now."""

    line: int
    column: int
    name: str
    instead: str = ""

    def __str__(self) -> str:
        """The change for people."""
        what = f"use {self.instead} instead of {self.name}" if self.instead else f"do without {self.name}"
        return f"{what} in {self.path}:{self.line}:{self.column}"


@dataclass(frozen=True)
class RemoveDefinition(CodeChange):
    """A function, class or variable is defined here no longer."""

    line: int
    name: str

    def __str__(self) -> str:
        """The change for people."""
        return f"delete the definition of {self.name} in {self.path}:{self.line}"


@dataclass(frozen=True)
class Rename(CodeChange):
    """The file bears another name, and its importers follow. Any other name that the laws accept would do as well."""

    new_path: str
    new_module: str

    def __str__(self) -> str:
        """The change for people."""
        return f"rename {self.path} to {self.new_path.rpartition('/')[2]}"


@dataclass(frozen=True)
class SetHeader(CodeChange):
    """A comment `# KEY: VALUE` is true. line: of the one that is there, 0 where there is none."""

    line: int
    key: str
    value: str

    def __str__(self) -> str:
        """The change for people."""
        return f"say '# {self.key}: {self.value}' at the top of {self.path}"


@dataclass(frozen=True)
class Decide(CodeChange):
    """A person has to decide about a finding of a law: nothing says what the change would be, so none is simulated."""

    law: str
    reason: str

    def __str__(self) -> str:
        """The change for people."""
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
    """A change for machines: `change` says what kind it is, the other keys are its fields."""
    return {"change": _WORDS[type(change)]} | asdict(change)
