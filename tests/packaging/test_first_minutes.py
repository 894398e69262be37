"""The first minutes of a stranger: the wheel from the index, in a repository that knows nothing of it."""

import subprocess
from pathlib import Path

import pytest

from tests.packaging import foreign
from tests.packaging.conftest import Bare

DOORS = (("conformance", "check"), ("pytest", "conformance/"), ("lint-imports", "--no-logo"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The foreign repository, as it was cloned."""
    foreign.build(tmp_path)
    return tmp_path


@pytest.fixture
def adopted(home: Path, bare: Bare) -> Path:
    """The foreign repository with a law written by hand, compiled."""
    foreign.adopt(home)
    assert bare("conformance", "compile", at=home).returncode == 0
    return home


def answers(bare: Bare, home: Path) -> dict[str, subprocess.CompletedProcess[str]]:
    """What each door says."""
    return {words[0]: bare(*words, at=home) for words in DOORS}


def codes(bare: Bare, home: Path) -> dict[str, int]:
    """The exit code of each door."""
    return {name: answer.returncode for name, answer in answers(bare, home).items()}


GREEN = {"conformance": 0, "pytest": 0, "lint-imports": 0}
RED = {"conformance": 1, "pytest": 1, "lint-imports": 1}


def test_all_doors_are_green_and_a_breach_turns_all_of_them_red(bare: Bare, adopted: Path) -> None:
    """A law by hand: three green doors, three red ones that name the place, three green ones when it is mended."""
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

    foreign.mend(adopted)

    assert codes(bare, adopted) == GREEN


def test_init_writes_all_that_the_doors_need(bare: Bare, home: Path) -> None:
    """`conformance init --yes`, and nothing else: three green doors, and a breach turns all of them red."""
    written = bare("conformance", "init", "--yes", at=home)

    assert written.returncode == 0, written.stdout
    assert codes(bare, home) == GREEN

    foreign.breach(home)

    assert codes(bare, home) == RED


def test_the_tests_of_the_repository_itself_are_left_alone(bare: Bare, adopted: Path) -> None:
    """`pytest` alone runs what it ran before, strict as it is, with no word of ours."""
    said = bare("pytest", at=adopted).stdout

    assert "1 passed" in said
    assert "conformance:" not in said


def test_the_suite_runs_without_a_folder_of_ones_own(bare: Bare, adopted: Path) -> None:
    """`--pyargs import_conformance.suite` means the installed one."""
    said = bare("pytest", "--noconftest", "--pyargs", "import_conformance.suite", at=adopted)

    assert (said.returncode, "test_layers.py" in said.stdout) == (0, True)


def test_a_folder_that_is_a_package_of_our_name_gets_a_clear_message_at_every_door(bare: Bare, adopted: Path) -> None:
    """With an `__init__.py` it hides the installed package; import-linter's own words for that do not help anybody."""
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
