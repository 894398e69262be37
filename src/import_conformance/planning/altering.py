"""Changes made in a copy of what was read: a function from one material to another for each kind of change.

What a file's facts say is changed, not its text: an import that is taken out is gone with the uses of its names, and a
definition with what stands in it. How alike two files are is not worked out anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from import_conformance.model.answers.remedy import (
    AddImport,
    CodeChange,
    DeleteFile,
    RemoveDefinition,
    RemoveImport,
    RemoveUse,
    Rename,
    SetHeader,
)
from import_conformance.model.codebase import Codebase, Unresolved
from import_conformance.model.dotted import lies_in, lies_in_any
from import_conformance.model.facts import Facts, Header, ImportStatement, SourceFacts
from import_conformance.model.topology import Topology
from import_conformance.planning.moving import followed, moved, settled
from import_conformance.reading.codebase import Material, assemble
from import_conformance.reading.resolving.importable import ImportableNames
from import_conformance.reading.resolving.importing import importable
from import_conformance.reading.resolving.resolution import resolve


@dataclass(frozen=True)
class Workspace:
    """A law and what a code base is put together from: the copy that changes are made in."""

    topology: Topology
    material: Material

    @cached_property
    def codebase(self) -> Codebase:
        """The code base as the rules see it.

        Raises:
            TopologyError: when two layers claim a module with equal right.
        """
        return assemble(self.topology, *self.material)

    def altered(self, changes: Iterable[CodeChange]) -> "Workspace":
        """The copy after all changes; what they say of files is meant as it was before the first of them."""
        held = list(dict.fromkeys(changes))
        facts = dict(self.material.facts)
        names = importable(self.topology, self.material.found, facts)
        for change in held:
            if change.module in facts:
                facts[change.module] = _edited(change, facts[change.module], names)
        material = self.material._replace(facts=facts)
        material = _without_files(self.topology, material, [one for one in held if isinstance(one, DeleteFile)])
        new = {one.module: one.new_module for one in held if isinstance(one, Rename)}
        return Workspace(self.topology, moved(self.topology, material, new) if new else material)

    def moved(self, new: dict[str, str]) -> "Workspace":
        """The copy with modules under new names."""
        return Workspace(self.topology, moved(self.topology, self.material, new))


def _edited(change: CodeChange, facts: Facts, names: ImportableNames) -> Facts:
    """The facts of the file that a change is about; those that remove or rename it do not touch them."""
    match change:
        case RemoveImport():
            return _without_import(change, facts, names)
        case AddImport():
            return _with_import(change, facts)
        case RemoveUse():
            return _without_use(change, facts)
        case RemoveDefinition():
            return _without_definition(change, facts)
        case SetHeader():
            return _with_header(change, facts)
    return facts


def _without_import(change: RemoveImport, facts: Facts, names: ImportableNames) -> Facts:
    """Without what one statement takes from one module, and without the uses of it."""
    kept: list[ImportStatement] = []
    lost: list[str] = []
    for statement in facts.imports:
        gone = _names_from(change, statement, names) if statement.line == change.line else None
        if gone is None:
            kept.append(statement)
            continue
        base = "." * statement.level + statement.module
        joint = "" if base.endswith(".") or not base else "."
        lost += [f"{base}{joint}{name}" for name in gone] if statement.names else [base]
        left = tuple(name for name in statement.names or () if name not in gone)
        kept += [statement._replace(names=left)] if left else []
    imports = tuple(kept)
    return facts._replace(imports=imports, source=_unused(facts.source, lost, imports) if facts.source else None)


def _names_from(change: RemoveImport, statement: ImportStatement, names: ImportableNames) -> frozenset[str] | None:
    """The names that a statement takes from the module, none for all of it; None when it does not reach it."""
    edges = list(resolve(change.module, [statement], names))
    meant = [e for e in edges if change.imported == (e.target if isinstance(e, Unresolved) else e.imported)]
    if not meant:
        return None
    # What a statement reaches without taking a name from there, it reaches on the way to what it takes: all of it goes.
    taken = frozenset(name for edge in meant for name in edge.names)
    return taken if all(edge.names for edge in meant) else frozenset(statement.names or ())


def _unused(source: SourceFacts, lost: list[str], imports: tuple[ImportStatement, ...]) -> SourceFacts:
    """What a file does without the names that it does not import any more; nobody can tell what they were."""
    has_star = any(statement.names == ("*",) for statement in imports)
    still = {f"{'.' * each.level}{each.module}.{name}" for each in imports for name in each.names or ()}
    still |= {each.module for each in imports if each.names is None}

    def is_lost(name: str) -> bool:
        if name.startswith("*."):
            return not has_star
        return lies_in_any(name, (one for one in lost if one not in still))

    references = tuple(one for one in source.references if not is_lost(one.name))
    writes = tuple(one._replace(model=None) if one.model and is_lost(one.model) else one for one in source.writes)
    return source._replace(references=references, writes=writes)


def _with_import(change: AddImport, facts: Facts) -> Facts:
    line = max((statement.line for statement in facts.imports), default=0) + 1
    names = change.names or None
    statement = ImportStatement(line, 1, change.imported, 0, names, change.kind)
    if any(one._replace(line=line, column=1) == statement for one in facts.imports):
        return facts
    return facts._replace(imports=(*facts.imports, statement))


def _without_use(change: RemoveUse, facts: Facts) -> Facts:
    if not facts.source:
        return facts
    last, place = change.name.rpartition(".")[2], (change.line, change.column)
    references = tuple(
        one for one in facts.source.references if (one.line, one.column) != place or _last(one.name) != last
    )
    calls = tuple(one for one in facts.source.method_calls if (one.line, one.column) != place or one.method != last)
    return facts._replace(source=facts.source._replace(references=references, method_calls=calls))


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _without_definition(change: RemoveDefinition, facts: Facts) -> Facts:
    source = facts.source
    if not source:
        return facts

    def is_inside(function: str) -> bool:
        return lies_in(function, change.name)

    definitions = tuple(one for one in source.definitions if not is_inside(one.name))
    references = tuple(one for one in source.references if not is_inside(one.function))
    calls = tuple(one for one in source.method_calls if not is_inside(one.function))
    writes = tuple(one for one in source.writes if not is_inside(one.function))
    left = source._replace(definitions=definitions, references=references, method_calls=calls, writes=writes)
    return facts._replace(source=left)


def _with_header(change: SetHeader, facts: Facts) -> Facts:
    source = facts.source or SourceFacts()
    now = Header(change.key, change.value, change.line or 1)
    first = next((at for at, header in enumerate(source.headers) if header.key == change.key), None)
    headers = list(source.headers)
    headers[first or 0 : 0 if first is None else first + 1] = [now]
    return facts._replace(source=source._replace(headers=tuple(headers)))


def _without_files(topology: Topology, material: Material, deleted: list[DeleteFile]) -> Material:
    """Without some files; who imported them imports what they were copies of."""
    if not deleted:
        return material
    # Two laws may name an original; the worse breach comes first.
    new = {one.module: one.instead for one in reversed(deleted) if one.module and one.instead}
    rerouted = followed(topology, material, {module: _end_of(module, new) for module in new})
    paths = {one.path for one in deleted}
    entries = [entry for entry in material.found.entries if entry.file.path not in paths]
    unreadable = {path: why for path, why in material.unreadable.items() if path not in paths}
    facts = {m: known for m, known in rerouted.facts.items() if m not in {one.module for one in deleted}}
    return settled(entries, facts, unreadable=unreadable)


def _end_of(module: str, new: dict[str, str]) -> str:
    """What a copy stands for in the end: its original may be a copy, too."""
    seen = {module}
    while new.get(module, module) not in seen:
        module = new[module]
        seen.add(module)
    return new.get(module, module)
