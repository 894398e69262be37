"""Read from a project's configuration where its packages are: hatch, setuptools, Poetry, uv, flit and PDM."""

import configparser
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any


def hinted_roots(project: Path) -> list[str]:
    """Return the directories of packages that the configuration names, relative to the project, each once."""
    tools = _table(_pyproject(project), "tool")
    found = [*_of_tools(tools), *_of_setup_cfg(project / "setup.cfg")]
    return list(dict.fromkeys(path for path in found if path and ".." not in path and not path.startswith("/")))


def project_name(project: Path) -> str:
    """Return the name under which a project is published; "" when the configuration has none."""
    document = _pyproject(project)
    for table in (_table(document, "project"), _table(document, "tool", "poetry"), _table(document, "tool", "flit")):
        if isinstance(table.get("name"), str):
            return str(table["name"])
    return _setup_cfg(project / "setup.cfg").get("metadata", {}).get("name", "").strip()


def _of_tools(tools: dict[str, Any]) -> Iterator[str]:
    wheel = _table(tools, "hatch", "build", "targets", "wheel")
    yield from (_parent(path) for path in _texts(wheel, "packages"))
    yield from (path.rstrip("/") for path in _texts(wheel, "sources"))
    setuptools = _table(tools, "setuptools")
    yield from _texts(_table(setuptools, "packages", "find"), "where")
    yield from (path for path in _table(setuptools, "package-dir").values() if isinstance(path, str))
    for entry in _list(_table(tools, "poetry"), "packages"):
        if isinstance(entry, dict):
            yield str(entry.get("from", "."))
    backend = _table(tools, "uv", "build-backend")
    yield from (str(root) for root in (backend.get("module-root"),) if isinstance(root, str))
    yield from (str(root) for root in (_table(tools, "pdm", "build").get("package-dir"),) if isinstance(root, str))


def _of_setup_cfg(path: Path) -> Iterator[str]:
    document = _setup_cfg(path)
    yield from document.get("options.packages.find", {}).get("where", "").split()
    for line in document.get("options", {}).get("package_dir", "").splitlines():
        yield line.partition("=")[2].strip()


def _pyproject(project: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}  # without a hint, the folders are searched


def _setup_cfg(path: Path) -> dict[str, dict[str, str]]:
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, configparser.Error):
        return {}
    return {name: dict(parser[name]) for name in parser.sections()}


def _table(document: dict[str, Any], *keys: str) -> dict[str, Any]:
    for key in keys:
        found = document.get(key)
        document = found if isinstance(found, dict) else {}
    return document


def _list(table: dict[str, Any], key: str) -> list[Any]:
    found = table.get(key)
    return found if isinstance(found, list) else []


def _texts(table: dict[str, Any], key: str) -> list[str]:
    return [text for text in _list(table, key) if isinstance(text, str)]


def _parent(path: str) -> str:
    return PurePosixPath(path).parent.as_posix()
