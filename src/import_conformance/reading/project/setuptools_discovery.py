"""Whether setuptools, which looks for packages by itself, would find a folder that belongs to no package.

The rules are those of https://setuptools.pypa.io/en/latest/userguide/package_discovery.html, tried with setuptools 80.
"""

import enum
import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from import_conformance.reading.project.project_hints import setup_cfg
from import_conformance.reading.text.toml_values import pyproject_of, toml_table, toml_texts


class Discovery(enum.Enum):
    """What setuptools does about a folder with modules and no `__init__.py`."""

    NOTHING = "nothing"
    SHIPS = "ships"
    """The folder becomes a part of the distribution."""
    REFUSES = "refuses"
    """The project is not built, for there are several folders that may be the package."""


def discovery_of(project: Path, folder: str) -> Discovery:
    """Return what setuptools does when a folder is added to a project."""
    document, sections = pyproject_of(project), setup_cfg(project / "setup.cfg")
    script = _text(project / "setup.py")
    backend = toml_table(document, "build-system").get("build-backend", "setuptools")
    if not str(backend).startswith("setuptools") or not (script or sections or "project" in document):
        return Discovery.NOTHING
    settings, options = toml_table(document, "tool", "setuptools"), sections.get("options", {})
    find = toml_table(settings, "packages", "find")
    if "find" in toml_table(settings, "packages"):
        is_found = find.get("namespaces", True) is True and _finds(
            folder, *(toml_texts(find, key) for key in ("where", "include", "exclude"))
        )
        return Discovery.SHIPS if is_found else Discovery.NOTHING
    if options.get("packages", "").strip() == "find_namespace:":
        found = sections.get("options.packages.find", {})
        is_found = _finds(folder, *(found.get(key, "").split() for key in ("where", "include", "exclude")))
        return Discovery.SHIPS if is_found else Discovery.NOTHING
    searched = re.search(r"find_namespace_packages\(([^)]*)\)", script)
    if searched and "include" not in searched[1] and folder not in searched[1]:
        is_elsewhere = re.match(r"\s*(where\s*=\s*)?[\"'][^.\"']", searched[1])
        return Discovery.NOTHING if is_elsewhere else Discovery.SHIPS
    is_stated = (
        {"packages", "py-modules"} & set(settings)
        or {"packages", "py_modules"} & set(options)
        or re.search(r"\b(packages|py_modules|ext_modules|setup_requires|pbr)\b", script)
    )
    return Discovery.NOTHING if is_stated or (project / "src").is_dir() else Discovery.REFUSES


def _finds(folder: str, where: Iterable[str], include: Iterable[str], exclude: Iterable[str]) -> bool:
    """Return whether a search that takes folders without `__init__.py` takes one at the top of the project."""
    searched = any(place.strip("/") in ("", ".") for place in tuple(where) or (".",))
    is_taken = any(fnmatchcase(folder, pattern) for pattern in tuple(include) or ("*",))
    return searched and is_taken and not any(fnmatchcase(folder, pattern) for pattern in exclude)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
