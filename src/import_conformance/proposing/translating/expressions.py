"""import-linter's module expressions as patterns of a topology, and the modules that they name."""

from collections.abc import Collection, Iterable, Iterator

from import_conformance.model.dotted import lies_in
from import_conformance.model.patterns.pattern import Pattern, PatternError


def pattern_of(expression: str, *, is_package: bool = True) -> str:
    """Return the pattern that names the same modules: `*` is one name, `**` at least one.

    Args:
        expression: Of import-linter.
        is_package: Whether a module stands for everything below it, too.
    """
    segments: list[str] = []
    for segment in expression.split("."):
        segments += ["*", "**"] if segment == "**" else [segment]
    if segments[-1] == "**":
        # A pattern claims what lies below anyway.
        return ".".join(segments[:-1])
    return ".".join(segments) if is_package else f"{'.'.join(segments)}.__init__"


def named_by(expression: str, modules: Iterable[str]) -> Iterator[str]:
    """Yield the modules that an expression matches, without those below; none when it is no expression."""
    try:
        pattern = Pattern.parse(pattern_of(expression, is_package=False))
    except PatternError:
        return
    yield from (module for module in modules if pattern.claims(module))


def names_any(expression: str, modules: Iterable[str]) -> bool:
    """Return whether an expression matches a module."""
    return any(True for _ in named_by(expression, modules))


def contain_each_other(one: str, other: str) -> bool:
    """Return whether one of two names lies in the other, or they are the same."""
    return lies_in(one, other) or lies_in(other, one)


def complement(packages: Iterable[str], modules: Collection[str], blocked: frozenset[str]) -> tuple[str, ...]:
    """Return as few patterns as possible for all modules but the blocked ones and what lies below those.

    Args:
        packages: The top packages.
        modules: All modules of the code base.
        blocked: Dotted names of some of them.
    """
    children: dict[str, set[str]] = {}
    for module in modules:
        parts = module.split(".")
        for depth in range(1, len(parts)):
            children.setdefault(".".join(parts[:depth]), set()).add(".".join(parts[: depth + 1]))
    found: list[str] = []
    pending = list(packages)
    while pending:
        name = pending.pop()
        if name in blocked:
            continue
        if not any(other.startswith(f"{name}.") for other in blocked):
            found.append(name)
            continue
        found += [f"{name}.__init__"] if name in modules else []
        pending += children.get(name, ())
    return tuple(sorted(found))
