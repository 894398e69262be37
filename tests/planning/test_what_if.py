"""What if: what is said of a copy in memory is what happens when the files are really moved."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.planning.editing import reroute
from tests.support import tiny

ROOT = Path(__file__).parents[2]
CUS = "app.hoc.cus"


def findings(home: Path) -> Counter[tuple[str, str, str]]:
    """Return the findings of a real run: law, path and message."""
    words = ("check", "--no-baseline", "--format", "json", "--topology", str(home / "topology.yaml"))
    document = json.loads(tiny.run(*words).stdout)
    return Counter((each["law"], each["path"], each["message"]) for each in document["findings"])


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (f"{CUS}.incidents.L6_drivers", f"{CUS}.policies.L6_drivers.incident"),
        (f"{CUS}.general.L5_utils.time", f"{CUS}.general.L5_utils.clock"),
        (f"{CUS}.policies.L5_engines.policy_driver", f"{CUS}.incidents.L5_engines.policy_engine"),
        (f"{CUS}.policies.L5_engines.governance_orchestrator", f"{CUS}.general.L4_runtime.engines.second"),
        (f"{CUS}.analytics", f"{CUS}.overview.analytics"),
    ],
)
def test_a_move_on_disk_has_the_predicted_findings(tmp_path: Path, source: str, target: str) -> None:
    """The same findings, or the same sentences about the law, as when files and imports are edited by hand."""
    shutil.copy(ROOT / "topology.yaml", tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    topology = str(tmp_path / "topology.yaml")
    said = json.loads(tiny.run("what-if", "move", source, target, "--format", "json", "--topology", topology).stdout)
    before, root = findings(tmp_path), tmp_path / "examples/hoc"
    move(root, source, target)
    checked = tiny.run("check", "--no-baseline", "--format", "json", "--topology", topology)

    faults = [each for each in json.loads(checked.stdout)["findings"] if each["kind"] == "at-fault"]
    places = [f"{topology}:{each['line']}:{each['column']}: {each['message']}" for each in faults]
    assert sorted(places) == sorted(said["outcome"]["problems"])
    if not faults:
        after = findings(tmp_path)
        assert said["outcome"]["kept"] + len(said["outcome"]["gone"]) == before.total()
        assert said["outcome"]["kept"] + len(said["outcome"]["new"]) == after.total()
        assert Counter((each["law"], each["path"], each["message"]) for each in said["outcome"]["new"]) <= after


def move(root: Path, source: str, target: str) -> None:
    """Move a file or folder, and rewrite every import of it."""
    old, new = root / source.replace(".", "/"), root / target.replace(".", "/")
    if not old.exists():
        old, new = old.with_suffix(".py"), new.with_suffix(".py")
    new.parent.mkdir(parents=True, exist_ok=True)
    old.rename(new)
    reroute(root, source, target)
