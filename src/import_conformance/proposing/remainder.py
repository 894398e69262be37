"""What no layer claims: how many modules, where most of them are, and what to do about them."""

from collections import Counter
from collections.abc import Sequence

MOST_NAMED, MAX_DEPTH = 4, 4
AFTERWARDS = "`conformance doctor` lists them. Once each has a layer, `unplaced: error` in `source` keeps it so."


def whereabouts(modules: Sequence[str], packages: Sequence[str]) -> str:
    """Name the parts below the packages that hold most of the modules: `charts (9), security (8) and 44 more`.

    A part that holds more than half of the modules says little, so that the parts below it are named instead.

    Args:
        modules: Dotted names.
        packages: The top packages; where there is only one, its name is left out.
    """
    sizes = Counter[str]()
    for depth in range(1, MAX_DEPTH):
        sizes = Counter(_part(module, packages, depth) for module in modules)
        if max(sizes.values(), default=0) * 2 <= len(modules):
            break
    most = sorted(sizes.items(), key=lambda each: (-each[1], each[0]))
    named = ", ".join(f"{part} ({count})" for part, count in most[:MOST_NAMED])
    return f"{named} and {len(most) - MOST_NAMED} more" if len(most) > MOST_NAMED else named


def _part(module: str, packages: Sequence[str], depth: int) -> str:
    package = max((each for each in packages if module.startswith(f"{each}.")), key=len, default="")
    if not package:
        return module
    below = ".".join(module[len(package) + 1 :].split(".")[:depth])
    return below if len(packages) == 1 else f"{package}.{below}"
