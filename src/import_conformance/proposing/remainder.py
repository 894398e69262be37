"""What no layer claims: how many modules, and where most of them stand."""

from collections import Counter
from collections.abc import Sequence

MOST_NAMED, MAX_DEPTH = 4, 4


def whereabouts(modules: Sequence[str], packages: Sequence[str]) -> str:
    """`charts (9), security (8) and 44 more`: the parts below the packages that hold most of the modules.

    packages: the top packages; where there is one, its name goes without saying. A part that holds more than half of
    the modules tells little, so that the parts below it are told.
    """
    held = Counter[str]()
    for depth in range(1, MAX_DEPTH):
        held = Counter(_part(module, packages, depth) for module in modules)
        if max(held.values(), default=0) * 2 <= len(modules):
            break
    most = sorted(held.items(), key=lambda each: (-each[1], each[0]))
    said = ", ".join(f"{part} ({count})" for part, count in most[:MOST_NAMED])
    return f"{said} and {len(most) - MOST_NAMED} more" if len(most) > MOST_NAMED else said


def _part(module: str, packages: Sequence[str], depth: int) -> str:
    package = max((each for each in packages if module.startswith(f"{each}.")), key=len, default="")
    if not package:
        return module
    below = ".".join(module[len(package) + 1 :].split(".")[:depth])
    return below if len(packages) == 1 else f"{package}.{below}"
