"""Distinguish what is installed in this environment from other code on the import path."""

import site
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from pathlib import Path


def site_directories() -> tuple[Path, ...]:
    """Return the directories on the import path into which distributions are installed."""
    known = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()}
    if site.ENABLE_USER_SITE:
        known.add(site.getusersitepackages())
    directories = {Path(name).resolve() for name in known}
    return tuple(dict.fromkeys(Path(entry) for entry in sys.path if entry and Path(entry).resolve() in directories))


@contextmanager
def installed_only() -> Iterator[None]:
    """Restrict the import path to the standard library and what is installed, within a `with` block."""
    before = sys.path[:]
    installed = {directory.resolve() for directory in (*site_directories(), *_named_in_pth_files())}
    library = {Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib")}

    def is_trusted(entry: str) -> bool:
        path = Path(entry).resolve()
        return path in installed or any(path in (each, each / "lib-dynload") for each in library) or _is_zip(path)

    sys.path[:] = [entry for entry in before if entry and is_trusted(entry)]
    try:
        yield
    finally:
        sys.path[:] = before


def _is_zip(path: Path) -> bool:
    """Return whether a path is the standard library as an archive, which is on every import path even if missing."""
    name = f"python{sys.version_info.major}{sys.version_info.minor}.zip"
    return path.name == name and path.is_relative_to(Path(sys.base_prefix).resolve())


def _named_in_pth_files() -> Iterator[Path]:
    for directory in site_directories():
        for file in sorted(directory.glob("*.pth")):
            for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
                if line.strip() and not line.startswith(("#", "import ", "import\t")):
                    yield directory / line.strip()


def is_other_module_loaded(top: str) -> bool:
    """Return whether another module of that name is loaded; the import path must be that of `installed_only`."""
    loaded = sys.modules.get(top)
    if loaded is None:
        return False
    found = (finder.find_spec(top, None) for finder in sys.meta_path if hasattr(finder, "find_spec"))
    return _origin(next(filter(None, found), None)) != _origin(getattr(loaded, "__spec__", None))


def _origin(spec: ModuleSpec | None) -> object:
    if spec is None:
        return None
    return spec.origin if spec.has_location else tuple(spec.submodule_search_locations or ())
