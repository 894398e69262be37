"""The public Python API: what its functions return and raise."""

from pathlib import Path

import pytest

from import_conformance import api
from import_conformance.model.debt.ratchet import baseline_of
from import_conformance.writing.baseline_file import write_baseline
from tests.support.tiny import build


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An application with one breach."""
    build(tmp_path)
    return tmp_path


def test_three_calls_lead_from_a_file_to_a_verdict(home: Path) -> None:
    """Loading, reading and judging find what `conformance check` finds."""
    topology = api.load_topology(home / "topology.yaml")
    codebase = api.read_codebase(topology)
    verdict = api.judge(topology, codebase, api.read_baseline(topology))

    assert (verdict.outcome, [(found.law, found.path, found.line) for found in verdict.new]) == (
        api.Outcome.DIVERGES,
        [("low-to-top", "app/low.py", 1)],
    )


def test_known_findings_are_marked(home: Path) -> None:
    """With the topology's own baseline no finding is new."""
    topology = api.load_topology(home / "topology.yaml")
    codebase = api.read_codebase(topology)
    write_baseline(home / "known.json", baseline_of(api.judge(topology, codebase).findings, ()))
    verdict = api.judge(topology, codebase, api.read_baseline(topology))

    assert (verdict.outcome, [found.state for found in verdict.findings]) == (api.Outcome.CONFORMS, [api.State.KNOWN])


def test_another_source_root_can_be_given(home: Path) -> None:
    """A source root can replace that of the topology, as `--source-root` does."""
    (home / "src").rename(home / "elsewhere")
    codebase = api.read_codebase(api.load_topology(home / "topology.yaml"), source_root=home / "elsewhere")

    assert {module: codebase.paths[module] for module in ("app", "app.low")} == {
        "app": "app/__init__.py",
        "app.low": "app/low.py",
    }


def test_only_the_requested_facts_are_read(home: Path) -> None:
    """By default only imports are read from a file; other facts must be requested."""
    (home / "src/app/low.py").write_text("def now(): pass\n")
    topology = api.load_topology(home / "topology.yaml")
    asked = api.read_codebase(topology, facts=api.Wanted(definitions=True)).facts["app.low"].source

    assert asked
    assert ([found.name for found in asked.definitions], api.read_codebase(topology).facts["app.low"].source) == (
        ["now"],
        None,
    )


def test_a_broken_topology_raises_all_its_problems(home: Path) -> None:
    """The error lists every problem with its position and a sentence."""
    (home / "topology.yaml").write_text("topology: 1\nname: Tiny\nlayer: {}\n")
    with pytest.raises(api.TopologyError) as raised:
        api.load_topology(home / "topology.yaml")

    assert [(problem.position.line, problem.sentence.partition("'")[0]) for problem in raised.value.problems] == [
        (1, "the topology has no "),
        (3, "unknown key "),
    ]


def test_all_public_names_can_be_imported() -> None:
    """Each name that the stability promise covers can be imported."""
    assert [name for name in api.__all__ if not hasattr(api, name)] == []
