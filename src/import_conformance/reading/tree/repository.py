"""Find the repository around a directory, within which links are followed.

It is the git work tree around the directory; without one, the directory itself. git itself is not run.
"""

import os
from collections.abc import Iterator


def repository_of(folder: str | os.PathLike[str]) -> str:
    """Return the repository around a directory, with all links followed."""
    real = os.path.realpath(folder)
    above = real
    while not os.path.lexists(os.path.join(above, ".git")):
        parent = os.path.dirname(above)
        if parent == above:
            return real
        above = parent
    return above


def is_within(path: str, repository: str) -> bool:
    """Return whether a path, with all links followed, is in a repository (whose own path holds no links)."""
    real = os.path.realpath(path)
    return real == repository or real.startswith(repository if repository.endswith(os.sep) else repository + os.sep)


def leads_back(target: str, places: tuple[str, ...]) -> bool:
    """Return whether a resolved link leads to a folder around itself, so that following it would never end."""
    return any(place == target or place.startswith(target + os.sep) for place in places)


def ignore_files(path: str) -> Iterator[tuple[str, str]]:
    """Yield the ignore files that apply to a path, in ascending precedence, each with the folder that it applies to."""
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
