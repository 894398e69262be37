"""Read the names of the dependencies that a project declares in pyproject.toml and requirements.txt."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from import_conformance.model.laws.forbid import Forbid
from import_conformance.model.topology import Topology
from import_conformance.reading.text.toml_values import toml_table, toml_texts

FILES = ("pyproject.toml", "requirements.txt")
MAX_BYTES = 1024 * 1024
# A name as in PEP 508; what follows it does not matter here.
_NAME = re.compile(r"\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:[\[(<>=!~;@#,]|$)")


def asks_for_declared(topology: Topology) -> bool:
    """Return whether any law needs the declared dependencies: one that names own code where a package may be named."""
    return any(selector.is_bare for law in topology.of(Forbid) for selector in law.targets)


def declared_in(project: Path) -> Mapping[str, str]:
    """Return the file that declares each dependency, by the name under which it is most likely imported.

    That is its own name in lower case with underscores: dependencies that are imported under another name are not
    recognized.
    """
    found: dict[str, str] = {}
    for file, names in (
        (FILES[0], _of_pyproject(project / FILES[0])),
        (FILES[1], _text(project / FILES[1]).splitlines()),
    ):
        for requirement in names:
            match = _NAME.match(requirement)
            if match:
                found.setdefault(re.sub(r"[-_.]+", "_", match[1]).lower(), file)
    return found


def _of_pyproject(path: Path) -> Iterator[str]:
    """Yield the requirements of the project, its extras and groups, and those of Poetry."""
    try:
        document = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError:
        return
    project = toml_table(document, "project")
    yield from toml_texts(project, "dependencies")
    for groups in (toml_table(project, "optional-dependencies"), toml_table(document, "dependency-groups")):
        for group in groups:
            yield from toml_texts(groups, group)
    poetry = toml_table(document, "tool", "poetry")
    yield from (name for name in toml_table(poetry, "dependencies") if name != "python")
    for group in toml_table(poetry, "group"):
        yield from toml_table(poetry, "group", group, "dependencies")


def _text(path: Path) -> str:
    """Return the text of a file; "" where it cannot be read, because it declares nothing then."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
