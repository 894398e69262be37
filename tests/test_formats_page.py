"""docs/formats.md has every format, and its commands work on the sample."""

import re
import shlex
from pathlib import Path

import pytest

from import_conformance.cli.report_options import FORMATS
from tests.support.tiny import run

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
OPTION = r"[ \n]+--[a-z-]+ (?:[a-z.-]+|\"\$[A-Z_]+\")"
COMMANDS = re.findall(rf"conformance (check(?:{OPTION})+)", PAGE)


def test_every_format_has_a_row() -> None:
    """The rows are in the order of `--help`."""
    assert tuple(re.findall(r"^\| `([a-z-]+)` \| [a-zA-Z]", PAGE, re.MULTILINE)) == FORMATS


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_works(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command has the expected exit code and writes the files that it names."""
    monkeypatch.chdir(ROOT)
    words = shlex.split(command)
    outputs = [at + 1 for at, word in enumerate(words) if word == "--output"]
    for at in outputs:
        words[at] = str(tmp_path / words[at].strip("$"))

    assert run(*words).exit_code == 0
    assert len(list(tmp_path.iterdir())) == len(outputs)


def test_the_page_shows_github_gitlab_and_reviewdog() -> None:
    """The page has commands for each of them, besides one with several reports."""
    assert [sorted(re.findall(r"--format ([a-z-]+)", command)) for command in COMMANDS] == [
        ["json", "sarif", "text"],
        ["github", "github-summary", "sarif"],
        ["gitlab", "text"],
        ["rdjsonl"],
    ]
