"""Find the files by which a change can override what `lint-imports` reports, instead of the compiled contracts."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from import_conformance.model.codebase import ForeignConfiguration
from import_conformance.reading.foreign.contract_files import (
    FIRST,
    OURS,
    foreign_types,
    holds_contracts,
    is_for_us,
    section_line,
    text_of,
)
from import_conformance.reading.foreign.shadowing_package import (
    NAMES,
    PLUGIN,
    shadowing_candidates,
    shadowing_files,
)
from import_conformance.reading.project.locating import relative

_LOADED = "{loader} loads this file in the place of the installed package {name}, so it decides what is reported"
_READ_FIRST = "lint-imports takes its contracts from this file, and never reads the compiled ones in .importlinter"
# What compiled contracts named before the package had the name that it has now.
_FORMER = "conformance.contract_types."
_RUN = "lint-imports loads {name}, which is neither of this package nor of import-linter, and runs it"


def folders_of(home: Path) -> tuple[Path, ...]:
    """Return the folders where `lint-imports` may run: that of the topology, and the current one if it is above."""
    here, absolute = Path.cwd(), Path(os.path.abspath(home))
    return (home, here) if here in absolute.parents else (home,)


def watched(home: Path, folders: tuple[Path, ...]) -> Iterator[Path]:
    """Yield every file that decides whether something foreign is found."""
    yield home / FIRST
    yield home / OURS
    for folder in folders:
        yield from shadowing_candidates(folder)


class LintPlaces(NamedTuple):
    """The folders to search.

    Attributes:
        original: Maps a path in a copy of a checkout to the path in the checkout.
    """

    home: Path
    folders: tuple[Path, ...]
    original: Callable[[Path], Path] = Path


def foreign_files(beside: LintPlaces, start: Path) -> tuple[ForeignConfiguration, ...]:
    """Find files that override the compiled contracts, where there are any, and contract types of other packages."""
    contracts = text_of(beside.home / OURS)
    return tuple(_found(beside, contracts, start)) if contracts else ()


def _found(beside: LintPlaces, contracts: str, start: Path) -> Iterator[ForeignConfiguration]:
    home = beside.home
    place = relative(home / OURS, start)
    for name, line in foreign_types(contracts):
        fix = "run `conformance compile`" if name.startswith(_FORMER) else "take it out of `contract_types`"
        yield ForeignConfiguration(place, line, name, _RUN.format(name=name), fix)
    if not is_for_us(contracts):
        return
    settings = text_of(home / FIRST)
    if holds_contracts(settings):
        fix = "delete the section [importlinter] there"
        yield ForeignConfiguration(relative(home / FIRST, start), section_line(settings), FIRST, _READ_FIRST, fix)
    for path in (path for folder in beside.folders for path in shadowing_files(folder, beside.original)):
        stem = path.name.partition(".")[0]
        name = stem if stem in NAMES else path.parent.name
        effect = _LOADED.format(loader="python -m pytest" if name == PLUGIN else "lint-imports", name=name)
        yield ForeignConfiguration(relative(path, start), 1, name, effect, "delete it, or give it another name")
