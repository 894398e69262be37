"""What a plan promises is what happens: its changes are made in files, and the files are judged after each wave."""

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from tests.planning.editing import apply
from tests.support import tiny

ROOT = Path(__file__).parents[2]


def output_of(home: Path, *words: str) -> Any:  # noqa: ANN401  # a document of JSON
    """Return the JSON output of a command about the files in a folder."""
    result = tiny.run(*words, "--format", "json", "--topology", str(home / "topology.yaml"))
    assert result.exit_code in (0, 1), result.stderr
    return json.loads(result.stdout)


def found(home: Path) -> dict[str, int]:
    """Return how many findings each law has in a real run over the files."""
    return dict(sorted(Counter(each["law"] for each in output_of(home, "check", "--no-baseline")["findings"]).items()))


def test_each_wave_of_the_sample_leaves_the_findings_that_the_plan_states(tmp_path: Path) -> None:
    """65 findings, and after each wave of real edits those that were simulated, law by law, down to none."""
    shutil.copy(ROOT / "topology.yaml", tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    plan = output_of(tmp_path, "plan")
    real = [found(tmp_path)]
    for wave in plan["waves"]:
        apply(tmp_path / "examples/hoc", [change for unit in wave["units"] for change in unit["changes"]])
        real.append(found(tmp_path))

    assert real[1:] == [wave["left_by_law"] for wave in plan["waves"]]
    assert [sum(laws.values()) for laws in real] == [65, 16, 5, 2, 0]
