"""The commands of a page: ours run in this process, others in a shell."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from click.testing import CliRunner

from import_conformance.cli.main import cli
from tests.docs import not_run
from tests.docs.pages import ROOT

# Programs that a page may use besides ours; what else it names must be in the list of what is not run.
PROGRAMS = ("pytest", "lint-imports", "python", "git", "cat", "cd", "cp", "echo", "mv", "rm", "sed")
_SHELL = re.compile(r"[|><&$;*]")


@dataclass(frozen=True)
class Command:
    """A command and the output that the page shows below it; "" where it shows none."""

    text: str
    shown: str = ""


@dataclass(frozen=True)
class Ran:
    """The result of a command; output: standard output and standard error in their order."""

    code: int
    output: str


def commands(block: str) -> Iterator[Command]:
    r"""Return the commands of a block: lines after `$ `, with the lines that a `\` joins to them."""
    for chunk in re.split(r"^\$ ", block.replace("\\\n", " "), flags=re.MULTILINE)[1:]:
        text, _, shown = chunk.partition("\n")
        yield Command(text.strip(), shown.rstrip("\n") and shown)


def is_run(command: str) -> bool:
    """Return True for a command that tests run, False for one that is listed as not run."""
    return not any(command.startswith(start) for start in not_run.COMMANDS)


def is_known(command: str) -> bool:
    """Return True when the command is ours, or one of the programs that pages may use."""
    return command.split(maxsplit=1)[0] in ("conformance", *PROGRAMS)


def execute(command: str, home: Path) -> Ran:
    """Run a command where the current directory is `home`."""
    if command.startswith("conformance ") and not _SHELL.search(command.partition(" #")[0]):
        result = CliRunner().invoke(cli, shlex.split(command, comments=True)[1:], prog_name="conformance")
        return Ran(result.exit_code, result.output)
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=home,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout)


def environment() -> dict[str, str]:
    """Return an environment with our commands on the path, wherever the tests run."""
    foreign = ("GITHUB", "CI", "PYTEST", "PYTHON", "GIT_", "FORCE_COLOR")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    who = {f"GIT_{role}_{what}": "reader@localhost" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    git = {**who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**kept, **git, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "200", "NO_COLOR": "1"}


def unknown_options(text: str) -> Iterator[str]:
    """Return commands and options in a text that ours do not have."""
    for found in re.findall(r"(?<![\w./-])conformance ((?:[a-z-]+ ?)(?:[^`\n|;&<]*))", text):
        words = found.split(" #")[0].split()
        command: click.Command = cli
        while words and isinstance(command, click.Group) and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        if command is not cli:
            wished = (word.partition("=")[0] for word in words if re.match(r"--\w", word))
            options = {name for each in command.params for name in (*each.opts, *each.secondary_opts, "--help")}
            yield from (f"{command.name} {word}" for word in wished if word not in options)
