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
    """A divergence is shown in full on standard output."""
    assert said(run("check")) == (1, DIVERGES, "")


def test_conformance_exits_with_0() -> None:
    """Code that keeps the law gets the answer and the next step."""
    repair()

    assert said(run("check")) == (0, CONFORMS, "")


def test_an_invalid_topology_exits_with_2() -> None:
    """All problems of the topology are reported at once with their positions, and standard output stays empty."""
    Path("topology.yaml").write_text(TOPOLOGY.replace("low: {modules: app.low}", "low: {modules: app.lo, titel: x}"))

    assert said(run("check")) == (
        2,
        "",
        "topology.yaml:4:58: unknown key 'titel' in layer 'low'; did you mean 'title'?\n"
        "1 problem; nothing was judged.\n",
    )


def test_a_bug_exits_with_3(monkeypatch: pytest.MonkeyPatch) -> None:
    """An internal error is one sentence that names the switch for the traceback, and the switch shows it."""

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
    """After Ctrl-C the exit code is 130, not the one for findings."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("import_conformance.cli.session.open_session", interrupted)

    assert said(run("check")) == (130, "", "")


def test_an_unknown_law_names_the_nearest() -> None:
    """A misspelt law id is a usage error that suggests the nearest id."""
    result = run("check", "low-to-tip")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "Error: Invalid value for LAW: no law has the id 'low-to-tip'; nearest: low-to-top"
    )


def test_chosen_laws_are_judged_alone() -> None:
    """With law ids as arguments only these laws count."""
    assert said(run("check", "--quiet", "shadowed-modules")) == (
        0,
        "CONFORMS: 1 law applied to 4 files, no new finding.\n",
        "",
    )
    assert said(run("check", "--quiet", "low-to-top")) == (1, ANSWER, "")


def test_unreadable_files_count_for_every_law() -> None:
    """An unreadable file may break the chosen law as well, so the answer stays incomplete."""
    Path("src/app/other.py").write_text("def\n")

    assert said(run("check", "--quiet", "shadowed-modules")) == (
        1,
        "INCOMPLETE: 1 file could not be read; in all others there is no new finding.\n",
        "",
    )


def test_json_goes_to_a_file_and_the_answer_to_standard_error() -> None:
    """`--output` leaves standard output empty, `--ledger full` lists the files, `--timings` adds the times."""
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


def test_json_is_alone_on_standard_output() -> None:
    """Standard output is one JSON object without times, so that equal code gives equal bytes."""
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
    """An unwritable `--output` is a usage error."""
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
    """The option wins over NO_COLOR and FORCE_COLOR; a pipe gets no colours by default."""
    for variable in variables:
        monkeypatch.setenv(variable, "1")

    assert ("\x1b[" in run("check", *words).stdout) is colored


def test_places_and_next_steps_keep_the_given_source_root() -> None:
    """With `--source-root` places are relative to the current directory, and suggested commands keep the option."""
    Path("src").rename("elsewhere")
    expected = DIVERGES.replace("src/app", "elsewhere/app")
    for command in ("conformance plan", "--reason TEXT"):
        expected = expected.replace(command, f"{command} --source-root elsewhere")

    assert run("check", "--source-root", "elsewhere").stdout == expected
