"""Several reports from one run: which output belongs to which format, and which combinations are refused."""

import json
from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.tiny import ANSWER, DIVERGES, repair, run, said

USAGE = "Usage: conformance check [OPTIONS] [LAW]...\nTry 'conformance check --help' for help.\n\nError: "
ANNOTATED = "::error file=src/app/low.py,line=1,col=1,title=high low-to-top::low imports app.top (top)"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory that holds the tiny application."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    for variable in ("NO_COLOR", "FORCE_COLOR", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"):
        monkeypatch.delenv(variable, raising=False)


def written(*words: str) -> dict[str, str]:
    """Return the first line of each file that a command wrote, with standard output under `-`."""
    before = set(Path().iterdir())
    result = run("check", *words)
    assert result.exit_code == 1, result.stderr
    files = {path.name: path.read_text(encoding="utf-8") for path in set(Path().iterdir()) - before}
    return {name: text[:9] for name, text in sorted({"-": result.stdout, **files}.items())}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("--output a --format json", {"-": "", "a": '{\n "basel'}),
        ("--output a", {"-": "", "a": "HIGH low-"}),
        ("--format github --format json --output a", {"-": "::error f", "a": '{\n "basel'}),
        ("--format json --output a --format github", {"-": "::error f", "a": '{\n "basel'}),
        ("--output a --format json --output b --format gitlab", {"-": "", "a": '{\n "basel', "b": '[\n {\n  "c'}),
        ("--format json --output a --format text --output b", {"-": "", "a": '{\n "basel', "b": "HIGH low-"}),
    ],
)
def test_an_output_belongs_to_the_format_before_it(words: str, expected: dict[str, str]) -> None:
    """An output belongs to the format before it, else to the one after it; otherwise standard output is used."""
    assert written(*words.split()) == expected


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "--format json --format sarif",
            "json and sarif would both go to standard output; say --output FILE after one of the two formats",
        ),
        ("--format json --output a --output b", "--output b has no --format of its own; name the format before it"),
        ("--output a --output b", "--output b has no --format of its own; name the format before it"),
        (
            "--output a --output b --format json",
            "two outputs, a and b, for one --format; name a format before each",
        ),
        (
            "--format json --output a --format sarif --output ./a",
            "json and sarif would both be written to a",
        ),
    ],
)
def test_impossible_combinations_are_refused_before_anything_is_read(words: str, sentence: str) -> None:
    """A refused combination is one sentence with exit code 2, and writes no file."""
    assert said(run("check", *words.split())) == (2, "", f"{USAGE}{sentence}\n")
    assert not Path("a").exists()


def test_the_paths_of_reports_are_printed_on_standard_error() -> None:
    """With the answer, unless a report is on standard output; `--quiet` prints neither."""
    pair, other = ("--format", "gitlab", "--output", "a"), ("--format", "rdjsonl", "--output", "b")

    assert said(run("check", *pair, *other)) == (1, "", f"{ANSWER}The report is in a\nThe report is in b\n")
    assert said(run("check", *pair)) == (1, "", f"{ANSWER}The report is in a\n")
    assert said(run("check", *pair, "--format", "text")) == (1, DIVERGES, "The report is in a\n")
    assert said(run("check", *pair, "--quiet")) == (1, "", "")


def test_the_answer_does_not_depend_on_the_format() -> None:
    """Findings below the chosen severity are not annotated but still fail the run."""
    assert said(run("check", "--format", "github", "--severity", "critical")) == (1, ANSWER, "")

    repair()

    assert run("check", "--format", "gitlab").stdout == "[]\n"
    assert run("check", "--format", "gitlab").exit_code == 0


def test_paths_start_at_the_top_of_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are relative to the nearest directory with a `.git` folder or file, wherever the command runs."""
    Path("src/.git").write_text("gitdir: elsewhere")

    assert run("check", "--format", "github").stdout.startswith(ANNOTATED.replace("src/", ""))

    Path("src/.git").unlink()
    Path(".git").mkdir()
    monkeypatch.chdir("src/app")

    assert run("check", "--topology", "../../topology.yaml", "--format", "github").stdout.startswith(ANNOTATED)


def test_without_a_repository_paths_start_where_the_command_was_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are relative to the current directory or the source root; a topology outside has its absolute path."""
    home = Path.cwd()
    law = str(home / "topology.yaml")
    assert run("check", "--format", "github").stdout.startswith(ANNOTATED)

    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    result = run("check", "--topology", law, "--source-root", "../src", "--format", "sarif")
    (found,) = json.loads(result.stdout)["runs"][0]["results"]

    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "src/app/low.py"


def test_a_summary_links_to_the_revision_that_github_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The summary has links only when the workflow's environment names server, repository and revision."""
    assert "https://" not in run("check", "--format", "github-summary").stdout

    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/app")
    monkeypatch.setenv("GITHUB_SHA", "0" * 40)
    link = f"- [`src/app/low.py:1`](https://github.com/owner/app/blob/{'0' * 40}/src/app/low.py#L1) low imports app.top"

    assert link in run("check", "--format", "github-summary").stdout


def test_columns_are_in_the_unit_of_each_format() -> None:
    """Columns are UTF-8 bytes for Python and reviewdog, and characters for SARIF and GitHub."""
    Path("src/app/low.py").write_text("é = 'ü'; import app.top\n", encoding="utf-8")

    (region,) = [
        result["locations"][0]["physicalLocation"]["region"]
        for result in json.loads(run("check", "--format", "sarif").stdout)["runs"][0]["results"]
    ]
    assert region == {"startLine": 1, "startColumn": 10}
    assert '"column": 12' in run("check", "--format", "rdjsonl").stdout
