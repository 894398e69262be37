"""Plans and suppositions with whole answers; `python -m tests.planning.test_answers` accepts new ones."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from import_conformance.cli.main import cli
from tests.support.tiny import run

ROOT = Path(__file__).parents[2]
ANSWERS = Path(__file__).parent / "answers"
CUS = "app.hoc.cus"
ENGINE = f"{CUS}.incidents.L5_engines.policy_violation_engine"
DRIVERS = (f"{CUS}.incidents.L6_drivers", f"{CUS}.policies.L6_drivers.incident")
QUESTIONS = {
    "waves.txt": ("plan", "--limit", "2"),
    "waves.md": ("plan", "--format", "markdown"),
    "waves.json": ("plan", "--format", "json"),
    "apart.txt": ("plan", "policies", "general"),
    "apart.md": ("plan", "account", "sqlmodel", "--format", "markdown"),
    "apart.json": ("plan", ENGINE, "policies", "--format", "json"),
    "apart_only_illegal.txt": ("plan", "incidents", "sqlmodel", "--only-illegal"),
    "law_layers.txt": ("plan", "L5-to-L3"),
    "law_through_others.txt": ("plan", "no-legacy", "--through-others"),
    "law_acyclic.txt": ("plan", "acyclic-domain"),
    "law_symbols.txt": ("plan", "utc-now", "--limit", "3"),
    "move.txt": ("what-if", "move", "app.services", "app.legacy"),
    "move.md": ("what-if", "move", *DRIVERS, "--format", "markdown"),
    "move.json": ("what-if", "move", *DRIVERS, "--format", "json"),
    "move_and_drop.txt": ("what-if", "move", *DRIVERS, "drop", "policies", "app.models", "--limit", "3"),
    "drop.txt": ("what-if", "drop", "incidents", "policies"),
}
MISTAKES = {
    ("plan", "a", "b", "c"): "plan takes no name, one LAW, or the two ends A and B",
    ("plan", "no-legcy"): "no law has the id 'no-legcy'; nearest: no-legacy",
    ("plan", "policies", f"{CUS}.policies"): f"{CUS}.policies.L3_adapters is part of both policies and {CUS}.policies",
    ("plan", "sqlmodel", "policies"): "sqlmodel is a package from outside; nothing is known of what it imports",
    ("plan", "policies", "app.modles"): "'app.modles' names no module; nearest: app.models",
    ("plan", "utc-now", "--through-others"): "--through-others is for a law of the section `forbid`; utc-now is of",
    ("plan", "L5", "L6", "--through-others"): "--through-others is for a LAW; between A and B it is always so",
    ("what-if", "mv", "a", "b"): "what-if takes changes of three words each: move A B, or drop A B",
    ("what-if", "move", "app.servises", "app.x"): "there is no module 'app.servises'; nearest: app.services",
    ("what-if", "move", "app.services", "app.a-b"): "'app.a-b' is no dotted name of a module",
    ("what-if", "move", "app.services", "app.models"): "there is a module app.models already",
    (
        "what-if",
        "move",
        "app.services",
        "other",
    ): "other would lie outside the code under judgement; begin the name",
    ("what-if", "move", "app.services", "app.services.old"): "app.services.old is app.services itself, or lies in it",
    ("what-if", "move", "app", "app.x"): "app is what the topology judges; a part of it can be moved, not the whole",
    ("what-if", "move", "app.models", f"{ENGINE}.m"): f"{ENGINE} is a file and no package, so nothing can lie in it",
    (
        "what-if",
        "drop",
        "app.services",
        "policies",
    ): "app.services imports nothing of policies, so there is nothing",
}


def answer(words: tuple[str, ...]) -> str:
    """Return what the tool prints to a pipe."""
    return CliRunner().invoke(cli, words, prog_name="conformance").stdout


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_answer_about_the_sample_is_as_expected(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The printed answers are those of the files beside this one."""
    monkeypatch.chdir(ROOT)

    assert answer(QUESTIONS[name]) == (ANSWERS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("words", MISTAKES, ids=" ".join)
def test_an_invalid_question_is_refused_in_a_sentence(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the fault and the nearest names, and the exit code is 2."""
    monkeypatch.chdir(ROOT)
    result = run(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert MISTAKES[words] in " ".join(result.stderr.split())


def test_an_answer_goes_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --output only the path is printed, and the exit code is 0 although there are findings."""
    monkeypatch.chdir(ROOT)
    written = tmp_path / "plan.json"
    result = run("plan", "--format", "json", "--output", str(written))

    assert (result.exit_code, result.output) == (0, f"The plan is in {written}\n")
    assert written.read_text(encoding="utf-8") == (ANSWERS / "waves.json").read_text(encoding="utf-8")


def test_a_file_holds_the_whole_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that is shortened on a screen is whole in a file, unless --limit is given."""
    monkeypatch.chdir(ROOT)
    whole, some = (tmp_path / name for name in ("whole.txt", "some.txt"))
    run("plan", "naive-datetime", "--output", str(whole))
    run("plan", "naive-datetime", "--output", str(some), "--limit", "10")

    assert "(--limit 0 shows all)" not in whole.read_text(encoding="utf-8")
    assert some.read_text(encoding="utf-8") == run("plan", "naive-datetime").stdout
    assert whole.read_text(encoding="utf-8") == run("plan", "naive-datetime", "--limit", "0").stdout


@pytest.mark.parametrize("option", ["--only-illegal", "--running", "--through-others"])
def test_options_of_the_cut_are_refused_without_a_cut(monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    """An option that would change nothing is a usage error."""
    monkeypatch.chdir(ROOT)
    result = run("plan", option)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{option} says how to cut: it is for a LAW, or for A and B" in result.stderr


if __name__ == "__main__":
    os.chdir(ROOT)
    for each, asked in QUESTIONS.items():
        (ANSWERS / each).write_text(answer(asked), encoding="utf-8")
