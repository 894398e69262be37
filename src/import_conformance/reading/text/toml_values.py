"""Look into a TOML document of somebody else, which may hold anything: what has another type is not there."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def toml_table(document: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Return the table at the end of a path of keys."""
    table = dict(document)
    for key in keys:
        found = table.get(key)
        table = found if isinstance(found, dict) else {}
    return table


def toml_list(document: Mapping[str, Any], key: str) -> list[Any]:
    """Return the list that a key holds."""
    found = document.get(key)
    return found if isinstance(found, list) else []


def toml_tables(document: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the tables in the list that a key holds."""
    return [entry for entry in toml_list(document, key) if isinstance(entry, dict)]


def toml_texts(document: Mapping[str, Any], key: str) -> list[str]:
    """Return the strings in the list that a key holds."""
    return [text for text in toml_list(document, key) if isinstance(text, str)]


def pyproject_of(project: Path) -> dict[str, Any]:
    """Return the `pyproject.toml` of a project; an empty document where it cannot be read."""
    try:
        return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
