"""Changes in a copy of a code base: pure functions from one material to another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from import_conformance.model.base.facts import (
    Definition,
    Facts,
    Header,
    ImportStatement,
    MethodCall,
    Reference,
    Shape,
    SourceFacts,
    Unreadable,
    Write,
)
from import_conformance.model.codebase import Codebase, Fate, SourceFile
from import_conformance.model.topology import ImportKind
from import_conformance.reading.codebase import Material
from import_conformance.reading.tree.ledger import Entry, settle
from import_conformance.rules.shared.imports import KIND_PHRASES

Fact = Definition | Header | MethodCall | Reference | Write
# A name that no real code base has, for files and values that are made up.
MADE_UP = "conformance_proof"
# Of an empty file.
EMPTY = Facts()


@dataclass(frozen=True)
class Mutation:
    """One small change.

    Attributes:
        text: The change in words.
        apply: Makes the change in a copy of the material.
    """

    text: str
    apply: Callable[[Material], Material]


def importing(codebase: Codebase, importer: str, imported: str, kind: ImportKind = ImportKind.RUNTIME) -> Mutation:
    """Add an import statement below those that a module has."""
    line = max((statement.line for statement in codebase.facts[importer].imports), default=0) + 1
    statement = ImportStatement(line, 1, imported, 0, None, kind)

    def apply(material: Material) -> Material:
        facts = material.facts[importer]
        return _with_facts(material, importer, facts._replace(imports=(*facts.imports, statement)))

    return Mutation(f"+ import {imported} in {codebase.paths[importer]}:{line}{KIND_PHRASES[kind]}", apply)


def both(first: Mutation, second: Mutation) -> Mutation:
    """Make two changes, one after the other."""
    return Mutation(f"{first.text}, {second.text}", lambda material: second.apply(first.apply(material)))


def dropping(text: str, lines: dict[str, frozenset[int]]) -> Mutation:
    """Remove the imports on some lines of some modules."""

    def apply(material: Material) -> Material:
        for module, gone in lines.items():
            facts = material.facts[module]
            others = tuple(statement for statement in facts.imports if statement.line not in gone)
            material = _with_facts(material, module, facts._replace(imports=others))
        return material

    return Mutation(text, apply)


def shaped_like(codebase: Codebase, module: str, model: str, shape: Shape) -> Mutation:
    """Give a module the code of another one."""

    def apply(material: Material) -> Material:
        return _with_facts(material, module, material.facts[module]._replace(shape=shape))

    return Mutation(f"+ the code of {codebase.paths[model]} in {codebase.paths[module]}", apply)


def saying(codebase: Codebase, module: str, part: str, facts: tuple[Fact, ...], text: str) -> Mutation:
    """Add facts to a module.

    Args:
        codebase: The unchanged code base.
        module: Its dotted name.
        part: A field of `SourceFacts`, such as `writes`.
        facts: What to add at the beginning of that field.
        text: The added code, in words.
    """

    def apply(material: Material) -> Material:
        known = material.facts[module]
        source = known.source or SourceFacts()
        more: dict[str, Any] = {part: (*facts, *getattr(source, part))}
        return _with_facts(material, module, known._replace(source=source._replace(**more)))

    return Mutation(f"+ {text} in {codebase.paths[module]}:1", apply)


def adding(path: str, facts: Facts | Unreadable = EMPTY, text: str = "") -> Mutation:
    """Add a file; the ledger decides again which files are imported, the new one included."""
    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def apply(material: Material) -> Material:
        new = Entry(SourceFile(path, Fate.UNPLACED, module), path)
        found = settle([*material.found.entries, new])
        healthy = {entry.file.module for entry in found.entries if entry.file.fate is Fate.UNPLACED}
        if isinstance(facts, Unreadable):
            return material._replace(found=found, unreadable={**material.unreadable, path: facts})
        is_first = any(entry.file.path == path and entry.file.fate is Fate.UNPLACED for entry in found.entries)
        known = {**material.facts, module: facts} if is_first else material.facts
        return material._replace(found=found, facts={m: known[m] for m in known if m in healthy})

    return Mutation(f"+ {path}{text}", apply)


def _with_facts(material: Material, module: str, facts: Facts) -> Material:
    return material._replace(facts={**material.facts, module: facts})
