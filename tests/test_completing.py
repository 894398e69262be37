"""What the tab key offers, on a tiny application: the words that would be understood, and nothing when in doubt."""

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
    """What is offered for the last word, behind the words before it."""
    complete = BashComplete(cli, {}, "conformance", "_CONFORMANCE_COMPLETE")
    return [item.value for item in complete.get_completions(list(words[:-1]), words[-1])]


def test_commands_and_options_are_offered() -> None:
    """What click knows by itself."""
    assert offered("do") == ["doctor"]
    assert offered("check", "--co") == ["--color"]
    assert offered("check", "--format", "git") == ["github", "github-summary", "gitlab"]


def test_check_and_prove_are_offered_the_laws_that_they_would_accept() -> None:
    """Written and derived laws, in the order of a verdict; a law that follows from `allow` is one, too."""
    assert offered("check", "") == LAWS
    assert offered("prove", "low") == ["low-to-top"]
    assert {run("check", law).exit_code for law in offered("check", "")} == {0, 1}


def test_explain_is_offered_laws_or_the_ends_of_an_import() -> None:
    """A law stands alone, so behind a first word only layers and modules are offered."""
    assert offered("explain", "lo") == ["low-to-top", "low"]
    assert offered("explain", "la") == ["layers"]
    assert offered("explain", "low", "") == ["top", "low", "app", "app.low", "app.other", "app.top"]


def test_where_is_offered_modules_or_files() -> None:
    """A name is a module's until there is a slash in it; the shell knows the files."""
    assert offered("where", "app.t") == ["app.top"]
    complete = BashComplete(cli, {}, "conformance", "_CONFORMANCE_COMPLETE")
    assert [(item.type, item.value) for item in complete.get_completions(["where"], "src/")] == [("file", "src/")]


def test_planning_is_offered_what_it_takes() -> None:
    """`plan` is asked like `explain`; a change is a verb and two modules, as often as wanted."""
    assert offered("plan", "low") == ["low-to-top", "low"]
    assert offered("what-if", "") == ["move", "drop"]
    assert offered("what-if", "move", "app.l") == ["app.low"]
    assert offered("what-if", "move", "app.low", "app.new", "dr") == ["drop"]


def test_options_before_the_word_say_which_law_and_code() -> None:
    """`--topology` and `--source-root` hold for what is offered, too."""
    Path("topology.yaml").rename("law.yaml")
    Path("src").rename("elsewhere")

    assert offered("where", "--topology", "law.yaml", "--source-root", "elsewhere", "app.l") == ["app.low"]


@pytest.mark.parametrize("text", ["", "topology: [", "topology: 1\nname: X\nsource: {roots: [no], packages: [app]}\n"])
def test_a_law_that_cannot_be_read_offers_nothing(text: str) -> None:
    """Nothing is said, either: a person in the middle of a line cannot mend it."""
    Path("topology.yaml").write_text(text)

    assert offered("where", "a") == []
    assert set(offered("check", "")) <= set(LAWS)


def test_code_that_cannot_be_found_leaves_the_written_laws() -> None:
    """What follows from the code is unknown then."""
    forbid = "forbid: {no-top: {from: low, to: top}}\n"
    Path("topology.yaml").write_text(tiny.TOPOLOGY.replace("[src]", "[gone]") + forbid)

    assert offered("check", "") == ["no-top"]


def test_the_shell_is_answered_without_a_word_on_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command as the shell's completion calls it."""
    monkeypatch.setenv("_CONFORMANCE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "conformance where app.o")
    monkeypatch.setenv("COMP_CWORD", "2")
    answer = python("-m", "import_conformance")

    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "plain,app.other\n", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_of_the_page_gets_its_script(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines in docs/completion.md name what the command answers to."""
    line = f"_CONFORMANCE_COMPLETE={shell}_source conformance"
    monkeypatch.setenv("_CONFORMANCE_COMPLETE", f"{shell}_source")
    script = python("-m", "import_conformance")

    assert line in PAGE.read_text(encoding="utf-8")
    assert (script.returncode, f"_CONFORMANCE_COMPLETE={shell}_complete" in script.stdout) == (0, True)
