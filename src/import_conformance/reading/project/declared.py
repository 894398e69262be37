"""Read the names of the dependencies that a project declares in pyproject.toml and requirements.txt."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from import_conformance.model.topology import Topology

FILES = ("pyproject.toml", "requirements.txt")
MAX_BYTES = 1024 * 1024
# A name as in PEP 508; what follows it does not matter here.
_NAME = re.compile(r"\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:[\[(<>=!~;@#,]|$)")


def asks_for_declared(topology: Topology) -> bool:
    """Return whether any law needs the declared dependencies: one that names own code where a package may be named."""
    return any(selector.is_bare for law in topology.forbid for selector in law.targets)


def declared_in(project: Path) -> Mapping[str, str]:
    """Return the file that declares each dependency, by the name under which it is most likely imported.

    That is its own name in lower case with underscores: dependencies that are imported under another name are not
    recognized.
    """
    found: dict[str, str] = {}
    for file, names in ((FILES[0], _of_pyproject(project / FILES[0])), (FILES[1], _lines(project / FILES[1]))):
        for requirement in names:
            match = _NAME.match(requirement)
            if match:
                found.setdefault(re.sub(r"[-_.]+", "_", match[1]).lower(), file)
    return found


def _lines(path: Path) -> Iterable[str]:
    return _text(path).splitlines()


def _of_pyproject(path: Path) -> Iterator[str]:
    """Yield the requirements of the project, its extras and groups, and those of Poetry."""
    try:
        document = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError:
        return
    project = _table(document, "project")
    yield from _texts(project.get("dependencies"))
    for group in (*_table(project, "optional-dependencies").values(), *_table(document, "dependency-groups").values()):
        yield from _texts(group)
    poetry = _table(_table(document, "tool"), "poetry")
    yield from (name for name in _table(poetry, "dependencies") if name != "python")
    for group in _table(poetry, "group").values():
        yield from _table(group if isinstance(group, dict) else {}, "dependencies")


def _text(path: Path) -> str:
    """Return the text of a file; "" where it cannot be read, because it declares nothing then."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def _table(document: dict[str, Any], key: str) -> dict[str, Any]:
    found = document.get(key)
    return found if isinstance(found, dict) else {}


def _texts(value: object) -> Iterator[str]:
    yield from (item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
