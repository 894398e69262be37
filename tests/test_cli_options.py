"""What all commands share: one name and meaning for each option, and exit codes in every help text."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from import_conformance.cli.main import cli
from tests.support import tiny
from tests.support.tiny import TOPOLOGY, run

# Options whose meaning differs in some command.
OWN = {("diff", "--no-baseline"), ("check", "--format"), ("check", "--output"), ("compile", "--output")}


def commands(group: click.Group = cli, above: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command with its words."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))
        else:
            yield " ".join((*above, name)), command


COMMANDS = dict(commands())
WRITING = [name for name, command in COMMANDS.items() if any("--output" in each.opts for each in command.params)]
ARGUMENTS = {"reconcile": ["topology.yaml"], "diff": ["HEAD"], "what-if": ["drop", "app.top", "app.low"]}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory that holds the tiny application."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_lists_the_exit_codes(name: str) -> None:
    """Each help lists the exit codes unwrapped, with the two that every command has."""
    shown = run(*name.split(), "--help").stdout

    assert "\n  Exit codes:\n    0  " in shown
    assert shown.endswith("    2  the command line or the topology is wrong\n    3  the tool is wrong\n")
    assert "\\b" not in shown


def test_an_option_means_the_same_in_every_command() -> None:
    """Commands describe an option in the same words, except for what they list or write."""
    said: dict[str, set[str]] = {}
    for name, command in COMMANDS.items():
        for option in command.params:
            if isinstance(option, click.Option) and (name, option.opts[0]) not in OWN:
                said.setdefault(option.opts[0], set()).add(_shape((option.help or "").partition("  [default")[0]))

    assert {option: words for option, words in said.items() if len(words) > 1} == {}


def _shape(words: str) -> str:
    """Return the description of an option without what the command lists or writes."""
    for start, end in (("Write ", " to a file."), ("", " to list, 0: all.")):
        if words.startswith(start) and words.endswith(end):
            return f"{start}...{end}"
    return words


@pytest.mark.parametrize("name", [each for each in WRITING if each != "schema"])
def test_no_report_overwrites_the_topology(name: str) -> None:
    """A report is refused under every path that leads to the topology."""
    result = run(name, *ARGUMENTS.get(name, ()), "--output", "../" + Path.cwd().name + "/topology.yaml")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "is the topology itself; name another file" in " ".join(result.stderr.split())
    assert Path("topology.yaml").read_text(encoding="utf-8") == TOPOLOGY
