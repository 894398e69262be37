"""Packages that a topology names and that do not exist, with the existing ones as a hint."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from import_conformance.model.topology import Problem, Source
from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.tree.around import holds_python
from import_conformance.reading.tree.module_files import (
    OPAQUE_SUFFIXES,
    SOURCE_SUFFIX,
    module_stem,
    single_files,
    split,
)

NEAR = 0.65  # just low enough for a name of three letters with two of them swapped
MAX_NAMES_LISTED = 20


def missing_roots(source: Source, path: str, homes: Sequence[Path]) -> Iterator[Problem]:
    """Yield a problem for each source root that is no directory.

    Args:
        source: What the topology says of the code.
        path: The topology, as problems name it.
        homes: The directories of its source roots, in their order.
    """
    for root, home in zip(source.roots, homes, strict=True):
        if not home.is_dir():
            sentence = f"the source root '{root}' is not a directory (looked for {home})"
            yield Problem(path, source.position_of(root), sentence)


def missing_packages(source: Source, path: str, homes: Sequence[Path]) -> Iterator[Problem]:
    """Yield a problem for each package that is in no source root, with the arguments of `missing_roots`."""
    existing: set[str] | None = None
    for package in source.packages:
        if not any(is_package_there(home, package) for home in homes):
            existing = {name for home in homes for name in _packages(home)} if existing is None else existing
            sentence = f"there is no package '{shortened(package)}' in {', '.join(map(str, homes))}"
            yield Problem(path, source.position_of(package), f"{sentence}{_hint(package, sorted(existing))}")


def _hint(package: str, existing: list[str]) -> str:
    near = get_close_matches(shortened(package), existing, 1, NEAR)
    if near:
        return f"; did you mean '{near[0]}'?"
    return f"; there is {', '.join(existing)}" if 0 < len(existing) <= MAX_NAMES_LISTED else ""


def is_package_there(home: Path, package: str) -> bool:
    """Return whether a source root holds a package, or a single module of its name."""
    path = home.joinpath(*package.split("."))
    return path.is_dir() or path.with_name(f"{path.name}.py").is_file() or bool(single_files(str(path)))


def _packages(home: Path) -> Iterator[str]:
    """Yield the folders that could be packages, and the files that are modules."""
    for child in home.iterdir():
        name = child.name if child.is_dir() else _module(child.name)
        if (
            name.isidentifier()
            and name not in ("__pycache__", "__init__")
            and (child.is_file() or holds_python(str(child)))
        ):
            yield name


def _module(file: str) -> str:
    """Return the name of the module that a file is; "" for a file that is none."""
    stem, suffix = split(file)
    return module_stem(stem, suffix) if suffix == SOURCE_SUFFIX or suffix in OPAQUE_SUFFIXES else ""
