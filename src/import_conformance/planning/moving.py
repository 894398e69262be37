"""Modules under new names in a copy of a code base: files move, and every import and qualified name follows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from import_conformance.model.base.facts import Facts, ImportStatement, SourceFacts
from import_conformance.model.codebase import Fate
from import_conformance.model.topology import Topology
from import_conformance.reading.codebase import Material
from import_conformance.reading.resolving.importable import ImportableNames
from import_conformance.reading.resolving.importing import importable
from import_conformance.reading.tree.ledger import Entry, settle

INIT = "/__init__.py"


@dataclass(frozen=True)
class Renaming:
    """New names of modules as they are imported; what is below a renamed module keeps its own name.

    Attributes:
        names: What can be imported.
        new: The new names by the old ones.
    """

    names: ImportableNames
    new: Mapping[str, str]

    def __call__(self, name: str) -> str:
        """Return a dotted name as it is afterwards: the longest module that begins it is replaced."""
        home, rest = name, ""
        while home and home not in self.names.modules:
            home, _, last = home.rpartition(".")
            rest = f".{last}{rest}"
        return f"{self.new[home]}{rest}" if home in self.new else name

    def absolute(self, module: str, name: str) -> str | None:
        """Return a name without the dots of a relative import; None when they lead above the top."""
        bare = name.lstrip(".")
        level = len(name) - len(bare)
        if not level:
            return name
        parts = module.split(".")
        drop = level - (module in self.names.packages)
        return ".".join(filter(None, [*parts[: len(parts) - drop], bare])) if drop < len(parts) else None


def followed(topology: Topology, material: Material, new: Mapping[str, str]) -> Material:
    """Return the same files, in which what was imported under an old name is imported under the new one."""
    renaming = Renaming(importable(topology, material.found), new)
    return material._replace(
        facts={module: _follow(renaming, module, known) for module, known in material.facts.items()}
    )


def moved(topology: Topology, material: Material, new: Mapping[str, str]) -> Material:
    """Return the files of the modules under their new names, with the imports of all files adapted to them."""
    following = followed(topology, material, new)
    entries = [_moved(entry, new) for entry in material.found.entries]
    paths = {old.file.path: now.file.path for old, now in zip(material.found.entries, entries, strict=True)}
    facts = {new.get(module, module): known for module, known in following.facts.items()}
    unreadable = {paths[path]: why for path, why in material.unreadable.items()}
    return settled(entries, facts, unreadable=unreadable)


def settled(entries: Iterable[Entry], facts: Mapping[str, Facts], **others: Mapping[str, object]) -> Material:
    """Return the material of changed files; the ledger decides again which of them are imported.

    Args:
        entries: All files.
        facts: By module; those of files that are no longer imported are left out.
        others: The remaining fields of the material.
    """
    found = settle([_unshadowed(entry) for entry in entries])
    healthy = {entry.file.module for entry in found.entries if entry.file.fate is Fate.UNPLACED}
    known = {module: facts[module] for module in sorted(facts) if module in healthy}
    return Material(found, known, **others)  # type: ignore[arg-type]  # the one other field, by its name


def _unshadowed(entry: Entry) -> Entry:
    """Let the ledger decide again about a file that was shadowed."""
    if entry.file.fate is not Fate.SHADOWED:
        return entry
    return entry._replace(file=entry.file._replace(fate=Fate.UNPLACED, reason=""))


def _moved(entry: Entry, new: Mapping[str, str]) -> Entry:
    module = entry.file.module
    if not module or module not in new or entry.file.fate is Fate.SHADOWED:
        return entry
    path = new[module].replace(".", "/") + (INIT if entry.file.path.endswith(INIT) else ".py")
    return entry._replace(file=entry.file._replace(path=path, module=new[module]))


def _follow(renaming: Renaming, module: str, facts: Facts) -> Facts:
    imports = tuple(new for statement in facts.imports for new in _statements(renaming, module, statement))
    source = _source(renaming, module, facts.source) if facts.source else None
    return facts._replace(imports=imports, source=source)


def _statements(renaming: Renaming, module: str, statement: ImportStatement) -> Iterator[ImportStatement]:
    """Write a statement as it is needed afterwards: one for each module that names are now taken from."""
    if statement.level < 0:
        yield statement  # relative to the module's own name, and so to its new one
        return
    dots = "." * statement.level
    base = renaming.absolute(module, f"{dots}{statement.module}")
    targets = _targets(renaming, base, statement) if base is not None else []
    stays = module not in renaming.new or not statement.level
    if base is None or (stays and all(renaming(target) == target for target, _ in targets)):
        yield statement
        return
    grouped: dict[str, list[str]] = {}
    for target, name in targets:
        new = renaming(target)
        if new == renaming.new.get(module, module):
            continue
        home, _, last = new.rpartition(".")
        is_module = name is not None and target == f"{base}.{name}"
        taken = grouped.setdefault(home if is_module else new, [])
        taken += [last if is_module else name] if name is not None else []
    for home, names in grouped.items():
        yield statement._replace(module=home, level=0, names=None if statement.names is None else tuple(names))


def _targets(renaming: Renaming, base: str, statement: ImportStatement) -> list[tuple[str, str | None]]:
    """Return the modules that a statement reaches, each with the name it takes; None for `import module`."""
    if statement.names is None:
        return [(base, None)]
    modules = renaming.names.modules
    return [(f"{base}.{name}" if f"{base}.{name}" in modules else base, name) for name in statement.names]


def _source(renaming: Renaming, module: str, source: SourceFacts) -> SourceFacts:
    """Adapt the qualified names in the facts of a file."""

    def follow(name: str) -> str:
        bare = renaming.absolute(module, name)
        if bare is None or name.startswith("*."):
            return name
        return renaming(bare) if module in renaming.new or renaming(bare) != bare else name

    references = tuple(one._replace(name=follow(one.name)) for one in source.references)
    writes = tuple(one._replace(model=follow(one.model) if one.model else one.model) for one in source.writes)
    return source._replace(references=references, writes=writes)
