"""The imports that grimp sees: scanned from texts in memory, so that grimp opens no file and imports no code.

Left to itself, grimp 3.19 stops at folders without `__init__.py`, prefers `x.py` to the package `x`, and ends the whole
scan at the first bad file. But its scanner takes the texts from a file system object; given one that holds exactly the
files that the ledger calls healthy, none of that can happen.
"""

from collections.abc import Iterable, Mapping

from grimp import _rustgrimp as rust  # type: ignore[attr-defined]  # the compiled part has no stubs
from grimp.application.ports.modulefinder import FoundPackage, ModuleFile
from grimp.domain.valueobjects import Module


def scan(texts: Mapping[str, str], packages: frozenset[str], roots: Iterable[str]) -> set[tuple[str, str]]:
    """The internal edges (importer, imported) that grimp finds in the texts of modules.

    texts: by module name; packages: the names among them that are packages; roots: the top-level packages.
    """
    # That file system takes away the indentation that all lines but the first share: a bare remark in front keeps it.
    files = {_virtual_path(module, module in packages): f"\n#\n{text}" for module, text in texts.items()}
    by_root = {root: frozenset(_module_file(name) for name in texts if _is_in(name, root)) for root in roots}
    found = {FoundPackage(root, f"/{root.replace('.', '/')}", files) for root, files in by_root.items() if files}
    imports = rust.scan_for_imports(
        module_files=tuple(file for files in by_root.values() for file in files),
        found_packages=found,
        include_external_packages=False,
        exclude_type_checking_imports=False,
        file_system=rust.FakeBasicFileSystem(content_map=files),
    )
    return {(edge.importer.name, edge.imported.name) for edges in imports.values() for edge in edges}


def _is_in(module: str, root: str) -> bool:
    return module == root or module.startswith(root + ".")


def _module_file(module: str) -> ModuleFile:
    return ModuleFile(Module(module), 0.0)


def _virtual_path(module: str, is_package: bool) -> str:
    return f"/{module.replace('.', '/')}{'/__init__' if is_package else ''}.py"
