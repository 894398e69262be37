"""Whether setuptools would take the folder of the suite for a part of a project: said beforehand, and tried."""

import subprocess
import sys
from pathlib import Path

import pytest

from import_conformance.cli.init.suite_folder import FOLDER, suite_files
from import_conformance.reading.project.setuptools_discovery import Discovery, discovery_of

BACKEND = "[build-system]\nrequires = ['setuptools']\nbuild-backend = '{}'\n"
PROJECT = BACKEND.format("setuptools.build_meta") + "[project]\nname = 'shop'\nversion = '1'\n"
FIND = PROJECT + "[tool.setuptools.packages.find]\n"
SHOP = {"shop/__init__.py": ""}
SETUP = "from setuptools import *\nsetup(name='shop', version='1', {})\n"
CFG = "[metadata]\nname = shop\nversion = 1\n[options]\npackages = "
NOTHING, SHIPS, REFUSES = Discovery.NOTHING, Discovery.SHIPS, Discovery.REFUSES
# A project, and what setuptools does about the folder.
CASES = {
    "nothing said": ({"pyproject.toml": PROJECT, **SHOP}, REFUSES),
    "no build-system": ({"pyproject.toml": "[project]\nname = 'shop'\nversion = '1'\n", **SHOP}, REFUSES),
    "setup.py alone": ({"setup.py": SETUP.format(""), **SHOP}, REFUSES),
    "src": ({"pyproject.toml": PROJECT, "src/shop/__init__.py": ""}, NOTHING),
    "packages": ({"pyproject.toml": PROJECT + "[tool.setuptools]\npackages = ['shop']\n", **SHOP}, NOTHING),
    "a module": ({"pyproject.toml": PROJECT + "[tool.setuptools]\npy-modules = ['shop']\n", "shop.py": ""}, NOTHING),
    "find": ({"pyproject.toml": FIND, **SHOP}, SHIPS),
    "find here": ({"pyproject.toml": FIND + "where = ['.']\n", **SHOP}, SHIPS),
    "find by name": ({"pyproject.toml": FIND + "include = ['shop*']\n", **SHOP}, NOTHING),
    "find without it": ({"pyproject.toml": FIND + "exclude = ['conf*']\n", **SHOP}, NOTHING),
    "find without tests": ({"pyproject.toml": FIND + "exclude = ['tests*']\n", **SHOP}, SHIPS),
    "find in lib": ({"pyproject.toml": FIND + "where = ['lib']\n", "lib/shop/__init__.py": ""}, NOTHING),
    "find with init": ({"pyproject.toml": FIND + "namespaces = false\n", **SHOP}, NOTHING),
    "find_packages": ({"setup.py": SETUP.format("packages=find_packages()"), **SHOP}, NOTHING),
    "find_namespace": ({"setup.py": SETUP.format("packages=find_namespace_packages()"), **SHOP}, SHIPS),
    "find_namespace without tests": (
        {"setup.py": SETUP.format("packages=find_namespace_packages(exclude=['tests*'])"), **SHOP},
        SHIPS,
    ),
    "find_namespace without it": (
        {"setup.py": SETUP.format("packages=find_namespace_packages(exclude=['conformance'])"), **SHOP},
        NOTHING,
    ),
    "find_namespace by name": (
        {"setup.py": SETUP.format("packages=find_namespace_packages(include=['shop*'])"), **SHOP},
        NOTHING,
    ),
    "find_namespace in lib": (
        {
            "setup.py": SETUP.format("package_dir={'': 'lib'}, packages=find_namespace_packages('lib')"),
            "lib/shop/__init__.py": "",
        },
        NOTHING,
    ),
    "cfg find": ({"setup.cfg": CFG + "find:\n", "setup.py": SETUP.format(""), **SHOP}, NOTHING),
    "cfg namespace": ({"setup.cfg": CFG + "find_namespace:\n", "setup.py": SETUP.format(""), **SHOP}, SHIPS),
    "cfg where": (
        {
            "setup.cfg": CFG + "find_namespace:\npackage_dir =\n  = lib\n[options.packages.find]\nwhere = lib\n",
            "setup.py": SETUP.format(""),
            "lib/shop/__init__.py": "",
        },
        NOTHING,
    ),
}


@pytest.mark.parametrize(("files", "expected"), CASES.values(), ids=CASES)
def test_setuptools_does_what_is_said(tmp_path: Path, files: dict[str, str], expected: Discovery) -> None:
    """Setuptools, asked for the modules that it would build, finds the folder or refuses as was said."""
    for path, text in {**suite_files(), **files}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    script = ["setup.py"] if "setup.py" in files else ["-c", "import setuptools; setuptools.setup()"]
    command = [sys.executable, *script, "-q", "build"]
    built = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    ships = (tmp_path / "build/lib" / FOLDER).is_dir()
    is_there = built.returncode == 0 and any((tmp_path / "build/lib").glob("shop*"))

    assert discovery_of(tmp_path, FOLDER) is expected
    assert (is_there, ships) == (expected is not REFUSES, expected is SHIPS), built.stderr


@pytest.mark.parametrize("backend", ["hatchling.build", "poetry.core.masonry.api", "flit_core.buildapi"])
def test_other_backends_take_no_folder_without_an_init(tmp_path: Path, backend: str) -> None:
    """They build the package that has the name of the project."""
    (tmp_path / "pyproject.toml").write_text(BACKEND.format(backend) + "[project]\nname = 'shop'\n")

    assert discovery_of(tmp_path, FOLDER) is NOTHING


@pytest.mark.parametrize("text", ["", "[tool]\n", "[", "[tool.ruff]\n"])
def test_a_directory_that_is_no_project_is_built_by_nobody(tmp_path: Path, text: str) -> None:
    """Without a project table and a setup file there is nothing to build."""
    (tmp_path / "pyproject.toml").write_text(text)

    assert discovery_of(tmp_path, FOLDER) is NOTHING
