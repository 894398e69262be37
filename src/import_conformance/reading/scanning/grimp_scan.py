"""Scan texts in memory with grimp's scanner, so that grimp opens no file and imports no code.

By itself, grimp 3.19 stops at folders without `__init__.py`, prefers `x.py` to the package `x`, and ends the whole scan
at the first bad file. But its scanner reads the texts from a file system object: with one that holds exactly the files
that the ledger calls healthy, none of that can happen.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from grimp import _rustgrimp as rust  # type: ignore[attr-defined]  # the compiled part has no stubs
from grimp.application.ports.modulefinder import FoundPackage, ModuleFile
from grimp.domain import valueobjects
from grimp.domain.valueobjects import DirectImport, Module

from import_conformance.model.dotted import lies_in
from import_conformance.reading.scanning.grimp_limits import MOST_DOTS, RELATIVE

_FOLDER = (RELATIVE,) * (MOST_DOTS + 1)
_IMPORTER = ".".join((*_FOLDER, "m"))
_PREFIX = "\n#\n"  # the scanner strips the first line end of it
_LINES_BEFORE = 1


def scan(texts: Mapping[str, str], packages: frozenset[str], roots: Iterable[str]) -> set[tuple[str, str]]:
    """Return the internal edges (importer, imported) that grimp finds in the texts of modules, by module name."""
    found = _scanned({_virtual_path(module, module in packages): (module, texts[module]) for module in texts}, roots)
    return {(edge.importer.name, edge.imported.name) for edges in found.values() for edge in edges}


def statements(texts: Sequence[str], *, with_typing: bool = True) -> list[set[tuple[int, str]]]:
    """Return the lines and first segments of the imports in each text; `with_typing`, those for type checkers too."""
    slots = [_slot(number) for number in range(len(texts))]
    files = {path: _PREFIX + text for (path, _, _), text in zip(slots, texts, strict=True)}
    modules = frozenset(file for _, file, _ in slots)
    package = FoundPackage(RELATIVE, f"/{RELATIVE}", modules)
    with _plain_values():
        found = _asked(files, modules, {package}, is_open=True, with_typing=with_typing)
    by_name = {str(module): imports for module, imports in found.items()}
    return [_plain(by_name.get(name, set())) for _, _, name in slots]


@cache  # the same slots serve for each group of texts
def _slot(number: int) -> tuple[str, ModuleFile, str]:
    """Return the virtual path, the file and the module name for the text of a number."""
    name = f"{_IMPORTER}{number}"
    return _virtual_path(name, is_package=False), _module_file(name), name


def _plain(found: set[Any]) -> set[tuple[int, str]]:
    return found if all(type(each) is tuple for each in found) else set(map(_statement, found))


def _statement(found: DirectImport) -> tuple[int, str]:
    return found.line_number - _LINES_BEFORE, found.imported.package_name


def _plain_statement(*, imported: str, line_number: int, **_: object) -> tuple[int, str]:
    """Stand in for grimp's class of an import."""
    return line_number - _LINES_BEFORE, imported.partition(".")[0]


@contextmanager
def _plain_values() -> Iterator[None]:
    """Make the scanner answer with strings and tuples: creating its own objects takes a third of the time of a scan.

    It looks up its two classes by name each time it answers. A release that does so only once has them already, because
    `grimp_check` asks for something else first, and then answers with the usual objects. No thread may use the classes
    meanwhile.
    """
    if threading.active_count() > 1:
        yield
        return
    originals = (valueobjects.Module, valueobjects.DirectImport)
    valueobjects.Module, valueobjects.DirectImport = str, _plain_statement  # type: ignore[assignment,misc]
    try:
        yield
    finally:
        valueobjects.Module, valueobjects.DirectImport = originals  # type: ignore[misc]


def targets(text: str, candidates: Iterable[str]) -> set[tuple[int, str]]:
    """Return line and target of each import of a text; targets that are not candidates are shortened in some way.

    Args:
        text: The text of a module.
        candidates: Possible targets as written, with the dots of a relative import in front.
    """
    importer = f"{_IMPORTER}0"
    absolute = {_absolute(name): name for name in candidates}
    files = {_virtual_path(name, is_package=False): (name, "") for name in absolute if name != importer}
    files[_virtual_path(importer, is_package=False)] = (importer, text)
    found = _scanned(files, {name.partition(".")[0] for name, _ in files.values()}, is_open=True)
    return {
        (edge.line_number - _LINES_BEFORE, absolute.get(edge.imported.name, edge.imported.name))
        for module, edges in found.items()
        if module.name == importer
        for edge in edges
    }


def _absolute(name: str) -> str:
    bare = name.lstrip(".")
    level = len(name) - len(bare)
    return ".".join((*_FOLDER[: len(_FOLDER) - level + 1], bare)) if level else name


def _scanned(
    files: Mapping[str, tuple[str, str]], roots: Iterable[str], *, is_open: bool = False, with_typing: bool = True
) -> Mapping[Any, set[Any]]:
    """Scan texts by virtual path; `is_open` includes imports from outside the roots, by their first segments."""
    by_root = {
        root: frozenset(_module_file(name) for name, _ in files.values() if lies_in(name, root)) for root in roots
    }
    texts = {path: _PREFIX + text for path, (_, text) in files.items()}
    packages = {FoundPackage(root, f"/{root.replace('.', '/')}", inside) for root, inside in by_root.items() if inside}
    return _asked(texts, frozenset().union(*by_root.values()), packages, is_open=is_open, with_typing=with_typing)


def _asked(
    texts: Mapping[str, str],
    modules: frozenset[ModuleFile],
    packages: set[FoundPackage],
    *,
    is_open: bool,
    with_typing: bool,
) -> Mapping[Any, set[Any]]:
    scanned: Mapping[Any, set[Any]] = rust.scan_for_imports(
        module_files=tuple(modules),
        found_packages=packages,
        include_external_packages=is_open,
        exclude_type_checking_imports=not with_typing,
        # That file system dedents all lines but the first: the comment in `_PREFIX` prevents it.
        file_system=rust.FakeBasicFileSystem(content_map=texts),
    )
    return scanned


def _module_file(module: str) -> ModuleFile:
    return ModuleFile(Module(module), 0.0)


def _virtual_path(module: str, is_package: bool) -> str:
    return f"/{module.replace('.', '/')}{'/__init__' if is_package else ''}.py"
