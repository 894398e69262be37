"""Files by which a change of the code decides what `lint-imports` reports, in the place of the compiled contracts."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from import_conformance.model.codebase import Foreign
from import_conformance.reading.foreign.contract_files import (
    FIRST,
    OURS,
    foreign_types,
    holds_contracts,
    is_for_us,
    section_line,
    text_of,
)
from import_conformance.reading.foreign.shadowing_package import NAMES, PLUGIN, namesake_places, namesakes
from import_conformance.reading.project.locating import relative

_LOADED = "{loader} loads this file in the place of the installed package {name}, so it decides what is reported"
_READ_FIRST = "lint-imports takes its contracts from this file, and never reads the compiled ones in .importlinter"
# What compiled contracts named before the package had the name that it has now.
_FORMER = "conformance.contract_types."
_RUN = "lint-imports loads {name}, which is neither of this package nor of import-linter, and runs it"


def folders_of(home: Path) -> tuple[Path, ...]:
    """The folders that `lint-imports` may look in first: that of the topology, and the current one if it is above."""
    here, there = Path.cwd(), Path(os.path.abspath(home))
    return (home, here) if here in there.parents else (home,)


def watched(home: Path, folders: tuple[Path, ...]) -> Iterator[Path]:
    """Every file that decides whether there is something foreign."""
    yield home / FIRST
    yield home / OURS
    for folder in folders:
        yield from namesake_places(folder)


class LintPlaces(NamedTuple):
    """Where to look. home: the folder of the topology; folders: as `folders_of` gives them.

    there: from a path in a copy of a checkout to that in the checkout.
    """

    home: Path
    folders: tuple[Path, ...]
    there: Callable[[Path], Path] = Path


def foreign_files(beside: LintPlaces, start: Path) -> tuple[Foreign, ...]:
    """What is foreign, where contracts of this tool lie beside the topology; and contract types of other packages.

    start: the first source root, from which paths are counted.
    """
    contracts = text_of(beside.home / OURS)
    return tuple(_found(beside, contracts, start)) if contracts else ()


def _found(beside: LintPlaces, contracts: str, start: Path) -> Iterator[Foreign]:
    home = beside.home
    place = relative(home / OURS, start)
    for name, line in foreign_types(contracts):
        fix = "run `conformance compile`" if name.startswith(_FORMER) else "take it out of `contract_types`"
        yield Foreign(place, line, name, _RUN.format(name=name), fix)
    if not is_for_us(contracts):
        return
    settings = text_of(home / FIRST)
    if holds_contracts(settings):
        fix = "delete the section [importlinter] there"
        yield Foreign(relative(home / FIRST, start), section_line(settings), FIRST, _READ_FIRST, fix)
    for path in (path for folder in beside.folders for path in namesakes(folder, beside.there)):
        stem = path.name.partition(".")[0]
        name = stem if stem in NAMES else path.parent.name
        what = _LOADED.format(loader="python -m pytest" if name == PLUGIN else "lint-imports", name=name)
        yield Foreign(relative(path, start), 1, name, what, "delete it, or give it another name")
