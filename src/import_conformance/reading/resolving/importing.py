"""Determine from a ledger and the facts of its files what can be imported."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from import_conformance.model.base.facts import Facts
from import_conformance.model.codebase import Fate, SourceFile
from import_conformance.model.dotted import lies_in_any, names_above
from import_conformance.model.patterns.pattern import Pattern
from import_conformance.model.topology import Topology
from import_conformance.reading.resolving.importable import ImportableNames
from import_conformance.reading.tree.ledger import WalkResult
from import_conformance.reading.tree.module_files import is_module

_INIT, _STUB = "/__init__.py", "/__init__.pyi"
# Files of these fates are not read, but they are modules.
_UNREAD = frozenset({Fate.EXCLUDED, Fate.OPAQUE})


def importable(topology: Topology, found: WalkResult, facts: Mapping[str, Facts] | None = None) -> ImportableNames:
    """Return what can be imported from the files of a ledger; without facts each module may bind any name."""
    files = [entry.file for entry in found.entries]
    healthy = {file.module: file.path for file in files if file.fate is Fate.UNPLACED and file.module}
    unread = {file.module: file.path for file in files if file.fate in _UNREAD and file.module and is_module(file)}
    packages = {module for module, path in (*unread.items(), *healthy.items()) if "/__init__." in path}
    generated = tuple(located.pattern for located in topology.source.generated)
    named = frozenset(_named(generated, topology.source.packages)).difference(healthy, unread)
    # A package that exists only because a generated module is in it is taken for a folder without a file of its own.
    namespaces = found.namespaces.union(name for name in named if not any(each.claims(name) for each in generated))
    return ImportableNames(
        namespaces.union(healthy, unread, named),
        namespaces | packages,
        namespaces,
        topology.source.packages,
        {module: known.bindings for module, known in (facts or {}).items() if known.bindings},
        generated,
        tuple(_above(topology.source.roots)),
        frozenset(_stubbed(files)),
        found.folders,
        _shared(found) if len(topology.source.roots) > 1 else frozenset(),
        tuple(_above_generated(generated)),
    )


def _shared(found: WalkResult) -> frozenset[str]:
    """Return the namespaces with modules in several source roots, and with a regular package among them.

    Authors who write `__init__.py` files leave out that of a namespace on purpose. Where there is none at all, the
    folders are packages whose files were forgotten, in a code base that is spread over several roots. A namespace with
    a regular package in it is shared as well if it is in a shared one, even though a single root has a portion of it:
    `azure.storage` in `azure`.
    """
    regular = {name for entry in found.entries if entry.is_package for name in names_above(entry.file.module or "")}
    ranks: dict[str, set[int]] = {}
    for entry in found.entries:
        for package in names_above(entry.file.module or ""):
            if package in regular and package in found.namespaces:
                ranks.setdefault(package, set()).add(entry.rank)
    shared: set[str] = set()
    for package in sorted(ranks, key=len):
        if len(ranks[package]) > 1 or package.rpartition(".")[0] in shared:
            shared.add(package)
    return frozenset(shared)


def with_imported(names: ImportableNames) -> frozenset[str]:
    """Return all modules, with those that exist because they are imported, and the packages above them."""
    return names.modules.union(*(_with_parents(module, names.roots) for module in names.made))


def _named(generated: Iterable[Pattern], roots: tuple[str, ...]) -> Iterator[str]:
    """Yield the modules that patterns without wildcards name, and the packages above them."""
    for pattern in generated:
        if pattern.is_plain:
            yield from _with_parents(".".join(pattern.segments), roots)


def _above_generated(generated: Iterable[Pattern]) -> Iterator[Pattern]:
    """Yield patterns of the packages above generated modules, except those that end in a mere wildcard."""
    for pattern in generated:
        segments = pattern.segments
        for count in range(1, 0 if pattern.is_plain else len(segments)):
            last = segments[count - 1]
            if last.strip("*") and ("=" in last or not last.startswith("{")):
                yield Pattern(".".join((*segments[:count], "__init__")))


def _with_parents(module: str, roots: tuple[str, ...]) -> list[str]:
    return [name for name in (*names_above(module), module) if lies_in_any(name, roots)]


def _above(roots: Iterable[str]) -> list[str]:
    """Return the prefixes that an import may put before own code, from the folders of the roots; the longest first."""
    found: set[str] = set()
    for root in roots:
        parts = [part for part in PurePosixPath(root.replace("\\", "/")).parts if part not in (".", "/")]
        if ".." in parts:
            parts = parts[len(parts) - parts[::-1].index("..") :]
        found.update(".".join(parts[start:]) for start in range(len(parts)))
    return sorted(found, key=lambda name: (-len(name), name))


def _stubbed(files: Iterable[SourceFile]) -> Iterator[str]:
    """Yield the packages that have a stub of their `__init__` beside the code."""
    return (file.path.removesuffix(_STUB).replace("/", ".") for file in files if file.path.endswith(_STUB))
