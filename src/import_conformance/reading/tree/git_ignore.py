"""What git ignores, by the files of a repository that say so; git itself is not asked, and need not be there."""

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from import_conformance.reading.text.plain_file import read_plain
from import_conformance.reading.tree.repository import ignore_files

MOST_BYTES = 1024 * 1024


class _Rule(NamedTuple):
    """A line of such a file. matches: against the path from the file's directory; keeps: it takes back others."""

    matches: re.Pattern[str]
    keeps: bool
    of_folders: bool


class Ignored:
    """Answers whether git ignores a path; each file is read once."""

    def __init__(self) -> None:
        self._rules: dict[str, tuple[_Rule, ...]] = {}

    def __call__(self, path: str) -> bool:
        """Whether a file, or a folder (with a `/` in the end), is ignored; the last rule that matches it counts."""
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
    # As git has it: no rules are taken from where a link leads.
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
    """A line as gitignore(5) reads it; None for one that says nothing."""
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
