"""Packages that a topology names and that are not there: told once, where they are named, with those that are there."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.topology.section import Section
from import_conformance.reading.tree.around import holds_python
from import_conformance.reading.tree.module_files import (
    OPAQUE_SUFFIXES,
    SOURCE_SUFFIX,
    module_stem,
    single_files,
    split,
)

# The directory that a source root stands for; None where it is not to be looked at.
Home = Callable[[str], Path | None]


def misses_packages(source: Section, packages: Sequence[str], home: Home) -> bool:
    """True when a package has no folder in any source root that exists; says so at its name."""
    roots = [scalar.text for scalar in source.scalars("roots")] if "roots" in source else []
    homes = [each for each in dict.fromkeys(map(home, roots)) if each and each.is_dir()]
    if not homes or len(homes) < len(set(map(home, roots))):
        return False
    missing = [
        scalar for scalar in source.scalars("packages") if scalar.text in packages and not _is(scalar.text, homes)
    ]
    for scalar in missing:
        there = sorted({name for folder in homes for name in _packages(folder)})
        hint = source.report.hint(scalar.text, there).replace("possible here:", "there is")
        said = f"there is no package '{shortened(scalar.text)}' in {', '.join(map(str, homes))}"
        source.report.add(scalar.position, said + hint)
    return bool(missing)


def _is(package: str, homes: Sequence[Path]) -> bool:
    return any(is_package_there(folder, package) for folder in homes)


def is_package_there(home: Path, package: str) -> bool:
    """Whether a source root holds a package, or a single module of its name."""
    path = home.joinpath(*package.split("."))
    return path.is_dir() or path.with_name(f"{path.name}.py").is_file() or bool(single_files(str(path)))


def _packages(home: Path) -> Iterator[str]:
    """The folders that could be packages, and the files that are modules."""
    for child in home.iterdir():
        name = child.name if child.is_dir() else _module(child.name)
        if (
            name.isidentifier()
            and name not in ("__pycache__", "__init__")
            and (child.is_file() or holds_python(str(child)))
        ):
            yield name


def _module(file: str) -> str:
    """The name of the module that a file is; "" for one that is none."""
    stem, suffix = split(file)
    return module_stem(stem, suffix) if suffix == SOURCE_SUFFIX or suffix in OPAQUE_SUFFIXES else ""
