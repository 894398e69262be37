"""Decide what git ignores by the ignore files of a repository, without running git, which need not be installed."""

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from import_conformance.reading.text.plain_file import read_plain
from import_conformance.reading.tree.repository import ignore_files

MOST_BYTES = 1024 * 1024


class _Rule(NamedTuple):
    """A line of an ignore file.

    Attributes:
        matches: The pattern, for a path relative to the directory of the file.
        keeps: Whether it is a negated pattern (`!`), which includes a path again.
    """

    matches: re.Pattern[str]
    keeps: bool
    of_folders: bool


class Ignored:
    """Decides whether git ignores a path; each ignore file is read once."""

    def __init__(self) -> None:
        self._rules: dict[str, tuple[_Rule, ...]] = {}

    def __call__(self, path: str) -> bool:
        """Return whether a path is ignored; that of a folder ends in `/`. The last rule that matches it counts."""
        is_folder = path.endswith("/")
        place = os.path.abspath(path)
        answer = False
        for folder, file in ignore_files(place):
            if file not in self._rules:
                self._rules[file] = tuple(_rules(file))
            relative = os.path.relpath(place, folder).replace(os.sep, "/")
            for rule in self._rules[file]:
                if (is_folder or not rule.of_folders) and rule.matches.fullmatch(relative):
                    answer = not rule.keeps
        return answer


def _rules(file: str) -> Iterator[_Rule]:
    # As in git, an ignore file that is a link is not followed.
    if os.path.islink(file):
        return
    try:
        text = read_plain(file, MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return
    for line in text.splitlines():
        rule = _rule(line)
        if rule:
            yield rule


def _rule(line: str) -> _Rule | None:
    """Parse a line as described in gitignore(5); None for a blank line, a comment or an invalid pattern."""
    text = re.sub(r"(?<!\\) +$", "", line)
    if not text or text.startswith("#"):
        return None
    keeps = text.startswith("!")
    text = text[keeps:]
    of_folders = text.endswith("/")
    text = text.rstrip("/") if of_folders else text
    is_anchored = "/" in text
    try:
        pattern = re.compile(("" if is_anchored else "(?:.*/)?") + _expression(text.removeprefix("/")), re.DOTALL)
    except re.error:
        return None
    return _Rule(pattern, keeps, of_folders)


_PARTS = re.compile(r"\A\*\*/|/\*\*/|/\*\*\Z|\*+|\?|\[[!^]?\]?[^\]]*\]|\\.|.", re.DOTALL)
_MEANINGS = {"**/": "(?:.*/)?", "/**/": "/(?:.*/)?", "/**": "/.*", "?": "[^/]"}


def _expression(pattern: str) -> str:
    return "".join(map(_meaning, _PARTS.findall(pattern)))


def _meaning(part: str) -> str:
    if part in _MEANINGS:
        return _MEANINGS[part]
    if part.startswith("*"):
        return "[^/]*"
    if part.startswith("[") and len(part) > 1:
        inner = part[1:-1].replace("\\", "\\\\")
        return f"(?![/])[{'^' + inner[1:] if inner[0] in '!^' else inner}]"
    return re.escape(part[1:] if part.startswith("\\") and len(part) > 1 else part)
