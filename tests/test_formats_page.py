"""docs/formats.md: every format is in it, and its commands work on the sample."""

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
    """In the order in which `--help` names them."""
    assert tuple(re.findall(r"^\| `([a-z-]+)` \| [a-zA-Z]", PAGE, re.MULTILINE)) == FORMATS


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_works(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends as the sample deserves, and each file that it names is written."""
    monkeypatch.chdir(ROOT)
    words = shlex.split(command)
    outputs = [at + 1 for at, word in enumerate(words) if word == "--output"]
    for at in outputs:
        words[at] = str(tmp_path / words[at].strip("$"))

    assert run(*words).exit_code == 0
    assert len(list(tmp_path.iterdir())) == len(outputs)


def test_the_page_shows_all_three_ways_into_ci() -> None:
    """GitHub, GitLab and reviewdog, besides the command with several reports."""
    assert [sorted(re.findall(r"--format ([a-z-]+)", command)) for command in COMMANDS] == [
        ["json", "sarif", "text"],
        ["github", "github-summary", "sarif"],
        ["gitlab", "text"],
        ["rdjsonl"],
    ]
