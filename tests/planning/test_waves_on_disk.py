"""What a plan promises is what happens: its changes are made in files, and the files are judged after each wave."""

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from tests.planning.editing import apply
from tests.support import tiny

ROOT = Path(__file__).parents[2]


def answer(home: Path, *words: str) -> Any:  # noqa: ANN401  # a document of JSON
    """What a command says about the files in a folder, for machines."""
    result = tiny.run(*words, "--format", "json", "--topology", str(home / "topology.yaml"))
    assert result.exit_code in (0, 1), result.stderr
    return json.loads(result.stdout)


def found(home: Path) -> dict[str, int]:
    """How many findings each law has in a real run over the files."""
    return dict(sorted(Counter(each["law"] for each in answer(home, "check", "--no-baseline")["findings"]).items()))


def test_the_waves_of_the_sample_leave_what_the_plan_says(tmp_path: Path) -> None:
    """65 findings, and after each wave of real edits those that were simulated, law by law, down to none."""
    shutil.copy(ROOT / "topology.yaml", tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    plan = answer(tmp_path, "plan")
    real = [found(tmp_path)]
    for wave in plan["waves"]:
        apply(tmp_path / "examples/hoc", [change for unit in wave["units"] for change in unit["changes"]])
        real.append(found(tmp_path))

    assert real[1:] == [wave["left_by_law"] for wave in plan["waves"]]
    assert [sum(laws.values()) for laws in real] == [65, 16, 5, 2, 0]
