"""Small code bases and laws for tests, built in memory from a few lines of text."""

from pathlib import Path
from textwrap import dedent

from import_conformance import api
from import_conformance.model.base.facts import OPEN_BINDINGS, Bindings, Facts, Wanted
from import_conformance.model.codebase import Codebase, Fate, Place, SourceFile
from import_conformance.model.finding import Finding
from import_conformance.model.placement import Selection, place
from import_conformance.model.topology import Topology
from import_conformance.model.verdict import Verdict
from import_conformance.reading.cache.index import Index
from import_conformance.reading.codebase import Material, assemble, read_material
from import_conformance.reading.fact_requests import requested_facts
from import_conformance.reading.resolving.importable import bindings_asked
from import_conformance.reading.resolving.importing import importable
from import_conformance.reading.source.facts import facts_of
from import_conformance.reading.source.module_bindings import bindings_of
from import_conformance.reading.topology.load import parse_topology
from import_conformance.reading.tree.ledger import Entry, WalkResult
from import_conformance.rules.shared.base import Case

HEAD = """\
topology: 1
name: Test
source: {roots: [.], packages: [app]}
"""


def law(text: str) -> Topology:
    """Return a topology over the package `app`: the given sections behind the required head."""
    return parse_topology(HEAD + dedent(text), "topology.yaml")


def verdict_on_disk(topology_path: Path, *, use_baseline: bool = True) -> Verdict:
    """Return the verdict on files, through the whole way from a topology file."""
    topology = api.load_topology(topology_path)
    return api.judge(topology, api.read_codebase(topology), api.read_baseline(topology) if use_baseline else ())


def read_codebase(topology: Topology, base: Path, index: Index | None = None) -> Codebase:
    """Return the code base on disk below a directory."""
    return assemble(topology, *read_material(topology, base, index=index))


def code(topology: Topology, sources: dict[str, str], also: Wanted | None = None) -> Codebase:
    """Return a code base from sources by path (`app/a.py`); parents without an `__init__.py` become namespace packages.

    also: facts to read besides those that the laws ask for.
    """
    return assemble(topology, *material(topology, sources, also))


def material(topology: Topology, sources: dict[str, str], also: Wanted | None = None) -> Material:
    """Return the material from which such a code base is built."""
    always = also or Wanted()
    texts = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in sorted(sources)}
    parents = {module[:at] for module in texts for at, character in enumerate(module) if character == "."}
    found = WalkResult(
        tuple(Entry(SourceFile(path, Fate.UNPLACED, module), path) for module, path in texts.items()),
        frozenset(parents - set(texts)),
    )
    asked = requested_facts(topology, places_of(topology, parents | set(texts)))
    facts = {}
    for module, path in texts.items():
        read = facts_of(dedent(sources[path]).encode(), asked.get(module, Wanted()) | Wanted(shape=True) | always)
        assert isinstance(read, Facts), read
        facts[module] = read
    names = importable(topology, found)

    def bindings(module: str, names: frozenset[str]) -> Bindings:
        known = facts[module]
        facts[module] = known._replace(bindings=bindings_of(dedent(sources[texts[module]]), known.imports, names))
        return facts[module].bindings or OPEN_BINDINGS

    bindings_asked(dict(facts), names, bindings)
    return Material(found, facts, {})


def places_of(topology: Topology, modules: set[str]) -> Selection:
    """Return the modules that selectors name."""
    found = {module: place(module, topology) for module in modules}
    return Selection(modules, {module: at for module, at in found.items() if isinstance(at, Place)})


def case(text: str, sources: dict[str, str]) -> Case:
    """Return a law and a code base, ready for a rule."""
    topology = law(text)
    return Case(topology, code(topology, sources))


def brief(finding: Finding) -> str:
    """Return a finding in one line: `law path:line message`."""
    return f"{finding.law} {finding.path}:{finding.line} {finding.message}"
