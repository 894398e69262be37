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


def candidates(
    codebase: Codebase, name: str, roots: tuple[str, ...], packages: tuple[str, ...]
) -> tuple[Proposal, ...]:
    """At most three grids and the law by packages; at least one law, however little it says.

    codebase: read without layers. name: of the project. roots, packages: as the topology's `source` names them.
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
    """The law of a code base in which no two parts can be told: the built-in laws, and no circles if there can be."""
    packages, cut = found.package_circles
    said = "holds today" if not cut else f"{cut} imports close circles; they are in the baseline"
    return Proposal(
        name=name,
        roots=roots,
        packages=found.packages,
        headline="built-in laws only: there are no two parts between which something could be forbidden",
        findings=(
            "There are no two parts between which something could be forbidden; the built-in laws hold all the same.",
        ),
        acyclic=(("package", said),) if packages > 1 else (),
    )


def _excluded(codebase: Codebase, packages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Tests, which may import everything, and files that nobody can read."""
    tests = [module for module in codebase.paths if is_test(module)]
    for package in packages:
        for last in ("tests", "conftest"):
            claimed = [m for m in tests if m.startswith(f"{package}.") and last in m.split(".")]
            if claimed:
                yield (
                    f"{package}.**.{last}",
                    f"{len(claimed)} test module{'s' if len(claimed) > 1 else ''}, which may import everything",
                )
    unread = [file for file in codebase.files if file.fate is Fate.UNPARSABLE and file.module]
    for file in unread[:MOST_EXCLUDED]:
        ending = ".__init__" if file.path.endswith("/__init__.py") else ""
        segments = (
            "".join(c if c.isalnum() or c == "_" else "*" for c in part) for part in (file.module or "").split(".")
        )
        yield ".".join(segments) + ending, f"cannot be read: {file.reason}"
