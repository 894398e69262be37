"""Find the code of an unknown project: the directories for the import path, and the packages in them.

Only names and a few configuration files are read; nothing is imported.
"""

import itertools
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from import_conformance.reading.project.locating import relative
from import_conformance.reading.project.project_hints import hinted_roots, project_name
from import_conformance.reading.tree.packages_on_disk import is_package_there

PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg")
# Folders beside the code that are not part of it; in a source root such as `src`, they are packages like any others.
_ASIDE = (
    "tests test docs doc examples example samples scripts script tools tool benchmarks benchmark bench build dist site "
    "node_modules venv env virtualenv alembic migrations conformance ci dev hack release packaging requirements "
    "notebooks experimental typings stubs vendor third_party js_tests extras asv_bench"
)
ASIDE = frozenset(_ASIDE.split())
TESTS = frozenset({"tests", "test"})
# Files beside the code that are not part of it: other programs look for them by these names.
_ASIDE_FILES = "setup conftest noxfile fabfile toxfile dodo tasks versioneer ez_setup __init__ __main__ sitecustomize"
ASIDE_FILES = frozenset(_ASIDE_FILES.split())
NO_CODE = frozenset({"_build", "node_modules"})
# How many files are read to find out how their imports begin, and how many bytes of each.
MOST_READ, MOST_BYTES = 60, 20_000
MAX_DEPTH = 3
MAX_HINTS = 8


class LayoutError(Exception):
    """No code was found; the message is a sentence that names the places searched and a remedy."""


@dataclass(frozen=True)
class Layout:
    """The location of the code of a project.

    Attributes:
        roots: The directories for the import path, relative to the searched one, with `/`.
        packages: The names of the packages, sorted; dotted where the upper parts are namespaces without a file.
        aside: The folders and files with Python that were left out.
    """

    roots: tuple[str, ...]
    packages: tuple[str, ...]
    name: str
    aside: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Home:
    """A source root, and the packages in it."""

    root: Path
    packages: tuple[str, ...]


def find_layout(here: Path, *wanted: str) -> Layout:
    """Find all code below a directory, or the packages that are wanted, as dotted names or paths.

    Raises:
        LayoutError: When there is no code, or a package is missing.
    """
    if wanted:
        each = [_narrowed(here, package.strip("/")) for package in wanted]
        return Layout(
            tuple(sorted({root for layout in each for root in layout.roots})),
            tuple(sorted({package for layout in each for package in layout.packages})),
            each[0].name,
            each[0].aside if len(each) == 1 else (),
        )
    homes = [*_homes(here)] or _loose(here)
    if not homes:
        raise LayoutError(f"no Python package was found in {here} or {MAX_DEPTH} folders below it; {_ADVICE}")
    return _layout(here, homes)


_ADVICE = "start where the code lies, or name a package: conformance init PACKAGE"


def _layout(here: Path, homes: list[_Home]) -> Layout:
    roots = tuple(sorted({relative(home.root, here) for home in homes}))
    named = {package for home in homes for package in home.packages}
    packages = tuple(sorted(name for name in named if not any(name.startswith(f"{other}.") for other in named)))
    places = dict.fromkeys((here, *(home.root for home in homes)))
    other = {name for place in places for name in _files(place) if name not in packages}
    taken = {(home.root / package.split(".")[0]).resolve() for home in homes for package in home.packages}
    inside = {home.root.resolve() for home in homes}
    aside = tuple(
        child.name
        for child in _folders(here)
        if child.resolve() not in taken
        and not any(root == child.resolve() or child.resolve() in root.parents for root in inside)
        and _has_python(child)
    )
    loose = tuple(sorted(f"{name}.py" for name in other))
    return Layout(roots, packages, project_name(here) or here.resolve().name, (*aside, *loose))


def _narrowed(here: Path, wanted: str) -> Layout:
    """Return the layout of one package, which is named by its dotted name or its folder."""
    folder = here / wanted
    if folder.is_dir() and _has_python(folder):
        if not folder.resolve().is_relative_to(here.resolve()):
            raise LayoutError(f"{wanted} lies outside this directory; start in a directory above the code")
        top = folder.resolve()
        while (top.parent / "__init__.py").is_file() and top.parent != here.resolve():
            top = top.parent
        dotted = ".".join(folder.resolve().relative_to(top.parent).parts)
        return _layout(here, [_Home(top.parent, (dotted,))])
    homes = list(_homes(here))
    roots = list(dict.fromkeys([*(home.root for home in homes), *_roots(here)]))
    found = [_Home(root, (wanted,)) for root in roots if is_package_there(root, wanted)]
    if not found:
        known = sorted({package for home in homes for package in home.packages})
        near = get_close_matches(wanted, known, 1) or known[:MAX_HINTS]
        hint = f"; there is {', '.join(near)}" if near else f"; {_ADVICE}"
        raise LayoutError(f"there is no package {wanted!r} in {', '.join(relative(r, here) for r in roots)}{hint}")
    return _layout(here, found)


def _homes(here: Path, depth: int = 0) -> Iterator[_Home]:
    """Yield the source roots of a project, or of the projects in its folders."""
    for root in _roots(here):
        packages = tuple(sorted(_packages(root, is_flat=root == here)))
        if packages:
            yield _Home(root, tuple(sorted({*packages, *_modules(root)})))
            return
    if depth < MAX_DEPTH:
        for child in _folders(here):
            if child.name not in ASIDE:
                yield from (_outermost(here, home) for home in _homes(child, depth + 1))


def _loose(here: Path) -> list[_Home]:
    """Return the source root of a project that has single modules alone, or nothing."""
    homes = [_Home(root, tuple(_modules(root))) for root in _roots(here)]
    return [home for home in homes if home.packages][:1]


def _outermost(here: Path, home: _Home) -> _Home:
    """Return the source root that the imports of the code assume.

    A folder without `__init__.py` may be a namespace package or just a folder: where more imports begin with the
    folder's name than with those of the packages in it, it is a namespace package.
    """
    between = home.root.relative_to(here).parts
    if not all(map(str.isidentifier, between)) or any(
        map(_is_project, (home.root, *home.root.parents[: len(between) - 1]))
    ):
        return home
    inner = tuple(package.split(".")[0] for package in home.packages)
    if _imports_of(home.root, (between[0],)) <= _imports_of(home.root, inner):
        return home
    return _Home(here, tuple(".".join((*between, package)) for package in home.packages))


def _imports_of(folder: Path, heads: tuple[str, ...]) -> int:
    """Count the lines in the first files below a folder that import something from one of some top-level packages."""
    pattern = re.compile(rf"^\s*(?:from|import)\s+(?:{'|'.join(map(re.escape, heads))})\b", re.MULTILINE)
    found = 0
    for path in itertools.islice(sorted(folder.rglob("*.py")), MOST_READ):
        with path.open("rb") as stream:
            found += len(pattern.findall(stream.read(MOST_BYTES).decode("utf-8", "replace")))
    return found


def _roots(here: Path) -> list[Path]:
    """Return the directories that may hold a project's packages, the likeliest first."""
    named = [here / root for root in hinted_roots(here)]
    return [root for root in dict.fromkeys([*named, here / "src", here]) if root.is_dir()]


def _packages(root: Path, *, is_flat: bool) -> Iterator[str]:
    """Yield the packages in a source root.

    In the folder of the project itself (`is_flat`) these are only the regular packages, if there are any.
    """
    own = _module_name(project_name(root))
    left_out = ASIDE if is_flat else TESTS
    folders = [folder for folder in _folders(root) if folder.name not in left_out or folder.name == own]
    if is_flat:
        marked = [folder for folder in folders if (folder / "__init__.py").is_file()]
        is_project = any((root / name).is_file() for name in PROJECT_FILES)
        alike = [folder for folder in folders if is_project and folder.name == own]
        folders = marked or alike or ([] if any(map(_is_project, folders)) else folders)
        if not marked and not alike:
            folders = [folder for folder in folders if _holds_python(folder)]
    for folder in folders:
        yield from _topmost(folder, folder.name)


def _topmost(folder: Path, name: str) -> Iterator[str]:
    """Yield the package itself; for a namespace without a file, the packages in it."""
    if _holds_python(folder):
        yield name
        return
    for child in _folders(folder):
        if child.name.isidentifier():
            yield from _topmost(child, f"{name}.{child.name}")


def _modules(root: Path) -> list[str]:
    """Return the single modules in a source root that belong to the application, judged by their names."""
    return [name for name in _files(root) if name.isidentifier() and name not in ASIDE_FILES and not _is_test(name)]


def _is_test(name: str) -> bool:
    return name.startswith("test_") or name.endswith("_test") or name in TESTS


def _files(directory: Path) -> list[str]:
    """Return the names of the Python files in a directory, without suffix, sorted; hidden files are left out."""
    return sorted(p.stem for p in directory.iterdir() if p.suffix == ".py" and p.name[0] != "." and p.is_file())


def _folders(directory: Path) -> list[Path]:
    """Return the folders that can be packages or hold some, sorted; links and environments are left out."""
    with os.scandir(directory) as listing:
        found = [entry.name for entry in listing if entry.is_dir(follow_symlinks=False)]
    folders = [
        directory / name for name in sorted(found) if name[0] != "." and name not in NO_CODE and name[:2] != "__"
    ]
    return [folder for folder in folders if not (folder / "pyvenv.cfg").is_file()]


def _holds_python(folder: Path) -> bool:
    return folder.name.isidentifier() and any(child.suffix == ".py" and child.is_file() for child in folder.iterdir())


def _has_python(folder: Path) -> bool:
    return any(name.endswith(".py") for _, _, names in os.walk(folder) for name in names)


def _is_project(folder: Path) -> bool:
    return any((folder / name).is_file() for name in PROJECT_FILES)


def _module_name(project: str) -> str:
    return project.replace("-", "_").replace(".", "_").lower()
