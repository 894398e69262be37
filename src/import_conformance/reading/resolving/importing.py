"""What can be imported, put together from a ledger and what is known of its files."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from import_conformance.model.codebase import Fate, SourceFile
from import_conformance.model.dotted import lies_in_any
from import_conformance.model.facts import Facts
from import_conformance.model.patterns.pattern import Pattern
from import_conformance.model.topology import Topology
from import_conformance.reading.resolving.importable import ImportableNames
from import_conformance.reading.tree.ledger import Found
from import_conformance.reading.tree.module_files import is_module

_INIT, _STUB = "/__init__.py", "/__init__.pyi"
# Files of these fates are no text to be judged, and are modules all the same.
_UNREAD = frozenset({Fate.EXCLUDED, Fate.OPAQUE})


def importable(topology: Topology, found: Found, facts: Mapping[str, Facts] | None = None) -> ImportableNames:
    """What can be imported from the files of a ledger.

    Args:
        topology: The topology that the ledger was made for.
        found: The ledger.
        facts: What is known of the modules; without it each may bind any name.
    """
    files = [entry.file for entry in found.entries]
    healthy = {file.module: file.path for file in files if file.fate is Fate.UNPLACED and file.module}
    unread = {file.module: file.path for file in files if file.fate in _UNREAD and file.module and is_module(file)}
    packages = {module for module, path in (*unread.items(), *healthy.items()) if "/__init__." in path}
    generated = tuple(located.pattern for located in topology.source.generated)
    named = frozenset(_named(generated, topology.source.packages)).difference(healthy, unread)
    # What is only there to hold a module that is named is a folder without a file of its own, as far as is known.
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


def _shared(found: Found) -> frozenset[str]:
    """The namespaces of which modules lie below several source roots, with a regular package among them.

    Who writes `__init__.py` files left out that of the namespace on purpose; where there is none at all, folders are
    packages whose files were forgotten, and the code base is one that is spread over several roots. A namespace in a
    shared one, with a regular package in it, is shared, too, though one root alone has a portion of it:
    `azure.storage` below `azure`.
    """
    regular = {name for entry in found.entries if entry.is_package for name in _above_name(entry.file.module or "")}
    ranks: dict[str, set[int]] = {}
    for entry in found.entries:
        for package in _above_name(entry.file.module or ""):
            if package in regular and package in found.namespaces:
                ranks.setdefault(package, set()).add(entry.rank)
    shared: set[str] = set()
    for package in sorted(ranks, key=len):
        if len(ranks[package]) > 1 or package.rpartition(".")[0] in shared:
            shared.add(package)
    return frozenset(shared)


def _above_name(module: str) -> list[str]:
    """The dotted names above one."""
    return [module[:at] for at, sign in enumerate(module) if sign == "."]


def with_imported(names: ImportableNames) -> frozenset[str]:
    """All modules, with those that exist because they are imported, and the packages above them."""
    return names.modules.union(*(_with_parents(module, names.roots) for module in names.made))


def _named(generated: Iterable[Pattern], roots: tuple[str, ...]) -> Iterator[str]:
    """The modules that patterns name one by one, and the packages above them."""
    for pattern in generated:
        if pattern.is_plain:
            yield from _with_parents(".".join(pattern.segments), roots)


def _above_generated(generated: Iterable[Pattern]) -> Iterator[Pattern]:
    """The packages above generated modules, as far as something of their own names stands in the pattern."""
    for pattern in generated:
        segments = pattern.segments
        for at in range(1, 0 if pattern.is_plain else len(segments)):
            if segments[at - 1].strip("*") and ("=" in segments[at - 1] or not segments[at - 1].startswith("{")):
                yield Pattern(".".join((*segments[:at], "__init__")))


def _with_parents(module: str, roots: tuple[str, ...]) -> list[str]:
    names = [module[:at] for at, character in enumerate(f"{module}.") if character == "."]
    return [name for name in names if lies_in_any(name, roots)]


def _above(roots: Iterable[str]) -> list[str]:
    """What an import may put before the name of own code, by the folders that lead to the roots; the longest first."""
    found: set[str] = set()
    for root in roots:
        parts = [part for part in PurePosixPath(root.replace("\\", "/")).parts if part not in (".", "/")]
        if ".." in parts:
            parts = parts[len(parts) - parts[::-1].index("..") :]
        found.update(".".join(parts[at:]) for at in range(len(parts)))
    return sorted(found, key=lambda name: (-len(name), name))


def _stubbed(files: Iterable[SourceFile]) -> Iterator[str]:
    """The packages beside whose code a stub lies."""
    return (file.path.removesuffix(_STUB).replace("/", ".") for file in files if file.path.endswith(_STUB))
