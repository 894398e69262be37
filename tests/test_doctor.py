"""`conformance doctor`: the state of the contracts, baseline and environment, and its exit code."""

import json
from pathlib import Path

import pytest

from import_conformance.reading.environment import Tool, needed_python
from tests.support import tiny
from tests.support.tiny import repair, run


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory that holds the tiny application, all of it in layers."""
    tiny.build(tmp_path)
    (tmp_path / "topology.yaml").write_text(
        tiny.TOPOLOGY.replace("{modules: app.low}", "{modules: [app.low, app.other, app.__init__]}").replace(
            "[top -> low]", "[top -> low, low -> low]"
        )
    )
    monkeypatch.chdir(tmp_path)
    repair()


def examined(*words: str) -> dict[str, tuple[str, str]]:
    """Return health and summary by the name of the examination."""
    document = json.loads(run("doctor", "--format", "json", *words).stdout)
    return {each["name"]: (each["health"], each["summary"]) for each in document["examinations"]}


def test_health_exits_with_0() -> None:
    """When nothing is to be done the exit code is 0, and every examination says why."""
    run("compile")

    result = run("doctor")

    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Nothing to do.")
    assert {health for health, _ in examined().values()} == {"ok"}


def test_something_to_do_exits_with_1() -> None:
    """The last line names what is to be done."""
    result = run("doctor")

    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "1 thing to do: contracts.")


def test_missing_contracts_are_reported() -> None:
    """Without .importlinter `lint-imports` judges nothing; other contracts in pyproject.toml are no substitute."""
    assert examined()["contracts"] == ("todo", "there is no .importlinter here")

    Path("pyproject.toml").write_text("[tool.importlinter]\nroot_package = 'app'\n")

    assert examined()["contracts"] == (
        "todo",
        "there is no .importlinter here; lint-imports reads those in pyproject.toml, which are not of this topology",
    )


@pytest.mark.parametrize(
    ("path", "text", "summary"),
    [
        ("setup.cfg", "[importlinter]\n", "files of this checkout decide what lint-imports reports"),
        (
            ".importlinter",
            "[importlinter]\n",
            ".importlinter was written by hand, so lint-imports judges by another law",
        ),
    ],
)
def test_foreign_contracts_are_reported(path: str, text: str, summary: str) -> None:
    """A file that hides or replaces the compiled contracts is found."""
    run("compile")
    Path(path).write_text(text)

    assert examined()["contracts"] == ("todo", summary)


def test_outdated_contracts_are_reported() -> None:
    """Contracts compiled from an earlier set of modules are outdated."""
    run("compile")
    Path("src/app/low").mkdir()
    Path("src/app/top").mkdir()
    Path("src/app/top.py").rename("src/app/top/__init__.py")
    law = Path("topology.yaml").read_text() + "forbid: {new: {from: top, to: app.other}}\n"
    Path("topology.yaml").write_text(law)

    assert examined()["contracts"][1].startswith(".importlinter is stale")


def test_contracts_are_compared_for_their_own_code_only() -> None:
    """With another source root the committed contracts are neither current nor outdated."""
    run("compile")

    assert examined("--source-root", "src")["contracts"][0] == "note"


def test_new_findings_and_paid_debt_are_reported() -> None:
    """A new finding, a known one and one that is gone are counted."""
    Path("src/app/low.py").write_text("import app.top\n")
    assert examined()["baseline"] == ("todo", "1 findings are new (there is no file known.json)")

    run("baseline", "update", "--allow-new", "--reason", "x")
    assert examined()["baseline"] == ("note", "known.json is current: 1 known findings, none new")

    repair()
    assert examined()["baseline"] == ("todo", "1 entries of known.json promise findings that are gone")


def test_an_unsupported_version_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library outside of the supported range is something to do, with the range."""
    installed = (Tool("grimp", "4.0", "<4", is_supported=False),)
    monkeypatch.setattr("import_conformance.reading.environment.tools", lambda: installed)

    assert examined()["environment"] == ("todo", "grimp outside the supported range")
    assert "        grimp 4.0 (supported: <4)\n" in run("doctor").stdout


def test_an_unreadable_file_is_reported() -> None:
    """An unparsable file is listed in the ledger; one in newer syntax names the Python that it needs."""
    # Syntax that is newer than this Python, and from which imports cannot be read reliably without parsing.
    Path("src/app/other.py").write_text("lazy import json; import json.tool\n")

    assert examined()["environment"] == ("todo", "some files need a newer Python")
    assert "src/app/other.py:1: most likely Python 3.15: syntax error" in run("doctor").stdout


@pytest.mark.parametrize(
    ("line", "needed"),
    [
        ("type Pair = tuple[int, int]", "3.12"),
        ("    async def first[T](items: list[T]) -> T:", "3.12"),
        ("class Box[T]:", "3.12"),
        ("    text = t'{name}'", "3.14"),
        ("lazy from json import loads", "3.15"),
        ("print 'hello'", ""),
        ("def broken(:", ""),
    ],
)
def test_newer_syntax_is_recognised_by_its_line(line: str, needed: str) -> None:
    """Syntax that the running Python does not have names its version; invalid syntax does not."""
    assert needed_python(line, (3, 11)) == needed
    assert needed_python(line, (3, 15)) == ""


def test_long_lists_are_cut() -> None:
    """A list shows ten lines, and the command that shows the rest."""
    for number in range(12):
        Path(f"src/app/loose{number:02}.py").write_text("")

    assert "        ... and 2 more (--all lists them)\n" in run("doctor").stdout
    assert "more" not in run("doctor", "--all").stdout


def test_guarded_imports_of_missing_modules_are_listed() -> None:
    """They lead nowhere but are no finding."""
    Path("src/app/low.py").write_text("try:\n    import app.gone\nexcept Exception:\n    pass\n")

    assert examined()["unresolved"] == ("note", "1 import of what does not exist, and the code handles that")
    assert "app.gone" in run("doctor").stdout
