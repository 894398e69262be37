"""Dotted names as places: a package holds the modules below it."""

from collections.abc import Iterable


def names_above(module: str) -> list[str]:
    """Return the dotted names above one, the shortest first."""
    return [module[:index] for index, character in enumerate(module) if character == "."]


def lies_in(module: str, package: str) -> bool:
    """Return whether a dotted name is that of a package, or of something below it."""
    return module == package or module.startswith(f"{package}.")


def lies_in_any(module: str, packages: Iterable[str]) -> bool:
    """Return whether a dotted name is that of one of the packages, or of something below it."""
    return any(lies_in(module, package) for package in packages)
