"""Extract what packages on disk import: the modules that each statement reaches, and names that do not exist.

Run as a program, `python -m tests.oracle.extracting ROOT... -- PACKAGE...`, it prints all of it as JSON: so another
Python than that of the tests can parse the files. It needs the standard library alone.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.oracle.disk import Disk, tree_of
from tests.oracle.statements import Statement, statements


class Edge(NamedTuple):
    """One import of one module."""

    importer: str
    target: str
    line: int
    kind: str


@dataclass
class Extract:
    """All of it. count: files that end in .py; unparsed: modules that this Python cannot parse."""

    count: int = 0
    internal: set[Edge] = field(default_factory=set)
    external: set[Edge] = field(default_factory=set)
    missing: set[Edge] = field(default_factory=set)
    unparsed: set[str] = field(default_factory=set)


SETS = ("internal", "external", "missing")


def extracted(roots: Iterable[Path], packages: Iterable[str], python: str | None = None) -> Extract:
    """Return what packages below some roots import, with a chosen Python parsing them."""
    if not python:
        return extract(Disk(roots, packages))
    said = json.loads(run_by(python, "tests.oracle.extracting", *map(str, roots), "--", *packages))
    sets = {name: {Edge(*edge) for edge in said[name]} for name in SETS}
    return Extract(said["count"], **sets, unparsed=set(said["unparsed"]))


def run_by(python: str, module: str, *words: str) -> bytes:
    """Return what a module of this folder prints when another Python runs it."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run((python, "-m", module, *words), env=environment, stdout=subprocess.PIPE, check=True).stdout


def extract(disk: Disk) -> Extract:
    """Return what the modules on disk import."""
    found = Extract(disk.count)
    for module, path in disk.texts.items():
        tree = tree_of(path)
        if tree is None:
            found.unparsed.add(module)
            continue
        package = module if path.stem == "__init__" else module.rpartition(".")[0]
        for statement in statements(tree, module, package=package):
            _reach(found, disk, module, statement)
    return found


def _reach(found: Extract, disk: Disk, module: str, statement: Statement) -> None:
    base = disk.absolute(module, statement.node)

    def edges(targets: Iterable[str]) -> set[Edge]:
        return {Edge(module, target, statement.line, statement.kind) for target in targets if target != module}

    if base.startswith("."):
        found.missing |= set() if statement.guarded else edges([base])
    elif not disk.owns(base):
        found.external |= edges([base])
    else:
        found.internal |= edges(_reached(disk, base, statement))
        if not statement.guarded:
            found.missing |= edges(_missing(disk, base, statement))


def _reached(disk: Disk, base: str, statement: Statement) -> Iterator[str]:
    """Return the modules of the packages that an import reaches: at least a package above the named one."""
    known = base
    while known and not disk.exists(known):
        known = known.rpartition(".")[0]
    if known != base or statement.names is None:
        yield from (
            [known] if disk.owns(known) and (known == base or disk.runs(known) or not disk.elsewhere(base)) else []
        )
        return
    for name in statement.names:
        inside = disk.listed(base) if name == "*" else (name,)
        submodules = [f"{base}.{each}" for each in inside if disk.exists(f"{base}.{each}")]
        yield from submodules
        if name == "*" or not submodules:
            yield base


def _missing(disk: Disk, base: str, statement: Statement) -> list[str]:
    """Return names that are no module, no name bound by the package, and in no other distribution."""
    if disk.elsewhere(base) and not disk.exists(base):
        return []
    if not disk.exists(base):
        return [base]
    if not disk.is_package(base):
        return []
    targets = {name: f"{base}.{name}" for name in statement.names or () if name != "*"}
    return [
        target
        for name, target in targets.items()
        if not disk.exists(target) and not disk.elsewhere(target) and not disk.binds(base, name)
    ]


def main() -> None:
    """Print an extract as JSON."""
    at = sys.argv.index("--")
    found = extracted(map(Path, sys.argv[1:at]), sys.argv[at + 1 :])
    said = {name: sorted(getattr(found, name)) for name in SETS}
    json.dump({"count": found.count, **said, "unparsed": sorted(found.unparsed)}, sys.stdout)


if __name__ == "__main__":
    main()
