"""Find the embedded sample: beside the package in a checkout, inside it in a wheel."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

FILES = ("topology.yaml", "topology.baseline.json")
CODE = "examples/hoc"


def sample() -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield each file of the sample, by its path relative to the topology, with its content.

    Raises:
        FileNotFoundError: When the installation holds no sample.
    """
    home = _home()
    paths = [home / name for name in FILES]
    paths += (p for p in (home / CODE).rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    for path in sorted(paths):
        yield PurePosixPath(path.relative_to(home).as_posix()), path.read_bytes()


def _home() -> Path:
    package = Path(__file__).parents[2]
    for home in (package / "demo", package.parents[1]):
        if (home / CODE).is_dir() and all((home / name).is_file() for name in FILES):
            return home
    raise FileNotFoundError(f"the sample is neither in {package / 'demo'} nor in the checkout {package.parents[1]}")
