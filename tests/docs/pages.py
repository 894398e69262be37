"""What a page has besides prose: blocks of code, and notes to the tests that no reader sees.

A note is an HTML comment on lines of its own, so a page stays plain Markdown wherever it is shown:

    <!-- tree: sample -->              commands from here on run in a fresh copy of this tree (see trees.py)
    <!-- file: src/app/bills.py        a file of that tree that the page does not show, empty without more lines
    import app.users
    -->
    <!-- as: topology.yaml -->         the next block is this file of the tree, though it does not say so
    <!-- run: git init -->             a command that the page does not show
    <!-- exit: 1 -->                   how the commands of the next block end, where that is not 0: `1 0` for two
    <!-- output of: conformance ... -->   what the next block shows; without it, what the last command above it printed
    <!-- part of: conformance ... -->     the same, but other lines may stand between those that are shown

A block whose first line is a comment with a path (`# src/app/bills.py`) is that file of the tree. In outputs `…` stands
for any text within a line, and on a line of its own for any lines. The files in a drawn tree must be there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.generated_pages import PAGES as GENERATED

ROOT = Path(__file__).parents[2]
# Made whole from the program, and compared with it by other tests.
PINNED = {*GENERATED, "docs/sample-report.md", "docs/sample-reconciliation.md"}
AT_THE_ROOT = ("ARCHITECTURE", "CONTRIBUTING", "README", "SECURITY")
VERBS = ("tree", "file", "as", "run", "exit", "output of", "part of")
_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>[\w-]*)$")
_NOTE = re.compile(rf"<!-- (?P<verb>{'|'.join(VERBS)}): (?P<rest>.*?) ?-->", re.DOTALL)
_NAMED = re.compile(r"# (?P<path>[\w./-]+\.\w+|\.importlinter)")


@dataclass(frozen=True)
class Note:
    """A note of a page to its tests; line: from 1; body: the lines below the first one."""

    line: int
    verb: str
    argument: str
    body: str = ""


@dataclass(frozen=True)
class Block:
    """A fenced block; line: that of its fence, from 1; text: without its indentation."""

    line: int
    language: str
    text: str
    indent: str = ""

    @property
    def first(self) -> str:
        """Return its first line."""
        return self.text.partition("\n")[0]

    @property
    def path(self) -> str:
        """Return the file that it is, by its first line; "" where it names none."""
        found = _NAMED.fullmatch(self.first)
        return found["path"] if found else ""


def pages() -> Iterator[str]:
    """Return all pages for people, by their path from the root, in alphabetical order."""
    found = {*(ROOT / f"{name}.md" for name in AT_THE_ROOT), *(ROOT / "docs").rglob("*.md")}
    found |= {*(ROOT / "src/import_conformance/rules/pages").glob("*.md"), *(ROOT / "examples").rglob("README.md")}
    yield from sorted(path.relative_to(ROOT).as_posix() for path in found)


def written_pages() -> list[str]:
    """Return the pages that are written by hand."""
    return [page for page in pages() if page not in PINNED]


def parts(text: str) -> Iterator[Note | Block]:
    """Return notes and blocks of a page in their order."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        start, line = at, lines[at]
        at += 1
        if fence := _FENCE.match(line):
            while lines[at].strip() != "```":
                at += 1
            inside = [each.removeprefix(fence["indent"]) for each in lines[start + 1 : at]]
            yield Block(start + 1, fence["language"], "\n".join([*inside, ""]), fence["indent"])
            at += 1
        elif line.lstrip().startswith("<!-- "):
            while "-->" not in lines[at - 1]:
                at += 1
            if found := _NOTE.match("\n".join(lines[start:at]).lstrip()):
                argument, _, body = found["rest"].partition("\n")
                yield Note(start + 1, found["verb"], argument.strip(), body)


def without_blocks(text: str) -> str:
    """Return the prose of a page."""
    return re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.MULTILINE | re.DOTALL)


def fixed(text: str) -> str:
    """Return a text in which what differs from run to run is elided."""
    return re.sub(r"\b\d+\.\d+ ?s\b", "…s", text)


def shows(expected: str, printed: str) -> bool:
    """Return whether an output is what a page shows, `…` standing for anything."""
    lines = _lines(printed)
    first, *others = _runs(_lines(expected))
    at: int | None = len(first)
    if not _stands(first, lines, 0):
        return False
    if not others:
        return at == len(lines)
    *middle, last = others
    for run in middle:
        at = next((start + len(run) for start in range(at or 0, len(lines)) if _stands(run, lines, start)), None)
        if at is None:
            return False
    end = len(lines) - len(last)
    return end >= (at or 0) and _stands(last, lines, end)


def shows_part(expected: str, printed: str) -> bool:
    """Return whether the lines that a page shows are in an output in this order."""
    rest = iter(_lines(printed))
    return all(any(_is_like(line, other) for other in rest) for line in _lines(expected))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in fixed(text).rstrip("\n").split("\n")]


def _runs(lines: list[str]) -> list[list[str]]:
    """Return lines cut where any others may be; at least one run, and an empty one at an open end."""
    runs: list[list[str]] = [[]]
    for line in lines:
        if line.strip() == "…":
            runs.append([])
        else:
            runs[-1].append(line)
    return runs


def _stands(run: list[str], lines: list[str], at: int) -> bool:
    """Return whether a run of lines is at this position."""
    return len(lines) >= at + len(run) and all(map(_is_like, run, lines[at:]))


def _is_like(line: str, other: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, line.split("…"))), other) is not None
