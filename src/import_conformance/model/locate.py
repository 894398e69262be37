"""From a path below a source root to one that a reader can open."""

from typing import Protocol


class Locate(Protocol):
    """Shows a path as it opens from where somebody asked."""

    def __call__(self, path: str, root: str = "", /) -> str:
        """The path; root: the source root that it lies below, "" where there is only one, or where it is not known."""


def shown(path: str, root: str) -> str:
    """A path behind its source root, where there are several."""
    return f"{root}/{path}" if root not in ("", ".") else path


def as_is(path: str, _: str = "", /) -> str:
    """The path as it is, for those who are where the source root is."""
    return path
