"""Read a code base into a value: its ledger, facts, import edges and places in the topology."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from import_conformance.model.base.facts import Facts, Unreadable, Wanted
from import_conformance.model.codebase import Codebase, Fate, Place, SourceFile
from import_conformance.model.likeness import Likeness
from import_conformance.model.placement import Clash, Selection, place
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.model.topology import Topology
from import_conformance.reading.cache.index import Index
from import_conformance.reading.fact_requests import requested_facts
from import_conformance.reading.file_facts import facts_of_files
from import_conformance.reading.foreign.gate_files import LintPlaces, folders_of, foreign_files
from import_conformance.reading.project.declared import asks_for_declared, declared_in
from import_conformance.reading.resolving.importing import importable, with_imported
from import_conformance.reading.resolving.package_names import with_bindings
from import_conformance.reading.resolving.resolution import edges_of
from import_conformance.reading.tree.ledger import WalkResult, walk

# Where files are deleted while a tree is read, it is read up to so many times; then the missing ones are reported.
ATTEMPTS = 3
UNPLACED = "no layer claims it"


class Material(NamedTuple):
    """The parts that a code base is assembled from: the ledger, facts by module, and why files have none by path."""

    found: WalkResult
    facts: Mapping[str, Facts]
    unreadable: Mapping[str, Unreadable]


def read_material(
    topology: Topology,
    base: Path,
    also: Wanted | None = None,
    on_progress: ProgressCallback = silent,
    index: Index | None = None,
) -> Material:
    """Read the parts of the code base below the source roots, without importing any of it.

    When a file is gone by the time it is read, such as a temporary file of an editor, everything is read again, so
    that the file is not reported as unreadable.

    Args:
        topology: Declares the source roots and the laws, and so which facts are needed.
        base: The directory that the topology's source roots are relative to.
        also: Facts to read of every file, besides those that the laws need.
        on_progress: Is called with the number of files that have been read.
        index: The facts cached by earlier runs; it is brought up to date.

    Raises:
        TopologyError: When a source root or package is missing.
    """
    material = _read_once(topology, base, also, on_progress, index)
    for _ in range(ATTEMPTS - 1):
        if not _has_vanished_files(material):
            break
        material = _read_once(topology, base, also, on_progress, index)
    return material


def _read_once(
    topology: Topology, base: Path, also: Wanted | None, on_progress: ProgressCallback, index: Index | None
) -> Material:
    found = walk(topology.source, base, topology.path)
    if asks_for_declared(topology):
        found = found._replace(declared=declared_in(base))
    healthy = [entry for entry in found.entries if entry.file.fate is Fate.UNPLACED]
    requested = _wanted_by_module(topology, found, also)
    facts, unreadable = facts_of_files(healthy, requested, on_progress, index)
    if also and unreadable:
        # Whether a file can be judged must depend on the laws alone, not on what a command asks for besides.
        doubtful = [entry for entry in healthy if entry.file.path in unreadable]
        needed = _wanted_by_module(topology, found, None)
        requested |= {entry.file.module or "": needed[entry.file.module or ""] for entry in doubtful}
        again, unreadable = facts_of_files(doubtful, requested, silent, index)
        facts |= again
    facts = with_bindings(facts, importable(topology, found), healthy, requested, index)
    if index:
        index.save()
    home = Path(topology.path).parent
    foreign = foreign_files(LintPlaces(home, folders_of(home)), base / topology.source.roots[0])
    return Material(found._replace(foreign=foreign), facts, unreadable)


def _has_vanished_files(material: Material) -> bool:
    """Return whether a file could not be read because it no longer exists."""
    entries = (each for each in material.found.entries if each.file.fate is Fate.UNPLACED)
    unread = [entry.absolute for entry in entries if entry.file.path in material.unreadable]
    return not all(map(os.path.lexists, unread))


def assemble(
    topology: Topology,
    found: WalkResult,
    facts: Mapping[str, Facts],
    unreadable: Mapping[str, Unreadable],
    likeness: Likeness | None = None,
) -> Codebase:
    """Assemble a code base from a ledger and the facts of its files."""
    healthy = [entry.file for entry in found.entries if entry.file.fate is Fate.UNPLACED]
    names = importable(topology, found, facts)
    edges = edges_of(facts, names)
    modules = with_imported(names)
    places, clashes = _places(modules, topology)
    rough = {module: known.rough for module, known in facts.items() if known.rough}
    return Codebase(
        files=tuple(_settled(entry.file, places, clashes, unreadable, rough) for entry in found.entries),
        modules=modules,
        paths={file.module: file.path for file in healthy if file.module},
        places=places,
        imports=tuple(edges.internal),
        externals=tuple(edges.externals),
        unresolved=tuple(edges.unresolved),
        optional=tuple(edges.optional),
        facts=facts,
        likeness=likeness or Likeness(),
        foreign=found.foreign,
        roots={file.module: file.root for file in healthy if file.module and file.root},
        beside=found.beside,
        missing=found.missing,
        unread=found.unread,
        declared=found.declared,
        ambiguous={module: (clash.first, clash.second) for module, clash in clashes.items()},
    )


def _places(modules: Iterable[str], topology: Topology) -> tuple[dict[str, Place], dict[str, Clash]]:
    """Return the place of each module that has one, and the two claims on each that two layers claim equally well."""
    places: dict[str, Place] = {}
    clashes: dict[str, Clash] = {}
    for module in sorted(modules):
        found = place(module, topology)
        if isinstance(found, Clash):
            clashes[module] = found
        elif found:
            places[module] = found
    return places, clashes


def _wanted_by_module(topology: Topology, found: WalkResult, also: Wanted | None) -> dict[str, Wanted]:
    modules = found.namespaces.union(entry.file.module for entry in found.entries if entry.file.module)
    requested = requested_facts(topology, Selection(modules, _places(modules, topology)[0]))
    if also:
        requested = {module: each | also for module, each in requested.items()}
    rest = also or Wanted()
    return {module: requested.get(module, rest) for module in modules}


def _unplaced(file: SourceFile, clashes: Mapping[str, Clash]) -> str:
    """Return the reason why a file is in no layer."""
    clash = clashes.get(file.module or "")
    reason = f"two layers claim it: {clash.first.layer} and {clash.second.layer}" if clash else UNPLACED
    return f"{reason}; another name of {file.same_as}" if file.same_as else reason


def _roughly(file: SourceFile, why: Unreadable) -> SourceFile:
    reason = "; ".join(filter(None, (file.reason, why.reason)))
    return file._replace(reason=reason, line=why.line, column=why.column)


def _settled(
    file: SourceFile,
    places: Mapping[str, Place],
    clashes: Mapping[str, Clash],
    unreadable: Mapping[str, Unreadable],
    rough: Mapping[str, Unreadable],
) -> SourceFile:
    """Return the final line of the ledger for a file."""
    if file.path in unreadable and file.fate is Fate.UNPLACED:
        why = unreadable[file.path]
        return file._replace(fate=Fate.UNPARSABLE, reason=why.reason, line=why.line, column=why.column)
    if file.fate is Fate.UNPLACED:
        # Not `_replace`, which takes three times as long: this is done for each file.
        if file.same_as and file.module in places:
            reason = f"another name of {file.same_as}, judged under both"
            return file._replace(fate=Fate.LINKED, reason=reason)
        fate, reason = (Fate.JUDGED, "") if file.module in places else (Fate.UNPLACED, _unplaced(file, clashes))
        settled = SourceFile(file.path, fate, file.module, reason, recovered=file.recovered, root=file.root)
        return _roughly(settled, rough[file.module]) if file.module and file.module in rough else settled
    if file.fate is Fate.JUDGED and file.module not in places:
        return file._replace(fate=Fate.UNPLACED, reason=f"{UNPLACED}; {file.reason}")
    return file
