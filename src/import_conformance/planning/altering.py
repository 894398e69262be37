"""Changes made in a copy of what was read: a function from one material to another for each kind of change.

The facts of a file are changed, not its text: an import goes together with the uses of its names, and a definition with
what is inside it. The similarity of two files is not computed again.
"""

from collections.abc import Iterable, Mapping

from import_conformance.judging.session import Session
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
from import_conformance.model.base.facts import Facts, Header, ImportStatement, SourceFacts
from import_conformance.model.codebase import Unresolved
from import_conformance.model.dotted import lies_in, lies_in_any
from import_conformance.model.topology import Topology
from import_conformance.planning.moving import followed, moved, settled
from import_conformance.reading.codebase import Material
from import_conformance.reading.resolving.importable import ImportableNames
from import_conformance.reading.resolving.importing import importable
from import_conformance.reading.resolving.resolution import resolve


def altered(session: Session, changes: Iterable[CodeChange]) -> Session:
    """Return a copy of the code after all changes; each change names files as they were before the first of them."""
    unique = list(dict.fromkeys(changes))
    topology, material = session.topology, session.material
    facts = dict(material.facts)
    names = importable(topology, material.found, facts)
    for change in unique:
        if change.module in facts:
            facts[change.module] = _edited(change, facts[change.module], names)
    material = material._replace(facts=facts)
    material = _without_files(topology, material, [one for one in unique if isinstance(one, DeleteFile)])
    new = {one.module: one.new_module for one in unique if isinstance(one, Rename)}
    return session.with_material(moved(topology, material, new) if new else material)


def renamed(session: Session, new: Mapping[str, str]) -> Session:
    """Return a copy of the code with modules under new names, which are given by the old ones."""
    return session.with_material(moved(session.topology, session.material, new))


def _edited(change: CodeChange, facts: Facts, names: ImportableNames) -> Facts:
    """Return the facts of the file that a change names; deleting or renaming it does not touch them."""
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
    """Remove what one statement takes from one module, and the uses of it."""
    remaining: list[ImportStatement] = []
    removed: list[str] = []
    for statement in facts.imports:
        taken = _names_from(change, statement, names) if statement.line == change.line else None
        if taken is None:
            remaining.append(statement)
            continue
        base = "." * statement.level + statement.module
        joint = "" if base.endswith(".") or not base else "."
        removed += [f"{base}{joint}{name}" for name in taken] if statement.names else [base]
        others = tuple(name for name in statement.names or () if name not in taken)
        remaining += [statement._replace(names=others)] if others else []
    imports = tuple(remaining)
    source = _without_names(facts.source, removed, imports) if facts.source else None
    return facts._replace(imports=imports, source=source)


def _names_from(change: RemoveImport, statement: ImportStatement, names: ImportableNames) -> frozenset[str] | None:
    """Return the names that a statement takes from the module to be dropped; None when it does not reach it."""
    edges = list(resolve(change.module, [statement], names))
    to_module = [e for e in edges if change.imported == (e.target if isinstance(e, Unresolved) else e.imported)]
    if not to_module:
        return None
    taken = frozenset(name for edge in to_module for name in edge.names)
    # A module from which a statement takes no name is a parent of what it imports, so that all of it goes.
    return taken if all(edge.names for edge in to_module) else frozenset(statement.names or ())


def _without_names(source: SourceFacts, removed: list[str], imports: tuple[ImportStatement, ...]) -> SourceFacts:
    """Remove the references to names that are no longer imported; the model of a write through one is unknown."""
    has_star = any(statement.names == ("*",) for statement in imports)
    imported = {f"{'.' * each.level}{each.module}.{name}" for each in imports for name in each.names or ()}
    imported |= {each.module for each in imports if each.names is None}

    def is_gone(name: str) -> bool:
        if name.startswith("*."):
            return not has_star
        return lies_in_any(name, (one for one in removed if one not in imported))

    references = tuple(one for one in source.references if not is_gone(one.name))
    writes = tuple(one._replace(model=None) if one.model and is_gone(one.model) else one for one in source.writes)
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
    use = change.line, change.column, change.name.rpartition(".")[2]
    references = tuple(
        one for one in facts.source.references if (one.line, one.column, one.name.rpartition(".")[2]) != use
    )
    calls = tuple(one for one in facts.source.method_calls if (one.line, one.column, one.method) != use)
    return facts._replace(source=facts.source._replace(references=references, method_calls=calls))


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
    remaining = source._replace(definitions=definitions, references=references, method_calls=calls, writes=writes)
    return facts._replace(source=remaining)


def _with_header(change: SetHeader, facts: Facts) -> Facts:
    source = facts.source or SourceFacts()
    headers = list(source.headers)
    first = next((index for index, header in enumerate(headers) if header.key == change.key), None)
    headers[first or 0 : 0 if first is None else first + 1] = [Header(change.key, change.value, change.line or 1)]
    return facts._replace(source=source._replace(headers=tuple(headers)))


def _without_files(topology: Topology, material: Material, deleted: list[DeleteFile]) -> Material:
    """Remove some files; their importers import what they were copies of."""
    if not deleted:
        return material
    # Two laws may name an original of the same file; the worse breach comes first and counts.
    new = {one.module: one.instead for one in reversed(deleted) if one.module and one.instead}
    rerouted = followed(topology, material, {module: _original_of(module, new) for module in new})
    paths = {one.path for one in deleted}
    entries = [entry for entry in material.found.entries if entry.file.path not in paths]
    unreadable = {path: why for path, why in material.unreadable.items() if path not in paths}
    modules = {one.module for one in deleted}
    facts = {module: known for module, known in rerouted.facts.items() if module not in modules}
    return settled(entries, facts, unreadable=unreadable)


def _original_of(module: str, new: dict[str, str]) -> str:
    """Follow a copy to its last original, because an original may be a deleted copy itself."""
    seen = {module}
    while new.get(module, module) not in seen:
        module = new[module]
        seen.add(module)
    return new.get(module, module)
