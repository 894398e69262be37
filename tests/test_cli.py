"""`conformance check` on a tiny application: whole outputs and exit codes."""

import json
from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.tiny import ANSWER, CONFORMS, DIVERGES, TOPOLOGY, repair, run, said


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory that holds the tiny application."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    for variable in ("NO_COLOR", "FORCE_COLOR", "CONFORMANCE_DEBUG"):
        monkeypatch.delenv(variable, raising=False)


def test_findings_exit_with_1() -> None:
    """What diverges is shown in full on standard output."""
    assert said(run("check")) == (1, DIVERGES, "")


def test_conformance_exits_with_0() -> None:
    """Code that keeps the law gets its answer and the next step."""
    repair()

    assert said(run("check")) == (0, CONFORMS, "")


def test_a_wrong_law_exits_with_2() -> None:
    """All problems of the law are told at once, each with its place, and nothing on standard output."""
    Path("topology.yaml").write_text(TOPOLOGY.replace("low: {modules: app.low}", "low: {modules: app.lo, titel: x}"))

    assert said(run("check")) == (
        2,
        "",
        "topology.yaml:4:58: unknown key 'titel' in layer 'low'; did you mean 'title'?\n"
        "1 problem; nothing was judged.\n",
    )


def test_a_bug_exits_with_3(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the tool itself is one sentence that says how to see more, and more is there when asked for."""

    def broken(_: object) -> None:
        raise KeyError("boom")

    monkeypatch.setattr("import_conformance.cli.session.open_session", broken)
    sentence = (
        "internal error, nothing was judged: KeyError: 'boom' (CONFORMANCE_DEBUG=1 shows where; please report it)\n"
    )

    assert said(run("check")) == (3, "", sentence)

    monkeypatch.setenv("CONFORMANCE_DEBUG", "1")
    result = run("check")

    assert result.exit_code == 3
    assert result.stderr.startswith("Traceback (most recent call last):\n")
    assert result.stderr.endswith(sentence)


def test_an_interrupt_exits_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who presses Ctrl-C is not told of findings by the exit code."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("import_conformance.cli.session.open_session", interrupted)

    assert said(run("check")) == (130, "", "")


def test_an_unknown_law_names_the_nearest() -> None:
    """A misspelt id is a usage error."""
    result = run("check", "low-to-tip")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "Error: Invalid value for LAW: no law has the id 'low-to-tip'; nearest: low-to-top"
    )


def test_chosen_laws_are_judged_alone() -> None:
    """With ids, only these laws count."""
    assert said(run("check", "--quiet", "shadowed-modules")) == (
        0,
        "CONFORMS: 1 law applied to 4 files, no new finding.\n",
        "",
    )
    assert said(run("check", "--quiet", "low-to-top")) == (1, ANSWER, "")


def test_unreadable_files_count_for_every_law() -> None:
    """A file that cannot be read may break the chosen law as well, so the answer stays incomplete."""
    Path("src/app/other.py").write_text("def\n")

    assert said(run("check", "--quiet", "shadowed-modules")) == (
        1,
        "INCOMPLETE: 1 file could not be read; in all others there is no new finding.\n",
        "",
    )


def test_json_goes_to_a_file_and_the_answer_to_standard_error() -> None:
    """`--output` keeps standard output free; `--ledger full` lists the files; `--timings` is the only clock."""
    result = run("check", "--format", "json", "--ledger", "full", "--output", "verdict.json", "--timings")
    document = json.loads(Path("verdict.json").read_text())

    assert said(result)[:2] == (1, "")
    assert result.stderr.splitlines()[1:] == [ANSWER.strip(), "The report is in verdict.json"]
    assert result.stderr.startswith("timings: law ")
    assert sorted(document["timings_ms"]) == ["judge", "law", "read", "total"]
    assert [file["path"] for file in document["ledger"]["files"]] == [
        "app/__init__.py",
        "app/low.py",
        "app/other.py",
        "app/top.py",
    ]


def test_json_on_standard_output_is_all_there_is() -> None:
    """Machines get one object, without times, so that equal code gives equal bytes."""
    first, second = run("check", "--format", "json"), run("check", "--format", "json")

    assert said(first) == said(second)
    assert (first.exit_code, first.stderr) == (1, "")
    assert sorted(json.loads(first.stdout)) == [
        "baseline",
        "contracts_due",
        "findings",
        "laws",
        "ledger",
        "topology",
        "verdict",
        "version",
        "waived",
    ]


def test_a_file_that_cannot_be_written_exits_with_2() -> None:
    """A bad `--output` is the user's to mend."""
    assert said(run("check", "--output", "no/where.txt")) == (
        2,
        "",
        "Error: no/where.txt cannot be written: No such file or directory\n",
    )


@pytest.mark.parametrize(
    ("words", "variables", "colored"),
    [
        ((), (), False),
        (("--color", "always"), (), True),
        (("--color", "never"), ("FORCE_COLOR",), False),
        ((), ("FORCE_COLOR",), True),
        ((), ("FORCE_COLOR", "NO_COLOR"), False),
        (("--color", "always"), ("NO_COLOR",), True),
    ],
)
def test_colours_follow_option_then_environment(
    words: tuple[str, ...], variables: tuple[str, ...], colored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The option decides, then NO_COLOR and FORCE_COLOR; a pipe has no colours of itself."""
    for variable in variables:
        monkeypatch.setenv(variable, "1")

    assert ("\x1b[" in run("check", *words).stdout) is colored


def test_a_stand_in_source_root_is_spoken_of_from_here() -> None:
    """With `--source-root` the places open from the current directory, and the next commands keep the option."""
    Path("src").rename("elsewhere")
    expected = DIVERGES.replace("src/app", "elsewhere/app")
    for command in ("conformance plan", "--reason TEXT"):
        expected = expected.replace(command, f"{command} --source-root elsewhere")

    assert run("check", "--source-root", "elsewhere").stdout == expected
