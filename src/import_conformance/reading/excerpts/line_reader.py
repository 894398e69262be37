"""Lines and contents of files that were read already, to compare two states of them."""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path

from import_conformance.model.base.facts import Unreadable
from import_conformance.model.finding import Finding
from import_conformance.reading.text.source_text import read_bytes


def line_reader(open_at: Callable[[str], Path]) -> Callable[[Finding], str]:
    """Return a function that reads the line that a finding points at; "" where there is none.

    Args:
        open_at: Returns the path on disk of a file below the source root.
    """
    files: dict[str, list[bytes]] = {}

    def line(finding: Finding) -> str:
        if finding.path not in files:
            data = read_bytes(str(open_at(finding.path)))
            files[finding.path] = [] if isinstance(data, Unreadable) else data.splitlines()
        lines = files[finding.path]
        return lines[finding.line - 1].decode("utf-8", "replace") if 0 < finding.line <= len(lines) else ""

    return line


def content_digests(paths: Iterable[str], open_at: Callable[[str], Path]) -> dict[str, bytes]:
    """Return a digest of the content of each file, without files that are blank or cannot be read."""
    found = {path: read_bytes(str(open_at(path))) for path in paths}
    return {
        path: blake2b(data, digest_size=16).digest()
        for path, data in found.items()
        if not isinstance(data, Unreadable) and data.strip()
    }
