"""Questions about the sample, with whole answers; `python -m tests.explaining.test_sample_answers` accepts new ones."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from import_conformance.cli.main import cli

ROOT = Path(__file__).parents[2]
CUS = "app.hoc.cus"
QUESTIONS = {
    "edge_across_domains": (
        "explain",
        f"{CUS}.incidents.L5_engines.policy_violation_engine",
        f"{CUS}.policies.L5_engines.policy_driver",
    ),
    "edge_between_layers": ("explain", "L5", "L7"),
    "edge_with_a_chain": ("explain", f"{CUS}.analytics.L3_adapters", "general.L4_runtime"),
    "edge_to_a_package": ("explain", "L5", "sqlmodel", "--limit", "3"),
    "law_forbid": ("explain", "engines-know-no-orm"),
    "law_require": ("explain", "domains-use-the-runtime"),
    "law_layers": ("explain", "L5-to-L5", "--limit", "1"),
    "law_allow_line": ("explain", "L7-to-L7"),
    "kind_of_law": ("explain", "own"),
    "where_a_clone": ("where", f"{CUS}.policies.L6_drivers.transaction_coordinator"),
    "where_shadowed": ("where", "examples/hoc/app/auth.py"),
    "doctor": ("doctor",),
}


def answer(words: tuple[str, ...]) -> str:
    """Return what the tool prints to a pipe, without the installed versions."""
    output = CliRunner().invoke(cli, words, prog_name="conformance").stdout
    before, versions, after = output.partition("    versions:\n")
    return before + versions + "".join(line for line in after.splitlines(keepends=True) if "supported: " not in line)


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_answer_about_the_sample_is_as_expected(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The printed answers are those of the files beside this one."""
    monkeypatch.chdir(ROOT)

    assert answer(QUESTIONS[name]) == Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    os.chdir(ROOT)
    for each, asked in QUESTIONS.items():
        Path(__file__).with_name(f"{each}.txt").write_text(answer(asked), encoding="utf-8")
