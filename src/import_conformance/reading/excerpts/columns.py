"""Columns of findings in characters: the facts have them as Python's parser counts, in bytes of UTF-8."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from import_conformance.model.base.facts import Unreadable
from import_conformance.model.finding import Finding, Kind
from import_conformance.reading.text.source_text import decode, read_bytes


@dataclass(frozen=True)
class Columns:
    """Converts columns in files that are not pure ASCII; `absolute` finds a file on disk by its path and root."""

    absolute: Callable[[str, str], Path]
    _lines: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def characters(self, finding: Finding) -> int:
        """Return the column in characters from 1; unchanged if the line is unreadable, or where a parser stopped."""
        if finding.kind is Kind.UNPARSABLE:
            return finding.column
        file = finding.path, finding.root
        if file not in self._lines:
            self._lines[file] = self._read(*file)
        lines = self._lines[file]
        line = lines[finding.line - 1] if finding.line <= len(lines) else ""
        before = line.encode("utf-8", "surrogatepass")[: finding.column - 1]
        is_whole = len(before) == finding.column - 1
        return len(before.decode("utf-8", "replace")) + 1 if is_whole else finding.column

    def _read(self, path: str, root: str) -> list[str]:
        data = read_bytes(str(self.absolute(path, root)))
        if isinstance(data, Unreadable) or data.isascii():
            return []
        text = decode(data)
        return [] if isinstance(text, Unreadable) else text.split("\n")
