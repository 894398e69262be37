r"""Trees of `trees/*.txt` on disk, the commands that judge them, and their verdicts.

A tree is one text, which neither git, nor packaging, nor a linter can change: `-- PATH --` begins a file,
`-- PATH (escaped) --` one whose bytes are written with escapes (`\\` before the end of a line joins it to the next),
`-- PATH -> TARGET --` is a link. The first line names the public report in which the question was first asked.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import Result

from tests.support import linting, tiny
from tests.support.history import History

TREES = Path(__file__).parent / "trees"
_HEAD = re.compile(r"^-- (?P<path>.+?)(?: (?P<escaped>\(escaped\))| -> (?P<target>.+))? --$")


@dataclass(frozen=True)
class Verdict:
    """What `check --format json` answers, with the exit code."""

    exit_code: int
    raw: dict[str, object]

    @property
    def findings(self) -> list[dict[str, object]]:
        """All findings, in the order in which they are listed."""
        found = self.raw["findings"]
        assert isinstance(found, list)
        return found

    @property
    def ledger(self) -> dict[str, int]:
        """How many files have which fate."""
        counts = self.raw["ledger"]
        assert isinstance(counts, dict)
        return counts

    @property
    def laws(self) -> set[str]:
        """The laws that have findings."""
        return {str(finding["law"]) for finding in self.findings}

    def at(self, *laws: str) -> list[str]:
        """Where laws (or without any, all laws) are broken, as `path:line`, sorted; a place can appear twice."""
        return sorted(f"{f['path']}:{f['line']}" for f in self._of(laws))

    def in_modules(self, *laws: str) -> list[str]:
        """The same as `module:line`, for trees in which one path can have several roots before it."""
        return sorted(f"{f['module']}:{f['line']}" for f in self._of(laws))

    def texts(self, law: str) -> list[str]:
        """Message and fix of each finding of a law."""
        return [f"{f['message']}; {f['fix']}" for f in self._of((law,))]

    def states(self) -> list[str]:
        """Whether each finding is new or known, sorted."""
        return sorted(str(finding["state"]) for finding in self.findings)

    def files(self) -> dict[str, str]:
        """The fate of each file, where the full ledger was asked for."""
        entries = self.raw["files"] if "files" in self.raw else self.ledger["files"]
        assert isinstance(entries, list)
        return {entry["path"]: entry["fate"] for entry in entries}

    def _of(self, laws: tuple[str, ...]) -> Iterator[dict[str, object]]:
        return (finding for finding in self.findings if not laws or finding["law"] in laws)


@dataclass(frozen=True)
class Tree:
    """A tree on disk, in which commands are given."""

    home: Path

    def check(self, *options: str) -> Verdict:
        """The verdict on the tree; a refusal fails the test with what was printed."""
        result = self.run("check", "--format", "json", *options)
        assert result.exit_code in {0, 1}, result.stderr or result.exception
        return Verdict(result.exit_code, json.loads(result.stdout))

    def run(self, *words: str) -> Result:
        """Run a command and return its result."""
        return tiny.run(*words)

    def lint(self) -> int:
        """The exit code of plain `lint-imports`, after `compile`."""
        assert self.run("compile").exit_code == 0
        return linting.lint(self.home)[0]

    def write(self, path: str, content: str | bytes = "") -> None:
        """Write a file, with the folders above it."""
        file = self.home / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def replace(self, old: str, new: str, path: str = "topology.yaml") -> None:
        """Put one text in the place of another, which must be there."""
        text = (self.home / path).read_text(encoding="utf-8")
        assert old in text, old
        self.write(path, text.replace(old, new))

    def accept(self) -> None:
        """Record all findings as known debt."""
        assert self.run("baseline", "update", "--allow-new", "--reason", "ticket 12").exit_code == 0

    def history(self) -> History:
        """The tree as a repository with one commit on `main`."""
        made = History(self.home, {})
        made.git("config", "user.name", "A")
        made.git("config", "user.email", "a@example.org")
        return made


def plant(number: str, home: Path) -> Tree:
    """Write the tree of a number (`23b`) into a folder."""
    (text,) = TREES.glob(f"{number}-*.txt")
    tree = Tree(home)
    for path, body, target in _entries(text.read_text(encoding="utf-8").split("\n")):
        if target is None:
            tree.write(path, body)
        else:
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            os.symlink(target, home / path, target_is_directory=True)
    return tree


def _entries(lines: list[str]) -> Iterator[tuple[str, bytes, str | None]]:
    """Path, content and target of what a text describes."""
    heads = [(at, found) for at, line in enumerate(lines) if (found := _HEAD.match(line))]
    ends = [at for at, _ in heads[1:]] + [len(lines)]
    for (start, head), end in zip(heads, ends, strict=True):
        # The text of a file ends where the next head begins, and the last one at the end of the text.
        body = "".join(f"{line}\n" for line in lines[start + 1 : end - (end == len(lines))])
        yield head["path"], _unescaped(body) if head["escaped"] else body.encode(), head["target"]


def _unescaped(body: str) -> bytes:
    """The bytes that escapes stand for, as in a literal of Python."""
    return body.encode("ascii").decode("unicode_escape").encode("latin-1")


@pytest.fixture
def tree(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """The tree whose number stands in the name of the test, `test_23b_...`, with its folder as the current one."""
    for variable in ("NO_COLOR", "FORCE_COLOR", "CONFORMANCE_DEBUG"):
        monkeypatch.delenv(variable, raising=False)
    home = tmp_path / "tree"
    home.mkdir()
    monkeypatch.chdir(home)
    return plant(request.function.__name__.split("_")[1], home)
