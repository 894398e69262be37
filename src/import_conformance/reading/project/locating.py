"""Show paths below the source roots so that they open from the current directory, or as code hosts name them."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Locator:
    """Shows paths relative to the directory `here`.

    Attributes:
        roots: The directories of the source roots; of several, the one that holds the file counts.
        base: The directory that the names of source roots are relative to.
        law: The topology file, which is shown for findings that are in no file of the code.
    """

    roots: tuple[Path, ...]
    here: Path
    base: Path | None = None
    law: Path | None = None

    def source(self, path: str, root: str = "") -> str:
        """Show a path below a source root.

        Args:
            path: The path; "" stands for the topology, when a law itself is at fault.
            root: The name of the source root where there are several.
        """
        return self.file(self.law) if self.law and not path else self.file(self.open_at(path, root))

    def open_at(self, path: str, root: str = "") -> Path:
        """Return the location on disk of a path below a source root."""
        return self.base / root / path if self.base and root else below_root(self.roots, path)

    def file(self, path: Path) -> str:
        """Show any path."""
        return relative(path, self.here)


@dataclass(frozen=True)
class Checkout:
    """Shows paths as code hosts name them: relative to the top of the repository, absolute for those outside it.

    Attributes:
        roots: The directories of the source roots; of several, the one that holds the file counts.
        base: The directory that the names of source roots are relative to.
    """

    roots: tuple[Path, ...]
    top: Path
    base: Path | None = None

    def source(self, path: str, root: str = "") -> str:
        """Show a path below a source root; root: the name of the source root where there are several."""
        return self.file(self.on_disk(path, root))

    def file(self, path: Path) -> str:
        """Show any path."""
        shown = relative(path, self.top)
        is_inside = not os.path.isabs(shown) and shown.partition("/")[0] != ".."
        return shown if is_inside else Path(os.path.abspath(path)).as_posix()

    def on_disk(self, path: str, root: str = "") -> Path:
        """Return the location on disk of a path below a source root."""
        return self.base / root / path if self.base and root else below_root(self.roots, path)


def checkout(roots: tuple[Path, ...], here: Path, base: Path | None = None) -> Checkout:
    """Return the checkout that holds the source roots.

    Its top is the nearest directory with a `.git` at or above the first root. Without one it is `here`, or, for roots
    that are not below that, the parent directory of the first root. git itself is not run.
    """
    first = Path(os.path.abspath(roots[0]))
    marked = (folder for folder in (first, *first.parents) if (folder / ".git").exists())
    around = here if first.is_relative_to(os.path.abspath(here)) else first.parent
    return Checkout(roots, next(marked, around), base)


def below_root(roots: tuple[Path, ...], path: str) -> Path:
    """Return a path joined to the first source root that holds such a file, or to the first of all."""
    homes = (root for root in roots if len(roots) == 1 or (root / path).exists())
    return next(homes, roots[0]) / path


def relative(path: Path, start: Path) -> str:
    """Return a path relative to a directory; absolute where there is no relative path (another drive)."""
    try:
        return Path(os.path.relpath(path, start)).as_posix()
    except ValueError:
        return str(path)
