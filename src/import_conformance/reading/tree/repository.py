"""Find the repository around a directory, within which links are followed.

It is the git work tree around the directory; without one, the directory itself. git itself is not run.
"""

import os
from collections.abc import Iterator

MOST_TRIES = 3
# Of the file CODEOWNERS, in the order in which the first one counts: where GitHub looks, then GitLab's own.
CODEOWNERS_PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")


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


def real_path(path: str) -> str:
    """Return a path with all links followed, also while links come and go.

    `os.path.realpath` asks whether there is a link and then reads it; where it vanishes in between, it raises.
    """
    for _ in range(MOST_TRIES):
        try:
            return os.path.realpath(path)
        except OSError:
            continue
    return os.path.abspath(path)


def is_within(path: str, repository: str) -> bool:
    """Return whether a path, with all links followed, is in a repository (whose own path holds no links)."""
    real = real_path(path)
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
