"""Whole reports in each machine format: three verdicts made by hand, and the sample by the real command.

`UPDATE_SNAPSHOTS=1 pytest tests/reporting` writes the files in tests/reporting/snapshots again.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

import import_conformance
from import_conformance.cli.report_options import FORMATS
from import_conformance.model.structure.structure import Structure
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.machine import github, github_summary, gitlab, rdjsonl, sarif
from import_conformance.reporting.view import View
from tests.reporting.machine.verdicts import AROUND, PICTURES, VERDICTS
from tests.support.pinned import is_pinned
from tests.support.tiny import run

ROOT = Path(__file__).parents[3]
SNAPSHOTS = Path(__file__).parents[1] / "snapshots"
VIEW = View(show_known=True, limit=2)
RENDERERS: dict[str, Callable[[Verdict, Structure], str]] = {
    "sarif": lambda verdict, _: "".join(sarif.render(verdict, AROUND)),
    "github": lambda verdict, _: github.render(verdict, AROUND, VIEW),
    "github-summary": lambda verdict, parts: github_summary.render(verdict, AROUND, VIEW, parts),
    "gitlab": lambda verdict, _: "".join(gitlab.render(verdict, AROUND)),
    "rdjsonl": lambda verdict, _: rdjsonl.render(verdict, AROUND, VIEW),
}


@pytest.mark.parametrize("form", RENDERERS)
@pytest.mark.parametrize("name", VERDICTS)
def test_a_verdict_in_a_format(name: str, form: str) -> None:
    """The report of each verdict made by hand is the pinned one."""
    assert is_pinned(SNAPSHOTS / f"{name}.{form}", RENDERERS[form](VERDICTS[name], PICTURES[name]))


def test_the_sample_in_every_format_by_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One command writes seven files, and paths for code hosts start at the top of the repository."""
    monkeypatch.chdir(ROOT)
    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"):
        monkeypatch.delenv(name, raising=False)
    pairs = [word for form in FORMATS for word in ("--format", form, "--output", str(tmp_path / form))]

    assert run("check", "--no-baseline", *pairs).exit_code == 1
    for form in FORMATS:
        text = (tmp_path / form).read_text(encoding="utf-8")
        for key in ("version", "semanticVersion"):
            text = text.replace(f'"{key}": "{import_conformance.__version__}"', f'"{key}": "of this tool"')
        assert is_pinned(SNAPSHOTS / f"sample.{form}", text)
