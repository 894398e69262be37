"""Read a CODEOWNERS file: the owners of each file of a repository, as GitHub and GitLab understand it."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from import_conformance.reading.text.plain_file import read_configuration
from import_conformance.reading.tree.repository import CODEOWNERS_PLACES, is_within

# GitLab: `[Name]`, `^[Name]` for an optional one, `[Name][2]` with a number of approvals; then owners.
_SECTION = re.compile(r"\^?\[(?P<name>[^\]]+)\](\[\d+\])?(?P<owners>\s.*)?")
_WORD = re.compile(r"(?:\\.|\S)+")
_ESCAPED = re.compile(r"\\([\\# ])")
# Stands for any number of segments of a path, and for any text within one segment.
_DEEP, _ANY = "**", "*"
Item = TypeVar("Item")


class OwnershipRule(NamedTuple):
    """A line of the file: the segments of its pattern, and its owners, of which there may be none."""

    pattern: tuple[str, ...]
    owners: tuple[str, ...]


@dataclass(frozen=True)
class CodeOwners:
    """The rules of a CODEOWNERS file.

    Attributes:
        sections: The rules of each section in the order of the file, those before the first section first.
    """

    sections: tuple[tuple[OwnershipRule, ...], ...] = ()
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def owners(self, path: str) -> tuple[str, ...]:
        """Return the owners of a path from the top of the repository: in each section the last rule that matches."""
        if path not in self._found:
            segments = tuple(path.split("/"))
            found = (_last_match(rules, segments) for rules in self.sections)
            self._found[path] = tuple(dict.fromkeys(owner for owners in found for owner in owners))
        return self._found[path]

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom the file names, in the order of the file."""
        owners = (owner for rules in self.sections for rule in rules for owner in rule.owners)
        return tuple(dict.fromkeys(owners))


def read_codeowners(repository: Path) -> CodeOwners:
    """Read the file of a repository; one that is missing, cannot be read or is a link out of it names no owner."""
    top = os.path.realpath(repository)
    for place in CODEOWNERS_PLACES:
        if not is_within(os.path.join(top, place), top):
            continue
        try:
            data = read_configuration(repository / place)
        except OSError:
            continue
        text = data.decode("utf-8-sig", "replace")
        return parse_codeowners(text, is_gitlab=place.startswith(".gitlab/"))
    return CodeOwners()


def parse_codeowners(text: str, *, is_gitlab: bool = False) -> CodeOwners:
    """Parse the text of a CODEOWNERS file.

    Args:
        text: The text.
        is_gitlab: Whether `a/b` matches at every depth, as in GitLab, and not only at the top, as in GitHub. A text
            with sections is always read so.
    """
    sections: dict[str, list[tuple[str, tuple[str, ...]]]] = {"": []}
    name, default = "", tuple[str, ...]()
    for line in map(str.strip, text.split("\n")):
        heading = _SECTION.fullmatch(line)
        if heading:
            name, default = heading["name"].strip().lower(), tuple(_words(heading["owners"] or ""))
            sections.setdefault(name, [])
            continue
        pattern, *owners = _words(line) or [""]
        if pattern:
            is_exclusion = pattern.startswith("!")
            shown = pattern.removeprefix("!")
            sections[name].append((shown, () if is_exclusion else tuple(owners) or default))
    is_floating = is_gitlab or len(sections) > 1
    return CodeOwners(
        tuple(
            tuple(OwnershipRule(_segments(pattern, is_floating=is_floating), owners) for pattern, owners in rules)
            for rules in sections.values()
            if rules
        )
    )


def _words(line: str) -> list[str]:
    """Return the words before a comment; an escaped blank belongs to its word, and an escaped # is no comment."""
    words: list[str] = []
    for found in _WORD.finditer(line):
        if found[0].startswith("#"):
            break
        words.append(_ESCAPED.sub(r"\1", found[0]))
    return words


def _segments(pattern: str, *, is_floating: bool) -> tuple[str, ...]:
    """Return the segments of a pattern that match whole paths of files.

    A pattern matches the file or everything in the folder that it names. One with a slash that is not at its end
    begins at the top of the repository. `docs/*` matches the files in the folder and none below it.
    """
    segments = [part for part in pattern.split("/") if part]
    is_anchored = pattern.startswith("/") or (len(segments) > 1 and not is_floating)
    if pattern.endswith("/"):
        below = [_ANY, _DEEP]
    else:
        below = [] if segments[1:] and segments[-1] in (_ANY, _DEEP) else [_DEEP]
    return (*(() if is_anchored else (_DEEP,)), *segments, *below)


def _last_match(rules: Sequence[OwnershipRule], path: tuple[str, ...]) -> tuple[str, ...]:
    matching: Iterator[tuple[str, ...]] = (
        rule.owners for rule in reversed(rules) if _fits(rule.pattern, path, _DEEP, _segment_fits)
    )
    return next(matching, ())


@lru_cache(maxsize=4096)
def _segment_fits(pattern: str, name: str) -> bool:
    return _fits(pattern, name, _ANY, lambda sign, letter: sign in ("?", letter))


def _fits(pattern: Sequence[Item], text: Sequence[Item], star: Item, is_same: Callable[[Item, Item], bool]) -> bool:
    """Return whether items match a pattern in which `star` stands for any number of them.

    The time grows with the product of both lengths, whatever the pattern; a regular expression could take far more.
    """
    at = wanted = begin = 0
    last_star = -1
    while at < len(text):
        if wanted < len(pattern) and pattern[wanted] == star:
            last_star, begin = wanted, at
            wanted += 1
        elif wanted < len(pattern) and is_same(pattern[wanted], text[at]):
            wanted, at = wanted + 1, at + 1
        elif last_star >= 0:
            wanted, begin = last_star + 1, begin + 1
            at = begin
        else:
            return False
    return all(item == star for item in pattern[wanted:])
