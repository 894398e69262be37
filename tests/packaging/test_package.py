"""What is uploaded to the index: the wheel, the sdist, and their metadata."""

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

import import_conformance
from tests.packaging.conftest import ROOT, Bare, Built, build

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SAMPLE = ("topology.yaml", "topology.baseline.json", "examples/hoc")
INFO = f"import_conformance-{import_conformance.__version__}.dist-info"
MEGABYTE = 1_000_000
EVERYTHING = """\
import importlib, pkgutil, import_conformance
from importlib.metadata import entry_points
for module in pkgutil.walk_packages(import_conformance.__path__, "import_conformance."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
groups = sorted(entry_points().groups)
mine = [each for group in groups for each in entry_points(group=group) if each.value.startswith("import_conformance")]
print(*sorted(f"{each.group} {each.name} {each.load().__name__}" for each in mine), sep="\\n")
"""
LAW_OF_MY_OWN = """\
from pathlib import Path
from import_conformance.api import load_topology

reveal_type(load_topology(Path("topology.yaml")).name)
"""


def files(home: Path, below: str) -> Iterator[str]:
    """Return the files of a folder, or the file itself, by their paths from home."""
    for path in [home / below, *(home / below).rglob("*")]:
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(home).as_posix()


def expected() -> set[str]:
    """Return the files of the wheel: the package, the sample for `conformance demo`, and what every wheel has."""
    extra = {f"import_conformance/demo/{file}" for part in SAMPLE for file in files(ROOT, part)}
    about = {f"{INFO}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")}
    return {*files(ROOT / "src", "."), *extra, *about}


def about(built: Built) -> Message:
    """Return the metadata of the wheel."""
    with zipfile.ZipFile(built.wheel) as wheel:
        return message_from_bytes(wheel.read(f"{INFO}/METADATA"))


def test_the_wheel_is_the_package_and_nothing_else(built: Built) -> None:
    """It has pages, suite and type marker, no tests, documentation or caches, and stays small."""
    with zipfile.ZipFile(built.wheel) as wheel:
        names = set(wheel.namelist())

    assert names == expected()
    assert {
        "import_conformance/py.typed",
        "import_conformance/suite/test_layers.py",
        "import_conformance_pytest.py",
        "import_conformance/rules/pages/layers.md",
    } <= names
    assert built.wheel.stat().st_size < MEGABYTE


def test_the_metadata_name_licence_python_and_dependencies(built: Built) -> None:
    """The metadata has what the index shows, and what pip uses for its decisions."""
    said = about(built)
    wanted = [line for line in said.get_all("Requires-Dist", []) if "extra ==" not in line]

    assert (said["Name"], said["Version"]) == ("import-conformance", import_conformance.__version__)
    assert (said["License-Expression"], said.get_all("License-File")) == ("Apache-2.0", ["LICENSE"])
    assert said["Requires-Python"] == PROJECT["project"]["requires-python"]
    assert len(wanted) == len(PROJECT["project"]["dependencies"])
    assert "Typing :: Typed" in said.get_all("Classifier", [])


def test_the_sdist_builds_the_same_wheel(built: Built, tmp_path: Path) -> None:
    """The wheel built from source is the same byte for byte, and the tests in the sdist can be collected."""
    with tarfile.open(built.sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    build(source, tmp_path / "again", "wheel")
    (again,) = (tmp_path / "again").iterdir()
    collect = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "tests"]
    collected = subprocess.run(collect, cwd=source, capture_output=True, text=True, check=False)

    assert again.read_bytes() == built.wheel.read_bytes()
    assert (collected.returncode, collected.stderr) == (0, "")
    assert [name for name in files(source, ".") if name.startswith((".venv", "dist", ".git/"))] == []


def test_the_installed_package_is_complete_and_warns_of_nothing(bare: Bare, tmp_path: Path) -> None:
    """Every dependency is installed, every module imports without a warning, and every entry point loads."""
    assert bare("pip", "check", "--disable-pip-version-check", at=tmp_path).stdout == "No broken requirements found.\n"

    quiet = bare("python", "-W", "error", "-c", "import import_conformance", at=tmp_path)
    everything = bare("python", "-W", "error", "-c", EVERYTHING, at=tmp_path)

    assert (quiet.returncode, quiet.stdout) == (0, "")
    assert everything.stdout.splitlines() == [
        "console_scripts conformance command",
        "pytest11 conformance import_conformance_pytest",
    ]


def test_a_type_checker_sees_the_types_of_the_installed_package(bare: Bare, tmp_path: Path) -> None:
    """`py.typed` is found by the type checker."""
    (tmp_path / "own.py").write_text(LAW_OF_MY_OWN, encoding="utf-8")
    check = [sys.executable, "-m", "mypy", "--python-executable", str(bare.home / "bin/python"), "own.py"]
    said = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert 'Revealed type is "str"' in said.stdout.replace("builtins.", "")
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize("name", ["conformance", "pytest", "lint-imports"])
def test_the_command_of_each_entry_point_is_installed(bare: Bare, name: str, tmp_path: Path) -> None:
    """One `pip install` provides all three commands."""
    assert bare(name, "--help", at=tmp_path).returncode == 0
