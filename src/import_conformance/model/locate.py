"""From a path below a source root to one that a reader can open."""

from typing import Protocol


class Locate(Protocol):
    """Shows a path so that it opens from the reader's current directory."""

    def __call__(self, path: str, root: str = "", /) -> str:
        """Return the path as it is shown.

        Args:
            path: Relative to its source root.
            root: The source root; "" where there is only one, or where it is not known.
        """


def shown(path: str, root: str) -> str:
    """Return a path behind its source root, where there are several roots."""
    return f"{root}/{path}" if root not in ("", ".") else path


def as_is(path: str, _: str = "", /) -> str:
    """Return the path unchanged, for readers whose current directory is the source root."""
    return path
