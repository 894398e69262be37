"""The comparison of `make oracle`, on packages that are installed beside the tool."""

import sys
from pathlib import Path

import pip
import pytest

from tests.matrix.combinations import interpreters
from tests.oracle.comparing import KINDS, compare
from tests.oracle.comparing import LATER as LATER_KIND
from tests.oracle.disk import Disk
from tests.oracle.distributions import DISTRIBUTIONS, Distribution
from tests.oracle.extracting import extract

SITE = Path(pip.__file__).parents[1]
FAMILY = {
    "one/space/a/__init__.py": "from space import b, c\nimport space.c.d\n",
    "two/space/b.py": "from . import a\n",
}


@pytest.mark.parametrize("package", ["pip", "pytest", "_pytest", "yaml", "rich", "mypy"])
def test_no_difference_is_unexplained(package: str) -> None:
    """Files, imports with line and kind, and missing modules agree except for the named kinds of differences."""
    comparison = compare(Distribution(package, (), (package,), SITE))

    assert comparison.differences.get("", []) == []
    assert comparison.edges


def test_a_namespace_portion_in_another_distribution_is_not_missing(tmp_path: Path) -> None:
    """Of two roots, each with a portion, the third portion may be installed."""
    for path, text in FAMILY.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    found = extract(Disk([tmp_path / "one", tmp_path / "two"], ["space"]))

    assert {(edge.importer, edge.target) for edge in found.internal} >= {("space.a", "space.b"), ("space.b", "space.a")}
    assert found.missing == set()


@pytest.mark.parametrize(("text", "missing"), [("__path__.extend(more())\n", 0), ("path = []\n", 1)])
def test_a_package_that_changes_its_path_has_no_missing_modules(tmp_path: Path, text: str, missing: int) -> None:
    """When its code changes `__path__`, a module below it cannot be called missing."""
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins/__init__.py").write_text(text)
    (tmp_path / "plugins/a.py").write_text("import plugins.made\n")

    assert len(extract(Disk([tmp_path], ["plugins"])).missing) == missing


LATER = "import plugins.b\ndef f[T]():\n    x = f'''\n  {{u}}:{{g}} # only\n'''\n    import plugins.c\n"


def test_in_a_file_for_a_later_python_the_kind_of_an_import_may_differ(tmp_path: Path) -> None:
    """That difference is named; an import missing on one side is not."""
    later = [path for version, path in interpreters().items() if version != "3.11"]
    if sys.version_info >= (3, 12) or not later:
        pytest.skip("needs this Python to be 3.11 and a later one beside it")
    (tmp_path / "plugins").mkdir()
    for name, text in {"__init__": "", "a": LATER, "b": "", "c": ""}.items():
        (tmp_path / f"plugins/{name}.py").write_text(text)

    comparison = compare(Distribution("plugins", (), ("plugins",), tmp_path), str(later[-1]))

    assert set(comparison.differences) == {LATER_KIND}
    assert len(comparison.differences[LATER_KIND]) == 2  # one on each side


def test_enough_distributions_are_compared_and_few_kinds_excuse_a_difference() -> None:
    """The table has a minimum of distributions and a maximum of kinds, without which it would show nothing."""
    assert len(DISTRIBUTIONS) >= 15
    assert len(KINDS) <= 5
    assert all("==" in wheel for distribution in DISTRIBUTIONS for wheel in distribution.wheels)
