"""Where files open from: paths below the source roots, told from the directory in which somebody asked."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Locator:
    """Shows paths as they open from `here`. roots: the source roots; of several, the one that holds the file counts.

    base: what the names of source roots are relative to. law: the topology, where what is in no file of the code is
    shown.
    """

    roots: tuple[Path, ...]
    here: Path
    base: Path | None = None
    law: Path | None = None

    def source(self, path: str, root: str = "") -> str:
        """A path below a source root, which is named where there are several.

        The topology's for "", which is the path of what is wrong with a law itself.
        """
        return self.file(self.law) if self.law and not path else self.file(self.open_at(path, root))

    def open_at(self, path: str, root: str = "") -> Path:
        """Where a path below a source root lies."""
        return self.base / root / path if self.base and root else below_root(self.roots, path)

    def file(self, path: Path) -> str:
        """Any path."""
        return relative(path, self.here)


@dataclass(frozen=True)
class Checkout:
    """Tells paths as code hosts know them: from `top`, the top of the repository; absolute for what lies outside.

    roots, base: as for a `Locator`.
    """

    roots: tuple[Path, ...]
    top: Path
    base: Path | None = None

    def source(self, path: str, root: str = "") -> str:
        """A path below a source root, which is named where there are several."""
        return self.file(self.on_disk(path, root))

    def file(self, path: Path) -> str:
        """Any path."""
        told = relative(path, self.top)
        is_inside = not os.path.isabs(told) and told.partition("/")[0] != ".."
        return told if is_inside else Path(os.path.abspath(path)).as_posix()

    def on_disk(self, path: str, root: str = "") -> Path:
        """Where a path below a source root can be opened."""
        return self.base / root / path if self.base and root else below_root(self.roots, path)


def checkout(roots: tuple[Path, ...], here: Path, base: Path | None = None) -> Checkout:
    """The checkout that holds the source roots; base: as for a `Locator`.

    Its top is the nearest directory with a `.git` at or above the first root. Without one it is `here`, or, for roots
    that are not below that, the directory in which the first root lies. git itself is not asked.
    """
    first = Path(os.path.abspath(roots[0]))
    marked = (folder for folder in (first, *first.parents) if (folder / ".git").exists())
    around = here if first.is_relative_to(os.path.abspath(here)) else first.parent
    return Checkout(roots, next(marked, around), base)


def below_root(roots: tuple[Path, ...], path: str) -> Path:
    """A path below one of the source roots, the first that holds such a file, behind that root."""
    homes = (root for root in roots if len(roots) == 1 or (root / path).exists())
    return next(homes, roots[0]) / path


def relative(path: Path, start: Path) -> str:
    """A path as it opens from a directory; absolute where there is no way between them (another drive)."""
    try:
        return Path(os.path.relpath(path, start)).as_posix()
    except ValueError:
        return str(path)
