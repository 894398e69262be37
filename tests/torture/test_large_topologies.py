"""Topologies far larger than any written by hand are judged in time proportional to their size."""

import time

import pytest

from import_conformance.judging.judge import applied, consistent
from import_conformance.model.placement import place
from import_conformance.model.topology import TopologyError
from import_conformance.reading.topology.load import MAX_PATTERNS, parse_topology
from tests.support.building import HEAD, code


def text_of(layers: int, pattern: str = "app.l{n}") -> str:
    """Return a topology in which each layer may import the next, with a ban for each."""
    names = range(layers)
    places = "".join(f'  l{n}: {{modules: "{pattern.format(n=n)}"}}\n' for n in names)
    allow = "".join(f"  - l{n} -> l{n + 1}\n" for n in names if n + 1 < layers)
    bans = "".join(f"  b{n}: {{from: l{n + 1}, to: l{n}}}\n" for n in names if n + 1 < layers)
    return f"{HEAD}layers:\n{places}allow:\n{allow}forbid:\n{bans}"


def seconds(layers: int) -> float:
    """Return the time to read such a topology and to judge one module for each layer."""
    begun = time.process_time()
    topology = consistent(parse_topology(text_of(layers), "topology.yaml"))
    sources = {f"app/l{n}.py": f"import app.l{n + 1}\n" for n in range(layers - 1)} | {f"app/l{layers - 1}.py": ""}
    judgements, problems = applied(topology, code(topology, sources))
    assert not problems
    assert not any(judged.findings for judged in judgements)
    return time.process_time() - begun


def test_a_thousand_layers_take_seconds() -> None:
    """Twice as many layers take about twice as long."""
    once, twice = seconds(500), seconds(1_000)

    assert twice < 12
    assert twice < 3 * once + 0.5


def test_an_upward_import_among_a_thousand_layers_is_found() -> None:
    """The finding belongs to the law of its two layers."""
    topology = parse_topology(text_of(1_000).partition("forbid")[0], "topology.yaml")
    sources = {f"app/l{n}.py": "" for n in range(1_000)} | {"app/l700.py": "import app.l3\n"}
    judgements, _ = applied(topology, code(topology, sources))

    assert [f.law for judged in judgements for f in judged.findings] == ["l700-to-l3"]


@pytest.mark.parametrize("pattern", ["app.l{n}", "app.*.l{n}", "app.**.l{n}.x", "app.x.l{n}_*"])
def test_twenty_thousand_patterns_are_read_and_place_modules(pattern: str) -> None:
    """Modules are looked up in an index instead of tried against each pattern."""
    places = "".join(f'  - "{pattern.format(n=n)}"\n' for n in range(MAX_PATTERNS))
    topology = parse_topology(f"{HEAD}layers:\n all:\n  modules:\n{places}", "topology.yaml")
    begun = time.process_time()

    for n in range(0, MAX_PATTERNS, 20):
        module = pattern.format(n=n).replace("**", "y.z").replace("*", "y")
        assert place(module, topology), module

    assert time.process_time() - begun < 8


def test_more_patterns_are_refused() -> None:
    """The error has the position of the first pattern above the limit."""
    places = ", ".join(f"app.l{n}" for n in range(MAX_PATTERNS + 1))
    with pytest.raises(TopologyError, match=r"this is pattern 20001; a topology may hold 20000"):
        parse_topology(f"{HEAD}layers: {{all: {{modules: [{places}]}}}}\n", "topology.yaml")


def test_a_thousand_misspelt_names_take_no_time() -> None:
    """Suggestions stop once they become expensive."""
    text = text_of(3_000) + "".join(f"  x{n}: {{from: lx{n}, to: l{n}}}\n" for n in range(1_000))
    begun = time.process_time()

    with pytest.raises(TopologyError, match="did you mean"):
        parse_topology(text, "topology.yaml")

    assert time.process_time() - begun < 15
