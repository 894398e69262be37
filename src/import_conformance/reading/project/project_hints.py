"""Read from a project's configuration where its packages are: hatch, setuptools, Poetry, uv, flit and PDM."""

import configparser
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from import_conformance.reading.text.toml_values import pyproject_of, toml_table, toml_tables, toml_texts


def hinted_roots(project: Path) -> list[str]:
    """Return the directories of packages that the configuration names, relative to the project, each once."""
    tools = toml_table(pyproject_of(project), "tool")
    found = [*_of_tools(tools), *_of_setup_cfg(project / "setup.cfg")]
    return list(dict.fromkeys(path for path in found if path and ".." not in path and not path.startswith("/")))


def project_name(project: Path) -> str:
    """Return the name under which a project is published; "" when the configuration has none."""
    document = pyproject_of(project)
    for table in (
        toml_table(document, "project"),
        toml_table(document, "tool", "poetry"),
        toml_table(document, "tool", "flit"),
    ):
        if isinstance(table.get("name"), str):
            return str(table["name"])
    return setup_cfg(project / "setup.cfg").get("metadata", {}).get("name", "").strip()


def _of_tools(tools: dict[str, Any]) -> Iterator[str]:
    wheel = toml_table(tools, "hatch", "build", "targets", "wheel")
    yield from (_parent(path) for path in toml_texts(wheel, "packages"))
    yield from (path.rstrip("/") for path in toml_texts(wheel, "sources"))
    setuptools = toml_table(tools, "setuptools")
    yield from toml_texts(toml_table(setuptools, "packages", "find"), "where")
    yield from (path for path in toml_table(setuptools, "package-dir").values() if isinstance(path, str))
    for entry in toml_tables(toml_table(tools, "poetry"), "packages"):
        yield str(entry.get("from", "."))
    backend = toml_table(tools, "uv", "build-backend")
    yield from (str(root) for root in (backend.get("module-root"),) if isinstance(root, str))
    yield from (str(root) for root in (toml_table(tools, "pdm", "build").get("package-dir"),) if isinstance(root, str))


def _of_setup_cfg(path: Path) -> Iterator[str]:
    document = setup_cfg(path)
    yield from document.get("options.packages.find", {}).get("where", "").split()
    for line in document.get("options", {}).get("package_dir", "").splitlines():
        yield line.partition("=")[2].strip()


def setup_cfg(path: Path) -> dict[str, dict[str, str]]:
    """Return the sections of a setup.cfg; none where it is missing or cannot be read."""
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, configparser.Error):
        return {}
    return {name: dict(parser[name]) for name in parser.sections()}


def _parent(path: str) -> str:
    return PurePosixPath(path).parent.as_posix()
