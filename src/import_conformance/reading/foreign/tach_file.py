"""Read the modules of tach as written in tach.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from import_conformance.model.contracts.foreign import TachConfig, TachModule
from import_conformance.reading.foreign.importlinter_file import ConfigError
from import_conformance.reading.text.toml_values import toml_tables, toml_texts

NAME = "tach.toml"
# Keys that are translated, or that do not restrict imports between modules.
_KEYS = (
    "modules layers exclude source_roots ignore_type_checking_imports forbid_circular_dependencies root_module "
    "layers_explicit_depends_on interfaces external cache rules exact disable_logging use_regex_matching plugins "
    "respect_gitignore"
)
_KNOWN = frozenset(_KEYS.split())


def read_tach(here: Path, given: str = "") -> TachConfig:
    """Read the configuration of tach in a directory: the given file, "" for tach.toml.

    Raises:
        ConfigError: When there is none, or it cannot be read.
    """
    name = given or NAME
    try:
        document = tomllib.loads((here / name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else " ".join(str(error).split())
        raise ConfigError(f"{name} cannot be read: {reason}; name a file: --from-tach FILE") from None
    return TachConfig(
        path=name,
        roots=tuple(toml_texts(document, "source_roots")) or (".",),
        modules=tuple(_modules(document)),
        layers=tuple(_layers(document)),
        exclude=tuple(toml_texts(document, "exclude")),
        ignores_typing=document.get("ignore_type_checking_imports", True) is not False,
        forbids_cycles=document.get("forbid_circular_dependencies") is True,
        is_explicit=document.get("layers_explicit_depends_on") is True,
        others=tuple(_others(document, here)),
    )


def _modules(document: Mapping[str, Any]) -> Iterator[TachModule]:
    for entry in toml_tables(document, "modules"):
        paths = [entry["path"]] if isinstance(entry.get("path"), str) else toml_texts(entry, "paths")
        depends = tuple(_paths(entry, "depends_on")) if isinstance(entry.get("depends_on"), list) else None
        for path in paths:
            yield TachModule(
                path,
                depends,
                tuple(_paths(entry, "cannot_depend_on")),
                str(entry.get("layer", "")),
                is_utility=entry.get("utility") is True,
                is_unchecked=entry.get("unchecked") is True,
            )


def _layers(document: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    for layer in document.get("layers", []):
        if isinstance(layer, str):
            yield layer, False
        elif isinstance(layer, dict) and isinstance(layer.get("name"), str):
            yield layer["name"], layer.get("closed") is True


def _others(document: Mapping[str, Any], here: Path) -> Iterator[str]:
    """Yield a sentence for each setting that has no equivalent here."""
    modules = toml_tables(document, "modules")
    if document.get("interfaces"):
        yield "interfaces: which names of a module others may use; here whole modules are judged"
    if any(entry.get("visibility") is not None for entry in modules):
        yield "visibility: tach checks its own depends_on lists against it; the allow lines stand for both"
    if any(isinstance(d, dict) and d.get("deprecated") for e in modules for d in e.get("depends_on") or ()):
        yield "deprecated dependencies are allowed here as there, but without a warning"
    if document.get("exact") is True:
        yield "exact: an allow line that no import needs is no error here"
    if document.get("root_module") not in (None, "ignore"):
        yield "root_module: code in no module is not judged; `unplaced: error` in `source` would make it a finding"
    for key in sorted(set(document) - _KNOWN):
        yield f"{key}: unknown here"
    domains = sorted(path.relative_to(here).as_posix() for path in here.rglob("tach.domain.toml"))
    if domains:
        yield f"tach.domain.toml files are not read: {', '.join(domains[:5])}"


def _paths(entry: Mapping[str, Any], key: str) -> Iterator[str]:
    for item in entry.get(key) or ():
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict) and isinstance(item.get("path"), str):
            yield item["path"]
