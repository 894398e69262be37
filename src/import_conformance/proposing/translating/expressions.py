"""import-linter's module expressions as patterns of a topology, and what they name."""

from collections.abc import Iterable, Iterator

from import_conformance.model.patterns.pattern import Pattern, PatternError


def pattern_of(expression: str, *, is_package: bool = True) -> str:
    """The pattern that names the same modules: `*` is one name, `**` at least one.

    is_package: whether a module stands for everything below it, too.
    """
    segments: list[str] = []
    for segment in expression.split("."):
        segments += ["*", "**"] if segment == "**" else [segment]
    if segments[-1] == "**":
        # A pattern claims what lies below anyway.
        return ".".join(segments[:-1])
    return ".".join(segments) if is_package else f"{'.'.join(segments)}.__init__"


def named_by(expression: str, modules: Iterable[str]) -> Iterator[str]:
    """The modules that an expression matches, without those below; none when it is no expression."""
    try:
        pattern = Pattern.parse(pattern_of(expression, is_package=False))
    except PatternError:
        return
    yield from (module for module in modules if pattern.claims(module))


def contain_each_other(one: str, other: str) -> bool:
    """True when one of two names lies in the other, or they are the same."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def complement(packages: Iterable[str], modules: Iterable[str], blocked: frozenset[str]) -> tuple[str, ...]:
    """The patterns of all modules but the blocked ones and what lies below those, as few as there can be."""
    children: dict[str, set[str]] = {}
    every = set(modules)
    for module in every:
        parts = module.split(".")
        for at in range(1, len(parts)):
            children.setdefault(".".join(parts[:at]), set()).add(".".join(parts[: at + 1]))
    found: list[str] = []
    pending = list(packages)
    while pending:
        name = pending.pop()
        if name in blocked:
            continue
        if not any(other.startswith(f"{name}.") for other in blocked):
            found.append(name)
            continue
        found += [f"{name}.__init__"] if name in every else []
        pending += children.get(name, ())
    return tuple(sorted(found))
