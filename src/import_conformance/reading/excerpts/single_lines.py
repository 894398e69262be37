"""Read single lines of source files, to be shown beside findings."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from import_conformance.model.base.facts import Unreadable
from import_conformance.reading.text.source_text import decode, read_bytes

LONGEST = 160


def excerpts(roots: Iterable[Path], wanted: Mapping[str, Iterable[int]]) -> dict[tuple[str, int], str]:
    """Return the wanted lines that exist, by (path, line), stripped and shortened to `LONGEST` characters.

    Files may have changed since they were judged: missing, unreadable and blank lines are left out.

    Args:
        roots: The source roots; the first one that holds the file counts.
        wanted: Line numbers from 1, by path below a root.
    """
    homes = tuple(roots)
    found: dict[tuple[str, int], str] = {}
    for path, numbers in sorted(wanted.items()):
        lines = source_lines(homes, path)
        for number in sorted(set(numbers)):
            text = lines[number - 1].strip() if 0 < number <= len(lines) else ""
            if text:
                found[path, number] = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return found


def source_lines(roots: Iterable[Path], path: str) -> list[str]:
    """Return the lines of a file below one of the roots; none where it cannot be read."""
    for root in roots:
        data = read_bytes(str(root / path))
        if not isinstance(data, Unreadable):
            text = decode(data)
            return [] if isinstance(text, Unreadable) else text.split("\n")
    return []
