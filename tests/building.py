"""Small code bases and laws for tests, built in memory from a few lines of text."""

from textwrap import dedent

from conformance.model.codebase import Codebase, Fate, SourceFile
from conformance.model.facts import Facts, Wanted
from conformance.model.finding import Finding
from conformance.model.topology import Topology
from conformance.reading.codebase import assemble
from conformance.reading.facts import facts_of
from conformance.reading.ledger import Entry, Found
from conformance.reading.topology_file import parse_topology
from conformance.rules.base import Case

HEAD = """\
topology: 1
name: Test
source: {roots: [.], packages: [app]}
"""


def law(text: str) -> Topology:
    """A topology over the package `app`: the given sections behind the obligatory head."""
    return parse_topology(HEAD + dedent(text), "topology.yaml")


def code(topology: Topology, sources: dict[str, str]) -> Codebase:
    """A code base from sources by path (`app/a.py`); parents without an `__init__.py` become namespace packages."""
    entries, facts = [], {}
    for path, text in sorted(sources.items()):
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        found = facts_of(dedent(text).encode(), Wanted(shape=True))
        assert isinstance(found, Facts), found
        facts[module] = found
        entries.append(Entry(SourceFile(path, Fate.UNPLACED, module), path))
    parents = {module[:at] for module in facts for at, character in enumerate(module) if character == "."}
    return assemble(topology, Found(tuple(entries), frozenset(parents - set(facts))), facts, {})


def case(text: str, sources: dict[str, str]) -> Case:
    """A law and a code base, ready for a rule."""
    topology = law(text)
    return Case(topology, code(topology, sources))


def brief(finding: Finding) -> str:
    """A finding in one line: `law path:line message`."""
    return f"{finding.law} {finding.path}:{finding.line} {finding.message}"
