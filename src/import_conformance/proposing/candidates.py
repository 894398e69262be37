"""All laws that a code base suggests, the likeliest first."""

from collections.abc import Iterator
from dataclasses import replace

from import_conformance.model.codebase import Codebase, Fate
from import_conformance.proposing.flat import by_packages
from import_conformance.proposing.gridded import by_grid
from import_conformance.proposing.grids import Grid, grids
from import_conformance.proposing.proposal import Proposal
from import_conformance.proposing.survey import Survey, is_test, survey

MOST = 3
MOST_EXCLUDED = 50
# A grid is what the code is made of, and not a corner of it, from this share of its modules and cells on.
MIN_SHARE, MIN_DENSITY = 0.15, 0.5
# Of a code base that consists of fewer than two parts.
ONE_PART = "there are no two parts between which something could be forbidden"


def candidates(
    codebase: Codebase, name: str, roots: tuple[str, ...], packages: tuple[str, ...]
) -> tuple[Proposal, ...]:
    """Propose the laws by at most three grids and the one by packages; at least one law, however little it states.

    Args:
        codebase: Read without layers.
        name: Of the project.
        roots: Of the topology's `source`.
        packages: Of the topology's `source`.
    """
    found = survey(codebase, packages)
    ranked = list(grids(found))[:MOST]
    good = [grid for grid in ranked if _is_main(grid, found)]
    flat = by_packages(found, name, roots)
    laws = [
        *(by_grid(found, grid, name, roots) for grid in good),
        *([flat] if flat else []),
        *(by_grid(found, grid, name, roots) for grid in ranked if grid not in good and grid.score > 0),
    ]
    excluded = tuple(_excluded(codebase, packages))
    return tuple(replace(law, exclude=excluded) for law in laws or [_least(found, name, roots)])


def _is_main(grid: Grid, found: Survey) -> bool:
    return grid.score > 0 and grid.covered >= MIN_SHARE * len(found.modules) and grid.density >= MIN_DENSITY


def _least(found: Survey, name: str, roots: tuple[str, ...]) -> Proposal:
    """Propose the law of a code base of one part: the built-in laws, and no cycles if there can be any."""
    packages, cut = found.package_cycles
    comment = "holds today" if not cut else f"{cut} imports close cycles; they are in the baseline"
    return Proposal(
        name=name,
        roots=roots,
        packages=found.packages,
        headline=f"built-in laws only: {ONE_PART}",
        findings=(f"{ONE_PART.capitalize()}; the built-in laws hold all the same.",),
        acyclic=(("package", comment),) if packages > 1 else (),
    )


def _excluded(codebase: Codebase, packages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield patterns of tests, which may import everything, and of unreadable files, each with the reason."""
    tests = [module for module in codebase.paths if is_test(module)]
    for package in packages:
        for last in ("tests", "conftest"):
            count = sum(module.startswith(f"{package}.") and last in module.split(".") for module in tests)
            if count:
                noun = "test modules" if count > 1 else "test module"
                yield f"{package}.**.{last}", f"{count} {noun}, which may import everything"
    unread = [file for file in codebase.files if file.fate is Fate.UNPARSABLE and file.module]
    for file in unread[:MOST_EXCLUDED]:
        ending = ".__init__" if file.path.endswith("/__init__.py") else ""
        pattern = "".join(letter if letter.isalnum() or letter in "_." else "*" for letter in file.module or "")
        yield pattern + ending, f"cannot be read: {file.reason}"
