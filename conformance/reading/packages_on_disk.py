"""Packages that a topology names and that are not there: told once, where they are named, with those that are there."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from conformance.reading.strict_text import shortened
from conformance.reading.topology_schema import Section

# The directory that a source root stands for.
Home = Callable[[str], Path]


def misses_packages(source: Section, packages: Sequence[str], home: Home) -> bool:
    """True when a package has no folder in any source root that exists; says so at its name."""
    roots = [scalar.text for scalar in source.scalars("roots")] if "roots" in source else []
    homes = list(dict.fromkeys(map(home, roots)))
    if not homes or not all(map(Path.is_dir, homes)):
        return False
    missing = [
        scalar for scalar in source.scalars("packages") if scalar.text in packages and not _is(scalar.text, homes)
    ]
    for scalar in missing:
        there = sorted({name for folder in homes for name in _folders(folder)})
        hint = source.report.hint(scalar.text, there).replace("possible here:", "there is")
        said = f"there is no package '{shortened(scalar.text)}' in {', '.join(map(str, homes))}"
        source.report.add(scalar.position, said + hint)
    return bool(missing)


def _is(package: str, homes: Sequence[Path]) -> bool:
    return any(folder.joinpath(*package.split(".")).is_dir() for folder in homes)


def _folders(home: Path) -> Iterator[str]:
    """The folders that could be packages."""
    names = (child.name for child in home.iterdir() if child.is_dir())
    yield from (name for name in names if name.isidentifier() and name != "__pycache__")
