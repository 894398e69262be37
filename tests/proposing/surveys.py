"""Surveys of code bases that exist as a few names and imports only."""

from collections import Counter
from collections.abc import Iterable

from import_conformance.proposing.survey import Survey, is_test

Arc = tuple[str, str]


def surveyed(
    modules: Iterable[str],
    imports: dict[Arc, int] | None = None,
    packages: tuple[str, ...] = ("app",),
    typing: dict[Arc, int] | None = None,
) -> Survey:
    """Make a survey, which has no test modules, as one that is made of code.

    Args:
        modules: dotted names.
        imports: how many statements lead from one module to another when the code runs.
        packages: of the topology's `source`.
        typing: how many statements there are besides these for type checkers.
    """
    held = dict(imports or {})
    return Survey(
        tuple(sorted(each for each in modules if not is_test(each))),
        dict(Counter(held) + Counter(typing or {})),
        held,
        packages,
    )


def grid(parent: str, domains: Iterable[str], folders: Iterable[str], modules: int = 3) -> list[str]:
    """The modules of a package in which each domain has each folder, with so many modules."""
    each = list(folders)
    return [f"{parent}.{domain}.{folder}.m{n}" for domain in domains for folder in each for n in range(modules)]
