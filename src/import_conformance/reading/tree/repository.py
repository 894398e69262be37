"""How far links are followed: to the end of the repository, and no further.

The repository is the git work tree around a directory; without one, the directory itself. git itself is not asked.
"""

import os
from collections.abc import Iterator


def repository_of(folder: str | os.PathLike[str]) -> str:
    """The repository around a directory, all links followed."""
    real = os.path.realpath(folder)
    above = real
    while not os.path.lexists(os.path.join(above, ".git")):
        parent = os.path.dirname(above)
        if parent == above:
            return real
        above = parent
    return above


def is_within(path: str, repository: str) -> bool:
    """Whether a path, all links followed, lies in a repository (which has no links in its own path)."""
    real = os.path.realpath(path)
    return real == repository or real.startswith(repository if repository.endswith(os.sep) else repository + os.sep)


def leads_back(target: str, places: tuple[str, ...]) -> bool:
    """Whether a link leads to a folder that one of these places lies in: then it would never end.

    target, places: all links followed; the places are those of the link itself and of the links on the way to it.
    """
    return any(place == target or place.startswith(target + os.sep) for place in places)


def ignore_files(path: str) -> Iterator[tuple[str, str]]:
    """The files by which git decides on a path, those of least weight first, each with the folder that it is about."""
    folders = []
    above = os.path.dirname(path)
    while True:
        folders.append(above)
        if os.path.lexists(os.path.join(above, ".git")):
            break
        if above == os.path.dirname(above):
            return
        above = os.path.dirname(above)
    yield above, os.path.join(above, ".git", "info", "exclude")
    yield from ((folder, os.path.join(folder, ".gitignore")) for folder in reversed(folders))
