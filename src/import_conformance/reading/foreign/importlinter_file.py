"""Read the contracts of import-linter as written in its file, which is searched for as import-linter does."""

import configparser
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from import_conformance.model.contracts.foreign import ImportLinterConfig, ImportLinterContract
from import_conformance.reading.text.toml_values import toml_table, toml_tables

NAMES = ("setup.cfg", ".importlinter", "pyproject.toml")
SECTION = "importlinter"


class ConfigError(Exception):
    """The configuration of another tool is missing or cannot be read; the message is a sentence for its author."""


def read_importlinter(here: Path, given: str = "") -> ImportLinterConfig:
    """Read the configuration that `lint-imports` would use in a directory, or the given file.

    Raises:
        ConfigError: When there is none, or it cannot be read.
    """
    for name in (given,) if given else NAMES:
        path = here / name
        if path.is_file():
            found = _toml(path, name) if name.endswith(".toml") else _ini(path, name)
            if found:
                return found
    where = given or ", ".join(NAMES)
    raise ConfigError(f"no contracts of import-linter were found in {where}; name a file: --from-importlinter FILE")


def _ini(path: Path, name: str) -> ImportLinterConfig | None:
    parser = configparser.ConfigParser()
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
        sections = {section: dict(parser[section]) for section in parser.sections()}
    except (OSError, UnicodeDecodeError, configparser.Error) as error:
        raise ConfigError(f"{name} cannot be read: {' '.join(str(error).split())}") from None
    if SECTION not in sections:
        return None
    return ImportLinterConfig(
        name,
        _options(sections[SECTION]),
        tuple(
            _contract(section.split(":")[-1], options)
            for section, options in sections.items()
            if section.startswith(f"{SECTION}:")
        ),
    )


def _toml(path: Path, name: str) -> ImportLinterConfig | None:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{name} cannot be read: {' '.join(str(error).split())}") from None
    session = toml_table(document, "tool", SECTION)
    if not session:
        return None
    return ImportLinterConfig(
        name,
        _options({key: value for key, value in session.items() if key != "contracts"}),
        tuple(
            _contract(str(entry.get("id", f"contract-{number}")), entry)
            for number, entry in enumerate(toml_tables(session, "contracts"), 1)
        ),
    )


def _contract(name: str, options: Mapping[str, Any]) -> ImportLinterContract:
    rest = {key: value for key, value in options.items() if key not in ("id", "name", "type")}
    return ImportLinterContract(
        name, " ".join(str(options.get("name", name)).split()), str(options.get("type", "")), _options(rest)
    )


def _options(section: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {key: _texts(value) for key, value in section.items()}


def _texts(value: object) -> tuple[str, ...]:
    """Return the lines of a string or INI value, or the items of a TOML list."""
    if isinstance(value, list):
        return tuple(str(item).strip() for item in value)
    return tuple(line.strip() for line in str(value).splitlines() if line.strip())
