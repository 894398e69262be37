"""Where files open from: paths below the source roots, told from the directory in which somebody asked."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Locator:
    """Tells paths as they open from `here`. roots: the source roots; of several, the one that holds the file counts."""

    roots: tuple[Path, ...]
    here: Path

    def source(self, path: str) -> str:
        """A path below a source root."""
        return self.file(self.open_at(path))

    def open_at(self, path: str) -> Path:
        """Where a path below a source root lies."""
        homes = (root for root in self.roots if len(self.roots) == 1 or (root / path).exists())
        return next(homes, self.roots[0]) / path

    def file(self, path: Path) -> str:
        """Any path."""
        return relative(path, self.here)


def relative(path: Path, start: Path) -> str:
    """A path as it opens from a directory; absolute where there is no way between them (another drive)."""
    try:
        return Path(os.path.relpath(path, start)).as_posix()
    except ValueError:
        return str(path)
