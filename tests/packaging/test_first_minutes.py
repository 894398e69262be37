"""A new user's first minutes: the wheel from the index, in a repository that has never used it."""

import subprocess
from pathlib import Path

import pytest

from tests.packaging import foreign
from tests.packaging.conftest import Bare

ENTRY_POINTS = (("conformance", "check"), ("pytest", "conformance/"), ("lint-imports", "--no-logo"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The foreign repository as it was cloned."""
    foreign.build(tmp_path)
    return tmp_path


@pytest.fixture
def adopted(home: Path, bare: Bare) -> Path:
    """The foreign repository with a law written by hand, compiled."""
    foreign.adopt(home)
    assert bare("conformance", "compile", at=home).returncode == 0
    return home


def answers(bare: Bare, home: Path) -> dict[str, subprocess.CompletedProcess[str]]:
    """Return the output of each entry point."""
    return {words[0]: bare(*words, at=home) for words in ENTRY_POINTS}


def codes(bare: Bare, home: Path) -> dict[str, int]:
    """Return the exit code of each entry point."""
    return {name: answer.returncode for name, answer in answers(bare, home).items()}


GREEN = {"conformance": 0, "pytest": 0, "lint-imports": 0}
RED = {"conformance": 1, "pytest": 1, "lint-imports": 1}


def test_all_entry_points_pass_and_fail_together(bare: Bare, adopted: Path) -> None:
    """Under a law written by hand all pass, fail with the place of a breach, and pass when it is fixed."""
    assert codes(bare, adopted) == GREEN

    foreign.breach(adopted)
    red = answers(bare, adopted)

    assert {name: answer.returncode for name, answer in red.items()} == RED
    assert (
        f"{foreign.BREACHED}:3:1: orders store imports parcels.orders.web.views (orders web)"
        in red["conformance"].stdout
    )
    assert f"test_layer[orders:{foreign.LAW}]" in red["pytest"].stdout
    assert f"{foreign.BREACHED}:3" in red["pytest"].stdout
    assert "parcels.orders.store.rows" in red["lint-imports"].stdout

    foreign.repair(adopted)

    assert codes(bare, adopted) == GREEN


def test_init_writes_all_that_the_entry_points_need(bare: Bare, home: Path) -> None:
    """After `conformance init --yes` all three entry points pass, and fail with a breach."""
    written = bare("conformance", "init", "--yes", at=home)

    assert written.returncode == 0, written.stdout
    assert codes(bare, home) == GREEN

    foreign.breach(home)

    assert codes(bare, home) == RED


def test_the_tests_of_the_repository_itself_are_left_alone(bare: Bare, adopted: Path) -> None:
    """Plain `pytest` runs what it ran before, under strict settings, without output of ours."""
    said = bare("pytest", at=adopted).stdout

    assert "1 passed" in said
    assert "conformance:" not in said


def test_the_suite_runs_without_its_own_folder(bare: Bare, adopted: Path) -> None:
    """`--pyargs import_conformance.suite` runs the installed suite."""
    said = bare("pytest", "--noconftest", "--pyargs", "import_conformance.suite", at=adopted)

    assert (said.returncode, "test_layers.py" in said.stdout) == (0, True)


def test_a_folder_that_hides_the_package_is_named_at_every_entry_point(bare: Bare, adopted: Path) -> None:
    """With an `__init__.py` it hides the package, and import-linter's own message would not help."""
    (adopted / "import_conformance").mkdir()
    (adopted / "import_conformance/__init__.py").touch()
    said = answers(bare, adopted)
    package = "import_conformance/__init__.py makes a package of that folder, which hides the installed one"

    assert {name: answer.returncode for name, answer in said.items()} == {
        "conformance": 1,
        "pytest": 4,
        "lint-imports": 1,
    }
    finding = "import_conformance/__init__.py:1:1: lint-imports loads this file in the place of the installed package"
    assert f"{finding} import_conformance" in said["conformance"].stdout
    assert "import_conformance hides the installed package 'import_conformance'" in said["pytest"].stdout
    assert "No module named 'import_conformance.contract_types'" in said["lint-imports"].stdout
    assert package in bare("conformance", "compile", at=adopted).stdout
