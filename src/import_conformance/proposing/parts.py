"""The parts that a code base falls into by its top packages, each with the pattern that claims it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from import_conformance.proposing.survey import Survey

# A package with more than this share of all modules is opened, if it has not too many children.
TOO_LARGE, TOO_MANY = 0.6, 20
MIN_CHILDREN = 3
MAX_DEPTH = 64


@dataclass(frozen=True)
class PackagePart:
    """Modules that make one part.

    Attributes:
        name: Unique among the parts.
        word: The last name, by which layers are known.
        prefix: The dotted name of the package or module.
    """

    name: str
    word: str
    prefix: str


def top_parts(found: Survey) -> tuple[PackagePart, ...]:
    """Return the parts of a code base: the children of its packages, or the packages where there are many."""
    prefixes = _shortened(found.packages)
    if len(prefixes) < MIN_CHILDREN:
        prefixes = [below for prefix in prefixes for below in _opened(prefix, found)]
    large = [p for p in prefixes if found.sizes[p] > TOO_LARGE * len(found.modules)]
    for prefix in large:
        below = _children(prefix, found)
        if MIN_CHILDREN <= len(below) <= TOO_MANY:
            index = prefixes.index(prefix)
            prefixes[index : index + 1] = below
    return named(prefix for prefix in prefixes if found.sizes[prefix])


def _shortened(packages: tuple[str, ...]) -> list[str]:
    """Return the packages; where they are too many, those of one namespace together, the deepest first."""
    prefixes = set(packages)
    depth = max(package.count(".") for package in packages)
    while len(prefixes) > TOO_MANY and depth > 1:
        prefixes = {".".join(prefix.split(".")[:depth]) for prefix in prefixes}
        depth -= 1
    return sorted(prefixes)


def named(prefixes: Iterable[str]) -> tuple[PackagePart, ...]:
    """Make parts with the shortest names that distinguish them."""
    every = sorted(set(prefixes))
    length = 1
    names = {prefix: _ending(prefix, length) for prefix in every}
    while length < MAX_DEPTH and len(set(names.values())) < len(names):
        length += 1
        twice = {name for name, count in Counter(names.values()).items() if count > 1}
        names = {prefix: _ending(prefix, length) if name in twice else name for prefix, name in names.items()}
    if len(set(names.values())) < len(names):
        # Two names that differ only in letters that no layer's name may hold.
        names = {prefix: f"{name}-{number}" for number, (prefix, name) in enumerate(names.items(), 1)}
    return tuple(PackagePart(names[prefix], prefix.rpartition(".")[2], prefix) for prefix in every)


def assigned(parts: Iterable[PackagePart], modules: Iterable[str]) -> Mapping[str, str]:
    """Return the name of the part that each module is in, if it is in one; the innermost part counts."""
    by_prefix = {part.prefix: part.name for part in parts}
    found: dict[str, str] = {}
    for module in modules:
        prefix = module
        while prefix and prefix not in by_prefix:
            prefix = prefix.rpartition(".")[0]
        if prefix:
            found[module] = by_prefix[prefix]
    return found


def _opened(prefix: str, found: Survey) -> list[str]:
    """Return the children of a package, or the package itself when it is only a front of another."""
    below = _children(prefix, found)
    while len(below) == 1 and found.sizes[below[0]] > 1:
        prefix, below = below[0], _children(below[0], found)
    is_front = found.sizes[prefix] < TOO_MANY and found.sizes[prefix] < 0.2 * len(found.modules)
    return [prefix] if is_front or not below else below


def _children(prefix: str, found: Survey) -> list[str]:
    return [f"{prefix}.{name}" for name in found.children.get(prefix, ())]


def _ending(prefix: str, length: int) -> str:
    """Return the last segments, in the letters that the name of a layer may hold."""
    ending = ".".join(prefix.split(".")[-length:])
    return "".join(letter if letter.isascii() else "-" for letter in ending)
