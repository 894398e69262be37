"""`conformance prove` on the sample, as a user runs it."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.support.tiny import run

ROOT = Path(__file__).parent.parent
LAYERS = ("L2", "L3", "L4", "L5", "L6", "L7", "platform", "utils", "legacy")


def test_the_law_of_the_sample_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each law and contract is broken by its own change; only imports of quarantined code break two laws at once."""
    monkeypatch.chdir(ROOT)
    result = run("prove", "--format", "json")
    document = json.loads(result.stdout)
    laws = document["laws"]

    assert result.exit_code == 0
    assert document["summary"] == "80/80 laws can fail; 64/64 contracts can fail"
    assert Counter(law["rule"] for law in laws) == {
        "layers": 62,
        "builtin": 4,
        "forbid": 2,
        "require": 2,
        "own": 2,
        "ban": 2,
        "name": 2,
        "symbols": 1,
        "acyclic": 1,
        "quarantine": 1,
        "headers": 1,
    }
    assert {law["id"]: law["also"] for law in laws if law["also"]} == {
        f"{layer}-to-quarantine": ["quarantine.set-aside"] for layer in LAYERS
    }
    assert [law["id"] for law in laws if not law["change"]] == ["domains-use-the-runtime", "coordinated-writes"]
    assert (document["contracts_file"], document["note"], document["problems"]) == (".importlinter", "", [])


def test_the_projects_own_law_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each law of the project's own topology can fail."""
    monkeypatch.chdir(ROOT)
    result = run(
        "prove", "no-print", "modules", "rule-to-rule", "--topology", "tests/self/topology.yaml", "--source-root", "src"
    )

    assert result.exit_code == 0
    assert "CANNOT FAIL" not in result.stdout
