"""Shell completion on a tiny application: only words that the command accepts, and nothing when in doubt."""

from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from import_conformance.cli.main import cli
from tests.support import tiny
from tests.support.tiny import python, run

PAGE = Path(__file__).parents[1] / "docs/completion.md"
LAWS = ["low-to-top", "unresolved-imports", "shadowed-modules", "unparsable-files"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory that holds the tiny application."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)


def offered(*words: str) -> list[str]:
    """Return what is offered for the last word, after the words before it."""
    complete = BashComplete(cli, {}, "conformance", "_CONFORMANCE_COMPLETE")
    return [item.value for item in complete.get_completions(list(words[:-1]), words[-1])]


def test_commands_and_options_are_offered() -> None:
    """Completion offers what click knows by itself."""
    assert offered("do") == ["doctor"]
    assert offered("check", "--co") == ["--color"]
    assert offered("check", "--format", "git") == ["github", "github-summary", "gitlab"]


def test_check_and_prove_complete_their_laws() -> None:
    """Written and derived laws are offered in the order of a verdict, those derived from `allow` included."""
    assert offered("check", "") == LAWS
    assert offered("prove", "low") == ["low-to-top"]
    assert {run("check", law).exit_code for law in offered("check", "")} == {0, 1}


def test_explain_completes_laws_or_the_ends_of_an_import() -> None:
    """After a first word only layers and modules are offered, since a law is asked for alone."""
    assert offered("explain", "lo") == ["low-to-top", "low"]
    assert offered("explain", "la") == ["layers"]
    assert offered("explain", "low", "") == ["top", "low", "app", "app.low", "app.other", "app.top"]


def test_where_completes_modules_or_leaves_files_to_the_shell() -> None:
    """Modules are offered until the word contains a slash; paths are left to the shell."""
    assert offered("where", "app.t") == ["app.top"]
    complete = BashComplete(cli, {}, "conformance", "_CONFORMANCE_COMPLETE")
    assert [(item.type, item.value) for item in complete.get_completions(["where"], "src/")] == [("file", "src/")]


def test_plan_completes_laws_ends_and_changes() -> None:
    """`plan` completes like `explain`; a change is a verb and two modules, and can be repeated."""
    assert offered("plan", "low") == ["low-to-top", "low"]
    assert offered("what-if", "") == ["move", "drop"]
    assert offered("what-if", "move", "app.l") == ["app.low"]
    assert offered("what-if", "move", "app.low", "app.new", "dr") == ["drop"]


def test_completion_respects_topology_and_source_root() -> None:
    """`--topology` and `--source-root` before the word decide what is offered."""
    Path("topology.yaml").rename("law.yaml")
    Path("src").rename("elsewhere")

    assert offered("where", "--topology", "law.yaml", "--source-root", "elsewhere", "app.l") == ["app.low"]


@pytest.mark.parametrize("text", ["", "topology: [", "topology: 1\nname: X\nsource: {roots: [no], packages: [app]}\n"])
def test_an_invalid_topology_completes_to_nothing(text: str) -> None:
    """Nothing is offered or printed when the topology is invalid."""
    Path("topology.yaml").write_text(text)

    assert offered("where", "a") == []
    assert set(offered("check", "")) <= set(LAWS)


def test_laws_are_offered_without_code() -> None:
    """Those that are written, and the built-in ones; pairs of layers are judged where there are modules."""
    forbid = "forbid: {no-top: {from: low, to: top}}\n"
    Path("topology.yaml").write_text(tiny.TOPOLOGY.replace("[src]", "[gone]") + forbid)

    assert {"no-top", "unresolved-imports"} <= set(offered("check", ""))


def test_completion_prints_nothing_on_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell's own call of the command leaves standard error empty."""
    monkeypatch.setenv("_CONFORMANCE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "conformance where app.o")
    monkeypatch.setenv("COMP_CWORD", "2")
    answer = python("-m", "import_conformance")

    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "plain,app.other\n", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_of_the_page_gets_its_script(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines in docs/completion.md use the variable that the command reads."""
    line = f"_CONFORMANCE_COMPLETE={shell}_source conformance"
    monkeypatch.setenv("_CONFORMANCE_COMPLETE", f"{shell}_source")
    script = python("-m", "import_conformance")

    assert line in PAGE.read_text(encoding="utf-8")
    assert (script.returncode, f"_CONFORMANCE_COMPLETE={shell}_complete" in script.stdout) == (0, True)
