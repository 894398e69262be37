"""The parts that a code base falls into by its top packages, each with the pattern that claims it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from import_conformance.proposing.survey import Survey
from import_conformance.proposing.words import TESTS

# A package with more than this share of all modules says little as one part, if it has not too many children.
TOO_LARGE, TOO_MANY = 0.6, 20
MIN_CHILDREN = 3
MAX_DEPTH = 64


@dataclass(frozen=True)
class PackagePart:
    """Modules that stand together. name: unique; word: the last name, by which layers are known; prefix: dotted."""

    name: str
    word: str
    prefix: str


def top_parts(found: Survey) -> tuple[PackagePart, ...]:
    """The parts of a code base: the children of its packages, or the packages themselves where there are many."""
    prefixes = _shortened(found.packages)
    if len(prefixes) < MIN_CHILDREN:
        prefixes = [below for prefix in prefixes for below in _opened(prefix, found)]
    large = [p for p in prefixes if found.sizes[p] > TOO_LARGE * len(found.modules)]
    for prefix in large:
        below = _children(prefix, found)
        if MIN_CHILDREN <= len(below) <= TOO_MANY:
            at = prefixes.index(prefix)
            prefixes[at : at + 1] = below
    return named(prefix for prefix in prefixes if found.sizes[prefix])


def _shortened(packages: tuple[str, ...]) -> list[str]:
    """The packages; where they are too many, those of one namespace together, the deepest first."""
    prefixes = set(packages)
    depth = max(package.count(".") for package in packages)
    while len(prefixes) > TOO_MANY and depth > 1:
        prefixes = {".".join(prefix.split(".")[:depth]) for prefix in prefixes}
        depth -= 1
    return sorted(prefixes)


def named(prefixes: Iterable[str]) -> tuple[PackagePart, ...]:
    """Parts with the shortest names that tell them apart."""
    every = sorted(set(prefixes))
    length = 1
    names = {prefix: _ending(prefix, length) for prefix in every}
    while length < MAX_DEPTH and len(set(names.values())) < len(names):
        length += 1
        twice = {name for name, count in Counter(names.values()).items() if count > 1}
        names = {prefix: _ending(prefix, length) if name in twice else name for prefix, name in names.items()}
    if len(set(names.values())) < len(names):
        # Two names that differ only in letters that no layer's name may hold.
        names = {prefix: f"{name}-{at}" for at, (prefix, name) in enumerate(names.items(), 1)}
    return tuple(PackagePart(names[prefix], prefix.rpartition(".")[2], prefix) for prefix in every)


def assigned(parts: Iterable[PackagePart], modules: Iterable[str]) -> Mapping[str, str]:
    """The name of the part that each module stands in, if it stands in one."""
    by_prefix = {part.prefix: part.name for part in parts}
    found: dict[str, str] = {}
    for module in modules:
        segments = module.split(".")
        for at in range(len(segments), 0, -1):
            name = by_prefix.get(".".join(segments[:at]))
            if name:
                found[module] = name
                break
    return found


def _opened(prefix: str, found: Survey) -> list[str]:
    """The children of a package, or the package itself when it is only a front of another."""
    below = _children(prefix, found)
    while len(below) == 1 and found.sizes[below[0]] > 1:
        prefix, below = below[0], _children(below[0], found)
    is_front = found.sizes[prefix] < TOO_MANY and found.sizes[prefix] < 0.2 * len(found.modules)
    return [prefix] if is_front or not below else below


def _children(prefix: str, found: Survey) -> list[str]:
    names = found.children.get(prefix, ())
    below = (f"{prefix}.{name}" for name in names if name.isidentifier() and name not in TESTS)
    return [name for name in below if found.sizes[name]]


def _ending(prefix: str, length: int) -> str:
    """The last segments, in the letters that the name of a layer may hold."""
    ending = ".".join(prefix.split(".")[-length:])
    return "".join(letter if letter.isascii() else "-" for letter in ending)
