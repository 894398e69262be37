"""Decide by their names which files are modules."""

import os

from import_conformance.model.codebase import SourceFile

SOURCE_SUFFIX = ".py"
UNREAD_SUFFIXES = {
    ".pyi": "a stub: type checkers read it, the program does not",
    ".pyx": "Cython source: it becomes a module only when it is built",
    ".so": "an extension module: there is no source to read",
    ".pyd": "an extension module: there is no source to read",
    ".ipynb": "a notebook: it cannot be imported",
    ".pyc": "compiled code: there is no source to read",
    ".pyw": "a script for Windows: no other system imports it",
}
# Files that make a module exist although there is no Python source to read.
OPAQUE_SUFFIXES = frozenset({".so", ".pyd", ".pyc", ".pyx", ".pyi"})
_BUILT_SUFFIXES = (".so", ".pyd")
# Templates from which a build makes Cython sources: Tempita's, as scikit-learn and pandas name them.
TEMPLATES = (".pyx.tp", ".pyx.in")
SUFFIXES = frozenset({SOURCE_SUFFIX, *UNREAD_SUFFIXES})


def split(name: str) -> tuple[str, str]:
    """Split the name of a file into its stem and the suffix of a kind of Python file; "" for any other suffix."""
    if name.endswith(TEMPLATES):
        return name[: -len(TEMPLATES[0])], ".pyx"
    stem, _, ending = name.rpartition(".")
    # A name whose only dot is its first character has no suffix.
    return (stem, f".{ending}") if f".{ending}" in SUFFIXES and stem.strip(".") else (name, "")


def single_files(path: str) -> list[str]:
    """Return the files of a module that has no source and is not a folder; path: that of the module, without suffix."""
    folder, _, wanted = path.rpartition(os.sep)
    try:
        names = sorted(os.listdir(folder or os.curdir))
    except OSError:
        return []
    parts = ((name, *split(name)) for name in names if name.startswith(wanted))
    found = (name for name, stem, suffix in parts if suffix in OPAQUE_SUFFIXES and module_stem(stem, suffix) == wanted)
    return [os.path.join(folder, name) for name in found]


def module_stem(stem: str, suffix: str) -> str:
    """Return the last part of a module's name; the name of a built file has platform tags between it and the suffix."""
    return stem.partition(".")[0] if suffix in _BUILT_SUFFIXES else stem


def is_module(file: SourceFile) -> bool:
    """Return whether a file, if it were neither left out nor shadowed, would be a module that can be imported."""
    folder, _, name = file.path.rpartition("/")
    stem, suffix = split(name)
    return (
        "." not in folder
        and is_segment(module_stem(stem, suffix))
        and (suffix == SOURCE_SUFFIX or suffix in OPAQUE_SUFFIXES)
    )


def is_segment(name: str) -> bool:
    """Return whether a name can be one part of a module's name.

    `0001_initial` cannot be named by an import statement, but frameworks load such files by name, and their imports
    count like any others.
    """
    return bool(name) and "." not in name
