"""Report packages that a topology names and that do not exist, once, with the existing ones as a hint."""

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

# Returns the directory of a source root; None where it must not be read.
Home = Callable[[str], Path | None]


def misses_packages(source: Section, packages: Sequence[str], home: Home) -> bool:
    """Report the packages that are in no source root; return whether there are any.

    Args:
        source: The section `source` of the topology.
        packages: The valid names among its packages.
        home: Returns the directory of a source root. Nothing is reported unless all of them exist.
    """
    roots = [scalar.text for scalar in source.scalars("roots")] if "roots" in source else []
    homes = [each for each in dict.fromkeys(map(home, roots)) if each and each.is_dir()]
    if not homes or len(homes) < len(set(map(home, roots))):
        return False
    missing = [
        scalar for scalar in source.scalars("packages") if scalar.text in packages and not _exists(scalar.text, homes)
    ]
    for scalar in missing:
        existing = sorted({name for folder in homes for name in _packages(folder)})
        hint = source.report.hint(scalar.text, existing).replace("possible here:", "there is")
        sentence = f"there is no package '{shortened(scalar.text)}' in {', '.join(map(str, homes))}"
        source.report.add(scalar.position, sentence + hint)
    return bool(missing)


def _exists(package: str, homes: Sequence[Path]) -> bool:
    return any(is_package_there(folder, package) for folder in homes)


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
