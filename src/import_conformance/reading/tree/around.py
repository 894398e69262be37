"""List what is beside the declared packages in a source root, as plain paths, without loading anything heavy."""

import os
from collections.abc import Iterable, Iterator

# How deep, and in how many folders, a Python file is searched for to decide whether a folder holds Python.
MOST_DEEP, MOST_FOLDERS = 3, 200
SUITE_PREFIX = "test_architecture_"


def candidates(home: str, packages: Iterable[str], homes: Iterable[str]) -> Iterator[str]:
    """Yield Python beside the packages, also what git ignores, relative to `home`; folders end in `/`."""
    declared = {package.replace(".", "/") for package in packages}
    between = {path[:index] for path in declared for index, character in enumerate(path) if character == "/"}
    roots = [os.path.abspath(each) for each in homes]
    for level in sorted({"", *between}):
        try:
            with os.scandir(os.path.join(home, level)) as listing:
                children = sorted(listing, key=lambda child: child.name)
        except OSError:
            continue
        for child in children:
            path = f"{level}/{child.name}" if level else child.name
            if child.name.endswith(".py"):
                if path[:-3] not in declared and child.is_file():
                    yield path
            elif path not in declared and path not in between and _is_code(child, roots):
                yield f"{path}/"


def _is_code(child: "os.DirEntry[str]", roots: Iterable[str]) -> bool:
    """Return whether a folder holds Python, and no source root, which is listed on its own."""
    if child.name[0] == "." or child.name == "__pycache__" or not child.is_dir():
        return False
    place = os.path.abspath(child.path)
    if any(root == place or root.startswith(place + os.sep) for root in roots):
        return False
    return holds_python(child.path) and not _is_suite(child.path)


def _is_suite(folder: str) -> bool:
    """Return whether a folder is the suite that `init` writes, and holds no other Python; most names decide it."""
    try:
        with os.scandir(folder) as listing:
            children = list(listing)
    except OSError:
        return False
    modules = [child for child in children if child.name.endswith(".py")]
    if not modules or not all(module.name.startswith(SUITE_PREFIX) for module in modules):
        return False
    if any(child.is_dir() and child.name[0] != "." and child.name != "__pycache__" for child in children):
        return False
    from import_conformance.reading.tree.suite_modules import imports_suite_alone

    return all(imports_suite_alone(module.path) for module in modules)


def holds_python(folder: str) -> bool:
    """Return whether a folder holds a Python file, within the limits above; the nearest folders are searched first."""
    level, seen = [folder], 0
    for _ in range(MOST_DEEP):
        deeper: list[str] = []
        for path in level:
            seen += 1
            if seen > MOST_FOLDERS:
                return False
            try:
                with os.scandir(path) as listing:
                    children = list(listing)
            except OSError:
                continue
            if any(child.name == "pyvenv.cfg" for child in children):
                continue
            if any(child.name.endswith(".py") for child in children):
                return True
            deeper += sorted(c.path for c in children if c.name[0] != "." and c.is_dir(follow_symlinks=False))
        level = deeper
    return False
